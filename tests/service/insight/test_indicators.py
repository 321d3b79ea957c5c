"""Indicators counted by hand from small stories (5.2, 5.3)."""

import pytest

from service.insight import Standing, measure
from tests.service.insight.story import Story, day, paper, pilot_day, to_awaiting, to_finished, to_pilot, to_piloted


def measured(story, indicator, member=None, *, today="2027-12-01"):
    """Return one indicator of a story."""
    found = [one for one in measure(story.folder, today=day(today)) if one.indicator.id == indicator]
    return next(one for one in found if member in {None, one.member})


def stood(one):
    """Return what was counted, by name and standing."""
    return {item.name.en: item.standing.value for item in one.items}


@pytest.mark.guards("5.2.1", "5.2.2", "5.3.2")
def test_story_on_time_has_a_hundred_per_cent_of_everything_that_is_on_record():
    """The plainest case, and the check that nothing is late by our own counting."""
    story = to_finished(Story())

    counts = {
        one.indicator.id: (one.value, one.done, one.late, one.due)
        for one in measure(story.folder, today=day("2028-03-01"))
    }

    assert counts == {
        "mentor_commitment": (100, 7, 0, 7),
        "mentor_reports": (100, 4, 0, 4),
        "mentor_know_how": (None, 0, 0, 0),
        "mentee_commitment": (None, 0, 0, 0),
        "mentee_reports": (100, 8, 0, 8),
        "mentee_lessons": (None, 0, 0, 0),
    }


@pytest.mark.guards("5.2.1")
def test_three_of_four_visits_are_seventy_five_per_cent():
    """The work plan says how many visits there are; the book's one is only where it says nothing."""
    story = to_piloted(Story())
    for place, on in enumerate(("2027-04-20", "2027-05-20", "2027-06-07", "2027-08-10"), start=1):
        story.add("visit", f"w-01.{place}", "planned", activity="monitoring_visit", traveller="palembang", day=on)
    for on in ("2027-04-21", "2027-05-21"):
        pilot_day(story, on, [], [("monitoring_visit", on, on)])

    one = measured(story, "mentor_commitment")

    visits = {name: standing for name, standing in stood(one).items() if name.startswith("Monitoring")}
    assert visits == {
        "Monitoring visit 1": "done", "Monitoring visit 2": "done", "Monitoring visit 3": "done",
        "Monitoring visit 4": "missing",
    }  # fmt: skip
    assert (one.done, one.due) == (8, 9)


def test_visit_that_was_called_off_was_never_to_take_place():
    """A cancelled plan is no broken promise."""
    story = to_pilot(Story())
    story.add("visit", "w-01.1", "cancelled", activity="study_visit", traveller="bengkulu", day="2027-04-01")

    assert "Study visit 2" not in stood(measured(story, "mentor_commitment"))


@pytest.mark.guards("5.3.2")
def test_late_report_is_done_and_counted_apart():
    """Half of the guideline's sentence is whether it came, the other half when."""
    story = to_pilot(Story())
    pilot_day(story, "2027-04-22", ["monthly_report 2027-03"], [])
    pilot_day(story, "2027-06-30", ["monthly_report 2027-04"], [])

    one = measured(story, "mentee_reports", today="2027-07-01")

    assert (one.value, one.done, one.late, one.due) == (67, 2, 1, 3)
    assert one.worked.en == "100 x 2 (reports delivered) / 3 (due) = 67"
    assert stood(one)["Monthly report 2027-04"] == "late"
    assert stood(one)["Monthly report 2027-05"] == "missing"


@pytest.mark.parametrize(("today", "standing"), [("2027-04-22", "ahead"), ("2027-04-23", "missing")])
def test_report_is_missing_from_the_day_after_it_was_due(today, standing):
    """Both sides of the day: five working days after the first pilot month ended on 15 April."""
    story = to_pilot(Story())

    found = stood(measured(story, "mentee_reports", today=today))

    assert found["Monthly report 2027-03"] == standing


def test_each_mentee_of_one_mentor_has_its_own_value():
    """One diligent mentee does not hide the other."""
    story = to_pilot(Story(mentees=("bengkulu", "bogor")))
    story.facts("2027-04-05", papers=[paper("monthly_report", "2027-04-05", of="bogor", month="2027-03")])

    assert measured(story, "mentee_reports", "bogor", today="2027-05-10").value == 100
    assert measured(story, "mentee_reports", "bengkulu", today="2027-05-10").value == 0


@pytest.mark.guards("5.2.3", "5.3.1", "5.3.3")
def test_advice_tasks_and_targets_count_when_their_day_has_come():
    """What is asked, agreed or set yesterday is neither good nor bad today."""
    story = to_piloted(Story())
    for place, (state, on) in enumerate(
        (("answered", "2027-04-01"), ("closed", "2027-05-01"), ("open", "2027-06-01"), ("open", "2027-11-25")), start=1
    ):
        story.add("advice_request", f"w-01.{place}", state, member="bengkulu", day=on, text="?")
    story.add("advice", "w-01.1", "done", day="2027-04-01", text="meter induk", kind="solution")
    story.add("advice", "w-01.2", "given", day="2027-04-01", text="belum disepakati", kind="lesson")
    story.add("advice", "w-01.3", "refused", day="2027-04-01", text="ditolak", kind="lesson")
    story.add("task", "w-01.1", "open", title="Zona 3", end="2027-07-31")
    story.add("task", "w-01.2", "open", title="Zona 4", end="2028-07-31")
    story.add("target", "w-01.1", "reached", member="bengkulu", title="NRW 40", due="2027-09-15")
    story.add("target", "w-01.2", "missed", member="bengkulu", title="24 jam", due="2027-09-15")
    story.add("target", "w-01.3", "set", member="bengkulu", title="Jangka panjang", due="2030-01-01")

    found = {one.indicator.id: (one.done, one.due, one.value) for one in measure(story.folder, today=day("2027-12-01"))}

    assert found["mentor_know_how"] == (2, 3, 67)
    assert found["mentee_commitment"] == (1, 2, 50)
    assert found["mentee_lessons"] == (1, 2, 50)


def test_sop_is_told_beside_the_targets_and_moves_no_number():
    """The guideline asks whether it exists; that is a yes or no and no share."""
    story = to_finished(Story())

    beside = measured(story, "mentee_lessons").beside

    assert [(item.row, item.standing) for item in beside] == [("sop", Standing.DONE)]


@pytest.mark.guards("5")
def test_self_assessment_stands_apart_and_the_difference_shows():
    """Who thinks better of himself than the record does is asked, not corrected."""
    story = to_finished(Story())
    before = [(one.value, one.worked) for one in measure(story.folder, today=day("2027-12-01"))]
    for by, value in (("self", 60), ("facilitator", 100)):
        data = {"member": "palembang", "indicator": "mentor_reports", "by": by, "value": value, "words": "kurang"}
        story.add("assessment", f"w-01.{by}", "said", **data)
    story.add("assessment", "w-01.x", "said", member="palembang", indicator="mentor_know_how", by="self", value=90)

    opinions = measured(story, "mentor_reports").opinions

    assert [(said.by, said.value, said.apart) for said in opinions] == [("self", 60, -40), ("facilitator", 100, 0)]
    assert measured(story, "mentor_know_how").opinions[0].apart is None
    assert [(one.value, one.worked) for one in measure(story.folder, today=day("2027-12-01"))] == before


def test_partnership_that_ended_early_is_not_blamed_for_what_would_have_come_later():
    """From the day on which it ended nothing was expected any more."""
    story = to_awaiting(Story())
    story.step("withdraw", "2027-02-01")

    found = measured(story, "mentor_commitment", today="2028-12-01")

    assert (found.value, found.due) == (100, 1)
    assert stood(found)["Signing of the Letter of Intent"] == "unknown"


def test_nothing_on_record_gives_no_number_and_says_so_in_both_languages():
    """An empty record is neither a nought nor a hundred."""
    one = measured(Story(), "mentor_reports")

    assert one.value is None
    assert "nothing of it is on record" in one.worked.en
    assert "tidak ada dalam catatan" in one.worked.id
