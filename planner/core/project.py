"""What is to be scheduled, as numbers: how long, how soon after each other, within which days, and what each takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from planner.errors import WrongValue


class Lag(NamedTuple):
    """``after`` starts at least ``least`` days after ``before`` starts.

    A negative ``least`` is a most lag seen backwards: ``before`` starts at most ``-least`` days after ``after``.
    """

    before: int
    after: int
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Activities of one project; picklable, so that many can be scheduled by many processes.

    Parameters
    ----------
    duration
        (n,) days, 0 for a milestone.
    demand
        (n, n_resources) what each activity takes of each resource while it lasts.
    capacity
        (n_resources,) what there is of each on every day.
    lags
        Least lags, and most lags as negative ones.
    earliest, latest
        (n,) first and last day to start; left out, day 0 and never. What holds a resource on fixed days (leave, a
        held event) is an activity with one day.

    Raises
    ------
    WrongValue
        A length that does not fit, a negative number, or a lag between activities that are not there.
    """

    duration: tuple[int, ...]
    demand: tuple[tuple[int, ...], ...]
    capacity: tuple[int, ...]
    lags: tuple[Lag, ...] = ()
    earliest: tuple[int, ...] = ()
    latest: tuple[int | None, ...] = ()

    def __post_init__(self) -> None:
        """Fill the windows and refuse what cannot be."""
        count = len(self.duration)
        object.__setattr__(self, "earliest", self.earliest or (0,) * count)
        object.__setattr__(self, "latest", self.latest or (None,) * count)
        lengths = {len(self.demand), len(self.earliest), len(self.latest)}
        if lengths != {count} or any(len(row) != len(self.capacity) for row in self.demand):
            raise WrongValue(
                what="project",
                value=lengths,
                expected=f"a row for each of {count} activities, a number for each resource",
            )
        for name, values in (
            ("duration", self.duration), ("capacity", self.capacity), ("earliest", self.earliest),
            ("demand", [taken for row in self.demand for taken in row]),
        ):  # fmt: skip
            if min(values, default=0) < 0:
                raise WrongValue(what=name, value=min(values), expected="0 or more")
        for lag in self.lags:
            if not (0 <= lag.before < count and 0 <= lag.after < count):
                raise WrongValue(what="lags", value=lag, expected=f"two of the activities 0 to {count - 1}")

    def __len__(self) -> int:
        """Return how many activities there are."""
        return len(self.duration)

    @property
    def horizon(self) -> int:
        """A day by which some best schedule has ended, if there is any schedule."""
        longest = list(self.duration)
        for lag in self.lags:
            longest[lag.before] = max(longest[lag.before], lag.least)
        return max(self.earliest, default=0) + sum(longest)

    @property
    def is_plain(self) -> bool:
        """Whether activities can be placed one after the other, each as early as can be, and never get stuck.

        So it is without most lags, last days and first days, and where no activity that follows another may end
        before it.
        """
        return (
            not any(self.earliest)
            and all(day is None for day in self.latest)
            and all(0 <= lag.least >= self.duration[lag.before] - self.duration[lag.after] for lag in self.lags)
            and not self.too_much
            and bool(self.order or not self.duration)
        )

    @property
    def too_much(self) -> tuple[int, ...]:
        """Activities that alone take more of a resource than there is."""
        return tuple(
            one
            for one, row in enumerate(self.demand)
            if self.duration[one] and any(taken > most for taken, most in zip(row, self.capacity, strict=True))
        )

    @property
    def order(self) -> tuple[int, ...]:
        """All activities so that nobody stands before what it waits for; empty where they wait in a ring."""
        sorter: TopologicalSorter[int] = TopologicalSorter(dict.fromkeys(range(len(self)), ()))
        for lag in self.lags:
            sorter.add(lag.after, lag.before)
        try:
            return tuple(sorter.static_order())
        except CycleError:
            return ()

    def makespan(self, starts: Sequence[int]) -> int:
        """Return the day on which the last of the activities has ended."""
        return max((at + days for at, days in zip(starts, self.duration, strict=True)), default=0)
