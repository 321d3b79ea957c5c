"""What must hold for mentors, practices, letters and needs (3.1.1)."""

from decimal import Decimal

from data import Text
from service.workbook.rows import Row
from service.workbook.sheets import Sheets, day_of, in_order
from service.workbook.values import normal

UTILITY = "utility"


def mentors(sheets: Sheets) -> None:
    """Refuse a mentor that is no known utility, nor a person or centre with a place to travel from (3.1.1-B)."""
    seen: dict[str, int] = {}
    for row in sheets.rows["mentors"]:
        utility, is_utility = row.text("utility"), row.is_blank("kind") or row.text("kind") == UTILITY
        is_other = not is_utility and bool(row.text("kind"))
        if is_utility and row.is_blank("utility"):
            sheets.refuse(
                row,
                "utility",
                Text(
                    en="a utility from the list; for a person or a centre choose that kind",
                    id="perusahaan dari daftar; untuk perorangan atau pusat pelatihan pilih jenisnya",
                ),
            )
        if is_other and row.is_blank("region"):
            sheets.refuse(
                row,
                "region",
                Text(
                    en="the regency or city from which this mentor travels",
                    id="kabupaten/kota asal perjalanan mentor ini",
                ),
            )
        if is_other and row.is_blank("name"):
            sheets.refuse(
                row, "name", Text(en="the name of the person or centre", id="nama orang atau pusat pelatihan")
            )
        if is_utility and utility in seen:
            sheets.refuse(
                row,
                "utility",
                Text(
                    en=f"each utility once; it stands in row {seen[utility]} too",
                    id=f"satu kali per perusahaan; sudah ada di baris {seen[utility]}",
                ),
            )
        elif is_utility and utility:
            seen[utility] = row.record.row
        in_order(sheets, row, "least_connections", "most_connections")
        capacity = 1 if row.is_blank("capacity") else row.whole("capacity")
        if capacity is not None and (row.whole("least") or 0) > capacity:
            sheets.refuse(
                row,
                "least",
                Text(en=f"at most the capacity, {capacity}", id=f"paling banyak kapasitasnya, {capacity}"),
            )


def practices(sheets: Sheets) -> None:
    """Refuse a practice that stands twice, since it would count twice."""
    seen: dict[tuple[str, str, str], int] = {}
    for row in sheets.rows["practices"]:
        key = (row.text("mentor"), row.text("subject"), normal(row.text("title")))
        if all(key) and key in seen:
            there = seen[key]
            sheets.refuse(
                row,
                "title",
                Text(
                    en=f"another practice; row {there} holds the same",
                    id=f"praktik lain; baris {there} berisi hal yang sama",
                ),
            )
        seen.setdefault(key, row.record.row)


def practice_years(sheets: Sheets) -> None:
    """Refuse achievements and past partnerships that lie ahead."""
    today = sheets.today()
    for row in (*sheets.rows["practices"], *sheets.rows["past"]):
        year = row.whole("year")
        if today and year is not None and year > today.year:
            sheets.refuse(row, "year", Text(en=f"a year up to {today.year}", id=f"tahun sampai {today.year}"))


def readings(sheets: Sheets) -> None:
    """Refuse a value without its indicator, an indicator without a value, and a value out of its band (3.1.2)."""
    for key, columns in (("practices", ("before", "after")), ("needs", ("today",))):
        for row in sheets.rows[key]:
            seen: set[object] = set()
            for number in row.record.numbers():
                _reading(sheets, row, number, columns=columns, seen=seen)


def _reading(sheets: Sheets, row: Row, number: int, *, columns: tuple[str, ...], seen: set[object]) -> None:
    kpi = row.get("indicator", number)
    given = [column for column in columns if not row.is_blank(column, number)]
    if given and row.is_blank("indicator", number):
        sheets.refuse(
            row,
            "indicator",
            Text(
                en="the indicator that this value belongs to",
                id="indikator dari nilai ini",
            ),
            number,
        )
    if not given and not row.is_blank("indicator", number):
        sheets.refuse(
            row,
            columns[0],
            Text(
                en="a value for the indicator, or an empty indicator",
                id="nilai untuk indikator ini, atau kosongkan indikatornya",
            ),
            number,
        )
    if kpi in seen:
        sheets.refuse(
            row, "indicator", Text(en="each indicator once in a row", id="setiap indikator satu kali per baris"), number
        )
    if not isinstance(kpi, str):
        return
    seen.add(kpi)
    band = sheets.country.kpi(kpi)
    for column in given:
        value = row.get(column, number)
        if isinstance(value, Decimal) and not band.is_plausible(value):
            sheets.refuse(
                row,
                column,
                Text(
                    en=f"{band.least} to {band.most} {band.unit}",
                    id=f"{band.least} sampai {band.most} {band.unit}",
                ),
                number,
            )


def teams(sheets: Sheets) -> None:
    """Refuse a large team smaller than the main team that it includes (3.1.1-A5)."""
    for row in sheets.rows["letters"]:
        in_order(sheets, row, "main_team", "large_team")


def letter_dates(sheets: Sheets) -> None:
    """Refuse a letter that has not come in yet, or whose writer cannot start within the year (2.6)."""
    year, today = sheets.year(), sheets.today()
    for row in sheets.rows["letters"]:
        received, ready = day_of(row, "received"), day_of(row, "ready")
        if today and received and received > today:
            sheets.refuse(
                row,
                "received",
                Text(
                    en=f"a day up to the day of planning, {today}",
                    id=f"hari sampai tanggal penyusunan, {today}",
                ),
            )
        if year and ready and ready.year > year:
            sheets.refuse(row, "ready", Text(en=f"a day up to the end of {year}", id=f"hari sampai akhir {year}"))


def letter_needs(sheets: Sheets) -> None:
    """Refuse letters without priority subjects, and ranks that are not 1, 2, 3 without a gap (3.1.1-A4, A6)."""
    needs = sheets.rows["needs"]
    for row in needs:
        if row.is_blank("subject") and row.is_blank("words"):
            sheets.refuse(
                row,
                "subject",
                Text(
                    en="a subject, or the words in the next column: a letter without a subject is not complete",
                    id="bidang, atau kata-kata surat di kolom berikutnya: surat tanpa bidang belum lengkap",
                ),
            )
    asked: dict[str, list[Row]] = {}
    for row in needs:
        asked.setdefault(row.text("letter"), []).append(row)
    for letter, rows in asked.items():
        if letter:
            _ranks(sheets, letter, rows)
    if not needs or "" in asked:
        return
    for row in sheets.rows["letters"]:
        if row.text("id") and row.text("id") not in asked:
            sheets.refuse(
                row,
                "id",
                Text(
                    en="at least one row in the sheet Needs: a letter without a subject is not complete",
                    id="sedikitnya satu baris di lembar Kebutuhan: surat tanpa bidang belum lengkap",
                ),
            )


def _ranks(sheets: Sheets, letter: str, rows: list[Row]) -> None:
    """Refuse doubled ranks of one letter, then the first gap; an unreadable rank has its own fault."""
    ranks = {rank: row for row in reversed(rows) if (rank := row.whole("rank")) is not None}
    for row in rows:
        rank = row.whole("rank")
        if rank is not None and ranks[rank] is not row:
            there = ranks[rank].record.row
            sheets.refuse(
                row,
                "rank",
                Text(
                    en=f"another rank; row {there} gives {letter} the same",
                    id=f"prioritas lain; baris {there} memberi {letter} prioritas yang sama",
                ),
            )
    gap = next((place for place in range(1, len(ranks) + 1) if place not in ranks), None)
    if gap is not None and all(row.whole("rank") is not None for row in rows):
        beyond = ranks[min(rank for rank in ranks if rank > gap)]
        sheets.refuse(
            beyond,
            "rank",
            Text(en=f"{gap}: the ranks of {letter} leave a gap", id=f"{gap}: urutan prioritas {letter} melompat"),
        )
