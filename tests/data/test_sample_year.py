"""The large sample is a whole programme year: wishes that compete, every kind of no, gaps in readiness."""

import datetime as dt
from collections import Counter

import pytest

from tests.data.sample_cases import BOOK, COUNTRY, ISLANDS, letters_of, mentors_of, needs_of, offered, read

# Words within which a letter of the large sample stays: shorter is a note, longer is not read.
LEAST_WORDS, MOST_WORDS = 80, 150


@pytest.fixture
def year() -> dict:
    """Give the large sample."""
    return read("year-2027")


def test_large_sample_is_a_programme_year(year):
    """Twenty-four letters and fourteen mentors, one of them a person, from Aceh to Papua."""
    assert len(year["letter"]) == 24
    assert len(year["mentor"]) == 14
    assert [mentor["kind"] for mentor in year["mentor"] if "kind" in mentor] == ["person"]
    assert {COUNTRY.utility(letter["utility"]).island_group for letter in year["letter"]} == ISLANDS


def test_large_sample_has_room_for_the_letters(year):
    """Between one and four places a mentor; together more than letters, so that no is about fit and money."""
    places = [mentor["capacity"] for mentor in year["mentor"]]

    assert min(places) >= 1
    assert max(places) <= 4
    assert sum(places) >= len(year["letter"])


def test_letters_of_the_large_sample_read_like_letters(year):
    """Neither a form line nor an essay, with number, subject and addressee."""
    for letter in year["letter"]:
        text = letter["text"]
        assert LEAST_WORDS <= len(text.split()) <= MOST_WORDS, (letter["id"], len(text.split()))
        assert "Ketua Umum" in text, letter["id"]
        assert "690/" in text, letter["id"]
        assert "Perihal" in text or "Hal:" in text, letter["id"]


def test_letters_of_the_large_sample_are_all_different(year):
    """No sentence stands in two letters; a copied one would teach the reader nothing."""
    sentences = Counter(
        sentence.strip()
        for letter in year["letter"]
        for sentence in letter["text"].replace("\n", ". ").split(". ")
        if len(sentence.split()) > 8
    )

    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_wishes_of_the_large_sample_compete(year):
    """Three letters want Palembang, which has two places; somebody has to give way."""
    wished = Counter(letter["wished"] for letter in year["letter"] if "wished" in letter)
    mentors = mentors_of(year)

    assert any(times > mentors[key]["capacity"] for key, times in wished.items())
    assert len(year["letter"]) // 3 <= sum(wished.values()) <= len(year["letter"]) // 2


def test_one_wish_is_for_a_mentor_without_the_practice(year):
    """Reputation is not an offer; the matcher has to say so."""
    practices = {(practice["mentor"], practice["subject"]) for practice in year["practice"]}
    empty = [
        key
        for key, letter in letters_of(year).items()
        if "wished" in letter and not any((letter["wished"], n["subject"]) in practices for n in needs_of(year, key))
    ]

    assert empty == ["s-11"]


def test_one_letter_asks_what_nobody_offers(year):
    """The simplest no."""
    lonely = [key for key in letters_of(year) if not {need["subject"] for need in needs_of(year, key)} & offered(year)]

    assert lonely == ["s-22"]


def test_one_letter_is_too_small_for_the_only_mentor_of_its_subject(year):
    """A mentor may state the mentees that it expects (3.1.2)."""
    letter = letters_of(year)["s-23"]
    subject = needs_of(year, "s-23")[0]["subject"]
    mentors = {practice["mentor"] for practice in year["practice"] if practice["subject"] == subject}
    limits = [mentors_of(year)[key]["least_connections"] for key in mentors]

    assert limits
    assert all(COUNTRY.utility(letter["utility"]).connections < least for least in limits)


def test_one_pin_rules_out_the_only_mentor_of_a_letter(year):
    """The facilitator's no must be seen with its reason."""
    pin = next(pin for pin in year["pin"] if pin["kind"] == "never")
    subjects = {need["subject"] for need in needs_of(year, pin["letter"])}
    able = {practice["mentor"] for practice in year["practice"] if practice["subject"] in subjects}

    assert able == {pin["mentor"]}


def test_pin_that_must_be_is_possible(year):
    """A fixed pair without the practice would make the whole year impossible."""
    pin = next(pin for pin in year["pin"] if pin["kind"] == "must")
    subjects = {need["subject"] for need in needs_of(year, pin["letter"])}

    assert (pin["mentor"] in {p["mentor"] for p in year["practice"] if p["subject"] in subjects}) is True


def test_two_letters_are_ready_too_late_to_finish(year):
    """Six months from the end of May end in November, and the papers after that in January."""
    late = [letter["id"] for letter in year["letter"] if letter["ready"] > dt.date(2027, 5, 11)]

    assert late == ["s-20", "s-21"]


def test_readiness_of_the_large_sample_has_gaps(year):
    """A warning that is never shown is never tested: no acknowledgement, no plan, no team, no sum."""
    letters = year["letter"]

    assert any(letter["acknowledges"] is False for letter in letters)
    assert any(letter.get("stakeholders_told") is not True for letter in letters)
    assert any(letter.get("in_annual_plan") is not True for letter in letters)
    assert any("budget" not in letter for letter in letters)
    assert any(letter["main_team"] < BOOK.number("main_team_least") for letter in letters)
    assert any(letter.get("large_team", 0) > BOOK.number("large_team_most") for letter in letters)
    assert sum(letter.get("in_annual_plan") is True for letter in letters) >= len(letters) - 3


def test_some_practices_are_unverified(year):
    """What is only told counts less than what was checked, so both must occur."""
    verified = Counter(practice.get("verified", False) for practice in year["practice"])

    assert verified[True] > verified[False] > 0


def test_practices_spread_over_the_catalogue(year):
    """Loss alone would make every mentor alike."""
    wanted = {"NRW", "DMA", "ENERGY", "BILL", "GIS", "WTP", "WSP", "HR", "ASSET", "METER", "TARIFF", "SOURCE"}

    assert wanted <= offered(year)
    assert len(offered(year)) >= 18
