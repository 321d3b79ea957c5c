"""From tables to units: journeys move as one, lags join the right edges, programme events are linked."""

import pytest

from data.loading import WATERLINKS, load_book
from planner.calendar.horizon import horizon_of
from planner.calendar.network import check_order, network_of, place_of, programme_units
from planner.errors import EmptyPilot
from tests.planner.calendar_cases import book, model, one, with_numbers


def network(**settings):
    """Return the network of ``w-1`` and its problem."""
    problem = one(**settings).problem()
    return network_of(problem, problem.partnerships["w-1"]), problem


def test_journey_holds_its_activities_in_order():
    """The letter of intent is signed on the day before the diagnostic visit begins, on one journey."""
    opening = network()[0].unit("diagnostic_visit")

    assert opening.key == "w-1/opening"
    assert [(part.activity, part.offset, part.length) for part in opening.parts] == [
        ("letter_of_intent", 0, 1), ("diagnostic_visit", 1, 3),
    ]  # fmt: skip


def test_colleague_stays_for_the_signing_only():
    """The guideline names the facilitator at signings, not at visits: one day and a day of journey each way."""
    opening = network()[0].unit("letter_of_intent")

    assert (opening.facilitator, opening.escort, opening.colleague_days) == (1, (0, 1), 3)


def test_hosts_are_bound_without_travel_and_guests_with_it():
    """Balikpapan is a day away from Palembang; the mentee at home only gives the days on site."""
    problem = model().problem()
    told = model()
    told.add_partnership("w-1", mentor="alfa", mentees=["gama"], ready=problem.today, worth=1)
    problem = told.problem()

    opening = network_of(problem, problem.partnerships["w-1"]).unit("diagnostic_visit")

    assert opening.attendance == {"gama": 0, "alfa": 1}


def test_further_mentees_come_to_the_first_ones_place():
    """One diagnostic visit for two mentees is held at the first one's, the other travels there."""
    told = model()
    told.add_partnership("w-1", mentor="alfa", mentees=["gama", "beta"], ready=told.today, worth=1)
    problem = told.problem()

    opening = network_of(problem, problem.partnerships["w-1"]).unit("diagnostic_visit")

    assert opening.place == "gama"
    assert set(opening.attendance) == {"alfa", "beta", "gama"}


def test_lag_from_end_counts_from_the_last_part():
    """The work plan waits five working days after the visit's last day, three days behind the journey's first."""
    given, problem = network()

    lag = next(lag for lag in given.lags if lag.row == "diagnostic_visit-work_plan")

    assert lag.least == problem.book.number("diagnosis_least") + 3


@pytest.mark.guards("3.1.7")
def test_pilot_starts_with_the_agreement():
    """The agreement is the first day of the start journey, and the pilot begins on it."""
    given, _ = network()

    lag = next(lag for lag in given.lags if lag.row == "memorandum_of_agreement-pilot")

    assert (lag.before, lag.after, lag.least, lag.most) == ("w-1/start", "w-1/pilot/1", 0, 0)


def test_monitoring_hangs_on_both_edges_of_the_pilot():
    """A visit after the start and before the end of the pilot."""
    given, _ = network()

    nodes = {(lag.before, lag.after) for lag in given.lags if "w-1/monitoring_visit/1" in {lag.before, lag.after}}

    assert nodes == {("w-1/pilot/1", "w-1/monitoring_visit/1"), ("w-1/monitoring_visit/1", "w-1/pilot/1>")}


@pytest.mark.parametrize("visits", [1, 2, 3])
def test_occurrences_are_parted_by_the_row_on_itself(visits):
    """Two visits have one gap between them, three have two."""
    given, _ = network(given=with_numbers(book(), monitoring_visits=visits))

    gaps = [lag for lag in given.lags if lag.row == "monitoring_visit-monitoring_visit"]

    assert len([unit for unit in given.units if "monitoring_visit" in unit.key]) == visits
    assert len(gaps) == visits - 1


def test_links_name_both_workshops():
    """The mentor workshop comes before the study visit, the dissemination workshop between evaluation and letter."""
    given, _ = network()

    assert given.linked == ("mentor_workshop", "dissemination_workshop")
    assert [(link.node, link.forward) for link in given.links] == [
        ("w-1/start", True), ("w-1/evaluation_meeting/1", False), ("w-1/recommendation_letter/1", True),
    ]  # fmt: skip


def test_only_the_letter_of_request_is_a_source():
    """The letter of recommendation waits for the workshop, so it is not pinned to the ready day."""
    assert network()[0].sources == {"w-1/request/1"}


def test_units_follow_what_they_wait_for():
    """An order in which every unit comes after its predecessors lets a plan be built in one sweep."""
    given, _ = network()

    place = {unit.key: at for at, unit in enumerate(given.units)}

    assert all(place[lag.before] <= place[lag.after] for lag in given.lags if not lag.before.endswith(">")
               and not lag.after.endswith(">"))  # fmt: skip


def test_programme_units_are_one_a_year():
    """One workshop of each kind in every year that the axis touches."""
    problem = one().problem()

    keys = [unit.key for unit in programme_units(problem, horizon_of(problem))]

    assert keys == [
        "mentor_workshop/2027/1", "mentor_workshop/2028/1",
        "dissemination_workshop/2027/1", "dissemination_workshop/2028/1",
    ]  # fmt: skip


def test_remote_meeting_has_no_place_and_no_journeys():
    """With the switch set, the first meeting binds people for a day and nobody travels."""
    given, problem = network(given=with_numbers(book(), initial_meeting_remote=1))

    meeting = given.unit("initial_meeting")

    assert meeting.place == ""
    assert meeting.attendance == {"alfa": 0, "beta": 0}
    assert place_of(problem, problem.book.activities["evaluation_meeting"], None) == "facilitator"


def test_both_shipped_books_are_in_order():
    """A ring in a shipped book would stop every plan."""
    for given in (book(), load_book(WATERLINKS)):
        check_order(given)


def test_unit_of_unknown_activity_is_a_key_error():
    """Asking for an activity that a partnership does not have is a mistake of the program."""
    with pytest.raises(KeyError):
        network()[0].unit("dance")


def test_pilot_without_any_number_of_months_is_refused():
    """A policy that asks for eight months at least and six at most is named as what it is, not as a ring."""
    with pytest.raises(EmptyPilot, match="at least 8 and at most 6 months"):
        check_order(with_numbers(book(), pilot_months_least=8, pilot_months_most=6))
