"""The year's edge and why a partnership is carried over, counted backwards by hand."""

import datetime as dt

import pytest

from planner.calendar.groundwork import finish_in, prepare
from planner.refusals.edge import latest_agreement, latest_agreements
from planner.refusals.reasons import why_carried
from planner.search.heuristic import construct_best
from tests.planner.calendar_cases import DAY, YEAR, model, one, small_book


def schedule_of(ground, tries=6):
    """Return the best plan of a few orders."""
    left = iter(range(tries))
    return construct_best(ground, seed=1, stop=lambda: next(left, None) is None, tell=lambda _: None)


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
