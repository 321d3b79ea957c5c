"""What the relaxation says no plan can beat, no plan beats; and it says enough to be of use."""

import dataclasses
import datetime as dt
import random
from dataclasses import replace

import numpy as np
import pytest

from planner.assemble import assemble, dues
from planner.calendar.groundwork import Schedule, prepare
from planner.levels import bounds_of, counted, deadline
from planner.search import relaxation
from planner.search.bench import Bench
from planner.search.dates import (
    GAP_DAYS,
    Box,
    _parted,
    boxes,
    days_bound,
    finished_bound,
    fits,
    windowed,
    without_empty,
)
from planner.search.heuristic import construct_best, merit
from planner.search.neighbourhood import mend, seated
from planner.search.relaxation import OutOfTime, Relaxation, kinds
from planner.search.slots import Slots, whole_bound
from planner.verify import verify
from tests.planner.calendar_cases import YEAR, model, small_book
from tests.planner.search.test_improve import improving, silent

SECONDS = 30
TRIES = 60


def several(count, *, given=None, first=dt.date(YEAR, 1, 11), **settings):
    """Return the groundwork of several partnerships of two mentors."""
    told = model(given, **settings)
    mentees = ("beta", "gama", "delta")
    for place in range(count):
        told.add_partnership(
            f"w-{place}", mentor="alfa" if place % 2 else "epsilon", mentees=[mentees[place % len(mentees)]],
            ready=first + dt.timedelta(days=5 * place), worth=1,
        )  # fmt: skip
    return prepare(told.problem())


def best_of(ground):
    """Return the best plan of all orders."""
    return construct_best(ground, seed=1, stop=lambda: False, tell=silent)


def test_slots_find_the_least_cost_and_prove_it():
    """Two of a kind on days 3 and 4, one a day: the sum of their days is 7, and the prices say so too."""
    slots = Slots()
    step = slots.step(np.array([3, 4]), many=2)
    slots.row([step.begun[-1]], [-1], -2)
    for weights in ([1.0, 0.0], [0.0, 1.0]):
        slots.row(*slots.weigh(step, np.array(weights)), 1)
    cost = np.zeros(2)
    columns, values = slots.weigh(step, np.array([3.0, 4.0]))
    cost[columns] = values

    found = slots.minimise(cost, seconds=SECONDS)

    assert found is not None
    assert whole_bound(found.bound) == 7


def test_follow_keeps_the_later_step_behind():
    """Who begins on day 0 may follow on day 5 at the soonest, who begins on day 1 on day 7."""
    slots = Slots()
    before, after = slots.step(np.array([0, 1]), many=1), slots.step(np.array([4, 5, 7]), many=1)
    slots.follow(before, after, soonest=np.array([5, 7]))
    slots.row([after.begun[-1]], [-1], -1)
    slots.row([before.begun[0]], [1], 0)
    cost = np.zeros(5)
    columns, values = slots.weigh(after, after.times.astype(float))
    cost[columns] = values

    found = slots.minimise(cost, seconds=SECONDS)

    assert found is not None
    assert whole_bound(found.bound) == 7


@pytest.mark.parametrize("given", [None, small_book()], ids=["shipped", "small"])
@pytest.mark.parametrize("days", [6, 9, 20])
@pytest.mark.parametrize("count", [1, 3])
def test_no_plan_beats_the_bounds(given, days, count):
    """If a plan did, its bound would be a lie."""
    ground = several(count, given=given, people=1, days=days)
    schedule = best_of(ground)
    ground = ground.only(frozenset(ground.networks) - frozenset(schedule.stuck))
    placed, finished, total = counted(ground, schedule)

    most = finished_bound(ground, seconds=SECONDS)
    found = boxes(ground, value=total + 1, finished=finished, most=most, left=lambda: SECONDS)

    assert placed == len(ground.networks)
    assert most >= finished
    assert found or not placed
    held = {key: day for key, day in schedule.starts.items() if key in ground.programme_allowed}
    inside = [
        box for box in found if all(first <= held.get(key, first) <= last for key, (first, last) in box.windows.items())
    ]
    assert min((box.bound for box in inside), default=0) <= total


def test_bounds_see_that_one_colleague_cannot_be_everywhere():
    """Each alone would end early; together they need more days of the colleague than there are."""
    ground = several(5, people=1, days=6)
    alone = bounds_of(ground, ground.networks)
    year = Relaxation(ground, {}, deadline(ground), True).most_finished(seconds=SECONDS)

    assert year is not None
    assert -whole_bound(year.bound) < alone[1]


def test_days_without_colleagues_cost_what_they_are_said_to_cost():
    """Where nobody has a day, everybody is missing, and the prices prove it."""
    ground = several(2, people=1, days=6)
    idle = dataclasses.replace(ground, problem=dataclasses.replace(ground.problem, facilitators=()))

    found = Relaxation(idle, {}, idle.horizon.last, True).least_days(finished=0, lost=1000, seconds=SECONDS)

    assert found is not None
    assert whole_bound(found.bound) >= 2 * 1000


def test_windowed_leaves_no_room_before_an_event_that_is_too_early():
    """An event before anybody can be ready leaves nobody a place."""
    ground = several(1)
    key = f"dissemination_workshop/{YEAR}/1"

    assert fits(windowed(ground, {}))
    assert not fits(windowed(ground, {one: (0, 40) for one in ground.programme_allowed if one.startswith("diss")}))
    assert windowed(ground, {key: (0, 100)}).programme_allowed[key].bit_length() <= 101


def test_mend_is_never_worse_and_keeps_the_rules():
    """Partnerships that give their days back come back to a plan that the checker accepts."""
    ground = several(5, people=1, days=9)
    first = construct_best(ground, seed=1, stop=lambda: True, tell=silent)

    better = mend(ground, first, (), seconds=2, seed=1, tell=silent, stage=improving.EARLIER)

    assert merit(ground, better) >= merit(ground, first)
    events = assemble(ground, better)
    over = [key for key, network in ground.networks.items()
            if key not in better.stuck and better.finish(network) > deadline(ground)]  # fmt: skip
    assert verify(ground.problem, events, carried=over, dues=dues(ground.problem, ground.horizon, events)) == ()


def test_bench_gives_back_what_it_lifts():
    """A try that made it worse leaves no trace."""
    ground = several(3, people=2)
    schedule = best_of(ground)
    bench = Bench(
        ground, schedule, {key: day for key, day in schedule.starts.items() if key in ground.programme_allowed}
    )
    before = (dict(bench.taken.busy), {key: days for key, days in bench.taken.used.items() if days})

    had = bench.lift("w-1")
    bench.put("w-1", had)

    assert (dict(bench.taken.busy), {key: days for key, days in bench.taken.used.items() if days}) == before


def test_bench_keeps_count_of_its_own_merit():
    """A merit that drifts from the plan would let a worse plan pass for a better one."""
    ground = several(5, people=1, days=9)
    schedule = best_of(ground)
    held = {key: day for key, day in schedule.starts.items() if key in ground.programme_allowed}
    bench, dice = Bench(ground, schedule, held), random.Random(1)  # noqa: S311  # seeded

    for _ in range(TRIES):
        bench.attempt(dice)

        assert bench.merit == merit(ground, bench.schedule())
        assert set(bench.late) <= set(bench.placed)


@pytest.mark.parametrize("days", [5, 6, 10])
def test_box_is_left_out_only_when_more_are_asked_for_than_can_end(days):
    """What a plan reaches is never proved impossible; one more than the bound always is."""
    ground = several(4, given=small_book(), first=dt.date(YEAR, 10, 20), people=1, days=days)
    reached, most = counted(ground, best_of(ground))[1], finished_bound(ground, seconds=SECONDS)
    everywhere = (Box(bound=0, number=0, windows={}),)

    assert reached > 0
    assert without_empty(ground, everywhere, finished=reached, seed=1, left=lambda: SECONDS) == everywhere
    assert without_empty(ground, everywhere, finished=most + 1, seed=1, left=lambda: SECONDS) == ()


def test_box_is_kept_when_time_is_out():
    """What was not proved empty may hold the best plan of all."""
    ground = several(3, given=small_book(), first=dt.date(YEAR, 10, 25), people=1, days=10)
    everywhere = (Box(bound=0, number=0, windows={}),)

    assert without_empty(ground, everywhere, finished=3, seed=1, left=lambda: -1.0) == everywhere


def test_box_near_the_plan_is_not_asked_about():
    """Proofs cost seconds; a box in which little could be gained gets none of them."""
    ground = several(4, given=small_book(), first=dt.date(YEAR, 10, 20), people=1, days=5)
    impossible, near = len(ground.networks) + 1, (Box(bound=7, number=0, windows={}),)

    for below, kept in ((7, near), (100, ())):
        found = without_empty(ground, near, finished=impossible, seed=1, left=lambda: SECONDS, below=below)

        assert found == kept


def test_seats_are_found_for_days_that_no_colleague_has():
    """Days that only counted colleagues are mended until the plan is better than the known one, or the known one is."""
    ground = several(5, people=1, days=9)
    wanted = best_of(ground)
    crowded = replace(wanted, starts={**wanted.starts, **{
        unit.key: wanted.starts[ground.networks["w-0"].units[place].key]
        for place, unit in enumerate(ground.networks["w-1"].units)
    }})  # fmt: skip
    nobody = Schedule(starts={}, ends={}, colleagues={}, attached={}, stuck=dict.fromkeys(ground.networks))

    better = seated(ground, crowded, best=nobody, seconds=SECONDS, seed=1)
    again = seated(ground, crowded, best=better, seconds=0, seed=1)

    assert merit(ground, better) > merit(ground, nobody)
    events = assemble(ground, better)
    over = [key for key, network in ground.networks.items()
            if key not in better.stuck and better.finish(network) > deadline(ground)]  # fmt: skip
    assert verify(ground.problem, events, carried=over, dues=dues(ground.problem, ground.horizon, events)) == ()
    assert again is better


def test_slots_without_any_whole_answer_are_empty_and_others_are_not():
    """Half of one and half of another is an answer for fractions only, and only whole ones count here."""
    for least, empty in ((1, True), (0, False)):
        slots = Slots()
        one, two = slots.columns(2, most=1)
        slots.row([one, two], [1, 1], 1)
        slots.row([one, two], [-1, -1], -least)
        slots.row([one, two], [2, -2], 0)
        slots.row([one, two], [-2, 2], 0)

        assert slots.is_empty(seconds=SECONDS, seed=1) == empty


@pytest.mark.parametrize("most", [1, 2])
def test_bounds_of_few_kinds_are_beaten_by_no_plan(most, monkeypatch):
    """However many partnerships are taken together, the bound stays below what a plan reaches."""
    monkeypatch.setattr(relaxation, "KINDS_MOST", most)
    ground = several(6, people=2, days=12)
    schedule = best_of(ground)
    _, finished, days = counted(ground, schedule)

    assert len(kinds(ground, {}, end=ground.horizon.last, apart=False)) <= most
    bound = days_bound(ground, value=days, finished=finished, seconds=SECONDS)
    assert bound is not None
    assert bounds_of(ground, set(ground.networks))[2] // 2 < bound <= days


def test_bound_without_time_says_so():
    """A relaxation is built for as long as there is time, and no longer; an honest nothing follows."""
    ground = several(3)

    with pytest.raises(OutOfTime):
        Relaxation(ground, {}, ground.horizon.last, apart=False, left=lambda: -1.0)
    assert finished_bound(ground, seconds=-1.0) is None
    assert days_bound(ground, value=1, finished=0, seconds=-1.0) is None
    assert boxes(ground, value=10**6, finished=0, most=3, left=lambda: -1.0) is None


def test_boxes_part_where_an_event_cannot_be_held_for_weeks():
    """The workshop lies before Ramadan or after it, and each side has its own bound; no day gets lost between."""
    ground = several(2)
    model = Relaxation(ground, {}, ground.horizon.last, apart=False)

    before, after = _parted(model, {})

    (key,) = before
    days = model.events[key].times
    (first, last), (again, end) = before[key], after[key]
    assert (first, end, again) == (days[0], days[-1], last + 1)
    assert min(at for at in days if at > last) - last >= GAP_DAYS
