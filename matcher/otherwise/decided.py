"""How much freedom each aim leaves to the next: whose mentor is decided once the aims up to it are at their best."""

from matcher.exact.regret import regret
from matcher.exact.scale import Aims, Scale
from matcher.otherwise.ground import ground
from matcher.result import Result

# Values of this size, added up along chains of moves, stay within 64 bits.
SAFE = 2**40


def decided(result: Result) -> dict[str, int]:
    """Return aim id to how many mentees have the same mentor in every match as good in it and the aims before.

    Fixed ones are counted too. Aims without a price are left out: how many such matches there are is not told by
    prices.
    """
    assignment = result.assignment
    if assignment is None:
        return {}
    fixed = {key: pair.mentor for key, pair in assignment.fixed.items()}
    rows = [(one.need, one.mentor, one.points) for one in assignment.scored]
    base = ground(result.problem, assignment.priced, rows, fixed=fixed)
    found = {}
    for last, aim in enumerate(assignment.priced, start=1):
        part = Aims(value=base.aims.value[:last], bonus=base.aims.bonus[:last])
        spreads = part.spreads(base.shape)
        scale = Scale.of(spreads)
        big = scale.most(spreads) > SAFE
        network = base.shape.valued(scale.value(part.value, big=big), scale.value(part.bonus, big=big))
        taken = assignment.optimum.taken
        found[aim.id] = len(fixed) + int((taken & (regret(network, taken).forbidden > 0)).sum())
    return found
