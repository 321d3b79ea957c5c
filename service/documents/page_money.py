"""The part of the page on money: every view of the ledger, each adding up to the same total (4.1, 4.2)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from service.documents.page import Page

ROLES = ("mentor", "mentee", "facilitator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One group of the ledger; ``share`` is its part of the largest group in per cent, as text."""

    name: str
    amount: int
    share: str = "0%"
    relieved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadRow:
    """One budget head: decided, planned, left, and the share used in per cent as text, at most all of it."""

    name: str
    decided: int
    planned: int
    left: int
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRow:
    """One travel policy: what each role would pay under it."""

    name: str
    amounts: tuple[int, ...]
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyRow:
    """One allocation of the board's subsidy."""

    pair: str
    receiver: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Everything that the page says on money.

    ``each`` holds for every payer what it would pay under each policy, in the order of ``policies``.
    """

    total: int
    heads: tuple[HeadRow, ...]
    decided: int
    planned: int
    later: int
    payers: tuple[Sum, ...]
    partnerships: tuple[Sum, ...]
    months: tuple[Sum, ...]
    policies: tuple[PolicyRow, ...]
    each: tuple[tuple[str, tuple[int, ...]], ...]
    subsidies: tuple[SubsidyRow, ...]

    @property
    def left(self) -> int:
        """What the facilitator has left of the budget year's money."""
        return self.decided - self.planned


def money_of(page: Page) -> Money:
    """Return the money of the page's year."""
    plan, intake = page.year.plan, page.year.intake
    heads = plan.ledger.in_year(intake.year).heads(intake.budget)
    return Money(
        total=plan.ledger.total,
        heads=tuple(
            HeadRow(
                name=page.names.head(each.head), decided=each.decided, planned=each.planned, left=each.left,
                used=_share(each.planned, each.decided),
            )
            for each in heads
        ),
        decided=sum(each.decided for each in heads),
        planned=sum(each.planned for each in heads),
        later=sum(line.amount for line in plan.ledger.after_year(intake.year).lines if line.head),
        payers=_payers(page),
        partnerships=_sums((page.pair(key), amount) for key, amount in _partnerships(page).items()),
        months=_sums(
            (page.month(dt.date.fromisoformat(f"{key}-01")), amount) for key, amount in plan.ledger.by_month().items()
        ),
        policies=_policies(page),
        each=_each(page),
        subsidies=tuple(
            SubsidyRow(
                pair=page.pair(each.partnership),
                receiver=page.names.payer(f"{each.role}:{each.party}"),
                amount=each.amount,
            )
            for each in plan.allocations
        ),
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    """Return ``part`` in whole per cent of ``whole``, at most 100."""
    return f"{min(part * 100 // whole, 100) if whole > 0 else (100 if part > 0 else 0)}%"


def _sums(amounts: Iterable[tuple[str, int]]) -> tuple[Sum, ...]:
    """Return one row a group; groups of the same name stay apart, so that no rupiah is lost."""
    rows = tuple(amounts)
    largest = max((amount for _, amount in rows), default=0)
    return tuple(Sum(name=name, amount=amount, share=_share(amount, largest)) for name, amount in rows)


def _partnerships(page: Page) -> dict[str, int]:
    """Return what each partnership costs, in the order of the letters, the programme's own costs last."""
    found = page.year.plan.ledger.by_partnership()
    order = [key for key in page.year.letters if key in found] + [key for key in ("",) if key in found]
    return {key: found[key] for key in (*order, *sorted(found.keys() - set(order)))}


def _payers(page: Page) -> tuple[Sum, ...]:
    ledger = page.year.plan.ledger
    paid = ledger.by_payer()
    relieved: dict[str, int] = {}
    for line in ledger.lines:
        if line.relieves:
            relieved[line.relieves] = relieved.get(line.relieves, 0) + line.amount
    order = sorted(paid.keys() | relieved.keys(), key=lambda key: (_role(key), -paid.get(key, 0), key))
    largest = max(paid.values(), default=0)
    return tuple(
        Sum(
            name=page.names.payer(key), amount=paid.get(key, 0), share=_share(paid.get(key, 0), largest),
            relieved=relieved.get(key, 0),
        )
        for key in order
    )  # fmt: skip


def _role(payer: str) -> int:
    return ROLES.index(payer.partition(":")[0])


def _policies(page: Page) -> tuple[PolicyRow, ...]:
    ledger, book, chosen = page.year.plan.ledger, page.year.book, page.year.intake.travel_policy
    rows = []
    for key, policy in book.travel_policies.items():
        by_role = ledger.under(policy, book).by_role()
        rows.append(
            PolicyRow(
                name=page.say(policy.name),
                amounts=tuple(by_role.get(role, 0) for role in ROLES),
                in_force=key == chosen or (not chosen and policy.default),
            )
        )
    return tuple(rows)


def _each(page: Page) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return every payer with what it would pay under each policy, as many first as pay most today."""
    found = page.year.plan.ledger.under_each(page.year.book)
    first = next(iter(found.values()), {})
    order = sorted(first, key=lambda key: (_role(key), -first[key], key))
    return tuple((page.names.payer(key), tuple(paid[key] for paid in found.values())) for key in order)
