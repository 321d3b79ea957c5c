"""An intake and its match as the planner sees them."""

import datetime as dt
from dataclasses import replace

import pytest

from data import load_book
from data.country import load_country
from service.adapters import partnerships, party_of_letter, party_of_mentor, planner_model
from service.records.intake import Absence, MentorOffer
from tests.service.year_cases import letter_of, small_intake, small_year

ABSENT = (dt.date(2027, 2, 1), dt.date(2027, 2, 12))


def model_of(intake):
    """Return the planning model of ``intake`` with the small year's match."""
    return planner_model(intake, small_year().match, book=load_book(), country=load_country())


def test_partnership_carries_worth_subject_and_readiness():
    """What the matcher found is all that the planner knows of a pair's worth."""
    model = model_of(small_intake())

    for key, proposal in partnerships(small_intake(), small_year().match).items():
        planned = model.partnerships[key]

        assert planned.worth == proposal.points
        assert planned.subject == proposal.subject
        assert planned.ready == letter_of(small_intake(), proposal.mentee).ready


def test_partnership_ids_follow_the_letters_and_survive_a_lost_pair():
    """An id that moved to another pair would move its calendar entries with it."""
    match = small_year().match
    without_first = replace(match, proposals=match.proposals[1:])

    before, after = partnerships(small_intake(), match), partnerships(small_intake(), without_first)

    assert list(before) == ["w-01", "w-02", "w-03"]
    assert after == {key: pair for key, pair in before.items() if key != "w-01"}


def test_parties_are_utilities_with_their_region():
    """Distances and fares start from where the team sets out."""
    model = model_of(small_intake())
    letter = small_intake().letters[0]

    party = model.parties[party_of_letter(letter)]

    assert party.region == load_country().utility(letter.utility).region_code


def test_person_as_mentor_is_a_party_of_its_own():
    """A pensioner who teaches has no utility but a town (3.1.1-B, practice of 2022)."""
    person = MentorOffer(id="sekar", name="Sekar (fictional)", kind="person", region="31.74")
    utility = MentorOffer(id="musi", name="", utility="pdam-kota-palembang")

    assert party_of_mentor(person) == "sekar"
    assert party_of_mentor(utility) == "pdam-kota-palembang"


def test_person_as_mentor_is_planned_from_its_region():
    """Without a reference row the workbook's region must do."""
    first = small_year().match.proposals[0].mentor
    mentors = tuple(
        replace(each, utility="", region="31.74", kind="person") if each.id == first else each
        for each in small_intake().mentors
    )

    model = model_of(replace(small_intake(), mentors=mentors))

    assert model.parties[first].region == "31.74"


def test_mentor_with_two_pairs_is_one_party():
    """Its one team cannot be in two places at once."""
    pairs = small_year().match.proposals
    mentor = pairs[0].mentor
    twice = replace(small_year().match, proposals=(pairs[0], replace(pairs[1], mentor=mentor), *pairs[2:]))

    model = planner_model(small_intake(), twice, book=load_book(), country=load_country())

    assert model.partnerships["w-01"].mentor == model.partnerships["w-02"].mentor


@pytest.mark.parametrize("who", ["letter", "mentor", "utility", "colleague"])
def test_absence_blocks_whoever_it_names(who):
    """A workbook may name a party by its letter, its mentor code or its utility."""
    pair = small_year().match.proposals[0]
    letter = letter_of(small_intake(), pair.mentee)
    mentor = next(each for each in small_intake().mentors if each.id == pair.mentor)
    colleague = small_intake().facilitators[0].id
    named, meant = {
        "letter": (letter.id, letter.utility),
        "mentor": (mentor.id, party_of_mentor(mentor)),
        "utility": (letter.utility, letter.utility),
        "colleague": (colleague, colleague),
    }[who]
    absence = Absence(who=named, first=ABSENT[0], last=ABSENT[1], reason="audit")

    model = model_of(replace(small_intake(), absences=(absence,)))

    assert [(each.who, each.first, each.last) for each in model.blocks] == [(meant, *ABSENT)]


def test_absence_of_somebody_without_a_calendar_is_no_error():
    """Who is not matched has nothing to be blocked; the Chair is warned about elsewhere."""
    absence = Absence(who="chair", first=ABSENT[0], last=ABSENT[1], reason="congress")

    assert model_of(replace(small_intake(), absences=(absence,))).blocks == []


def test_decision_and_policy_reach_the_planner_unchanged():
    """The board's numbers are data; nothing may round or rename them (4.2)."""
    model = model_of(replace(small_intake(), travel_policy="host-mentee-pays"))
    board = small_intake().decision

    assert model.travel_policy == "host-mentee-pays"
    assert (model.decision.number, dict(model.decision.amounts)) == (board.number, board.amounts)
    assert model.budget == small_intake().budget


def test_no_decision_stays_none():
    """Without a decision there is no subsidy, and none may be invented (4.2)."""
    assert model_of(replace(small_intake(), decision=None)).decision is None


@pytest.mark.guards("4.2")
@pytest.mark.parametrize(("state", "decided"), [("proposed", False), ("discussed", False), ("decided", True)])
def test_only_a_decided_budget_is_one_to_the_planner(state, decided):
    """The annual meeting decides the budget; before that no subsidy may be promised from it (4.2)."""
    model = model_of(replace(small_intake(), budget_state=state))

    assert model.budget_decided is decided
    assert model.problem().budget_decided is decided
