"""A no in words: the rule that is in the way and what helps, for one partnership, beside others, and for a group."""

import datetime as dt

import pytest

from planner.calendar.groundwork import Schedule, prepare
from planner.refusals import reasons
from planner.refusals.case import Case
from planner.refusals.reasons import why_unplaced
from planner.refusals.refusal import refusal
from planner.refusals.search import OutOfSteps, Search
from planner.search.heuristic import construct
from tests.planner.calendar_cases import YEAR, book, model, one, small_book, with_numbers


def refused(told, *, keys=("w-1",), in_year=False, kept=None):
    """Return why partnerships have no place."""
    return refusal(prepare(told.problem()), keys, in_year=in_year, kept=kept)


def facts(found):
    """Return the ids of a refusal's facts."""
    return [fact.fact for fact in found.facts]


@pytest.mark.guards("2.7")
def test_a_year_blocked_for_everybody_is_told_to_shorten_the_absences_and_no_lag():
    """Whoever lengthens a lag while everybody is away has gained nothing."""
    told = one()
    for who in ("alfa", "beta", "colleague-0"):
        told.block(who, dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="closed (fictional)")
    found = refused(told)

    assert len(found.facts) == 1
    assert found.reason.rule == "party_absence"
    assert found.reason.section == "2.7"
    for option in found.options:
        # The colleague comes back or another one goes; no lag, letter or quiet day is touched.
        assert {change.rule for change in option.changes} <= {"party_absence", "facilitator_days"}
        assert len(option.changes) == 3
        assert option.checked
    assert "wait" not in found.reason.remedy.en
    assert "Minta beta hadir" in found.reason.remedy.id


def test_contradicting_lags_are_named_both_and_either_may_give_way():
    """Five days at least and two at most: three days more here or three less there."""
    found = refused(one(given=with_numbers(book(), invitation_notice_most=2)))

    assert facts(found) == ["least:invitation-initial_meeting", "most:invitation-initial_meeting"]
    assert [[change.amount for change in option.changes] for option in found.options] == [[3], [3]]
    assert "from 2 to 5 working days" in found.options[0].changes[0].sentence.en
    assert "dari 5 menjadi 2 hari kerja" in found.options[1].changes[0].sentence.id
    assert found.reason.section == "3.1.2"


@pytest.mark.guards("2.6")
def test_the_chain_is_told_with_its_days_against_the_years_end():
    """Taken up on 1 April the year ends 12 working days too soon: begin earlier by 14 or carry it over."""
    found = refused(one(ready=dt.date(YEAR, 4, 1)), in_year=True)
    chain = {step.activity: step.first for step in found.chain}

    assert chain["request"] == dt.date(YEAR, 4, 1)
    assert chain["recommendation_letter"] == dt.date(YEAR + 1, 1, 18)
    assert [step.first for step in found.chain] == sorted(step.first for step in found.chain)
    told = {tuple(change.fact for change in option.changes): option for option in found.options}
    assert told["ready:w-1",].changes[0].amount == 14
    assert told["budget_year:w-1",].changes[0].amount == 12
    assert told["budget_year:w-1",].ends == {"w-1": dt.date(YEAR + 1, 1, 18)}
    assert found.reason.sentence.en.startswith(f"From {YEAR}-04-01 the chain reaches {YEAR + 1}-01-18")


def test_colleagues_days_are_asked_for_in_days():
    """Nobody of the facilitator has a day: a further colleague for three days a month is enough, two are not."""
    found = refused(one(days=0))

    assert facts(found) == ["facilitator_days:people"]
    assert found.options[0].changes[0].amount == 3
    assert found.reason.rule == "facilitator_days"


def test_a_settled_day_in_ramadan_names_the_day_and_ramadan():
    """Either the day moves or the quiet days give one; Indonesian and English say the same days."""
    told = one()
    told.fix("w-1", "initial_meeting", dt.date(YEAR, 2, 15))
    found = refused(told)

    assert facts(found) == ["fixed_days:w-1/initial_meeting/1/2027", "quiet_days:ramadan:2027-02-08"]
    assert found.options[0].changes[0].rule == "quiet_days"
    assert found.options[0].changes[0].amount == 1
    assert "2027-02-15" in found.reason.sentence.id


@pytest.mark.guards("3.1.1-B3")
def test_beside_others_whose_dates_are_kept_these_are_named():
    """Settled on the day on which its mentor is with another mentee: the settled day or the other's dates give way."""
    told = model(small_book())
    for key, mentee in (("w-1", "beta"), ("w-2", "delta")):
        told.add_partnership(key, mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 10, 4), worth=1)
    ground = prepare(told.problem())
    others = construct(ground, ["w-2"], held={})
    visit = ground.horizon.day(others.starts["w-2/diagnostic_visit/1"])
    told.fix("w-1", "diagnostic_visit", visit)
    ground = prepare(told.problem())
    found = refusal(ground, ("w-1",), kept=others)

    assert set(facts(found)) == {f"fixed_days:w-1/diagnostic_visit/1/{YEAR}", "kept:w-2"}
    assert {option.changes[0].fact for option in found.options} == set(facts(found))
    assert found.options[0].changes[0].fact == "kept:w-2"
    assert refusal(ground, ("w-1",)) is None


@pytest.mark.guards("4.2.2")
def test_two_together_are_refused_where_each_alone_has_a_place():
    """Five days in November hold one visit: the pair is refused, and any one of the named facts helps."""
    told = model(small_book(), days=5)
    for key, mentee in (("w-1", "beta"), ("w-2", "delta")):
        told.add_partnership(key, mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 11, 1), worth=1)
    assert refused(told, in_year=True) is None
    assert refused(told, keys=("w-2",), in_year=True) is None

    found = refused(told, keys=("w-1", "w-2"), in_year=True)
    assert {"ready:w-1", "ready:w-2", "budget_year:w-1", "budget_year:w-2"} <= set(facts(found))
    assert all(option.checked for option in found.options)
    assert found.reason.who == "w-1, w-2"


def test_the_guidelines_own_rules_leave_none_after_the_years():
    """Planned after the last day of the plan's years there is nothing to bend, and that is said."""
    found = refused(one(today=dt.date(YEAR + 2, 1, 4)))

    assert found.facts == ()
    assert found.options == ()
    assert found.reason.remedy.en == "Take it into the next year."


def test_no_time_left_is_said_instead_of_guessed():
    """A reason that nobody looked for would be an invention."""
    ground = prepare(one(days=0).problem())
    reason, found = why_unplaced(ground, "w-1", kept=None, seconds=0)

    assert found is None
    assert "was not settled" in reason.sentence.en
    assert "more time" in reason.remedy.en


def test_a_question_too_large_is_left_open(monkeypatch):
    """A search that is cut off has proved nothing."""
    ground = prepare(one(days=0).problem())

    def cut(*_args, **_kwargs):
        raise OutOfSteps

    monkeypatch.setattr(reasons, "refusal", cut)
    assert "was not settled" in why_unplaced(ground, "w-1", kept=None, seconds=60)[0].sentence.en


def test_a_place_that_the_search_missed_is_admitted():
    """Beside nobody there is a place, so the blame lies with the search and no rule."""
    ground = prepare(one().problem())
    reason, found = why_unplaced(
        ground, "w-1", kept=Schedule(starts={}, ends={}, colleagues={}, attached={}), seconds=60
    )

    assert found is None
    assert "did not come to it" in reason.sentence.en
    assert Search(Case(ground, ("w-1",)), {}).run() is not None
