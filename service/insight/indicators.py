"""The indicators of a partnership (5.2, 5.3), counted from the record; what the partners say of themselves apart (5).

They read the partnership's own events, papers, days and advice.  A utility's health, size or profile is never read,
so it cannot move them: the guideline assesses the partnership and not the utility (5).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.recording import RecordKind
from data.text import Text
from data.watching import Indicator
from service.insight.folder import PARTNERSHIP, Folder
from service.insight.items import Item, Standing, items_of
from service.words.reasons import both

# Whose word an opinion is, and the field that says so.
BY, SELF = "by", "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What somebody says of an indicator: whole per cent or None, in words, and how far it lies from what is counted.

    ``by`` is ``self`` or whoever else said it; ``apart`` is None where one of the two values is missing.
    """

    by: str
    value: int | None
    words: str
    apart: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One indicator of one member in one partnership.

    Parameters
    ----------
    indicator, member
        Row of the book, and whose it is; an empty member: a mentor that is not chosen yet.
    value
        Whole per cent, half a per cent rounded up; None where nothing was due, or nothing is on record.
    done, late, due
        How many were done, how many of these late, and how many were due.
    worked
        The formula with the numbers put in, or why there is none.
    items, beside
        What was counted, and what is told with it and not counted.
    opinions
        What the partners and the facilitator say.
    """

    indicator: Indicator
    member: str
    value: int | None
    done: int
    late: int
    due: int
    worked: Text
    items: tuple[Item, ...]
    beside: tuple[Item, ...]
    opinions: tuple[Opinion, ...]

    def counted(self, standing: Standing) -> int:
        """Return how many items stand so."""
        return sum(item.standing is standing for item in self.items)


def measure(folder: Folder, *, today: dt.date) -> tuple[Measured, ...]:
    """Return every indicator of a partnership, in the book's order, the mentees' for each mentee."""
    return tuple(
        _measured(folder, indicator, member if member in folder.members else "", today=today)
        for indicator in folder.book.indicators.values()
        for member in folder.case.bearers(indicator.role)
    )


def percent(done: int, due: int) -> int | None:
    """Return ``done`` of ``due`` in whole per cent, half a per cent rounded up; None where nothing was due."""
    return (2 * 100 * done + due) // (2 * due) if due else None


def results_in_words(folder: Folder) -> dict[str, dict[str, str]]:
    """Return what was observed in words (5.4): record id to field to text, of kinds that stand beside the indicators.

    Notes
    -----
    These are the kinds below a partnership whose section belongs to the indicators' chapter and is no indicator's own.
    """
    sections = {indicator.section for indicator in folder.book.indicators.values()}
    chapters = {section.partition(".")[0] for section in sections}
    found = {}
    for kind in folder.book.records.values():
        if kind.parent != PARTNERSHIP or _naming(kind) or kind.section in sections:
            continue
        if kind.section.partition(".")[0] in chapters:
            texts = [field.id for field in kind.fields if field.type == "text"]
            for record in folder.of(kind.id):
                found[record.key.id] = {name: str(record.data[name]) for name in texts if record.data.get(name)}
    return found


def _measured(folder: Folder, indicator: Indicator, member: str, *, today: dt.date) -> Measured:
    items = _own(folder, indicator, member, counts=False, today=today)
    beside = _own(folder, indicator, member, counts=True, today=today)
    done = sum(item.standing in {Standing.DONE, Standing.LATE} for item in items)
    late = sum(item.standing is Standing.LATE for item in items)
    due = done + sum(item.standing is Standing.MISSING for item in items)
    value = percent(done, due)
    return Measured(
        indicator=indicator,
        member=member,
        value=value,
        done=done,
        late=late,
        due=due,
        worked=_worked(indicator, value, done=done, due=due),
        items=items,
        beside=beside,
        opinions=tuple(_opinions(folder, indicator, member, value=value)),
    )


def _own(folder: Folder, indicator: Indicator, member: str, *, counts: bool, today: dt.date) -> tuple[Item, ...]:
    rows = indicator.beside if counts else indicator.counts
    found = (item for row in rows for item in items_of(folder, row, today=today))
    return tuple(item for item in found if indicator.role == "mentor" or item.who in {"", member})


def _worked(indicator: Indicator, value: int | None, *, done: int, due: int) -> Text:
    if value is None:
        return both("insight.nothing")
    numbers: Mapping[str, int] = {"done": done, "due": due, "value": value}
    return Text(en=indicator.worked.en.format(**numbers), id=indicator.worked.id.format(**numbers))


def _opinions(folder: Folder, indicator: Indicator, member: str, *, value: int | None) -> Iterator[Opinion]:
    for kind in folder.book.records.values():
        for name in _naming(kind):
            for record in folder.of(kind.id):
                data = record.data
                if data.get(name) != indicator.id or data.get("member") != member:
                    continue
                said = data.get("value")
                apart = said - value if said is not None and value is not None else None
                yield Opinion(by=str(data.get(BY, SELF)), value=said, words=str(data.get("words", "")), apart=apart)


def _naming(kind: RecordKind) -> list[str]:
    """Return the fields of a kind that name an indicator."""
    return [field.id for field in kind.fields if (field.type, field.target) == ("row", "indicator")]
