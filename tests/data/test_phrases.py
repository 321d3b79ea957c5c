"""The phrases by which letters speak of subjects: no phrase says two things, and no fault stays unsaid."""

from pathlib import Path

import pytest

from data.country import load_country, read_country
from data.tables import ReferenceFault
from tests.data.country_cases import copy_of_reference, keys, rewrite

PHRASES = "subject_phrases.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the reference data that a test may spoil."""
    return copy_of_reference(tmp_path)


def with_row(folder: Path, *cells: str) -> str:
    """Add a row and return its place as a fault calls it."""
    places: list[int] = []

    def change(rows: list[list[str]]) -> list[list[str]]:
        places.append(len(rows) + 1)
        return [*rows, list(cells)]

    rewrite(folder, PHRASES, change)
    return f"row {places[0]}"


def test_every_subject_has_clear_phrases_in_both_languages() -> None:
    """A subject that only Indonesian letters can name would be unreachable in English."""
    for subject in load_country().subjects.values():
        assert {phrase.language for phrase in subject.phrases if phrase.strength == "clear"} == {"id", "en"}, subject.id


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("XYZ", "en", "clear", "a new phrase"), "subject"),
        (("NRW", "fr", "clear", "eau perdue"), "language"),
        (("NRW", "en", "strong", "a new phrase"), "strength"),
        (("NRW", "en", "clear", ""), "phrase"),
        (("NRW", "id", "clear", "satgas NRW"), "phrase"),
        (("DMA", "id", "clear", "Satgas NRW"), "phrase"),
        (("DMA", "en", "clear", "water losses"), "phrase"),
        (("DMA", "en", "exact", "water losses"), "phrase"),
        (("ENERGY", "id", "hint", "pompa"), "phrase"),
    ],
)  # fmt: skip
def test_phrase_that_cannot_be_used_is_a_fault(folder: Path, cells: tuple[str, ...], column: str) -> None:
    """An unknown word, or a phrase that two subjects claim, is told with its row."""
    row = with_row(folder, *cells)

    with pytest.raises(ReferenceFault) as caught:
        read_country(folder)

    assert (PHRASES, f"{row}.{column}") in keys(caught.value.faults)


@pytest.mark.parametrize(
    "cells", [("GIS", "id", "hint", "pompa"), ("NRW", "en", "hint", "water losses"), ("NRW", "en", "exact", "UFW")]
)
def test_hint_may_be_shared_and_take_the_place_of_a_synonym(folder: Path, cells: tuple[str, ...]) -> None:
    """Otherwise a synonym that alone says too little could not be toned down."""
    with_row(folder, *cells)

    assert cells[3] in [phrase.words for phrase in read_country(folder).subject(cells[0]).phrases]
