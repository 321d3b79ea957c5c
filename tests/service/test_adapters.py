"""An intake as the matcher sees it, and which subject a letter means."""

import datetime as dt
from dataclasses import replace

import pytest

from data import load_book
from data.country import load_country
from service.adapters import matcher_model, read_needs
from service.records.intake import Letter, LetterNeed, PastRelation, Pin
from tests.service.year_cases import SEED, small_intake, with_letter


def problem_of(intake, needs=None):
    """Return the frozen matching problem of ``intake``."""
    return matcher_model(intake, book=load_book(), country=load_country(), needs=needs).freeze()


def needs_of(intake):
    """Return readable needs and doubts."""
    return read_needs(intake, book=load_book(), country=load_country())


def test_model_holds_everybody_in_the_order_of_the_workbook():
    """A letter lost on the way would be a utility that nobody answers."""
    intake = small_intake()

    problem = problem_of(intake)

    assert list(problem.mentors) == [each.id for each in intake.mentors]
    assert list(problem.mentees) == [each.id for each in intake.letters]
    assert len(problem.practices) == len(intake.practices)
    assert len(problem.needs) == len(intake.needs)


def test_model_keeps_capacity_and_region_of_mentors():
    """A mentor with two places must not become one with one."""
    intake = small_intake()

    problem = problem_of(intake)

    assert {key: mentor.capacity for key, mentor in problem.mentors.items()} == {
        each.id: each.capacity for each in intake.mentors
    }
    assert all(mentor.region for mentor in problem.mentors.values())


def test_model_names_the_wished_mentor_on_every_need():
    """The letter's own choice is nearly decisive, so it may not be lost (3.1.1-A6)."""
    wished = small_intake().mentors[0].id
    intake = with_letter(small_intake(), "s-03", wished=wished)

    problem = problem_of(intake)

    assert {need.chosen for need in problem.needs.values() if need.mentee == "s-03"} == {wished}


def test_model_keeps_readings_and_words_of_a_need():
    """Readings are decimals from the workbook and stay exact."""
    intake = small_intake()
    need = next(each for each in intake.needs if each.today)

    problem = problem_of(intake)

    kept = next(each for each in problem.needs.values() if each.mentee == need.letter and each.rank == need.rank)
    assert dict(kept.today) == need.today


def test_expectations_reach_the_matcher():
    """A mentor may say which mentees it expects (3.1.2)."""
    first, *others = small_intake().mentors
    strict = replace(first, islands=("Sumatera",), least_connections=10_000)

    problem = problem_of(replace(small_intake(), mentors=(strict, *others)))

    assert problem.mentors[first.id].expects.islands == ("Sumatera",)
    assert problem.mentors[first.id].expects.least_connections == 10_000


def test_mentor_without_wishes_is_open_to_all():
    """An empty cell is no wish, not a wish for nobody."""
    first, *others = small_intake().mentors
    free = replace(first, islands=(), subjects=(), least_connections=None, most_connections=None)

    problem = problem_of(replace(small_intake(), mentors=(free, *others)))

    assert problem.mentors[first.id].expects.is_open


@pytest.mark.parametrize("kind", ["must", "never"])
def test_pins_keep_kind_reason_and_author(kind):
    """An overruled proposal must say who overruled it and why."""
    mentor, letter = small_intake().mentors[0].id, small_intake().letters[0].id
    pin = Pin(mentor=mentor, letter=letter, kind=kind, reason="agreed by telephone", author="Rina (fictional)")

    problem = problem_of(replace(small_intake(), pins=(pin,)))

    kept = next(each for each in problem.pins)
    assert (kept.mentor, kept.mentee, kept.kind, kept.reason, kept.author) == (
        mentor, letter, kind, "agreed by telephone", "Rina (fictional)",
    )  # fmt: skip


def test_past_relation_may_name_a_utility_that_is_not_in_this_year():
    """Former partners need not take part again, in either role."""
    utility, other = list(load_country().utilities)[:2]

    problem = problem_of(replace(small_intake(), past=(PastRelation(mentor=utility, mentee=other, year=2019),)))

    assert [(each.teacher, each.learner, each.year) for each in problem.past] == [(utility, other, 2019)]


def test_two_letters_of_one_utility_stay_two_requests():
    """A utility may ask for two subjects in two letters; none may swallow the other."""
    intake = small_intake()
    twin = replace(intake.letters[0], id="s-99")
    needs = (*intake.needs, LetterNeed(letter="s-99", rank=1, subject="GIS"))

    problem = problem_of(replace(intake, letters=(*intake.letters, twin), needs=needs))

    assert "s-99" in problem.mentees
    assert problem.mentees["s-99"].utility == problem.mentees[intake.letters[0].id].utility


def letter(text: str) -> Letter:
    """Return a letter that says ``text``."""
    first = small_intake().letters[0]
    return Letter(
        id="s-90", utility=first.utility, received=dt.date(2026, 11, 2), ready=dt.date(2027, 1, 11), text=text,
        expected_result="",
    )  # fmt: skip


def intake_of(text: str, *needs: LetterNeed):
    """Return an intake with one letter that says ``text``."""
    return replace(small_intake(), letters=(letter(text),), needs=needs)


def test_need_without_subject_is_read_from_its_words():
    """A letter may describe its trouble instead of naming a subject (3.1.1-A6)."""
    intake = intake_of("", LetterNeed(letter="s-90", rank=1, subject="", words="menurunkan tingkat kehilangan air NRW"))

    needs, doubts = needs_of(intake)
    problem = problem_of(intake, needs)

    assert doubts == ()
    assert problem.needs["s-90/1"].subject.startswith("NRW")
    assert problem.needs["s-90/1"].read


def test_words_that_name_no_subject_are_doubted_and_left_out():
    """Guessing a subject would send a mentor to the wrong trouble."""
    intake = intake_of("", LetterNeed(letter="s-90", rank=1, subject="", words="xyzzy qwrt"))

    needs, doubts = needs_of(intake)

    assert needs == ()
    assert [(doubt.rule, doubt.who, doubt.section) for doubt in doubts] == [("subject_unread", "s-90", "3.1.1-A6")]


def test_letter_without_any_need_is_doubted():
    """A letter must name its subject; one without is sent back, not forgotten."""
    _, doubts = needs_of(intake_of("Kami ingin ikut."))

    assert [(doubt.rule, doubt.who) for doubt in doubts] == [("subject_missing", "s-90")]


def test_unreadable_letter_comes_back_unmatched_and_stops_nobody():
    """One bad letter may not cost the others their year."""
    intake = small_intake()
    odd = LetterNeed(letter="s-04", rank=1, subject="", words="xyzzy qwrt")
    intake = replace(intake, needs=(*(each for each in intake.needs if each.letter != "s-04"), odd))

    model = matcher_model(intake, book=load_book(), country=load_country())
    result = model.solve(time_limit=20, seed=SEED)

    assert "s-04" in result.unmatched
    assert len(result.proposals) == 3


def test_model_keeps_least_waited_and_floor():
    """What a workbook says of minimum, waiting and least fit must reach the aims, or it is asked for in vain."""
    intake = with_letter(small_intake(), "s-01", waited=2)
    mentors = (replace(intake.mentors[0], least=1, team_days=30), *intake.mentors[1:])

    problem = problem_of(replace(intake, mentors=mentors, floor=300))

    assert problem.mentees["s-01"].waited == 2
    assert problem.mentors[mentors[0].id].least == 1
    assert problem.mentors[mentors[0].id].team_days == 30
    assert problem.floor == 300


def test_model_without_a_floor_has_the_one_of_the_book():
    """An empty cell is no zero of the facilitator's."""
    assert problem_of(small_intake()).floor == load_book().number("match_floor_points")
