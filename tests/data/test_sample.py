"""The sample years say only what the reference and the book know, and are marked as invented."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from tests.data.sample_cases import BOOK, COUNTRY, ISLANDS, SAMPLES, letters_of, mentors_of, needs_of, offered, read

NAMES = ("year-2027", "small")
WATERS = {"river", "spring", "groundwater", "lake", "brackish", "sea"}


@pytest.fixture(params=NAMES)
def sample(request) -> dict:
    """Give each sample in turn."""
    return read(request.param)


def test_sample_is_marked_fictional_at_the_top(sample):
    """Utilities are real, so nobody may take what stands here for their word."""
    assert sample["fictional"] is True


@pytest.mark.parametrize("name", NAMES)
def test_sample_file_begins_with_the_mark(name):
    """Whoever opens the file sees it before anything else."""
    assert (SAMPLES / f"{name}.toml").read_text("utf8").startswith("# CONTOH FIKTIF")


def test_every_letter_is_marked_fictional(sample):
    """A letter is copied out of its file sooner or later, so the mark stands in its text."""
    assert [letter["id"] for letter in sample["letter"] if not letter["text"].startswith("CONTOH FIKTIF")] == []


def test_every_signature_of_the_large_sample_is_marked_invented():
    """A name under a real utility's letter would be taken for its director's."""
    assert [letter["id"] for letter in read("year-2027")["letter"] if "(nama rekaan)" not in letter["text"]] == []


def test_every_person_is_marked_fictional(sample):
    """Facilitators, authors of pins and mentors that are persons have names too."""
    people = [colleague["name"] for colleague in sample["facilitator"]]
    people += [mentor["name"] for mentor in sample["mentor"] if mentor.get("kind") == "person"]
    people += [pin["author"] for pin in sample.get("pin", [])]

    assert [name for name in people if "(fiktif)" not in name] == []


def test_every_reason_and_the_decision_are_marked_fictional(sample):
    """An absence for an audit or a dispute about a spring would be news if it were true."""
    told = [row["reason"] for table in ("absence", "pin") for row in sample.get(table, [])]

    assert [reason for reason in told if not reason.startswith("CONTOH FIKTIF")] == []
    assert sample["decision"]["number"].startswith("CONTOH-FIKTIF")


@pytest.mark.parametrize("table", ["facilitator", "mentor", "letter"])
def test_ids_stand_once(sample, table):
    """Other rows refer to them."""
    counted = Counter(row["id"] for row in sample[table])

    assert [key for key, times in counted.items() if times > 1] == []


def test_every_letter_comes_from_a_utility_of_the_reference(sample):
    """A sample of utilities that do not exist would show no distance, no fare and no reading."""
    for letter in sample["letter"]:
        assert COUNTRY.utility(letter["utility"]).id == letter["utility"]


def test_every_mentor_is_a_utility_of_the_reference_or_a_person_with_a_place(sample):
    """A person travels from somewhere; a utility's place is known."""
    for mentor in sample["mentor"]:
        if mentor.get("kind", "utility") == "utility":
            assert COUNTRY.utility(mentor["utility"])
        else:
            assert COUNTRY.region(mentor["region"]).level != "province"


def test_no_utility_asks_and_teaches_in_one_year(sample):
    """It could, but a sample should not begin with the exception."""
    teaching = {mentor.get("utility") for mentor in sample["mentor"]}

    assert teaching & {letter["utility"] for letter in sample["letter"]} == set()


def test_every_subject_is_in_the_catalogue(sample):
    """An unknown subject would match nobody, and nobody would know why."""
    for table in ("need", "practice"):
        for row in sample[table]:
            assert COUNTRY.subject(row["subject"]).id == row["subject"]
    for mentor in sample["mentor"]:
        assert all(COUNTRY.subject(key) for key in mentor.get("subjects", ()))


def test_every_reading_is_a_plausible_value_of_a_kpi(sample):
    """A loss of 354 per cent would be refused by the workbook."""
    readings = [(need["letter"], need.get("today", {})) for need in sample["need"]]
    readings += [(p["mentor"], p.get(when, {})) for p in sample["practice"] for when in ("before", "after")]

    for who, values in readings:
        for key, value in values.items():
            assert COUNTRY.kpi(key).is_plausible(Decimal(value)), (who, key, value)


def test_today_s_readings_agree_with_the_reference_where_it_has_them(sample):
    """A real utility's public figure must not be invented anew."""
    for need in sample["need"]:
        known = COUNTRY.utility(letters_of(sample)[need["letter"]]["utility"]).readings
        for key, value in need.get("today", {}).items():
            assert key not in known or known[key].value == Decimal(value), (need["letter"], key, value)


def test_a_practice_s_last_reading_agrees_with_the_reference_where_it_has_it(sample):
    """The achievement shown ends where the register stands."""
    mentors = mentors_of(sample)
    for practice in sample["practice"]:
        utility = mentors[practice["mentor"]].get("utility")
        known = COUNTRY.utility(utility).readings if utility else {}
        for key, value in practice.get("after", {}).items():
            assert key not in known or known[key].value == Decimal(value), (practice["mentor"], key, value)


def test_every_practice_improves_what_it_shows(sample):
    """A best practice is shown by the performance achievement (3.1.2), not by a loss."""
    for practice in sample["practice"]:
        before, after = practice.get("before", {}), practice.get("after", {})
        assert before.keys() == after.keys(), practice["title"]
        for key in before:
            better = after[key] > before[key] if COUNTRY.kpi(key).higher_is_better else after[key] < before[key]
            assert better or key == "average_tariff_idr_m3", (practice["title"], key)


def test_practices_are_not_of_the_future(sample):
    """An achievement of next year is a plan."""
    assert all(practice["year"] <= sample["today"].year for practice in sample["practice"])


def test_every_mentor_offers_something_and_every_practice_has_its_mentor(sample):
    """A practice on offer is the mentor's statement of willingness."""
    assert {practice["mentor"] for practice in sample["practice"]} == set(mentors_of(sample))


@pytest.mark.guards("3.1.1-A6")
def test_every_letter_names_its_subject_and_expected_result(sample):
    """The letter should mention the subject and the expected results."""
    for key, letter in letters_of(sample).items():
        assert letter["expected_result"].strip(), key
        assert [need["rank"] for need in needs_of(sample, key)] == list(range(1, len(needs_of(sample, key)) + 1)), key
        assert 1 <= len(needs_of(sample, key)) <= 3, key


def test_no_need_is_without_its_letter(sample):
    """A need of a letter that does not exist would be lost in silence."""
    assert {need["letter"] for need in sample["need"]} == set(letters_of(sample))


def test_wished_mentors_exist(sample):
    """A wish for somebody who is not there is a typing slip."""
    wished = {letter.get("wished") for letter in sample["letter"]} - {None}

    assert wished <= set(mentors_of(sample))


def test_letters_are_received_before_today_and_ready_in_the_year(sample):
    """One plans with letters that have come in, for the year that they ask for."""
    for letter in sample["letter"]:
        assert letter["received"] <= sample["today"], letter["id"]
        assert letter["ready"].year == sample["year"], letter["id"]


def test_raw_water_uses_the_known_kinds(sample):
    """A sixth word for a river would be like nobody's water."""
    for row in (*sample["letter"], *sample["mentor"]):
        kinds = {kind.strip() for kind in row["raw_water"].split(",")} if row.get("raw_water") else set()
        assert kinds <= WATERS, row["id"]


def test_island_wishes_use_the_names_of_the_reference(sample):
    """An island misspelt would exclude everybody."""
    for mentor in sample["mentor"]:
        assert set(mentor.get("islands", ())) <= ISLANDS, mentor["id"]


@pytest.mark.guards("4.2")
def test_budget_has_the_book_s_five_heads(sample):
    """A sixth head would be paid by nobody, a missing one by everybody."""
    assert set(sample["budget"]) == set(BOOK.budget_heads)
    assert all(type(amount) is int and amount > 0 for amount in sample["budget"].values())


@pytest.mark.guards("4.2")
def test_decision_states_what_its_kind_needs(sample):
    """The amount of subsidy and its rule are the National Board's, complete and dated."""
    decision = sample["decision"]
    kind = BOOK.subsidy_kinds[decision["kind"]]

    assert set(decision["amounts"]) == set(kind.needs)
    assert decision["date"] <= sample["today"]


def test_absences_name_somebody_and_lie_in_the_year(sample):
    """An absence of nobody blocks nothing."""
    known = {row["id"] for table in ("facilitator", "mentor", "letter") for row in sample[table]}
    for absence in sample["absence"]:
        assert absence["who"] in known
        assert dt.date(sample["year"], 1, 1) <= absence["first"] <= absence["last"] <= dt.date(sample["year"], 12, 31)


def test_past_relations_are_of_known_parties(sample):
    """Mentors, letters or utilities; a name that is none of them says nothing."""
    known = {*mentors_of(sample), *letters_of(sample), *COUNTRY.utilities}
    for past in sample["past"]:
        assert {past["mentor"], past["mentee"]} <= known
        assert past.get("year", 0) <= sample["today"].year


def test_pins_are_of_known_pairs(sample):
    """A pin that points at nobody is a decision lost."""
    for pin in sample.get("pin", []):
        assert pin["mentor"] in mentors_of(sample)
        assert pin["letter"] in letters_of(sample)
        assert pin["kind"] in {"must", "never"}
        assert pin["author"].strip()


def test_sample_says_nothing_but_fields_of_the_intake(sample):
    """A misspelt key would be dropped, and with it what it meant."""
    known = {
        "fictional", "year", "today", "budget_state", "budget", "decision", "facilitator", "mentor", "practice",
        "letter", "need", "past", "pin", "absence", "travel_policy",
    }  # fmt: skip

    assert set(sample) <= known


def test_small_sample_is_small():
    """Four letters and three mentors can be checked by hand."""
    small = read("small")

    assert (len(small["letter"]), len(small["mentor"])) == (4, 3)


def test_small_sample_has_one_letter_that_nobody_answers():
    """Even the first steps show a no."""
    small = read("small")

    assert [key for key in letters_of(small) if needs_of(small, key)[0]["subject"] not in offered(small)] == ["s-04"]
