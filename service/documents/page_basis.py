"""The part of the page on what the plan rests on besides the guideline and the decrees: estimates and assumptions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import matcher
from data.answer import Reason
from data.rows import Number
from service.documents.page import Page

# Subjects, and mentors, that are told.
SHOWN_BOTTLENECKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """One thing to be seen to, with everybody whom it concerns in the same words."""

    who: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What is assumed, estimated, or to be seen to.

    Parameters
    ----------
    assumed
        Numbers that the guideline does not state.
    estimated
        Name and days of every quiet stretch whose decree is not out.
    fares, fares_amount
        Cost lines at estimated prices, and their rupiah.
    cautions
        Warnings and notes, those of one wording together.
    """

    assumed: tuple[Number, ...]
    estimated: tuple[tuple[str, str], ...]
    fares: int
    fares_amount: int
    cautions: tuple[Caution, ...]


def basis_of(page: Page) -> Basis:
    """Return what the page's year rests on."""
    plan, book = page.year.plan, page.year.book
    guessed = [line for line in plan.ledger.lines if line.estimated]
    return Basis(
        assumed=tuple(row for row in book.numbers.values() if row.status == "assumed"),
        estimated=tuple(
            (page.say(each.window.name), page.span(each.first, each.last)) for each in plan.quiet if each.estimated
        ),
        fares=len(guessed),
        fares_amount=sum(line.amount for line in guessed),
        cautions=_cautions(page, (*plan.notes, *page.year.warnings)),
    )


def _cautions(page: Page, found: Iterable[Reason]) -> tuple[Caution, ...]:
    """Return one caution for each wording, in the order of the first that it concerns."""
    grouped: dict[tuple[str, str, str], list[Reason]] = {}
    for reason in found:
        grouped.setdefault((reason.rule, reason.sentence.en, reason.remedy.en), []).append(reason)
    return tuple(
        Caution(who=tuple(dict.fromkeys(_who(page, reason.who) for reason in group)), reason=group[0])
        for group in grouped.values()
    )


def _who(page: Page, key: str) -> str:
    """Return whom a reason concerns: a pair, a party, a colleague, or the whole programme."""
    return page.pair(key) if not key or key in page.partners else page.names.short(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Everybody who is not served, or not within the year, those of one wording together.

    Parameters
    ----------
    unmatched, unplaced, carried
        Each letter or pair with its reason.
    together
        Letters that lack places together, and rules that together say no.
    bottlenecks
        Where more places would serve more letters, a sentence each, the most useful first.
    """

    unmatched: tuple[Caution, ...]
    together: tuple[Caution, ...]
    bottlenecks: tuple[str, ...]
    unplaced: tuple[Caution, ...]
    carried: tuple[Caution, ...]


def left_out(page: Page) -> LeftOut:
    """Return who is left out of the match, of the year, or runs on after it, and why."""
    plan, match = page.year.plan, page.year.match
    unmatched = [replace(reason, who=key) for key, reasons in match.unmatched.items() for reason in reasons]
    unplaced = [replace(reason, who=key) for key, reasons in plan.unplaced.items() for reason in reasons]
    carried = [replace(reason, who=key) for key, reason in plan.carried.items()]
    more = matcher.leading(matcher.bottlenecks(match), SHOWN_BOTTLENECKS)
    return LeftOut(
        unmatched=_cautions(page, (*match.conflicts, *unmatched)),
        together=tuple(
            Caution(who=tuple(_who(page, key) for key in one.letters), reason=one.reason)
            for one in matcher.shortages(match)
        ),
        bottlenecks=tuple(page.say(one.sentence) for one in more),
        unplaced=_cautions(page, unplaced),
        carried=_cautions(page, carried),
    )
