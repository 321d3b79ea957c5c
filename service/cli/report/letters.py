"""Section 1 of the report: each letter with its best proposals and why (3.1.1-A4, A6; 3.1.2)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

import matcher
from service.cli.layout import grid, heading
from service.cli.view import View
from service.records.year import Matched
from service.records.intake import Letter

# Proposals shown for a letter, and reasons shown for a proposal: what a telephone call would mention.
SHOWN_PROPOSALS = 3
SHOWN_REASONS = 2


def letters(view: View[Matched], number: int) -> Iterator[RenderableType]:
    """Yield every letter with its best proposals; the assigned one is marked."""
    yield heading(number, view.words("letters.title"))
    yield Line(view.words("letters.legend", mark=view.mark("►")), style="italic")
    assigned = {(proposal.mentee, proposal.mentor) for proposal in view.year.match.proposals}
    ranked = by_letter(view.year.match)
    for letter in view.year.intake.letters:
        yield Line()
        yield _title(view, letter)
        found = ranked.get(letter.id, ())[:SHOWN_PROPOSALS]
        if not found:
            yield Line(f"   {view.words('letters.nobody')}", style="italic")
            continue
        rows = [_row(view, proposal, is_assigned=(proposal.mentee, proposal.mentor) in assigned) for proposal in found]
        yield grid(rows, ratios=(None, None, 1, 2))


def by_letter(match: matcher.Result) -> dict[str, tuple[matcher.Proposal, ...]]:
    """Return each letter's proposals over all its needs, one a mentor, best first."""
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


def reasons(proposal: matcher.Proposal) -> tuple[matcher.Part, ...]:
    """Return the parts of a proposal that weigh most, best first."""
    counted = [part for part in proposal.parts if part.points > 0]
    return tuple(sorted(counted, key=lambda part: -part.points)[:SHOWN_REASONS])


def _title(view: View[Matched], letter: Letter) -> Line:
    needs = sorted((need for need in view.year.intake.needs if need.letter == letter.id), key=lambda need: need.rank)
    subjects = ", ".join(view.names.subject(need.subject) if need.subject else view.words("letters.by_words") for need in needs)
    line = Line(f"{letter.id}  {view.names.short(letter.id)}", style="bold")
    line.append(f"  {subjects}", style="not bold")
    if letter.wished:
        line.append(f"  ({view.words('letters.wished', mentor=view.names.short(letter.wished))})", style="not bold italic")
    return line


def _row(view: View[Matched], proposal: matcher.Proposal, *, is_assigned: bool) -> tuple[Line, ...]:
    style = "bold green" if is_assigned else ""
    because = "; ".join(view.say(part.because) for part in reasons(proposal))
    return (
        Line(f"  {view.mark('►') if is_assigned else ' '}", style=style),
        Line(f"{proposal.points}/{proposal.possible}", style=style),
        Line(view.names.short(proposal.mentor), style=style),
        Line(because),
    )
