"""``match --others``, ``--frontier``, ``--weights`` and ``--rather``, in both languages."""

import json

import pytest

from tests.service.cli_cases import QUICK, start, workbook
from tests.service.year_cases import small_intake

ALL = ("--others", "2", "--frontier", "--weights", "--rather")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the small sample as a workbook."""
    return workbook(tmp_path_factory.mktemp("small") / "small.xlsx", small_intake())


@pytest.mark.guards("2.1.4")
@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ("Other matches that", "Lifting those who", "How far each weight", "Who would rather")),
        ("id", ("Hasil lain yang", "Mengangkat yang", "Seberapa jauh tiap", "Yang lebih memilih")),
    ],
)  # fmt: skip
def test_everything_beside_the_match_is_told_in_its_own_section(small, language, titles):
    """A meeting that doubts the match sees what else could be, at what price, in its own language."""
    told = start("match", small, *ALL, "--lang", language, *QUICK)

    assert told.returncode == 0
    assert all(title in told.stdout for title in titles)


def test_json_holds_what_was_asked_for_and_the_match(small):
    """Another program reads the same matches as a person, and the pairs that it may publish."""
    answer = json.loads(start("match", small, *ALL, "--differ", "1", "--json", *QUICK).stdout)

    assert answer["match"]["proposals"]
    assert answer["others"]["differ"] == 1
    assert all(one["differs"] >= 1 for one in answer["others"]["found"])
    assert answer["frontier"]["stops"][0]["floor"] == 0
    assert len(answer["weights"]) == 10
    assert answer["rather"]["least"] <= len(answer["rather"]["left"])


def test_nothing_is_told_that_was_not_asked_for(small):
    """A short question has a short answer."""
    answer = json.loads(start("match", small, "--rather", "--json", *QUICK).stdout)

    assert "rather" in answer
    assert not {"others", "frontier", "weights"} & answer.keys()


def test_match_says_how_many_pairs_each_aim_decides(small):
    """Where the wishes decide all, nobody need argue about points."""
    told = start("match", small, "--lang", "en", *QUICK)

    assert "Pairs decided after each aim: mentees with a mentor" in " ".join(told.stdout.split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--differ", "2"), "--differ belongs to --others"),
        (("--others", "--why", "s-01"), "stand beside a whole match"),
        (("--frontier", "--per-subject", "2"), "stand beside a whole match"),
        (("--others", "11"), "from 0 to 10"),
        (("--others", "--differ", "0"), "from 1 to 300"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(small, options, said):
    """What cannot be answered is told before anything is solved."""
    told = start("match", small, *options, "--lang", "en", *QUICK)

    assert told.returncode == 2
    assert said in told.stderr
