"""Rows of what is read from the record: indicators of a partnership (5.2, 5.3), and signs that one needs help."""

from dataclasses import dataclass
from typing import Literal

from data.rows import Row
from data.text import Text

# What an indicator may count: activities that took place, papers that were handed in, records in some state.
Counting = Literal["held", "filed", "record"]

# What a sign may look at; ``service.insight.warnings`` has one function for each.
Test = Literal["silent", "paper", "step", "waiting", "ahead", "passed", "absent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One thing that an indicator counts.

    Parameters
    ----------
    of, row
        An activity that is ``held``, a document that is ``filed``, a kind of ``record``.
    done, due
        For records: states that count as done, and those that count at all; with an empty ``due`` all but void ones.
    day, grace
        For records: the field with its day, and the number id of calendar days after which one that is not done counts
        as missing; with an empty ``day`` it counts at once.
    """

    of: Counting
    row: str
    done: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    day: str = ""
    grace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Row):
    """An indicator of the partnership, not of the utility (5.2, 5.3).

    Parameters
    ----------
    role
        Whose indicator it is.
    formula
        How it is counted, in words.
    worked
        The same with ``{done}``, ``{due}`` and ``{value}`` put in.
    counts
        What is counted.
    beside
        What is told with it and not counted.
    """

    role: str
    group: Literal["commitment", "reports", "substance"]
    formula: Text
    worked: Text
    counts: tuple[Counted, ...]
    beside: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSign(Row):
    """A sign that a partnership may need help; it blocks nothing and blames nobody.

    Parameters
    ----------
    test
        What is looked at: how long nothing was heard, a paper or an activity beyond its day, a state that lasts, a day
        of a record that lies ahead or has passed, a record that is not there.
    after
        Number id of the calendar days: of silence, of delay, of waiting, or to look ahead.
    weight
        Points when it holds; doubled when twice the days have passed.
    where
        States of a partnership in which it is looked at; empty: all in which it is not over.
    role
        Whose doing is waited for, or whose records are looked at.
    record, field, states
        Kind of record, its field, and the states in which it counts; empty states: all but void ones.
    says, next
        What is said, with ``{days}``, ``{day}``, ``{what}`` and ``{who}`` put in, and what to do next.
    """

    test: Test
    after: str = ""
    weight: int
    where: tuple[str, ...] = ()
    role: str = ""
    record: str = ""
    field: str = ""
    states: tuple[str, ...] = ()
    says: Text
    next: Text
