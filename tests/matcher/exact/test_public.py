"""Public cases with known answers, so that a change of the solver cannot go unnoticed."""

import json

import pytest

from benchmarks.public import CASES, NEAR, OPTIMA, assignment, reviewers

TOLD = [
    case
    for case in json.loads((CASES / "reviewer-assignment-cases.json").read_text("utf8"))["cases"]
    if case["expect"]["feasible"] is not None
]


@pytest.mark.parametrize("case", TOLD, ids=[case["id"] for case in TOLD])
def test_reviewer_case_has_the_known_verdict_and_total(case) -> None:
    """Least loads, several reviewers a paper, forced and forbidden pairs: others have failed on these in silence."""
    found = reviewers(case)

    assert found.feasible == case["expect"]["feasible"]
    assert not found.feasible or found.total == pytest.approx(case["expect"]["best_total"], abs=NEAR)


@pytest.mark.parametrize(("name", "known"), OPTIMA.items())
def test_assignment_has_the_known_optimum(name, known) -> None:
    """The OR-Library's optima are decades old and undisputed."""
    assert assignment(name)[0] == known
