"""What changes in a published year: who is touched and why, every move, the rupiah, and who is not touched (2.7)."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.text import Text as Line

from data.answer import Reason
from planner.replanning.result import Freed, Move, Replan
from service.cli.layout import hanging, heading, remark, table, under, whole, wrap
from service.cli.report.opening import opening
from service.cli.report.pairs import grouped, levels
from service.cli.view import View
from service.records.replanned import Replanned
from service.words.reasons import both

# Columns before the reason under a partnership.
INDENT = 3


def replan_report(view: View[Replanned]) -> Iterator[RenderableType]:
    """Yield everything about a re-plan, what concerns people first."""
    yield from opening(view)
    answer, words = view.year.replan, view.words
    yield heading(1, words("replan.title", today=view.day(answer.plan.problem.today)))
    yield Line(
        words("replan.summary", touched=len(answer.touched), moved=len(answer.moves), kept=len(answer.untouched))
    )
    yield from _alone(view)
    yield from _moves(view)
    yield from _others(view, answer)
    yield from _left(view, answer)
    yield from _money(view, answer)
    yield from levels(view, answer.levels, baseline={})
    yield remark(
        words("replan.beside", anew=answer.anew.touched, anew_moved=answer.anew.moved, clerk=answer.clerk.touched,
              clerk_moved=answer.clerk.moved, clerk_out=answer.clerk.unplaced)
    )  # fmt: skip


def _alone(view: View[Replanned]) -> Iterator[RenderableType]:
    """Yield, for each event moved by hand, what would break if nothing else moved."""
    for event, broken in view.year.alone.items():
        yield under(view.names.told_of(both("replan.alone", event=event), view.called))
        if not broken:
            yield Line(view.words("replan.alone_nothing"))
        for violation in broken:
            yield hanging("·", view.names.told_of(violation.sentence, view.called), indent=INDENT)


def _moves(view: View[Replanned]) -> Iterator[RenderableType]:
    """Yield the moves of each touched partnership under the cause, the programme's own first."""
    answer, words = view.year.replan, view.words
    if not answer.moves:
        yield Line(words("replan.nothing"))
        return
    yield under(words("replan.moves"))
    for key in ("", *answer.touched):
        mine = [move for move in answer.moves if move.partnership == key]
        if not key and not mine:
            continue
        yield Line(f"\n{view.called(key) if key else words('replan.programme')}", style="bold")
        if key in answer.causes:
            reason = answer.causes[key]
            yield hanging("·", _said(view, reason), indent=INDENT)
        if mine:
            yield _table(view, mine, cause=answer.causes.get(key))


def _table(view: View[Replanned], moves: list[Move], *, cause: Reason | None) -> RenderableType:
    """Return one row a move; a reason that is the cause of all is not repeated."""
    words = view.words
    rows = []
    for move in moves:
        extra = "; ".join(f"{view.names.payer(payer)} {_signed(view, amount)}" for payer, amount in move.extra.items())
        known = cause is not None and move.because.sentence == cause.sentence
        why = "" if known else _said(view, move.because)
        near = words("replan.near") if move.near else ""
        rows.append(
            (
                view.names.activity(move.activity), view.span(*move.was), view.span(*move.now),
                " ".join(part for part in (why, near, extra) if part),
            )
        )  # fmt: skip
    columns = (
        wrap(words("replan.event")), whole(words("replan.was")), whole(words("replan.now")), wrap(words("replan.why")),
    )  # fmt: skip
    return table(columns, rows)


def _said(view: View[Replanned], reason: Reason) -> str:
    """Return a reason with its section, events by their names."""
    return f"{view.names.told_of(reason.sentence, view.called)} ({reason.section})"


def _others(view: View[Replanned], answer: Replan) -> Iterator[RenderableType]:
    words = view.words
    if answer.untouched:
        yield under(words("replan.untouched"))
        yield Line(", ".join(view.called(key) for key in answer.untouched))
    if answer.substitutes:
        yield under(words("replan.substitutes"))
        for event, people in answer.substitutes.items():
            key, _, named = event.partition("/")
            who = ", ".join(view.names.party(person) for person in people)
            yield hanging("·", f"{view.called(key)}: {view.names.activity(named.partition('/')[0])}: {who}"
                          if key in view.year.letters else f"{view.names.activity(key)}: {who}",
                          indent=INDENT)  # fmt: skip
    if answer.entered:
        yield under(words("replan.entered"))
        yield Line(", ".join(view.called(key) for key in answer.entered))


def _left(view: View[Replanned], answer: Replan) -> Iterator[RenderableType]:
    """Yield who does not go on and what that frees, and who has no place, with the reasons."""
    words = view.words
    if answer.freed:
        yield under(words("replan.freed"))
        for freed in answer.freed:
            yield hanging("·", _freed(view, freed), indent=INDENT)
    if answer.plan.unplaced:
        yield under(words("calendar.unplaced"))
        yield from grouped(view, [reason for reasons in answer.plan.unplaced.values() for reason in reasons])


def _freed(view: View[Replanned], freed: Freed) -> str:
    days = ", ".join(f"{view.names.party(who)} {view.number(count)}" for who, count in freed.days.items())
    return view.words(
        "replan.freed_one", who=view.called(freed.partnership), events=len(freed.events), days=days or "0",
        rupiah=view.money(sum(freed.rupiah.values())), spent=view.money(sum(freed.spent.values())),
    )  # fmt: skip


def _money(view: View[Replanned], answer: Replan) -> Iterator[RenderableType]:
    if not answer.published.lines:
        yield remark(view.words("replan.no_lines"))
        return
    extra: Mapping[str, int] = answer.extra()
    yield under(view.words("replan.money"))
    if not extra:
        yield Line(view.words("replan.no_money"))
        return
    rows = [(view.names.payer(payer), _signed(view, amount)) for payer, amount in extra.items()]
    yield table([wrap(view.words("replan.payer")), whole(view.words("replan.extra"))], rows)


def _signed(view: View[Replanned], amount: int) -> str:
    return f"+{view.money(amount)}" if amount > 0 else view.money(amount)
