"""How a row of any table is told in words: a label for each field, references written out by name."""

import datetime as dt
from dataclasses import fields

from data import rows
from data.book import Book
from data.coded import code_said, source_said, unit_said
from data.recorded import record_lines
from data.recording import RecordKind
from data.references import GATES, REFERENCES, references
from data.text import Text
from data.watching import Counted

SAID_WHEN_EMPTY = ("value", "scheduled")
COMMON = ("id", "name", "section", "status", "note")

# Codes of another row's fields and states, which say nothing by themselves.
UNSAID = {("warning", "field"), ("warning", "states")}

# Table in which what an indicator counts has its name.
COUNTED = {"held": "activity", "filed": "document", "record": "record"}

LABELS: dict[str, Text] = {
    "after": Text(en="After", id="Setelah"),
    "aliases": Text(en="Also cited as", id="Juga dirujuk sebagai"),
    "anchor": Text(en="Around", id="Sekitar"),
    "base_region": Text(en="Seat, region code", id="Kedudukan, kode wilayah"),
    "before": Text(en="Before", id="Sebelum"),
    "beside": Text(en="Told beside it", id="Disebut di sampingnya"),
    "budget_year_binds": Text(en="The budget year binds", id="Tahun anggaran mengikat"),
    "by": Text(en="Done by", id="Dilakukan oleh"),
    "by_region": Text(en="Lists regions", id="Menyebut daftar wilayah"),
    "choice": Text(en="Choice made", id="Pilihan yang diambil"),
    "coauthors": Text(en="Together with", id="Bersama"),
    "contact": Text(en="Contact", id="Kontak"),
    "copies": Text(en="Copies to", id="Tembusan kepada"),
    "counts": Text(en="Counts", id="Menghitung"),
    "country": Text(en="Calendar of the country", id="Kalender negara"),
    "covers": Text(en="Covers", id="Mencakup"),
    "currency": Text(en="Currency", id="Mata uang"),
    "default": Text(en="In force unless another is chosen", id="Berlaku bila tidak dipilih yang lain"),
    "due": Text(en="Due", id="Tenggat"),
    "effect": Text(en="What the planner does", id="Yang dilakukan penjadwal"),
    "facilitator": Text(en="Facilitator", id="Fasilitator"),
    "final": Text(en="Final state", id="Keadaan akhir"),
    "former_names": Text(en="Formerly", id="Dahulu"),
    "formula": Text(en="Formula", id="Rumus"),
    "group": Text(en="Group", id="Kelompok"),
    "hardness": Text(en="Hardness, 1 is the softest", id="Kekerasan, 1 paling lunak"),
    "head": Text(en="Budget head", id="Pos anggaran"),
    "host_percent": Text(en="The host pays, per cent", id="Tuan rumah membayar, persen"),
    "in_chart": Text(en="Named in the phase chart", id="Disebut dalam bagan tahap"),
    "initial": Text(en="Initial state", id="Keadaan awal"),
    "kind": Text(en="Kind", id="Jenis"),
    "kinds": Text(en="Kinds of activity", id="Jenis kegiatan"),
    "least": Text(en="At least", id="Paling cepat"),
    "length": Text(en="Length", id="Lama"),
    "means": Text(en="Counts as", id="Dihitung sebagai"),
    "monthly": Text(en="One for every pilot month", id="Satu untuk setiap bulan proyek percontohan"),
    "months": Text(en="Calendar months", id="Bulan kalender"),
    "most": Text(en="At most", id="Paling lama"),
    "needs": Text(en="Needs", id="Syarat"),
    "next": Text(en="What to do next", id="Langkah berikutnya"),
    "number": Text(en="Number", id="Nomor"),
    "optional": Text(en="May be left out", id="Boleh ditiadakan"),
    "origins": Text(en="From", id="Dari"),
    "outputs": Text(en="Outputs", id="Keluaran"),
    "owner": Text(en="Responsible", id="Penanggung jawab"),
    "lacks": Text(en="When it is missing", id="Bila belum ada"),
    "party": Text(en="Acts for", id="Bertindak untuk"),
    "payer": Text(en="Payer", id="Penanggung biaya"),
    "parts": Text(en="Parts", id="Bagian"),
    "percent": Text(en="Per cent", id="Persen"),
    "phase": Text(en="Phase", id="Tahap"),
    "place": Text(en="Place", id="Tempat"),
    "quorum": Text(en="At least attended by", id="Sedikitnya dihadiri"),
    "receivers": Text(en="Sent to", id="Dikirim kepada"),
    "record": Text(en="Kind of record", id="Jenis catatan"),
    "role": Text(en="Role", id="Peran"),
    "room": Text(en="Enforced in", id="Ditegakkan di"),
    "says": Text(en="What is said", id="Yang disampaikan"),
    "scheduled": Text(en="Dated by the planner", id="Dijadwalkan oleh perencana"),
    "scope": Text(en="Held per", id="Lingkup"),
    "signers": Text(en="Signed by", id="Ditandatangani oleh"),
    "since": Text(en="Since", id="Sejak"),
    "source": Text(en="Source", id="Sumber"),
    "target": Text(en="Edge of the later one", id="Tepi kegiatan berikutnya"),
    "teams": Text(en="Persons", id="Jumlah orang"),
    "test": Text(en="Looks at", id="Mengamati"),
    "text": Text(en="In brief", id="Ringkasnya"),
    "times": Text(en="How often", id="Berapa kali"),
    "to": Text(en="To", id="Menjadi"),
    "travellers": Text(en="Travelling", id="Yang bepergian"),
    "trip": Text(en="Shares the journey", id="Satu perjalanan dengan"),
    "unit": Text(en="Unit", id="Satuan"),
    "value": Text(en="Value", id="Nilai"),
    "weight": Text(en="Points", id="Poin"),
    "where": Text(en="Where", id="Di mana"),
    "witnesses": Text(en="Witnessed by", id="Disaksikan oleh"),
    "worked": Text(en="With the numbers put in", id="Dengan angkanya"),
    "note": Text(en="Note", id="Catatan (bahasa Inggris)"),
    "used_by": Text(en="Named by", id="Disebut oleh"),
}

OWN_LABELS: dict[tuple[str, str], Text] = {
    ("document", "owner"): Text(en="Written by", id="Disusun oleh"),
    ("document", "scope"): Text(en="One per", id="Satu untuk setiap"),
    ("quiet_window", "before"): Text(en="Quiet before it", id="Tenang sebelumnya"),
    ("quiet_window", "after"): Text(en="Quiet after it", id="Tenang sesudahnya"),
    ("precedence", "anchor"): Text(en="Edge of the earlier one", id="Tepi kegiatan sebelumnya"),
    ("warning", "after"): Text(en="Days", id="Hari"),
    ("warning", "where"): Text(en="Looked at in", id="Diamati pada"),
    ("checklist", "where"): Text(en="Honoured in", id="Dipenuhi di"),
}

WORDS: dict[str, Text] = {
    "partnership": Text(en="partnership", id="kemitraan"),
    "programme": Text(en="programme", id="program"),
    "start": Text(en="start", id="awal"),
    "end": Text(en="end", id="akhir"),
    "filed": Text(en="filed", id="diserahkan"),
    "signed": Text(en="signed", id="ditandatangani"),
    "approved": Text(en="approved", id="disetujui"),
    "every_month": Text(en="every month", id="setiap bulan"),
    "held": Text(en="held", id="terlaksana"),
    "attended": Text(en="attended by its quorum", id="dihadiri kuorum"),
    "confirmed": Text(en="confirmed by", id="dikonfirmasi oleh"),
    "traveller": Text(en="the traveller", id="pelaku perjalanan"),
    "host": Text(en="the host", id="tuan rumah"),
}


# Fields whose words have a table of their own.
SAID_BY = {"unit": unit_said, "source": source_said}


def lines(book: Book, table: str, row: rows.Row) -> tuple[Text, ...]:
    """Return what ``row`` says, one labelled fact a line; empty fields and plain defaults are left out."""
    found = [*record_lines(row)] if isinstance(row, RecordKind) else []
    for item in () if isinstance(row, RecordKind) else fields(row):
        value = getattr(row, item.name)
        plain = value in ("", (), {}, False, 0) and item.name not in SAID_WHEN_EMPTY
        if item.name in COMMON or (table, item.name) in UNSAID or plain or (item.name == "scheduled" and value):
            continue
        label = OWN_LABELS.get((table, item.name)) or LABELS[item.name]
        found.append(_join(label, _said(book, table, item.name, value=value)))
    if row.note:
        found.append(_join(LABELS["note"], Text(en=row.note, id=row.note)))
    return (*found, *_used_by(book, table, row))


def _join(label: Text, said: Text) -> Text:
    return Text(en=f"{label.en}: {said.en}", id=f"{label.id}: {said.id}")


def _said(book: Book, table: str, field: str, *, value: object) -> Text:
    """Return one field's value in words."""
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return Text(en="yes", id="ya") if value else Text(en="no", id="tidak")
    if isinstance(value, dict):
        return _list([_add(_name(book, "cost_kind", key), f" {share}") for key, share in value.items()])
    if isinstance(value, tuple):
        return _list([_part(book, table, field, part=part) for part in value])
    return _word(book, table, field, word=value)


def _part(book: Book, table: str, field: str, *, part: object) -> Text:
    if isinstance(part, Counted):
        return _name(book, COUNTED[part.of], part.row)
    return _word(book, table, field, word=part)


def _word(book: Book, table: str, field: str, *, word: object) -> Text:
    if isinstance(word, Text):
        return word
    if isinstance(word, dt.date):
        return Text(en=word.isoformat(), id=word.isoformat())
    key = str(word)
    if table == "step" and field == "needs":
        predicate, _, gated = key.partition(":")
        said = _name(book, GATES[predicate], gated)
        return Text(en=f"{said.en} ({WORDS[predicate].en})", id=f"{said.id} ({WORDS[predicate].id})")
    target = REFERENCES.get(table, {}).get(field)
    if target:
        return _name(book, target, key)
    if key in book.roles:
        return book.roles[key].name
    return SAID_BY[field](key) if field in SAID_BY else WORDS.get(key) or code_said(key)


def _name(book: Book, table: str, key: str) -> Text:
    """Return the name of a row; a number also says its value and unit."""
    row = book.table(table)[key]
    if isinstance(row, rows.Number):
        unit = unit_said(row.unit)
        return Text(
            en=f"{row.name.en} = {row.value} {unit.en} ({row.id})",
            id=f"{row.name.id} = {row.value} {unit.id} ({row.id})",
        )
    return row.name


def _add(text: Text, tail: str) -> Text:
    return Text(en=text.en + tail, id=text.id + tail)


def _list(texts: list[Text]) -> Text:
    return Text(en="; ".join(text.en for text in texts), id="; ".join(text.id for text in texts))


def _used_by(book: Book, table: str, row: rows.Row) -> tuple[Text, ...]:
    """Return one line with the rows that name this one; roles and phases, named everywhere, are left out."""
    if table in {"role", "phase"}:
        return ()
    users = [
        f"{found.table}:{found.row.id}" for found in references(book) if found.target == table and found.key == row.id
    ]
    if not users:
        return ()
    said = ", ".join(dict.fromkeys(users))
    return (_join(LABELS["used_by"], Text(en=said, id=said)),)
