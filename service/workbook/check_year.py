"""What must hold for the year, its people, pins, absences and money (2.6, 4.2)."""

from data import Text
from data.subsidies import SubsidyKind
from service.workbook.rows import Row
from service.workbook.sheets import AMOUNTS, Sheets, day_of
from service.workbook.values import normal

# Start of the amounts that limit a subsidy; a decision of any form may state them.
CEILING = "ceiling_"

MUST = "must"


def planning_day(sheets: Sheets) -> None:
    """Refuse a day of planning that is not in the year before or in the year itself (2.6)."""
    programme, year, today = sheets.form("programme"), sheets.year(), sheets.today()
    if programme and year and today and today.year not in {year - 1, year}:
        sheets.refuse(
            programme, "today", Text(en=f"a day in {year - 1} or {year}", id=f"hari pada {year - 1} atau {year}")
        )


def something_to_plan(sheets: Sheets) -> None:
    """Refuse a workbook without letters, needs, mentors, practices or colleagues."""
    for key in ("facilitators", "mentors", "practices", "letters", "needs"):
        found = sheets.found[key]
        if found.title and not found.records:
            title = found.sheet.title
            sheets.faults.append(
                found.nowhere(
                    "",
                    Text(
                        en=f"nothing to plan yet: {title.en} has no row; fill in at least one",
                        id=f"belum ada yang dapat direncanakan: {title.id} masih kosong; isi sedikitnya satu baris",
                    ),
                )
            )


def unique_ids(sheets: Sheets) -> None:
    """Refuse two records with one code, since other sheets could not tell them apart."""
    for key in ("facilitators", "mentors", "letters"):
        seen: dict[str, int] = {}
        for row in sheets.rows[key]:
            code = normal(row.text("id"))
            if code and code in seen:
                there = seen[code]
                sheets.refuse(
                    row,
                    "id",
                    Text(
                        en=f"a code of its own; row {there} has the same",
                        id=f"kode tersendiri; baris {there} memakai kode yang sama",
                    ),
                )
            elif code:
                seen[code] = row.record.row


def past(sheets: Sheets) -> None:
    """Refuse a partnership with oneself (2.1)."""
    for row in sheets.rows["past"]:
        if row.text("mentor") and row.text("mentor") == row.text("mentee"):
            sheets.refuse(
                row, "mentee", Text(en="another utility than the mentor", id="perusahaan lain, bukan mentornya sendiri")
            )


def pins(sheets: Sheets) -> None:
    """Refuse a letter tied to two mentors, and a pair that is chosen twice."""
    pairs: dict[tuple[str, str], int] = {}
    tied: dict[str, int] = {}
    for row in sheets.rows["pins"]:
        pair = (row.text("mentor"), row.text("letter"))
        if all(pair) and pair in pairs:
            there = pairs[pair]
            sheets.refuse(
                row,
                "kind",
                Text(
                    en=f"one choice for a pair; row {there} has this pair too",
                    id=f"satu keputusan per pasangan; baris {there} juga memuatnya",
                ),
            )
        elif row.text("kind") == MUST and pair[1] in tied:
            there = tied[pair[1]]
            sheets.refuse(
                row,
                "kind",
                Text(
                    en=f"one mentor for a letter; row {there} ties it already",
                    id=f"satu mentor per surat; baris {there} sudah menetapkannya",
                ),
            )
        if row.text("kind") == MUST and pair[1]:
            tied.setdefault(pair[1], row.record.row)
        pairs.setdefault(pair, row.record.row)


def absences(sheets: Sheets) -> None:
    """Refuse an absence that ends before it begins, or lies far from the year."""
    year = sheets.year()
    for row in sheets.rows["absences"]:
        first, last = day_of(row, "first"), day_of(row, "last")
        if first and last and last < first:
            sheets.refuse(row, "last", Text(en=f"a day from {first} on", id=f"hari sejak {first}"))
        elif first and last and year and not (last.year >= year - 1 and first.year <= year + 1):
            sheets.refuse(row, "first", Text(en=f"days near {year}", id=f"hari di sekitar {year}"))


def budget(sheets: Sheets) -> None:
    """Refuse a budget without all its heads, each once (4.2)."""
    seen: dict[str, int] = {}
    for row in sheets.rows["budget"]:
        head = row.text("head")
        if head and head in seen:
            there = seen[head]
            sheets.refuse(
                row,
                "head",
                Text(
                    en=f"each head once; it stands in row {there} too",
                    id=f"setiap pos satu kali; sudah ada di baris {there}",
                ),
            )
        seen.setdefault(head, row.record.row)
    if sheets.found["budget"].title:
        for head, line in sheets.book.budget_heads.items():
            if head not in seen and "" not in seen:
                sheets.faults.append(
                    sheets.found["budget"].nowhere(
                        "",
                        Text(
                            en=f"a row for the head {line.name.en}; write 0 where it has no money",
                            id=f"baris untuk pos {line.name.id}; tulis 0 bila tidak diberi dana",
                        ),
                    )
                )


def decision(sheets: Sheets) -> None:
    """Refuse a decision that lacks what its form asks for, or states what another form asks for (4.2)."""
    form, today = sheets.form("decision"), sheets.today()
    if form is None or not form.record.cells:
        return
    taken = day_of(form, "date")
    if taken and today and taken > today:
        sheets.refuse(
            form,
            "date",
            Text(en=f"a day up to the day of planning, {today}", id=f"hari sampai tanggal penyusunan, {today}"),
        )
    kind = sheets.book.subsidy_kinds.get(form.text("kind"))
    if kind is None:
        return
    _regions(sheets, form, kind)
    for key in form.record.sheet.columns:
        amount = key.removeprefix(AMOUNTS)
        if amount == key:
            continue
        if amount in kind.needs and form.is_blank(key):
            sheets.refuse(
                form,
                key,
                Text(
                    en=f"an amount: the form {kind.name.en} asks for it",
                    id=f"jumlah: bentuk {kind.name.id} memintanya",
                ),
            )
        elif amount not in kind.needs and not amount.startswith(CEILING) and not form.is_blank(key):
            sheets.refuse(
                form,
                key,
                Text(
                    en=f"empty: the form {kind.name.en} does not use it",
                    id=f"kosong: bentuk {kind.name.id} tidak memakainya",
                ),
            )


def _regions(sheets: Sheets, form: Row, kind: SubsidyKind) -> None:
    """Refuse a list of regions that is missing, or that the form does not use (4.2)."""
    if kind.by_region and form.is_blank("regions"):
        sheets.refuse(
            form,
            "regions",
            Text(
                en=f"at least one region: the form {kind.name.en} asks for it",
                id=f"paling sedikit satu wilayah: bentuk {kind.name.id} memintanya",
            ),
        )
    elif not kind.by_region and not form.is_blank("regions"):
        sheets.refuse(
            form,
            "regions",
            Text(
                en=f"empty: the form {kind.name.en} does not use it",
                id=f"kosong: bentuk {kind.name.id} tidak memakainya",
            ),
        )
