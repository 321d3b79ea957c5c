"""Many years at once: a year survives the way to another process, and two workers plan what one plans."""

import dataclasses
import datetime as dt
import pickle

import pytest

import planner
from planner.errors import CyclicPrecedence, WrongValue
from planner.sweep import sweep
from tests.planner.calendar_cases import YEAR, book, model, one, small_book

SECONDS = 20


def years():
    """Return three small years whose levels are proved at once."""
    two = model(small_book(), people=2)
    for key, mentor, mentee in (("w-1", "alfa", "beta"), ("w-2", "epsilon", "gama")):
        two.add_partnership(key, mentor=mentor, mentees=[mentee], ready=dt.date(YEAR, 3, 8), worth=1)
    return {"two": two.problem(), "early": one(given=small_book()).problem(), "late": late().problem()}


def late():
    """Return a year whose letter comes in September."""
    return one(given=small_book(), ready=dt.date(YEAR, 9, 6))


def ringed():
    """Return a book whose diagnostic visit waits for the meeting that waits for it."""
    rows = dict(small_book().precedences)
    first = next(row for row in rows.values() if row.before != row.after)
    rows["back"] = dataclasses.replace(first, id="back", before=first.after, after=first.before, most="")
    return dataclasses.replace(small_book(), precedences=rows, fingerprint="ringed")


def test_problem_survives_the_way_to_another_process():
    """Frozen tables and all: the copy is the same year and stays frozen."""
    problem = one(given=book()).problem()

    copy = pickle.loads(pickle.dumps(problem))  # noqa: S301  # made in this line

    assert copy.fingerprint == problem.fingerprint
    assert copy.partnerships == problem.partnerships
    with pytest.raises(TypeError):
        copy.partnerships["new"] = None


def test_two_workers_plan_as_one_does_in_the_order_of_the_years():
    """More hardware must never change a plan that is proved."""
    alone = sweep(years(), time_limit=SECONDS, seed=1, workers=1)
    beside = sweep(years(), time_limit=SECONDS, seed=1, workers=2)

    assert list(beside.plans) == list(alone.plans) == ["two", "early", "late"]
    assert not alone.refused
    assert not beside.refused
    for name, plan in beside.plans.items():
        assert plan.status is alone.plans[name].status
        assert plan.levels == alone.plans[name].levels
        assert plan.events == alone.plans[name].events
        assert plan.verify() == ()


def test_refused_year_loses_nobody_elses_plan_and_progress_counts_it():
    """One book with a ring is named; the year beside it is planned."""
    told = []
    given = {"ring": one(given=ringed()).problem(), "early": one(given=small_book()).problem()}

    found = sweep(given, time_limit=SECONDS, seed=1, workers=1, on_progress=told.append)

    assert list(found.plans) == ["early"]
    assert isinstance(found.refused["ring"], CyclicPrecedence)
    assert [(sign.value, sign.bound) for sign in told] == [(1, 2), (2, 2)]


def test_refusal_comes_back_from_another_process_whole():
    """An error whose making takes three words would otherwise end the whole sweep."""
    error = WrongValue(what="time_limit", value=0, expected="seconds above zero")

    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # made in this line

    assert (copy.what, copy.value, copy.expected, str(copy)) == (error.what, 0, error.expected, str(error))


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"time_limit": 0}])
def test_sweep_without_workers_or_time_is_refused(wrong):
    """Nobody waits for a sweep that cannot begin."""
    with pytest.raises(WrongValue):
        sweep({}, **{"time_limit": 1, "seed": 1, "workers": 1, **wrong})


def test_sweep_is_found_where_the_planner_is():
    """The room's door leads to it."""
    assert planner.sweep is sweep
