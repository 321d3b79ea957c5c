"""The report as a whole and its parts, as the commands show them."""

from collections.abc import Iterator

from rich.console import RenderableType

from service.cli.report.cash import cash
from service.cli.report.cautions import cautions, questions
from service.cli.report.choices import choices
from service.cli.report.dates import dates, each
from service.cli.report.letters import letters
from service.cli.report.noes import without_mentor
from service.cli.report.opening import opening
from service.cli.report.pairs import pairs
from service.cli.report.risk import risk
from service.cli.report.sums import payers_each, sums
from service.cli.view import View
from service.records.year import Matched, Year


def match_report(view: View[Matched]) -> Iterator[RenderableType]:
    """Yield letters, pairs, and who found none."""
    yield from opening(view)
    for number, section in enumerate((letters, pairs, without_mentor), start=1):
        yield from section(view, number)
    yield from questions(view)


def choices_report(view: View[Matched], letter: str) -> Iterator[RenderableType]:
    """Yield what every other mentor for one letter would cost."""
    yield from opening(view)
    yield from choices(view, letter)


def plan_report(view: View[Year]) -> Iterator[RenderableType]:
    """Yield the calendar, and every event of every partnership."""
    yield from opening(view)
    for number, section in enumerate((dates, each), start=1):
        yield from section(view, number)


def risk_report(view: View[Year]) -> Iterator[RenderableType]:
    """Yield the calendar, how sure its dates are, and every event of every partnership."""
    yield from opening(view)
    for number, section in enumerate((dates, risk, each), start=1):
        yield from section(view, number)


def budget_report(view: View[Year]) -> Iterator[RenderableType]:
    """Yield the money, and the money over time."""
    yield from opening(view)
    for number, section in enumerate((sums, cash), start=1):
        yield from section(view, number)


def payers_report(view: View[Year]) -> Iterator[RenderableType]:
    """Yield the money, and who would pay what under each travel policy."""
    yield from opening(view)
    for number, section in enumerate((sums, cash, payers_each), start=1):
        yield from section(view, number)


def year_report(view: View[Year]) -> Iterator[RenderableType]:
    """Yield everything."""
    yield from opening(view)
    for number, section in enumerate((letters, pairs, without_mentor, dates, sums, cautions), start=1):
        yield from section(view, number)
