"""How sure the dates are, as the terminal, the page, JSON and the API say it, in both languages."""

import json
from dataclasses import replace

import pytest
from rich.console import Console

from service.cli.record import year_record
from service.cli.report.risk import risk
from service.cli.view import view_of
from service.documents.page import page_of
from service.documents.page_risk import risk_of
from service.documents.year_html import year_page
from service.words import Words
from tests.service.web_cases import PLANS_BODY, client
from tests.service.year_cases import small_year


def told(language, *, width=100, year=None):
    """Return the terminal's section as text."""
    console = Console(width=width, record=True, force_terminal=False)
    view = view_of(year or small_year(), console=console, language=language)
    with console.capture() as caught:
        for part in risk(view, 2):
            console.print(part)
    return caught.get()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [60, 80, 130])
def test_terminal_names_every_partnership_and_no_line_is_too_long(language, width):
    """A facilitator reads it on a small laptop; a partnership that is missing would pass for sure."""
    text = told(language, width=width)

    assert Words(language)("risk.title") in text
    for one in small_year().trust.outlooks:
        assert one.partnership in text
    assert max(len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("language", ["id", "en"])
def test_page_draws_one_bar_a_partnership_as_wide_as_its_chance(language):
    """A bar that is not as long as its figure lies."""
    page = page_of(small_year(), language=language)
    html, found = year_page(small_year(), language=language, standalone=True), risk_of(page)

    assert len(found.chances) == len(small_year().trust.outlooks)
    for row, one in zip(found.chances, small_year().trust.outlooks, strict=True):
        assert row.bar == f"{one.permille // 10}%"
        assert row.share in html
    assert 'id="risk"' in html
    assert 'href="#risk"' in html


def test_page_and_terminal_without_a_simulation_say_nothing():
    """A year that was not played through shows no chances and no empty section."""
    year = replace(small_year(), trust=None)

    assert risk_of(page_of(year, language="en")) is None
    assert told("en", year=year) == ""
    assert 'id="risk"' not in year_page(year, language="en", standalone=True)


def test_record_has_the_chances_when_they_are_asked_for():
    """A program gets thousandths, days and rupiah, and the refusals beside the plan."""
    record = json.loads(json.dumps(year_record(small_year(), parts=("plan",), risk=True)))

    assert record["trust"]["runs"] == small_year().trust.runs
    assert {one["partnership"] for one in record["trust"]["outlooks"]} == {
        one.partnership for one in small_year().trust.outlooks
    }
    assert record["plan"]["refusals"] == {}
    assert "trust" not in year_record(small_year(), parts=("plan",), risk=False)


def test_api_answers_chances_floats_and_edges():
    """The question of POST /plans brings the same plan and how sure it is."""
    answer = client().post("/api/v1/risks", json=PLANS_BODY)
    body = answer.get_json()

    assert answer.status_code == 200
    assert body["fingerprint"] == client().post("/api/v1/plans", json=PLANS_BODY).get_json()["fingerprint"]
    (one,) = body["outlooks"]
    assert 0 <= one["permille"] <= 1000
    assert body["floats"][one["partnership"]][0]["critical"] in {True, False}
    assert body["edges"][0]["edges"][0]["agreements"]


def test_api_tells_a_no_with_its_rules_and_repairs():
    """Nobody of the facilitator has a day: the rule, its section, and a repair that was checked."""
    asked = {**PLANS_BODY, "facilitators": [{"id": "rina", "days_per_month": 0}]}
    body = client().post("/api/v1/risks", json=asked).get_json()

    ((_, refusal),) = body["refusals"].items()
    assert [fact["rule"] for fact in refusal["facts"]] == ["facilitator_days"]
    assert refusal["options"][0]["checked"]
    assert refusal["options"][0]["changes"][0]["amount"] >= 1
    assert refusal["options"][0]["changes"][0]["sentence"]["id"]
