"""The commands for who must be able to believe the record: check it, rebuild it, read its journal."""

from collections.abc import Iterator
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text as Line

from service.cli.desk import DONE, REFUSED, WRONG, Desk
from service.cli.layout import BELOW, hanging
from service.cli.options import language_option
from service.cli.spoken import speak
from service.cli.stored import opened_store, record_options
from service.records.kept import Key
from service.store import Entry, rebuild, verify
from service.words import Words

# Entries that are shown unless another number is asked for, and the most.
SHOWN, MOST_SHOWN = 50, 10_000


def audit_command(words: Words) -> click.Group:
    """Return ``audit`` with ``verify``, ``rebuild`` and ``show``."""

    @click.group("audit", help=words("help.audit"))
    @language_option(words)
    def audit() -> None:
        """Hold the parts; nothing to do by itself."""

    for command in (_verify(words), _rebuild(words), _show(words)):
        speak(command, words)
        audit.add_command(command)
    return audit


def _verify(words: Words) -> click.Command:
    @click.command("verify", help=words("audit.verify"))
    @click.option("--head", "anchor", metavar="NUMBER:HASH", default="", help=words("option.head"))
    @record_options(words)
    def verify_(*, anchor: str, database: str, as_json: bool) -> int:
        desk = Desk(words)
        if anchor and anchor.count(":") != 1:
            raise click.UsageError(words("audit.head_form"))
        store = opened_store(words, database)
        with store.read() as view:
            head = view.head()
        findings = verify(store.engine, anchor=anchor)
        store.close()
        if as_json:
            told = [{"where": one.where, "said": {"en": one.said.en, "id": one.said.id}} for one in findings]
            desk.give({"whole": not findings, "head": str(head), "findings": told})
        elif findings:
            desk.complain(words("audit.broken", count=len(findings)))
            for one in findings:
                desk.complain(f"{one.where}: {words.say(one.said)}")
        else:
            desk.out.print(words("audit.whole", entries=head.seq, head=head), soft_wrap=True)
        return REFUSED if findings else DONE

    return verify_


def _rebuild(words: Words) -> click.Command:
    @click.command("rebuild", help=words("audit.rebuild"))
    @record_options(words)
    def rebuild_(*, database: str, as_json: bool) -> int:
        desk = Desk(words)
        store = opened_store(words, database)
        done = rebuild(store)
        store.close()
        different = ["/".join(key) for key in done.different]
        if as_json:
            desk.give({"entries": done.entries, "records": done.records, "different": different})
            return DONE
        told = words("audit.rebuilt", records=done.records, entries=done.entries, different=len(different))
        desk.show([Line(told), *(Line(words("audit.was_different", record=one)) for one in different)])
        return DONE

    return rebuild_


def _show(words: Words) -> click.Command:
    @click.command("show", help=words("audit.show"))
    @click.option("--record", metavar="PROGRAMME/KIND/ID", default="", help=words("option.record"))
    @click.option(
        "--last",
        metavar=words("option.whole"),
        type=click.IntRange(1, MOST_SHOWN),
        default=SHOWN,
        show_default=True,
        help=words("option.last"),
    )
    @record_options(words)
    def show(*, record: str, last: int, database: str, as_json: bool) -> int:
        desk = Desk(words)
        parts = record.split("/")
        if record and len(parts) != len(Key._fields):
            raise click.UsageError(words("audit.record_form"))
        store = opened_store(words, database)
        with store.read() as view:
            entries = view.newest(Key(*parts) if record else None, limit=last)
        store.close()
        if as_json:
            desk.give([_record(entry) for entry in entries])
        elif entries:
            desk.show(_told(words, entries))
        else:
            desk.complain(words("audit.nothing"))
            return WRONG
        return DONE

    return show


def _record(entry: Entry) -> dict[str, Any]:
    told = {name: getattr(entry, name) for name in ("seq", "at", "by", "version", "event", "previous", "hash")}
    return {**told, **entry.key._asdict(), **entry.told}


def _told(words: Words, entries: list[Entry]) -> Iterator[RenderableType]:
    for entry in entries:
        line = words(
            "audit.entry",
            seq=entry.seq,
            at=entry.at,
            by=entry.by,
            record="/".join(entry.key),
            version=entry.version,
            event=entry.event,
        )
        yield Line(line)
        if entry.told.get("state"):
            yield hanging("", words("audit.became", state=entry.told["state"]), indent=BELOW)
        if entry.told["change"]:
            yield hanging("", words("audit.changed", names=", ".join(entry.told["change"])), indent=BELOW)
        if "reason" in entry.told:
            yield hanging("", words("audit.because", reason=entry.told["reason"]), indent=BELOW, style="italic")
