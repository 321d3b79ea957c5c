"""The command that reads subjects from free words: which ones, how surely, and which words told it (3.1.1-A6)."""

from collections.abc import Iterator

import click
from rich.console import RenderableType
from rich.text import Text as Line

import matcher
from data.country import Country
from service.cli.desk import DONE, Desk
from service.cli.layout import table, whole, wrap
from service.cli.options import language_option
from service.words import Words

# How sure a reading is, and the word for it.
SURENESS = {"sure": "subject.sure", "likely": "subject.likely", "unsure": "subject.unsure"}


def subject_command(words: Words) -> click.Command:
    """Return ``subject``: what the words of a letter are about."""

    @click.command("subject", help=words("help.subject"))
    @click.argument("text", metavar=words("option.text"))
    @click.option("--json", "as_json", is_flag=True, help=words("option.json"))
    @language_option(words)
    def subject(*, text: str, as_json: bool) -> int:
        desk = Desk(words)
        book, country = desk.tables()
        least = book.number("match_words_sure_percent")
        found = matcher.read_subjects(text, country.subjects, least_percent=least)
        if as_json:
            desk.give([_record(mention) for mention in found])
        else:
            desk.show(_told(words, country, found))
        return DONE

    return subject


def _told(words: Words, country: Country, found: tuple[matcher.Mention, ...]) -> Iterator[RenderableType]:
    if not found:
        yield Line(words("subject.none"))
        return
    rows = [
        (
            mention.subject,
            words.say(country.subject(mention.subject).name),
            words(SURENESS[mention.sureness]),
            "; ".join(mention.words),
        )
        for mention in found
    ]
    columns = (
        whole(words("subject.code")), wrap(words("subject.name")), wrap(words("subject.sureness")),
        wrap(words("subject.words")),
    )  # fmt: skip
    yield table(columns, rows)


def _record(mention: matcher.Mention) -> dict[str, object]:
    return {
        "subject": mention.subject,
        "sureness": mention.sureness,
        "points": mention.points,
        "words": list(mention.words),
    }
