"""What happened in a partnership, as it is told: papers, events, green lights."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who bore a role: ``who`` is a member of the partnership, empty for all who bear the role."""

    role: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that was filed, signed or approved on a day.

    Parameters
    ----------
    document
        Row of the book.
    day
        When it was filed, and when those who are named signed or approved.
    of
        The mentee whose paper it is; empty for all mentees, or where it is nobody's own.
    month
        ``2027-03`` for a monthly paper.
    signed_by, approved_by
        Who did on that day.
    """

    document: str
    day: dt.date
    of: str = ""
    month: str = ""
    signed_by: tuple[Bearer, ...] = ()
    approved_by: tuple[Bearer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An activity that took place from ``day`` to ``until``, with the mentees ``of`` (empty: all)."""

    activity: str
    day: dt.date
    until: dt.date
    of: tuple[str, ...] = ()
    attended: tuple[Bearer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GreenLight:
    """A party's yes on a day."""

    role: str
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that is told at once."""

    papers: tuple[Paper, ...] = ()
    events: tuple[Event, ...] = ()
    confirmed: tuple[GreenLight, ...] = ()
