"""Runs the years of tests/worked/planning, which a facilitator can count with a calendar and a pencil.

Parties and places are those of ``calendar_cases``; dates are compared as they stand on paper.
"""

import tomllib
from pathlib import Path

import pytest

from tests.planner.calendar_cases import book, event, model, small_book

FOLDER = Path(__file__).parents[1] / "worked" / "planning"
EXAMPLES = sorted(FOLDER.glob("*.toml"))
BOOKS = {"shipped": book, "small": small_book}
# Far more than a proof takes, so that a busy machine proves the same; a search ends with its proof.
SECONDS = 10


def ids(path):
    """Return the file's name, to name the case."""
    return path.stem


def read(path):
    """Return one example."""
    return tomllib.loads(path.read_text(encoding="utf8"))


@pytest.fixture(scope="module", params=EXAMPLES, ids=ids)
def worked(request):
    """Return an example's expected values and the plan of its year."""
    told = read(request.param)
    made = model(BOOKS[told["book"]](), people=told["colleagues"], days=told["days_per_month"])
    for key, row in told["partnerships"].items():
        made.add_partnership(
            key, mentor=row["mentor"], mentees=[row["mentee"]], ready=row["ready"], worth=1,
            pilot_months=row.get("pilot_months"),
        )  # fmt: skip
    for row in told.get("absent", []):
        made.block(row["who"], row["first"], row["last"], reason="away (fictional)")
    return told["expected"], made.solve(time_limit=SECONDS, seed=1)


@pytest.mark.guards("2.6", "3.1")
def test_worked_year_has_the_dates_on_paper(worked):
    """Every date was counted on paper from the book's lags; the plan has to find the same days."""
    expected, plan = worked

    found = {key: [event(plan, key).first, event(plan, key).last] for key in expected["events"]}

    assert found == expected["events"]


def test_worked_year_has_the_levels_on_paper(worked):
    """Who counts the working days to each end finds the numbers at the plan's head, and they are proved."""
    expected, plan = worked

    levels = {level.id: level.value for level in plan.levels}

    assert {key: levels[key] for key in expected["levels"]} == expected["levels"]
    assert plan.status.value == expected["status"]


@pytest.mark.guards("2.6")
def test_worked_year_names_who_is_carried_over(worked):
    """Whoever ends after 31 December is named, and nobody else."""
    expected, plan = worked

    assert sorted(plan.carried) == expected["carried"]


@pytest.mark.guards("3.2.2")
def test_worked_year_asks_for_the_monthly_reports_on_paper(worked):
    """A report for every month of the pilot, on the working day that the policy's count gives."""
    expected, plan = worked
    wanted = expected.get("reports")

    found = {str(due.number): due.on for due in plan.reports("w-1") if due.document == "monthly_report"}

    assert wanted is None or found == wanted


@pytest.mark.guards("2.6")
def test_worked_year_knows_its_latest_day_of_agreement(worked):
    """The day from which the year still suffices is counted backwards from the last workshop before the quiet days."""
    expected, plan = worked
    wanted = expected.get("latest_agreement")

    assert wanted is None or {str(months): day for months, day in plan.latest_agreement.items()} == wanted


def test_worked_year_passes_the_checker(worked):
    """An example that breaks a rule would teach the wrong thing."""
    _, plan = worked

    assert plan.verify() == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=ids)
def test_worked_year_says_why_and_is_fictional(path):
    """A reader learns what the example shows, and that nobody in it exists."""
    assert read(path)["why"]
    assert "fictional" in path.read_text(encoding="utf8").lower()


def test_worked_years_are_there():
    """An empty folder would let all of the above pass."""
    assert len(EXAMPLES) == 5
