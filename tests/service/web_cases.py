"""A small year, an application around it, and a reader of HTML, for the tests of API and pages."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient

from data import load_book
from data.country import load_country
from service.app import create_app
from service.records.intake import Intake
from service.records.year import Year
from service.settings import Settings
from service.walks.year import run_year
from service.workbook.sample import sample_intake

# Letters of the sample year that the small year keeps: two that are served, and one that no mentor can serve.
KEPT_LETTERS = ("s-01", "s-08", "s-22")
KEPT_MENTORS = ("tirta-musi", "tirta-pakuan", "tugu-tirta")

PROPOSALS_BODY = {
    "mentors": [{"id": "alfa", "region": "35.78", "capacity": 2}, {"id": "gama", "region": "31.71", "capacity": 1}],
    "practices": [
        {"mentor": "alfa", "subject": "NRW", "before": {"nrw_pct": 38}, "after": {"nrw_pct": 24.5}},
        {"mentor": "gama", "subject": "NRW"},
    ],
    "mentees": [{"id": "beta", "region": "35.04", "connections": 21000}, {"id": "delta", "region": "35.05"}],
    "needs": [
        {"mentee": "beta", "subject": "NRW", "today": {"nrw_pct": 41}, "chosen": "alfa"},
        {"mentee": "delta", "subject": "NRW"},
    ],
    "seed": 1,
    "time_limit": 2,
}
PLANS_BODY = {
    "year": 2027,
    "today": "2027-01-04",
    "budget": {
        "preparation": 50_000_000,
        "facilitator_travel": 300_000_000,
        "subsidies": 200_000_000,
        "workshops": 250_000_000,
        "documents": 40_000_000,
    },
    "parties": [{"id": "alfa", "region": "35.78"}, {"id": "beta", "region": "35.04"}],
    "facilitators": [{"id": "rina", "days_per_month": 8}],
    "partnerships": [{"id": "w-07", "mentor": "alfa", "mentees": ["beta"], "ready": "2027-01-19", "worth": 830}],
    "seed": 1,
    "time_limit": 2,
}


def small_intake() -> Intake:
    """Return the sample year cut down to three letters and three mentors."""
    whole = sample_intake()
    gone = {letter.id for letter in whole.letters} - set(KEPT_LETTERS)
    gone |= {mentor.id for mentor in whole.mentors} - set(KEPT_MENTORS)
    letters = tuple(letter for letter in whole.letters if letter.id in KEPT_LETTERS)
    return replace(
        whole,
        letters=tuple(replace(each, wished="" if each.wished in gone else each.wished) for each in letters),
        mentors=tuple(mentor for mentor in whole.mentors if mentor.id in KEPT_MENTORS),
        practices=tuple(practice for practice in whole.practices if practice.mentor in KEPT_MENTORS),
        needs=tuple(need for need in whole.needs if need.letter in KEPT_LETTERS),
        pins=tuple(pin for pin in whole.pins if not {pin.mentor, pin.letter} & gone),
        past=tuple(past for past in whole.past if not {past.mentor, past.mentee} & gone),
        absences=tuple(absence for absence in whole.absences if absence.who not in gone),
    )


@cache
def small_year() -> Year:
    """Return the small year, planned once for all tests."""
    return run_year(
        small_intake(), book=load_book(), country=load_country(), seed=1, time_limit=20, on_progress=lambda _: None
    )


def application(**changes: int) -> Flask:
    """Return the application with the small year ready at once; ``changes`` are settings."""
    settings = Settings(**{"wait_seconds": 0, "solve_seconds": 2, **changes})
    return create_app(settings, year_source=lambda _: small_year())


def client(**changes: int) -> FlaskClient:
    """Return a client of ``application``."""
    return application(**changes).test_client()


def page(language: str) -> str:
    """Return the first page in ``language``, waited for."""
    app = application()
    app.extensions["solidaritas.desk"].start()
    app.extensions["solidaritas.desk"].join()
    return app.test_client().get(f"/?lang={language}").get_data(as_text=True)


VOID = {"meta", "link", "br", "img", "input", "hr", "rect", "line", "path", "circle"}


class Reader(HTMLParser):
    """Reads a page: whether its tags are balanced, its ids, its links, and its tables row by row."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.tables: list[dict[str, list[list[str]]]] = []
        self.captions: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and attributes; begin tables, rows and cells."""
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids.update(value for name, value in attrs if name == "id" and value)
        if tag == "table":
            self.tables.append({"thead": [], "tbody": [], "tfoot": []})
            self.captions.append("")
        if tag == "tr":
            self._rows().append([])
        if tag in {"td", "th"} and self.tables:
            self._rows()[-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes another than the last one opened."""
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-3:]}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep words, and put them into their cell."""
        if "style" in self.open:
            return
        self.words.append(data)
        if "caption" in self.open:
            self.captions[-1] += data
        elif {"td", "th"} & set(self.open) and self.tables:
            self._rows()[-1][-1] += data

    def _rows(self) -> list[list[str]]:
        part = next(tag for tag in reversed(self.open) if tag in {"thead", "tbody", "tfoot"})
        return self.tables[-1][part]

    @property
    def text(self) -> str:
        """All words of the page, spaces made plain."""
        return " ".join(" ".join(self.words).replace("\u00a0", " ").split())

    def table(self, caption: str) -> dict[str, list[list[str]]]:
        """Return the table of that caption."""
        return next(
            found for found, told in zip(self.tables, self.captions, strict=True) if told.strip() == caption.strip()
        )


def rupiah_of(text: str) -> int:
    """Return the whole number behind ``Rp 1.250.000`` or ``-Rp 5``."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return -int(digits) if text.strip().startswith("-") else int(digits)


def column_sum(rows: Iterable[list[str]], column: int) -> int:
    """Return the sum of a column of money."""
    return sum(rupiah_of(row[column]) for row in rows)
