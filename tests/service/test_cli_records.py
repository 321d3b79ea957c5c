"""``twins`` and ``past``: questions about names, and what people chose beside the ranking."""

import json
from dataclasses import replace

import pytest

from data.country import load_country
from service.cli.report.whole import match_report
from tests.service.cli_cases import printed, run, workbook
from tests.service.year_cases import small_intake, year_of


def two_names():
    """Return the small sample in which a mentor without utility has the name of a letter's utility, with a slip."""
    intake = small_intake()
    letter = intake.letters[0]
    name = load_country().utility(letter.utility).name
    first = replace(intake.mentors[0], id="twin", utility="", name=name[:-1], region="")
    practice = replace(intake.practices[0], mentor="twin")
    return replace(intake, mentors=(*intake.mentors, first), practices=(*intake.practices, practice)), letter.id


@pytest.mark.parametrize(("language", "word"), [("en", "No two names"), ("id", "Tidak ada dua nama")])
def test_twins_of_a_clean_workbook_asks_nothing(tmp_path, language, word):
    """No question, no work: exit code 0."""
    told = run("twins", workbook(tmp_path / "small.xlsx", small_intake()), language=language)

    assert (told.exit_code, word in told.stdout) == (0, True)


@pytest.mark.guards("1.1")
def test_twins_asks_about_two_names_and_merges_nothing():
    """The year warns of them too, with what to do in both languages."""
    intake, letter = two_names()

    year = year_of(intake)
    found = [reason for reason in year.warnings if reason.rule == "twins"]

    assert {reason.who for reason in found} <= {"twin", letter}
    assert found
    assert all("same utility" in reason.sentence.en and reason.remedy.id for reason in found)
    assert "One utility under two names?" in printed(match_report, year=year, arguments=())


def test_past_of_the_public_record_shows_both_rules_the_sample_and_what_is_missing():
    """Four cases prove nothing, and the page says so."""
    told = run("past")

    text = " ".join(told.stdout.split())
    assert told.exit_code == 0
    assert "4 cases are fewer than 100: no weight may be fitted to them, and none is." in text
    assert "Chance of success: off. 0 closed partnerships" in text
    assert "at least 100 more" in text
    assert "Kota Sukabumi" in text


def test_past_as_json_holds_the_same_cases():
    """Another program reads the same places."""
    record = json.loads(run("past", "--json").stdout)

    assert [case["place"] for case in record["cases"]] == [3, 1, 4, 1]
    assert all(case["allowed"] >= case["place"] for case in record["cases"])
    assert len(record["skipped"]) == 7


def test_past_of_a_workbook_and_of_a_wrong_file(tmp_path):
    """A workbook gives its past sheet; a table with wrong cells is refused with every one of them."""
    told = run("past", workbook(tmp_path / "small.xlsx", replace(small_intake(), past=())))
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("year,mentee,subject,mentor,source,note\n2020,nobody,NRW,nobody,,\n", "utf8")

    assert told.exit_code == 1
    assert "no past partnership" in told.stderr
    refused = run("past", wrong)
    assert refused.exit_code == 2
    assert refused.stderr.count("expected a utility id of the reference") == 2
