"""Steps: which may be taken from here, what each lacks, and taking one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.answer import Reason
from data.book import Book
from data.errors import UnknownRow
from data.references import near
from data.rows import Step
from service.lifecycle.case import Case
from service.lifecycle.errors import StepRefused
from service.lifecycle.filing import check_day, told
from service.lifecycle.gates import Lack, lack_of
from service.lifecycle.order import cautions, order_lacks
from service.records.facts import Facts
from service.words.reasons import both


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A step that starts where the partnership stands, and what it still lacks; lacking nothing, it may be taken."""

    step: Step
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The partnership after a step: its state, its data, and what should be looked at."""

    state: str
    data: Mapping[str, Any]
    cautions: tuple[Reason, ...]


def begin(book: Book) -> str:
    """Return the state in which a partnership begins."""
    return next(state.id for state in book.states.values() if state.initial)


def allowed(book: Book, data: Mapping[str, Any], *, state: str) -> tuple[Offer, ...]:
    """Return every step that starts from ``state``, in the book's order, each with what it lacks."""
    case = Case(book, data)
    return tuple(Offer(step=step, lacks=_lacks(case, step)) for step in book.steps.values() if state in step.origins)


def take(
    book: Book,
    data: Mapping[str, Any],
    step: str,
    *,
    state: str,
    by: str,
    day: dt.date,
    today: dt.date,
    facts: Facts,
) -> Taken:
    """Return the partnership after ``step``, with ``facts`` on record.

    Parameters
    ----------
    book, data, state
        The programme's tables, and the partnership as it stands.
    step
        Row of the book's table ``step``.
    by
        The party that takes it.
    day, today
        When it was taken, and what day it is; nothing on record lies in the future.
    facts
        What is told together with the step.

    Raises
    ------
    UnknownRow
        If the book has no such step.
    BadFact
        If something told cannot have happened.
    StepRefused
        If the step does not start here, is another party's, or lacks something.
    """
    if step not in book.steps:
        table, hint = "step", near(step, list(book.steps))
        raise UnknownRow(table, step, tuple(name for name in book.steps if hint.endswith(f" {name}?")))
    row = book.steps[step]
    if state not in row.origins:
        raise StepRefused(step, state=state, section=row.section, lacks=())
    check_day("day", day, today=today, since=data.get("since"))
    new = told(book, data, facts, today=today)
    case = Case(book, new)
    lacks = _lacks(case, row)
    if by != row.by:
        who = book.roles[row.by].name
        lacks = (Lack(gate=f"by:{row.by}", section=row.section, sentence=both("lifecycle.by", who=who)), *lacks)
    if lacks:
        raise StepRefused(step, state=state, section=row.section, lacks=lacks)
    return Taken(state=row.to, data={**new, "since": day.isoformat()}, cautions=cautions(case))


def _lacks(case: Case, step: Step) -> tuple[Lack, ...]:
    found = [lack for need in step.needs if (lack := lack_of(case, need))]
    held = [need.partition(":")[2] for need in step.needs if need.startswith("held:")]
    return (*found, *(lack for activity in held for lack in order_lacks(case, activity)))
