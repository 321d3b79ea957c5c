"""Whole years, from the letters to a verified plan: on the shipped book and on the small one of a month."""

import dataclasses
import datetime as dt

import pytest

from data.answer import Status
from planner.calendar.groundwork import prepare
from planner.errors import WrongValue
from planner.search.heuristic import construct_best
from planner.solve import FIRST, broken_rules, checked, solve
from tests.planner.calendar_cases import DAY, YEAR, book, event, model, one, small_book

PAIRS = (("alfa", "beta"), ("epsilon", "gama"), ("alfa", "delta"), ("epsilon", "beta"))
SECONDS = 2


def year(count, *, given=None, ready=dt.date(YEAR, 1, 11), people=2, **settings):
    """Return a year of so many partnerships of two mentors, a letter every second day."""
    told = model(given or book(), people=people, **settings)
    for place in range(count):
        mentor, mentee = PAIRS[place]
        told.add_partnership(
            f"w-{place}", mentor=mentor, mentees=[mentee], ready=ready + 2 * place * DAY, worth=10 + place
        )
    return told


def by_id(levels):
    """Return levels by their id."""
    return {level.id: level for level in levels}


def first_only(told, *, seed=1):
    """Return the plan of a run that is stopped before any solver could begin."""
    return told.solve(time_limit=0.01, seed=seed)


@pytest.mark.guards("2.6", "3.1")
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_solve_whole_year_of_the_shipped_book_keeps_every_rule(count):
    """What a facilitator prints has been recounted, and everybody who asked is in it or told why not."""
    plan = year(count).solve(time_limit=SECONDS, seed=1)

    assert plan.verify() == ()
    placed = {one.partnership for one in plan.events if one.partnership}
    assert placed | set(plan.unplaced) == set(plan.problem.partnerships)
    assert len(placed) == count


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_solve_whole_year_of_the_small_book_keeps_every_rule(count):
    """The planner reads the book: five other activities plan without a line of code."""
    plan = year(count, given=small_book(), ready=dt.date(YEAR, 9, 6)).solve(time_limit=SECONDS, seed=1)

    assert plan.verify() == ()
    assert {one.activity for one in plan.events} == {row.id for row in small_book().activities.values()}
    assert len(plan.events) == 5 * count


@pytest.mark.parametrize("given", [book(), small_book()], ids=["shipped", "small"])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_solve_no_level_passes_its_bound(given, count):
    """A value beyond its bound would mean that the bound, and so every claim of proof, is wrong."""
    plan = year(count, given=given, ready=dt.date(YEAR, 1, 11)).solve(time_limit=SECONDS, seed=1)

    assert [level.id for level in plan.levels] == ["funded", "placed", "finished", "earliness"]
    for level in plan.levels:
        assert level.value <= level.bound if level.sense == "max" else level.value >= level.bound, level.id


def test_solve_levels_are_what_the_events_show():
    """Whoever counts the printed calendar finds the numbers at its head."""
    plan = year(3).solve(time_limit=SECONDS, seed=1)

    ends = [max(one.last for one in plan.visits(key) + letters(plan, key)) for key in plan.problem.partnerships]
    levels = by_id(plan.levels)
    assert levels["funded"].value == 10 + 11 + 12
    assert levels["placed"].value == len(ends)
    assert levels["finished"].value == sum(end.year == YEAR for end in ends)
    assert set(plan.carried) == {
        key for key, end in zip(plan.problem.partnerships, ends, strict=True) if end.year > YEAR
    }


def letters(plan, key):
    """Return the letters of a partnership."""
    return tuple(event(plan, f"{key}/{name}/1") for name in ("request", "recommendation_letter"))


def test_solve_empty_programme_is_an_empty_optimal_plan():
    """A year without letters is no fault, and needs no workshop either."""
    plan = model().solve(time_limit=SECONDS, seed=1)

    assert (plan.status, plan.events, plan.carried, dict(plan.unplaced)) == (Status.OPTIMAL, (), {}, {})
    assert [(level.value, level.bound) for level in plan.levels] == [(0, 0)] * 4
    assert plan.verify() == ()
    assert plan.ledger.total == 0


@pytest.mark.guards("2.7")
def test_solve_mentor_away_for_all_years_is_infeasible_with_a_remedy():
    """A no is said at once, by name, with the smallest change that would help."""
    told = one()
    told.block("alfa", dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="rebuilding (fictional)")

    plan = told.solve(time_limit=SECONDS, seed=1)

    (reason,) = plan.unplaced["w-1"]
    assert (plan.status, plan.events) == (Status.INFEASIBLE, ())
    assert (reason.rule, reason.section, reason.who) == ("party_absence", "2.7", "w-1")
    assert reason.remedy.en.startswith("Have alfa back for 4 of the days between 2027-01-01 and 2029-12-31.")
    assert reason.sentence.id
    assert reason.remedy.id


@pytest.mark.guards("4.2.2")
@pytest.mark.parametrize("settings", [{"people": 0}, {"days": 0}], ids=["no colleague", "no days"])
def test_solve_without_facilitators_places_nobody_and_says_what_is_missing(settings):
    """A programme without the facilitator's people holds no meeting, so it cannot be called optimal."""
    plan = one(**settings).solve(time_limit=SECONDS, seed=1)

    (reason,) = plan.unplaced["w-1"]
    assert (reason.rule, reason.section) == ("facilitator_days", "4.2.2")
    assert reason.remedy.en == "Add a further colleague for 3 days a month."
    assert plan.status in {Status.INFEASIBLE, Status.UNKNOWN}
    assert plan.verify() == ()


@pytest.mark.guards("4.2")
def test_solve_empty_heads_fund_nobody_and_name_the_sums():
    """Whoever is left out learns how many rupiah under which head would let it in."""
    plan = one(budget=0).solve(time_limit=SECONDS, seed=1)

    (reason,) = plan.unplaced["w-1"]
    assert (reason.rule, reason.section) == ("budget_head", "4.2")
    assert reason.sentence.en.startswith("The budget heads carry no partnership")
    assert by_id(plan.levels)["funded"].value == 0
    assert plan.problem.book.budget_heads["facilitator_travel"].name.en in reason.remedy.en


@pytest.mark.guards("4.2")
def test_solve_one_of_two_funded_takes_the_greater_worth():
    """When money carries one only, the better match goes first, whoever wrote first."""
    told = model(people=2)
    for key, mentee, worth in (("w-1", "beta", 10), ("w-2", "delta", 90)):
        told.add_partnership(key, mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 1, 11), worth=worth)
    # The programme's own events cost 1,500,000 of the facilitator's travel and each pair 14,318,000: one rupiah short.
    told.budget["facilitator_travel"] = 1_500_000 + 2 * 14_318_000 - 1

    plan = told.solve(time_limit=SECONDS, seed=1)

    assert set(plan.unplaced) == {"w-1"}
    assert by_id(plan.levels)["funded"].value == 90


@pytest.mark.guards("2.7")
@pytest.mark.parametrize(
    ("partnership", "activity", "day"),
    [
        ("w-1", "memorandum_of_agreement", dt.date(YEAR, 5, 10)),
        ("w-1", "initial_meeting", dt.date(YEAR, 1, 27)),
        ("", "dissemination_workshop", dt.date(YEAR, 12, 14)),
    ],
)
def test_solve_settled_day_stays(partnership, activity, day):
    """A day that directors have agreed on is not the planner's to move."""
    told = one()
    told.fix(partnership, activity, day)

    plan = told.solve(time_limit=SECONDS, seed=1)

    key = f"{partnership}/{activity}/1" if partnership else f"{activity}/{YEAR}/1"
    assert event(plan, key).first == day
    assert plan.verify() == ()


@pytest.mark.guards("2.7")
def test_solve_settled_day_that_cannot_be_kept_is_named():
    """An agreement in February, before anyone has met, leaves no plan, and says which kind of thing to free."""
    told = one()
    told.fix("w-1", "memorandum_of_agreement", dt.date(YEAR, 2, 2))

    plan = told.solve(time_limit=SECONDS, seed=1)

    (reason,) = plan.unplaced["w-1"]
    (refusal,) = plan.refusals.values()
    assert plan.status == Status.INFEASIBLE
    assert f"fixed_days:w-1/memorandum_of_agreement/1/{YEAR}" in {fact.fact for fact in refusal.facts}
    assert "'Signing of the Memorandum of Agreement' by" in reason.remedy.en


@pytest.mark.parametrize("limit", [0, -1, float("nan")])
def test_solve_refuses_a_limit_that_is_no_time(limit):
    """Nobody can plan in no time; the typing error is named."""
    with pytest.raises(WrongValue, match="time_limit"):
        one().solve(time_limit=limit, seed=1)


def test_solve_shortest_limit_still_brings_a_whole_plan():
    """However short the time, the answer is complete and keeps every rule."""
    plan = first_only(year(4))

    assert by_id(plan.levels)["placed"].value == 4
    assert plan.verify() == ()


def test_solve_longer_limit_is_never_worse():
    """More time buys more partnerships finished, or the same ones earlier, never less."""
    short, long = first_only(year(4, people=1)), year(4, people=1).solve(time_limit=SECONDS, seed=1)

    assert by_id(long.levels)["finished"].value >= by_id(short.levels)["finished"].value
    assert merit(long) >= merit(short)


def merit(plan):
    """Return the levels of a plan in a form that compares."""
    return tuple(level.value if level.sense == "max" else -level.value for level in plan.levels)


def test_solve_same_seed_gives_the_same_first_plan():
    """Two colleagues who type the same year print the same calendar."""
    one_run, other = first_only(year(3), seed=5), first_only(year(3), seed=5)

    assert one_run.events == other.events
    assert (one_run.seed, one_run.fingerprint) == (5, other.fingerprint)


def test_solve_tells_its_stages_in_order_in_both_languages():
    """Who waits sees what is done, from laying out to the first plan, never a silent minute."""
    told = []

    plan = year(4, people=1).solve(time_limit=SECONDS, seed=1, on_progress=told.append)

    stages = list(dict.fromkeys(sign.stage.en for sign in told))
    assert stages[:3] == ["laying out the year", "choosing whom the budget carries", "first plans"]
    assert all(sign.stage.id for sign in told)
    firsts = [sign.value for sign in told if sign.stage == FIRST]
    assert max(firsts) <= by_id(plan.levels)["finished"].value


def test_solve_is_the_same_from_the_model_and_from_its_problem():
    """A frozen problem is all that a plan depends on."""
    told = one()

    from_problem = solve(told.problem(), time_limit=SECONDS, seed=1)

    assert from_problem.events == told.solve(time_limit=SECONDS, seed=1).events


def test_checked_refuses_an_improved_plan_that_breaks_a_rule():
    """Should the solver ever err, the first plan is shown and not the wrong one."""
    ground = prepare(year(2).problem())
    first = construct_best(ground, seed=1, stop=lambda: True, tell=lambda _: None)
    wrong = dataclasses.replace(first, starts={**first.starts, "w-0/opening": first.starts["w-0/request/1"]})

    chosen, events = checked(ground, wrong, first)

    assert chosen is first
    assert broken_rules(ground, chosen, events) == ()


def test_checked_takes_an_improved_plan_that_keeps_the_rules():
    """The guard above must not throw good plans away."""
    ground = prepare(year(2).problem())
    first = construct_best(ground, seed=1, stop=lambda: True, tell=lambda _: None)
    other = dataclasses.replace(first)

    chosen, _ = checked(ground, other, first)

    assert chosen is other


def test_solve_baseline_stands_beside_the_plan():
    """A clerk's plan of the same year is shown, on the same levels, so that the gain can be judged."""
    plan = year(3).solve(time_limit=SECONDS, seed=1)

    assert [level.id for level in plan.baseline.levels] == [level.id for level in plan.levels]
    assert plan.baseline.events
