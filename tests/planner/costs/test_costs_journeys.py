"""Who is away from home, from when to when, and with how many (4.1.1, 4.1.2, 4.2.2)."""

import dataclasses
import datetime as dt

import pytest

from planner.costs.journeys import colleagues, days_of, gathers, guests, journeys, key_of
from tests.planner.money_cases import YEAR, diagnostic, event, partnership, problem, study

TUESDAY = dt.date(YEAR, 4, 6)


def only(events, *, party="alfa", given=None):
    """Return the one journey of a party."""
    (found,) = [one for one in journeys(given or problem(), events) if one.party == party]
    return found


@pytest.mark.parametrize(
    ("mentee", "of", "depart", "back", "nights"),
    [
        ("beta", "w-1", dt.date(YEAR, 4, 6), dt.date(YEAR, 4, 8), 2),
        ("gama", "w-2", dt.date(YEAR, 4, 5), dt.date(YEAR, 4, 9), 4),
    ],
)
def test_journey_near_and_far_leave_and_return(mentee, of, depart, back, nights):
    """81 km by road leave on the morning itself; across the sea a day is spent each way."""
    journey = only([diagnostic(mentee=mentee, of=of)])

    assert (journey.depart, journey.back, journey.nights, journey.days) == (depart, back, nights, nights + 1)
    assert journey.on_site_days == 3


def test_journey_of_each_party_has_its_own_travel_days():
    """The event is away as long as whoever travels longest; the near team still sleeps at home before it."""
    visit = diagnostic(staff=("rina",))

    near, far = only([visit]), only([visit], party="facilitator")

    assert (near.depart, far.depart) == (TUESDAY, dt.date(YEAR, 4, 5))


def test_journey_persons_are_the_most_of_the_trip():
    """One director signs on Monday, four people stay until Thursday: four seats, not five."""
    signing = event("letter_of_intent", dt.date(YEAR, 4, 5), place="beta", who=[("mentor", "alfa", 1)], trip="t")

    journey = only([signing, diagnostic(trip="t")])

    assert (journey.persons, journey.on_site_days, journey.nights) == (4, 4, 3)


def test_journey_days_between_events_are_nights_but_not_on_site():
    """A trip from Friday's signing to Monday's visit keeps people away over the weekend; no car is hired for it."""
    signing = event("letter_of_intent", dt.date(YEAR, 4, 2), place="beta", who=[("mentor", "alfa", 4)], trip="t")
    visit = event("diagnostic_visit", dt.date(YEAR, 4, 5), days=2, place="beta", who=[("mentor", "alfa", 4)], trip="t")

    journey = only([signing, visit])

    assert (journey.nights, journey.on_site_days) == (4, 3)


def test_journey_same_trip_name_of_other_partnership_is_apart():
    """Trips are named by their partnership, so two openings never merge."""
    found = journeys(
        problem(), [diagnostic(trip="w-1/opening"), diagnostic(mentee="gama", of="w-2", trip="w-2/opening")]
    )

    assert len(found) == 2


def test_journey_of_events_without_place_is_none():
    """A letter or a remote meeting moves nobody."""
    remote = event("initial_meeting", TUESDAY, who=[("mentor", "alfa", 2)], staff=("rina",))

    assert journeys(problem(), [remote, event("recommendation_letter", TUESDAY)]) == ()
    assert not gathers(remote)


def test_journey_of_facilitator_to_its_own_place_is_none():
    """The colleague goes to work; only the guests travel."""
    meeting = event("initial_meeting", TUESDAY, place="facilitator", who=[("mentor", "alfa", 2)], staff=("rina",))

    assert [one.party for one in journeys(problem(), [meeting])] == ["alfa"]


@pytest.mark.parametrize(
    ("who", "staff", "count"),
    [
        ([], (), 0), ([], ("rina",), 1), ([("facilitator", "facilitator", 1)], ("rina",), 1),
        ([("facilitator", "facilitator", 2)], ("rina",), 2), ([("facilitator", "facilitator", 1)], ("rina", "budi"), 2),
    ],
)  # fmt: skip
def test_colleagues_named_or_counted_are_the_same_people(who, staff, count):
    """Names are given after the plan is made; the larger of both numbers is who is there."""
    assert colleagues(event("diagnostic_visit", TUESDAY, place="beta", who=who, staff=staff)) == count


def test_guests_are_everybody_but_colleagues():
    """The host feeds both, but a meeting's guests are the utilities' people."""
    visit = event(
        "diagnostic_visit", TUESDAY, place="beta", who=[("mentor", "alfa", 4), ("facilitator", "facilitator", 1)]
    )

    assert guests(visit) == 4


@pytest.mark.parametrize(("days", "count"), [(1, 1), (2, 2), (30, 30)])
def test_days_of_event_count_both_ends(days, count):
    """A visit from Tuesday to Tuesday is one day."""
    assert days_of(event("diagnostic_visit", TUESDAY, days=days)) == count


@pytest.mark.parametrize(
    ("party", "role", "key"),
    [("alfa", "", "mentor:alfa"), ("beta", "mentor", "mentee:beta"), ("facilitator", "mentor", "facilitator")],
)
def test_key_of_party_follows_the_partnership(party, role, key):
    """Within a partnership its own roles count, whatever the event calls the traveller."""
    assert key_of(problem(), diagnostic(), party, role=role) == key


def test_key_of_guest_at_a_workshop_follows_its_role():
    """A workshop belongs to no partnership; there a party is what it was invited as."""
    workshop = event("dissemination_workshop", TUESDAY, place="facilitator", who=[("mentee", "beta", 2)], of="")

    assert key_of(problem(), workshop, "beta", role="mentee") == "mentee:beta"


def test_journey_of_utility_in_both_roles_keeps_them_apart():
    """Beta learns in one partnership and teaches in another; each journey is paid in its role there."""
    teaches = dataclasses.replace(partnership("w-5", "gama"), mentor="beta")
    given = problem(partnerships=[partnership("w-1", "beta"), teaches])
    visit = event("diagnostic_visit", TUESDAY, days=3, place="gama", who=[("mentor", "beta", 4)], of="w-5")

    payers = {one.traveller for one in journeys(given, [study(), visit])}

    assert payers == {"mentee:beta", "mentor:beta"}
