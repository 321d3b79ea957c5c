"""Worked examples of money that a facilitator can read and redo: tests/worked/money/*.toml (chapter IV).

``planned`` are events among the fictional parties of ``money_cases.py``; all sums are whole rupiah.
Keys are ``payer`` keys; with a ``[decision]`` the sums are those after the subsidy.
"""

import tomllib
from pathlib import Path

import pytest

from planner.costs.verify import verify_money
from planner.money.kinds import Decision
from tests.planner.money_cases import RICH, event, partnership, priced, problem

FOLDER = Path(__file__).parents[2] / "worked" / "money"
EXAMPLES = sorted(FOLDER.glob("*.toml"))


def load(path):
    """Return one example with its problem and events."""
    told = tomllib.loads(path.read_text(encoding="utf8"))
    decision = told.get("decision")
    given = problem(
        policy=told.get("policy", ""),
        decision=None if decision is None else Decision(**decision),
        budget={**RICH, **told.get("budget", {})},
        partnerships=[partnership(key, *mentees) for key, mentees in told["partnerships"].items()],
    )
    events = [event(one.pop("activity"), one.pop("first"), **one) for one in told["planned"]]
    return told, given, events


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_worked_example_gives_the_sums_on_paper(path):
    """Every sum of the example was worked out on paper; the ledger has to come to the same rupiah."""
    told, given, events = load(path)

    ledger, _ = priced(given, events)

    assert ledger.by_payer() == told["payers"]
    for view, sums in (("heads", ledger.by_head()), ("kinds", ledger.by_kind())):
        for key, amount in told.get(view, {}).items():
            assert sums[key] == amount, (view, key)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_worked_example_passes_the_checker(path):
    """An example that breaks a rule would teach the wrong thing."""
    _, given, events = load(path)

    assert verify_money(given, events, *priced(given, events)) == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_worked_example_says_why_and_is_fictional(path):
    """A reader learns what the example shows, and that nobody in it exists."""
    text = path.read_text(encoding="utf8")

    assert tomllib.loads(text)["why"]
    assert "fictional" in text.lower()


def test_worked_examples_are_there():
    """An empty folder would let all of the above pass."""
    assert len(EXAMPLES) >= 6
