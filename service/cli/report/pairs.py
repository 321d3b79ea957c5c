"""Sections 2 and 3 of the report: who is paired with whom, how good that is, and who is not (3.1.2)."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text as Line

from data.answer import Level, Reason
from service.cli.layout import heading, remark, table, under
from service.cli.view import View
from service.records.year import Matched


def pairs(view: View[Matched], number: int) -> Iterator[RenderableType]:
    """Yield the assignment and its levels."""
    words, names = view.words, view.names
    yield heading(number, words("pairs.title"))
    proposals = {proposal.mentee: proposal for proposal in view.year.match.proposals}
    rows = [
        (
            key, names.short(letter), names.short(proposals[letter].mentor), names.subject(proposals[letter].subject),
            f"{proposals[letter].points}/{proposals[letter].possible}", distance(view, proposals[letter].distance_km),
        )
        for key, letter in view.year.letters.items()
    ]
    titles = ("pairs.id", "pairs.mentee", "pairs.mentor", "pairs.subject", "pairs.points", "pairs.distance")
    yield table([words(title) for title in titles], rows, right=(4, 5))
    yield from levels(view, view.year.match.levels, baseline=view.year.match.baseline)
    yield remark(words("pairs.baseline"))


def distance(view: View[Matched], kilometres: int | None) -> str:
    """Return a distance, or the word for one that is not known."""
    return view.words("pairs.unknown") if kilometres is None else f"{kilometres} km"


def levels(view: View[Matched], found: Iterable[Level], *, baseline: object) -> Iterator[RenderableType]:
    """Yield the ordered aims: what was reached, what is possible at best, whether proved, and the baseline."""
    words = view.words
    yield under(words("levels.title"))
    rows = [
        (
            view.say(level.name), view.quantity(level.value, level.unit), view.quantity(level.bound, level.unit),
            words("levels.proved") if level.proved else words("levels.gap", permille=level.gap_permille),
            _baseline(view, level, baseline),
        )
        for level in found
    ]
    titles = ("levels.aim", "levels.value", "levels.bound", "levels.state", "levels.baseline")
    yield table([words(title) for title in titles], rows, right=(1, 2, 4))


def _baseline(view: View[Matched], level: Level, baseline: object) -> str:
    value = getattr(baseline, level.id, None)
    return view.quantity(value, level.unit) if isinstance(value, int) else ""


def unmatched(view: View[Matched], number: int) -> Iterator[RenderableType]:
    """Yield every letter without a mentor with its reasons and remedies."""
    words = view.words
    yield heading(number, words("unmatched.title"))
    if not view.year.match.unmatched:
        yield Line(words("unmatched.none"))
    for letter, found in view.year.match.unmatched.items():
        yield Line(f"\n{letter}  {view.names.short(letter)}", style="bold")
        for reason in found:
            yield from told(view, reason)


def told(view: View[Matched], reason: Reason) -> Iterator[RenderableType]:
    """Yield a reason with its rule, section and remedy."""
    where = f" [{reason.rule}{', ' + reason.section if reason.section else ''}]"
    yield Line(f"   {view.mark('·')} {view.say(reason.sentence)}{where}")
    yield Line(f"     {view.mark('→')} {view.say(reason.remedy)}", style="italic")
