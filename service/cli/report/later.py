"""One letter beside a published match: where it goes, its price, what else could be, and whether to wait (3.1.2)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

from service.cli.layout import POINT, figure, hanging, heading, remark, table, under, wrap
from service.cli.report.opening import opening
from service.cli.report.pairs import told
from service.cli.view import View
from service.records.placed import Placed
from service.words.changes import changes

# Subjects of the sample that are told; the JSON has all.
SHOWN_SUBJECTS = 5


def placement_report(view: View[Placed]) -> Iterator[RenderableType]:
    """Yield where a letter goes while all published pairs are held, and what the facilitator may do instead."""
    words, placement = view.words, view.year.placement
    yield from opening(view)
    key = "later.declined_title" if view.year.declined else "later.title"
    yield heading(1, words(key, letter=f"{placement.mentee}  {view.names.short(placement.mentee)}"))
    yield from _placed(view)
    yield from _otherwise(view)
    yield from _advice(view)
    yield from _record(view)
    if placement.waiting:
        waiting = ", ".join(f"{key} {view.names.short(key)}" for key in placement.waiting)
        yield Line()
        yield remark(words("later.waiting", letters=waiting))


def _placed(view: View[Placed]) -> Iterator[RenderableType]:
    words, placement = view.words, view.year.placement
    held = len(placement.result.proposals) - (placement.proposal is not None)
    for reason in placement.result.conflicts:
        yield from told(view, reason)
    if placement.proposal is not None:
        pair = placement.proposal
        mentor, points = view.names.short(pair.mentor), view.number(pair.points)
        yield Line(words("later.gets", mentor=mentor, points=points, held=view.number(held)), style="bold green")
        gains = changes(placement.change, placement.result.levels, words)
        yield hanging(view.mark("·"), words("later.price", changes=gains), indent=POINT)
        for part in sorted(pair.parts, key=lambda part: -part.points)[:2]:
            yield hanging(view.mark("·"), view.say(part.because), indent=POINT)
        return
    if not placement.result.conflicts:
        yield Line(words("later.nobody", held=view.number(held)), style="bold red")
    for reason in placement.result.unmatched.get(placement.mentee, ()):
        yield from told(view, reason)


def _otherwise(view: View[Placed]) -> Iterator[RenderableType]:
    """Yield the best chain of moves, or how much better all would be anew."""
    words, placement = view.words, view.year.placement
    if placement.path is not None:
        yield under(words("later.path"))
        yield hanging(" ", " ".join(view.say(step) for step in placement.path.moves), indent=POINT)
        gains = changes(placement.path.change, placement.result.levels, words)
        yield hanging(view.mark("·"), words("later.price", changes=gains), indent=POINT)
    if placement.anew:
        moved = ", ".join(f"{key} {view.names.short(key)}" for key in placement.moved)
        gains = changes(placement.anew, placement.result.levels, words)
        yield under(words("later.anew"))
        yield hanging(" ", words("later.anew_change", changes=gains, letters=moved), indent=POINT)


def _advice(view: View[Placed]) -> Iterator[RenderableType]:
    words, advice = view.words, view.year.advice
    if advice is None:
        return
    yield under(words("later.advice"))
    rows = [
        (view.names.short(one.mentor), *(view.number(part) for part in (one.points, one.now, one.later, one.left)))
        for one in advice.places
    ]
    if rows:
        columns = (
            wrap(words("later.mentor")), figure(words("later.points")), figure(words("later.now")),
            figure(words("later.later")), figure(words("later.left")),
        )  # fmt: skip
        yield table(columns, rows)
        yield remark(words("later.legend"))
    for sentence in advice.sentences:
        yield hanging(view.mark("·"), view.say(sentence), indent=POINT)
    proposal = view.year.placement.proposal
    if proposal is not None and advice.give and advice.give != proposal.mentor:
        names = (view.names.short(advice.give), view.names.short(proposal.mentor))
        yield hanging(view.mark("·"), words("later.differs", other=names[0], mentor=names[1]), indent=POINT)
    most = list(advice.by_subject.items())[:SHOWN_SUBJECTS]
    if most and advice.expected:
        subjects = "; ".join(f"{view.names.subject(key)} {count}" for key, count in most)
        yield hanging(view.mark("·"), words("later.subjects", subjects=subjects), indent=POINT)


def _record(view: View[Placed]) -> Iterator[RenderableType]:
    """Yield how the decision is written into the workbook, so that it survives every run."""
    words, placement, declined = view.words, view.year.placement, view.year.declined
    yield under(words("later.record"))
    lines = []
    if declined is not None:
        lines.append((declined.mentor, declined.letter, words("later.never"), declined.reason, declined.author))
    if placement.proposal is not None:
        agreed = (words("later.must"), words("later.agreed"), words("later.author"))
        lines.append((placement.proposal.mentor, placement.mentee, *agreed))
    columns = tuple(
        wrap(words(key))
        for key in ("later.mentor", "later.letter", "later.kind", "later.reason", "later.set_by")
    )  # fmt: skip
    yield table(columns, lines)
    yield remark(words("later.record_how"))
