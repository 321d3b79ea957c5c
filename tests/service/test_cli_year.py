"""The commands that answer a workbook: what they print, what they write, and how they end."""

import json

import pytest

from tests.service.cli_cases import QUICK, run, workbook
from tests.service.year_cases import nobody_served, small_intake, small_year


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the small sample as a workbook."""
    return workbook(tmp_path_factory.mktemp("small") / "small.xlsx", small_intake())


@pytest.fixture(scope="module")
def nobody(tmp_path_factory):
    """Return a workbook whose one letter nobody can serve."""
    return workbook(tmp_path_factory.mktemp("nobody") / "nobody.xlsx", nobody_served(small_intake()))


@pytest.fixture(scope="module")
def told(small, tmp_path_factory):
    """Return what `year` does with the small sample, and where it wrote."""
    folder = tmp_path_factory.mktemp("out")
    return run("year", small, "--out", folder, *QUICK), folder


def test_year_prints_its_sections_in_order(told):
    """The report is read from letters to money."""
    result, _ = told

    titles = ["1  Letters", "2  Pairs", "3  Letters without", "4  Calendar", "5  Money", "6  To be seen to", "Written"]
    places = [result.stdout.index(title) for title in titles]
    assert result.exit_code == 0
    assert places == sorted(places)


def test_year_writes_its_files_and_names_them(told):
    """Whoever ran it wants to open them."""
    result, folder = told

    written = sorted(path.name for path in folder.iterdir())
    assert written == ["papers", *(f"solidaritas-2027.{kind}" for kind in ("html", "ics", "xlsx", "xml"))]
    assert all(name in result.stdout.replace("\n", "") for name in written)


def test_year_marks_the_fictional(told):
    """An invented year must say so on the screen, first and last."""
    result, _ = told

    assert result.stdout.splitlines()[1].startswith("FICTIONAL")
    assert result.stdout.count("FICTIONAL SAMPLE") == 2


def test_progress_goes_to_standard_error(told):
    """Standard output is the answer and nothing else."""
    result, _ = told

    assert "checking the match" in result.stderr
    assert "checking the match" not in result.stdout


def test_year_in_indonesian_uses_the_field_s_words(small, tmp_path):
    """The readers are Indonesian."""
    result = run("year", small, "--out", tmp_path, *QUICK, language="id")

    assert result.exit_code == 0
    assert "Surat permohonan" in result.stdout
    assert "Resipien" in result.stdout
    assert "Rp " in result.stdout


def test_year_as_json_is_json_only(small, tmp_path):
    """A program reads standard output; one word of comment breaks it."""
    result = run("year", small, "--out", tmp_path, "--json", *QUICK)

    answer = json.loads(result.stdout)
    assert answer["partnerships"] == dict(small_year().letters)
    assert answer["fictional"] is True
    assert answer["budget"]["total"] == small_year().plan.ledger.total
    assert len(answer["match"]["proposals"]) == len(small_year().match.proposals)
    assert len(answer["files"]) == 5


def test_match_prints_pairs_and_no_calendar(small):
    """Before the first meeting nobody asks for dates."""
    result = run("match", small, *QUICK)

    assert result.exit_code == 0
    assert "2  Pairs" in result.stdout
    assert "Calendar" not in result.stdout


def test_match_as_json_holds_no_plan(small):
    """What was not asked is not computed."""
    answer = json.loads(run("match", small, "--json", *QUICK).stdout)

    assert "plan" not in answer
    assert answer["match"]["status"] == "optimal"


def test_plan_prints_every_event(small):
    """The year shows milestones, the plan shows all."""
    result = run("plan", small, *QUICK)

    names = {small_year().book.activities[event.activity].name.en for event in small_year().plan.events}
    flat = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert [name for name in names if name not in flat] == []


def test_plan_as_json_holds_events_and_no_lines(small):
    """Each part gives its own answer."""
    answer = json.loads(run("plan", small, "--json", *QUICK).stdout)

    assert len(answer["plan"]["events"]) == len(small_year().plan.events)
    assert "lines" not in answer["plan"]
    assert "match" not in answer


def test_budget_prints_money_only(small):
    """The treasurer asks for sums."""
    result = run("budget", small, *QUICK)

    assert result.exit_code == 0
    assert "Who pays" in result.stdout
    assert "Calendar" not in result.stdout


def test_budget_as_json_adds_up(small):
    """Every view of one ledger has one total."""
    budget = json.loads(run("budget", small, "--json", *QUICK).stdout)["budget"]

    assert sum(line["amount"] for line in budget["lines"]) == budget["total"]
    assert sum(budget["by_payer"].values()) == budget["total"]
    assert sum(budget["by_month"].values()) == budget["total"]
    assert sum(budget["by_partnership"].values()) == budget["total"]
    assert {sum(roles.values()) for roles in budget["policies"].values()} == {budget["total"]}
    assert all(each["left"] == each["budget"] - each["planned"] for each in budget["heads"])


@pytest.mark.parametrize("command", ["year", "match", "plan", "budget"])
def test_nobody_served_ends_with_one_and_says_so(nobody, tmp_path, command):
    """The world's no is an answer, but a script must see that it is a no."""
    extra = ("--out", tmp_path) if command == "year" else ()

    result = run(command, nobody, *extra, *QUICK)

    assert result.exit_code == 1
    assert "No letter could be served" in result.stdout


def test_files_are_written_even_when_nobody_is_served(nobody, tmp_path):
    """The reasons are wanted on paper too."""
    run("year", nobody, "--out", tmp_path, *QUICK)

    assert len(list(tmp_path.iterdir())) == 5


def test_output_folder_that_is_a_file_is_refused(small, tmp_path):
    """Nothing of the user's may be overwritten by a folder."""
    place = tmp_path / "taken"
    place.write_text("mine")

    result = run("year", small, "--out", place, *QUICK)

    assert result.exit_code == 2
    assert place.read_text() == "mine"


def test_same_seed_gives_the_same_json(small):
    """Two colleagues must get one answer."""
    first = json.loads(run("match", small, "--json", "--seed", "7", *QUICK).stdout)

    assert first == json.loads(run("match", small, "--json", "--seed", "7", *QUICK).stdout)
