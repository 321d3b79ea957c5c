"""What sets an end: floats and causes counted by hand."""

import dataclasses
import datetime as dt

import pytest

from planner.assemble import assemble
from planner.calendar.groundwork import prepare
from planner.search.heuristic import construct_best
from planner.solve import broken_rules
from planner.trust.chain import because, chain
from planner.trust.floats import Floats
from tests.planner.calendar_cases import DAY, YEAR, book, one


def schedule_of(ground, tries=6):
    """Return the best plan of a few orders."""
    left = iter(range(tries))
    return construct_best(ground, seed=1, stop=lambda: next(left, None) is None, tell=lambda _: None)


def links_of(told):
    """Return the chain of ``w-1`` by activity."""
    ground = prepare(told.problem())
    schedule = schedule_of(ground)
    links = chain(ground, schedule, ground.networks["w-1"], floats=Floats(ground, schedule))
    return {link.activity: link for link in links}


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
    links = chain(ground, schedule, ground.networks["w-1"], floats=Floats(ground, schedule))
    (link,) = (one for one in links if one.activity == "monitoring_visit")

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
