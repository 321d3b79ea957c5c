"""What the API says when it refuses: titles, details and faults by their id, in two languages."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.text import Text

# Nouns of the rooms' messages in Indonesian; a noun that is missing is said as it is.
NOUNS = {
    "mentor": "mentor",
    "mentee": "resipien",
    "need": "kebutuhan",
    "subject": "bidang",
    "utility": "perusahaan air minum",
    "region": "wilayah",
    "party": "pihak",
    "facilitator": "fasilitator",
    "partnership": "kemitraan",
    "programme": "program",
    "member": "anggota",
    "letter": "surat",
    "step": "langkah",
    "job": "pekerjaan",
    "webhook": "pelanggan",
    "feed": "langganan kalender",
    "budget_head": "pos anggaran",
    "travel_policy": "aturan perjalanan",
    "mentor, mentee or utility": "mentor, resipien, atau perusahaan air minum",
}

TABLE = Path(__file__).with_name("phrases.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of problem: its title, and its detail with braces to fill."""

    id: str
    title: Text
    detail: Text


@cache
def load_kinds() -> dict[str, Kind]:
    """Return every kind of problem by its id."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf8"))["problem"]
    return {
        key: Kind(
            id=key,
            title=Text(en=row["en"], id=row["id"]),
            detail=Text(en=row["detail_en"], id=row["detail_id"]),
        )
        for key, row in rows.items()
    }


@cache
def load_fault_texts() -> dict[str, Text]:
    """Return every fault of a field by its id."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf8"))["fault"]
    return {key: Text(en=row["en"], id=row["id"]) for key, row in rows.items()}


def noun_text(noun: str) -> Text:
    """Return what the rooms call a kind of row."""
    return Text(en=noun.replace("_", " "), id=NOUNS.get(noun, noun))


def filled(text: Text, *values: object) -> Text:
    """Return ``text`` with ``values`` in its braces; a value may itself be a text."""

    def put(language: str) -> str:
        said = [getattr(value, language) if isinstance(value, Text) else str(value) for value in values]
        return str(getattr(text, language)).format(*said)

    return Text(en=put("en"), id=put("id"))


def fault_text(code: str) -> Text:
    """Return the sentence for a field's error ``id|value|value``; unknown codes are said as they are."""
    key, *values = code.split("|")
    texts = load_fault_texts()
    return filled(texts[key], *values) if key in texts else Text(en=code, id=code)
