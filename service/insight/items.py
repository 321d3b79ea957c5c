"""What was to happen in a partnership, and what is on record of it: done, late, missing, ahead, or not to be told."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from data.rows import Document
from data.text import Text
from data.watching import Counted
from service.insight.due import deadline, paper_day, pilot_months, working_day
from service.insight.folder import Folder
from service.records.kept import Record

# Parties that are members; whoever else writes a paper is nobody in particular.
SIDES = ("mentor", "mentee")


class Standing(StrEnum):
    """How one thing stands."""

    DONE = "done"
    LATE = "late"
    MISSING = "missing"
    AHEAD = "ahead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that was to happen.

    Parameters
    ----------
    row
        Activity, document or kind of record.
    name
        What it is called.
    role, who
        Party that sees to it, and the member, empty where it is both sides' doing.
    standing
        ``late`` is done after its day, ``missing`` has a day that passed, ``ahead`` has none that passed, ``unknown``
        is not on record although the partnership is over.
    due, day
        When it was due and when it was done; None where that is not on record.
    section
        Of the guideline.
    """

    row: str
    name: Text
    role: str
    who: str
    standing: Standing
    due: dt.date | None
    day: dt.date | None
    section: str


def items_of(folder: Folder, counted: Counted, *, today: dt.date) -> tuple[Item, ...]:
    """Return everything that an indicator's row counts in a partnership."""
    if counted.of == "held":
        return tuple(held_items(folder, counted.row, today=today))
    if counted.of == "filed":
        return tuple(paper_items(folder, counted.row, today=today))
    return tuple(_records(folder, counted, today=today))


def paper_items(folder: Folder, document: str, *, today: dt.date) -> Iterator[Item]:
    """Yield each copy of a paper, for a monthly one each month of each holder."""
    case, row = folder.case, folder.book.documents[document]
    for of in case.holders(row):
        copy = case.paper(document, of)
        if not row.monthly:
            yield _paper(folder, row, of, filed=copy.get("filed"), due=paper_day(case, document), today=today)
            continue
        for month, end in pilot_months(case, today=today).items():
            days = folder.book.number(row.due) if row.due else 0
            due = working_day(end, days, country=folder.book.programme.country)
            filed = copy.get("months", {}).get(month)
            yield _paper(folder, row, of, filed=filed, due=due, today=today, month=f" {month}")


def _paper(
    folder: Folder, row: Document, of: str, *, filed: str | None, due: dt.date | None, today: dt.date, month: str = ""
) -> Item:
    day = dt.date.fromisoformat(filed) if filed else None
    return Item(
        row=row.id,
        name=Text(en=row.name.en + month, id=row.name.id + month),
        role=folder.case.party(row.owner),
        who=of if folder.case.party(row.owner) in SIDES and of in folder.members else "",
        standing=_standing(folder, day, due, today=today),
        due=due,
        day=day,
        section=row.section,
    )


def held_items(folder: Folder, activity: str, *, today: dt.date) -> Iterator[Item]:
    """Yield each time that an activity is planned: as often as records plan it, else as often as the book says."""
    case, row = folder.case, folder.book.activities[activity]
    planned = sorted(_planned(folder, activity))
    times = len(planned) or (folder.book.number(row.times) if row.times else 0 if row.optional else 1)
    days = {
        mentee: sorted(event["until"] for event in case.events(activity) if mentee in case.present(event))
        for mentee in case.mentees
    }
    by = deadline(case, activity)
    for place in range(max(times, min(map(len, days.values())))):
        done = [found[place] for found in days.values() if place < len(found)]
        day = dt.date.fromisoformat(max(done)) if len(done) == len(days) else None
        due = planned[place] if place < len(planned) else by
        standing = Standing.DONE if day else _standing(folder, None, due, today=today)
        number = f" {place + 1}" if times > 1 else ""
        yield Item(
            row=activity,
            name=Text(en=row.name.en + number, id=row.name.id + number),
            role=row.owner,
            who="",
            standing=standing,
            due=due,
            day=day,
            section=row.section,
        )


def _planned(folder: Folder, activity: str) -> Iterator[dt.date]:
    """Yield the days for which records of the partnership plan an activity: the first day that each of them tells."""
    for kind in folder.book.records.values():
        naming = [one.id for one in kind.fields if (one.type, one.target) == ("row", "activity")]
        days = [one.id for one in kind.fields if one.type == "day"]
        if not naming or not days:
            continue
        for record in folder.of(kind.id):
            day = next((told for name in days if (told := record.data.get(name))), None)
            if day and record.data.get(naming[0]) == activity:
                yield dt.date.fromisoformat(day)


def _records(folder: Folder, counted: Counted, *, today: dt.date) -> Iterator[Item]:
    kind = folder.book.records[counted.row]
    grace = folder.book.number(counted.grace) if counted.grace else 0
    for record in folder.of(counted.row):
        if counted.due and record.state not in counted.due:
            continue
        told = record.data.get(counted.day) if counted.day else None
        due = dt.date.fromisoformat(told) + dt.timedelta(days=grace) if told else None
        if record.state in counted.done:
            standing = Standing.DONE
        elif not counted.day:
            standing = Standing.MISSING
        else:
            standing = _standing(folder, None, due, today=today)
        yield Item(
            row=counted.row,
            name=Text(en=_called(record, kind.name.en), id=_called(record, kind.name.id)),
            role="",
            who=str(record.data.get("member", "")),
            standing=standing,
            due=due,
            day=None,
            section=kind.section,
        )


def _called(record: Record, kind: str) -> str:
    """Return what a record is called: its title, else its kind and id."""
    return str(record.data.get("title") or f"{kind} {record.key.id}")


def _standing(folder: Folder, day: dt.date | None, due: dt.date | None, *, today: dt.date) -> Standing:
    if day is not None:
        return Standing.LATE if due and day > due else Standing.DONE
    if due is not None and due < folder.last_day(today):
        return Standing.MISSING
    return Standing.UNKNOWN if folder.ending else Standing.AHEAD
