"""Which of the named rules together leave no day, and which smallest changes leave one again (2.6)."""

import heapq
import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.calendar.groundwork import Schedule
from planner.refusals import facts as named
from planner.refusals.case import WHOLE_MONTH, Case, Lifted
from planner.refusals.facts import Fact
from planner.refusals.search import Search

# So many smallest changes are looked at before the cheapest few are told.
LOOKS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Bend:
    """One fact that gives way: by how much, None where it is lifted altogether."""

    fact: Fact
    amount: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Facts that have to give way together, and a place that there is then."""

    bends: tuple[Bend, ...]
    schedule: Schedule

    @property
    def cost(self) -> tuple[int, ...]:
        """How hard the bent rules are, the hardest first: repairs are compared by this, then by their number."""
        return tuple(sorted((bend.fact.hardness for bend in self.bends), reverse=True))


def fits(case: Case, facts: Collection[str]) -> bool:
    """Whether there is a place while ``facts`` hold and all others are lifted.

    Raises
    ------
    OutOfSteps
        If the branching took too long.
    """
    return Search(case, dict.fromkeys(set(case.facts) - set(facts))).run() is not None


def conflict(case: Case, among: Collection[str] | None = None) -> tuple[str, ...] | None:
    """Return a smallest set of facts that leaves no place: without any one of them the rest leaves one.

    None when there is a place; empty when the guideline's own rules leave none, whatever is lifted.

    Parameters
    ----------
    among
        Facts that hold; all when None.

    Notes
    -----
    Deletion filter over an exact question.  The hardest facts are left out first, so that what remains is soft.
    """
    left = [key for key in case.facts if among is None or key in among]
    if fits(case, left):
        return None
    left.sort(key=lambda key: (case.facts[key].hardness, key))
    needed: list[str] = []
    while left:
        size = max(len(left) // 2, 1)
        while size and fits(case, [*left[:-size], *needed]):
            size //= 2
        if size:
            left = left[:-size]
        else:
            needed.append(left.pop())
    return tuple(key for key in case.facts if key in needed)


def repairs(case: Case, first: Sequence[str], *, most: int) -> tuple[Repair, ...]:
    """Return the cheapest smallest changes that leave a place, each with the least amounts.

    Parameters
    ----------
    first
        A conflict of the case.
    most
        How many repairs are told.

    Notes
    -----
    Every change has to hit every conflict.  Partial hits are taken in order of cost; where a conflict is left, it
    is found and hit in each of its ways, so that the changes come out in order of cost and none is passed over.
    """
    found: list[frozenset[str]] = []
    told: list[Repair] = []
    count = itertools.count()
    heap: list[tuple[tuple[int, ...], int, frozenset[str]]] = [((), next(count), frozenset())]
    seen, conflicts, looks = {frozenset[str]()}, [tuple(first)], 0
    while heap and len(told) < most and looks < LOOKS:
        _, _, lifted = heapq.heappop(heap)
        if any(one <= lifted for one in found):
            continue
        missed = next((one for one in conflicts if not lifted & set(one)), None)
        if missed is None:
            looks += 1
            missed = conflict(case, set(case.facts) - lifted)
            if missed is None:
                found.append(lifted)
                told.append(_measured(case, lifted))
                continue
            conflicts.append(missed)
        for key in missed:
            more = lifted | {key}
            if more not in seen:
                seen.add(more)
                heapq.heappush(heap, (cost(case, more), next(count), more))
    return tuple(told)


def cost(case: Case, facts: Collection[str]) -> tuple[int, ...]:
    """Return how hard some facts are, the hardest first."""
    return tuple(sorted((case.facts[key].hardness for key in facts), reverse=True))


def _measured(case: Case, lifted: frozenset[str]) -> Repair:
    """Return a repair with the least amounts, one fact after the other, the hardest first."""
    amounts: dict[str, int | None] = dict.fromkeys(lifted)
    for key in sorted(lifted, key=lambda key: (-case.facts[key].hardness, key)):
        if case.facts[key].unit is not None:  # else it can only be lifted
            amounts[key] = _least(case, amounts, key)
    schedule = _place(case, amounts)
    if schedule is None:
        raise AssertionError  # the last question of ``_least`` was answered with a place
    bends = tuple(Bend(fact=case.facts[key], amount=amounts[key]) for key in case.facts if key in lifted)
    return Repair(bends=bends, schedule=schedule)


def _least(case: Case, amounts: Lifted, key: str) -> int:
    """Return the least amount by which a fact has to give way; more never hurts."""
    low, high = 1, WHOLE_MONTH if case.facts[key].kind == named.PEOPLE else case.horizon.last
    while low < high:
        middle = (low + high) // 2
        if _place(case, {**amounts, key: middle}) is None:
            low = middle + 1
        else:
            high = middle
    return low


def _place(case: Case, lifted: Lifted) -> Schedule | None:
    return Search(case, lifted).run()
