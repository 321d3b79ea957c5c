"""``subject``: which subjects free words mean, and how surely."""

import json

import pytest

from tests.service.cli_cases import run


@pytest.mark.guards("3.1.1-A6")
@pytest.mark.parametrize(("language", "sure"), [("en", "sure"), ("id", "yakin")])
def test_subject_names_what_the_words_say_and_which_words_said_it(language, sure):
    """The facilitator must see why a subject was read, to ask the mentee about it."""
    told = run("subject", "Kami ingin menurunkan kehilangan air", language=language)

    assert told.exit_code == 0
    assert "NRW" in told.stdout
    assert sure in told.stdout
    assert "kehilangan air" in " ".join(told.stdout.split())


def test_subject_as_json_holds_the_same_reading():
    """Another program gets ids, not the words of a table."""
    answer = json.loads(run("subject", "Kami ingin menurunkan kehilangan air", "--json").stdout)

    assert (answer[0]["subject"], answer[0]["sureness"]) == ("NRW", "sure")
    assert answer[0]["points"] > 0


def test_subject_of_words_without_one_says_so():
    """Guessing a subject would send a delegation to the wrong place."""
    told = run("subject", "xyzzy")

    assert told.exit_code == 0
    assert "name no subject" in told.stdout


def test_subject_of_a_book_is_refused():
    """A text that no letter could be is told, not ground through."""
    told = run("subject", "air " * 6000)

    assert told.exit_code == 2
    assert "20,000" in told.stderr
