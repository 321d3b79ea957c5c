"""The command that lays two answers for one year side by side, such as a plan and what it became (2.7, 4.1)."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import click

import planner
from planner.plan import plain
from service.adapters.scenario import read_scenario
from service.cli.desk import DONE, Desk
from service.cli.options import language_option
from service.cli.replanning import answer_of
from service.cli.report.compared import Side, compared_report, other_pairs
from service.records.compared import Scenario
from service.records.intake import Intake
from service.words import Names, Words


def compare_command(words: Words) -> click.Command:
    """Return ``compare``: what a second answer has otherwise than a first."""

    @click.command("compare", help=words("help.compare"))
    @click.argument("first", metavar="FIRST.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.argument("second", metavar="SECOND.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help=words("option.json"))
    @language_option(words)
    def compare(*, first: Path, second: Path, as_json: bool) -> int:
        desk = Desk(words)
        one, two = scenario(first, words), scenario(second, words)
        if one.year != two.year:
            raise click.UsageError(words("compare.years", first=one.year, second=two.year))
        shared = one.known.letters.keys() & two.known.letters.keys()
        if other := sorted(key for key in shared if one.known.letters[key] != two.known.letters[key]):
            raise click.UsageError(words("compare.numbers", keys=", ".join(other)))
        found = planner.compare(one.known.published, two.known.published)
        if as_json:
            desk.give(_record(one, two, found))
            return DONE
        book, country = desk.tables()
        names = Names(_nobody(one), book=book, country=country, words=words)
        desk.show(compared_report(Side(one, two, found, names=names, words=words)))
        return DONE

    return compare


def scenario(file: Path, words: Words) -> Scenario:
    """Return one side, named like its file.

    Raises
    ------
    click.UsageError
        If the file is too large, or no answer for a year.
    """
    return answer_of(file, words, lambda record: read_scenario(record, name=file.stem))


def _nobody(one: Scenario) -> Intake:
    """Return an intake without people: an answer holds ids, and utilities are called by the reference data."""
    return Intake(
        year=one.year, today=dt.date(one.year, 1, 1), facilitators=(), mentors=(), practices=(), letters=(), needs=(),
        budget={}, fictional=one.fictional,
    )  # fmt: skip


def _record(one: Scenario, two: Scenario, found: planner.Comparison) -> dict[str, Any]:
    values = [{level.id: level.value for level in side.levels} for side in (one, two)]
    return {
        "year": one.year,
        "first": one.name,
        "second": two.name,
        "same": found.is_same,
        "levels": [
            {"id": key, "first": values[0].get(key), "second": values[1].get(key)}
            for key in dict.fromkeys([*values[0], *values[1]])
        ],
        "pairs": [{"letter": key, "first": was, "second": now} for key, was, now in other_pairs(one, two)],
        **{item.name: plain(getattr(found, item.name)) for item in dataclasses.fields(found)},
        "total": found.total,
    }
