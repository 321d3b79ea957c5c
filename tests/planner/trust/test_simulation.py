"""The chance of being on time against cases that can be counted, and what a seed and a delay must do to it."""

import datetime as dt
import json

import pytest

from data import load_book
from planner import PlannerError, risk_of
from planner.calendar.groundwork import prepare
from planner.trust.laid import laid
from planner.trust.simulation import Simulation, followers
from tests.planner.calendar_cases import YEAR, book, model, planned, small_book, with_numbers

KINDS = ("letter", "meeting", "ceremony", "visit", "workshop", "report", "work", "pilot")
NEVER = {f"delay_{kind}_percent": 0 for kind in KINDS}
RUNS = 20_000


def played(given, *, ready=dt.date(YEAR, 10, 4), runs=RUNS, seed=1):
    """Return the simulation of ``w-1`` in a small book with other numbers, and its network."""
    told = model(given)
    told.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=ready, worth=1)
    plan = told.solve(time_limit=5, seed=1)
    ground = prepare(plan.problem)
    simulation = Simulation(ground, laid(ground, plan.events), seed=seed, runs=runs)
    return simulation, ground.networks["w-1"]


def steps(simulation, network):
    """Return thousandths by activity."""
    return {one.activity: one.permille for one in simulation.outlook(network).steps}


def test_without_delays_everything_is_on_time():
    """A plan is feasible as it stands: played through without delays nothing moves."""
    simulation, network = played(with_numbers(small_book(), **NEVER), runs=100)
    one = simulation.outlook(network)

    assert (one.permille, one.error, one.buffers) == (1000, 0, ())
    assert one.promise == one.planned
    assert set(steps(simulation, network).values()) == {1000}


@pytest.mark.parametrize("percent", [10, 25, 60])
def test_chance_of_a_chain_without_float_is_the_product(percent):
    """Visit and meeting are each late in so many of a hundred: the letter after both is on time in the product."""
    numbers = {**NEVER, "delay_visit_percent": percent, "delay_meeting_percent": percent}
    simulation, network = played(with_numbers(small_book(), **numbers))
    found, error = steps(simulation, network), 4 * 1000 * 0.5 / RUNS**0.5
    on_time = 1 - percent / 100

    assert found["request"] == 1000
    assert found["diagnostic_visit"] == pytest.approx(1000 * on_time, abs=error)
    assert found["pilot"] == found["diagnostic_visit"]
    # The chain has no float: what is late once is late to the end.
    assert found["recommendation_letter"] == pytest.approx(1000 * on_time**2, abs=error)


def test_late_days_are_geometric_with_the_books_mean():
    """Late every time by three days on average: a day or more, and three in the mean."""
    simulation, network = played(
        with_numbers(small_book(), **{**NEVER, "delay_meeting_percent": 100, "delay_meeting_days": 3})
    )
    delays = simulation.delays["w-1/evaluation_meeting/1"]

    assert delays.min() == 1
    assert delays.mean() == pytest.approx(3, abs=0.1)
    assert simulation.outlook(network).steps[0].permille == 1000


def test_standard_error_is_that_of_the_binomial():
    """A chance of a half in ten thousand runs is known to half a per cent, and that is said."""
    simulation, network = played(with_numbers(small_book(), **{**NEVER, "delay_visit_percent": 50}), runs=10_000)
    visit = next(one for one in simulation.outlook(network).steps if one.activity == "diagnostic_visit")

    assert visit.error == 5
    assert abs(visit.permille - 500) <= 4 * visit.error


def test_same_seed_same_chances_and_another_seed_others():
    """A chance that changes between two looks at one plan is believed by nobody."""
    given = small_book()
    first, again, other = (played(given, runs=500, seed=seed) for seed in (1, 1, 2))

    assert first[0].outlook(first[1]) == again[0].outlook(again[1])
    assert (first[0].delays["w-1/pilot/1"] != other[0].delays["w-1/pilot/1"]).any()


def test_no_delay_makes_anything_earlier_and_a_buffer_makes_nothing_later():
    """Steps wait for their planned day; days to spare can only bring the end forward."""
    simulation, network = played(small_book(), ready=dt.date(YEAR, 10, 18), runs=500)
    nodes = simulation.played(network)

    for unit in network.units:
        assert (nodes[unit.key] >= simulation.schedule.starts[unit.key]).all()
        spared = simulation.played(network, spared={unit.key: 5})
        assert all((spared[name] <= nodes[name]).all() for name in nodes)
        for name in set(nodes) - followers(network, unit):
            assert (spared[name] == nodes[name]).all()


def test_buffer_gain_is_the_difference_of_two_whole_runs():
    """What a buffer is said to bring is what the year played through with it brings."""
    simulation, network = played(small_book(), ready=dt.date(YEAR, 10, 25), runs=2000)
    one = simulation.outlook(network)
    assert one.buffers
    for buffer in one.buffers:
        nodes = simulation.played(network, spared={buffer.event: buffer.days})
        share = (nodes["w-1/recommendation_letter/1"] <= simulation.horizon.deadline).mean()
        assert round(1000 * share) - one.permille == buffer.gain


def test_who_misses_the_workshop_waits_for_the_next_year():
    """Evaluated a month late every time, nobody is at this year's workshop, and the letter comes next year."""
    plan = planned()
    ground = prepare(plan.problem)
    simulation = Simulation(ground, laid(ground, plan.events), seed=1, runs=50)
    simulation.delays["w-2/evaluation_meeting/1"][:] = 20
    nodes = simulation.played(ground.networks["w-2"])

    assert (nodes["w-2/recommendation_letter/1"] > ground.horizon.deadline).all()
    assert (nodes["dissemination_workshop"] > ground.horizon.deadline).all()


def test_risk_of_says_everything_once_and_as_plain_data():
    """The record holds each placed partnership once in each list, and json takes it."""
    risk = risk_of(planned(), runs=200)
    for listed in (risk.outlooks, risk.waits, risk.edges):
        assert sorted(one.partnership for one in listed) == ["w-1", "w-2"]
    assert [one.permille for one in risk.outlooks] == sorted(one.permille for one in risk.outlooks)
    assert json.loads(json.dumps(risk.to_dict()))["runs"] == 200
    assert risk.outlook("w-1").partnership == "w-1"
    assert risk.outlook("w-9") is None


@pytest.mark.parametrize("runs", [0, -1])
def test_risk_of_without_runs_is_refused_by_name(runs):
    """A share of nothing is no chance."""
    with pytest.raises(PlannerError, match=rf"runs is {runs}; expected 1 or more"):
        risk_of(planned(), runs=runs)


def test_risk_of_an_empty_year_is_empty():
    """Nobody is late in a year without letters."""
    risk = risk_of(model().solve(time_limit=2, seed=1))

    assert (risk.outlooks, risk.loads, risk.waits, risk.edges) == ((), (), (), ())


def test_every_kind_of_activity_has_its_delay_in_both_books():
    """A second programme's plan is played through with its own numbers."""
    for given in (book(), load_book(book().folder.parent / "waterlinks")):
        for kind in {row.kind for row in given.activities.values()}:
            assert given.numbers[f"delay_{kind}_percent"].status == "assumed"
            assert given.number(f"delay_{kind}_days") >= 1
