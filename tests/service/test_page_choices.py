"""The page's part on what else the match could be."""

from dataclasses import replace

import pytest

import matcher
from data.answer import Violation
from data.text import Text
from service.documents import page_choices
from service.documents.page import page_of
from service.documents.page_choices import choices_of
from tests.service.year_cases import small_year


@pytest.mark.guards("2.1.4")
@pytest.mark.parametrize("language", ["en", "id"])
def test_choices_show_every_pair_of_every_stop_once(language) -> None:
    """A drawing that leaves out a pair would hide whom the facilitator has to call."""
    page = page_of(small_year(), language=language)

    found = choices_of(page)

    assert [len(stop.dots) for stop in found.stops] == [len(page.year.match.proposals)] * len(found.stops)
    assert found.stops[0].floor_x == ""
    assert not any(dot.is_moved for dot in found.stops[0].dots)
    assert all(row.moves and row.proof for row in found.others)
    assert found.others or found.end


def test_choices_that_the_checker_refuses_are_notthinned(monkeypatch) -> None:
    """A page must not print what its own checker doubts; the fault stands among the violations."""
    fault = Violation(rule="change", who="points", sentence=Text(en="wrong", id="salah"))
    monkeypatch.setattr(matcher, "verify_otherwise", lambda _: (fault,))

    found = choices_of(page_of(small_year(), language="en"))

    assert (found.stops, found.others) == ((), ())
    assert fault in found.violations


def test_many_stops_are_thinned_from_end_to_end() -> None:
    """A screen holds a few rows; the largest sum and the best for the worst are always among them."""
    stop = matcher.frontier(small_year().match, time_limit=20).stops[0]
    many = tuple(replace(stop, floor=floor) for floor in range(20))

    shown = page_choices.thinned(many)

    assert len(shown) == page_choices.SHOWN_STOPS
    assert (shown[0].floor, shown[-1].floor) == (0, 19)
