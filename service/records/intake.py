"""What a facilitator holds before the year is planned: letters, mentors, colleagues, money, decisions.

Read from the workbook (``service/workbook``) or from an API call; nothing here is decided yet.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from service.records.money import HelpTold, PostingTold, RateTold, ReleaseTold

Readings = dict[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facilitator:
    """A colleague at the association; ``days_per_month`` working days for this programme."""

    id: str
    name: str
    days_per_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorOffer:
    """A utility, person or training centre willing to teach (3.1.1-B).

    ``utility`` is a utility id of the reference data; empty for a person, who then needs ``region``.
    ``capacity`` counts mentees in the year, ``least`` the fewest for which it would prepare (0: any),
    ``team_days`` the most working days of its team (None: no limit).
    ``islands`` to ``most_connections`` are the expected
    mentee criteria of 3.1.2 (empty or None: no wish). ``connections`` overrides the reference.
    """

    id: str
    name: str
    utility: str = ""
    kind: str = "utility"
    region: str = ""
    connections: int | None = None
    capacity: int = 1
    least: int = 0
    team_days: int | None = None
    in_annual_plan: bool | None = None
    islands: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    least_connections: int | None = None
    most_connections: int | None = None
    raw_water: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeOffer:
    """A best practice of a mentor with the achievement that shows it (3.1.2, mentor presentation 2).

    ``before`` and ``after`` map KPI ids of the reference data to values.
    """

    mentor: str
    subject: str
    title: str
    before: Readings = field(default_factory=dict)
    after: Readings = field(default_factory=dict)
    year: int | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A request letter (3.1.1-A6) with the readiness of its writer (3.1.1-A).

    ``utility`` is a utility id; ``received`` and ``ready`` are dates (ready: first day on which
    the mentee can attend the initial meeting). ``wished`` is a mentor id or empty.
    Team sizes are persons, ``budget`` is rupiah in the mentee's own annual plan.
    ``waited`` counts the years in which it wrote and was left out.
    """

    id: str
    utility: str
    received: dt.date
    ready: dt.date
    text: str
    expected_result: str
    wished: str = ""
    raw_water: str = ""
    acknowledges: bool | None = None
    stakeholders_told: bool | None = None
    in_annual_plan: bool | None = None
    budget: int | None = None
    main_team: int | None = None
    large_team: int | None = None
    waited: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterNeed:
    """One priority subject of a letter, rank 1 the first; ``today`` maps KPI ids to values.

    ``subject`` may be empty when only the letter's words are known; then it is read from the text.
    """

    letter: str
    rank: int
    subject: str
    words: str = ""
    today: Readings = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRelation:
    """A mentor and a mentee that worked together before, in either role (``year`` may be unknown)."""

    mentor: str
    mentee: str
    year: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A pair that is fixed (``must``) or ruled out (``never``), with reason and author."""

    mentor: str
    letter: str
    kind: str
    reason: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which a party, mentor, facilitator or officer cannot take part."""

    who: str
    first: dt.date
    last: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDecision:
    """The National Board's subsidy rule (4.2): number, date, kind and its whole-rupiah amounts.

    ``kind`` is a ``subsidy_kind`` row of the book; ``amounts`` holds what that row needs,
    for example ``{"mentor_per_visit": 5_000_000, "ceiling_per_partnership": 40_000_000}``;
    ``regions`` lists the codes of regions that come first, for the kinds that ask for them.
    """

    number: str
    date: dt.date
    kind: str
    amounts: dict[str, int]
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Everything that one programme year starts from.

    ``budget`` maps the book's budget heads to rupiah, ``budget_state`` is ``proposed``, ``discussed``
    or ``decided`` (4.2). ``today`` is the day of planning; ``fictional`` marks samples.
    ``floor`` is the fit in points to which the worst pairs are lifted first (None: as the book says).
    """

    year: int
    today: dt.date
    facilitators: tuple[Facilitator, ...]
    mentors: tuple[MentorOffer, ...]
    practices: tuple[PracticeOffer, ...]
    letters: tuple[Letter, ...]
    needs: tuple[LetterNeed, ...]
    budget: dict[str, int]
    budget_state: str = "decided"
    decision: BoardDecision | None = None
    travel_policy: str = ""
    past: tuple[PastRelation, ...] = ()
    pins: tuple[Pin, ...] = ()
    absences: tuple[Absence, ...] = ()
    releases: tuple[ReleaseTold, ...] = ()
    postings: tuple[PostingTold, ...] = ()
    helps: tuple[HelpTold, ...] = ()
    exchange: tuple[RateTold, ...] = ()
    fictional: bool = False
    floor: int | None = None
