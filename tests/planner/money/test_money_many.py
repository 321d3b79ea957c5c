"""Random allocations and revisions in every form of decision: sums exact, nobody over a limit (4.2).

``python -m benchmarks.money`` asks the same a million times, beside the spread-sheet way.
"""

import dataclasses
from itertools import islice

import pytest

from benchmarks.money import allocated, cases, in_floats, in_pandas, judge, run, sheet
from planner.money.kinds import FORMS

COUNT = 2000


@pytest.mark.guards("4.2")
def test_thousands_of_allocations_and_revisions_are_exact():
    """No rupiah lost, no head overdrawn, no ceiling passed, and a short head used to the last rupiah."""
    found = run(COUNT, seed=7)

    assert found.cases == COUNT
    assert found.cut > COUNT // 12
    assert not found.wrong


def test_the_cases_hold_every_form_of_decision():
    """A form that is never drawn is never tried."""
    assert {case.decision.kind for case in islice(cases(7), COUNT)} == set(FORMS)


def test_the_spread_sheet_way_is_often_wrong_and_both_of_its_forms_alike():
    """Rounding each cell misses the head by a rupiah or more in a good part of the years with little money."""
    found = sheet(100, seed=7)

    assert found.cases == 100
    assert found.wrong["head overdrawn"] > 7
    assert found.wrong["rupiah left over"] > 7
    due = {"a": 100, "b": 100, "c": 100}
    assert in_floats(due, 200) == in_pandas(due, 200) == {"a": 67, "b": 67, "c": 67}


FAULTS = {
    "a rupiah was lost or made": lambda line: dataclasses.replace(line, amount=line.amount + 1, relieves=""),
    "lines and allocations differ": lambda line: dataclasses.replace(line, relieves=""),
    "head overdrawn": lambda line: dataclasses.replace(line, amount=line.amount + 10**12),
    "ceiling passed": lambda line: dataclasses.replace(line, amount=line.amount + 10**12),
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_the_judge_sees_what_is_wrong(fault):
    """A judge that lets everything pass would make the million worth nothing."""
    case = next(
        one for one in cases(7) if "ceiling_per_year" in one.decision.amounts
        and any(line.relieves for line in allocated(one)[0])
    )  # fmt: skip
    lines, allocations = allocated(case)
    place = next(at for at, line in enumerate(lines) if line.relieves)
    wrong = (*lines[:place], FAULTS[fault](lines[place]), *lines[place + 1 :])

    assert tuple(judge(case, lines, allocations)) == ()
    assert fault in tuple(judge(case, wrong, allocations))
