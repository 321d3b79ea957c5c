"""Section 6 of the report: what may go on but should be seen to, and what rests on estimates (3.1.1, 2.2)."""

from collections.abc import Iterator

from rich.console import RenderableType

from service.cli.layout import POINT, hanging, heading, under
from service.cli.report.pairs import grouped
from service.cli.view import View
from service.records.year import Matched, Year

# The rule of warnings that ask about names.
TWINS = "twins"


def cautions(view: View[Year], number: int) -> Iterator[RenderableType]:
    """Yield warnings, those that say the same together, then what is estimated or assumed."""
    yield heading(number, view.words("cautions.title"))
    yield from grouped(view, view.year.warnings)
    yield from _estimates(view)


def questions(view: View[Matched]) -> Iterator[RenderableType]:
    """Yield whether two names are one utility, where there is something to ask."""
    found = [reason for reason in view.year.warnings if reason.rule == TWINS]
    if found:
        yield under(view.words("twins.title"))
        yield from grouped(view, found)


def _estimates(view: View[Year]) -> Iterator[RenderableType]:
    words, year = view.words, view.year
    yield under(words("cautions.estimates"))
    for sentence in estimates(view):
        yield hanging(view.mark("·"), sentence, indent=POINT)
    if year.intake.fictional:
        yield hanging(view.mark("·"), words("year.fictional"), indent=POINT, style="bold yellow")


def estimates(view: View[Year]) -> Iterator[str]:
    """Yield in sentences what the year rests on besides the guideline and the decrees."""
    words, year = view.words, view.year
    assumed = sum(1 for row in year.book.numbers.values() if row.status == "assumed")
    yield words("cautions.assumed", count=view.number(assumed))
    windows = [each for each in year.plan.quiet if each.estimated]
    if windows:
        yield words("cautions.holidays", count=view.number(len(windows)))
    lines = [line for line in year.plan.ledger.lines if line.estimated]
    if lines:
        amount = view.money(sum(line.amount for line in lines))
        yield words("cautions.fares", count=view.number(len(lines)), amount=amount)
