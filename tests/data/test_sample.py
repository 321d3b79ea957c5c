"""The sample years say only what the reference and the book know, and are marked as invented."""

import datetime as dt
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from data import load_book
from data.country import load_country

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
COUNTRY, BOOK = load_country(), load_book()
NAMES = ("year-2027", "small")
WATERS = {"river", "spring", "groundwater", "lake", "brackish", "sea"}
ISLANDS = {region.island_group for region in COUNTRY.regions.values()}

# Words within which a letter of the large sample stays: shorter is a note, longer is not read.
LEAST_WORDS, MOST_WORDS = 80, 150


def read(name: str) -> dict[str, object]:
    """Return a sample file as it stands, readings as decimals."""
    return tomllib.loads((SAMPLES / f"{name}.toml").read_text("utf8"), parse_float=Decimal)


@pytest.fixture(params=NAMES)
def sample(request) -> dict:
    """Give each sample in turn."""
    return read(request.param)


@pytest.fixture
def year() -> dict:
    """Give the large sample."""
    return read("year-2027")


def letters_of(sample):
    """Return the letters by id."""
    return {letter["id"]: letter for letter in sample["letter"]}


def mentors_of(sample):
    """Return the mentors by id."""
    return {mentor["id"]: mentor for mentor in sample["mentor"]}


def needs_of(sample, letter):
    """Return a letter's needs by rank."""
    return sorted((need for need in sample["need"] if need["letter"] == letter), key=lambda need: need["rank"])


def offered(sample):
    """Return every subject that some practice offers."""
    return {practice["subject"] for practice in sample["practice"]}


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


def test_every_signature_of_the_large_sample_is_marked_invented(year):
    """A name under a real utility's letter would be taken for its director's."""
    assert [letter["id"] for letter in year["letter"] if "(nama rekaan)" not in letter["text"]] == []


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


def test_small_sample_is_small():
    """Four letters and three mentors can be checked by hand."""
    small = read("small")

    assert (len(small["letter"]), len(small["mentor"])) == (4, 3)


def test_small_sample_has_one_letter_that_nobody_answers():
    """Even the first steps show a no."""
    small = read("small")

    assert [key for key in letters_of(small) if needs_of(small, key)[0]["subject"] not in offered(small)] == ["s-04"]
