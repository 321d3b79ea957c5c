"""From a schedule to dated events with places and people, and the papers that fall due after them."""

import datetime as dt

import pytest

from planner.assemble import assemble, by_partnership, dues, later, parties_of, pilot_months, team, travellers_of
from planner.calendar.groundwork import prepare
from planner.calendar.horizon import horizon_of
from planner.result import Event
from planner.search.heuristic import construct_best
from tests.planner.calendar_cases import DAY, YEAR, book, model, one, with_numbers


def ground_of(told):
    """Return a model's groundwork."""
    return prepare(told.problem())


def assembled(told):
    """Return the events of a model's first plan by id."""
    ground = ground_of(told)
    schedule = construct_best(ground, seed=1, stop=lambda: True, tell=lambda _: None)
    return {event.id: event for event in assemble(ground, schedule)}


def far(**settings):
    """Return a model in which alfa (Palembang) teaches gama (Balikpapan), a day's journey away."""
    told = model(**settings)
    told.add_partnership("w-1", mentor="alfa", mentees=["gama"], ready=dt.date(YEAR, 1, 11), worth=1)
    return told


def group(**settings):
    """Return a model in which alfa teaches gama and beta at gama's."""
    told = model(**settings)
    told.add_partnership("w-1", mentor="alfa", mentees=["gama", "beta"], ready=dt.date(YEAR, 1, 11), worth=1)
    return told


@pytest.fixture(scope="module")
def events():
    """Return the events of the far partnership."""
    return assembled(far())


def who(event):
    """Return an event's travellers as plain rows."""
    return [tuple(one) for one in event.travellers]


@pytest.mark.guards("2.4", "3.1.4")
def test_signing_of_intent_is_at_the_mentees_with_mentor_and_colleague(events):
    """The mentor's four and the facilitator's one travel, the host does not."""
    signing = events["w-1/letter_of_intent/1"]

    assert (signing.place, signing.parties, signing.facilitators) == ("gama", ("gama", "alfa"), ("colleague-0",))
    assert who(signing) == [("mentor", "alfa", 4), ("facilitator", "facilitator", 1)]


@pytest.mark.guards("2.4", "3.2.1")
def test_study_visit_is_at_the_mentors_without_the_facilitator(events):
    """The mentee's six travel to the mentor; the colleague of the signing has gone home."""
    study = events["w-1/study_visit/1"]

    assert (study.place, study.parties, study.facilitators) == ("alfa", ("alfa", "gama"), ())
    assert who(study) == [("mentee", "gama", 6)]


@pytest.mark.parametrize(
    ("first", "last", "trip"),
    [
        ("w-1/letter_of_intent/1", "w-1/diagnostic_visit/1", "w-1/opening"),
        ("w-1/memorandum_of_agreement/1", "w-1/study_visit/1", "w-1/start"),
    ],
)
def test_shared_journey_sets_out_once_and_comes_back_once(events, first, last, trip):
    """Fares are paid once for a journey: nobody goes home between a signing and the visit of the next day."""
    begin, end = events[first], events[last]

    assert (begin.first - begin.depart, begin.back - begin.last) == (DAY, 0 * DAY)
    assert (end.first - end.depart, end.back - end.last) == (0 * DAY, DAY)
    assert end.first == begin.last + DAY
    assert begin.trip == end.trip == trip


def test_lone_event_departs_and_comes_back(events):
    """A meeting in Jakarta is a day's journey from Palembang and from Balikpapan, there and back."""
    meeting = events["w-1/initial_meeting/1"]

    assert (meeting.place, meeting.depart, meeting.back) == ("facilitator", meeting.first - DAY, meeting.last + DAY)
    assert who(meeting) == [("mentor", "alfa", 2), ("mentee", "gama", 2)]
    assert (meeting.parties, meeting.facilitators) == (("alfa", "gama"), ("colleague-0",))


def test_letters_bind_nobody(events):
    """A letter has a day, and neither place nor travellers nor parties who must be free."""
    letter = events["w-1/request/1"]

    assert (letter.first, letter.last, letter.depart, letter.back) == (dt.date(YEAR, 1, 11),) * 4
    assert (letter.place, letter.parties, letter.travellers, letter.facilitators) == ("", (), (), ())


@pytest.mark.guards("2.6")
def test_pilot_ends_on_the_same_day_of_the_month(events):
    """The printed end is the contract's day, even a Sunday."""
    pilot = events["w-1/pilot/1"]

    assert (pilot.first.day, pilot.last.day) == (26, 26)
    assert (pilot.first.month, pilot.last.month) == (4, 10)


def test_events_are_in_order_of_time_and_each_once(events):
    """A calendar is read from the top; the id is the key of an event."""
    days = [(event.first, event.last, event.id) for event in events.values()]

    assert days == sorted(days)
    scheduled = [row for row in book().activities.values() if row.scheduled]
    assert len(days) == len(scheduled)


def test_programme_event_gathers_its_partnerships_each_party_once():
    """Alfa mentors twice and comes to the workshop once, with one team."""
    told = one()
    told.add_partnership("w-2", mentor="alfa", mentees=["delta"], ready=dt.date(YEAR, 1, 18), worth=1)

    found = assembled(told)

    workshop = found[f"dissemination_workshop/{YEAR}/1"]
    assert (workshop.partnership, workshop.place, sorted(workshop.parties)) == (
        "", "facilitator", ["alfa", "beta", "delta"],
    )  # fmt: skip
    assert sorted(who(workshop)) == [("mentee", "beta", 2), ("mentee", "delta", 2), ("mentor", "alfa", 2)]
    assert found[f"mentor_workshop/{YEAR}/1"].parties == ("alfa",)


def test_unplaced_partnership_has_no_events():
    """What found no place is not printed in the calendar."""
    told = one()
    told.add_partnership("w-2", mentor="epsilon", mentees=["gama"], ready=dt.date(YEAR, 1, 18), worth=1)
    told.block("gama", dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="away (fictional)")

    assert {event.partnership for event in assembled(told).values()} == {"", "w-1"}


def test_remote_meeting_has_no_place_and_no_travellers():
    """A programme that meets online pays no fares and loses no days of travel, but everyone is bound."""
    meeting = assembled(far(given=with_numbers(book(), initial_meeting_remote=1)))["w-1/initial_meeting/1"]

    assert (meeting.place, meeting.travellers) == ("", ())
    assert (meeting.depart, meeting.back) == (meeting.first, meeting.last)
    assert meeting.parties == ("alfa", "gama")


def test_further_mentee_comes_to_the_first_ones_place():
    """Beta comes to Balikpapan with the team it has on other journeys; gama is at home."""
    told = group()
    problem = told.problem()
    visit = book().activities["diagnostic_visit"]
    both = (problem.partnerships["w-1"],)

    assert parties_of(visit, both) == ("gama", "beta", "alfa")
    assert [tuple(one) for one in travellers_of(problem, visit, both)] == [("mentee", "beta", 2), ("mentor", "alfa", 4)]
    assert travellers_of(problem, visit, ()) == ()


@pytest.mark.parametrize(
    ("activity", "role", "persons"),
    [("diagnostic_visit", "mentor", 4), ("study_visit", "mentee", 6), ("initial_meeting", "mentee", 2),
     ("memorandum_of_agreement", "facilitator", 1), ("study_visit", "supervisory_board", 1)],
)  # fmt: skip
def test_team_is_the_books_number(activity, role, persons):
    """Fares are multiplied by it, so it is the policy's number of that activity and role."""
    assert team(book(), book().activities[activity], role) == persons


@pytest.mark.guards("3.2.2")
@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        ((4, 26), (6, 26), [(5, 26), (6, 26)]),
        ((4, 26), (6, 10), [(5, 26), (6, 10)]),  # a month that is not whole has its report too
        ((4, 26), (5, 26), [(5, 26)]),
        ((1, 31), (3, 31), [(2, 28), (3, 31)]),  # from a 31st: the last of February, then the 31st again
        ((4, 26), (4, 26), [(4, 26)]),
    ],
)
def test_pilot_months_end_on_the_day_of_the_month(first, last, ends):
    """One report a month is counted from these days."""
    assert pilot_months(dt.date(YEAR, *first), dt.date(YEAR, *last)) == tuple(dt.date(YEAR, *end) for end in ends)


@pytest.mark.parametrize(
    ("day", "days", "on"),
    [
        ((11, 5), 0, (11, 5)),
        ((11, 6), 0, (11, 8)),  # Saturday: the next working day
        ((11, 5), 1, (11, 8)),
        ((11, 6), 1, (11, 8)),  # counted from Friday
        ((3, 24), 3, (3, 31)),  # over Good Friday: 29, 30, 31 March
    ],
)
def test_later_counts_working_days(day, days, on):
    """A paper falls due on a day on which somebody opens the post."""
    horizon = horizon_of(one().problem())

    assert later(horizon, dt.date(YEAR, *day), days=days) == dt.date(YEAR, *on)


def test_later_stays_on_the_axis():
    """Beyond the last year no holidays are known, so the last working day is given instead of a guess."""
    horizon = horizon_of(one().problem())

    assert later(horizon, horizon.workdays.days[-2], days=5) == horizon.workdays.days[-1]


@pytest.mark.guards("3.2.2", "3.1.5")
def test_dues_are_the_days_counted_by_hand(events):
    """Owner, number and day of the papers after the diagnostic visit and the pilot from 26 April."""
    problem = far().problem()
    found = {(due.document, due.number): (due.owner, due.on) for due in
             dues(problem, horizon_of(problem), events.values())}  # fmt: skip

    # Diagnostic visit to 1 April, 10 working days: 2, 5-9, 12-15 April.
    assert found["diagnostic_report", 1] == ("mentor", dt.date(YEAR, 4, 15))
    # 26 June is a Saturday: 28, 29, 30 June, 1, 2 July.
    assert found["monthly_report", 2] == ("mentee", dt.date(YEAR, 7, 2))
    # The letter of request is due with itself.
    assert found["request_letter", 1] == ("mentee", dt.date(YEAR, 1, 11))
    assert [key for key in found if key[0] == "monthly_report"] == [("monthly_report", n) for n in range(1, 7)]


def test_dues_of_a_programme_event_belong_to_nobody(events):
    """The road map is the facilitator's paper, once a year and not once a partnership."""
    problem = far().problem()
    (road_map,) = (due for due in dues(problem, horizon_of(problem), events.values()) if due.document == "road_map")

    assert (road_map.partnership, road_map.owner) == ("", "facilitator")


def test_dues_are_in_order_of_time(events):
    """Who files papers goes down the list by date."""
    problem = far().problem()
    days = [due.on for due in dues(problem, horizon_of(problem), events.values())]

    assert days == sorted(days)


def test_by_partnership_keeps_the_programmes_own_apart():
    """The workshop belongs to nobody's file."""
    day = dt.date(YEAR, 6, 7)
    rows = [
        Event(id=f"{key}/x", partnership=key, activity="x", occurrence=1, first=day, last=day, depart=day, back=day)
        for key in ("w-2", "", "w-1", "w-2")
    ]

    found = by_partnership(rows)

    assert {key: len(several) for key, several in found.items()} == {"w-2": 2, "": 1, "w-1": 1}
