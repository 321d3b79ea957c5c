"""The part of the page on what a re-plan changed: who is touched and why, each move, whose rupiah, who is not (2.7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.answer import Reason
from planner.replanning.result import Freed, Move
from service.documents.page import Page
from service.documents.page_letters import LevelRow, level_rows
from service.records.replanned import Replanned
from service.words.reasons import both


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """One event on other days: its days, why, and who pays more or less for it."""

    step: str
    was: str
    now: str
    why: str
    extra: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """One partnership of which something moved: the rule behind it, and its moves."""

    pair: str
    cause: str
    moves: tuple[MoveRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that the part shows; ``money`` is payer and signed rupiah, ``told`` the remaining sentences."""

    today: str
    edition: int
    summary: str
    touched: tuple[Touched, ...]
    untouched: tuple[str, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]
    money: tuple[tuple[str, str], ...]
    beside: str
    levels: tuple[LevelRow, ...]


def changes_of(page: Page) -> Changes | None:
    """Return the part for a re-planned year; None for any other."""
    year = page.year
    if not isinstance(year, Replanned):
        return None
    answer, words = year.replan, page.words
    return Changes(
        today=page.day(answer.plan.problem.today),
        edition=year.edition,
        summary=words(
            "replan.summary", touched=len(answer.touched), moved=len(answer.moves), kept=len(answer.untouched)
        ),
        touched=tuple(_touched(page, year)),
        untouched=tuple(page.pair(key) for key in answer.untouched),
        told=tuple(each for each in _told(page, year) if each[1]),
        money=tuple((page.names.payer(payer), _signed(page, amount)) for payer, amount in answer.extra().items()),
        beside=words(
            "replan.beside", anew=answer.anew.touched, anew_moved=answer.anew.moved, clerk=answer.clerk.touched,
            clerk_moved=answer.clerk.moved, clerk_out=answer.clerk.unplaced,
        ),
        levels=level_rows(page, answer.levels, None),
    )  # fmt: skip


def _touched(page: Page, year: Replanned) -> Iterator[Touched]:
    """Yield the programme's own moves, then each touched partnership's."""
    answer = year.replan
    for key in ("", *answer.touched):
        mine = [move for move in answer.moves if move.partnership == key]
        cause = answer.causes.get(key)
        if key or mine:
            yield Touched(
                pair=page.pair(key), cause=_said(page, cause) if cause else "",
                moves=tuple(_move(page, move, cause=cause) for move in mine),
            )  # fmt: skip


def _move(page: Page, move: Move, *, cause: Reason | None) -> MoveRow:
    """Return one move; a reason that is the cause of all is not repeated."""
    known = cause is not None and move.because.sentence == cause.sentence
    near = page.words("replan.near") if move.near else ""
    return MoveRow(
        step=page.names.activity(move.activity), was=page.span(*move.was), now=page.span(*move.now),
        why=" ".join(part for part in ("" if known else _said(page, move.because), near) if part),
        extra="; ".join(f"{page.names.payer(payer)} {_signed(page, amount)}" for payer, amount in move.extra.items()),
    )  # fmt: skip


def _told(page: Page, year: Replanned) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield headings with their sentences: who goes instead, what a move alone breaks, who came in, what is freed."""
    answer, words = year.replan, page.words
    yield (
        words("replan.substitutes"),
        tuple(
            f"{_event(page, event)}: {', '.join(page.names.party(person) for person in people)}"
            for event, people in answer.substitutes.items()
        ),
    )
    for event, broken in year.alone.items():
        sentences = tuple(page.names.told_of(violation.sentence, page.pair) for violation in broken)
        yield (
            page.names.told_of(both("replan.alone", event=event), page.pair),
            sentences or (words("replan.alone_nothing"),),
        )
    yield words("replan.entered"), tuple(page.pair(key) for key in answer.entered)
    yield words("replan.freed"), tuple(_freed(page, freed) for freed in answer.freed)


def _event(page: Page, event: str) -> str:
    """Return an event by its partnership and its activity."""
    key, _, rest = event.partition("/")
    if key in page.partners:
        return f"{page.pair(key)}: {page.names.activity(rest.partition('/')[0])}"
    return page.names.activity(key)


def _freed(page: Page, freed: Freed) -> str:
    days = ", ".join(f"{page.names.party(who)} {page.number(count)}" for who, count in freed.days.items())
    return page.words(
        "replan.freed_one", who=page.pair(freed.partnership), events=len(freed.events), days=days or "0",
        rupiah=page.money(sum(freed.rupiah.values())), spent=page.money(sum(freed.spent.values())),
    )  # fmt: skip


def _said(page: Page, reason: Reason) -> str:
    """Return a reason with its section, events by their names."""
    section = page.section(reason)
    told = page.names.told_of(reason.sentence, page.pair)
    return f"{told} ({section})" if section else told


def _signed(page: Page, amount: int) -> str:
    return f"+{page.money(amount)}" if amount > 0 else page.money(amount)
