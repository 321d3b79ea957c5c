"""The year as a workbook: pairs, dates, papers, money and every no, with real dates, numbers and sums (3.1, 4)."""

import io
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data import Language
from service.documents import year_rows, year_sums
from service.documents.page import page_of
from service.documents.sheets import Column, Kind, Style, add_sheet, money_format
from service.documents.year_front import fill_front
from service.documents.year_rows import Reader
from service.records.year import Year
from service.words import Names, Words

# Widths of columns in characters: a code, a day, a number, an amount, a short name, a name, a phrase, a sentence.
CODE, DAY, NUMBER, AMOUNT, SHORT, NAME, PHRASE, SENTENCE = 10, 13, 12, 20, 22, 34, 44, 60


def write_year_workbook(year: Year, path: Path, *, language: Language) -> None:
    """Write the year as a workbook; an older file is replaced.

    Parameters
    ----------
    year
        What is written.
    path
        Where; the folder must exist.
    language
        Language of headings, names and sentences.
    """
    raw = io.BytesIO()
    year_workbook(year, language=language).save(raw)
    path.write_bytes(raw.getvalue())


def year_workbook(year: Year, *, language: Language) -> Workbook:
    """Return the year as a workbook of fourteen sheets."""
    words = Words(language)
    reader = Reader(year=year, words=words, names=Names(year.intake, book=year.book, country=year.country, words=words))
    programme = year.book.programme
    band = f"{words.say(programme.name)} {year.intake.year}"
    style = Style(
        language=language, money_format=money_format(programme.currency), sum_word=words("money.sum"),
        band=f"{band} · {words('year.fictional')}" if year.intake.fictional else band,
        is_fictional=year.intake.fictional,
    )  # fmt: skip
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = style.band, programme.facilitator
    front = book.create_sheet(words("paper.summary"))
    _pairs_and_dates(book, reader, style)
    _directors(book, reader, style)
    lines = _money(book, reader, style)
    _rest(book, reader, style)
    fill_front(front, reader, style, lines=lines)
    return book


def _columns(words: Words, *told: tuple[str, int, Kind]) -> tuple[Column, ...]:
    """Return columns; amounts are summed where a sheet is a list of them."""
    return tuple(
        Column(title=words(key), width=width, kind=kind, is_summed=kind == "money") for key, width, kind in told
    )


def _pairs_and_dates(book: Workbook, reader: Reader, style: Style) -> None:
    words = reader.words
    add_sheet(book, words("paper.proposals"), _columns(
        words, ("letters.letter", CODE, "text"), ("pairs.mentee", NAME, "text"), ("letters.rank", NUMBER, "whole"),
        ("pairs.mentor", NAME, "text"), ("pairs.subject", NAME, "text"), ("letters.practice", NAME, "text"),
        ("pairs.points", NUMBER, "whole"), ("pairs.possible", NUMBER, "whole"), ("pairs.kilometres", NUMBER, "whole"),
        ("letters.assigned", NUMBER, "text"), ("letters.because", SENTENCE, "text"),
    ), year_rows.proposals(reader), style=style)  # fmt: skip
    add_sheet(book, words("paper.pairs"), _columns(
        words, ("pairs.id", CODE, "text"), ("letters.letter", CODE, "text"), ("pairs.mentee", NAME, "text"),
        ("pairs.mentor", NAME, "text"), ("pairs.subject", NAME, "text"), ("pairs.points", NUMBER, "whole"),
        ("pairs.possible", NUMBER, "whole"), ("pairs.kilometres", NUMBER, "whole"),
        ("letters.because", SENTENCE, "text"), ("paper.instead", SENTENCE, "text"),
    ), year_rows.pairs(reader), style=style)  # fmt: skip
    add_sheet(book, words("paper.calendar"), _columns(
        words, ("paper.first", DAY, "date"), ("paper.last", DAY, "date"), ("pairs.id", CODE, "text"),
        ("pairs.mentee", NAME, "text"), ("pairs.mentor", NAME, "text"), ("paper.activity", NAME, "text"),
        ("paper.number", NUMBER, "whole"), ("paper.depart", DAY, "date"), ("paper.back", DAY, "date"),
        ("paper.place", NAME, "text"), ("paper.colleagues", NAME, "text"), ("paper.section", CODE, "text"),
        ("paper.event", NAME, "text"),
    ), year_rows.events(reader), style=style)  # fmt: skip
    add_sheet(book, words("paper.dues"), _columns(
        words, ("paper.due", DAY, "date"), ("pairs.id", CODE, "text"), ("pairs.mentee", NAME, "text"),
        ("paper.document", NAME, "text"), ("paper.number", NUMBER, "whole"), ("paper.owner", NAME, "text"),
        ("paper.section", CODE, "text"),
    ), year_rows.dues(reader), style=style)  # fmt: skip


def _directors(book: Workbook, reader: Reader, style: Style) -> None:
    """Add what the year asks of each utility, as its director's page has it (2.2)."""
    words, page = reader.words, page_of(reader.year, language=style.language)
    add_sheet(book, words("paper.directors"), _columns(
        words, ("paper.utility", NAME, "text"), ("money.role", SHORT, "text"), ("paper.partnerships", SENTENCE, "text"),
        ("paper.staff_days", NUMBER, "whole"), ("paper.visit_days", NUMBER, "whole"), ("paper.weeks", NUMBER, "whole"),
        ("paper.first", DAY, "date"), ("paper.last", DAY, "date"), ("paper.pays", AMOUNT, "money"),
        ("paper.relieved", AMOUNT, "money"), ("paper.mondays", SENTENCE, "text"),
    ), year_rows.directors(page), style=style)  # fmt: skip


def _money(book: Workbook, reader: Reader, style: Style) -> Worksheet:
    """Add the sheets of money and return that of the cost lines."""
    words = reader.words
    add_sheet(book, words("paper.heads"), _columns(
        words, ("money.head", SENTENCE, "text"), ("money.budget", AMOUNT, "money"), ("money.planned", AMOUNT, "money"),
        ("money.left", AMOUNT, "money"), ("paper.later", AMOUNT, "money"),
    ), year_sums.heads(reader), style=style)  # fmt: skip
    add_sheet(book, words("paper.payers"), _columns(
        words, ("money.role", NAME, "text"), ("money.payer", SENTENCE, "text"), ("paper.this_year", AMOUNT, "money"),
        ("paper.later", AMOUNT, "money"), ("money.relieved", AMOUNT, "money"),
    ), year_sums.payers(reader), style=style)  # fmt: skip
    _over_time(book, reader, style)
    lines = add_sheet(book, words("paper.lines"), _columns(
        words, ("paper.due", DAY, "date"), ("pairs.id", CODE, "text"), ("paper.activity", SHORT, "text"),
        ("money.kind", SHORT, "text"), ("money.what", PHRASE, "text"), ("paper.amount", AMOUNT, "money"),
        ("money.role", SHORT, "text"), ("money.payer", SHORT, "text"), ("money.head", NAME, "text"),
        ("money.rule", CODE, "text"), ("paper.section", CODE, "text"), ("money.basis", PHRASE, "text"),
        ("money.estimated", NUMBER, "text"), ("money.instead_of", SHORT, "text"), ("paper.line", SHORT, "text"),
    ), year_sums.lines(reader), style=style)  # fmt: skip
    add_sheet(book, words("paper.subsidies"), _columns(
        words, ("pairs.id", CODE, "text"), ("money.role", NUMBER, "text"), ("money.receiver", NAME, "text"),
        ("money.due", AMOUNT, "money"), ("money.given", AMOUNT, "money"), ("money.rule", NAME, "text"),
        ("money.reason", SENTENCE, "text"),
    ), year_sums.subsidies(reader), style=style)  # fmt: skip
    return lines


def _over_time(book: Workbook, reader: Reader, style: Style) -> None:
    """Add the months and the instalments; what is reached so far is no sum of its column."""
    words, names = reader.words, reader.names
    roles = tuple(
        Column(title=names.role(role), width=AMOUNT, kind="money", is_summed=True)
        for role in ("mentor", "mentee", "facilitator")
    )
    first, *others = _columns(
        words, ("cash.month", DAY, "date"), ("cash.out", AMOUNT, "money"), ("cash.so_far", AMOUNT, "money"),
        ("cash.left", AMOUNT, "money"),
    )  # fmt: skip
    running = tuple(replace(column, is_summed=False) for column in others[1:])
    add_sheet(
        book, words("paper.months"), (first, *roles, others[0], *running), year_sums.months(reader), style=style
    )  # fmt: skip
    add_sheet(book, words("paper.instalments"), _columns(
        words, ("pairs.id", CODE, "text"), ("money.role", SHORT, "text"), ("money.receiver", NAME, "text"),
        ("paper.number", NUMBER, "whole"), ("cash.milestone", PHRASE, "text"), ("paper.due", DAY, "date"),
        ("paper.amount", AMOUNT, "money"),
    ), year_sums.instalments(reader), style=style)  # fmt: skip


def _rest(book: Workbook, reader: Reader, style: Style) -> None:
    words = reader.words
    add_sheet(book, words("paper.refusals"), _columns(
        words, ("paper.group", NAME, "text"), ("pairs.id", CODE, "text"), ("paper.name", NAME, "text"),
        ("money.reason", SENTENCE, "text"), ("paper.remedy", SENTENCE, "text"), ("money.rule", NAME, "text"),
        ("paper.section", CODE, "text"),
    ), year_rows.refusals(reader), style=style)  # fmt: skip
    add_sheet(book, words("paper.assumptions"), _columns(
        words, ("paper.key", NAME, "text"), ("paper.name", SENTENCE, "text"), ("paper.value", AMOUNT, "whole"),
        ("paper.unit", NAME, "text"), ("paper.section", CODE, "text"), ("paper.status", NAME, "text"),
        ("paper.source", NAME, "text"), ("paper.since", DAY, "date"), ("paper.why", SENTENCE, "text"),
    ), year_rows.assumptions(reader), style=style)  # fmt: skip
