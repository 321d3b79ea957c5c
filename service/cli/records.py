"""The commands that look at records: utilities under two names, and what people chose before (1.1, 3.1.2)."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text as Line

from data.country import Country
from data.text import Text
from matcher.learning.cases import read_cases
from matcher.learning.hindsight import KNOWN, Case, Choice, Hindsight, read_choices
from matcher.learning.outcome import outcomes_missing
from service.cli.desk import DONE, NOBODY, Desk
from service.cli.faults import refuse
from service.cli.layout import BELOW, POINT, cut, figure, hanging, heading, remark, table, under, whole
from service.cli.options import language_option, workbook_argument
from service.cli.reading import read_intake
from service.walks.records import look_at, past_choices, twins_of
from service.words import Words
from service.workbook.faults import WorkbookFaults

WORKBOOK = ".xlsx"


def twins_command(words: Words) -> click.Command:
    """Return ``twins``: whether two names in a workbook are one utility."""

    @click.command("twins", help=words("help.twins"))
    @workbook_argument()
    @click.option("--json", "as_json", is_flag=True, help=words("option.json"))
    @language_option(words)
    def twins(*, file: Path, as_json: bool) -> int:
        desk = Desk(words)
        try:
            intake = read_intake(desk, file)
        except WorkbookFaults as faults:
            return refuse(desk, faults, file=file, annotate=None)
        book, country = desk.tables()
        found = twins_of(intake, book=book, country=country)
        if as_json:
            desk.give([{**asdict(twin), "question": _text(twin.question)} for twin in found])
        elif found:
            desk.show([heading(1, words("twins.title"))])
            desk.show(hanging("?", words.say(twin.question), indent=POINT) for twin in found)
        else:
            desk.show([Line(words("twins.none"))])
        return NOBODY if found else DONE

    return twins


def past_command(words: Words) -> click.Command:
    """Return ``past``: where the ranking puts the mentors that were chosen, the plain rule beside it."""

    @click.command("past", help=words("help.past"))
    @click.argument(
        "file", metavar="[FILE]", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
    )
    @click.option(
        "--outcomes",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        default=None,
        help=words("option.outcomes"),
    )
    @click.option("--json", "as_json", is_flag=True, help=words("option.json"))
    @language_option(words)
    def past(*, file: Path | None, outcomes: Path | None, as_json: bool) -> int:
        desk = Desk(words)
        book, country = desk.tables()
        missing = outcomes_missing(book, read_cases(outcomes) if outcomes else ())
        try:
            choices = _choices(desk, file or KNOWN, country)
        except WorkbookFaults as faults:
            return refuse(desk, faults, file=file or KNOWN, annotate=None)
        if not choices:
            desk.complain(words("past.none"))
            return NOBODY
        found = look_at(choices, book=book, country=country)
        if as_json:
            desk.give(_record(found, missing))
        else:
            desk.show(_told(words, country, found, missing))
        return DONE if found.cases else NOBODY

    return past


def _choices(desk: Desk, file: Path, country: Country) -> tuple[Choice, ...]:
    if file.suffix.casefold() == WORKBOOK:
        return past_choices(read_intake(desk, file), country)
    return read_choices(file, country)


def _told(words: Words, country: Country, found: Hindsight, missing: Text) -> Iterator[RenderableType]:
    yield heading(1, words("past.title"))
    if found.cases:
        columns = (
            whole(words("past.year")), cut(words("past.mentee")), cut(words("past.mentor")), cut(words("past.subject")),
            figure(words("past.place")), figure(words("past.plain")),
        )  # fmt: skip
        yield table(columns, [_row(words, country, case) for case in found.cases])
    for sentence in (*found.summary, missing):
        yield hanging("·", words.say(sentence), indent=POINT)
    if found.skipped:
        yield under(words("past.skipped"))
    by_remedy: dict[Text, list[str]] = {}
    for reason in found.skipped:
        said = words.say(reason.sentence).replace(reason.who, _name(country, reason.who))
        by_remedy.setdefault(reason.remedy, []).append(said)
    for remedy, sentences in by_remedy.items():
        yield from (hanging("·", sentence, indent=POINT) for sentence in sentences)
        yield hanging("→", words.say(remedy), indent=BELOW, style="italic")
    for case in found.cases:
        for reason in case.why:
            yield remark(f"{_name(country, case.choice.mentor)}: {words.say(reason.sentence)}")


def _row(words: Words, country: Country, case: Case) -> tuple[str, ...]:
    choice = case.choice
    places = [
        words("past.of", place=place, count=case.allowed) if place else words("past.out")
        for place in (case.place, case.plain_place)
    ]
    subject = words.say(country.subject(choice.subject).name) if choice.subject else ""
    return (str(choice.year or ""), _name(country, choice.mentee), _name(country, choice.mentor), subject, *places)


def _name(country: Country, key: str) -> str:
    return country.region(country.utility(key).region_code).name.replace("Kabupaten ", "Kab. ")


def _record(found: Hindsight, missing: Text) -> dict[str, object]:
    return {
        "cases": [
            {
                "mentee": case.choice.mentee,
                "mentor": case.choice.mentor,
                "subject": case.choice.subject,
                "year": case.choice.year,
                "allowed": case.allowed,
                "place": case.place,
                "plain_place": case.plain_place,
                "why": [_text(reason.sentence) for reason in case.why],
            }
            for case in found.cases
        ],
        "skipped": [{"who": reason.who, "sentence": _text(reason.sentence)} for reason in found.skipped],
        "summary": [_text(sentence) for sentence in (*found.summary, missing)],
    }


def _text(sentence: Text) -> dict[str, str]:
    return {"en": sentence.en, "id": sentence.id}
