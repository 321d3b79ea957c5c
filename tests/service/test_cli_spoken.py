"""What click says by itself: help and wrong use, in the language that was asked for."""

import click
import pytest

from service.cli.entry import commands
from tests.service.cli_cases import run, workbook
from tests.service.year_cases import small_intake

COMMANDS = ("year", "match", "plan", "budget", "template", "sample", "rule", "subject", "serve", "demo")
ENGLISH = ("Usage", "Options", "Commands", "Show this", "default:", "INTEGER", "FLOAT", "Error", "Try ", "Invalid")


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)], ids=str)
def test_help_speaks_indonesian_throughout(arguments):
    """Half a help in a foreign language is no help to who has never seen a terminal."""
    told = run(*arguments, "--help", language="id").stdout

    assert [word for word in ENGLISH if word in told] == []
    assert told.startswith("Pemakaian: ")


@pytest.mark.parametrize("language", ["en", "id"])
def test_list_of_commands_is_not_cut(language):
    """A sentence that ends in three dots says less than the room it takes."""
    told = run("--help", language=language).stdout

    assert ", ..." not in told
    assert "..." not in told.partition("\n\n  year")[2].replace(" ...", "", 1).replace("COMMAND ...", "")
    for command in commands(language).commands.values():
        assert " ".join((command.help or "").split()) in " ".join(told.split())


@pytest.mark.parametrize("language", ["en", "id"])
def test_default_stands_in_one_pair_of_brackets(language):
    """What happens without the option must be readable."""
    told = run("year", "--help", language=language).stdout

    assert "[[" not in told
    assert ("[default: 1" if language == "en" else "[bawaan: 1") in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("year",), "FILE.xlsx belum disebut"),
        (("year", "tidak-ada.xlsx"), "berkas tidak-ada.xlsx tidak ada"),
        (("year", "."), "adalah folder, bukan berkas"),
        (("budge",), "Maksud Anda budget?"),
        (("template", "--bogus"), "Opsi --bogus tidak ada"),
        (("template", "a.xlsx", "--year", "x"), "harus bilangan bulat dari 2020 sampai 2040"),
        (("template", "a.xlsx", "b.xlsx"), "Terlalu banyak nama: b.xlsx"),
        (("serve", "--port"), "--port memerlukan nilai di belakangnya"),
        (("rule", "--lang", "de"), "harus salah satu dari: id, en"),
    ],
)
def test_wrong_use_is_told_in_indonesian(arguments, said):
    """The first thing that goes wrong is the command line, and it must be understood to be put right."""
    language = () if "--lang" in arguments else ("--lang", "id")
    done = click.testing.CliRunner().invoke(commands("id"), [*language, *arguments], env={"LANG": "id_ID"})

    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert [word for word in ENGLISH if word in done.stderr] == []


def test_wrong_use_in_english_shows_the_way_to_help():
    """Who is lost looks for the door."""
    done = run("year")

    assert "FILE.xlsx is missing." in done.stderr
    assert "More: solidaritas year --help" in done.stderr


def test_seed_below_nought_is_told_with_its_bound():
    """A range open to one side has one bound to tell."""
    done = run("year", __file__, "--seed", "-1")

    assert "expected a whole number from 0 on" in done.stderr


@pytest.mark.parametrize("limit", ["nan", "inf", "-inf", "0"])
def test_time_limit_that_is_no_time_is_refused_before_anything_is_read(limit, tmp_path):
    """A limit that is no number went through the range and ended in an English sentence of the solver."""
    book = workbook(tmp_path / "small.xlsx", small_intake())

    done = run("year", book, f"--time-limit={limit}", language="id")

    assert done.exit_code == 2
    assert "--time-limit: harus bilangan dari 1 sampai 3600" in done.stderr
    assert "membaca" not in done.stderr


def test_file_that_cannot_be_written_is_told_in_the_reader_s_language(tmp_path):
    """The system's own sentence is English everywhere."""
    wanted = tmp_path / "no" / "folder.xlsx"

    assert "berkas atau folder itu tidak ada" in run("template", wanted, language="id").stderr
    assert "there is no such file or folder" in run("template", wanted).stderr


def test_folder_below_a_file_is_told_in_the_reader_s_language(tmp_path):
    """A path may be impossible in more than one way."""
    (tmp_path / "file").write_text("")

    done = run("sample", tmp_path / "file" / "a.xlsx", language="id")

    assert "bukan folder" in done.stderr
    assert "Not a directory" not in done.stderr
