"""Small projects at random, and the shortest schedule of one by trying every day."""

import random

from planner.core.check import check
from planner.core.project import Lag, Project


def random_project(seed, *, count=5, plain=False):
    """Return a small project; one that is not plain has most lags and windows."""
    dice = random.Random(seed)  # noqa: S311  # no secret, but the same project again
    duration = tuple(dice.randint(0, 3) for _ in range(count))
    capacity = (dice.randint(1, 3), dice.randint(2, 4))
    demand = tuple(tuple(dice.randint(0, most) for most in capacity) for _ in duration)
    lags = [
        Lag(one, other, duration[one] + (0 if plain else dice.randint(-1, 1)))
        for one in range(count) for other in range(one + 1, count) if dice.random() < 0.3
    ]  # fmt: skip
    if plain:
        return Project(duration=duration, demand=demand, capacity=capacity, lags=tuple(lags))
    lags += [
        Lag(other, one, -dice.randint(0, 5))
        for one in range(count) for other in range(one + 1, count) if dice.random() < 0.3
    ]  # fmt: skip
    return Project(
        duration=duration, demand=demand, capacity=capacity, lags=tuple(lags),
        earliest=tuple(dice.choice((0, 0, 0, 2)) for _ in duration),
        latest=tuple(dice.choice((None, None, None, 6)) for _ in duration),
    )  # fmt: skip


def shortest(project):
    """Return the end of the shortest schedule, None when there is none, by trying every day for every activity."""
    best, starts = [None], []

    def fits():
        part = Project(
            duration=project.duration[: len(starts)], demand=project.demand[: len(starts)], capacity=project.capacity,
            lags=tuple(lag for lag in project.lags if max(lag.before, lag.after) < len(starts)),
            earliest=project.earliest[: len(starts)], latest=project.latest[: len(starts)],
        )  # fmt: skip
        return not check(part, starts)

    def go():
        if len(starts) == len(project):
            best[0] = project.makespan(starts)
            return
        for at in range(min(project.horizon, 14) + 1):
            if best[0] is not None and at + project.duration[len(starts)] >= best[0]:
                break
            starts.append(at)
            if fits():
                go()
            starts.pop()

    go()
    return best[0]
