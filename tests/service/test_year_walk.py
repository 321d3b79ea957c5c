"""The walk from an intake to a year that both checkers accept, and to its files."""

from dataclasses import replace

import pytest

from data import load_book
from data.answer import Violation
from data.country import load_country
from data.text import Text
from service.documents.year_html import write_html
from service.errors import ServiceError
from service.walks.papers import write_papers
from service.walks.year import RefusedAnswer, run_match
from tests.service.year_cases import SEED, nobody_served, small_intake, small_year, year_of


def match_of(intake):
    """Return the match of ``intake``."""
    return run_match(intake, book=load_book(), country=load_country(), seed=SEED, time_limit=20)


def test_year_is_accepted_by_both_checkers():
    """Nothing is shown that was not counted again."""
    year = small_year()

    assert year.match.verify() == ()
    assert year.plan.verify() == ()


def test_every_pair_becomes_one_partnership():
    """A pair without a partnership would never be planned."""
    year = small_year()

    assert len(year.letters) == len(year.match.proposals) == len(year.plan.problem.partnerships)
    assert set(year.letters.values()).isdisjoint(year.match.unmatched)


def test_every_letter_is_paired_or_refused():
    """Nobody may be left without an answer."""
    year = small_year()

    answered = {*year.letters.values(), *year.match.unmatched}

    assert answered == {letter.id for letter in year.intake.letters}


def test_proposal_and_letter_of_a_partnership_belong_together():
    """Pages look a partnership up by its id."""
    year = small_year()

    for key in year.letters:
        assert year.proposal(key).mentee == year.letter(key).id


def test_unknown_partnership_is_an_error():
    """A wrong id must not quietly give somebody else's pair."""
    with pytest.raises(KeyError):
        small_year().proposal("w-77")
    with pytest.raises(KeyError):
        small_year().letter("w-77")


def test_progress_tells_each_stage():
    """Whoever waits wants to know for what."""
    progress = []

    year_of(small_intake(), progress=progress)

    stages = [each.stage.en for each in progress]
    assert stages[0] == "reading the letters"
    assert "checking the match" in stages
    assert stages[-2:] == ["checking the plan and the money", "playing the year through"]


def test_same_seed_gives_the_same_year():
    """Two colleagues with one workbook must see one plan."""
    again = year_of(small_intake())

    assert again.plan.events == small_year().plan.events
    assert again.plan.ledger == small_year().plan.ledger


def test_year_without_a_pair_is_still_a_year():
    """The world may say no to everybody; that is an answer and no error."""
    year = year_of(nobody_served(small_intake()))

    assert year.letters == {}
    assert list(year.match.unmatched) == ["s-04"]
    assert not [event for event in year.plan.events if event.partnership]


def test_match_alone_needs_no_calendar():
    """Before the meeting only the pairs are asked for."""
    matched = match_of(small_intake())

    assert matched.match.proposals == small_year().match.proposals
    assert matched.letters == small_year().letters


def test_doubts_about_letters_are_among_the_warnings():
    """An unreadable letter must be seen by a person."""
    needs = tuple(each for each in small_intake().needs if each.letter != "s-04")

    matched = match_of(replace(small_intake(), needs=needs))

    assert ("subject_missing", "s-04") in {(each.rule, each.who) for each in matched.warnings}


def test_refused_answer_names_room_and_every_violation():
    """Whoever reports it must be able to say what broke."""
    violations = tuple(
        Violation(rule=rule, who="w-01", sentence=Text(en=f"{rule} is broken", id="rusak"))
        for rule in ("order", "payer")
    )

    error = RefusedAnswer("planner", violations)

    assert isinstance(error, ServiceError)
    assert isinstance(error, RuntimeError)
    assert error.violations == violations
    assert "planner" in str(error)
    assert "order is broken" in str(error)
    assert "payer is broken" in str(error)


@pytest.mark.parametrize("language", ["en", "id"])
def test_papers_are_written_into_a_new_folder(tmp_path, language):
    """A first run has no folder yet; a second one replaces what is there."""
    folder = tmp_path / "new" / "year"

    first = write_papers(small_year(), folder, language=language)
    second = write_papers(small_year(), folder, language=language)

    assert first == second
    assert [path.name for path in first] == [
        "solidaritas-2027.xlsx", "solidaritas-2027.ics", "solidaritas-2027.html", "solidaritas-2027.xml", "papers",
    ]  # fmt: skip
    assert all(path.stat().st_size > 1000 for path in first[:-1])
    assert {path.suffix for path in first[-1].iterdir()} == {".html", ".ics"}


def test_papers_hold_the_page_as_the_service_shows_it(tmp_path):
    """The file and the page on the screen must not differ."""
    papers = write_papers(small_year(), tmp_path, language="en")
    write_html(small_year(), tmp_path / "other.html", language="en")

    assert papers[2].read_text("utf8") == (tmp_path / "other.html").read_text("utf8")


def test_calendar_file_is_the_same_twice(tmp_path):
    """A calendar that reads a new copy must not double its entries."""
    first = write_papers(small_year(), tmp_path / "a", language="id")[1].read_bytes()
    second = write_papers(small_year(), tmp_path / "b", language="id")[1].read_bytes()

    assert first == second
