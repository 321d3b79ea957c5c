"""Section 6 of the report: what may go on but should be seen to, and what rests on estimates (3.1.1, 2.2)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

from data.answer import Reason
from service.cli.layout import heading, under
from service.cli.report.pairs import told
from service.cli.view import View
from service.records.year import Year
from service.words import number as written


def cautions(view: View[Year], number: int) -> Iterator[RenderableType]:
    """Yield warnings, those of one kind together, then what is estimated or assumed."""
    yield heading(number, view.words("cautions.title"))
    kinds: dict[str, list[Reason]] = {}
    for reason in view.year.warnings:
        kinds.setdefault(reason.rule, []).append(reason)
    for found in kinds.values():
        yield from _kind(view, found)
    yield from _estimates(view)


def _kind(view: View[Year], found: list[Reason]) -> Iterator[RenderableType]:
    """Yield one kind of warning: a single sentence for all whom it concerns, or each with its own figures."""
    sentences = {reason.sentence for reason in found}
    if len(sentences) == 1:
        who = ", ".join(reason.who for reason in found)
        yield Line(f"\n{who}", style="bold")
        yield from told(view, found[0])
        return
    for reason in found:
        yield Line(f"\n{reason.who}  {view.names.short(reason.who)}", style="bold")
        yield from told(view, reason)


def _estimates(view: View[Year]) -> Iterator[RenderableType]:
    words, year = view.words, view.year
    yield under(words("cautions.estimates"))
    for sentence in estimates(view):
        yield Line(f"   {view.mark('·')} {sentence}")
    if year.intake.fictional:
        yield Line(f"   {view.mark('·')} {words('year.fictional')}", style="bold yellow")


def estimates(view: View[Year]) -> Iterator[str]:
    """Yield in sentences what the year rests on besides the guideline and the decrees."""
    words, year = view.words, view.year
    assumed = sum(1 for row in year.book.numbers.values() if row.status == "assumed")
    yield words("cautions.assumed", count=written(assumed))
    windows = [each for each in year.plan.quiet if each.estimated]
    if windows:
        yield words("cautions.holidays", count=written(len(windows)))
    lines = [line for line in year.plan.ledger.lines if line.estimated]
    if lines:
        amount = view.money(sum(line.amount for line in lines))
        yield words("cautions.fares", count=written(len(lines)), amount=amount)
