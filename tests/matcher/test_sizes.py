"""Every number of connections that a sentence tells has its year and its source."""

import pytest

from matcher import Model
from matcher.proposal import propose
from tests.matcher.programmes import COUNTRY, model

DATED = [one for one in COUNTRY.utilities.values() if one.connections and one.connections_year]
BIG = max(DATED, key=lambda one: one.connections or 0)
SMALL = min(DATED, key=lambda one: one.connections or 0)


def told(made: Model, criterion: str) -> tuple[str, str, str]:
    """Return both languages and the source of one criterion for the first pair."""
    problem = made.freeze()
    need, practice = next(iter(problem.needs.values())), next(iter(problem.practices.values()))
    part = next(one for one in propose(problem, need, practice).parts if one.criterion == criterion)
    return part.because.en, part.because.id, part.source


def pair_of(connections: int | None = None) -> Model:
    """Return the largest utility of the reference as mentor of the smallest, with another size if told."""
    made = model()
    made.add_mentor(BIG.id, connections=connections)
    made.add_practice(BIG.id, subject="NRW")
    made.add_mentee(SMALL.id)
    made.add_need(SMALL.id, subject="NRW")
    return made


@pytest.mark.guards("3.1.2")
@pytest.mark.parametrize("criterion", ["health", "likeness"])
def test_connections_of_the_register_name_year_and_source(criterion: str) -> None:
    """A facilitator who doubts a number must know which register of which year to open."""
    english, indonesian, source = told(pair_of(), criterion)

    dated = f"({BIG.connections_year}, {BIG.connections_source})"
    assert f"{BIG.connections:,} connections {dated}" in english
    assert f"{BIG.connections:,}".replace(",", ".") + f" sambungan {dated}" in indonesian
    assert BIG.connections_source in source


def test_both_sides_of_a_comparison_are_dated() -> None:
    """Two registers of two years stand side by side, so each number has its own year."""
    english, _, _ = told(pair_of(), "likeness")

    assert f"your {SMALL.connections:,} ({SMALL.connections_year}, {SMALL.connections_source})" in english


@pytest.mark.parametrize("criterion", ["health", "likeness"])
def test_a_number_that_the_register_does_not_have_is_the_partys_own(criterion: str) -> None:
    """The year of the register must not stand behind a number that it never gave."""
    english, indonesian, source = told(pair_of(connections=(BIG.connections or 0) + 1), criterion)

    assert "connections (own statement, year not known)" in english
    assert "sambungan (pernyataan sendiri, tahun tidak diketahui)" in indonesian
    assert "own statement" in source
