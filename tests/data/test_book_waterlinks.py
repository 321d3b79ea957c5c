"""The second book has other phases, words, durations and money, and answers to the same names."""

import datetime as dt
from pathlib import Path

import pytest

import planner
from data import PERPAMSI, WATERLINKS, load_book

OURS, OTHER = load_book(PERPAMSI), load_book(WATERLINKS)
GUIDELINE_ONLY = {"guideline/numbers.toml", "policy/documents.toml"}


def test_second_book_names_its_own_phases():
    """If a phase were named in code, this book would break it."""
    assert list(OTHER.phases) == ["identification", "introduction", "establishment", "implementation", "closing"]
    assert list(OTHER.phases) != list(OURS.phases)


def test_second_book_has_a_pilot_of_twelve_to_twenty_four_months():
    """A duration written into a solver would show here."""
    assert (OTHER.number("pilot_months_least"), OTHER.number("pilot_months_most")) == (12, 24)


def test_second_book_pays_in_another_currency_and_is_not_bound_to_the_year():
    """Pilots of two years cannot end in one budget year."""
    assert OTHER.programme.currency == "USD"
    assert OTHER.programme.budget_year_binds is False
    assert OURS.programme.budget_year_binds is True


def test_second_book_has_other_words_for_the_roles():
    """The id is the same, the word is the programme's own."""
    assert OTHER.roles["mentee"].name.en == "Recipient operator"
    assert OTHER.roles["supporting_partner"].name.en == "Development partner"


@pytest.mark.parametrize("role", ["mentor", "mentee", "facilitator"])
def test_parties_have_the_same_ids_in_both_books(role):
    """Solvers know three parties by id, whatever they are called."""
    assert role in OURS.roles
    assert role in OTHER.roles


@pytest.mark.parametrize(
    "number",
    [
        row.id
        for row in OURS.numbers.values()
        if OURS.files[f"number:{row.id}"] not in GUIDELINE_ONLY
        and not row.id.startswith(("ramadan_", "eid_", "independence_"))
    ],
)
def test_policy_number_exists_in_both_books(number):
    """A solver asks every book for the same names; only quiet windows bring their own."""
    assert number in OTHER.numbers


def test_solver_rules_exist_in_both_books():
    """A reason cites a rule of the book in use, so each has to be there."""
    assert {row.id for row in OURS.rules.values() if row.room != "service"} <= set(OTHER.rules)


def test_cost_kinds_are_the_same_in_both_books():
    """A cost line is of a kind; the heads under which it is booked differ."""
    assert set(OTHER.cost_kinds) == set(OURS.cost_kinds)
    assert set(OTHER.budget_heads) != set(OURS.budget_heads)


def test_section_numbers_of_the_books_do_not_meet():
    """A test that guards a section of one guideline must not seem to guard another's."""
    assert not set(OTHER.sections) & set(OURS.sections)


def test_second_book_states_almost_nothing_as_its_own_words():
    """It is written in a manner, not copied, and has to say so."""
    numbers = {row.status for row in OTHER.numbers.values()}

    assert "stated" not in numbers
    assert "not their text" in OTHER.sections["W-1"].note


def test_match_weights_add_up_to_the_same_total_in_both_books():
    """Points of two programmes can be read on one scale only if their totals agree."""
    totals = [
        sum(row.value for row in book.numbers.values() if row.id.startswith("match_weight_")) for book in (OURS, OTHER)
    ]

    assert totals == [1000, 1000]


@pytest.mark.parametrize("book", [OURS, OTHER], ids=["perpamsi", "waterlinks"])
def test_rules_name_modules_that_exist(book):
    """A rule without its module would be a promise in a table."""
    root = Path(__file__).resolve().parents[2]
    places = {row.where: root.joinpath(*row.where.split(".")) for row in book.rules.values()}

    missing = [where for where, path in places.items() if not path.with_suffix(".py").exists() and not path.is_dir()]

    assert missing == []


def test_second_book_is_planned_by_the_same_planner():
    """The proof that no rule of one programme hides in code: the other's year is planned and recounted."""
    model = planner.Model(
        OTHER, year=2027, today=dt.date(2026, 12, 1), budget=dict.fromkeys(OTHER.budget_heads, 10**12)
    )
    model.add_facilitator("rina", days_per_month=20)
    model.add_party("alfa", region="35.78")
    model.add_party("beta", region="35.04")
    model.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=dt.date(2027, 1, 11), worth=100)

    plan = model.solve(time_limit=10, seed=1)

    (pilot,) = (event for event in plan.events if event.activity == "pilot")
    assert plan.verify() == ()
    assert pilot.last >= pilot.first.replace(year=pilot.first.year + 1)
    assert "concept_note" in {event.activity for event in plan.events}
