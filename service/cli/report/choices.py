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
    may = matcher.alternates(match, mentee=letter)
    for choice in may:
        yield from _choice(view, choice)
    others = [key for key in match.problem.mentors if key not in {choice.mentor for choice in may}]
    if others:
        yield Line()
        yield remark(words("choices.cannot"))
    for key in others:
        refused = matcher.what_if(match, mentee=letter, mentor=key).against
        told = " ".join(view.say(reason.sentence) for reason in refused)
        yield hanging("·", f"{view.names.short(key)}: {told}", indent=INDENT // 2)


def _choice(view: View[Matched], choice: matcher.WhatIf) -> Iterator[RenderableType]:
    points = choice.proposal.points if choice.proposal else 0
    yield Line(f"\n   {view.names.short(choice.mentor)}  ({view.amount(points, 'points')})", style="bold")
    if choice.matched:
        yield hanging(" ", view.words("choices.matched"), indent=INDENT)
    for reason in choice.against:
        yield hanging("·", view.say(reason.sentence), indent=INDENT)
    if not choice.matched and not choice.against:
        told = changes(choice.change, view.year.match.levels, view.words)
        yield hanging(
            " ", view.words("choices.cost", changes=told) if told else view.words("choices.free"), indent=INDENT
        )
        for sentence in (*choice.moves, *choice.enters):
            yield hanging("·", view.say(sentence), indent=INDENT)
