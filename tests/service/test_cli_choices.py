"""``match --why``: what every other mentor for one letter would cost, in both languages."""

import json

import pytest

from tests.service.cli_cases import QUICK, start, workbook
from tests.service.year_cases import small_intake


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the small sample as a workbook, and its first letter."""
    intake = small_intake()
    return workbook(tmp_path_factory.mktemp("small") / "small.xlsx", intake), intake.letters[0].id


@pytest.mark.guards("3.1.2")
@pytest.mark.parametrize(("language", "assigned"), [("en", "Assigned."), ("id", "Ditetapkan.")])
def test_why_names_every_mentor_with_its_price_or_its_reason(small, language, assigned):
    """A director who asks why not another mentor is answered on the telephone, for each of them."""
    file, letter = small

    told = start("match", file, "--why", letter, "--lang", language, *QUICK)

    assert told.returncode == 0
    assert letter in told.stdout
    assert told.stdout.count(assigned) == 1


def test_why_an_unknown_letter_lists_the_known_ones(small):
    """A slip of the pen costs no second look at the workbook."""
    file, letter = small

    told = start("match", file, "--why", "nobody", "--lang", "en", *QUICK)

    assert told.returncode == 2
    assert "There is no letter 'nobody'" in told.stderr
    assert letter in told.stderr


def test_match_says_how_free_the_facilitator_still_is(small):
    """Pairs that every equally good match has can be announced first."""
    told = start("match", small[0], "--lang", "en", *QUICK)

    assert "pairs are the same in every match as good as this one." in " ".join(told.stdout.split())


def test_why_as_json_prices_every_mentor_once(small):
    """Another program reads the same prices as a person, and no mentor is forgotten."""
    file, letter = small

    answer = json.loads(start("match", file, "--why", letter, "--json", *QUICK).stdout)

    assert sorted(choice["mentor"] for choice in answer["choices"]) == sorted(one.id for one in small_intake().mentors)
    assert [choice["mentor"] for choice in answer["choices"] if choice["matched"]] == [
        pair["mentor"] for pair in answer["match"]["proposals"] if pair["mentee"] == letter
    ]
    assert all(choice["matched"] or choice["change"] or choice["against"] for choice in answer["choices"])


def test_keep_of_an_earlier_answer_keeps_all_its_pairs(small, tmp_path):
    """What two directors were told moves only for a reason; the level says how many stayed."""
    earlier = tmp_path / "earlier.json"
    earlier.write_text(start("match", small[0], "--json", *QUICK).stdout, "utf8")

    answer = json.loads(start("match", small[0], "--keep", earlier, "--json", *QUICK).stdout)

    kept = next(level for level in answer["match"]["levels"] if level["id"] == "kept")
    assert kept["value"] == len(answer["match"]["proposals"]) > 0


def test_keep_names_pairs_that_left_the_workbook(small, tmp_path):
    """A letter that was withdrawn must not stop the next match, nor vanish without a word."""
    earlier = tmp_path / "earlier.json"
    earlier.write_text('{"match": {"proposals": [{"mentee": "s-99", "mentor": "nobody"}]}}', "utf8")

    told = start("match", small[0], "--keep", earlier, *QUICK)

    assert told.returncode == 0
    assert "no longer in the workbook: s-99 - nobody" in told.stderr


@pytest.mark.parametrize("text", ["", "[]", '{"match": 1}', '{"match": {"proposals": [{"mentee": 1, "mentor": 2}]}}'])
def test_keep_of_something_else_is_wrong_use(small, tmp_path, text):
    """The wrong file is told before anything is solved, not read as nothing published."""
    other = tmp_path / "other.json"
    other.write_text(text, "utf8")

    told = start("match", small[0], "--keep", other)

    assert told.returncode == 2
    assert "no answer of match --json" in told.stderr


def test_lift_adds_the_aims_of_the_worst_pairs(small):
    """A facilitator who fears the worst pair more than the sum says so in the command."""
    answer = json.loads(start("match", small[0], "--lift", "400", "--json", *QUICK).stdout)

    assert "lifted_400" in [level["id"] for level in answer["match"]["levels"]]


@pytest.mark.parametrize("points", ["-1", "1001"])
def test_lift_out_of_the_points_is_wrong_use(small, points):
    """No pair has fewer than no points or more than all."""
    assert start("match", small[0], "--lift", points).returncode == 2
