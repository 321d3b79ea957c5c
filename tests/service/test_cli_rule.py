"""The command that looks rules up."""

import json

import pytest

from data import load_book
from data.asking import about, assumed
from data.coded import code_said, source_said, unit_said
from tests.service.cli_cases import run


@pytest.mark.parametrize("language", ["en", "id"])
def test_section_is_told_with_its_rows_and_files(language):
    """A facilitator asks by the guideline's own number."""
    result = run("rule", "3.1.7", language=language)

    assert result.exit_code == 0
    assert load_book().documents["memorandum_of_agreement"].name.say(language)[:20] in result.stdout
    assert "guideline/documents.toml" in result.stdout


@pytest.mark.parametrize(
    "words", [["minutes"], ["initial", "meeting"], ["pertemuan", "awal"], ["number:pilot_months_least"]]
)
def test_names_are_found_with_and_without_quotes(words):
    """Nobody puts quotes around two words."""
    result = run("rule", *words)

    assert result.exit_code == 0
    assert result.stdout.strip()


def test_unknown_name_is_answered_with_the_nearest():
    """A slip of the finger should cost one more try, not a search."""
    result = run("rule", "minuets")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "minutes" in result.stderr.lower()


def test_name_like_nothing_is_simply_unknown():
    """A suggestion that is none would mislead."""
    result = run("rule", "qqqqqqqqqq")

    assert result.exit_code == 2
    assert "qqqqqqqqqq" in result.stderr


def test_assumed_lists_every_number_that_the_guideline_does_not_state():
    """The board must be able to see what it could change."""
    result = run("rule", "--assumed", "--json")

    told = json.loads(result.stdout)
    wanted = {key for key, row in load_book().numbers.items() if row.status != "stated"}
    assert {each["id"] for each in told if each["table"] == "number"} == wanted
    assert len(told) == len(assumed(load_book()))


def test_assumed_is_readable_too():
    """Not everybody reads JSON."""
    result = run("rule", "--assumed")

    assert result.exit_code == 0
    assert "assumed" in result.stdout


def test_json_holds_both_languages_and_the_guards():
    """Other programs want all of it."""
    entries = about(load_book(), "3.1.7")

    told = json.loads(run("rule", "3.1.7", "--json").stdout)

    assert [each["id"] for each in told] == [entry.id for entry in entries]
    assert set(told[0]["title"]) == {"en", "id"}
    assert told[0]["guards"] == list(entries[0].guards)


def test_guards_of_a_section_are_told_once():
    """Twelve rows of one section need not name the same test twelve times."""
    guards = {guard for entry in about(load_book(), "3.1.7") for guard in entry.guards}

    told = run("rule", "3.1.7").stdout.replace("\n", "").replace(" ", "")

    for guard in guards:
        assert told.count(guard) == 1


@pytest.mark.parametrize(
    ("key", "english"),
    [
        ("1.1", ("Jenis: fact", "Jenis: objective")), ("3.1.1", ("Jenis: readiness",)),
        ("3.1.3", ("persons (", "working days (", "Jenis: workshop")),
        ("4.1", ("Satuan: arrangements", "PERPAMSI guideline")),
        ("4.2.3", ("mentor_per_visit", "ceiling_per_partnership")), ("3.1.4", ("opening",)),
    ],
)  # fmt: skip
def test_codes_units_and_sources_are_told_in_indonesian(key, english):
    """A reader who asks in Indonesian cannot do anything with a code of ours."""
    told = run("rule", key, language="id").stdout

    assert [word for word in english if word in told] == []


def test_nearest_names_are_in_the_reader_s_language():
    """A suggestion in the other language is a second riddle."""
    told = run("rule", "minat", language="id").stderr

    assert "Lokakarya diseminasi" in told
    assert "workshop" not in told


def test_every_code_of_the_book_has_a_word_in_indonesian():
    """A new kind or unit would else appear in English without anybody noticing."""
    book = load_book()
    numbers = book.numbers.values()
    kinds = {row.kind for table in ("role", "statement", "activity") for row in book.table(table).values()}

    assert {kind for kind in kinds if kind and code_said(kind).id == kind} == set()
    assert {row.unit for row in numbers if unit_said(row.unit).id == row.unit} == {"km"}
    assert {row.unit for row in load_book().aims.values() if unit_said(row.unit).id == row.unit} == set()
    assert {row.source for row in numbers if "assumed" in source_said(row.source).id} == set()
