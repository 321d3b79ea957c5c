"""``plan --joint``: match, dates and money decided at once, at the terminal and as JSON, in both languages."""

import json

import pytest

from data import load_book
from data.country import load_country
from service.adapters.planning import partnerships, planner_model, rival_pairs
from service.walks.year import run_match
from tests.service.cli_cases import start, workbook
from tests.service.year_cases import small_intake

# The match takes no second; the calendar of so few letters is searched for the rest.
QUICK = ("--time-limit", "5")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the small sample as a workbook."""
    return workbook(tmp_path_factory.mktemp("joint") / "small.xlsx", small_intake())


@pytest.fixture(scope="module")
def matched():
    """Return the match of the small sample."""
    return run_match(small_intake(), book=load_book(), country=load_country(), seed=1, time_limit=5)


@pytest.mark.parametrize(
    ("language", "title", "beside", "waiting"),
    [
        ("en", "Who enters, decided at once", "Step by step: match first", "Waiting list"),
        ("id", "Siapa yang masuk, diputuskan sekaligus", "Langkah demi langkah: penjodohan", "Daftar tunggu"),
    ],
)
def test_report_shows_both_ways_and_who_waits(small, language, title, beside, waiting):
    """A board decides on the waiting list, so it stands there with what the sequential way would give."""
    told = start("plan", small, "--joint", "--lang", language, *QUICK)

    assert told.returncode == 0, told.stderr
    assert title in told.stdout
    assert beside in told.stdout
    assert waiting in told.stdout


def test_json_holds_choice_and_plan(small):
    """The record is read by programs: both ways, the waiting list, the plan."""
    told = start("plan", small, "--joint", 2, "--json", *QUICK)

    record = json.loads(told.stdout)
    assert set(record) >= {"levels", "before", "gains", "entered", "in_year", "sequential", "waiting", "plan"}
    planned = {event["partnership"] for event in record["plan"]["events"]} - {""}
    assert planned == set(record["entered"])


@pytest.mark.parametrize("each", ["0", "13", "many"])
def test_a_wrong_number_of_mentors_is_refused(small, each):
    """Nothing is planned on a number that cannot be."""
    told = start("plan", small, "--joint", each, *QUICK)

    assert told.returncode == 2
    assert told.stdout == ""


def test_rivals_are_other_mentors_of_the_same_letter(matched):
    """No letter has more mentors than asked for, and none twice."""
    rivals = rival_pairs(matched.intake, matched.match, most=3)
    pairs = [*partnerships(matched.intake, matched.match).values(), *rivals.values()]

    assert rivals
    assert len({(one.mentee, one.mentor) for one in pairs}) == len(pairs)
    for letter in matched.intake.letters:
        mine = [one for one in pairs if one.mentee == letter.id]
        assert len(mine) <= 3
        points = [one.points for key, one in rivals.items() if one.mentee == letter.id]
        assert points == sorted(points, reverse=True)


def test_one_mentor_a_letter_leaves_no_rivals_to_whoever_has_one(matched):
    """``--joint 1`` asks whether money and dates alone would decide otherwise."""
    assigned = {one.mentee for one in matched.match.proposals}
    rivals = rival_pairs(matched.intake, matched.match, most=1)
    assert not assigned & {one.mentee for one in rivals.values()}


def test_candidates_of_a_letter_exclude_each_other_and_places_are_kept(matched):
    """The planner is told of both; without rivals it is told of neither."""
    rivals = rival_pairs(matched.intake, matched.match, most=3)
    tables = {"book": matched.book, "country": matched.country}
    told = planner_model(matched.intake, matched.match, rivals=rivals, **tables)
    plain = planner_model(matched.intake, matched.match, **tables)

    assert {told.groups[key] for key in rivals} == {one.mentee for one in rivals.values()}
    assert sum(told.places.values()) <= sum(offer.capacity for offer in matched.intake.mentors)
    assert set(told.places) <= set(told.parties)
    assert (plain.groups, plain.places) == ({}, {})
