"""What hangs on a partnership, found through its parents; and the second book, which keeps less."""

from data import WATERLINKS, load_book
from service.insight import Folder, Holdings, measure, watch
from service.insight.due import working_day
from service.insight.indicators import results_in_words
from service.records.kept import Key, Record
from tests.service.insight.story import BOOK, Story, day, event, to_finished, to_pilot


def kept(kind, id_, /, state="", **data):
    """Return a record."""
    return Record(key=Key("pks", kind, id_), version=1, state=state, data=data)


def test_records_are_found_through_their_parents_and_other_peoples_are_not():
    """An instalment stands below a subsidy, the subsidy below a partnership, a profile below a member."""
    one, two = Story(), Story(id_="w-02", mentees=("bogor",), mentor="ahli")
    others = {
        "subsidy": (kept("subsidy", "w-01.1", "granted", partnership="w-01", member="bengkulu"),),
        "instalment": (
            kept("instalment", "w-01.1.1", "planned", subsidy="w-01.1", member="bengkulu"),
            kept("instalment", "lost.1", "planned", subsidy="lost", member="bengkulu"),
        ),
        "profile": (
            kept("profile", "palembang.2026", member="palembang"),
            kept("profile", "bogor.2026", member="bogor"),
        ),
    }

    first, second = Holdings(book=BOOK, partnerships=(one.record, two.record), others=others).folders()

    assert [record.key.id for record in first.of("instalment")] == ["w-01.1.1"]
    assert [record.key.id for record in first.of("profile")] == ["palembang.2026"]
    assert [record.key.id for record in second.of("profile")] == ["bogor.2026"]
    assert second.of("subsidy") == ()
    assert first.kept == second.kept == {"subsidy", "instalment", "profile"}


def test_void_records_count_nowhere():
    """What was refused or called off never was."""
    story = Story().add("visit", "w-01.1", "cancelled", activity="study_visit", day="2027-04-01")

    assert story.folder.of("visit") == ()


def test_results_in_words_stand_beside_the_numbers():
    """5.4 asks for what was observed; it is shown as it was written and counted nowhere."""
    story = to_finished(Story())
    before = [one.value for one in measure(story.folder, today=day("2027-12-01"))]
    story.add("evaluation", "w-01.1", "agreed", day="2027-10-12", uniqueness="air gambut", long="24 jam")

    assert results_in_words(story.folder) == {"w-01.1": {"uniqueness": "air gambut", "long": "24 jam"}}
    assert [one.value for one in measure(story.folder, today=day("2027-12-01"))] == before


def test_working_days_are_counted_by_hand_and_far_ahead_without_holidays():
    """Over a weekend, Good Friday 2027 and the joint leave before it; in an unknown year, over weekends alone."""
    assert working_day(day("2027-03-24"), 2, country="ID") == day("2027-03-30")
    assert working_day(day("2199-01-04"), 5, country="nowhere") == day("2199-01-11")
    assert working_day(day("2199-01-05"), 0, country="nowhere") == day("2199-01-07")


def test_second_book_is_read_by_the_same_code():
    """No activity, paper, state or kind of record may be named in the code."""
    book = load_book(WATERLINKS)
    data = {
        "mentor": "a",
        "mentees": ["b"],
        "since": "2027-03-01",
        "events": [
            {"activity": "memorandum_of_agreement", "day": "2027-03-01", "until": "2027-03-01", "mentor": "a"},
            {"activity": "study_visit", "day": "2027-03-08", "until": "2027-03-10", "mentor": "a"},
        ],
    }
    folder = Folder(book=book, record=kept("partnership", "w-01", "established", **data))

    values = {one.indicator.id: (one.done, one.due, one.value) for one in measure(folder, today=day("2027-09-01"))}
    signs = [alarm.sign.id for one in watch([folder], today=day("2027-09-01")) for alarm in one.alarms]

    assert values["mentor_visits"] == (1, 1, 100)
    assert values["recipient_results"] == (0, 0, None)
    assert values["recipient_notes"][0] == 0
    assert values["recipient_notes"][1] > 0
    assert {"silent", "paper_late"} <= set(signs)


def test_pilot_without_an_event_yet_is_the_one_that_the_agreement_began():
    """Reports are waited for from the first month on, not from the day on which the pilot was over."""
    story = to_pilot(Story())
    reports = next(
        one for one in measure(story.folder, today=day("2027-06-20")) if one.indicator.id == "mentee_reports"
    )

    months = [item.name.en for item in reports.items if item.row == "monthly_report"]

    assert months == ["Monthly report 2027-03", "Monthly report 2027-04", "Monthly report 2027-05"]
    assert event("pilot", "2027-03-15").activity == "pilot"
