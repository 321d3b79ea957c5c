"""The commands ``backup`` and ``restore``: the whole record in one file, and back to any moment."""

import datetime as dt
from pathlib import Path

import click

from service.cli.desk import DONE, REFUSED, Desk
from service.cli.stored import database_address, opened_store, record_options
from service.clock import utc_now
from service.jobs.sweep import instant
from service.store.backup import back_up, restore
from service.words import Words


def backup_command(words: Words) -> click.Command:
    """Return ``backup``: everything that stands at this moment, into a new file."""

    @click.command("backup", help=words("help.backup"))
    @click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
    @record_options(words)
    def backup(*, file: Path, database: str, as_json: bool) -> int:
        desk = Desk(words)
        _refuse(words, file)
        store = opened_store(words, database)
        head = back_up(store, file, at=instant(utc_now()))
        store.close()
        if as_json:
            desk.give({"file": str(file), "entries": head.seq, "head": str(head)})
        else:
            desk.out.print(words("backup.written", file=file, entries=head.seq, head=head), soft_wrap=True)
        return DONE

    return backup


def restore_command(words: Words) -> click.Command:
    """Return ``restore``: a new record from a backup, as it was at a moment, checked."""

    @click.command("restore", help=words("help.restore"))
    @click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--until", metavar="NUMBER|INSTANT", default="", help=words("option.until"))
    @record_options(words)
    def restore_(*, file: Path, until: str, database: str, as_json: bool) -> int:
        desk = Desk(words)
        address = database_address(words, database)
        if "://" not in address:
            _refuse(words, Path(address))
        done = restore(file, address, at=instant(utc_now()), until=_moment(words, until))
        if as_json:
            told = [{"where": one.where, "said": {"en": one.said.en, "id": one.said.id}} for one in done.findings]
            desk.give({"entries": done.head.seq, "head": str(done.head), "cut": done.cut, "findings": told})
        elif done.findings:
            desk.complain(words("backup.broken", count=len(done.findings)))
            for one in done.findings:
                desk.complain(f"{one.where}: {words.say(one.said)}")
        else:
            desk.out.print(words("backup.restored", entries=done.head.seq, head=done.head), soft_wrap=True)
            if done.cut:
                desk.out.print(words("backup.cut", count=done.cut), soft_wrap=True)
            desk.out.print(words("backup.paused"), soft_wrap=True)
        return REFUSED if done.findings else DONE

    return restore_


def _refuse(words: Words, path: Path) -> None:
    if path.exists():
        raise click.UsageError(words("backup.there", path=path))


def _moment(words: Words, until: str) -> str:
    """Return a number as it is, and an instant as the journal writes it."""
    if not until or (until.isascii() and until.isdigit()):
        return until
    try:
        found = dt.datetime.fromisoformat(until)
    except ValueError as error:
        raise click.UsageError(words("backup.instant")) from error
    if found.tzinfo is None:
        raise click.UsageError(words("backup.instant"))
    return instant(found)
