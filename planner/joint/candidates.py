"""What competes: candidate partnerships, which of them exclude each other, how many a mentor takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.errors import WrongValue
from planner.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Candidate partnerships of a year.

    Parameters
    ----------
    problem
        Every candidate is one of its partnerships.
    groups
        Partnership to its group: at most one of a group enters. Who is not named stands alone.
    places
        Mentor's party id to the most partnerships it takes; who is not named takes any number.

    Raises
    ------
    WrongValue
        If a partnership or party is unknown, or a number of places is below zero.
    """

    problem: Problem
    groups: Mapping[str, str]
    places: Mapping[str, int]

    def __post_init__(self) -> None:
        """Refuse names that the problem does not have."""
        for key in self.groups:
            if key not in self.problem.partnerships:
                raise WrongValue(what="partnership of a group", value=key, expected="one that was added")
        for party, count in self.places.items():
            if party not in self.problem.parties:
                raise WrongValue(what="mentor with places", value=party, expected="a party that was added")
            if count < 0:
                raise WrongValue(what=f"places of {party}", value=count, expected="0 or more")

    def group(self, partnership: str) -> str:
        """Return the group of a partnership; one that stands alone is its own."""
        return self.groups.get(partnership, partnership)

    def members(self) -> dict[str, tuple[str, ...]]:
        """Return group to its partnerships, in the order in which they were added."""
        found: dict[str, tuple[str, ...]] = {}
        for key in self.problem.partnerships:
            found[self.group(key)] = (*found.get(self.group(key), ()), key)
        return found

    def worth(self, partnerships: frozenset[str]) -> int:
        """Return the points of some partnerships together."""
        return sum(self.problem.partnerships[key].worth for key in partnerships)
