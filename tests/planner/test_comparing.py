"""Two calendars side by side: every difference is told once, and the sums are those of the lines."""

import dataclasses
import datetime as dt

from planner import compare
from planner.replanning.published import Paid, Published
from planner.result import Event, Traveller


def event(key, first, *, days=2):
    """Return one visit."""
    partnership, activity, occurrence = key.split("/")
    day = dt.date.fromisoformat(first)
    last = day + dt.timedelta(days=days - 1)
    return Event(
        id=key, partnership=partnership, activity=activity, occurrence=int(occurrence), first=day, last=last,
        depart=day, back=last, place="a", travellers=(Traveller("mentor", "b", 2),), parties=("a", "b"),
        facilitators=(), trip=key,
    )  # fmt: skip


def line(key, payer, amount, on="2027-03-01", head=""):
    """Return one published line."""
    return Paid(key.partition("/")[0], key, payer, head, amount, dt.date.fromisoformat(on))


ONE = Published(
    events=(event("w-1/study_visit/1", "2027-03-01"), event("w-1/monitoring_visit/1", "2027-05-03"),
            event("w-2/study_visit/1", "2027-04-05")),
    lines=(line("w-1/study_visit/1", "mentor:b", 70), line("w-1/monitoring_visit/1", "facilitator", 30, head="travel"),
           line("w-2/study_visit/1", "mentor:b", 50, on="2027-04-05")),
)  # fmt: skip


def test_a_calendar_does_not_differ_from_itself():
    """Nothing is told where nothing differs."""
    found = compare(ONE, ONE)

    assert found.is_same
    assert (found.moved, found.gone, found.new, found.total) == ((), (), (), 0)


def test_every_difference_is_told_once():
    """A moved visit, a partnership that left and one that came, each with its rupiah by payer, head and month."""
    kept, moved, gone = ONE.events
    new = event("w-3/study_visit/1", "2027-06-07")
    later = dataclasses.replace(moved, first=dt.date(2027, 5, 10), last=dt.date(2027, 5, 11))
    two = Published(
        events=(kept, later, new),
        lines=(*ONE.lines[:1], line("w-1/monitoring_visit/1", "facilitator", 45, on="2027-05-10", head="travel"),
               line("w-3/study_visit/1", "mentor:c", 20, on="2027-06-07")),
    )  # fmt: skip

    found = compare(ONE, two)

    assert [(one.event, one.was[0], one.now[0]) for one in found.moved] == [
        ("w-1/monitoring_visit/1", moved.first, later.first)
    ]
    assert (found.gone, found.new) == ((gone,), (new,))
    assert (found.left, found.entered) == (("w-2",), ("w-3",))
    assert found.payers == {"facilitator": 15, "mentor:b": -50, "mentor:c": 20}
    assert found.heads == {"": -30, "travel": 15}
    assert found.partnerships == {"w-1": 15, "w-2": -50, "w-3": 20}
    assert found.months == {"2027-03": -30, "2027-04": -50, "2027-05": 45, "2027-06": 20}
    assert found.total == -15


def test_looking_from_the_other_side_turns_every_sign():
    """Who compares the other way round reads the same differences mirrored."""
    two = Published(events=ONE.events[:2], lines=ONE.lines[:2])

    there, back = compare(ONE, two), compare(two, ONE)

    assert there.gone == back.new
    assert there.left == back.entered
    assert {key: -amount for key, amount in there.payers.items()} == back.payers
    assert there.total == -back.total
