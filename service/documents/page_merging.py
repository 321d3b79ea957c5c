"""The part of the page on steps that are held together already, and on those that could be (3.1.2, 3.1.7, 3.2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

import planner
from data.text import Text
from service.documents.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRow:
    """Steps on one journey already: which, in how many partnerships, and what separate journeys would cost more."""

    steps: str
    count: str
    saving: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergerRow:
    """Steps that could be held together: who, when, what moves, who saves what, and what stands against it."""

    steps: str
    pairs: tuple[str, ...]
    when: str
    moves: tuple[str, ...]
    total: str
    savings: tuple[str, ...]
    days: tuple[str, ...]
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """Everything that the part shows; ``possible`` and ``refused`` are what the checker allows and what it does not."""

    shared: tuple[SharedRow, ...]
    possible: tuple[MergerRow, ...]
    refused: tuple[MergerRow, ...]


def merging_of(page: Page) -> Merging:
    """Return the part for the page's year."""
    plan = page.year.plan
    found = planner.mergers(plan) if page.year.mergers is None else page.year.mergers
    return Merging(
        shared=tuple(
            SharedRow(
                steps=_steps(page, one.activities), count=page.number(len(one.partnerships)),
                saving=page.money(sum(one.saving.values())),
            )
            for one in planner.shared(plan)
        ),
        possible=tuple(_row(page, one) for one in found if one.allowed),
        refused=tuple(_row(page, one) for one in found if not one.allowed),
    )  # fmt: skip


def _row(page: Page, one: planner.Merger) -> MergerRow:
    return MergerRow(
        steps=_steps(page, one.activities),
        pairs=tuple(page.pair(key) for key in one.partnerships),
        when=page.span(one.first, one.last),
        moves=tuple(_move(page, one, key) for key in one.moves),
        total=page.money(one.total),
        savings=tuple(_saving(page, payer, amount) for payer, amount in one.saving.items()),
        days=_days(page, one.days),
        against=_against(page, one),
    )


def _against(page: Page, one: planner.Merger) -> str:
    """Return what breaks first, without the ids of the partnerships, which stand beside it by name."""
    if not one.against:
        return ""
    told = one.against[0].sentence
    for key in one.partnerships:
        told = Text(en=told.en.replace(f"{key}/", ""), id=told.id.replace(f"{key}/", ""))
    return page.say(told)


def _steps(page: Page, activities: tuple[str, ...]) -> str:
    return " + ".join(page.names.activity(key) for key in activities)


def _move(page: Page, one: planner.Merger, key: str) -> str:
    """Return from which day a partnership's step moves, and how many others move along."""
    along = one.along.get(key, 0)
    word = "merge.moves_along" if along else "merge.moves"
    return page.words(word, pair=page.pair(key), day=page.short_day(one.moves[key]), along=page.number(along))


def _saving(page: Page, payer: str, amount: int) -> str:
    """Return what one payer saves, or pays more."""
    word = "merge.saves" if amount > 0 else "merge.pays"
    return page.words(word, who=page.names.payer(payer), amount=page.money(abs(amount)))


def _days(page: Page, days: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(
        page.words("merge.days", who=page.names.short(who), days=page.number(count))
        for who, count in days.items() if count > 0
    )  # fmt: skip
