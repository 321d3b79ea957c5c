"""The 239 items say honestly where they are honoured, and the page says it after them."""

import pytest

from data import load_book
from data.checklist import VERDICTS, checklist_page, verdict
from data.rows import ChecklistItem
from data.text import Text

BOOK = load_book()


def item(*where):
    """Return an item honoured in these places."""
    return ChecklistItem(id="1", name=Text(en="A|B", id="A"), section="1.1", where=where)


def test_checklist_has_all_239_items():
    """The guideline was cut into 239 items, and none may fall off."""
    assert list(BOOK.checklist) == [str(number) for number in range(1, 240)]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (("document:minutes",), "honoured"),
        (("statement:solidarity",), "honoured"),
        (("rule:subject", "later:records"), "partly"),
        (("statement:solidarity", "number:signers", "later:pages"), "partly"),
        (("statement:solidarity", "later:papers"), "text only"),
        (("role:chair", "tension:year_fit", "later:records"), "text only"),
        (("later:records",), "not yet"),
        (("later:records", "later:papers"), "not yet"),
    ],
)
def test_verdict_follows_from_the_places(where, said):
    """Words in a table are not the same as a rule that acts, and the page must not pretend."""
    assert verdict(item(*where)) == said


@pytest.mark.parametrize("number", ["55", "56", "67", "83", "84", "182", "187", "224", "236"])
def test_item_about_stored_records_names_the_kind_that_keeps_it(number):
    """Reports, logs and assessments are honoured by a kind of record, not by the words of a statement."""
    assert any(place.startswith("record:") for place in BOOK.checklist[number].where)


@pytest.mark.parametrize("number", ["3", "26", "155", "170"])
def test_item_about_papers_is_not_called_honoured(number):
    """Papers that nobody prints are not there yet."""
    assert verdict(BOOK.checklist[number]) != "honoured"


def test_what_is_left_is_left_for_papers_and_pages():
    """Nothing that a record could keep may stay open; what has to be printed or shown is named as that."""
    left = {place for one in BOOK.checklist.values() for place in one.where if place.startswith("later:")}

    assert left == {"later:papers", "later:pages"}


@pytest.mark.guards("2.6")
@pytest.mark.parametrize("number", ["46", "47", "48"])
def test_item_of_the_year_and_the_pilot_names_a_rule_of_the_planner(number):
    """Duration is enforced by the planner, not only written down."""
    rules = [BOOK.rules[place.partition(":")[2]] for place in BOOK.checklist[number].where if place.startswith("rule:")]

    assert {row.room for row in rules} == {"planner"}


def test_page_has_one_line_an_item_and_counts_that_add_up():
    """A reader trusts the counts only if they are those of the lines below."""
    page = checklist_page(BOOK).splitlines()
    lines = [line for line in page if line.startswith("| ") and line.split(" ")[1].isdigit()]
    counts = [
        int(line.split("|")[2]) for line in page if line.startswith("| ") and line.split("|")[1].strip() in VERDICTS
    ]

    assert len(lines) == 239
    assert sum(counts) == 239
    assert len(counts) == len(VERDICTS)


def test_page_line_has_six_cells():
    """A bar inside a name would break the table."""
    lines = [line for line in checklist_page(BOOK).splitlines() if line.startswith("| ") and line[2].isdigit()]

    assert {line.count("|") for line in lines} == {7}


def test_page_is_the_same_twice():
    """A generated file that changed by itself could never be current."""
    assert checklist_page(BOOK) == checklist_page(BOOK)
