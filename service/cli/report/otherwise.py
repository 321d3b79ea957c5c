"""Other matches beside the best: those that differ, the frontier, the weights, and wishes of both sides (3.1.2)."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text as Line

import matcher
from data.answer import Status
from matcher import CRITERIA
from matcher.otherwise.weights import MOST_WEIGHT
from service.cli.layout import POINT, figure, hanging, heading, remark, table, whole, wrap
from service.cli.report.opening import opening
from service.cli.view import View
from service.records.year import Matched
from service.walks.otherwise import Otherwise
from service.words.changes import changes

CRITERION_NAMES = {criterion.id: criterion.name for criterion in CRITERIA}


def otherwise_report(view: View[Matched], told: Otherwise) -> Iterator[RenderableType]:
    """Yield what was asked for, a section each."""
    yield from opening(view)
    if view.year.match.assignment is None:
        yield remark(view.words("choices.no_match"))
        return
    sections = (
        ("otherwise.others", None if told.others is None else others(view, told.others)),
        ("otherwise.frontier", None if told.frontier is None else frontier(view, told.frontier)),
        ("otherwise.weights", None if told.weights is None else weights(view, told.weights)),
        ("otherwise.rather", None if told.rather is None else rather(view, told.rather)),
    )
    asked = [(title, section) for title, section in sections if section is not None]
    for number, (title, section) in enumerate(asked, start=1):
        yield heading(number, view.words(title))
        yield from section


def others(view: View[Matched], told: matcher.Alternatives) -> Iterator[RenderableType]:
    """Yield each other match: its price, whether anything better differs as much, and who would move."""
    words = view.words
    yield remark(words("otherwise.others_note", differ=view.number(told.differ)))
    for number, one in enumerate(told.found, start=1):
        state = _state(view, one.status)
        title = words("otherwise.other", number=number, differs=view.number(one.differs), state=state)
        yield Line(f"\n   {title}", style="bold")
        yield from _other(view, one)
    if told.end is not None:
        yield Line()
        yield hanging(view.mark("·"), view.say(told.end.sentence), indent=POINT)
        yield hanging(view.mark("→"), view.say(told.end.remedy), indent=POINT, style="italic")


def frontier(view: View[Matched], told: matcher.Frontier) -> Iterator[RenderableType]:
    """Yield the stops as a table, then who would move at each."""
    words = view.words
    yield remark(words("otherwise.frontier_note"))
    sums = [stop.total for stop in told.stops]
    rows = [
        (
            view.number(stop.floor),
            view.number(stop.worst),
            view.number(below_before(told, stop)),
            view.number(stop.below),
            view.number(stop.total),
            view.number(sums[0] - stop.total),
            _state(view, stop.match.status),
        )
        for stop in told.stops
    ]
    titles = (
        "otherwise.floor", "otherwise.worst", "otherwise.before", "otherwise.below", "otherwise.total",
        "otherwise.price",
    )  # fmt: skip
    columns = (*(figure(words(title)) for title in titles), whole(words("levels.state")))
    yield table(columns, rows, tight=True)
    if not told.complete:
        yield remark(words("otherwise.more_stops"))
    for stop in told.stops[1:]:
        yield Line(f"\n   {words('otherwise.stop', floor=view.number(stop.floor))}", style="bold")
        yield from _other(view, stop)


def below_before(told: matcher.Frontier, stop: matcher.Stop) -> int:
    """Return how many pairs are below a stop's floor where only the sum counts."""
    return sum(pair.points < stop.floor for pair in told.stops[0].proposals)


def weights(view: View[Matched], told: Iterable[matcher.WeightSpan]) -> Iterator[RenderableType]:
    """Yield how far each weight may move, the most delicate first, and the pairs that move with it."""
    words, found = view.words, tuple(told)
    yield remark(words("otherwise.weights_note"))
    rows = [
        (
            view.say(CRITERION_NAMES[one.criterion]),
            view.number(one.weight),
            "-" if one.whole is None else f"{view.number(one.whole.low)} - {view.number(one.whole.high)}",
            _movers(view, one),
        )
        for one in found
    ]
    columns = (
        wrap(words("otherwise.criterion")), figure(words("otherwise.weight")), whole(words("otherwise.stays")),
        wrap(words("otherwise.first_to_move")),
    )  # fmt: skip
    yield table(columns, rows)
    delicate = next((one for one in found if one.next_pairs or one.whole is None), None)
    if delicate is not None:
        yield Line(words("otherwise.delicate", criterion=view.say(CRITERION_NAMES[delicate.criterion])), style="bold")
        for sentence in delicate.told:
            yield hanging(view.mark("·"), view.say(sentence), indent=POINT)
    yield from _pairs(view, found)


def _movers(view: View[Matched], one: matcher.WeightSpan) -> str:
    return ", ".join(view.names.short(key) for key in one.next_pairs)


def _pairs(view: View[Matched], found: tuple[matcher.WeightSpan, ...]) -> Iterator[RenderableType]:
    """Yield the pairs that some weight can move, each with its narrowest interval; the others are counted."""
    narrow: dict[str, list[tuple[str, matcher.Span]]] = {}
    for one in found:
        for key, span in one.pairs.items():
            if span.low > 0 or span.high < MOST_WEIGHT:
                narrow.setdefault(key, []).append((view.say(CRITERION_NAMES[one.criterion]), span))
    rows = [
        (
            f"{key} {view.names.short(key)}",
            "; ".join(f"{name} {view.number(span.low)} - {view.number(span.high)}" for name, span in spans),
        )
        for key, spans in narrow.items()
    ]
    if rows:
        yield Line()
        yield table((wrap(view.words("otherwise.pair")), wrap(view.words("otherwise.pair_stays"))), rows)
    firm = {key for one in found for key in one.pairs} - narrow.keys()
    yield remark(view.words("otherwise.firm", count=view.number(len(firm))))


def rather(view: View[Matched], told: matcher.Rather) -> Iterator[RenderableType]:
    """Yield the pairs in which both would gain, and the match with fewest of them."""
    words = view.words
    yield remark(words("otherwise.rather_note"))
    if not told.pairs:
        yield Line(words("otherwise.nobody"))
        return
    for pair in told.pairs:
        yield hanging(view.mark("·"), view.say(pair.told), indent=POINT)
    yield Line()
    if told.fewest is None:
        yield Line(words("otherwise.no_fewer", count=view.number(len(told.pairs)), least=view.number(told.least)))
        return
    count, least = view.number(len(told.left)), view.number(told.least)
    title = words("otherwise.fewest", count=count, least=least, state=_state(view, told.status))
    yield Line(f"   {title}", style="bold")
    yield from _other(view, told.fewest)
    for pair in told.left:
        yield hanging(view.mark("·"), view.say(pair.told), indent=POINT)


def _other(view: View[Matched], other: matcher.Other) -> Iterator[RenderableType]:
    told = changes(other.change, view.year.match.levels, view.words)
    yield hanging(" ", view.words("choices.cost", changes=told) if told else view.words("choices.free"), indent=POINT)
    for sentence in other.moves:
        yield hanging(view.mark("·"), view.say(sentence), indent=POINT)


def _state(view: View[Matched], status: Status) -> str:
    return view.words("levels.proved") if status is Status.OPTIMAL else view.words("otherwise.unproved")
