"""What each fixed or forbidden pair costs the programme: the match without it, beside the match with it (2.1.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.answer import Status
from matcher.nouns import Pin
from matcher.result import Result
from matcher.solving import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPrice:
    """What lifting one pin would change, everything else standing.

    Parameters
    ----------
    change
        Aim id to what the level would change by, those that would not left out.
    frees
        Whether there is no match with the pin and one without it.
    """

    pin: Pin
    change: Mapping[str, int]
    frees: bool = False


def pin_prices(result: Result, *, time_limit: float) -> tuple[PinPrice, ...]:
    """Return the exact price of every pin, in their order; a match is made for each, ``time_limit`` seconds at most.

    Pins that contradict each other have no price; those whose lifting alone brings a match are told by ``frees``.
    Nothing is told of a pin whose match was not made in time.
    """
    problem, before = result.problem, {level.id: level.value for level in result.levels}
    found = []
    for pin in problem.pins:
        others = tuple(other for other in problem.pins if other != pin)
        again = solve(replace(problem, pins=others), time_limit=time_limit, seed=result.seed)
        if again.status is Status.UNKNOWN:
            continue
        after = {level.id: level.value for level in again.levels}
        change = {key: after[key] - value for key, value in before.items() if key in after and after[key] != value}
        found.append(PinPrice(pin=pin, change=change, frees=not before and bool(after)))
    return tuple(found)
