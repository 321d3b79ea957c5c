"""Why not another mentor: what every other choice for one letter would cost the programme, and who would move."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

import matcher
from service.cli.layout import hanging, heading, remark
from service.cli.view import View
from service.records.year import Matched
from service.words.changes import changes

# Columns before the sentences under a mentor.
INDENT = 6


def choices(view: View[Matched], letter: str) -> Iterator[RenderableType]:
    """Yield the mentors that may teach a letter, the assigned one first, then those that may not, with the reason."""
    words, match = view.words, view.year.match
    yield heading(1, words("choices.title", letter=f"{letter}  {view.names.short(letter)}"))
    if match.assignment is None:
        yield remark(words("choices.no_match"))
        return
    found = matcher.choices(match, mentee=letter)
    for choice in found:
        if not choice.against:
            yield from _choice(view, choice)
    refused = [choice for choice in found if choice.against]
    if refused:
        yield Line()
        yield remark(words("choices.cannot"))
    for choice in refused:
        told = " ".join(view.say(reason.sentence) for reason in choice.against)
        yield hanging("·", f"{view.names.short(choice.mentor)}: {told}", indent=INDENT // 2)


def _choice(view: View[Matched], choice: matcher.WhatIf) -> Iterator[RenderableType]:
    points = choice.proposal.points if choice.proposal else 0
    yield Line(f"\n   {view.names.short(choice.mentor)}  ({view.amount(points, 'points')})", style="bold")
    if choice.matched:
        yield hanging(" ", view.words("choices.matched"), indent=INDENT)
        return
    told = changes(choice.change, view.year.match.levels, view.words)
    cost = view.words("choices.cost", changes=told) if told else view.words("choices.free")
    yield hanging(" ", cost, indent=INDENT)
    for sentence in (*choice.moves, *choice.enters):
        yield hanging("·", view.say(sentence), indent=INDENT)
