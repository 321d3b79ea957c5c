"""A published year of two partnerships, and what may happen to it; every count can be checked by hand."""

import dataclasses
import datetime as dt

import pytest

from planner import Happening, PlannerError, check, published, replan, try_move, what_breaks
from planner.errors import UnknownParty, WrongValue
from tests.planner.calendar_cases import DAY, YEAR, event, planned

TODAY = dt.date(YEAR, 4, 26)


def after(*happenings, today=TODAY, **more):
    """Return the two partnerships' year re-planned after something happened."""
    return replan(planned().problem, planned(), happenings, today=today, time_limit=30, seed=1, **more)


def away(key, kind="expert_sick"):
    """Return an illness of the first party of an event on all its days."""
    one = event(planned(), key)
    return Happening(kind=kind, who=one.parties[0], first=one.first, last=one.last)


def value(answer, key):
    """Return the value of one level."""
    return next(level.value for level in answer.levels if level.id == key)


def test_nothing_happened_so_nothing_moves():
    """Re-planning without a reason must not cost anybody a phone call."""
    answer = after()

    assert answer.moves == ()
    assert answer.touched == ()
    assert set(answer.untouched) == {"w-1", "w-2"}
    assert {one.id: one.first for one in answer.plan.events} == {one.id: one.first for one in planned().events}
    assert all(level.proved for level in answer.levels)
    assert check(answer) == ()


@pytest.mark.guards("2.7")
def test_a_sick_expert_moves_the_one_visit_and_nobody_else():
    """One absence on one visit with room around it: one event, one partnership, and the absence is the reason."""
    answer = after(away("w-1/monitoring_visit/1"))

    assert [move.event for move in answer.moves] == ["w-1/monitoring_visit/1"]
    assert answer.touched == ("w-1",)
    assert answer.untouched == ("w-2",)
    assert answer.moves[0].because.rule == "party_absence"
    assert "A mentor's expert falls ill" in answer.moves[0].because.sentence.en
    assert "Ahli dari mentor sakit" in answer.moves[0].because.sentence.id
    assert check(answer) == ()


def test_what_has_happened_stays_whatever_happens():
    """History is no draft: an absence over the past changes nothing."""
    answer = after(Happening(kind="audit", who="alfa", first=dt.date(YEAR, 1, 4), last=TODAY - DAY))

    assert answer.moves == ()
    before = [one for one in planned().events if one.first < TODAY]
    assert before
    assert {one.id for one in before} <= {one.id for one in answer.plan.events}


def test_a_near_event_moves_only_because_it_cannot_stay():
    """Inside the notice period only what is hit itself moves, and it is said."""
    first = event(planned(), "w-1/monitoring_visit/1").first
    answer = after(away("w-1/monitoring_visit/1"), today=first - 3 * DAY)

    assert value(answer, "notice") == 1
    assert [move.near for move in answer.moves] == [True]
    assert check(answer) == ()


def test_a_withdrawn_partnership_frees_its_days_and_rupiah():
    """What lies ahead is free, what took place stays spent, and both add up to what was published."""
    answer = after(Happening(kind="withdrawn", partnership="w-2"))

    (freed,) = answer.freed
    ahead = [one.id for one in planned().events if one.partnership == "w-2" and one.first >= TODAY]
    assert sorted(freed.events) == sorted(ahead)
    lines = [line for line in planned().ledger.lines if line.partnership == "w-2"]
    assert sum(freed.rupiah.values()) + sum(freed.spent.values()) >= sum(line.amount for line in lines)
    assert "w-2" not in answer.untouched
    assert answer.moves == ()
    assert check(answer) == ()


def test_an_announced_day_is_kept_and_the_rest_follows():
    """A report that comes later pushes the meeting, and nothing of the other partnership."""
    old = event(planned(), "w-1/final_reports/1").first
    day = old + 14 * DAY
    answer = after(Happening(kind="report_late", event="w-1/final_reports/1", day=day))

    assert event(answer.plan, "w-1/final_reports/1").first == day
    assert answer.untouched == ("w-2",)
    assert check(answer) == ()


def test_a_fact_of_the_past_is_no_move():
    """The visit took place a day later than planned: that is told, and counts as nothing."""
    past = next(one for one in planned().events if one.activity == "mentor_confirmation" and one.first < TODAY)
    answer = after(Happening(kind="happened_otherwise", event=past.id, day=past.first + DAY))

    assert event(answer.plan, past.id).first == past.first + DAY
    assert past.id not in {move.event for move in answer.moves}
    assert check(answer) == ()


def test_a_draft_moves_for_nothing():
    """Nobody was told of a draft, so moving it touches nobody."""
    answer = replan(
        planned().problem, published(planned(), drafts=["w-1"]), [away("w-1/monitoring_visit/1")], today=TODAY,
        time_limit=30, seed=1,
    )  # fmt: skip

    assert answer.touched == ()
    assert value(answer, "moved") == 0
    assert check(answer) == ()


def test_a_budget_cut_lets_go_of_the_lesser_one():
    """Money for one only: the greater worth stays, untouched, and the other learns what is missing."""
    from planner.costs.lines import partnership_cost, programme_cost

    problem = planned().problem
    cost = partnership_cost(problem, problem.partnerships["w-1"])["facilitator_travel"]
    amount = programme_cost(problem).get("facilitator_travel", 0) + cost
    answer = after(Happening(kind="budget_cut", head="facilitator_travel", amount=amount))

    assert answer.untouched == ("w-1",)
    assert answer.plan.unplaced["w-2"][0].rule == "budget_head"
    assert [freed.partnership for freed in answer.freed] == ["w-2"]


def test_a_new_partnership_enters_without_touching_anyone():
    """There is room beside the two, so a third in mid-year calls nobody."""
    one = dataclasses.replace(
        planned().problem.partnerships["w-1"], id="w-3", mentees=("delta",), ready=dt.date(YEAR, 5, 3)
    )
    answer = after(Happening(kind="joined", added=one))

    assert answer.entered == ("w-3",)
    assert check(answer) == ()
    assert all(move.partnership != "w-3" for move in answer.moves)


def test_a_move_by_hand_says_at_once_what_breaks_and_repairs_it():
    """On the meeting's day of somebody else's journey the team is at two places; the repair keeps the wish."""
    evaluation = event(planned(), "w-1/evaluation_meeting/1")
    broken = what_breaks(planned().problem, planned().events, "w-1/monitoring_visit/1", evaluation.first)
    assert {violation.rule for violation in broken} & {"order", "mentor_team"}

    visit = event(planned(), "w-1/monitoring_visit/1")
    trial = try_move(planned().problem, planned(), visit.id, visit.first + 14 * DAY, today=TODAY, time_limit=30, seed=1)
    assert event(trial.repair.plan, visit.id).first == visit.first + 14 * DAY
    assert check(trial.repair) == ()


def test_same_seed_same_days():
    """A proved answer does not depend on luck."""
    first, second = after(away("w-1/monitoring_visit/1")), after(away("w-1/monitoring_visit/1"))

    assert [(level.value, level.bound) for level in first.levels] == [
        (level.value, level.bound) for level in second.levels
    ]


@pytest.mark.parametrize(
    ("happening", "error"),
    [
        (Happening(kind="expert_sick", who="nobody", first=TODAY, last=TODAY), UnknownParty),
        (Happening(kind="expert_sick", who="alfa", first=TODAY, last=TODAY - DAY), WrongValue),
        (Happening(kind="expert_sick", who="alfa"), WrongValue),
        (Happening(kind="withdrawn", partnership="w-9"), UnknownParty),
        (Happening(kind="report_late", event="w-1/final_reports/1", day=dt.date(YEAR, 8, 17)), WrongValue),
        (Happening(kind="report_late", event="w-1/nothing/1", day=TODAY), PlannerError),
        (Happening(kind="report_late", event="w-1", day=TODAY), WrongValue),
        (Happening(kind="released", event="w-1/study_visit/1"), WrongValue),
        (Happening(kind="budget_cut", head="documents", amount=-1), PlannerError),
        (Happening(kind="days_cut", who="colleague-0", days=-1), WrongValue),
        (Happening(kind="pilot_length", partnership="w-1", months=20), WrongValue),
        (Happening(kind="joined", partnership="w-7"), UnknownParty),
    ],
)
def test_a_wrong_happening_is_named(happening, error):
    """Bad input says what it is before any search."""
    with pytest.raises(error):
        after(happening)


def test_a_published_plan_of_other_partnerships_is_refused():
    """Half a published plan cannot be compared."""
    events = tuple(one for one in planned().events if one.activity != "study_visit")
    with pytest.raises(WrongValue, match="study_visit"):
        replan(
            planned().problem, dataclasses.replace(published(planned()), events=events), today=TODAY, time_limit=5,
            seed=1,
        )  # fmt: skip


FAULTS = {
    "a touched one is called untouched": lambda one: dataclasses.replace(one, touched=(), untouched=("w-1", "w-2")),
    "a move is not told": lambda one: dataclasses.replace(one, moves=()),
    "a level counts too few": lambda one: dataclasses.replace(
        one, levels=tuple(dataclasses.replace(level, value=level.value - 1) if level.id == "price" else level
                          for level in one.levels),
    ),
    "a level beats its bound": lambda one: dataclasses.replace(
        one, levels=tuple(dataclasses.replace(level, bound=level.value + 1) if level.id == "touched" else level
                          for level in one.levels),
    ),
    "the past is rewritten": lambda one: dataclasses.replace(
        one, plan=dataclasses.replace(one.plan, events=tuple(
            dataclasses.replace(each, first=each.first + DAY) if each.id == "w-2/mentor_confirmation/1" else each
            for each in one.plan.events)),
    ),
    "the past is forgotten": lambda one: dataclasses.replace(
        one, plan=dataclasses.replace(one.plan, events=tuple(
            each for each in one.plan.events if each.id != "mentor_workshop/2027/1")),
    ),
    "somebody is neither touched nor untouched": lambda one: dataclasses.replace(one, untouched=()),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_the_checker_sees_a_seeded_fault(fault):
    """A checker that accepts everything is worth nothing."""
    answer = after(away("w-1/monitoring_visit/1"))

    assert check(answer) == ()
    assert check(FAULTS[fault](answer)) != ()
