"""The two pages on money say what the software does: figures, rules, files (chapter IV)."""

import re
from pathlib import Path

import pytest

from planner.costs.lines import cost_lines
from planner.money.claims import KINDS
from planner.money.ledger import Ledger
from planner.money.rupiah import rupiah
from tests.planner.money_cases import book, diagnostic, problem

ROOT = Path(__file__).parents[3]
PAGES = {"en": ROOT / "docs" / "money.md", "id": ROOT / "docs" / "uang.md"}


def page(language):
    """Return the text of one page."""
    return PAGES[language].read_text(encoding="utf8")


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("policy", sorted(book().travel_policies))
def test_page_figures_of_each_policy_are_computed_ones(policy, language):
    """The table of the example is worth reading only while it says what a plan would say."""
    payers = Ledger(cost_lines(problem(policy=policy), [diagnostic()])).by_payer()

    mentor, mentee = payers.get("mentor:alfa", 0), payers["mentee:beta"]

    row = " | ".join(rupiah(amount).say(language) for amount in (mentor, mentee, mentor + mentee))
    assert f"| {row} |" in page(language)


@pytest.mark.parametrize("language", ["en", "id"])
def test_page_names_every_section_of_the_cost_rules(language):
    """Chapter IV has ten rules; a page that skips one is not the way from the guideline to the line."""
    assert [rule for rule in book().cost_rules if rule not in page(language)] == []


def test_page_names_every_subsidy_kind_and_policy():
    """Whoever prepares the board's decision finds here which forms it may take."""
    told = page("en")

    assert [name for name in (*KINDS, *book().travel_policies) if f"`{name}`" not in told] == []


def test_page_names_only_files_that_exist():
    """A path that moved misleads the newcomer whom the page is for."""
    told = page("en")
    paths = re.findall(r"`((?:planner|data|tests)/[\w/.-]+)`", told)
    tests = re.findall(r"`(test_\w+\.py)`", told)

    missing = [path for path in paths if not (ROOT / path).exists()]
    found = {path.name for path in (ROOT / "tests" / "planner").rglob("test_*.py")}
    missing += [name for name in tests if name not in found]

    assert missing == []
    assert len(paths) > 10


@pytest.mark.parametrize("language", ["en", "id"])
def test_page_has_one_sentence_a_line(language):
    """One sentence a line keeps a change of one sentence a change of one line."""
    for line in page(language).splitlines():
        if not line.startswith(("|", "#")):
            assert len(re.findall(r"[.!?] [A-Z]", line)) == 0, line
