"""The command ``solidaritas`` as a whole: its language, its errors, its exit codes."""

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from data import Language
from data.errors import DataError
from service.cli.desk import CLOSED, DONE, REFUSED, STOPPED, WRONG, Desk
from service.cli.late import COMMANDS, Late, LateGroup
from service.cli.options import LANGUAGES, language_option
from service.cli.spoken import speak, wrong_use
from service.errors import ServiceError
from service.words import Words, language_of

# What a system says of a file, in the reader's words.
FILE_ERRORS = {
    errno.ENOENT: "error.missing",
    errno.EACCES: "error.forbidden",
    errno.EPERM: "error.forbidden",
    errno.EROFS: "error.forbidden",
    errno.EISDIR: "error.folder",
    errno.ENOTDIR: "error.no_folder",
    errno.EEXIST: "error.there",
    errno.ENOSPC: "error.full",
    errno.ENAMETOOLONG: "error.long",
}

# Where POSIX says which language messages have, the first that is set.
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

# Errors of rooms that take long to load; one that is not loaded has raised nothing.
ROOM_ERRORS = (("matcher.errors", "MatcherError"), ("planner.errors", "PlannerError"))
REFUSALS = (("service.walks.year", "RefusedAnswer"),)


def asked_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of ``--lang`` wherever it stands, else that of the environment, else Indonesian."""
    for place, argument in enumerate(arguments):
        following = arguments[place + 1] if place + 1 < len(arguments) else ""
        said = following if argument == "--lang" else argument.removeprefix("--lang=")
        if argument.startswith("--lang") and said in LANGUAGES:
            return language_of(said)
    return language_of(next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), ""))


class Solidaritas(LateGroup):
    """The group of all commands in one language; it answers in the language that its arguments ask for."""

    words: Words

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command and exit with its code; nothing that a user can do wrong ends in a traceback."""
        given = list(sys.argv[1:] if args is None else args)
        language = asked_language(given, os.environ)
        if language != self.words.language:
            return commands(language).main(given, *rest, **extra)
        for stream in (sys.stdout, sys.stderr):
            _never_fail(stream)
        extra["standalone_mode"] = False
        sys.exit(self._answered(given, rest, extra))

    def _answered(self, given: list[str], rest: tuple[Any, ...], extra: dict[str, Any]) -> int:
        desk = Desk(self.words)
        try:
            code = super().main(given, *rest, **extra)
        except click.ClickException as wrong:
            click.echo(wrong_use(wrong, self.words), err=True)
            return wrong.exit_code
        except (click.Abort, KeyboardInterrupt):
            desk.complain(self.words("error.stopped"))
            return STOPPED
        except _raised(REFUSALS) as refused:
            desk.complain(f"{self.words('error.refused')}\n{refused}")
            return REFUSED
        except (BrokenPipeError, SystemExit):
            # click and rich leave by SystemExit when the pipe was closed, as `solidaritas year ... | head` does
            return _closed()
        except _raised(ROOM_ERRORS, ServiceError, DataError, OSError) as wrong:
            desk.complain(self._sentence(wrong))
            return WRONG
        return code if isinstance(code, int) else DONE

    def _sentence(self, wrong: Exception) -> str:
        if isinstance(wrong, OSError):
            said = self.words(FILE_ERRORS[wrong.errno]) if wrong.errno in FILE_ERRORS else wrong.strerror or str(wrong)
            return self.words("error.file", reason=said, file=wrong.filename) if wrong.filename else said
        return f"{self.words('error.wrong')} {wrong}"


def _raised(errors: tuple[tuple[str, str], ...], *more: type[Exception]) -> tuple[type[Exception], ...]:
    """Return those of some errors whose module is loaded, and ``more``."""
    loaded = (getattr(sys.modules[module], name) for module, name in errors if module in sys.modules)
    return (*loaded, *more)


def _never_fail(stream: Any) -> None:
    """Write a question mark where a terminal lacks a sign, instead of ending in the middle of a report."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def _closed() -> int:
    """Let nothing more be written into a pipe that nobody reads, not even while Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return CLOSED


def commands(language: Language) -> Solidaritas:
    """Return every command in one language."""
    words = Words(language)

    @click.group(
        "solidaritas", cls=Solidaritas, help=words("help.main"), epilog=words("help.codes"), invoke_without_command=True
    )
    @language_option(words)
    @click.version_option(package_name="solidaritas", message="%(prog)s %(version)s", help=words("option.version"))
    @click.pass_context
    def group(context: click.Context) -> None:
        if context.invoked_subcommand is None:
            click.echo(context.get_help())

    made = group
    made.words = words
    for name in COMMANDS:
        made.add_command(Late(name, words))
    speak(made, words)
    return made


main = commands(asked_language((), os.environ))
