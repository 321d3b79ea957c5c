"""Work lists: who is waited for, by the gates themselves; and how partnerships came out."""

import pytest

from service.insight import LISTS, Holdings, ended, expected, work_lists
from service.records.kept import Key, Record
from tests.service.insight.story import (
    BOOK,
    NAMES,
    Story,
    day,
    event,
    paper,
    to_awaiting,
    to_confirmed,
    to_finished,
    to_pilot,
    to_piloted,
)


def lists_of(*stories, today="2027-03-20", letters=()):
    """Return the facilitator's lists of some stories."""
    members = tuple(
        Record(key=Key("pks", "member", id_), version=1, state="", data={"name": name}) for id_, name in NAMES.items()
    )
    held = Holdings(book=BOOK, partnerships=tuple(one.record for one in stories), letters=letters, members=members)
    return work_lists(held, [story.folder for story in stories], today=day(today))


def said(works):
    """Return what is to be done."""
    return [work.sentence.en for work in works]


def test_lists_are_there_even_when_nothing_is_to_do():
    """An empty list is an answer."""
    assert lists_of() == dict.fromkeys(LISTS, ())


def test_letter_and_partnership_without_mentor_are_to_match():
    """Nobody who asked is forgotten between two lists."""
    letter = Record(
        key=Key("pks", "letter", "s-1"), version=1, state="", data={"member": "bogor", "received": "2027-01-04"}
    )
    refused = to_awaiting(Story())
    refused.step("refuse", "2027-01-25")

    found = lists_of(refused, Story(id_="w-02", mentor=""), letters=(letter,))["to_match"]

    assert [(work.kind, work.record) for work in found] == [
        ("letter", "s-1"),
        ("partnership", "w-01"),
        ("partnership", "w-02"),
    ]
    assert found[0].section == "3.1.1-A6"


def test_agreement_that_only_lacks_signatures_is_to_sign():
    """Signing is asked for when it is the turn of it, and names who has not signed."""
    story = to_confirmed(Story())
    story.facts(
        "2027-02-08",
        events=[event("letter_of_intent", "2027-02-08")],
        papers=[paper("letter_of_intent", "2027-02-08", signed=["chair", "mentor_director"])],
    )

    assert said(lists_of(story)["to_sign"]) == [
        "Letter of Intent (LoI) is not signed yet by Director of the mentee utility (bengkulu)"
    ]
    assert lists_of(to_awaiting(Story()))["to_sign"] == ()


@pytest.mark.guards("2.7")
def test_facilitator_is_told_its_own_next_step():
    """At the state invited nobody else can move on: the facilitator holds the initial meeting (3.1.2)."""
    story = Story(mentees=("bengkulu",))
    story.state = "invited"

    work = lists_of(story)["to_move_on"]

    assert [one.section for one in work] == ["3.1.2"]
    assert said(work)[0].startswith("Hold the initial meeting: Initial meeting has not taken place yet with ")
    assert said(work)[0].endswith("is not filed yet; missing from Facilitator (PERPAMSI)")
    assert "belum diserahkan; ditunggu dari Fasilitator (PERPAMSI)" in work[0].sentence.id


def test_facilitator_is_not_told_what_waits_for_somebody_else():
    """The mentor's green light is the mentor's; leaving the list empty is then the truth."""
    assert lists_of(to_awaiting(Story()))["to_move_on"] == ()


def test_second_person_and_three_approvals_are_to_approve():
    """Money waits for somebody else than who wrote it down; the work plan for its three."""
    story = to_pilot(Story())
    story.add("subsidy", "w-01.1", "proposed", member="bengkulu", amount=10)
    story.add("subsidy", "w-01.2", "refused", member="bengkulu", amount=10)

    assert [work.record for work in lists_of(story)["to_approve"]] == ["w-01.1"]


def test_who_is_waited_for_is_told_and_nobody_else():
    """While the mentor is asked, the mentee has nothing to do."""
    story = to_awaiting(Story())

    mentor = expected([story.folder], "palembang", today=day("2027-01-23"))
    mentee = expected([story.folder], "bengkulu", today=day("2027-01-23"))

    assert {work.list for work in mentor} == {"part"}
    assert any("Mentor (palembang)" in one for one in said(mentor))
    assert mentee == ()


def test_mentee_in_the_pilot_sees_its_own_papers_by_day():
    """The nearest day first, other people's papers not at all."""
    story = to_pilot(Story(mentees=("bengkulu", "bogor")))
    story.facts("2027-04-05", papers=[paper("monthly_report", "2027-04-05", of="bogor", month="2027-03")])

    mine = expected([story.folder], "bengkulu", today=day("2027-04-25"))
    other = expected([story.folder], "bogor", today=day("2027-04-25"))

    assert said(mine)[0] == "Monthly report 2027-03 was due by 2027-04-22"
    assert not any("Monthly report 2027-03" in one for one in said(other))
    assert [work.day for work in mine] == sorted([work.day for work in mine if work.day]) + [None] * sum(
        work.day is None for work in mine
    )


def test_step_with_everything_there_is_expected_of_whose_step_it_is():
    """Nothing is lacking but the step itself."""
    story = to_piloted(Story())
    story.state = "in_pilot"

    assert "everything is there: End the pilot project" in said(
        expected([story.folder], "bengkulu", today=day("2027-09-16"))
    )
    assert not any(
        "End the pilot" in one for one in said(expected([story.folder], "palembang", today=day("2027-09-16")))
    )


def test_unanswered_question_is_expected_of_the_mentor():
    """A request for advice waits for the mentor and not for who asked."""
    story = to_pilot(Story()).add("advice_request", "w-01.1", "open", member="bengkulu", day="2027-03-18", text="?")

    assert any(
        "Request for advice w-01.1" in one
        for one in said(expected([story.folder], "palembang", today=day("2027-03-20")))
    )
    assert not any(
        "Request for advice" in one for one in said(expected([story.folder], "bengkulu", today=day("2027-03-20")))
    )


@pytest.mark.parametrize(("states", "least", "success"), [
    (("reached", "reached", "reached", "missed"), 75, True),
    (("reached", "reached", "reached", "missed"), 76, False),
    (("reached", "set"), 75, False),
    ((), 75, None),
])  # fmt: skip
def test_outcome_is_the_share_of_targets_reached(states, least, success):
    """Three of four is enough at 75 per cent and not at 76; without targets nobody can tell."""
    story = to_finished(Story(points={"subject": 1}))
    for place, state in enumerate(states):
        story.add("target", f"w-01.{place}", state, member="bengkulu", title="t")

    (one,) = ended([story.folder], least_percent=least)

    assert (one.success, one.counts) == (success, success is not None)


def test_partnership_that_never_had_a_pilot_is_no_case_and_a_broken_one_is_a_failure():
    """To withdraw before anything began says nothing about pilots."""
    early, broken, going = (
        to_awaiting(Story(id_="w-01")),
        to_pilot(Story(id_="w-02", points={"x": 1})),
        to_pilot(Story()),
    )
    early.step("withdraw", "2027-02-01")
    broken.step("break_off", "2027-05-01")

    found = ended([one.folder for one in (early, broken, going)], least_percent=75)

    assert [(one.id, one.success, one.counts) for one in found] == [("w-01", None, False), ("w-02", False, True)]


def test_outcome_without_points_does_not_count_and_says_why():
    """The model reads points; guessing them afterwards would be hindsight."""
    story = to_finished(Story()).add("target", "w-01.1", "reached", member="bengkulu", title="t")

    (one,) = ended([story.folder], least_percent=75)

    assert (one.success, one.counts) == (True, False)
    assert "not on record" in one.why.en
