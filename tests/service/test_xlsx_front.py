"""The first sheet of the year's workbook: counts, levels, budget, policies, and a check of the sums."""

import pytest

from service.documents.year_xlsx import write_year_workbook, year_workbook
from service.words import Words
from tests.service.year_cases import nobody_served, small_intake, small_year, year_of


def front(year=None, language="en"):
    """Return the first sheet as it is made."""
    return year_workbook(year or small_year(), language=language).worksheets[0]


def row_of(page, label):
    """Return the number of the row that begins with ``label``."""
    return next(row[0].row for row in page.iter_rows() if row[0].value == label)


def value_beside(page, label):
    """Return the value beside a label."""
    return page.cell(row=row_of(page, label), column=2).value


@pytest.mark.parametrize(
    ("key", "count"),
    [("paper.letters", 4), ("paper.mentors", 3), ("paper.pairs", 3), ("unmatched.title", 1)],
)
def test_front_counts_what_came_in_and_what_came_out(key, count):
    """The director reads this sheet only."""
    assert value_beside(front(), Words("en")(key)) == count


def test_finished_and_carried_are_the_partnerships_in_the_calendar():
    """A partnership ends within the year or runs on; there is no third way."""
    page, words = front(), Words("en")

    placed = value_beside(page, words("paper.placed"))

    assert placed == value_beside(page, words("paper.finished")) + value_beside(page, words("calendar.carried"))


def test_levels_stand_with_value_bound_and_proof():
    """A value without its bound does not say how good it is."""
    page = front()

    for level in (*small_year().match.levels, *small_year().plan.levels):
        row = next(row for row in page.iter_rows() if str(row[0].value).startswith(level.name.en))
        assert (row[1].value, row[2].value) == (level.value, level.bound)
        assert row[3].value


def test_check_compares_our_total_with_the_spreadsheet_s_own():
    """Whoever doubts our arithmetic can see another's beside it."""
    page, words = front(), Words("en")
    row = row_of(page, words("money.total"))
    count = len(small_year().plan.ledger.lines)

    assert page.cell(row=row, column=2).value == small_year().plan.ledger.total
    assert page.cell(row=row + 1, column=2).value == f"=SUM('{words('paper.lines')}'!F3:F{count + 2})"
    assert page.cell(row=row + 2, column=2).value == f"=B{row}-B{row + 1}"


def test_policies_differ_in_payers_and_agree_in_total():
    """A policy moves costs between parties; it makes none."""
    page = front()
    policies = small_year().book.travel_policies.values()

    rows = [row_of(page, policy.name.en) for policy in policies]
    sums = {page.cell(row=row, column=5).value for row in rows}
    mentors = {page.cell(row=row, column=2).value for row in rows}

    assert len(sums) == 1
    assert len(mentors) > 1


def test_year_without_a_pair_has_its_front():
    """A no to everybody is worth a paper too."""
    page = front(year_of(nobody_served(small_intake())))

    assert value_beside(page, Words("en")("paper.pairs")) == 0


def test_writing_replaces_an_older_file(tmp_path):
    """The second run of a day must not fail on the first one's file."""
    path = tmp_path / "year.xlsx"
    path.write_text("old")

    write_year_workbook(small_year(), path, language="id")

    assert path.read_bytes()[:2] == b"PK"
