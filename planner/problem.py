"""What is to be planned: a frozen programme year (2.6), checked before any solver sees it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from data.book import Book
from data.country import Country
from data.travel import Route, Travel
from planner.money.declared import NOTHING, Declared
from planner.money.kinds import Decision, Member

FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A utility (or person) that teaches or learns; one team, so one place at a time.

    Parameters
    ----------
    id
        Utility id of the reference data, or any other short name.
    region
        Region code where its team sets out.
    connections
        Customers' connections, or None when unknown.
    """

    id: str
    name: str
    region: str
    connections: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorPerson:
    """A colleague of the facilitator with ``days_per_month`` working days for this programme."""

    id: str
    name: str
    days_per_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """One mentor with its mentees, as the planner sees them.

    Parameters
    ----------
    mentees
        One or more party ids; the first hosts what takes place at the mentee's, the others come there.
    ready
        Day of the request letter's taking up; nothing of the partnership lies before it.
    worth
        Points that it adds when the budget heads cannot carry all.
    subject
        Subject id, for display.
    pilot_months
        Calendar months of the pilot, or None to let the planner choose within the book's range.
    """

    id: str
    mentor: str
    mentees: tuple[str, ...]
    ready: dt.date
    worth: int
    subject: str = ""
    pilot_months: int | None = None

    def parties(self, role: str) -> tuple[str, ...]:
        """Return the ids of the parties in ``role``: ``mentor``, ``mentee``; nobody for other roles."""
        if role == "mentor":
            return (self.mentor,)
        return self.mentees if role == "mentee" else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Calendar days, both ends included, on which a party or a facilitator's colleague cannot take part."""

    who: str
    first: dt.date
    last: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A day that is already settled; ``partnership`` is empty for an event of the whole programme."""

    partnership: str
    activity: str
    occurrence: int
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A programme year to be planned.

    Parameters
    ----------
    year
        Budget year, a calendar year (2.6).
    today
        Day of planning; nothing that is not fixed lies before it.
    budget
        Whole rupiah (the book's currency) per budget head of the facilitator (4.2).
    budget_decided
        False while the annual meeting has only proposed or discussed the budget (4.2: then no subsidy).
    decision
        The National Board's subsidy decision, or None (4.2: then no subsidy).
    travel_policy
        Row of the book's ``travel_policy`` table.
    declared
        Company rates and pilot budgets, as the parties state them (3.1.1-A3, 4.1).
    parties, partnerships
        By id, in the order in which they were added.
    """

    book: Book
    country: Country
    travel: Travel
    year: int
    today: dt.date
    budget: Mapping[str, int]
    decision: Decision | None
    travel_policy: str
    parties: Mapping[str, Party]
    facilitators: tuple[FacilitatorPerson, ...]
    partnerships: Mapping[str, Partnership]
    budget_decided: bool = True
    blocks: tuple[Block, ...] = ()
    fixes: tuple[Fix, ...] = ()
    declared: Declared = NOTHING

    def region(self, party: str) -> str:
        """Return the region code of ``party``; the facilitator's is the programme's base."""
        return self.book.programme.base_region if party == FACILITATOR else self.parties[party].region

    def route(self, traveller: str, place: str) -> Route:
        """Return the journey of one party (or the facilitator) to another's place."""
        return self.travel.route(self.region(traveller), self.region(place))

    def months(self, partnership: Partnership, least: str, most: str) -> range:
        """Return the calendar months that the pilot may take, given the book's two number ids."""
        if partnership.pilot_months is not None:
            return range(partnership.pilot_months, partnership.pilot_months + 1)
        return range(self.book.number(least), self.book.number(most) + 1)

    @property
    def members(self) -> Mapping[str, Member]:
        """Region and size of every party, as a subsidy decision may ask for them (4.2)."""
        return {key: Member(region=one.region, connections=one.connections) for key, one in self.parties.items()}

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that a plan depends on, the book's own fingerprint included."""
        told = [
            self.book.fingerprint, self.year, self.today, sorted(self.budget.items()), self.budget_decided,
            self.decision, self.travel_policy, list(self.parties.values()), self.facilitators,
            list(self.partnerships.values()), self.blocks, self.fixes, self.declared,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(told, default=repr).encode()).hexdigest()
