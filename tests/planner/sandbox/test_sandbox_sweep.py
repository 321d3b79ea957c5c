"""A sweep as a whole: levers, values, points that can be made again, and the same answers from two processes (4.2)."""

import dataclasses
import datetime as dt
from concurrent.futures.process import BrokenProcessPool

import pytest

from data.answer import Status
from planner.errors import WrongValue
from planner.model import Model
from planner.money.kinds import Decision
from planner.sandbox import sweep
from planner.sandbox.lever import UnknownLever, Value, changed, levers, present, value_of
from planner.sandbox.replanned import replanned_levels
from planner.sandbox.sweep import MOST_POINTS, sweep_policy
from tests.planner.money_cases import HALF_OF_TRAVEL, RICH, YEAR, book, problem

REGIONS = {"beta": "16.74", "gama": "64.71", "delta": "12.71"}


@pytest.fixture(scope="module")
def plan():
    """Return three fictional partnerships, planned, with a head that carries the subsidies of some."""
    model = Model(
        book(), year=YEAR, today=dt.date(YEAR, 1, 4), budget={**RICH, "subsidies": 60_000_000},
        decision=HALF_OF_TRAVEL,
    )  # fmt: skip
    model.add_facilitator("rina", days_per_month=15)
    model.add_party("alfa", region="16.71")
    for number, (mentee, region) in enumerate(REGIONS.items(), start=1):
        model.add_party(mentee, region=region)
        model.add_partnership(
            f"w-{number}", mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 1, 10 + number), worth=100 + number
        )
    return model.solve(time_limit=2, seed=1)


def percents(*numbers):
    """Return values in per cent."""
    return [Value(number=number, is_percent=True) for number in numbers]


@pytest.mark.guards("4.2")
def test_more_money_never_funds_less(plan):
    """Along a head that grows, gain and number never fall, every point is proved, and no point passes its head."""
    frontier = sweep_policy(plan, "subsidies", percents(0, 25, 50, 100, 200, 1000), seed=1)

    gains = [point.value("gain") for point in frontier.points]
    assert gains == sorted(gains)
    assert gains[0] == 0
    assert gains[-1] == 306
    assert {point.status for point in frontier.points} == {Status.OPTIMAL}
    assert all(point.value("subsidy") <= point.amount for point in frontier.points)
    assert frontier.violations == ()


def test_two_processes_give_the_same_points(plan):
    """Whoever has more cores gets the answer sooner, not another one."""
    values = percents(50, 100, 200)

    assert sweep_policy(plan, "subsidies", values, workers=2) == sweep_policy(plan, "subsidies", values, workers=1)


def test_a_point_is_made_again_from_its_settings(plan):
    """What a board was shown can be shown again: one value alone gives the point that it was part of."""
    whole = sweep_policy(plan, "mentor_percent", percents(20, 60, 100))
    told = whole.to_dict()["points"][1]["settings"]

    again = sweep_policy(plan, told["lever"], [value_of(told["value"])], seed=told["seed"], seconds=told["seconds"])

    assert again.points == (whole.points[1],)
    assert (told["year"], len(told["calendar"])) == (plan.fingerprint, 64)


def test_a_value_that_cannot_be_decided_is_a_refused_point_and_no_end(plan):
    """Three hundred per cent of a half is more than the whole: that point says so, the others stand."""
    frontier = sweep_policy(plan, "mentor_percent", percents(100, 300))

    assert [bool(point.refused) for point in frontier.points] == [False, True]
    assert "150, more than the whole" in frontier.points[1].refused[0].sentence.en
    assert frontier.points[1].status is Status.UNKNOWN
    assert frontier.points[1] not in frontier.best


def test_sums_that_hang_together_ask_for_a_new_plan(plan):
    """A quota of the year depends on who enters, so the held calendar has no answer and says what has."""
    quota = Decision(
        number="1", date=dt.date(2026, 12, 1), kind="visit_quota",
        amounts={"mentor_per_visit": 10**6, "mentee_per_visit": 10**6, "visits_per_partnership": 2,
                 "visits_per_year": 3},
    )  # fmt: skip
    other = dataclasses.replace(plan, problem=dataclasses.replace(plan.problem, decision=quota))

    point = sweep_policy(other, "visits_per_year", percents(100)).points[0]

    assert point.refused[0].remedy.en == "Ask with the year planned anew."


def test_planned_anew_every_point_is_a_whole_plan(plan):
    """With the calendar free the head cuts in proportion: who has a place does not depend on it, the subsidy does."""
    frontier = sweep_policy(plan, "subsidies", percents(10, 100), replan=True, seconds=3)

    assert [point.value("funded") for point in frontier.points] == [3, 3]
    assert [point.value("subsidy") for point in frontier.points] == [6_000_000, 60_000_000]
    assert frontier.violations == ()
    assert "anew" in frontier.note.en


def test_best_points_are_those_that_no_other_beats(plan):
    """Of points that give the same, the first stands for all; a dearer one with as much gain is none of the best."""
    frontier = sweep_policy(plan, "ceiling_per_partnership", [Value(number=n, is_percent=False) for n in
                                                             (10**9, 5 * 10**6, 10**7, 5 * 10**6)])  # fmt: skip

    assert [point.settings.value.number for point in frontier.best] == [5 * 10**6]


def test_progress_is_told_after_every_point(plan):
    """A board that waits sees that work goes on."""
    told = []

    sweep_policy(plan, "subsidies", percents(50, 100), on_progress=told.append)

    assert [one.stage.en for one in told] == ["point 1 of 2", "point 2 of 2"]


def without_time(plan):
    """Return the year as a search leaves it that ended before its first plan: nobody has dates, nothing is proved."""
    return dataclasses.replace(plan, status=Status.UNKNOWN, events=())


@pytest.mark.guards("4.2")
@pytest.mark.parametrize("replan", [False, True])
def test_a_year_without_partnerships_is_not_searched_and_proves_no_zero(plan, replan):
    """A match that had no time leaves an empty year; nobody out of nobody was once shown as proved."""
    empty = dataclasses.replace(plan, problem=dataclasses.replace(plan.problem, partnerships={}), events=())

    frontier = sweep_policy(empty, "subsidies", percents(50, 100), replan=replan)

    for point in frontier.points:
        assert (point.status, point.levels, point.funded) == (Status.UNKNOWN, (), ())
        assert "holds no partnership" in point.unsearched[0].sentence.en
        assert not point.is_answered
    assert frontier.best == ()


def test_a_calendar_without_dates_is_not_searched_unless_proved_empty(plan):
    """Nobody has dates: that is a zero only where the plan proved that nobody can have any."""
    (late,) = sweep_policy(without_time(plan), "subsidies", percents(100)).points
    proved = dataclasses.replace(without_time(plan), status=Status.INFEASIBLE)
    (none,) = sweep_policy(proved, "subsidies", percents(100)).points

    assert late.unsearched
    assert late.levels == ()
    assert none.is_answered
    assert [(level.value, level.bound) for level in none.levels] == [(0, 0)] * 3


def test_a_choice_that_had_no_time_is_not_searched(plan):
    """The limit ends before the first answer: the point says so and has no figures."""
    (point,) = sweep_policy(plan, "subsidies", percents(100), seconds=1e-9).points

    assert point.unsearched[0].remedy.en == "Ask again with more time."
    assert (point.levels, point.status) == ((), Status.UNKNOWN)


def test_a_year_planned_anew_without_a_first_plan_is_not_searched(plan, monkeypatch):
    """Nobody has a place and the bound is above zero: no figure is shown, since none was found."""
    level = dataclasses.replace(plan.levels[0], value=306, bound=306)
    late = dataclasses.replace(without_time(plan), levels=(level, *plan.levels[1:]))
    monkeypatch.setattr(sweep, "solve", lambda *_, **__: late)

    (point,) = sweep_policy(plan, "subsidies", percents(100), replan=True).points

    assert "no zero" in point.unsearched[0].sentence.en
    assert point.levels == ()


def test_a_process_that_was_killed_leaves_its_points_unsearched(plan, monkeypatch):
    """The system ends a process for want of memory: what came before stands, the rest is said not to be searched."""

    def broken(*_, **__):
        def run(tasks):
            first, *_ = tasks
            yield first[0](*first[1], **first[2])
            raise BrokenProcessPool

        return run

    monkeypatch.setattr(sweep.joblib, "Parallel", broken)

    first, *rest = sweep_policy(plan, "subsidies", percents(1000, 50, 25), workers=2).points

    assert first.value("funded")
    assert [one.settings.value.number for one in rest] == [50, 25]
    assert all("process was ended" in one.unsearched[0].sentence.en for one in rest)


def test_number_of_partnerships_is_bound_by_everyone_until_the_gain_is_proved(plan):
    """Those whom an unproved choice left out may still be carried, so their places count in the bound."""
    gain = dataclasses.replace(plan.levels[0], bound=plan.levels[0].value + 1)
    placed = dataclasses.replace(plan.levels[1], bound=1)

    _, levels = replanned_levels(dataclasses.replace(plan, levels=(gain, placed, *plan.levels[2:])))

    assert levels[1].bound == len(plan.problem.partnerships)


@pytest.mark.parametrize(
    ("count", "workers", "seconds"), [(0, 1, 1), (MOST_POINTS + 1, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, float("nan"))]
)
def test_impossible_sweeps_are_refused_before_they_begin(plan, count, workers, seconds):
    """No points, too many, no process, no time: a named error, nothing solved."""
    with pytest.raises(WrongValue):
        sweep_policy(plan, "subsidies", percents(*[100] * count), workers=workers, seconds=seconds)


def test_unknown_lever_names_what_can_be_moved():
    """A misspelt head must not be taken for one without money."""
    given = problem(decision=HALF_OF_TRAVEL)

    with pytest.raises(UnknownLever, match="mentor_percent") as refused:
        changed(given, "subsidi", Value(number=100, is_percent=True))

    assert refused.value.lever == "subsidi"
    assert set(levers(given)) >= {"budget", "subsidies", "mentor_percent", "ceiling_per_year"}
    assert set(levers(problem())) == {"budget", *RICH}


@pytest.mark.parametrize(
    ("lever", "value"), [("ceiling_mentor", Value(number=50, is_percent=True)),
                         ("budget", Value(number=50, is_percent=False))],
)  # fmt: skip
def test_per_cent_of_nothing_and_one_number_for_all_heads_refused(lever, value):
    """Half of a ceiling that nobody stated is no ceiling, and one sum is no budget of five heads."""
    with pytest.raises(WrongValue):
        changed(problem(decision=HALF_OF_TRAVEL), lever, value)


def test_all_heads_move_alike_and_nothing_else():
    """Half of the budget is half of every head; the decision stays."""
    given = problem(decision=HALF_OF_TRAVEL)

    half = changed(given, "budget", Value(number=50, is_percent=True))

    assert dict(half.budget) == {head: amount // 2 for head, amount in RICH.items()}
    assert half.decision == given.decision
    assert present(half, "budget") == 5 * 10**9 // 2


@pytest.mark.parametrize(("text", "number", "is_percent"), [("150%", 150, True), (" 20_000_000 ", 20_000_000, False)])
def test_values_are_read_as_they_are_written(text, number, is_percent):
    """Per cent with the sign, numbers with or without underscores."""
    assert value_of(text) == Value(number=number, is_percent=is_percent)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "ten", "%", "1e9", "9" * 16])
def test_values_that_are_none_refused(text):
    """Nothing is guessed from half a number."""
    with pytest.raises(WrongValue):
        value_of(text)


def test_a_year_without_a_decision_can_still_move_its_heads(plan):
    """Without a decision nobody is subsidised; the heads still decide who enters."""
    bare = dataclasses.replace(plan, problem=dataclasses.replace(plan.problem, decision=None))

    frontier = sweep_policy(bare, "documents", percents(0, 100))

    assert [point.value("funded") for point in frontier.points] == [0, 3]
    assert [point.value("subsidy") for point in frontier.points] == [0, 0]
