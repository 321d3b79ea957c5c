"""The commands that read the record as a whole, as a facilitator types them."""

import json
from xml.etree import ElementTree as ET

import pytest

from matcher import BadValue
from matcher.learning.cases import read_cases
from matcher.learning.outcome import NAMES
from service.records.kept import Key
from service.store import Store
from tests.service.cli_cases import run
from tests.service.insight.story import NAMES as MEMBERS
from tests.service.insight.story import Story, to_awaiting, to_finished, to_pilot

AT = "2027-03-15T03:00:00Z"
DAY = ("--today", "2027-06-10")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Give a record of three partnerships: one that has fallen silent, one that waits, one that is over."""
    file = tmp_path_factory.mktemp("insight") / "catatan.db"
    store = Store(str(file))
    over = to_finished(Story(id_="w-03", mentor="bengkulu", mentees=("bogor",), points=dict.fromkeys(NAMES, 0)))
    over.add("target", "w-03.1", "reached", member="bogor", title="SOP")
    with store.write(at=AT, by="facilitator:a-1") as unit:
        unit.create(Key("pks", "programme", "pks"), {"name": "PKS", "book": "perpamsi", "year": 2027})
        for id_, name in MEMBERS.items():
            unit.create(Key("pks", "member", id_), {"name": name})
        letter = {"member": "bogor", "received": "2027-01-04", "subject": "WQ", "signed": True}
        unit.create(Key("pks", "letter", "s-1"), letter)
        for story in (to_pilot(Story()), to_awaiting(Story(id_="w-02", mentees=("bogor",))), over):
            unit.create(Key("pks", "partnership", story.id), story.data, state=story.state)
            for kind, records in story.others.items():
                for record in records:
                    unit.create(Key("pks", kind, record.key.id), record.data, state=record.state)
    store.close()
    return file


def told(path, *arguments):
    """Return what a command says as JSON."""
    return json.loads(run(*arguments, "--database", path, "--json").stdout)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "(reports delivered) / 1 (due) = 100"), ("id", "/ 1 (yang sudah wajib) = 100")]
)
def test_indicators_show_the_formula_with_its_numbers(path, language, said):
    """A number without its count convinces nobody."""
    result = run("insight", "indicators", "w-01", *DAY, "--database", path, language=language)

    assert result.exit_code == 0
    assert said in " ".join(result.stdout.split())


@pytest.mark.parametrize(("language", "said"), [("en", "of 3 partnerships together"), ("id", "Indikator 3 kemitraan")])
def test_summary_sums_up_what_each_partnership_shows(path, language, said):
    """The board reads one table; its sums are those of the partnerships."""
    result = run("insight", "indicators", "--summary", *DAY, "--database", path, language=language)
    each = told(path, "insight", "indicators", *DAY)
    whole = {one["indicator"]: one for one in told(path, "insight", "indicators", "--summary", *DAY)}

    assert said in result.stdout
    for name, one in whole.items():
        parts = [row for folder in each for row in folder["indicators"] if row["indicator"] == name]
        assert (one["done"], one["due"]) == (sum(row["done"] for row in parts), sum(row["due"] for row in parts))


@pytest.mark.parametrize(("language", "said"), [("en", "AT RISK"), ("id", "BERISIKO")])
def test_warnings_are_ranked_and_end_with_what_they_are(path, language, said):
    """Who reads only the first line has read the most urgent one; the exit code says whether there is one."""
    result = run("insight", "warnings", *DAY, "--database", path, language=language)
    record = told(path, "insight", "warnings", *DAY)

    assert result.exit_code == 1
    assert said in result.stdout
    assert [one["partnership"] for one in record["items"]] == ["w-01", "w-02"]
    assert run("insight", "warnings", "--today", "2027-02-01", "--database", path).exit_code == 0


def test_work_is_the_facilitators_or_one_members(path):
    """The same record, seen by whoever has to act."""
    lists = told(path, "insight", "work", *DAY)
    mine = told(path, "insight", "work", "--member", "bengkulu", *DAY)["expected"]

    assert [work["record"] for work in lists["to_match"]] == ["s-1"]
    assert [work["record"] for work in lists["silent"]] == ["w-01"]
    assert mine[0]["day"] == "2027-04-22"
    shown = run("insight", "work", "--member", "bengkulu", *DAY, "--database", path, language="id").stdout
    assert "Diharapkan sekarang" in shown
    assert "Laporan bulanan 2027-03 seharusnya paling lambat 2027-04-22" in " ".join(shown.split())


@pytest.mark.parametrize("language", ["en", "id"])
def test_network_is_told_and_drawn(path, tmp_path, language):
    """A drawing that no map is needed for, with every name in it."""
    file = tmp_path / "jaringan.svg"
    result = run("insight", "network", "--own", "--svg", file, "--database", path, language=language)
    tree = ET.parse(file)  # noqa: S314  # our own file
    words = {text for element in tree.iter() for text in [element.text] if text}

    assert result.exit_code == 0
    assert "WQ" in json.dumps(told(path, "insight", "network", "--own")["unserved"])
    assert {"Tirta Musi", "Tirta Hidayah", "Tirta Pakuan"} <= words
    assert "Tirta Musi → Tirta Hidayah: NRW 2027" in words
    assert len(told(path, "insight", "network")["lessons"]) == 11 + 2


def test_outcomes_go_into_a_file_that_past_counts(path, tmp_path):
    """The count that was always nought now comes from the record."""
    file = tmp_path / "hasil.json"
    shown = run("outcomes", "--out", file, "--database", path)

    assert (shown.exit_code, "1 of 1 targets reached" in shown.stdout) == (0, True)
    assert [case.success for case in read_cases(file)] == [True]
    assert "1 closed partnerships" in json.loads(run("past", "--outcomes", file, "--json").stdout)["summary"][-1]["en"]
    assert told(path, "outcomes")["counted"] == 1


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"cases": [1]}', '{"cases": [{"points": {}, "success": true}]}', "[" * 100_000]
)
def test_file_that_holds_no_cases_is_refused(tmp_path, content):
    """Half-read cases would be a guess."""
    file = tmp_path / "hasil.json"
    file.write_text(content, "utf8")

    with pytest.raises(BadValue, match="expected"):
        read_cases(file)
    assert run("past", "--outcomes", file).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("insight", "indicators", "w-9"),
        ("insight", "work", "--member", "nobody"),
        ("insight", "warnings", "--programme", "other"),
        ("insight", "warnings", "--today", "tomorrow"),
    ],
)
def test_wrong_name_is_told_with_those_there_are(path, arguments):
    """A misspelt id must not look like an empty list."""
    result = run(*arguments, "--database", path)

    assert (result.exit_code, result.stdout) == (2, "")
