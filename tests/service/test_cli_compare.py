"""``compare``: two answers for one year side by side, in both languages, and wrong use."""

import json

import pytest

from service.adapters.published import PublishedFault
from service.adapters.scenario import read_scenario
from tests.service.cli_cases import QUICK, run, workbook
from tests.service.year_cases import small_intake


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Return a year as it was answered, and the same with one visit a week later and one dearer."""
    folder = tmp_path_factory.mktemp("compare")
    file = workbook(folder / "small.xlsx", small_intake())
    told = run("year", file, "--json", "--out", folder / "out", *QUICK)
    assert told.exit_code == 0, told.output
    whole = json.loads(told.stdout)
    (folder / "first.json").write_text(told.stdout, "utf8")
    one = next(each for each in whole["plan"]["events"] if each["activity"] == "monitoring_visit")
    one["first"], one["last"] = one["last"], one["last"]
    whole["budget"]["lines"][0]["amount"] += 1_250_000
    pair = whole["match"]["proposals"][0]
    pair["mentor"] = "someone-else"
    (folder / "second.json").write_text(json.dumps(whole), "utf8")
    return folder, one, pair, whole


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Events on other days: 1", "the same", "Letters with another mentor", "+Rp 1,250,000", "Monitoring")),
     ("id", ("Kegiatan pada hari lain: 1", "sama", "Surat dengan mentor lain", "+Rp 1.250.000", "monitoring"))],
)  # fmt: skip
def test_what_differs_is_read_at_a_glance(answers, language, words):
    """Days, pairs and rupiah, each under its heading, the utilities by name."""
    folder, one, _, _ = answers

    told = run("compare", folder / "first.json", folder / "second.json", language=language)

    assert told.exit_code == 0, told.output
    for word in (*words, f"{one['partnership']} K", "→"):
        assert word in told.stdout


def test_the_same_is_there_for_programs(answers):
    """Another program gets ids and whole rupiah."""
    folder, one, pair, _ = answers

    told = json.loads(run("compare", folder / "first.json", folder / "second.json", "--json").stdout)
    alike = json.loads(run("compare", folder / "first.json", folder / "first.json", "--json").stdout)

    assert [each["event"] for each in told["moved"]] == [one["id"]]
    assert told["total"] == 1_250_000
    assert [(each["letter"], each["second"]) for each in told["pairs"]] == [(pair["mentee"], "someone-else")]
    assert alike["same"]
    assert alike["total"] == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"year": 2028}, "2028"),
        ({"year": "soon"}, "year"),
        ({"currency": 5}, "currency"),
        ({"partnerships": {"w-01": "s-99"}}, "w-01"),
        ({"plan": {"events": [], "levels": [{"id": "x"}]}}, "plan.levels.0.name"),
        ({"plan": 5}, "plan"),
    ],
)
def test_what_cannot_be_compared_is_refused_by_name(answers, tmp_path, change, words):
    """Another year, other letters behind the same ids, or no answer at all."""
    folder, _, _, whole = answers
    (tmp_path / "other.json").write_text(json.dumps(whole | change), "utf8")

    told = run("compare", folder / "first.json", tmp_path / "other.json")

    assert told.exit_code == 2
    assert words in told.output
    assert "Traceback" not in told.output


@pytest.mark.parametrize("column", ["id", "value", "bound", "unit", "sense", "name"])
def test_every_wrong_value_of_an_aim_is_named(answers, column):
    """Field, value and expectation for each column."""
    broken = json.loads((answers[0] / "first.json").read_text("utf8"))
    broken["match"]["levels"][0][column] = []

    with pytest.raises(PublishedFault) as fault:
        read_scenario(broken, name="broken")

    assert fault.value.field == f"match.levels.0.{column}"
