"""The three ways on at the year's edge: each with its day, its money, and what stands against it."""

import datetime as dt

import pytest

from planner import risk_of
from planner.calendar.groundwork import prepare
from planner.refusals.edge import edges
from planner.search.heuristic import construct_best
from tests.planner.calendar_cases import YEAR, book, model, one, planned, with_numbers


def edge_of(told):
    """Return the year's edge of ``w-1`` in the plan of a model, and the plan."""
    plan = told.solve(time_limit=5, seed=1)
    (found,) = (edge for edge in risk_of(plan, runs=10).edges if edge.partnership == "w-1")
    return found, plan


def asked(months, *, ready=dt.date(YEAR, 1, 11)):
    """Return a model whose partners ask for a pilot of so many months."""
    told = model()
    told.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=ready, worth=1, pilot_months=months)
    return told


@pytest.mark.guards("2.6")
def test_who_ends_in_time_has_edges_and_no_ways():
    """Nobody is offered a way out who is not in trouble; the last days of both agreements are told."""
    (one_, two) = risk_of(planned(), runs=10).edges

    assert (one_.carried, one_.ways, two.ways) == (False, (), ())
    assert [edge.months for edge in one_.edges] == [6]
    # Counted in tests/worked/planning/first-days.toml; the intent ten, five, ten and three working days before it.
    assert one_.edges[0].agreements == {
        "letter_of_intent": dt.date(YEAR, 4, 12), "memorandum_of_agreement": dt.date(YEAR, 5, 11),
    }  # fmt: skip
    assert sum(one_.money["2027"].values()) == planned().ledger.of("w-1").total


@pytest.mark.guards("2.6", "4.2")
def test_a_shorter_pilot_is_offered_where_the_guideline_lets_it():
    """Eight months from January end in the next year, six do not."""
    found, plan = edge_of(asked(8))
    ways = {way.id: way for way in found.ways}

    assert found.carried
    assert (ways["shorter"].possible, ways["shorter"].ends) == (True, dt.date(YEAR, 11, 26))
    assert ways["carry"].ends == found.ends
    later = {head: amount for head, amount in plan.ledger.of("w-1").after_year(YEAR).by_head().items() if head}
    assert ways["carry"].money == later
    assert all(way.sentence.id for way in found.ways)


@pytest.mark.guards("2.6")
def test_the_least_pilot_cannot_be_shortened_and_the_next_intake_frees_this_years_money():
    """From 1 April six months do not fit; in January they do, and this year's heads are free again."""
    found, plan = edge_of(one(ready=dt.date(YEAR, 4, 1)))
    ways = {way.id: way for way in found.ways}

    assert (ways["shorter"].possible, ways["shorter"].ends) == (False, None)
    assert "6 months at least" in ways["shorter"].sentence.en
    assert ways["next"].possible
    assert ways["next"].ends.year == YEAR + 1
    now = {head: amount for head, amount in plan.ledger.of("w-1").in_year(YEAR).by_head().items() if head}
    assert ways["next"].money == now
    assert f"January {YEAR + 1}" in ways["next"].sentence.en


def test_a_pilot_that_no_year_holds_is_said_to_end_after_the_plan():
    """Eight months taken up in January end after the plan's years, which is no promise."""
    found, _ = edge_of(asked(8))
    way = next(way for way in found.ways if way.id == "next")

    assert (way.possible, way.ends) == (False, None)
    assert f"only after {YEAR + 1}-12-31" in way.sentence.en


@pytest.mark.guards("2.6")
def test_every_length_that_fits_has_its_own_last_day():
    """Shorter pilots may be signed later; a length that fits nowhere has no day."""
    ground = prepare(one(given=with_numbers(book(), pilot_months_least=3, pilot_months_most=8)).problem())
    found = edges(ground, ground.networks["w-1"])

    assert found[0].months == 3
    days = [edge.pilot for edge in found]
    assert days == sorted(days, reverse=True)
    for edge in found:
        assert edge.agreements["memorandum_of_agreement"] == edge.pilot


def test_every_edge_is_an_edge():
    """Signed on its last day a partnership still ends in the year, by the whole search and not only by the chain."""
    ground = prepare(one().problem())
    (edge,) = edges(ground, ground.networks["w-1"])
    told = one()
    told.fix("w-1", "memorandum_of_agreement", edge.pilot)
    fixed = prepare(told.problem())
    schedule = construct_best(fixed, seed=1, stop=lambda: False, tell=lambda _: None)

    assert schedule.finish(fixed.networks["w-1"]) <= fixed.horizon.deadline
