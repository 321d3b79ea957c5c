"""The year's drawing: where a day stands, what is shaded, how signs step aside for each other."""

import datetime as dt
from dataclasses import replace

import pytest

import planner
from data import load_book
from data.workdays import quiet_windows
from service.documents.timeline import PARTS, SHAPES, Axis, percent, timeline

YEAR = Axis(first=dt.date(2027, 1, 1), last=dt.date(2027, 12, 31))
EVENT = planner.Event(
    id="w-01/letter_of_intent/1", partnership="w-01", activity="letter_of_intent", occurrence=1,
    first=dt.date(2027, 2, 3), last=dt.date(2027, 2, 3), depart=dt.date(2027, 2, 3), back=dt.date(2027, 2, 3),
)  # fmt: skip


def event(activity: str, first: dt.date, last: dt.date | None = None, partnership: str = "w-01") -> planner.Event:
    """Return an event of one activity on some days."""
    return replace(
        EVENT, id=f"{partnership}/{activity}/1", partnership=partnership, activity=activity, first=first,
        last=last or first,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (dt.date(2027, 1, 1), 0),
        (dt.date(2027, 1, 2), 27),
        (dt.date(2026, 12, 31), 0),
        (dt.date(2028, 1, 1), PARTS),
        (dt.date(2029, 6, 1), PARTS),
    ],
)
def test_part_days_inside_and_outside_are_placed_and_clipped(day, part):
    """A day beyond the drawing must not stand outside the paper."""
    assert YEAR.part(day) == part


def test_bar_one_day_has_the_width_of_a_day():
    """The last day counts, so that a visit of one day can be seen at all."""
    bar = YEAR.bar(dt.date(2027, 1, 1), dt.date(2027, 1, 1), "x")

    assert (bar.x, bar.width) == ("0.00%", "0.27%")


def test_bar_whole_year_fills_the_axis():
    """No rounding may leave a gap at the end of the year."""
    assert YEAR.bar(YEAR.first, YEAR.last, "x").width == "100.00%"


@pytest.mark.parametrize(("parts", "text"), [(0, "0.00%"), (5, "0.05%"), (3325, "33.25%"), (PARTS, "100.00%")])
def test_percent_ten_thousandths_become_exact_text(parts, text):
    """Places are written without floating point, so that the same year is the same page byte for byte."""
    assert percent(parts) == text


def test_months_whole_year_has_twelve_in_order():
    """Every month has its line and its name, the first at the left edge."""
    months = YEAR.months()

    assert [day.month for _, day in months] == list(range(1, 13))
    assert months[0][0] == "0.00%"


def test_timeline_no_event_has_no_lane():
    """A year without a plan is drawn as an empty year, not as an error."""
    drawn = timeline((), ("w-01",), year=2027)

    assert drawn.lanes == ()
    assert (drawn.axis.first, drawn.axis.last) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (dt.date(2027, 12, 31), dt.date(2027, 12, 31)),
        (dt.date(2028, 1, 1), dt.date(2028, 1, 31)),
        (dt.date(2028, 2, 29), dt.date(2028, 2, 29)),
        (dt.date(2028, 12, 5), dt.date(2028, 12, 31)),
    ],
)
@pytest.mark.guards("2.6")
def test_timeline_carried_partnership_lengthens_the_axis_to_the_month(last, end):
    """What runs on into the next year is drawn, because next year's money pays for it."""
    drawn = timeline((event("pilot", dt.date(2027, 8, 1), last),), ("w-01",), year=2027)

    assert drawn.axis.last == end


def test_timeline_programme_events_come_in_a_lane_of_their_own_first():
    """Workshops belong to nobody's partnership and to everybody's calendar."""
    events = (event("letter_of_intent", dt.date(2027, 2, 3)), event("mentor_workshop", dt.date(2027, 1, 9), None, ""))

    assert [lane.key for lane in timeline(events, ("w-01",), year=2027).lanes] == ["", "w-01"]


def test_timeline_lanes_follow_the_order_of_the_letters():
    """The reader finds a partnership where the list of letters has it."""
    events = tuple(event("letter_of_intent", dt.date(2027, 2, 3), None, key) for key in ("w-03", "w-01", "w-02"))

    assert [lane.key for lane in timeline(events, ("w-01", "w-02", "w-03"), year=2027).lanes] == [
        "w-01",
        "w-02",
        "w-03",
    ]


def test_timeline_activity_without_a_shape_is_no_sign():
    """An invitation is a letter in the calendar; as a sign it would only crowd the lane."""
    drawn = timeline((event("invitation", dt.date(2027, 2, 3)),), ("w-01",), year=2027)

    assert drawn.lanes == ()


def test_timeline_pilot_is_a_bar_and_no_sign():
    """The pilot lasts months, so it is drawn as a length."""
    drawn = timeline((event("pilot", dt.date(2027, 3, 1), dt.date(2027, 9, 1)),), ("w-01",), year=2027)

    assert (len(drawn.lanes[0].pilots), drawn.lanes[0].signs) == (1, ())


@pytest.mark.parametrize(("days", "tiers"), [(0, [0, 1]), (10, [0, 1]), (11, [0, 0])])
def test_timeline_close_signs_step_to_another_level(days, tiers):
    """Letter of intent and diagnostic visit share a trip, and both must be seen."""
    first = dt.date(2027, 3, 1)
    events = (event("letter_of_intent", first), event("study_visit", first + dt.timedelta(days=days)))

    drawn = timeline(events, ("w-01",), year=2027)

    assert [sign.tier for sign in drawn.lanes[0].signs] == tiers


def test_timeline_more_close_signs_than_levels_share_the_last():
    """A crowded week costs clearness, never a sign."""
    day = dt.date(2027, 3, 1)
    events = tuple(event(activity, day) for activity in list(SHAPES)[:5])

    signs = timeline(events, ("w-01",), year=2027).lanes[0].signs

    assert [sign.tier for sign in signs] == [0, 1, 2, 2, 2]


def test_timeline_quiet_weeks_inside_the_axis_are_shaded_with_their_name():
    """Ramadan explains an empty stretch of the year better than any sentence."""
    book = load_book()
    quiet = quiet_windows(book, dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    names = {each.window.id: each.window.name.en for each in quiet}

    drawn = timeline((), (), year=2027, quiet=quiet, quiet_names=names)

    assert [bar.what for bar in drawn.quiet] == [names[each.window.id] for each in quiet]
    assert {"Ramadan"} <= {bar.what for bar in drawn.quiet} or any("amadan" in bar.what for bar in drawn.quiet)


@pytest.mark.parametrize(
    ("today", "line"),
    [(dt.date(2027, 1, 1), "0.00%"), (dt.date(2026, 12, 31), ""), (dt.date(2028, 1, 1), ""), (None, "")],
)
def test_timeline_day_of_planning_is_drawn_only_inside_the_axis(today, line):
    """A line at the edge for a day that is not there would be a lie."""
    assert timeline((), (), year=2027, today=today).today == line


@pytest.mark.guards("2.6")
def test_timeline_latest_agreement_is_a_line():
    """The latest day for the agreement is the one date that a facilitator has to know by heart."""
    assert timeline((), (), year=2027, latest=dt.date(2027, 5, 11)).latest == "35.61%"


def test_shapes_every_activity_of_the_drawing_is_in_the_book():
    """A renamed activity must not silently lose its sign."""
    assert set(SHAPES) <= set(load_book().activities)
