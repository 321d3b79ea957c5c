"""What the parties themselves say about their money: own travel rates, and the pilot in their plan (3.1.1-A3, 4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.money.rupiah import whole_rupiah

COMPANY = "the company's own rules (4.1)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRates:
    """A party's own travel rates, rupiah (4.1: 'according to their company's rules').

    Parameters
    ----------
    daily_allowance, hotel
        One person, one day and one night; None keeps the state cost standard.
    source
        Where the company says so, for example its travel decree.
    """

    daily_allowance: int | None = None
    hotel: int | None = None
    source: str = COMPANY

    def __post_init__(self) -> None:
        """Refuse rates that are no whole rupiah."""
        for name in ("daily_allowance", "hotel"):
            if getattr(self, name) is not None:
                whole_rupiah(name, getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the parties themselves say about money; nothing of it is ever made up.

    Parameters
    ----------
    rates
        Party id to its own travel rates; a party that is absent travels by the state cost standard.
    pilots
        Mentee party id to the rupiah in its own annual plan for the pilot (3.1.1-A3, 4.1.3).
    """

    rates: Mapping[str, CompanyRates] = field(default_factory=dict)
    pilots: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a pilot budget that is no whole rupiah."""
        for party, amount in self.pilots.items():
            whole_rupiah(f"pilot budget of {party}", amount)


NOTHING = Declared()
