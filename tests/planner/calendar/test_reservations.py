"""Whose days are taken: teams at one place, colleagues within their month, the least busy one first."""

import datetime as dt
import random

import pytest

from planner.calendar.allowed import Spans
from planner.calendar.horizon import horizon_of
from planner.calendar.network import Unit
from planner.calendar.reservations import Reservations
from planner.problem import FacilitatorPerson
from tests.planner.calendar_cases import YEAR, one

# Units that are taken or given back.
DRAWS = 150


@pytest.fixture(scope="module")
def spans():
    """Return the spans of 2027."""
    return Spans(horizon_of(one().problem()))


def visit(*, travel=0, colleague=None, length=3):
    """Return a visit of alfa to beta."""
    return Unit(
        key="w-1/visit/1", partnership="w-1", parts=(), length=length, kinds=frozenset({"visit"}), place="beta",
        attendance={"beta": 0, "alfa": travel}, facilitator=colleague, escort=(0, length),
    )  # fmt: skip


def people(*days):
    """Return colleagues a, b ... with so many days a month."""
    return tuple(FacilitatorPerson(id="ab"[at], name="x", days_per_month=day) for at, day in enumerate(days))


def at(spans, month, day):
    """Return the index of a day of 2027."""
    return spans.horizon.after(dt.date(YEAR, month, day))


def test_party_is_at_one_place_at_a_time(spans):
    """A second visit on the last day of the first does not fit, the day after it does."""
    taken = Reservations(spans, (), busy={})
    taken.take(visit(), at(spans, 4, 12), colleague=None)

    assert not taken.fits(visit(), at(spans, 4, 14))
    assert taken.fits(visit(), at(spans, 4, 19))


def test_travel_days_bind_over_a_weekend(spans):
    """Back on Saturday and away again on Sunday is possible, away on Saturday is not."""
    taken = Reservations(spans, (), busy={})
    taken.take(visit(travel=1), at(spans, 4, 14), colleague=None)

    assert taken.fits(visit(travel=1), at(spans, 4, 19))
    assert not taken.fits(visit(travel=2), at(spans, 4, 19))


def test_colleague_days_count_the_journey_there_and_back(spans):
    """Three days and a day each way are five; with four days a month nobody can go."""
    five = Reservations(spans, people(5), busy={})
    four = Reservations(spans, people(4), busy={})

    assert five.colleague(visit(colleague=1), at(spans, 4, 12)) == "a"
    assert four.colleague(visit(colleague=1), at(spans, 4, 12)) is None


def test_colleague_days_are_counted_in_the_month_of_the_first_day(spans):
    """A visit from 30 March takes its days from March, although it ends in April."""
    taken = Reservations(spans, people(5), busy={})
    taken.take(visit(colleague=1), at(spans, 3, 30), colleague="a")

    assert taken.used == {("a", "2027-03"): 5}
    assert taken.colleague(visit(colleague=1), at(spans, 4, 12)) == "a"


def test_colleague_with_most_days_left_goes(spans):
    """Work is shared, not piled on the first name."""
    assert Reservations(spans, people(6, 9), busy={}).colleague(visit(colleague=1), at(spans, 4, 12)) == "b"


def test_absent_colleague_does_not_go(spans):
    """Leave counts, and somebody else takes the journey."""
    leave = spans.guest(visit(), at(spans, 4, 12), travel_days=0)

    taken = Reservations(spans, people(9, 6), busy={"a": leave})

    assert taken.colleague(visit(colleague=1), at(spans, 4, 12)) == "b"


def test_copy_grows_on_its_own(spans):
    """A try that fails must leave no trace."""
    taken = Reservations(spans, people(9), busy={})

    taken.copy().take(visit(colleague=1), at(spans, 4, 12), colleague="a")

    assert taken.fits(visit(colleague=1), at(spans, 4, 12))
    assert taken.used == {}


def test_desk_work_takes_nobody(spans):
    """Writing a plan asks for no common day."""
    desk = Unit(key="w-1/work_plan/1", partnership="w-1", parts=(), length=9, kinds=frozenset({"work"}))

    assert Reservations(spans, (), busy={}).fits(desk, at(spans, 4, 12))


def test_shut_days_are_those_on_which_a_unit_does_not_fit(spans):
    """What is kept up while days are taken and given back says the same as asking day by day."""
    dice = random.Random(1)  # noqa: S311  # seeded
    taken = Reservations(spans, people(12, 6), busy={"alfa": 0b1111 << 100})
    units = [visit(travel=travel, colleague=travel, length=length) for travel in (0, 1, 2) for length in (1, 3)]
    sitting = []
    for _ in range(DRAWS):
        unit, start = dice.choice(units), dice.randrange(120)
        person = taken.colleague(unit, start)
        if taken.parties_free(unit, start) and person:
            taken.take(unit, start, colleague=person)
            sitting.append((unit, start, person))
        elif sitting:
            taken.release(*(one := sitting.pop(dice.randrange(len(sitting))))[:2], colleague=one[2])
        one = dice.choice(units)
        fresh = Reservations(spans, people(12, 6), busy={"alfa": 0b1111 << 100})
        for seated, day, who in sitting:
            fresh.take(seated, day, colleague=who)
        shut = taken.shut(one)
        for day in range(120):
            free = fresh.parties_free(one, day)
            assert taken.fits(one, day) == fresh.fits(one, day) == (free and taken.staffed(one, day))
            assert shut >> day & 1 or free
            assert not (shut >> day & 1 and fresh.fits(one, day))
