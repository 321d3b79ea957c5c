"""The ordered objectives of a plan: value and bound of each, for the plan and for the clerk's beside it."""

from collections.abc import Collection

from data.answer import Level
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule, finish_in
from planner.calendar.windows import Stuck
from planner.search.funding import Funding

NAMES = {
    "funded": (Text(en="worth that the budget heads carry", id="nilai yang tertanggung pos anggaran"), "points", "max"),
    "placed": (Text(en="partnerships with a place in the calendar", id="kemitraan yang mendapat tempat di kalender"),
               "partnerships", "max"),
    "finished": (Text(en="partnerships finished in the budget year", id="kemitraan yang selesai dalam tahun anggaran"),
                 "partnerships", "max"),
    "earliness": (Text(en="sum of days of finishing, counted from 1 January",
                       id="jumlah hari penyelesaian, dihitung dari 1 Januari"), "working days", "min"),
}  # fmt: skip


def level(key: str, value: int, bound: int) -> Level:
    """Return one level with its words."""
    name, unit, sense = NAMES[key]
    return Level(id=key, name=name, value=value, bound=bound, unit=unit, sense=sense)


def counted(ground: Groundwork, schedule: Schedule) -> tuple[int, int, int]:
    """Return placed, finished in the budget year, and the sum of finishing days of a schedule."""
    ends = [schedule.finish(network) for key, network in ground.networks.items() if key not in schedule.stuck]
    return len(ends), sum(end <= deadline(ground) for end in ends), sum(end + 1 for end in ends)


def deadline(ground: Groundwork) -> int:
    """Return the last index that counts as in time; the whole axis when the book binds no year."""
    binds = ground.problem.book.programme.budget_year_binds
    return ground.horizon.deadline if binds else ground.horizon.last


def bounds_of(ground: Groundwork, placed: Collection[str]) -> tuple[int, int, int]:
    """Return what no plan of ``ground`` can beat: placed, finished, and the sum of finishing days of ``placed``."""
    ends = {
        key: finish_in(network, nodes)
        for key, network in ground.networks.items()
        if not isinstance(nodes := ground.soonest[key], Stuck)
    }
    return (
        len(ends), sum(end <= deadline(ground) for end in ends.values()),
        sum(end + 1 for key, end in ends.items() if key in placed),
    )  # fmt: skip


def levels_of(
    ground: Groundwork, schedule: Schedule, funding: Funding, *, finished: int | None = None, days: int | None = None
) -> tuple[Level, ...]:
    """Return the levels of a schedule; ``finished`` and ``days`` are bounds proved by a solver, if any."""
    placed = [key for key in ground.networks if key not in schedule.stuck]
    values, limits = counted(ground, schedule), bounds_of(ground, placed)
    most = limits[1] if finished is None else min(limits[1], finished)
    least = limits[2] if days is None else max(limits[2], days)
    return (
        level("funded", funding.worth, funding.bound),
        level("placed", values[0], limits[0]),
        level("finished", values[1], max(most, values[1])),
        level("earliness", values[2], min(least, values[2])),
    )
