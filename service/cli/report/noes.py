"""Section 3 of the report: letters without a mentor, which of them lack places together, and where to look (3.1.2)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

import matcher
from service.cli.layout import BELOW, POINT, hanging, under
from service.cli.report.pairs import told, unmatched
from service.cli.view import View
from service.records.year import Matched
from service.words.changes import changes

# Subjects, and mentors, that are told; all are in the JSON.
SHOWN_BOTTLENECKS = 3

# Letters of which the way out is solved anew, and seconds for each; the others are in the JSON without its figures.
SHOWN_REPAIRS, SECONDS = 3, 10


def without_mentor(view: View[Matched], number: int) -> Iterator[RenderableType]:
    """Yield each letter without a mentor, then what holds for several together."""
    yield from unmatched(view, number)
    yield from _shortages(view)
    yield from _repairs(view)
    yield from _bottlenecks(view)


def _shortages(view: View[Matched]) -> Iterator[RenderableType]:
    found = matcher.shortages(view.year.match)
    if found:
        yield under(view.words("noes.together"))
    for shortage in found:
        yield Line("\n" + ", ".join(view.called(key) for key in shortage.letters), style="bold")
        yield from told(view, shortage.reason)


def _repairs(view: View[Matched]) -> Iterator[RenderableType]:
    """Yield what the whole match would gain if the softest rules were bent."""
    match, words = view.year.match, view.words
    found = matcher.quarrels(match)
    if found:
        yield under(words("noes.repairs"))
    for quarrel in found[:SHOWN_REPAIRS]:
        gains = changes(matcher.worth(match, quarrel, time_limit=SECONDS), match.levels, words)
        who = f"{view.called(quarrel.who)}: " if quarrel.who else ""
        yield hanging(view.mark("·"), f"{who}{view.say(quarrel.remedy)}", indent=POINT)
        if gains:
            yield hanging(view.mark("→"), words("noes.gains", changes=gains), indent=BELOW, style="italic")


def _bottlenecks(view: View[Matched]) -> Iterator[RenderableType]:
    found = matcher.bottlenecks(view.year.match)
    if not found:
        return
    yield under(view.words("noes.bottlenecks"))
    shown = matcher.leading(found, SHOWN_BOTTLENECKS)
    for one in shown:
        yield hanging(view.mark("·"), view.say(one.sentence), indent=POINT)
    if len(found) > len(shown):
        yield hanging(" ", view.words("noes.more", count=len(found) - len(shown)), indent=POINT, style="italic")
