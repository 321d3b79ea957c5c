"""Rules that cannot all stand: a smallest set of them, and the cheapest ones to lift.

Both ask one question, whether rules still stand in the way when some are lifted; it must be monotone: what is not in
the way stays so when more is lifted. The cheapest repair hits every quarrel found so far; where one is left, it joins
them (hitting sets of Reiter 1987, as in MaxHS).
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.errors import SolverFault

# Whether the rules that stand, by their numbers, say no.
Broken = Callable[[frozenset[int]], bool]


def quarrel(rules: Sequence[int], broken: Broken) -> tuple[int, ...]:
    """Return a smallest set of rules that says no by itself: without any one of them it does not. Empty when none does.

    Parameters
    ----------
    rules
        The rules that stand; those first in the list are let go first, so the last are more likely to be told.
    """
    stands = frozenset(rules)
    if not broken(stands):
        return ()
    for rule in rules:
        if broken(stands - {rule}):
            stands -= {rule}
    return tuple(rule for rule in rules if rule in stands)


def cheapest_repair(
    cost: Sequence[int], broken: Broken, *, order: Sequence[int]
) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Return the rules that cost least to lift so that the rest says yes, and the quarrels that prove it.

    Every quarrel needs one of its rules lifted, and no cheaper set touches them all.

    Parameters
    ----------
    cost
        What lifting each rule costs, above 0.
    order
        All rules in the order of ``quarrel``.

    Raises
    ------
    SolverFault
        If lifting every rule does not help.
    """
    if broken(frozenset()):
        msg = "lifting every rule does not help"
        raise SolverFault(msg)
    found: list[tuple[int, ...]] = []
    lifted: frozenset[int] = frozenset()
    while one := quarrel([rule for rule in order if rule not in lifted], broken):
        found.append(one)
        lifted = _hit(cost, found)
    return tuple(sorted(lifted)), tuple(found)


def _hit(cost: Sequence[int], sets: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return the cheapest set that holds one of each."""
    rows = np.zeros((len(sets), len(cost)))
    for place, one in enumerate(sets):
        rows[place, list(one)] = 1
    answer = milp(
        np.array(cost, dtype=float), constraints=LinearConstraint(rows, lb=1), bounds=Bounds(0, 1),
        integrality=np.ones(len(cost), dtype=np.int64),
    )  # fmt: skip
    if answer.x is None:
        msg = f"no set touches {len(sets)} quarrels: {answer.message}"
        raise SolverFault(msg)
    return frozenset(np.flatnonzero(np.round(answer.x) > 0).tolist())
