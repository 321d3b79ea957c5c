"""People in the constraint model: teams at one place at a time, colleagues by pool or name, names afterwards."""

import dataclasses
import datetime as dt

import pytest

from planner.calendar.groundwork import prepare
from planner.search.colleagues import by_name, named, pool
from planner.search.heuristic import construct_best
from tests.planner.calendar_cases import YEAR, model, small_book, with_numbers
from tests.planner.search.test_improve import possible

CROWDS = pytest.mark.parametrize("crowd", [pool, by_name])
JUNE = dt.date(YEAR, 6, 7)
CLOSING = ("evaluation_meeting", "recommendation_letter")


def several(pairs, *, given=None, people=2, days=20, absent=()):
    """Return the small book's groundwork of some pairs, all ready on 7 June."""
    told = model(given or small_book(), people=people, days=days)
    for place, (mentor, mentee) in enumerate(pairs, start=1):
        told.add_partnership(f"w-{place}", mentor=mentor, mentees=[mentee], ready=JUNE, worth=1)
    for who, first, last in absent:
        told.block(who, first, last, reason="away (fictional)")
    return prepare(told.problem())


def schedule_of(ground):
    """Return the first plan."""
    return construct_best(ground, seed=1, stop=lambda: True, tell=lambda _: None)


def shifted(ground, schedule, partnership, visit):
    """Return a schedule whose partnership has its visit on a day, and everything else as soon after as it may be."""
    at, units = ground.horizon.after(visit), {unit.parts[0].activity: unit.key for unit in
                                              ground.networks[partnership].units}  # fmt: skip
    end = ground.horizon.months_later(at, 1)
    starts = {"diagnostic_visit": at, "pilot": at, "evaluation_meeting": end + 5, "recommendation_letter": end + 8}
    return dataclasses.replace(
        schedule,
        starts={**schedule.starts, **{units[name]: day for name, day in starts.items()}},
        ends={**schedule.ends, units["pilot"]: end},
    )


def visits(ground, first, second, **people):
    """Return a schedule of two partnerships with these visit days, and with these colleagues at the visits."""
    schedule = shifted(ground, shifted(ground, schedule_of(ground), "w-1", first), "w-2", second)
    going = {f"{key.replace('_', '-')}/diagnostic_visit/1": who for key, who in people.items()}
    return dataclasses.replace(schedule, colleagues={**schedule.colleagues, **going})


@pytest.mark.guards("3.1.1-B3")
@CROWDS
@pytest.mark.parametrize(
    ("pairs", "day", "fits"),
    [
        # alfa is in Prabumulih from 14 to 16 June, no day of travel: the 16th is taken, the 21st (a Monday) is not.
        ((("alfa", "beta"), ("alfa", "delta")), (6, 16), False),
        ((("alfa", "beta"), ("alfa", "delta")), (6, 21), True),
        # Two mentors have nothing to do with each other.
        ((("alfa", "beta"), ("epsilon", "delta")), (6, 16), True),
        ((("alfa", "beta"), ("epsilon", "beta")), (6, 16), False),
    ],
)
def test_team_is_at_one_place_at_a_time(crowd, pairs, day, fits):
    """Mentor or mentee, a team that is on one journey is not on another."""
    ground = several(pairs)
    schedule = visits(ground, dt.date(YEAR, 6, 14), dt.date(YEAR, *day), w_1="colleague-0", w_2="colleague-1")

    assert possible(ground, schedule, crowd=crowd) == fits


@pytest.mark.guards("3.1.1-B3")
@CROWDS
@pytest.mark.parametrize(("day", "fits"), [((6, 15), False), ((6, 16), True)])
def test_team_is_on_its_way_the_day_after_a_far_visit(crowd, day, fits):
    """A visit of one day in Balikpapan on 14 June takes alfa until the 15th; beta next door can have the 16th."""
    short = with_numbers(small_book(), diagnostic_visit_days=1)
    ground = several((("alfa", "gama"), ("alfa", "beta")), given=short)
    schedule = visits(ground, dt.date(YEAR, 6, 14), dt.date(YEAR, *day), w_1="colleague-0", w_2="colleague-1")

    # The two meetings would clash as well: the second is a week later.
    later = {f"w-2/{name}/1": schedule.starts[f"w-2/{name}/1"] + 5 for name in CLOSING}
    schedule = dataclasses.replace(schedule, starts={**schedule.starts, **later})
    assert possible(ground, schedule, crowd=crowd) == fits


@pytest.mark.guards("4.2.2")
@CROWDS
@pytest.mark.parametrize(("people", "fits"), [(1, False), (2, True)])
def test_two_visits_on_the_same_days_need_two_colleagues(crowd, people, fits):
    """One colleague cannot be in Prabumulih and Balikpapan."""
    ground = several((("alfa", "beta"), ("epsilon", "gama")), people=people)
    second = f"colleague-{people - 1}"
    schedule = visits(ground, dt.date(YEAR, 6, 14), dt.date(YEAR, 6, 14), w_1="colleague-0", w_2=second)

    # The meetings share a day and the facilitator's place too; the second one goes to the second colleague.
    meetings = {"w-1/evaluation_meeting/1": "colleague-0", "w-2/evaluation_meeting/1": second}
    schedule = dataclasses.replace(schedule, colleagues={**schedule.colleagues, **meetings})
    assert possible(ground, schedule, crowd=crowd) == fits


@pytest.mark.guards("4.2.2")
@CROWDS
@pytest.mark.parametrize(("day", "fits"), [((6, 18), False), ((6, 19), True)])
def test_colleague_comes_home_before_an_absence(crowd, day, fits):
    """The visit of 15 to 17 June has its colleague on the way home on the 18th, and free on the 19th."""
    pairs = (("alfa", "beta"),)
    free, absent = several(pairs, people=1), several(
        pairs, people=1, absent=[("colleague-0", dt.date(YEAR, *day), dt.date(YEAR, *day))]
    )  # fmt: skip
    schedule = shifted(free, schedule_of(free), "w-1", dt.date(YEAR, 6, 15))

    assert possible(free, schedule, crowd=crowd)
    assert possible(absent, schedule, crowd=crowd) == fits


@pytest.mark.guards("4.2.2")
@CROWDS
@pytest.mark.parametrize(("days", "fits"), [(9, False), (10, True)])
def test_days_of_the_month_are_the_visit_and_the_journeys(crowd, days, fits):
    """Two visits of three days with two of travel each are ten days of one colleague in June."""
    pairs = (("alfa", "beta"), ("alfa", "delta"))
    schedule = visits(several(pairs, people=1), dt.date(YEAR, 6, 14), dt.date(YEAR, 6, 21))

    assert possible(several(pairs, people=1, days=days), schedule, crowd=crowd) == fits


@pytest.mark.guards("4.2.2")
@pytest.mark.parametrize(("second", "fits"), [((6, 28), False), ((7, 5), True)])
def test_days_count_in_the_month_in_which_the_visit_begins(second, fits):
    """28 to 30 June is June's although the colleague is home in July; 5 July is July's."""
    pairs = (("alfa", "beta"), ("alfa", "delta"))
    ground = several(pairs, people=1, days=6)
    schedule = visits(several(pairs, people=1), dt.date(YEAR, 6, 14), dt.date(YEAR, *second))
    # 14 June ends on 14 July; its meeting, the 21st, and one visit are July's six days.

    assert possible(ground, schedule, crowd=by_name) == fits


def test_pool_allows_what_nobody_alone_can_do():
    """The pool is a relaxation: two colleagues of eight days are sixteen, and its bound holds for names too."""
    ground = several((("alfa", "beta"), ("alfa", "delta")), people=2, days=8)
    both = visits(ground, dt.date(YEAR, 6, 14), dt.date(YEAR, 6, 21), w_1="colleague-0", w_2="colleague-0")

    assert possible(ground, both, crowd=pool)
    assert not possible(ground, both, crowd=by_name)


def test_named_shares_the_days_evenly():
    """Two visits and two meetings are twelve days; nobody does them all, each does six."""
    ground = several((("alfa", "beta"), ("alfa", "delta")), people=2)
    schedule = visits(ground, dt.date(YEAR, 6, 14), dt.date(YEAR, 6, 21))

    found = named(ground, dataclasses.replace(schedule, colleagues={}))

    days = {"diagnostic_visit": 5, "evaluation_meeting": 1}
    shares = dict.fromkeys(("colleague-0", "colleague-1"), 0)
    for key, who in found.colleagues.items():
        shares[who] += days[key.split("/")[1]]
    assert shares == {"colleague-0": 6, "colleague-1": 6}
    assert found.starts == schedule.starts


@pytest.mark.parametrize(("away", "goes"), [("colleague-0", "colleague-1"), ("colleague-1", "colleague-0")])
def test_named_sends_nobody_who_is_away(away, goes):
    """The journey home on 17 June counts: who is away on that day does not go."""
    ground = several((("alfa", "beta"),), people=2, absent=[(away, dt.date(YEAR, 6, 17), dt.date(YEAR, 6, 17))])
    schedule = shifted(ground, schedule_of(ground), "w-1", dt.date(YEAR, 6, 14))

    found = named(ground, schedule)

    assert found.colleagues["w-1/diagnostic_visit/1"] == goes


@pytest.mark.parametrize(
    ("second", "settings"),
    [
        ((6, 14), {"people": 1}),  # the same days
        ((6, 21), {"people": 1, "days": 9}),  # ten days of June
        ((6, 21), {"people": 3, "days": 4}),  # twelve days together, but a visit is five of one person
    ],
    ids=["same-days", "month", "indivisible"],
)
def test_named_says_when_no_names_fit(second, settings):
    """A pool's plan without names is no plan: then the people are modelled one by one."""
    pairs = (("alfa", "beta"), ("epsilon", "gama"))
    plenty = several(pairs, people=2)
    schedule = visits(plenty, dt.date(YEAR, 6, 14), dt.date(YEAR, *second))

    assert named(several(pairs, **settings), schedule) is None
    assert named(plenty, schedule) is not None
