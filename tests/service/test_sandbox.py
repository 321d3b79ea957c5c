"""``sandbox``: what the Board could decide otherwise, at the terminal, as JSON, as page and as drawing."""

import dataclasses
import json
import re
import xml.etree.ElementTree as ET
from functools import partial

import pytest

from data.answer import Reason, Status
from planner.sandbox.lever import value_of
from planner.sandbox.point import Frontier
from service.cli.report.sandbox import sandbox_report
from service.documents.plot import HEIGHT, WIDTH, Scale, Spot, apart, in_millions, marks, rounded, step_of
from service.documents.sandbox_html import sandbox_page, write_sandbox_svg
from service.walks.sandbox import run_sandbox
from service.words import Names, Words
from service.words.levers import amount_said, lever_said
from service.words.reasons import both
from tests.service.cli_cases import printed, run, start, workbook
from tests.service.web_cases import Reader
from tests.service.year_cases import small_intake, small_names, small_year

# A match that is proved ends at once; the rest is for a machine that is busy with other things.
QUICK = ("--time-limit", "60")
LANGUAGES = ["en", "id"]


def frontier(*values: str, lever: str = "subsidies") -> Frontier:
    """Return a sweep of the small year."""
    return run_sandbox(
        small_year(), lever, [value_of(one) for one in values], replan=False, workers=1, seed=1, seconds=5,
        on_progress=lambda _: None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the small sample as a workbook."""
    return workbook(tmp_path_factory.mktemp("sandbox") / "small.xlsx", small_intake())


@pytest.mark.parametrize(
    ("language", "title", "note"),
    [
        ("en", "Policy sandbox: Subsidies for mentors and mentees", "The calendar stands as planned"),
        ("id", "Uji coba kebijakan: Subsidi bagi mentor dan resipien", "Kalender tetap seperti direncanakan"),
    ],
)
def test_report_page_and_drawing_in_both_languages(small, tmp_path, language, title, note):
    """A board reads a table, prints a page, and puts the drawing on a slide."""
    page, svg = tmp_path / "sandbox.html", tmp_path / "sandbox.svg"

    told = start(
        "sandbox", small, "--values", "50%,100%,150%", "--page", page, "--svg", svg, "--lang", language, *QUICK
    )

    assert told.returncode == 0, told.stderr
    assert title in told.stdout
    assert note in told.stdout
    assert "150%" in told.stdout
    assert title in page.read_text("utf8")
    assert ET.fromstring(svg.read_text("utf8")).tag.endswith("svg")  # noqa: S314 -- our own file


def test_json_tells_every_point_and_how_to_make_it_again(small):
    """The record is read by programs: who, levels with bounds, settings."""
    told = start("sandbox", small, "--lever", "mentor_percent", "--values", "40,300%", "--json", *QUICK)

    record = json.loads(told.stdout)
    assert record["lever"] == "mentor_percent"
    first, second = record["points"]
    assert first["settings"] | {"lever": "mentor_percent", "value": "40", "seed": 1} == first["settings"]
    assert [level["id"] for level in first["levels"]] == ["gain", "funded", "subsidy"]
    assert second["refused"][0]["rule"] == "subsidy_decision"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--lever", "subsidi"), "subsidies"),
        (("--values", "50%,many"), "value 2, 'many', cannot be read; expected a whole number without points"),
        (("--values", ","), "for example --values 50%,100%,150%"),
        (("--values", ",".join(["1%"] * 101)), "101 values are given; expected 1 to 100"),
        (("--lever", "budget", "--values", "20000000"), "expected per cent, for example --lever budget"),
        (("--lever", "ceiling_mentor", "--values", "50%"), "states none yet; expected a number"),
        (("--workers", "0"), "1"),
    ],
)
def test_wrong_use_is_told_what_would_be_right(small, arguments, said):
    """Nothing is swept on a guess."""
    result = run("sandbox", small, *arguments, *QUICK)

    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_well_formed_and_asks_nobody(language):
    """The page is opened from a stick, with the strictest policy, and every row of the sweep stands in it."""
    text = sandbox_page(small_year(), frontier("50%", "100%", "300%"), language=language)
    page = Reader(text)

    assert page.faults == []
    assert page.open == []
    assert not re.search(r"https?://|@import|url\(|<script", text)
    assert [tag for tag, name, _ in page.attributes if name == "style" or name.startswith("on")] == []
    assert all(value in text for value in ("50%", "100%", "300%"))


def unsearched() -> Frontier:
    """Return a sweep whose first point was never searched."""
    swept = frontier("50%", "100%")
    why = Reason(rule="sandbox", section="", who="", sentence=both("stage.workbook"), remedy=both("stage.workbook"))
    blank = dataclasses.replace(swept.points[0], levels=(), funded=(), status=Status.UNKNOWN, unsearched=(why,))
    return dataclasses.replace(swept, points=(blank, swept.points[1]))


@pytest.mark.parametrize(("language", "said"), [("en", "not searched"), ("id", "belum dicari")])
def test_point_without_a_plan_is_shown_as_not_searched(language, said):
    """A board must not take a search that never was for a proof that nobody can be funded."""
    swept = unsearched()

    told = printed(partial(sandbox_report, seed=1), arguments=(swept,), language=language)
    page = sandbox_page(small_year(), swept, language=language)

    (row,) = [line for line in told.splitlines() if "50%" in line and "--" not in line]
    assert said in row
    assert page.count(f">{said}<") == 1


def test_page_says_what_cannot_be_decided():
    """A refused value is no empty row: the reason stands below, with its section."""
    text = sandbox_page(small_year(), frontier("100%", "300%", lever="mentor_percent"), language="en")

    assert "cannot be decided" in text
    assert "more than the whole" in text
    assert '300% <span class="soft">· cannot be decided' in text


def test_drawing_holds_one_spot_for_each_place(tmp_path):
    """Values that give the same share a spot, so that no label lies on another."""
    swept = frontier("100%", "1000%", "2000%")
    path = tmp_path / "plot.svg"

    write_sandbox_svg(small_year(), swept, path, language="en")

    places = {(point.value("subsidy"), point.value("gain")) for point in swept.points}
    assert path.read_text("utf8").count("<circle") == len(places) < len(swept.points)


def test_spots_lie_within_the_drawing_and_their_labels_apart():
    """Labels of spots on one place are moved up and down until each can be read."""
    scale = Scale(most_x=10, most_y=10)
    spots = apart([Spot(scale.x(9), scale.y(9), "a long label") for _ in range(4)])

    assert len({spot.lift for spot in spots}) == 4
    assert all(0 < spot.x < WIDTH and 0 < spot.y < HEIGHT for spot in spots)
    assert all(spot.is_late for spot in spots)


@pytest.mark.parametrize(
    ("most", "step", "end"), [(0, 1, 1), (6, 1, 6), (7, 2, 8), (13, 5, 15), (600, 100, 600), (760, 200, 800)]
)
def test_marks_of_an_axis_are_round_and_few(most, step, end):
    """Nobody reads 137.5 off an axis."""
    assert (step_of(most), rounded(most)) == (step, end)
    assert len(marks(end)) <= 7


@pytest.mark.parametrize(("amount", "told"), [(0, "0"), (2_000_000, "2"), (2_500_000, "2.5"), (1, "0.000001")])
def test_millions_are_told_whole(amount, told):
    """A rounded axis would say another sum than the table."""
    assert in_millions(amount) == told


@pytest.mark.parametrize(
    ("lever", "amount", "en", "idn"),
    [
        ("budget", 5, "all budget heads: Rp 5", "semua pos anggaran: Rp 5"),
        ("documents", 1000, "Guideline documents, publications, paper work and documentation: Rp 1,000", None),
        ("mentor_percent", 50, "mentor, per cent: 50 %", "mentor, persen: 50 %"),
        ("near_up_to_km", 100, "near up to, km: 100 km", "dekat sampai, km: 100 km"),
        ("visits_per_year", 12, "quota of visits for the year: 12", "kuota kunjungan per tahun: 12"),
    ],
)
def test_levers_are_said_in_both_languages(lever, amount, en, idn):
    """A head by its name, an amount of the decision in words, each in its own unit."""
    for language, said in (("en", en), ("id", idn)):
        words, names = Words(language), small_names(language)
        assert isinstance(names, Names)
        told = f"{lever_said(lever, names=names, words=words)}: " + amount_said(
            lever, amount, words=words, currency="IDR"
        )
        assert said is None or told == said
