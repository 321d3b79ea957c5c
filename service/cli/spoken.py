"""What click itself says, help and wrong use, in the reader's language; left alone it speaks English only."""

from collections.abc import Iterable, Sequence
from typing import Any

import click

from service.words import Words

# Click's own headings and the words that stand for them.
HEADINGS = {"Options": "use.options", "Commands": "use.commands"}

# How click begins a default and an argument too many.
DEFAULT, EXTRA = "[default: ", "Got unexpected extra argument"

# How click ends what it says of a path.
PATHS = {
    "does not exist.": "use.path_missing",
    "is a file.": "use.path_file",
    "is a directory.": "use.path_folder",
    "is not readable.": "use.path_unreadable",
    "is not writable.": "use.path_unwritable",
}


def speak(command: click.Command, words: Words) -> None:
    """Let ``command`` give its help in the language of ``words``."""
    command.context_class = _context_of(words)
    command.short_help = command.help  # whole, where click would cut it
    command.options_metavar = words("use.options_sign")
    if isinstance(command, click.Group):
        command.subcommand_metavar = words("use.commands_sign")


def _context_of(words: Words) -> type[click.Context]:
    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, words("use.usage") if prefix is None else prefix)

        def write_heading(self, heading: str) -> None:
            super().write_heading(words(HEADINGS[heading]) if heading in HEADINGS else heading)

        def write_dl(self, rows: Iterable[tuple[str, str]], *rest: Any, **extra: Any) -> None:
            said = words("use.default")
            super().write_dl([(term, told.replace(DEFAULT, f"{said} ")) for term, told in rows], *rest, **extra)

    class Spoken(click.Context):
        formatter_class = Formatter

    return Spoken


def wrong_use(error: click.ClickException, words: Words) -> str:
    """Return what is wrong with a command line, how it is used, and where help is."""
    told = _wrong(error, words)
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return told
    context = error.ctx
    return f"{context.get_usage()}\n{words('use.help', command=context.command_path)}\n\n{told}"


def _wrong(error: click.ClickException, words: Words) -> str:
    told = error.message
    match error:
        case click.MissingParameter():
            told = words("use.missing", name=_name(error))
        case click.BadParameter():
            told = words("use.bad", name=_name(error), reason=_expected(error, words))
        case click.NoSuchOption():
            told = _near(words("use.no_option", name=error.option_name), error.possibilities, words)
        case click.NoSuchCommand():
            told = _near(words("use.no_command", name=error.command_name), error.possibilities, words)
        case click.BadOptionUsage():
            told = words("use.no_value", name=error.option_name)
        case click.UsageError() if told.startswith(EXTRA):
            told = words("use.extra", names=told.partition("(")[2].rstrip(")."))
    return told


def _near(told: str, near: Sequence[str] | None, words: Words) -> str:
    return f"{told} {words('use.near', near=', '.join(near))}" if near else told


def _name(error: click.BadParameter) -> str:
    """Return how the user writes the parameter: ``FILE.xlsx``, ``--seed``."""
    parameter = error.param
    if parameter is None:
        return str(error.param_hint or "")
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name


def _expected(error: click.BadParameter, words: Words) -> str:
    """Return what would have been right, by the type of the parameter."""
    kind = error.param.type if error.param is not None else None
    match kind:
        case click.IntRange() | click.FloatRange():
            least, most = kind.min, kind.max
            whole = words("use.whole" if isinstance(kind, click.IntRange) else "use.number")
            if most is None:
                return words("use.from", kind=whole, least=least)
            return words("use.between", kind=whole, least=least, most=most)
        case click.Choice():
            return words("use.choice", choices=", ".join(str(choice) for choice in kind.choices))
        case click.Path():
            _, _, after = error.message.partition("'")
            path, _, end = after.rpartition("' ")
            return words(PATHS[end], path=path) if end in PATHS else error.message
    return error.message
