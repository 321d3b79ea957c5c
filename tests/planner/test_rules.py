"""Every rule on both sides of its boundary, by changing one event of a plan that breaks none."""

import dataclasses
import datetime as dt

import pytest

from data.workdays import add_months
from planner.problem import Block, Fix
from planner.result import Traveller
from planner.rules import CHECKS
from planner.verify import verify
from tests.planner.calendar_cases import (
    DAY,
    YEAR,
    book,
    changed,
    event,
    moved,
    one,
    planned,
    with_numbers,
)

PLAN = planned()


def broken(events, *, problem=None, carried=(), dues=None):
    """Return the rules that the checker finds broken."""
    found = verify(problem or PLAN.problem, events, carried=carried, dues=PLAN.dues if dues is None else dues)
    return {violation.rule for violation in found}


def test_plan_of_the_cases_breaks_no_rule():
    """Otherwise the faults below would prove nothing."""
    assert broken(PLAN.events) == set()


def test_every_rule_of_the_book_names_a_module_that_exists():
    """The book's rule rows and the files of the room are one list."""
    for row in book().rules.values():
        if row.room == "planner" and row.where.startswith("planner.rules."):
            assert row.id == row.where.rpartition(".")[2]
            assert row.id in CHECKS


@pytest.mark.guards("2.6", "3.1.7")
@pytest.mark.parametrize("months", [6, 7, 8])
def test_pilot_of_whole_months_is_accepted(months):
    """Six, seven and eight calendar months exactly are inside the range."""
    pilot = event(PLAN, "w-1/pilot/1")

    events = changed(PLAN, pilot.id, last=add_months(pilot.first, months))

    assert "pilot_months" not in broken(events)


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(("months", "days"), [(6, -1), (8, 1)], ids=["six less a day", "eight and a day"])
def test_pilot_a_day_outside_the_range_is_refused(months, days):
    """A day less than six months and a day more than eight are both outside."""
    pilot = event(PLAN, "w-1/pilot/1")

    events = changed(PLAN, pilot.id, last=add_months(pilot.first, months) + days * DAY)

    assert "pilot_months" in broken(events)


@pytest.mark.guards("3.1.7")
def test_pilot_that_begins_a_day_after_the_agreement_is_refused():
    """By the signing the pilot begins, not on the morrow."""
    pilot = event(PLAN, "w-1/pilot/1")

    events = changed(PLAN, pilot.id, first=pilot.first + DAY)

    assert {"pilot_from_agreement", "order"} <= broken(events)


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("w-1/invitation/1", -1), ("w-1/mentor_confirmation/1", -1), ("w-1/work_plan/1", -1),
        ("w-1/final_reports/1", -1), ("w-1/evaluation_meeting/1", -1),
    ],
)  # fmt: skip
@pytest.mark.guards("3.1")
def test_lag_a_day_too_short_is_refused(key, days):
    """These events lie on their earliest day, so a day earlier breaks the lag before them."""
    assert "order" in broken(moved(PLAN, key, days))


@pytest.mark.guards("3.1.2")
def test_letter_of_intent_before_the_green_light_is_refused():
    """Without the mentor's confirmation nothing proceeds."""
    signing = event(PLAN, "w-1/letter_of_intent/1")

    events = changed(PLAN, "w-1/mentor_confirmation/1", first=signing.first + DAY, last=signing.first + DAY)

    assert "order" in broken(events)


def test_missing_activity_is_refused():
    """A plan without an evaluation meeting skips a step of the guideline."""
    events = tuple(event for event in PLAN.events if event.id != "w-1/evaluation_meeting/1")

    assert "order" in broken(events)


def test_doubled_activity_is_refused():
    """Two initial meetings would be paid twice."""
    second = dataclasses.replace(event(PLAN, "w-1/initial_meeting/1"), id="w-1/initial_meeting/2", occurrence=2)

    assert "order" in broken((*PLAN.events, second))


@pytest.mark.guards("2.6")
@pytest.mark.parametrize("day", [dt.date(YEAR, 2, 8), dt.date(YEAR, 8, 18), dt.date(YEAR, 12, 20)])
def test_meeting_on_a_quiet_day_is_refused(day):
    """First day of Ramadan, the day after Independence Day, the first day of the year's end."""
    events = changed(PLAN, "w-1/initial_meeting/1", first=day, last=day, depart=day, back=day)

    assert "quiet_days" in broken(events)


def test_letter_on_a_quiet_day_is_accepted():
    """Offices answer letters in Ramadan."""
    day = dt.date(YEAR, 2, 10)

    assert "quiet_days" not in broken(changed(PLAN, "w-1/data_request/1", first=day, last=day))


@pytest.mark.parametrize("day", [dt.date(YEAR, 5, 6), dt.date(YEAR, 5, 8)], ids=["Ascension Day", "Saturday"])
def test_event_on_a_day_off_is_refused(day):
    """Nobody is in the office."""
    assert "working_days" in broken(changed(PLAN, "w-1/work_plan/1", first=day, last=day + 13 * DAY))


def test_visit_over_a_weekend_is_refused_unless_the_book_says_so():
    """Thursday, Friday, Monday: allowed only where the policy lets visits cross a weekend."""
    visit = event(PLAN, "w-1/monitoring_visit/1")
    thursday = visit.first + (3 - visit.first.weekday()) * DAY
    events = changed(PLAN, visit.id, first=thursday, last=thursday + 4 * DAY)
    free = dataclasses.replace(PLAN.problem, book=with_numbers(book(), visits_cross_weekend=1))

    assert "working_days" in broken(events)
    assert "working_days" not in broken(events, problem=free)


@pytest.mark.parametrize("days", [-1, 1])
def test_visit_too_short_or_too_long_is_refused(days):
    """The book says three days."""
    visit = event(PLAN, "w-1/monitoring_visit/1")

    assert "working_days" in broken(changed(PLAN, visit.id, last=visit.last + days * DAY))


def test_mentor_at_two_places_is_refused():
    """Alfa cannot meet in Jakarta while it visits Prabumulih."""
    visit = event(PLAN, "w-1/monitoring_visit/1")
    meeting = event(PLAN, "w-2/evaluation_meeting/1")

    events = changed(PLAN, meeting.id, first=visit.last, last=visit.last, parties=("alfa", *meeting.parties))

    assert "mentor_team" in broken(events)


def test_travel_day_counts_as_taken():
    """Alfa comes home from Jakarta on the day after a meeting, so it cannot receive a visit on that day."""
    meeting = event(PLAN, "w-1/initial_meeting/1")
    day = meeting.first + DAY

    close = changed(PLAN, "w-1/monitoring_visit/1", first=day, last=day + 2 * DAY)
    apart = changed(PLAN, "w-1/monitoring_visit/1", first=day + DAY, last=day + 3 * DAY)

    assert "mentor_team" in broken(close)
    assert "mentor_team" not in broken(apart)


def test_party_left_out_is_refused():
    """An evaluation without the mentee evaluates nothing."""
    assert "mentor_team" in broken(changed(PLAN, "w-1/evaluation_meeting/1", parties=("alfa",)))


@pytest.mark.parametrize("names", [(), ("stranger",)], ids=["nobody", "unknown"])
def test_signing_without_a_known_colleague_is_refused(names):
    """The Chair does not sign alone in the province."""
    assert "facilitator_days" in broken(changed(PLAN, "w-1/letter_of_intent/1", facilitators=names))


def test_colleague_at_two_places_is_refused():
    """One colleague cannot hold two meetings on one day."""
    day = event(PLAN, "w-1/initial_meeting/1").first

    assert "facilitator_days" in broken(changed(PLAN, "w-2/initial_meeting/1", first=day, last=day))


@pytest.mark.guards("4.2")
def test_colleague_days_of_the_month_on_both_sides():
    """With as many days as the busiest month needs the plan stands; with one less it does not."""
    used = {}
    for one_event in PLAN.events:
        if one_event.facilitators:
            place = one_event.place
            travel = PLAN.problem.route("facilitator", place).days
            month = f"{one_event.first:%Y-%m}"
            used[month] = used.get(month, 0) + (one_event.last - one_event.first).days + 1 + 2 * travel
    most = max(used.values())

    def with_days(days):
        people = tuple(dataclasses.replace(person, days_per_month=days) for person in PLAN.problem.facilitators)
        return dataclasses.replace(PLAN.problem, facilitators=people)

    assert "facilitator_days" not in broken(PLAN.events, problem=with_days(most))
    assert "facilitator_days" in broken(PLAN.events, problem=with_days(most - 1))


@pytest.mark.parametrize(("shift", "rule"), [(0, True), (1, False)])
def test_absence_touching_a_journey_is_refused(shift, rule):
    """Alfa comes home on the day after the meeting in Jakarta: an absence from that day on clashes, a day later not."""
    meeting = event(PLAN, "w-1/initial_meeting/1")
    first = meeting.back + shift * DAY
    block = Block(who="alfa", first=first, last=first, reason="audit")

    found = broken(PLAN.events, problem=dataclasses.replace(PLAN.problem, blocks=(block,)))

    assert ("party_absence" in found) is rule


def test_absence_of_the_colleague_is_refused():
    """Leave of the facilitator's people counts too."""
    signing = event(PLAN, "w-1/letter_of_intent/1")
    block = Block(who="colleague-0", first=signing.depart, last=signing.depart, reason="leave")

    assert "party_absence" in broken(PLAN.events, problem=dataclasses.replace(PLAN.problem, blocks=(block,)))


@pytest.mark.guards("3.2.2")
def test_monthly_report_missing_is_refused():
    """Six months have six reports."""
    dues = [due for due in PLAN.dues if (due.partnership, due.document, due.number) != ("w-1", "monthly_report", 3)]

    assert len(dues) == len(PLAN.dues) - 1
    assert "monthly_reports" in broken(PLAN.events, dues=dues)


@pytest.mark.guards("3.2.2")
def test_monthly_report_due_before_its_month_ends_is_refused():
    """A report on March cannot be due in March's middle."""
    dues = [
        dataclasses.replace(due, on=event(PLAN, "w-1/pilot/1").first + DAY)
        if (due.partnership, due.document, due.number) == ("w-1", "monthly_report", 1) else due
        for due in PLAN.dues
    ]  # fmt: skip

    assert "monthly_reports" in broken(PLAN.events, dues=dues)


@pytest.mark.guards("3.2.3")
def test_monitoring_visit_missing_or_outside_the_pilot_is_refused():
    """At least one visit, and while there is something to see."""
    pilot = event(PLAN, "w-1/pilot/1")
    without = tuple(event for event in PLAN.events if event.activity != "monitoring_visit")
    after = changed(PLAN, "w-1/monitoring_visit/1", first=pilot.last + DAY, last=pilot.last + 3 * DAY)

    assert "monitoring_visits" in broken(without)
    assert "monitoring_visits" in broken(after)


@pytest.mark.guards("3.2.1")
def test_study_visit_a_week_after_the_agreement_is_refused():
    """It should inform the pilot that the signing began."""
    assert "study_visit_early" in broken(moved(PLAN, "w-1/study_visit/1", 7))


@pytest.mark.guards("3.1.3")
def test_study_visit_before_the_workshop_is_refused():
    """A mentor is prepared before it receives its mentee."""
    study = event(PLAN, "w-1/study_visit/1")
    workshop = next(event for event in PLAN.events if event.activity == "mentor_workshop")

    events = changed(PLAN, workshop.id, first=study.first, last=study.first + DAY)

    assert "mentor_workshop_before_study" in broken(events)


@pytest.mark.guards("3.1.3")
def test_mentor_missing_at_the_workshop_is_refused():
    """Another mentor's attendance prepares nobody else."""
    workshop = next(event for event in PLAN.events if event.activity == "mentor_workshop")

    assert "mentor_workshop_before_study" in broken(changed(PLAN, workshop.id, parties=("epsilon",)))


@pytest.mark.guards("2.4")
def test_diagnostic_visit_with_the_mentee_travelling_is_refused():
    """The mentor visits the mentee."""
    visit = event(PLAN, "w-1/diagnostic_visit/1")

    events = changed(PLAN, visit.id, place="alfa", travellers=(Traveller("mentee", "beta", 4),))

    assert "visit_direction" in broken(events)


@pytest.mark.guards("2.4")
def test_mentor_travelling_to_its_own_study_visit_is_refused():
    """Only the mentee and the facilitator come."""
    visit = event(PLAN, "w-1/study_visit/1")

    events = changed(PLAN, visit.id, travellers=(Traveller("chair", "alfa", 4),))

    assert "visit_direction" in broken(events)


@pytest.mark.guards("2.6")
def test_carried_partnership_has_to_be_named_and_no_other():
    """What runs into next year's money is said, and what does not is not."""
    letter = event(PLAN, "w-1/recommendation_letter/1")
    late = changed(PLAN, letter.id, first=dt.date(YEAR + 1, 1, 3), last=dt.date(YEAR + 1, 1, 3))

    assert "budget_year" in broken(late)
    assert "budget_year" not in broken(late, carried=["w-1"])
    assert "budget_year" in broken(PLAN.events, carried=["w-1"])


def test_settled_day_that_moved_is_refused():
    """An invitation that is out is a promise."""
    meeting = event(PLAN, "w-1/initial_meeting/1")

    def fixed(day):
        fix = Fix(partnership="w-1", activity="initial_meeting", occurrence=1, day=day)
        return dataclasses.replace(PLAN.problem, fixes=(fix,))

    assert "fixed_days" not in broken(PLAN.events, problem=fixed(meeting.first))
    assert "fixed_days" in broken(PLAN.events, problem=fixed(meeting.first + DAY))


def test_event_before_today_is_refused_unless_it_is_settled():
    """Nobody can be invited to yesterday; what has taken place stays."""
    meeting = event(PLAN, "w-1/initial_meeting/1")
    today = dataclasses.replace(PLAN.problem, today=meeting.first + DAY)
    happened = {"initial_meeting", "invitation"}
    fixes = tuple(
        Fix(partnership=one_event.partnership, activity=one_event.activity, occurrence=1, day=one_event.first)
        for one_event in PLAN.events if one_event.first <= meeting.first
    )  # fmt: skip

    assert "fixed_days" in broken(PLAN.events, problem=today)
    assert happened <= {fix.activity for fix in fixes}
    assert "fixed_days" not in broken(PLAN.events, problem=dataclasses.replace(today, fixes=fixes))


def test_event_before_the_partnership_is_ready_is_refused():
    """Nothing lies before the letter."""
    day = dt.date(YEAR, 1, 8)

    assert "fixed_days" in broken(changed(PLAN, "w-1/invitation/1", first=day, last=day))


def test_every_sentence_speaks_both_languages():
    """A facilitator in Makassar and a reader abroad see the same fault."""
    faults = verify(PLAN.problem, moved(PLAN, "w-1/evaluation_meeting/1", 40), dues=PLAN.dues)

    assert faults
    assert all(fault.sentence.en and fault.sentence.id for fault in faults)


def test_plan_without_events_breaks_nothing():
    """An empty year is not wrong."""
    assert broken((), problem=one().problem(), dues=()) == set()
