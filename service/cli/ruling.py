"""The command that looks a rule up: a section, a paper, an activity, a state, or every assumed number."""

from collections.abc import Iterator
from itertools import groupby

import click
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from data import Book
from data.asking import Entry, about, assumed
from data.errors import UnknownRow
from service.cli.desk import DONE, WRONG, Desk
from service.cli.layout import BELOW, POINT, TITLE, hanging
from service.cli.options import language_option
from service.words import Words


def rule_command(words: Words) -> click.Command:
    """Return ``rule``: what the tables know of a name, or every number that the guideline does not state."""

    @click.command("rule", help=words("help.rule"))
    @click.argument("key", nargs=-1, metavar=words("option.key"))
    @click.option("--assumed", "only_assumed", is_flag=True, help=words("option.assumed"))
    @click.option("--json", "as_json", is_flag=True, help=words("option.json"))
    @language_option(words)
    def rule(*, key: tuple[str, ...], only_assumed: bool, as_json: bool) -> int:
        desk = Desk(words)
        if bool(key) == only_assumed:
            raise click.UsageError(words("rule.usage"))
        book, _ = desk.tables()
        wanted = " ".join(key)
        try:
            entries = assumed(book) if only_assumed else about(book, wanted)
        except UnknownRow as unknown:
            near = "; ".join(_near(words, book, unknown.near))
            desk.complain(words("rule.near", name=wanted, near=near) if near else words("rule.unknown", name=wanted))
            return WRONG
        if as_json:
            desk.give([_record(entry) for entry in entries])
        else:
            desk.show(_told(words, entries))
        return DONE

    return rule


def _near(words: Words, book: Book, near: tuple[str, ...]) -> tuple[str, ...]:
    """Return the likeliest names in the reader's language, each once."""
    said = {name: words.say(row.name) for _, row in book.all_rows() for name in (row.id, row.name.en, row.name.id)}
    return tuple(dict.fromkeys(said.get(name, name) for name in near))


def _told(words: Words, entries: tuple[Entry, ...]) -> Iterator[RenderableType]:
    """Yield entries under their section, each with its facts; the tests of a section stand below it once."""
    for section, found in groupby(entries, key=lambda entry: entry.section):
        kept = tuple(found)
        yield Line(f"\n{section}" if section else "", style="bold")
        for entry in kept:
            yield from _entry(words, entry)
        guards = tuple(dict.fromkeys(guard for entry in kept for guard in entry.guards))
        if guards:
            yield hanging(" ", words("rule.guards"), indent=1, style="dim")
        for guard in guards:
            yield hanging(" ", guard, indent=POINT, style="dim")


def _entry(words: Words, entry: Entry) -> Iterator[RenderableType]:
    line = Line(f"{words.known(f'table.{entry.table}', entry.table)}: ")
    line.append(words.say(entry.title), style="bold")
    yield Padding(line, (0, 0, 0, TITLE), expand=False)
    status = words(f"status.{entry.status.replace('-', '_')}")
    yield hanging("", f"[{entry.id}] {status}, {entry.file}", indent=BELOW, style="italic")
    for fact in entry.lines:
        yield hanging("", words.say(fact), indent=BELOW)


def _record(entry: Entry) -> dict[str, object]:
    return {
        "table": entry.table,
        "id": entry.id,
        "section": entry.section,
        "status": entry.status,
        "title": {"en": entry.title.en, "id": entry.title.id},
        "lines": [{"en": fact.en, "id": fact.id} for fact in entry.lines],
        "file": entry.file,
        "guards": list(entry.guards),
    }
