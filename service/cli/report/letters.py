"""Section 1 of the report: each letter with its best proposals and why (3.1.1-A4, A6; 3.1.2)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Line

import matcher
from matcher import CRITERIA
from service.cli.layout import hanging, heading, remark
from service.cli.view import View
from service.records.intake import Letter
from service.records.year import Matched

# Proposals shown for a letter, and reasons shown for a proposal: what a telephone call would mention.
SHOWN_PROPOSALS = 3
SHOWN_REASONS = 2

# Columns of the screen for points and a mentor's name, so that all letters stand under each other; and before a reason.
POINTS_COLUMNS, MENTOR_COLUMNS, REASON_INDENT = 8, 26, 14

CRITERION_NAMES = {criterion.id: criterion.name for criterion in CRITERIA}


def letters(view: View[Matched], number: int) -> Iterator[RenderableType]:
    """Yield every letter with its best proposals; the assigned one is marked and has its reasons in full."""
    yield heading(number, view.words("letters.title"))
    yield remark(view.words("letters.legend", mark=view.mark("►")))
    assigned = {proposal.mentee: proposal for proposal in view.year.match.proposals}
    ranked = by_letter(view.year.match)
    for letter in view.year.intake.letters:
        yield Line()
        yield _title(view, letter)
        found = shown(ranked.get(letter.id, ()), assigned.get(letter.id))
        if not found:
            yield remark(f"   {view.words('letters.nobody')}")
            continue
        yield from _proposals(view, found, assigned.get(letter.id))


def by_letter(match: matcher.Result) -> dict[str, tuple[matcher.Proposal, ...]]:
    """Return each letter's proposals over all its needs, one a mentor, best first.

    Notes
    -----
    Where a mentor serves two needs of a letter, the assigned need counts, else the one with more points.
    """
    best: dict[str, dict[str, matcher.Proposal]] = {}
    for ranked in match.ranked.values():
        for proposal in ranked:
            kept = best.setdefault(proposal.mentee, {})
            if proposal.mentor not in kept or proposal.points > kept[proposal.mentor].points:
                kept[proposal.mentor] = proposal
    for proposal in match.proposals:
        best.setdefault(proposal.mentee, {})[proposal.mentor] = proposal
    return {
        letter: tuple(sorted(found.values(), key=lambda proposal: (-proposal.points, proposal.mentor)))
        for letter, found in best.items()
    }


def shown(found: tuple[matcher.Proposal, ...], assigned: matcher.Proposal | None) -> tuple[matcher.Proposal, ...]:
    """Return the best proposals, and the assigned one even where it is not among them."""
    best = found[:SHOWN_PROPOSALS]
    return best if assigned is None or assigned in best else (*best, assigned)


def reasons(proposal: matcher.Proposal) -> tuple[matcher.Part, ...]:
    """Return the parts of a proposal that weigh most, best first."""
    counted = [part for part in proposal.parts if part.points > 0]
    return tuple(sorted(counted, key=lambda part: -part.points)[:SHOWN_REASONS])


def _title(view: View[Matched], letter: Letter) -> Line:
    needs = sorted((need for need in view.year.intake.needs if need.letter == letter.id), key=lambda need: need.rank)
    line = Line(f"{letter.id}  {view.names.short(letter.id)}", style="bold")
    if letter.wished:
        line.append(
            f"  {view.words('letters.wished', mentor=view.names.short(letter.wished))}", style="not bold italic"
        )
    for need in needs:
        subject = view.names.subject(need.subject) if need.subject else view.words("letters.by_words")
        line.append(f"\n   {need.rank}. {subject}", style="not bold")
    return line


def _proposals(
    view: View[Matched], found: tuple[matcher.Proposal, ...], assigned: matcher.Proposal | None
) -> Iterator[RenderableType]:
    """Yield one line a proposal; below the assigned one its reasons, and why it is not the one that was asked for."""
    for proposal in found:
        yield _line(view, proposal, is_assigned=proposal is assigned)
        if proposal is assigned:
            for part in reasons(proposal):
                yield hanging(view.mark("·"), view.say(part.because), indent=REASON_INDENT)
            for reason in proposal.instead:
                yield hanging("!", view.say(reason.sentence), indent=REASON_INDENT, style="italic")


def _line(view: View[Matched], proposal: matcher.Proposal, *, is_assigned: bool) -> RenderableType:
    style = "bold green" if is_assigned else ""
    made = Table.grid(padding=(0, 1, 0, 0))
    made.add_column(no_wrap=True)
    made.add_column(no_wrap=True, justify="right", min_width=POINTS_COLUMNS)
    made.add_column(no_wrap=True, overflow="ellipsis", min_width=MENTOR_COLUMNS, max_width=MENTOR_COLUMNS)
    made.add_column(no_wrap=True, overflow="ellipsis")
    made.add_row(
        Line(f"   {view.mark('►') if is_assigned else ' '}", style=style),
        Line(f"{proposal.points}/{proposal.possible}", style=style),
        Line(view.names.short(proposal.mentor), style=style),
        Line(_weights(view, proposal)),
    )
    return made


def _weights(view: View[Matched], proposal: matcher.Proposal) -> str:
    told = [f"{view.say(CRITERION_NAMES[part.criterion])} {part.points}/{part.possible}" for part in reasons(proposal)]
    return f" {view.mark('·')} ".join(told)
