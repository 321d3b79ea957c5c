"""Early warning: no false alarm on a story that goes well, and each sign on both sides of its line."""

import datetime as dt
from dataclasses import replace

import pytest

from data.watching import Test as Tests
from service.insight import Touch, watch
from service.insight.warnings import TESTS, last_sign
from tests.service.insight.story import (
    BOOK,
    PILOT,
    Story,
    day,
    event,
    paper,
    pilot_day,
    to_awaiting,
    to_finished,
    to_pilot,
)


def signs(story, today, **changes):
    """Return the signs that hold on a day, with their points."""
    watched = watch([replace(story.folder, **changes)], today=day(today))
    return [(alarm.sign.id, alarm.points) for one in watched for alarm in one.alarms]


def sentences(story, today):
    """Return what is said on a day."""
    return [alarm.sentence.en for one in watch([story.folder], today=day(today)) for alarm in one.alarms]


def test_story_on_time_raises_no_alarm_on_any_day():
    """A list that cries wolf is not read; every day from the agreement to the letter of recommendation is tried."""
    story, last, raised = to_pilot(Story()), dt.date(2027, 3, 15), []

    def look(until):
        nonlocal last
        while last < day(until):
            raised.extend((last.isoformat(), said) for said in sentences(story, last.isoformat()))
            last += dt.timedelta(days=1)

    for on, papers, events in PILOT:
        look(on)
        pilot_day(story, on, papers, events)
    look("2027-09-15")
    story.step("end_pilot", "2027-09-15", events=[event("pilot", "2027-03-15", "2027-09-15")])
    look("2027-09-28")
    finals = ("recommendation_report", "final_report_mentor", "final_report_mentee")
    story.facts("2027-09-28", papers=[paper(name, "2027-09-28") for name in finals])
    look("2027-10-12")

    assert raised == []


def test_story_that_stops_in_the_pilot_is_at_risk_within_two_months():
    """What the list is for: the partnership that nobody hears of rises to the top with reasons and a next step."""
    well, stopped = to_pilot(Story(id_="w-02")), to_pilot(Story(id_="w-01"))
    pilot_day(well, *PILOT[0])
    pilot_day(well, *PILOT[1])

    watched = watch([well.folder, stopped.folder], today=day("2027-05-10"))

    assert [(one.folder.id, one.at_risk) for one in watched] == [("w-01", True)]
    assert {alarm.sign.id for alarm in watched[0].alarms} == {"silent", "activity_late", "paper_late"}
    assert all(alarm.next.en and alarm.next.id for alarm in watched[0].alarms)
    assert watched[0].points == sum(alarm.points for alarm in watched[0].alarms)


@pytest.mark.parametrize(
    ("today", "points"), [("2027-04-29", None), ("2027-04-30", 3), ("2027-06-12", 3), ("2027-06-13", 6)]
)
def test_silence_counts_from_its_line_and_doubles_at_twice_the_days(today, points):
    """45 days after 15 March nothing is said, a day later it is; from 90 days on it weighs double."""
    assert dict(signs(to_pilot(Story()), today)).get("silent") == points


def test_entry_by_a_partner_is_a_sign_of_life_and_the_facilitators_is_not():
    """Whoever tidies the record does not make a silent partnership speak."""
    story = to_pilot(Story())
    key = story.record.key

    heard = {
        role: dict(signs(story, "2027-05-10", touched={key: Touch(day("2027-05-01"), role)}))
        for role in ("mentee", "facilitator")
    }

    assert "silent" not in heard["mentee"]
    assert "silent" in heard["facilitator"]
    assert last_sign(Story().folder) is None


def test_mentor_that_does_not_answer_is_asked_about():
    """Waiting has a name: who, for what, since when."""
    story = to_awaiting(Story())

    assert [said for said in sentences(story, "2027-02-13") if "Awaiting" in said] == [
        "it has stood at 'Awaiting the mentor's answer' for 22 days, since 2027-01-22; waited for: Mentor"
    ]
    assert dict(signs(story, "2027-02-12")).get("answer_waits") is None


# Sign, kind and state of the record, what it says, and what of it is told.
MENTEE = {"member": "bengkulu"}
RECORDS = {
    "term_ends": ("profile", "stated", {**MENTEE, "year": 2026, "term_ends": "2027-08-15"}, "Tirta Hidayah"),
    "election": ("profile", "stated", {"member": "palembang", "year": 2026, "election": "2027-06-15"}, "Tirta Musi"),
    "circumstance": ("circumstance", "open", {**MENTEE, "what": "election", "day": "2027-05-01"}, "election at"),
    "support_ends": ("stakeholder", "noted", {**MENTEE, "body": "chair", "term_ends": "2027-05-01"}, "Tirta Hidayah"),
    "instalment_late": ("instalment", "planned", {**MENTEE, "due": "2027-03-01", "amount": 1}, "Tirta Hidayah"),
    "claim_waits": ("claim", "filed", {**MENTEE, "day": "2027-03-01", "amount": 1}, "Tirta Hidayah"),
    "task_late": ("task", "open", {"title": "Zona 3", "end": "2027-03-01"}, "Zona 3"),
    "advice_waits": ("advice_request", "open", {**MENTEE, "day": "2027-03-01"}, "Tirta Hidayah"),
}


@pytest.mark.parametrize("sign", RECORDS)
def test_record_with_a_day_is_seen_and_its_settled_twin_is_not(sign):
    """Terms, elections, money, tasks and questions are read from what the partners put on record."""
    kind, state, data, said = RECORDS[sign]
    open_ = to_pilot(Story()).add(kind, "x.1", state, **data)
    row = BOOK.records[kind]
    others = [other for other in row.states if other not in BOOK.warnings[sign].states]

    assert any(said in one for one in sentences(open_, "2027-04-01"))
    assert sign in dict(signs(open_, "2027-04-01"))
    if BOOK.warnings[sign].states:
        assert sign not in dict(signs(to_pilot(Story()).add(kind, "x.1", others[-1], **data), "2027-04-01"))


def test_newer_profile_replaces_the_older_ones_term():
    """A director that was appointed again leaves nothing to warn of."""
    story = to_pilot(Story())
    story.add("profile", "x.2025", "stated", member="bengkulu", year=2025, term_ends="2027-05-01")
    story.add("profile", "x.2026", "stated", member="bengkulu", year=2026, term_ends="2031-05-01")

    assert "term_ends" not in dict(signs(story, "2027-04-01"))


def test_money_is_missing_only_where_the_programme_keeps_such_records():
    """What nobody puts on record is not missing from anybody."""
    without = to_pilot(Story(mentees=("bengkulu", "bogor")))
    shown = to_pilot(Story(mentees=("bengkulu", "bogor")))
    shown.add("commitment", "x.1", "shown", member="bogor", day="2027-01-02", amount=50_000_000)

    assert "money_missing" not in dict(signs(without, "2027-03-20"))
    assert [said for said in sentences(shown, "2027-03-20") if "budget" in said] == [
        "Tirta Hidayah has shown no line of its own budget"
    ]


def test_finished_partnership_is_left_alone():
    """Nothing is waited for any more."""
    assert signs(to_finished(Story()), "2030-01-01") == []


def test_every_test_of_a_warning_has_its_function():
    """A test that nobody runs would warn of nothing."""
    assert set(TESTS) == set(Tests.__args__) == {row.test for row in BOOK.warnings.values()}
