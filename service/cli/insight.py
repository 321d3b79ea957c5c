"""The commands that read the record as a whole: indicators, warnings, work lists, the network, outcomes (5, 2.7)."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from data.book import Book
from data.country import load_country
from data.text import Text
from matcher.learning.cases import write_cases
from service.api.record.desk import MIDNIGHT, book_of
from service.cli.desk import DONE, NOBODY, Desk
from service.cli.options import language_option
from service.cli.report.insight import (
    indicators_report,
    network_report,
    outcomes_report,
    summary_report,
    warnings_report,
    work_report,
)
from service.cli.spoken import speak
from service.cli.stored import opened_store, record_options
from service.clock import utc_now
from service.documents.network_svg import network_svg
from service.insight import Holdings, expected, measure, pool, watch, work_lists
from service.store import View
from service.walks.community import community
from service.walks.insight import closed_cases, gather, still_missing
from service.walks.told import told_indicators, told_network, told_outcome, told_pooled, told_warnings, told_work
from service.words import Words

PROGRAMME = "programme"

# More programmes than anybody would choose from by hand.
MOST_PROGRAMMES = 100


def insight_command(words: Words) -> click.Group:
    """Return ``insight`` with ``indicators``, ``warnings``, ``work`` and ``network``."""

    @click.group("insight", help=words("help.insight"))
    @language_option(words)
    def insight() -> None:
        """Hold the parts; nothing to do by itself."""

    for command in (_indicators(words), _warnings(words), _work(words), _network(words)):
        speak(command, words)
        insight.add_command(command)
    return insight


def outcomes_command(words: Words) -> click.Command:
    """Return ``outcomes``: how partnerships came out, as a file for the outcome model."""

    @click.command("outcomes", help=words("help.outcomes"))
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help=words("option.cases"))
    @_options(words)
    def outcomes(*, out: Path | None, programme: str, today: dt.datetime | None, database: str, as_json: bool) -> int:
        desk = Desk(words)
        holdings, _ = _held(words, database, programme=programme, today=today)
        found, cases = closed_cases(holdings)
        missing = still_missing(holdings, cases)
        if out is not None:
            out.write_text(json.dumps(write_cases(cases), indent=2) + "\n", encoding="utf8")
        if as_json:
            told = {"items": [told_outcome(one) for one in found], "counted": len(cases), "missing": missing}
            desk.give(plain(told))
        else:
            desk.show(outcomes_report(words, found, missing=missing))
        return DONE if cases else NOBODY

    return outcomes


def _options(words: Words) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return ``--programme``, ``--today``, ``--database``, ``--json`` and ``--lang``."""

    def add(function: Callable[..., int]) -> Callable[..., int]:
        function = record_options(words)(function)
        day = click.DateTime(["%Y-%m-%d"])
        function = click.option(
            "--today", type=day, metavar=words("option.day"), default=None, help=words("option.as_of")
        )(function)
        return click.option("--programme", metavar="ID", default="", help=words("option.programme"))(function)

    return add


def _held(words: Words, database: str, *, programme: str, today: dt.datetime | None) -> tuple[Holdings, dt.date]:
    """Return what the programme has on record, and the day as of which it is read."""
    store = opened_store(words, database)
    try:
        with store.read() as view:
            id_, book = _chosen(words, view, programme)
            held = gather(view, id_, book=book, zone=MIDNIGHT)
    finally:
        store.close()
    return held, today.date() if today else utc_now().astimezone(MIDNIGHT).date()


def _chosen(words: Words, view: View, programme: str) -> tuple[str, Book]:
    """Return the programme that was named, or the only one there is."""
    known = {one.key.id: one for one in view.find("", PROGRAMME, limit=MOST_PROGRAMMES)}
    id_ = programme or (next(iter(known)) if len(known) == 1 else "")
    if id_ not in known:
        raise click.UsageError(words("insight.which", names=", ".join(known) or "-"))
    return id_, book_of(known[id_].data["book"])


def _indicators(words: Words) -> click.Command:
    @click.command("indicators", help=words("insight.help_indicators"))
    @click.argument("partnership", metavar=f"[{words('option.partnership')}]", required=False, default="")
    @click.option("--summary", "whole", is_flag=True, help=words("option.summary"))
    @_options(words)
    def indicators(
        *, partnership: str, whole: bool, programme: str, today: dt.datetime | None, database: str, as_json: bool
    ) -> int:
        desk = Desk(words)
        holdings, day = _held(words, database, programme=programme, today=today)
        folders = [folder for folder in holdings.folders() if partnership in {"", folder.id}]
        if not folders:
            names = ", ".join(one.key.id for one in holdings.partnerships) or "-"
            raise click.UsageError(words("insight.no_partnership", names=names))
        if whole:
            pooled = pool(folders, today=day)
            if as_json:
                desk.give(plain([told_pooled(one) for one in pooled]))
            else:
                desk.show(summary_report(words, pooled, count=len(folders)))
        elif as_json:
            desk.give(plain([told_indicators(folder, today=day) for folder in folders]))
        else:
            for folder in folders:
                desk.show(indicators_report(words, folder, measure(folder, today=day)))
        return DONE

    return indicators


def _warnings(words: Words) -> click.Command:
    @click.command("warnings", help=words("insight.help_warnings"))
    @_options(words)
    def warnings(*, programme: str, today: dt.datetime | None, database: str, as_json: bool) -> int:
        desk = Desk(words)
        holdings, day = _held(words, database, programme=programme, today=today)
        watched = watch(holdings.folders(), today=day)
        if as_json:
            desk.give(plain(told_warnings(watched, book=holdings.book, today=day)))
        else:
            desk.show(warnings_report(words, watched, today=day))
        return NOBODY if watched else DONE

    return warnings


def _work(words: Words) -> click.Command:
    @click.command("work", help=words("insight.help_work"))
    @click.option("--member", metavar="ID", default="", help=words("option.member"))
    @_options(words)
    def work(*, member: str, programme: str, today: dt.datetime | None, database: str, as_json: bool) -> int:
        desk = Desk(words)
        holdings, day = _held(words, database, programme=programme, today=today)
        folders = holdings.folders()
        if member and member not in {one.key.id for one in holdings.members}:
            names = ", ".join(one.key.id for one in holdings.members) or "-"
            raise click.UsageError(words("insight.no_member", names=names))
        found = (
            {"expected": expected(folders, member, today=day)} if member else work_lists(holdings, folders, today=day)
        )
        if as_json:
            desk.give(plain({name: [told_work(one) for one in works] for name, works in found.items()}))
        else:
            desk.show(work_report(words, found))
        return NOBODY if any(found.values()) else DONE

    return work


def _network(words: Words) -> click.Command:
    @click.command("network", help=words("insight.help_network"))
    @click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), default=None, help=words("option.svg"))
    @click.option("--own", is_flag=True, help=words("option.own"))
    @_options(words)
    def network(
        *, svg: Path | None, own: bool, programme: str, today: dt.datetime | None, database: str, as_json: bool
    ) -> int:
        desk = Desk(words)
        holdings, _ = _held(words, database, programme=programme, today=today)
        country = load_country()
        found, names = community(holdings, country=country, known=not own)
        if svg is not None:
            svg.write_text(network_svg(found, names, words), encoding="utf8")
        if as_json:
            desk.give(plain(told_network(found, names)))
        else:
            desk.show(network_report(words, found, names, country=country))
        return DONE if found.lessons else NOBODY

    return network


def plain(told: Any) -> Any:
    """Return what is told as JSON holds it: texts in both languages, days as text."""
    if isinstance(told, dict):
        return {name: plain(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [plain(value) for value in told]
    if isinstance(told, Text):
        return {"en": told.en, "id": told.id}
    return told.isoformat() if isinstance(told, dt.date) else told
