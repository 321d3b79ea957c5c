"""Why a plan is as it is: floats and causes counted by hand, the year's edge, and reasons that fit the case."""

import dataclasses
import datetime as dt

import pytest

from planner.assemble import assemble
from planner.calendar.groundwork import finish_in, prepare
from planner.calendar.windows import Stuck
from planner.explain import because, chain, latest_agreement, latest_agreements, why_carried, why_stuck
from planner.search.heuristic import construct_best
from planner.solve import broken_rules
from tests.planner.calendar_cases import DAY, YEAR, book, model, one, small_book, with_numbers


def schedule_of(ground, tries=6):
    """Return the best plan of a few orders."""
    left = iter(range(tries))
    return construct_best(ground, seed=1, stop=lambda: next(left, None) is None, tell=lambda _: None)


def links_of(told):
    """Return the chain of ``w-1`` by activity."""
    ground = prepare(told.problem())
    return {link.activity: link for link in chain(ground, schedule_of(ground), ground.networks["w-1"])}


@pytest.fixture(scope="module")
def alone():
    """Return the chain of the year in tests/worked/planning/first-days.toml."""
    return links_of(one())


@pytest.mark.parametrize(
    ("activity", "days"),
    [
        # 19 January; the last day before Ramadan is 4 February: 3 + 5 + 4 working days.
        ("initial_meeting", 12),
        # 26 January; 10 before the signing of 29 March is 3 March: 3 + 4 + 5 + 5 + 5 + 3.
        ("mentor_confirmation", 25),
        # 27 January; 10 before the visit of 30 March is 4 March.
        ("data_request", 25),
        # 29 June; 20 before 26 October is 28 September, three days in one week by then are 22 to 24 September: 60.
        ("monitoring_visit", 60),
        ("letter_of_intent", 0),
        ("work_plan", 0),
        ("memorandum_of_agreement", 0),
        ("pilot", 0),
        ("final_reports", 0),
        ("evaluation_meeting", 0),
        ("dissemination_workshop", 0),
        ("recommendation_letter", 0),
    ],
)
def test_chain_floats_are_those_counted_by_hand(alone, activity, days):
    """Who asks what may slip is told a number of working days that a calendar confirms."""
    assert (alone[activity].float_days, alone[activity].critical) == (days, days == 0)


def test_chain_float_is_all_there_is():
    """One working day more than its float and the confirmation breaks a rule; with its float it does not."""
    ground = prepare(one().problem())
    schedule = schedule_of(ground)
    (link,) = (one for one in chain(ground, schedule, ground.networks["w-1"]) if one.activity == "monitoring_visit")

    for days, kept in ((link.float_days, True), (link.float_days + 1, False)):
        starts = {**schedule.starts, link.event: schedule.starts[link.event] + days}
        moved = dataclasses.replace(schedule, starts=starts)
        assert (broken_rules(ground, moved, assemble(ground, moved)) == ()) == kept


@pytest.mark.parametrize(
    ("activity", "why"),
    [
        ("request", "ready"),
        ("invitation", "request-invitation"),
        ("letter_of_intent", "quiet_days"),
        ("memorandum_of_agreement", "work_plan-memorandum_of_agreement"),
        ("monitoring_visit", "pilot-monitoring_visit"),
        ("recommendation_letter", "dissemination_workshop-recommendation_letter"),
        ("dissemination_workshop", "programme"),
    ],
)
def test_chain_says_what_keeps_a_step_from_lying_earlier(alone, activity, why):
    """Ramadan is named as Ramadan and a lag as the lag, or someone shortens the wrong thing."""
    assert alone[activity].because == why


def test_chain_is_in_order_of_time_and_complete(alone):
    """A reader goes down the chain as through the year; a step that is missing cannot be questioned."""
    days = [link.first for link in alone.values()]

    assert days == sorted(days)
    assert set(alone) == {row.id for row in book().activities.values() if row.scheduled}
    assert alone["diagnostic_visit"].first == alone["letter_of_intent"].first + DAY


def test_because_a_settled_day_is_settled():
    """Whoever fixed a day is the cause of it, not the people."""
    told = one()
    told.fix("w-1", "initial_meeting", dt.date(YEAR, 1, 27))

    assert links_of(told)["initial_meeting"].because == "fixed_days"


def test_because_people_are_elsewhere():
    """The second mentee of one mentor waits for the mentor's team: neither lag nor quiet days forbid the week."""
    told = one()
    told.add_partnership("w-2", mentor="alfa", mentees=["delta"], ready=dt.date(YEAR, 1, 11), worth=1)
    ground = prepare(told.problem())
    schedule = schedule_of(ground)
    later = max(ground.networks.values(), key=lambda network: schedule.starts[f"{network.partnership}/opening"])

    assert because(ground, schedule, later, unit=later.unit("letter_of_intent")) == "people"


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(
    ("given", "ready", "days"),
    [
        # Counted in tests/worked/planning/first-days.toml and five-days-a-month.toml.
        (None, dt.date(YEAR, 1, 11), {6: dt.date(YEAR, 5, 11)}),
        (small_book(), dt.date(YEAR, 6, 7), {1: dt.date(YEAR, 11, 10), 2: dt.date(YEAR, 10, 12)}),
        # From 25 October two months cannot be over by 10 December.
        (small_book(), dt.date(YEAR, 10, 25), {1: dt.date(YEAR, 11, 10)}),
        (small_book(), dt.date(YEAR, 12, 6), {}),
    ],
)
def test_latest_agreements_are_those_counted_backwards(given, ready, days):
    """The edge of the year is the number that a facilitator tells directors; it may not be a day off."""
    assert latest_agreements(prepare(one(given=given, ready=ready).problem())) == days


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(("day", "fits"), [((5, 11), True), ((5, 24), False)])
def test_latest_agreement_is_an_edge(day, fits):
    """Settled on that day the year suffices, settled on the next day that could be it does not."""
    told = one()
    told.fix("w-1", "memorandum_of_agreement", dt.date(YEAR, *day))
    ground = prepare(told.problem())

    assert (finish_in(ground.networks["w-1"], ground.soonest["w-1"]) <= ground.horizon.deadline) == fits


def test_latest_agreement_keeps_absences_and_workshops():
    """With alfa away in the week of 10 May the last day is in April; without a workshop day in December, too."""
    told = one()
    told.block("alfa", dt.date(YEAR, 5, 10), dt.date(YEAR, 5, 14), reason="away (fictional)")
    early = one()
    early.fix("", "dissemination_workshop", dt.date(YEAR, 11, 30))

    for made in (told, early):
        ground = prepare(made.problem())
        # 30 November back: 23 November, 16 November, 2 November, 2 May; Monday or Tuesday of a whole week: 27 April.
        assert latest_agreement(ground, ground.networks["w-1"], months=6) == dt.date(YEAR, 4, 27)


@pytest.mark.guards("2.6")
@pytest.mark.parametrize("away", ["beta", "gama"])
def test_latest_agreements_are_the_latest_of_all(away):
    """One partnership is kept from its week in May, the other is not: the year's edge is the later day."""
    told = one()
    told.add_partnership("w-2", mentor="epsilon", mentees=["gama"], ready=dt.date(YEAR, 1, 11), worth=1)
    told.block(away, dt.date(YEAR, 5, 10), dt.date(YEAR, 5, 14), reason="away (fictional)")

    assert latest_agreements(prepare(told.problem())) == {6: dt.date(YEAR, 5, 11)}


def test_latest_agreements_of_nobody_are_none():
    """A year without letters has no edge."""
    assert latest_agreements(prepare(model().problem())) == {}


@pytest.mark.guards("2.6")
def test_why_carried_names_the_end_whose_money_and_the_day_of_agreement():
    """A partnership that cannot end in the year even alone is told when it would have had to sign."""
    told = one()
    for first in (dt.date(YEAR, 4, 26), dt.date(YEAR, 5, 10)):
        told.block("beta", first, first + 4 * DAY, reason="away (fictional)")
    ground = prepare(told.problem())

    reason = why_carried(ground, schedule_of(ground), ground.networks["w-1"])

    assert (reason.rule, reason.section, reason.who) == ("budget_year", "2.6", "w-1")
    assert "2028-01-11" in reason.sentence.en
    assert "2028's money" in reason.sentence.en
    assert "Even with all people free it ends on 2028-01-11." in reason.sentence.en
    assert "letter up earlier" in reason.remedy.en


@pytest.mark.guards("2.6", "4.2.2")
def test_why_carried_blames_the_people_only_when_alone_it_would_fit():
    """Five days in November hold one visit: the other is told that people, not its letter, came too late."""
    told = model(small_book(), days=5)
    for key, mentee in (("w-1", "beta"), ("w-2", "delta")):
        told.add_partnership(key, mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 11, 1), worth=1)
    ground = prepare(told.problem())
    schedule = schedule_of(ground)
    network = max(ground.networks.values(), key=schedule.finish)

    reason = why_carried(ground, schedule, network)

    assert "The people are taken earlier." in reason.sentence.en
    assert "agreement by 2027-11-10" in reason.sentence.en
    assert "perjanjian paling lambat 2027-11-10" in reason.sentence.id
    assert "facilitator's days" in reason.remedy.en


def stuck_reason(told, *, node="w-1/opening", row="days"):
    """Return the reason for a place in a model's plan."""
    return why_stuck(prepare(told.problem()), "w-1", Stuck(node=node, row=row))


@pytest.mark.parametrize(
    ("row", "rule", "section", "remedy"),
    [
        ("days", "facilitator_days", "4.2.2", "Give more facilitator's days."),
        ("programme", "facilitator_days", "4.2.2", "Give more facilitator's days."),
        ("invitation-initial_meeting", "order", "3.1.2", "Take the letter up earlier or lengthen the lag."),
    ],
)
def test_why_stuck_names_rule_section_and_remedy(row, rule, section, remedy):
    """Each kind of no has its own section and the smallest change that could help."""
    reason = stuck_reason(one(), row=row)

    assert (reason.rule, reason.section, reason.remedy.en) == (rule, section, remedy)
    assert reason.who == "w-1"
    assert reason.remedy.id


@pytest.mark.guards("2.7")
def test_why_stuck_blames_an_absence_of_its_own_parties_only():
    """Somebody else's holiday is no reason, and shortening it would help nobody."""
    own, other = one(), one()
    own.block("beta", dt.date(YEAR, 2, 1), dt.date(YEAR, 2, 2), reason="away (fictional)")
    other.block("gama", dt.date(YEAR, 2, 1), dt.date(YEAR, 2, 2), reason="away (fictional)")

    assert stuck_reason(own).rule == "party_absence"
    assert stuck_reason(other).rule == "facilitator_days"


@pytest.mark.guards("2.7")
def test_why_stuck_blames_a_settled_day_of_its_own_or_of_the_programme():
    """Another partnership's settled day is not offered for release."""
    for partnership, activity, rule in (
        ("w-1", "initial_meeting", "fixed_days"),
        ("", "dissemination_workshop", "fixed_days"),
        ("w-2", "initial_meeting", "facilitator_days"),
    ):
        told = one()
        told.add_partnership("w-2", mentor="epsilon", mentees=["gama"], ready=dt.date(YEAR, 1, 11), worth=1)
        told.fix(partnership, activity, dt.date(YEAR, 1, 27) if partnership else dt.date(YEAR, 12, 14))
        assert stuck_reason(told).rule == rule, partnership


def test_why_stuck_names_the_step_and_the_last_day_in_both_languages():
    """The step is named without the partnership's id, and the programme's events by a word and not by a key."""
    step, pilot, events = (
        stuck_reason(one()),
        stuck_reason(one(), node="w-1/pilot/1>"),
        stuck_reason(one(), row="programme"),
    )

    assert step.sentence.en.startswith("No day up to 2028-12-31 for opening: no day suits everyone")
    assert " pilot/1:" in pilot.sentence.en
    assert "the programme's events" in events.sentence.en
    assert "acara program" in events.sentence.id


@pytest.mark.parametrize(
    ("number", "row", "step"),
    [
        ("invitation_notice_most", "invitation-initial_meeting", "initial_meeting/1"),
        ("diagnosis_most", "diagnostic_visit-work_plan", "work_plan/1"),
        ("evaluation_most", "final_reports-evaluation_meeting", "evaluation_meeting/1"),
    ],
)
def test_why_stuck_is_about_the_lag_that_is_in_the_way(number, row, step):
    """Two days at most where five are the least: that lag is named, not the last one that ran out of calendar."""
    ground = prepare(one(given=with_numbers(book(), **{number: 2})).problem())

    reason = why_stuck(ground, "w-1", ground.soonest["w-1"])

    lag = book().precedences[row]
    assert (reason.rule, reason.section) == ("order", lag.section)
    assert reason.sentence.en == f"No day up to 2028-12-31 for {step}: '{lag.name.en}' cannot be kept."
    assert lag.name.id in reason.sentence.id


def test_why_stuck_keeps_the_place_when_only_people_are_in_the_way():
    """Who has a place alone breaks no lag of its own, so the place where it was stuck is told as it is."""
    reason = stuck_reason(one(), node="w-1/work_plan/1", row="diagnostic_visit-work_plan")

    assert book().precedences["diagnostic_visit-work_plan"].name.en in reason.sentence.en
