"""One partnership step by step: every step of its chain has a bar on its days, and slack that ends where it may."""

import datetime as dt
from functools import cache

import pytest

from planner.calendar.horizon import horizon_of
from service.documents.director import sheets_of
from service.documents.director_html import director_page
from service.documents.gantt import charts_of
from service.documents.page import page_of
from service.documents.year_html import year_page
from tests.service.year_cases import small_year


@cache
def charts(language="en"):
    """Return the charts of the small year."""
    return charts_of(page_of(small_year(), language=language), small_year().letters)


def test_every_partnership_has_a_chart_with_every_link_of_its_chain():
    """A step that is missing in the drawing is a step that nobody prepares."""
    plan = small_year().plan

    assert [chart.key for chart in charts()] == list(small_year().letters)
    for chart in charts():
        assert sorted(step.bar.what for step in chart.steps) == sorted(one.event for one in plan.chain(chart.key))
        assert any(step.critical for step in chart.steps)


def test_bars_are_the_days_and_slack_ends_on_the_last_possible_day():
    """The pale bar is a promise: so far the step may slip, and no further."""
    plan = small_year().plan
    horizon, events = horizon_of(plan.problem), {event.id: event for event in plan.events}
    for chart in charts():
        floats = {one.event: one.float_days for one in plan.chain(chart.key)}
        for step in chart.steps:
            event = events[step.bar.what]
            assert (step.bar.first, step.bar.last) == (event.first, event.last)
            if step.slack is None:
                assert floats[event.id] == 0
            else:
                assert step.slack.first == event.last + dt.timedelta(days=1)
                assert horizon.before(step.slack.last) - horizon.before(event.last) == floats[event.id]


def test_everything_lies_within_the_axis():
    """A bar that leaves the drawing lies about its end."""
    for chart in charts():
        assert chart.axis.first.day == 1
        assert (chart.axis.last + dt.timedelta(days=1)).day == 1
        for step in chart.steps:
            assert chart.axis.first <= step.bar.first <= (step.slack or step.bar).last <= chart.axis.last


@pytest.mark.parametrize("language", ["en", "id"])
def test_year_and_director_show_the_chart_in_words_too(language):
    """Who hears the page learns days and slack from words."""
    page = page_of(small_year(), language=language)
    html = year_page(small_year(), language=language, standalone=True)
    sheet = sheets_of(page)[0]
    own = director_page(page, sheet)

    assert html.count('class="time gantt"') == len(charts())
    assert own.count('class="time gantt"') == len(sheet.keys) > 0
    for step in charts(language)[0].steps:
        assert step.told in html
        assert step.days in html
