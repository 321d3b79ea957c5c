"""Which field of which table names rows of which other table; read by the checks and by ``data.asking``."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, fields

from data import rows
from data.book import Book

REFERENCES: dict[str, dict[str, str]] = {
    "role": {"party": "role"},
    "duty": {"role": "role"},
    "statement": {"role": "role"},
    "activity": {
        "phase": "phase",
        "owner": "role",
        "place": "role",
        "travellers": "role",
        "quorum": "role",
        "teams": "number",
        "length": "number",
        "months": "number",
        "times": "number",
        "outputs": "document",
    },
    "precedence": {"before": "activity", "after": "activity", "least": "number", "most": "number"},
    "document": {
        "owner": "role",
        "coauthors": "role",
        "signers": "role",
        "witnesses": "role",
        "receivers": "role",
        "copies": "role",
        "phase": "phase",
        "after": "activity",
        "due": "number",
    },
    "step": {"origins": "state", "to": "state", "by": "role"},
    "cost_rule": {"covers": "cost_kind"},
    "cost_kind": {"head": "budget_head"},
    "instalment": {"after": "activity"},
    "travel_policy": {"travellers": "role", "host_percent": "cost_kind"},
    "indicator": {"role": "role"},
    "warning": {"after": "number", "where": "state", "role": "role", "record": "record"},
    "quiet_window": {"before": "number", "after": "number"},
}

GATES: dict[str, str] = {
    "filed": "document",
    "signed": "document",
    "approved": "document",
    "every_month": "document",
    "held": "activity",
    "attended": "activity",
    "confirmed": "role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One place where a row names another row; ``key`` is empty where a required name was left out."""

    table: str
    row: rows.Row
    field: str
    target: str
    key: str


def references(book: Book) -> Iterator[Reference]:
    """Yield every reference of every row, the empty optional ones left out.

    Notes
    -----
    A gate such as ``filed:minutes`` counts when its predicate is known; ``data.checking.lifecycle`` judges the rest.
    """
    for table, named in REFERENCES.items():
        for row in book.table(table).values():
            optional = {item.name for item in fields(row) if item.default == ""}
            for field, target in named.items():
                value = getattr(row, field)
                for key in (value,) if isinstance(value, str) else tuple(value):
                    if key or field not in optional:
                        yield Reference(table=table, row=row, field=field, target=target, key=key)
    for step in book.steps.values():
        for need in step.needs:
            predicate, _, key = need.partition(":")
            if predicate in GATES:
                yield Reference(table="step", row=step, field="needs", target=GATES[predicate], key=key)


def resolve_section(book: Book, key: str) -> str:
    """Return the id of the section cited as ``key``: its own number first, then an alias, else an empty string.

    Upper and lower case count as the same.
    """
    wanted = key.strip().casefold()
    for section in book.sections.values():
        if section.id.casefold() == wanted:
            return section.id
    for section in book.sections.values():
        if wanted in (alias.casefold() for alias in section.aliases):
            return section.id
    return ""


def near(key: str, names: list[str]) -> str:
    """Return ``; did you mean ...?`` with the likeliest of ``names``, or an empty string."""
    likely = difflib.get_close_matches(key, names, n=1)
    return f"; did you mean {likely[0]}?" if likely else ""
