"""Early warning: signs that a partnership may need help, by the book's table ``warning``, ranked with what to do next.

A warning blocks nothing.  What the programme never keeps on record is not missing: nobody is warned of it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from data.text import Text
from data.watching import WarningSign
from service.insight.due import deadline, took_place
from service.insight.folder import Folder, newest
from service.insight.items import Item, Standing, paper_items
from service.records.kept import Record
from service.words.reasons import both

# Number id of the points from which a partnership is at risk.
AT_RISK = "warning_at_risk_points"

# Roles whose entries are a sign of life by themselves; the facilitator also tidies up.
PARTNERS = ("mentor", "mentee")

# Kind of the activities that are nothing but papers.
REPORT = "report"

# What a test finds: how many days, which day, what and who.
Found = tuple[int, dt.date | None, Text, Text]
NOTHING = Text(en="-", id="-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One sign that holds: its row, its points, how many days, the day it counts from or to, what is said, and next."""

    sign: WarningSign
    points: int
    days: int
    day: dt.date | None
    sentence: Text
    next: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A partnership with its alarms, the heaviest first; ``at_risk`` by the book's number."""

    folder: Folder
    points: int
    at_risk: bool
    alarms: tuple[Alarm, ...]


def watch(folders: Iterable[Folder], *, today: dt.date) -> tuple[Watched, ...]:
    """Return every partnership of which something is to be said, the most points first, then in order of id."""
    found = []
    for folder in folders:
        if folder.ending:
            continue
        alarms = tuple(
            sorted(_alarms(folder, today=today), key=lambda one: (-one.points, one.sign.id, one.sentence.en))
        )
        if alarms:
            points = sum(alarm.points for alarm in alarms)
            at_risk = points >= folder.book.number(AT_RISK)
            found.append(Watched(folder=folder, points=points, at_risk=at_risk, alarms=alarms))
    return tuple(sorted(found, key=lambda one: (-one.points, one.folder.id)))


def last_sign(folder: Folder) -> dt.date | None:
    """Return the last day on which anything happened: a fact's own day, or an entry by mentor or mentee."""
    days = [dt.date.fromisoformat(told) for told in _days(folder.record.data)]
    records = [folder.record, *(one for kind in folder.others for one in folder.of(kind) if _below(folder, one))]
    for record in records:
        touch = folder.touched.get(record.key)
        if touch and touch.role in PARTNERS:
            days.append(touch.day)
    return max(days, default=None)


def _below(folder: Folder, record: Record) -> bool:
    return record.data.get("partnership") == folder.id


def _days(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the day of every fact of a partnership."""
    if since := data.get("since"):
        yield since
    for event in data.get("events", ()):
        yield event["until"]
    for given in data.get("confirmed", {}).values():
        yield from given.values()
    for copies in data.get("papers", {}).values():
        for copy in copies.values():
            yield from (copy["filed"],) if "filed" in copy else ()
            yield from copy.get("months", {}).values()
            for verb in ("signed", "approved"):
                for bearers in copy.get(verb, {}).values():
                    yield from bearers.values()


def _alarms(folder: Folder, *, today: dt.date) -> Iterator[Alarm]:
    for sign in folder.book.warnings.values():
        if sign.where and folder.record.state not in sign.where:
            continue
        after = folder.book.number(sign.after) if sign.after else 0
        for days, day, what, who in TESTS[sign.test](folder, sign, after, today):
            doubled = 2 if sign.test != "ahead" and after and days >= 2 * after else 1
            put_in = {"days": days, "day": day.isoformat() if day else ""}
            yield Alarm(
                sign=sign,
                points=sign.weight * doubled,
                days=days,
                day=day,
                sentence=Text(
                    en=sign.says.en.format(**put_in, what=what.en, who=who.en),
                    id=sign.says.id.format(**put_in, what=what.id, who=who.id),
                ),
                next=sign.next,
            )


def _silent(folder: Folder, _: WarningSign, after: int, today: dt.date) -> Iterator[Found]:
    day = last_sign(folder)
    if day is not None and (today - day).days > after:
        yield (today - day).days, day, NOTHING, NOTHING


def _paper(folder: Folder, _: WarningSign, after: int, today: dt.date) -> Iterator[Found]:
    """Find papers that a step or an indicator asks for and that are beyond their day, unless all went on without."""
    for document in _asked(folder):
        if any(took_place(folder.case, later) for later in _later(folder, folder.book.documents[document].after)):
            continue
        late: dict[str, list[Item]] = {}
        for item in paper_items(folder, document, today=today):
            if item.standing is Standing.MISSING and item.due and (today - item.due).days > after:
                late.setdefault(item.who, []).append(item)
        for who, items in late.items():
            yield _together(folder, document, who, items, today=today)


def _together(folder: Folder, document: str, who: str, items: list[Item], *, today: dt.date) -> Found:
    """Return all that one writer owes of one paper as one thing: the months of a monthly one, the oldest day."""
    row = folder.book.documents[document]
    months = ", ".join(item.name.en.removeprefix(row.name.en).strip() for item in items)
    day = min(item.due for item in items if item.due)
    owner = folder.book.roles[row.owner].name
    name = folder.name(who) if who else ""
    return (
        (today - day).days,
        day,
        Text(en=f"{row.name.en} {months}".strip(), id=f"{row.name.id} {months}".strip()),
        Text(en=name or owner.en, id=name or owner.id),
    )


def _asked(folder: Folder) -> list[str]:
    """Return the papers that a step needs or an indicator counts; those that go with an activity are seen there."""
    book = folder.book
    asked = {need.partition(":")[2] for step in book.steps.values() for need in step.needs}
    asked |= {one.row for row in book.indicators.values() for one in (*row.counts, *row.beside) if one.of == "filed"}
    reports = {row.id for row in book.activities.values() if row.kind == REPORT}
    rows = (row for row in book.documents.values() if row.scope == "partnership" and (row.due or row.after in reports))
    return [row.id for row in rows if row.id in asked]


def _later(folder: Folder, activity: str) -> list[str]:
    """Return the activities that the book puts directly behind the end of an activity."""
    rows = folder.book.precedences.values()
    return [
        row.after
        for row in rows
        if row.before == activity and row.after != activity and row.anchor == "end" and row.target == "start"
        and folder.book.activities[row.after].scope == "partnership"
    ]  # fmt: skip


def _step(folder: Folder, _: WarningSign, after: int, today: dt.date) -> Iterator[Found]:
    case, book = folder.case, folder.book
    for row in book.activities.values():
        if row.kind in {"pilot", REPORT} or row.scope != "partnership" or took_place(case, row.id):
            continue
        if any(took_place(case, later) for later in _later(folder, row.id)):
            continue
        due = deadline(case, row.id)
        if due is not None and (today - due).days > after:
            yield (today - due).days, due, row.name, book.roles[row.owner].name


def _waiting(folder: Folder, _: WarningSign, after: int, today: dt.date) -> Iterator[Found]:
    book, since = folder.book, folder.record.data.get("since")
    if since and (today - (day := dt.date.fromisoformat(since))).days > after:
        onward = [step for step in book.steps.values() if folder.record.state in step.origins and step.needs]
        names = [book.roles[role].name for role in dict.fromkeys(step.by for step in onward)]
        who = Text(en=", ".join(one.en for one in names), id=", ".join(one.id for one in names))
        yield (today - day).days, day, book.states[folder.record.state].name, who


def _ahead(folder: Folder, sign: WarningSign, after: int, today: dt.date) -> Iterator[Found]:
    for record, day in _dated(folder, sign):
        if 0 <= (day - today).days <= after:
            yield (day - today).days, day, _what(folder, sign, record), _who(folder, record)


def _passed(folder: Folder, sign: WarningSign, after: int, today: dt.date) -> Iterator[Found]:
    for record, day in _dated(folder, sign):
        if (today - day).days > after:
            yield (today - day).days, day, _what(folder, sign, record), _who(folder, record)


def _absent(folder: Folder, sign: WarningSign, _: int, __: dt.date) -> Iterator[Found]:
    """Find members without a record that others of the programme have; what is never kept is not missing."""
    if sign.record not in folder.kept:
        return
    shown = {record.data.get("member") for record in folder.of(sign.record) if record.data.get(sign.field)}
    for member in folder.case.bearers(sign.role):
        if member in folder.members and member not in shown:
            yield 0, None, folder.book.records[sign.record].name, Text(en=folder.name(member), id=folder.name(member))


def _dated(folder: Folder, sign: WarningSign) -> Iterator[tuple[Record, dt.date]]:
    for record in newest(folder.book.records[sign.record], folder.of(sign.record)):
        told = record.data.get(sign.field)
        if told and (not sign.states or record.state in sign.states):
            yield record, dt.date.fromisoformat(told)


def _what(folder: Folder, sign: WarningSign, record: Record) -> Text:
    """Return what a record is about: the code or the row that its first such field names, else its title or kind."""
    kind = folder.book.records[sign.record]
    for field in kind.fields:
        value = str(record.data.get(field.id, ""))
        if field.type == "choice" and value in field.choices:
            return field.choices[value]
        if field.type == "row" and field.target == "role" and value in folder.book.roles:
            return folder.book.roles[value].name
    title = str(record.data.get("title", ""))
    return Text(en=title, id=title) if title else kind.name


def _who(folder: Folder, record: Record) -> Text:
    member = str(record.data.get("member", ""))
    if member:
        return Text(en=folder.name(member), id=folder.name(member))
    return both("insight.both_sides")


TESTS: Mapping[str, Callable[[Folder, WarningSign, int, dt.date], Iterator[Found]]] = {
    "silent": _silent,
    "paper": _paper,
    "step": _step,
    "waiting": _waiting,
    "ahead": _ahead,
    "passed": _passed,
    "absent": _absent,
}
