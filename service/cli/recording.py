"""``record``: kinds of record, and many records in and out, from the machine that keeps the record."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text as Line

from data.book import Book
from data.recorded import record_lines
from data.recording import RecordKind
from service.api.parsing import Unreadable
from service.api.phrases import filled, load_kinds
from service.api.problems import Problem
from service.api.record.desk import MIDNIGHT
from service.api.record.kinds.bringing import bring
from service.api.record.kinds.exports import NOUN_COLUMNS, exported
from service.api.record.kinds.kinds import shown_kind
from service.api.record.kinds.ledger import Ledger, ledger_of
from service.api.record.kinds.shown import FORMATS
from service.api.record.kinds.tables import CSV, LINES, read_table
from service.api.record.nouns import book_for
from service.api.record.refusals import refusals
from service.cli.desk import DONE, WRONG, Desk
from service.cli.layout import BELOW, hanging
from service.cli.options import language_option
from service.cli.spoken import speak
from service.cli.stored import opened_store, record_options
from service.clock import utc_now
from service.records.caller import Caller
from service.store import View
from service.words import Words

# Who writes from the machine itself, as the journal says it.
COMMAND = Caller(id="command", role="facilitator")


def record_command(words: Words) -> click.Group:
    """Return ``record`` with its parts."""

    @click.group("record", help=words("help.record"))
    @language_option(words)
    def group() -> None:
        """Hold the parts; nothing to do by itself."""

    for make in (_kinds, _export, _import):
        command = make(words)
        speak(command, words)
        group.add_command(command)
    return group


def _common(words: Words) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return the programme, ``--database``, ``--json`` and ``--lang``."""

    def add(function: Callable[..., int]) -> Callable[..., int]:
        options = record_options(words)
        return click.argument("programme", metavar=words("record.programme"))(options(function))

    return add


@contextmanager
def _told(desk: Desk, words: Words) -> Iterator[None]:
    """Say what the record refuses, every fault a line, and end as for wrong use."""
    try:
        with refusals():
            yield
    except Problem as problem:
        kind = load_kinds()[problem.kind]
        desk.complain(words.say(filled(kind.detail, *problem.values)))
        for fault in problem.faults:
            desk.complain(f"{fault.field}: {words.say(fault.expected)}")
        raise click.exceptions.Exit(WRONG) from problem
    except Unreadable as error:
        desk.complain(words.say(error.why))
        raise click.exceptions.Exit(WRONG) from error


def _ledger(view: View, programme: str, kind: str) -> Ledger:
    """Return the ledger of a kind; for members, letters and partnerships any of the book's."""
    name = next(iter(book_for(view, programme).records), "") if kind in NOUN_COLUMNS else kind
    return ledger_of(view, programme, name, callers=(COMMAND,), today=utc_now().astimezone(MIDNIGHT).date())


def _kinds(words: Words) -> click.Command:
    @click.command("kinds", help=words("record.kinds"))
    @_common(words)
    def kinds(*, programme: str, database: str, as_json: bool) -> int:
        desk = Desk(words)
        with closing(opened_store(words, database)) as store, _told(desk, words), store.read() as view:
            book = book_for(view, programme)
        if as_json:
            desk.give([shown_kind(book, kind) for kind in book.records.values()])
        else:
            desk.show(_shown(words, book))
        return DONE

    return kinds


def _shown(words: Words, book: Book) -> Iterator[RenderableType]:
    for kind in book.records.values():
        yield Line(f"{kind.id}: {words.say(kind.name)} ({kind.section})", style="bold")
        yield from _lines(words, kind)


def _lines(words: Words, kind: RecordKind) -> Iterator[RenderableType]:
    yield from (hanging("", words.say(line), indent=BELOW) for line in record_lines(kind))


def _export(words: Words) -> click.Command:
    @click.command("export", help=words("record.export"))
    @_common(words)
    @click.argument("kind", metavar=words("record.kind_name"))
    @click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True,
                  help=words("record.format"))  # fmt: skip
    def export(*, programme: str, kind: str, form: str, database: str, as_json: bool) -> int:
        desk = Desk(words)
        with closing(opened_store(words, database)) as store, _told(desk, words), store.read() as view:
            text = exported(_ledger(view, programme, kind), kind, form="json" if as_json else form)
        click.echo(text.replace("\r\n", "\n"), nl=False)
        return DONE

    return export


def _import(words: Words) -> click.Command:
    @click.command("import", help=words("record.import"))
    @_common(words)
    @click.argument("kind", metavar=words("record.kind_name"))
    @click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--dry-run", is_flag=True, help=words("record.dry_run"))
    def import_(*, programme: str, kind: str, file: Path, dry_run: bool, database: str, as_json: bool) -> int:
        desk = Desk(words)
        media = CSV if file.suffix == ".csv" else LINES
        at = utc_now().strftime("%Y-%m-%dT%H:%M:%SZ")
        with (
            closing(opened_store(words, database)) as store,
            _told(desk, words),
            store.write(at=at, by=COMMAND.by) as unit,
        ):
            rows: list[dict[str, Any]] = read_table(file.read_bytes(), media)
            ids = bring(unit, _ledger(unit, programme, kind), kind, rows, cells=media == CSV, dry=dry_run)
        if as_json:
            desk.give({"kind": kind, "rows": len(rows), "written": not dry_run, "ids": ids})
        else:
            desk.out.print(words("record.looked" if dry_run else "record.brought", count=len(ids)))
        return DONE

    return import_
