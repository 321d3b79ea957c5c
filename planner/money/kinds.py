"""What money is made of: one cost line with one payer, the board's decision, an allocation; serves chapter 4."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from data.text import Text
from planner.money.rupiah import NegativeRupiah, NotWholeRupiah, share_out, whole_rupiah

__all__ = [
    "FACILITATOR", "FORMS", "HOSTING", "PILOT", "SUBSIDIES", "TRAVEL_KINDS", "Allocation", "Charge", "Decision", "Line",
    "Member", "NegativeRupiah", "NotWholeRupiah", "party_of", "payer_key", "role_of", "share_out", "whole_rupiah",
]  # fmt: skip

FACILITATOR = "facilitator"
SUBSIDIES = "subsidies"
TRAVEL_KINDS = ("fare", "lodging", "allowance", "local_transport")
HOSTING = "venue_meals"
PILOT = "pilot_investment"
# Forms of a subsidy decision that the software can carry out; a book offers those of its ``subsidy_kind`` rows.
FORMS = (
    "fixed_per_partnership", "per_visit", "share_of_travel", "by_distance_class", "by_member_category",
    "priority_regions", "fixed_per_party", "visit_quota",
)  # fmt: skip


def payer_key(role: str, party: str) -> str:
    """Return how a payer is written in a line: ``mentor:tirta-alfa``, ``mentee:...`` or ``facilitator``."""
    return FACILITATOR if role == FACILITATOR else f"{role}:{party}"


def role_of(payer: str) -> str:
    """Return ``mentor``, ``mentee`` or ``facilitator`` of a payer key."""
    return payer.partition(":")[0]


def party_of(payer: str) -> str:
    """Return the party of a payer key; the facilitator is its own party."""
    return payer.partition(":")[2] or payer


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What something costs, before it is decided who pays.

    Parameters
    ----------
    id
        Event id, who, and kind; stable from run to run.
    partnership
        Partnership id; empty for the programme's own events.
    activity, event
        Activity id, and the id of the event for which it is spent.
    kind
        A ``cost_kind`` of the book.
    text
        What is bought, for how many persons and days.
    amount
        Rupiah, at least 0.
    traveller, host
        Payer keys of who travels and who is visited; empty where nobody is.
    bearer
        Payer key fixed by 4.1.3, 4.1.5 or 4.2; empty when traveller or host decide.
    on
        Day on which it falls due: departure, first day on site, or signing.
    basis
        Count x count x unit price = amount, then the source of the price; the same in both languages.
        A line that is a part of its charge adds in square brackets which part.
    estimated
        True when the price is an estimate and no norm.
    distance_km
        Length of the journey one way; 0 where nobody travels.
    """

    id: str
    partnership: str
    activity: str
    event: str
    kind: str
    text: Text
    amount: int
    traveller: str = ""
    host: str = ""
    bearer: str = ""
    on: dt.date
    basis: str
    estimated: bool = False
    distance_km: int = 0

    def __post_init__(self) -> None:
        """Refuse money that is no whole rupiah."""
        whole_rupiah(f"charge {self.id}", self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sum of rupiah with its one payer and the rule that fixed it (4.1, 4.2).

    Parameters
    ----------
    id
        Id of its charge, then whose part of it, if it was split.
    partnership, activity, event, kind, text, on, basis, estimated, traveller, host, distance_km
        As in ``Charge``.
    amount
        Rupiah, at least 0.
    payer
        ``mentor:<party>``, ``mentee:<party>`` or ``facilitator``.
    head
        Budget head of 4.2; empty unless the facilitator pays.
    rule, section
        Cost rule or travel policy that names the payer, and the guideline's section behind it.
    charge
        Id of the charge of which it is all or a part.
    relieves
        Payer key who would have paid without the subsidy; empty on lines without one.
    """

    id: str
    partnership: str
    activity: str
    event: str
    kind: str
    text: Text
    amount: int
    payer: str
    head: str
    on: dt.date
    rule: str
    section: str
    basis: str
    estimated: bool = False
    traveller: str = ""
    host: str = ""
    distance_km: int = 0
    charge: str = ""
    relieves: str = ""

    def __post_init__(self) -> None:
        """Refuse money that is no whole rupiah and a line that nobody pays."""
        whole_rupiah(f"line {self.id}", self.amount)
        if not self.payer:
            msg = f"line {self.id} has no payer; every rupiah has exactly one (4.1)"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What a decision may ask of a party: its region code, and its customers' connections (None: not known)."""

    region: str = ""
    connections: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The National Board's decision on subsidies (4.2); software never invents one.

    Parameters
    ----------
    number, date
        As on the paper.
    kind
        A ``subsidy_kind`` of the book.
    amounts
        What that kind needs, and ceilings; whole rupiah, per cent, kilometres, connections or visits by their names.
    regions
        Region codes that come first, for the kinds that ask for them; a province stands for all in it.

    Raises
    ------
    ValueError
        If the decision has no number, an amount below zero, or a region without a code.
    NotWholeRupiah
        If an amount is no whole number.
    """

    number: str
    date: dt.date
    kind: str
    amounts: Mapping[str, int]
    regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a decision without a number, amounts that are no whole numbers, and regions without a code."""
        if not all(code.strip() for code in self.regions):
            msg = f"decision {self.number} names a region without a code"
            raise ValueError(msg)
        if not self.number.strip():
            msg = "a subsidy decision needs its number (4.2: the National Board decides)"
            raise ValueError(msg)
        for name, value in self.amounts.items():
            whole_rupiah(f"decision {self.number}, {name}", value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """What one party of one partnership gets from the head ``subsidies``, and why.

    Parameters
    ----------
    partnership, role, party
        Who gets it.
    amount
        Rupiah that the facilitator pays in the party's place.
    due
        Rupiah that the decision gives before the head's limit; ``due - amount`` is what the party lost to it.
    rule
        Kind of the decision.
    reason
        The decision, the arithmetic and any limit, in both languages.
    """

    partnership: str
    role: str
    party: str
    amount: int
    rule: str
    reason: Text
    due: int = 0

    def __post_init__(self) -> None:
        """Refuse money that is no whole rupiah."""
        whole_rupiah(f"subsidy for {self.partnership} {self.party}", self.amount)
