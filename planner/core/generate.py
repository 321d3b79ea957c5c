"""Schedules made one activity after the other, each as early as can be, and pushed to both ends (plain projects).

All capacities of a day are one whole number, a field of bits for each resource with one guard bit above it: a demand
fits when no guard bit is borrowed from.
"""

from collections.abc import Sequence

from planner.core.project import Project

Starts = list[int]
Waits = list[list[tuple[int, int]]]


class Generator:
    """The schemes for one plain project.

    Parameters
    ----------
    project
        One that ``is_plain``.
    """

    def __init__(self, project: Project) -> None:
        """Pack the demands and the lags."""
        self.project, self.count, self.duration = project, len(project), list(project.duration)
        self.days = project.horizon + 1
        offset, guards, free, offsets = 0, 0, 0, []
        for most in project.capacity:
            width = most.bit_length() + 1
            offsets.append(offset)
            guards |= 1 << (offset + width - 1)
            free |= most << offset
            offset += width
        self._guards, self._free = guards, free | guards
        self._taken = [sum(taken << at for taken, at in zip(row, offsets, strict=True)) for row in project.demand]
        self.before: Waits = [[] for _ in range(self.count)]
        self._behind: Waits = [[] for _ in range(self.count)]
        for one, other, least in project.lags:
            self.before[other].append((one, least))
            self._behind[one].append((other, least + self.duration[other] - self.duration[one]))
        place = {one: at for at, one in enumerate(project.order)}
        self.place = [place[one] for one in range(self.count)]
        self.tail = self._tails()

    def _tails(self) -> list[int]:
        """Return how long it takes at least from the start of each activity to the end of all."""
        tail = list(self.duration)
        for one in reversed(self.project.order):
            for before, least in self.before[one]:
                tail[before] = max(tail[before], least + tail[one])
        return tail

    def serial(self, order: Sequence[int]) -> Starts:
        """Return each activity of ``order`` as early as those before it leave room."""
        return self._laid(order, self.before)

    def _laid(self, order: Sequence[int], waits: Waits) -> Starts:
        free, guards, duration, taken = [self._free] * self.days, self._guards, self.duration, self._taken
        starts = [0] * self.count
        for one in order:
            at = 0
            for other, least in waits[one]:
                soonest = starts[other] + least
                if soonest > at:  # noqa: PLR1730  # a call of max costs a third of the whole search
                    at = soonest
            days, needs = duration[one], taken[one]
            day = at + days - 1
            while day >= at:
                if (free[day] - needs) & guards == guards:
                    day -= 1
                else:
                    at = day + 1
                    day += days
            for day in range(at, at + days):
                free[day] -= needs
            starts[one] = at
        return starts

    def parallel(self, order: Sequence[int]) -> Starts:
        """Return the schedule that on each day starts whatever can start, in the order of ``order``."""
        free, guards, starts, waiting = [self._free] * self.days, self._guards, [-1] * self.count, list(order)
        day = 0
        while waiting:
            left = []
            for one in waiting:
                ready = all(0 <= starts[other] <= day - least for other, least in self.before[one])
                days, needs = self.duration[one], self._taken[one]
                if ready and (not days or (free[day] - needs) & guards == guards):
                    starts[one] = day
                    for at in range(day, day + days):
                        free[at] -= needs
                else:
                    left.append(one)
            waiting, day = left, day + 1
        return starts

    def latest(self, starts: Sequence[int]) -> Starts:
        """Return each activity as late as can be without a later end, the last ones first; the ends are first cut."""
        ends = [at + days for at, days in zip(starts, self.duration, strict=True)]
        place = self.place
        order = sorted(range(self.count), key=lambda one: (-ends[one], -starts[one], -place[one]))
        back = self._laid(order, self._behind)
        end = max((at + days for at, days in zip(back, self.duration, strict=True)), default=0)
        return [end - at - days for at, days in zip(back, self.duration, strict=True)]

    def listed(self, starts: Sequence[int]) -> list[int]:
        """Return the activities by when they start."""
        place = self.place
        return sorted(range(self.count), key=lambda one: (starts[one], starts[one] + self.duration[one], place[one]))

    def justified(self, starts: Sequence[int]) -> Starts:
        """Return the schedule pushed to its end and back to its beginning: never longer, often shorter."""
        return self.serial(self.listed(self.latest(starts)))
