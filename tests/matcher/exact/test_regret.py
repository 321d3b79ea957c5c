"""The price of every other choice, against solving again with the choice made."""

import numpy as np
import pytest

from matcher.exact.flow import best
from matcher.exact.regret import regret
from tests.matcher.exact.networks import every, random_shape


def optima(shape):
    """Return for each arc the best totals with it and without it, None where no allocation has it so."""
    allocations = [(shape.total(taken), taken) for taken in every(shape)]

    def most(arc: int, *, held: bool):
        return max((total for total, taken in allocations if taken[arc] == held), default=None)

    return [(most(arc, held=True), most(arc, held=False)) for arc in range(len(shape.value))]


@pytest.mark.parametrize("seed", range(200))
def test_regret_of_every_arc_is_what_solving_again_loses(seed) -> None:
    """Forced or forbidden, big numbers or small, the loss is exact for every pair that can be."""
    shape = random_shape(seed)
    if seed % 2:
        shape = shape.valued(shape.value.astype(object), shape.bonus.astype(object))
    taken = best(random_shape(seed), seed=seed)
    total = shape.total(taken)

    found = regret(shape, taken)

    for arc, (with_it, without) in enumerate(optima(shape)):
        assert found.possible(arc) == (with_it is not None)
        if with_it is not None and not taken[arc]:
            assert found.forced[arc] == total - with_it
        if taken[arc]:
            assert found.forbidden[arc] == total - without


@pytest.mark.parametrize("seed", range(200))
def test_regret_steps_lead_to_an_allocation_with_just_that_loss(seed) -> None:
    """Who is told to move where can be done as told, and costs what was said."""
    shape = random_shape(seed)
    taken = best(shape, seed=seed)
    found = regret(shape, taken)
    arcs = {pair: arc for arc, pair in enumerate(zip(shape.mentee.tolist(), shape.mentor.tolist(), strict=True))}

    for arc in np.flatnonzero(~taken).tolist():
        if not found.possible(arc):
            continue
        changed = taken.copy()
        for step in found.steps(arc):
            if step.mentee is not None and step.source is not None:
                changed[arcs[step.mentee, step.source]] = False
            if step.mentee is not None and step.target is not None:
                changed[arcs[step.mentee, step.target]] = True
        assert changed[arc]
        assert (shape.load(changed) <= shape.places).all()
        assert (shape.served(changed) <= shape.demand).all()
        assert shape.total(taken) - shape.total(changed) == found.forced[arc]
