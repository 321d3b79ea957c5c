"""The command as a whole: its language, its help, its exit codes, and errors without a traceback."""

import click
import pytest
from click.testing import CliRunner

from data.answer import Violation
from data.errors import UnknownRow
from data.text import Text
from matcher import UnknownMentor
from planner.errors import TooLarge
from service.cli import main
from service.cli.entry import asked_language, commands
from service.errors import ServiceError
from service.walks.year import RefusedAnswer
from tests.service.cli_cases import run

COMMANDS = {
    "year",
    "match",
    "plan",
    "replan",
    "sandbox",
    "compare",
    "budget",
    "template",
    "sample",
    "rule",
    "subject",
    "twins",
    "past",
    "account",
    "insight",
    "outcomes",
    "record",
    "audit",
    "backup",
    "restore",
    "serve",
    "work",
    "remind",
    "demo",
}
REFUSED = RefusedAnswer(
    "planner", (Violation(rule="payer", who="w-01", sentence=Text(en="a rupiah is lost", id="satu rupiah hilang")),)
)


def failing(error):
    """Run a command that ends in ``error``."""
    group = commands("en")

    @group.command("fail")
    def fail():
        raise error

    return CliRunner().invoke(group, ["--lang", "en", "fail"])


def test_all_commands_are_there():
    """The user guide and the Makefile name them."""
    assert set(main.commands) == COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_command_explains_itself(name, language):
    """Help is what a newcomer reads first, in the own language."""
    result = run(name, "--help", language=language)

    assert result.exit_code == 0
    assert commands(language).commands[name].help.split()[0] in result.output
    assert "--lang" in result.output


def test_bare_command_shows_help_and_is_no_error():
    """Whoever types the name wants to know what it can do."""
    result = run()

    assert result.exit_code == 0
    assert "solidaritas demo" in result.output
    assert "Exit codes" in result.output


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["year", "--lang", "en"], {}, "en"),
        (["year", "--lang=id"], {"LANG": "en_GB"}, "id"),
        (["--lang", "en", "year"], {"LANG": "id_ID"}, "en"),
        (["year"], {"LANG": "en_GB.UTF-8"}, "en"),
        (["year"], {"LANG": "en_GB.UTF-8", "LC_ALL": "id_ID"}, "id"),
        (["year"], {"LC_MESSAGES": "en_US"}, "en"),
        (["year"], {"LC_ALL": ""}, "id"),
        (["year"], {}, "id"),
        (["year", "--lang"], {"LANG": "en"}, "en"),
        (["year", "--lang", "fr"], {}, "id"),
        (["year", "--language=en"], {}, "id"),
    ],
)
def test_language_comes_from_the_option_then_the_environment(arguments, environment, language):
    """Help is written before options are read, so the option is looked for first, wherever it stands."""
    assert asked_language(arguments, environment) == language


def test_help_follows_the_language_wherever_the_option_stands():
    """`--help --lang en` must not answer in Indonesian."""
    for arguments in (["year", "--help", "--lang", "en"], ["--lang", "en", "year", "--help"]):
        assert "Match, plan" in CliRunner().invoke(commands("id"), arguments).output


def test_version_is_told():
    """A report of a fault begins with the version."""
    result = run("--version")

    assert result.exit_code == 0
    assert result.output.startswith("solidaritas ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"], ["year"], ["year", "missing.xlsx"], ["year", "a", "b"], ["match", "--seed"],
        ["serve", "--port", "0"], ["serve", "--port", "65536"], ["demo", "--port", "text"],
        ["rule"], ["rule", "3.1.7", "--assumed"],
        ["template", "t.xlsx", "--year", "1999"],
    ],
)  # fmt: skip
def test_wrong_use_ends_with_two_and_says_how_to_go_on(arguments):
    """Scripts tell wrong use from a no by the exit code."""
    result = run(*arguments)

    assert result.exit_code == 2
    assert "--help" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("language", ["fr", ""])
def test_other_languages_are_refused(language):
    """Half a translation would be worse than none."""
    assert run("rule", "3.1.7", language=language).exit_code == 2


@pytest.mark.parametrize(("option", "value"), [("--seed", "-1"), ("--time-limit", "0"), ("--time-limit", "3601")])
def test_values_out_of_bounds_are_refused(tmp_path, option, value):
    """A limit of no seconds gives no answer, one of a day no work."""
    file = tmp_path / "year.xlsx"
    file.touch()

    assert run("year", file, option, value).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (ServiceError("this cannot be"), 2, "this cannot be"),
        (UnknownRow("subject", "NRV", ("NRW",)), 2, "NRW"),
        (UnknownMentor("alfa", ("alpha",)), 2, "alpha"),
        (TooLarge("partnerships", 500, 100), 2, "500"),
        (PermissionError(13, "Permission denied", "out/year.xlsx"), 2, "out/year.xlsx"),
        (REFUSED, 3, "a rupiah is lost"),
        (KeyboardInterrupt(), 130, "Stopped"),
        (click.Abort(), 130, "Stopped"),
        (click.UsageError("no such thing"), 2, "no such thing"),
    ],
)  # fmt: skip
def test_error_becomes_a_sentence_and_a_code(error, code, told):
    """Nothing that a user can do wrong may end in a traceback."""
    result = failing(error)

    assert result.exit_code == code
    assert told in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_fault_of_ours_is_not_swallowed():
    """A bug must be seen as one; only its own door may catch what nobody foresaw."""
    result = failing(ZeroDivisionError("ours"))

    assert isinstance(result.exception, ZeroDivisionError)
