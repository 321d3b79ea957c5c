"""``match --per-subject``: a mentor for each subject at the terminal and as JSON, in both languages."""

import json
from dataclasses import replace

import pytest

from tests.service.cli_cases import QUICK, start, workbook
from tests.service.year_cases import small_intake


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the small sample as a workbook in which one mentor states its team's days."""
    intake = small_intake()
    first, *others = intake.mentors
    intake = replace(intake, mentors=(replace(first, team_days=200), *others))
    return workbook(tmp_path_factory.mktemp("small") / "small.xlsx", intake)


@pytest.mark.guards("2.1.3")
@pytest.mark.parametrize(
    ("language", "title", "gains"),
    [
        ("en", "A mentor for each subject, at most 3 a mentee", "Over one mentor each"),
        ("id", "Mentor untuk tiap bidang, paling banyak 3 per resipien", "Dibandingkan satu mentor per resipien"),
    ],
)
def test_report_names_the_most_mentors_and_what_they_give(small, language, title, gains):
    """A facilitator decides on the second mentor by what it gives, so both numbers stand there."""
    told = start("match", small, "--per-subject", 3, "--lang", language, *QUICK)

    assert told.returncode == 0
    assert title in told.stdout
    assert gains in told.stdout
    assert " 200 " in told.stdout


def test_without_a_number_the_policy_says_how_many(small):
    """The number is the programme's to set, and the option alone asks for it."""
    answer = json.loads(start("match", small, "--per-subject", "--json", *QUICK).stdout)

    told = answer["per_subject"]
    assert (told["mentors_each"], told["pair_price"]) == (2, 150)
    assert told["status"] == "optimal"
    assert {one["mentee"] for one in told["answers"]} >= {one["mentee"] for one in answer["match"]["proposals"]}
    assert all(level["proved"] for level in told["levels"])
    assert len(told["certificate"]) == len(told["levels"])


def test_a_number_out_of_range_is_wrong_use(small):
    """More than five mentors for one utility is a slip of the finger."""
    told = start("match", small, "--per-subject=6", "--lang", "en", *QUICK)

    assert told.returncode == 2
    assert "--per-subject" in told.stderr


def test_prices_of_single_mentors_are_not_shown_beside_it(small):
    """The price of one other mentor belongs to the plain match; beside bundles it would be false."""
    told = start("match", small, "--per-subject", "--why", "s-01", "--lang", "en", *QUICK)

    assert told.returncode == 2
    assert "--per-subject cannot stand beside --why" in " ".join(told.stderr.split())
