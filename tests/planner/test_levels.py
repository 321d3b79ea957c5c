"""The levels at a plan's head: counts equal a plain count by hand, and bounds are never passed."""

import dataclasses
import datetime as dt

import pytest

from planner.calendar.groundwork import prepare
from planner.calendar.windows import Stuck
from planner.levels import bounds_of, counted, deadline, level, levels_of
from planner.search.baseline import clerk
from planner.search.funding import Funding
from planner.search.heuristic import construct, construct_best, merit
from tests.planner.calendar_cases import YEAR, book, model, one, small_book

FUNDING = Funding(chosen=frozenset({"w-1", "w-2"}), worth=150, bound=170, reasons={})
FOREVER = (dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31))


def unbound(given):
    """Return a book whose partnerships may run over the budget year."""
    programme = dataclasses.replace(given.programme, budget_year_binds=False)
    return dataclasses.replace(given, programme=programme, fingerprint=f"{given.fingerprint} unbound")


def two(given, *, ready=dt.date(YEAR, 11, 1), **settings):
    """Return a model of two partnerships of one mentor."""
    told = model(given, **settings)
    for key, mentee in (("w-1", "beta"), ("w-2", "delta")):
        told.add_partnership(key, mentor="alfa", mentees=[mentee], ready=ready, worth=1)
    return told


def first_of(ground):
    """Return the first plan."""
    return construct_best(ground, seed=1, stop=lambda: True, tell=lambda _: None)


def test_counted_is_the_count_by_hand():
    """One visit in November, one in January, each step counted on a calendar."""
    ground = prepare(two(small_book(), days=5).problem())

    # Ready on 1 November: first visit 8-10 November, pilot to 8 December, 5 days: 15 December, 3: 20 December.
    # That is day 234 of the year: 220 to the end of November; 1-3, 6-10, 13-17 and 20 December are 14.
    # Its meeting takes one of December's five days, and 6 and 7 January are a Thursday and a Friday, so the second
    # visit is 10-12 January; its pilot ends on 10 February, in Ramadan (28 January to 5 March); the meeting is on
    # 6 March, the letter on 9 March.  Working days of 2028 to 9 March: January 21 - 1, February 21 - 1, March 7.
    assert counted(ground, first_of(ground)) == (2, 1, 234 + 242 + 47)


def test_counted_leaves_out_who_has_no_place():
    """A partnership that is stuck neither counts nor adds days."""
    ground = prepare(two(small_book(), ready=dt.date(YEAR, 6, 7)).problem())
    schedule = construct(ground, ("w-1",), held={})
    schedule = dataclasses.replace(schedule, stuck={"w-2": Stuck(node="w-2", row="days")})

    # Visit 14 June, pilot to 14 July, meeting 21 July, letter 26 July: 112 to the end of June, 18 in July.
    assert counted(ground, schedule) == (1, 1, 130)


@pytest.mark.guards("2.6")
def test_deadline_is_the_last_working_day_of_a_binding_year():
    """31 December 2027 is a Friday and working; where the year does not bind, everything placed is in time."""
    ours, other = prepare(one().problem()), prepare(one(given=unbound(book())).problem())

    assert ours.horizon.day(deadline(ours)) == dt.date(YEAR, 12, 31)
    assert deadline(other) == other.horizon.last


def test_first_plan_is_judged_by_the_levels_that_are_shown():
    """Where the budget year does not bind, an end in time is worth nothing, so the earlier sum is the better plan."""
    ground = prepare(two(unbound(small_book()), days=5).problem())
    schedule = first_of(ground)

    placed, finished, days = counted(ground, schedule)

    assert finished == placed == 2
    assert merit(ground, schedule) == (placed, finished, -days)


def test_bounds_are_what_each_could_reach_alone():
    """Two that exclude each other are both counted in the bound: it may be too good, never too bad."""
    ground = prepare(two(small_book(), days=5).problem())

    # Alone each ends on 20 December.
    assert bounds_of(ground, ["w-1", "w-2"]) == (2, 2, 2 * 234)
    assert bounds_of(ground, ["w-1"]) == (2, 2, 234)


def test_bounds_leave_out_who_has_no_place_at_all():
    """Nobody can place a partnership whose mentor is away for years, so the bound does not promise it."""
    told = two(small_book())
    told.block("delta", *FOREVER, reason="away (fictional)")

    assert bounds_of(prepare(told.problem()), ["w-1"]) == (1, 1, 234)


@pytest.mark.parametrize(
    ("finished", "days", "most", "least"),
    [
        (None, None, 2, 468),
        (1, 500, 1, 500),  # a solver's proof is sharper
        (5, 400, 2, 468),  # a weaker one is not taken over
        (0, 9999, 1, 523),  # and never one that the plan itself refutes
    ],
)
def test_levels_take_the_sharper_bound_but_never_pass_the_value(finished, days, most, least):
    """A bound worse than the plan would be a contradiction on the page."""
    ground = prepare(two(small_book(), days=5).problem())

    levels = {one.id: one for one in levels_of(ground, first_of(ground), FUNDING, finished=finished, days=days)}

    assert (levels["funded"].value, levels["funded"].bound) == (150, 170)
    assert (levels["placed"].value, levels["placed"].bound) == (2, 2)
    assert (levels["finished"].value, levels["finished"].bound) == (1, most)
    assert (levels["earliness"].value, levels["earliness"].bound) == (523, least)


def test_levels_have_their_words_and_senses():
    """More worth, places and finishes are better; earlier is less."""
    senses = {key: level(key, 1, 2).sense for key in ("funded", "placed", "finished", "earliness")}

    assert senses == {"funded": "max", "placed": "max", "finished": "max", "earliness": "min"}
    assert level("funded", 3, 4).name.id == "nilai yang tertanggung pos anggaran"


def test_clerk_holds_the_first_workshop_early_and_the_last_at_the_years_end():
    """6 and 7 January are the first quiet-free days, 17 December the last, so the letter is of 22 December."""
    ground = prepare(one().problem())

    funded, schedule = clerk(ground)

    assert funded == {"w-1"}
    assert ground.horizon.day(schedule.starts["mentor_workshop/2027/1"]) == dt.date(YEAR, 1, 6)
    assert ground.horizon.day(schedule.starts["dissemination_workshop/2027/1"]) == dt.date(YEAR, 12, 17)
    assert ground.horizon.day(schedule.starts["w-1/recommendation_letter/1"]) == dt.date(YEAR, 12, 22)


def test_clerk_serves_in_order_of_request():
    """Whoever asked first gets the first days, whoever was typed first or is worth more."""
    told = model(small_book())
    told.add_partnership("late", mentor="alfa", mentees=["beta"], ready=dt.date(YEAR, 6, 8), worth=99)
    told.add_partnership("early", mentor="alfa", mentees=["delta"], ready=dt.date(YEAR, 6, 7), worth=1)
    ground = prepare(told.problem())

    _, schedule = clerk(ground)

    # The week of 14 June is the first after a week's notice, and alfa can be in it once.
    assert ground.horizon.day(schedule.starts["early/diagnostic_visit/1"]) == dt.date(YEAR, 6, 14)
    assert ground.horizon.day(schedule.starts["late/diagnostic_visit/1"]) == dt.date(YEAR, 6, 21)


@pytest.mark.guards("4.2")
def test_clerk_promises_money_until_a_head_is_empty():
    """The first to ask is funded though the second is worth more; what the planner does better is measured by this."""
    told = one()
    told.add_partnership("w-2", mentor="alfa", mentees=["delta"], ready=dt.date(YEAR, 1, 18), worth=900)
    # The programme's own events cost 1,500,000 of the facilitator's travel and each pair 14,318,000: one rupiah short.
    told.budget["facilitator_travel"] = 1_500_000 + 2 * 14_318_000 - 1
    ground = prepare(told.problem())

    funded, schedule = clerk(ground)

    assert funded == {"w-1"}
    assert not any(key.startswith("w-2/") for key in schedule.starts)


@pytest.mark.guards("4.2")
def test_clerk_goes_on_to_who_still_fits():
    """A journey to Balikpapan that the head cannot carry does not end the list: the next one, nearby, is funded."""
    told = model()
    told.add_partnership("far", mentor="alfa", mentees=["gama"], ready=dt.date(YEAR, 1, 11), worth=1)
    told.add_partnership("near", mentor="epsilon", mentees=["beta"], ready=dt.date(YEAR, 1, 18), worth=1)
    told.budget["facilitator_travel"] = 1_500_000 + 14_318_000

    funded, _ = clerk(prepare(told.problem()))

    assert funded == {"near"}


def test_clerk_is_never_better_than_the_plan_beside_it():
    """If the clerk won, the search would have thrown a better plan away."""
    told = two(None, ready=dt.date(YEAR, 1, 11))
    plan = told.solve(time_limit=1, seed=1)

    mine = [one.value if one.sense == "max" else -one.value for one in plan.levels]
    clerks = [one.value if one.sense == "max" else -one.value for one in plan.baseline.levels]

    assert mine >= clerks
