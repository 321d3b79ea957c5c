"""The matcher's nouns: mentors with practices, mentees with needs, pins and past relations (2.1, 3.1.1, 3.1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from data.country import Reading

Readings = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """What a mentor and a mentee have in common.

    Parameters
    ----------
    utility
        Utility id of the reference; empty for a person, a centre or a utility that the reference lacks.
    region, island
        Region code and island group; empty when not known.
    connections
        Number of connections, None when not known.
    raw_water
        Kinds of raw water, for example ``("river", "spring")``; empty when not known.
    readings
        KPI id to the latest public reading.
    member
        Whether it belongs to the association (2.1.1).
    """

    id: str
    name: str
    utility: str = ""
    region: str = ""
    island: str = ""
    connections: int | None = None
    raw_water: tuple[str, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    member: bool = True

    @property
    def party(self) -> str:
        """The same for one utility in two roles: its reference id, else its own id."""
        return self.utility or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The mentees that a mentor expects (3.1.2, mentor presentation 4); empty and None mean no wish."""

    islands: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    least_connections: int | None = None
    most_connections: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether every mentee is welcome."""
        return self == Expectation()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor(Party):
    """Somebody willing to teach; ``health`` is the national class.

    ``capacity`` is the most mentees in the year, ``least`` the fewest for which it would prepare; 0 when any will do.
    ``team_days`` is the most working days of its team in the year, None when it did not say.
    """

    kind: str = "utility"
    capacity: int = 1
    least: int = 0
    team_days: int | None = None
    health: str = ""
    health_year: int | None = None
    expects: Expectation = field(default_factory=Expectation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A best practice on offer, with KPI readings before and after it (3.1.2, mentor presentation 2)."""

    id: str
    mentor: str
    subject: str
    title: str = ""
    before: Readings = field(default_factory=dict)
    after: Readings = field(default_factory=dict)
    year: int | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentee(Party):
    """Somebody willing to learn; the order in which mentees are added is the order of their letters.

    ``waited`` counts the years in which it wrote and was left out.
    """

    waited: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One priority subject of a mentee's letter (3.1.1-A4, A6), rank 1 the first.

    ``target`` holds the KPI values it hopes for; ``read`` is true when the subject was read from its words.
    """

    id: str
    mentee: str
    subject: str
    rank: int = 1
    today: Readings = field(default_factory=dict)
    target: Readings = field(default_factory=dict)
    chosen: str = ""
    text: str = ""
    expects: str = ""
    read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A pair that must be or may never be, with reason and author; it survives every run."""

    mentor: str
    mentee: str
    kind: Literal["must", "never"]
    reason: str
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A finished partnership; ``teacher`` and ``learner`` are party ids (see ``Party.party``)."""

    teacher: str
    learner: str
    year: int | None = None
    subject: str = ""
