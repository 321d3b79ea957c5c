"""The report of a policy sandbox: one row for each value, what it gives and what it costs (4.2)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

from planner.sandbox.point import Frontier, Point
from service.cli.layout import figure, heading, remark, table, whole
from service.cli.report.opening import opening
from service.cli.report.pairs import grouped
from service.cli.view import View
from service.records.year import Year
from service.words.levers import amount_said, lever_said


def sandbox_report(view: View[Year], frontier: Frontier, *, seed: int) -> Iterator[RenderableType]:
    """Yield the whole report of one sweep."""
    words, lever = view.words, frontier.lever
    yield from opening(view)
    yield heading(1, words("sandbox.title", lever=lever_said(lever, names=view.names, words=words)))
    yield Line(words("sandbox.now", amount=amount_said(lever, frontier.now, words=words, currency=view.currency)))
    yield remark(view.say(frontier.note))
    titles = (words("sandbox.funded"), words("sandbox.gain"), words("sandbox.subsidy"))
    columns = (
        whole(""), whole(words("sandbox.value")), figure(words("sandbox.amount")),
        *map(figure, titles), whole(words("sandbox.proof")),
    )  # fmt: skip
    yield table(columns, [_row(view, frontier, point) for point in frontier.points], tight=True)
    yield remark(words("sandbox.best_note", mark=view.mark("►")))
    refused = [reason for point in frontier.points for reason in (*point.refused, *point.unsearched)]
    if refused:
        yield from grouped(view, list(dict.fromkeys(refused)))
    yield Line(words("sandbox.again", lever=lever, seed=seed))


def _row(view: View[Year], frontier: Frontier, point: Point) -> tuple[str, ...]:
    words = view.words
    value = str(point.settings.value) if point.settings.value.is_percent else view.number(point.amount)
    amount = amount_said(frontier.lever, point.amount, words=words, currency=view.currency)
    if not point.is_answered:
        return ("", value, amount, "", "", "", words("sandbox.refused" if point.refused else "sandbox.unsearched"))
    gain = point.levels[0]
    proof = words("sandbox.proved") if gain.proved else words("sandbox.open", bound=view.number(gain.bound))
    return (
        view.mark("►") if point in frontier.best else "", value, amount, view.number(point.value("funded")),
        view.number(gain.value), view.money(point.value("subsidy")), proof,
    )  # fmt: skip
