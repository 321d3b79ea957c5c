"""``replan``: the changed workbook beside what was published, in both languages, and wrong use."""

import dataclasses
import datetime as dt
import json

import icalendar
import pytest

from service.adapters.published import PublishedFault, read_published
from tests.service.cli_cases import QUICK, run, workbook
from tests.service.year_cases import small_intake

TODAY = "2027-04-26"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return the small sample as a workbook, its year as it was published, and a folder."""
    folder = tmp_path_factory.mktemp("replan")
    file = workbook(folder / "small.xlsx", small_intake())
    told = run("year", file, "--json", "--out", folder / "first", *QUICK)
    assert told.exit_code == 0, told.output
    (folder / "year.json").write_text(told.stdout, "utf8")
    return file, folder / "year.json", folder


def visit(published):
    """Return the last monitoring visit that was published."""
    events = json.loads(published.read_text("utf8"))["plan"]["events"]
    return max((one for one in events if one["activity"] == "monitoring_visit"), key=lambda one: one["first"])


def again(desk, *arguments, language="en", published=None, file=None):
    """Re-plan the published year."""
    return run(
        "replan", file or desk[0], "--published", published or desk[1], "--today", TODAY, "--out", desk[2] / "again",
        *arguments, *QUICK, language=language,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Partnerships touched: 1", "Not touched", "proved best")),
     ("id", ("Kemitraan tersentuh: 1", "Tidak tersentuh", "terbukti terbaik"))],
)  # fmt: skip
def test_an_absence_moves_one_visit_and_says_so(desk, language, words):
    """The facilitator reads who is called and who is not."""
    one = visit(desk[1])
    party = one["travellers"][0]["party"]

    told = again(desk, "--absent", party, one["first"], one["last"], language=language)

    assert told.exit_code == 0, told.output
    text = " ".join(told.stdout.split())
    for word in (*words, one["partnership"]):
        assert word in text


def test_the_changed_workbook_alone_is_enough(desk):
    """An absence written into the workbook needs no option."""
    one = visit(desk[1])
    intake = small_intake()
    mentor = next(each for each in intake.mentors if one["travellers"][0]["party"] in {each.utility, each.id})
    absence = dataclasses.replace(
        intake.absences[0], who=mentor.id, first=dt.date.fromisoformat(one["first"]),
        last=dt.date.fromisoformat(one["last"]),
    )  # fmt: skip
    changed = dataclasses.replace(intake, absences=(*intake.absences, absence))
    file = workbook(desk[2] / "changed.xlsx", changed)

    told = json.loads(again(desk, "--json", file=file).stdout)

    assert one["id"] in {move["event"] for move in told["replan"]["moves"]}
    assert told["edition"] == 1


def test_a_replanned_year_can_be_replanned_again_and_calendars_know_the_newer_one(desk):
    """The same UIDs with a higher sequence move entries instead of doubling them."""
    one = visit(desk[1])
    first = again(desk, "--move", f"{one['id']}={one['first']}", "--json")
    assert first.exit_code == 0, first.output
    (desk[2] / "again.json").write_text(first.stdout, "utf8")

    second = again(desk, "--json", published=desk[2] / "again.json")

    assert second.exit_code == 0, second.output
    assert json.loads(second.stdout)["edition"] == 2
    assert json.loads(second.stdout)["replan"]["moves"] == []
    (new,) = (desk[2] / "again").glob("*.ics")
    (old,) = (desk[2] / "first").glob("*.ics")
    entries = {}
    for path in (old, new):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        entries[path] = {str(entry["uid"]): int(entry["sequence"]) for entry in calendar.walk("VEVENT")}
    assert set(entries[old]) == set(entries[new])
    assert set(entries[old].values()) == {0}
    assert set(entries[new].values()) == {2}


@pytest.mark.parametrize(("language", "words"), [("en", "moved alone"), ("id", "digeser sendiri")])
def test_a_visit_moved_by_hand_says_at_once_what_breaks(desk, language, words):
    """Before the repair the facilitator reads what the day would break by itself."""
    events = json.loads(desk[1].read_text("utf8"))["plan"]["events"]
    one = visit(desk[1])
    last = max(each["last"] for each in events if each["partnership"] == one["partnership"])

    told = again(desk, "--move", f"{one['id']}={last}", language=language)
    record = json.loads(again(desk, "--move", f"{one['id']}={last}", "--json").stdout)

    assert words in told.stdout
    assert "/monitoring_visit/" not in told.stdout
    assert list(record["alone"]) == [one["id"]]
    assert record["alone"][one["id"]]
    assert {each["rule"] for each in record["alone"][one["id"]]} & {"order", "pilot_months", "budget_year"}


def test_a_withdrawn_partnership_is_freed(desk):
    """What it leaves is told in days and rupiah."""
    told = json.loads(again(desk, "--withdrawn", visit(desk[1])["partnership"], "--json").stdout)

    (freed,) = told["replan"]["freed"]
    assert freed["partnership"] == visit(desk[1])["partnership"]
    assert sum(freed["rupiah"].values()) > 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--move", "w-01"), "NAME=VALUE"),
        (("--move", "w-01/study_visit/1=soon"), "2027-06-14"),
        (("--budget", "documents=many"), "whole rupiah"),
        (("--withdrawn", "w-99"), "w-99"),
        (("--absent", "nobody", "2027-05-01", "2027-05-02"), "nobody"),
    ],
)
def test_wrong_use_says_what_was_expected(desk, arguments, words):
    """Nothing that a user can write ends in a traceback."""
    told = again(desk, *arguments)

    assert told.exit_code == 2
    assert words in told.output
    assert "Traceback" not in told.output


@pytest.mark.parametrize("text", ["{}", "[]", "no json", '{"plan": {"events": 5}}'])
def test_a_file_that_is_no_published_year_is_refused(desk, text):
    """The command names the file and how to write one."""
    (desk[2] / "bad.json").write_text(text, "utf8")

    told = again(desk, published=desk[2] / "bad.json")

    assert told.exit_code == 2
    assert "bad.json" in told.output


def test_every_wrong_value_of_a_published_event_is_named(desk):
    """Field, value and expectation, for each column of an event."""
    whole = json.loads(desk[1].read_text("utf8"))
    assert read_published(whole).published.events
    for column in whole["plan"]["events"][0]:
        broken = json.loads(desk[1].read_text("utf8"))
        broken["plan"]["events"][0][column] = {"not": "this"}
        with pytest.raises(PublishedFault) as fault:
            read_published(broken)
        assert fault.value.field == f"plan.events.0.{column}"
    whole["plan"]["events"].append(whole["plan"]["events"][0])
    with pytest.raises(PublishedFault, match="stands once"):
        read_published(whole)
