"""What a subsidy comes to once the bills are in: the decision applied to what was really spent (4.2.3)."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from data.answer import Reason
from data.book import Book
from data.text import Text
from planner.money.kinds import Allocation, Decision, Line, Member
from planner.money.ledger import Ledger
from planner.money.rupiah import rupiah
from planner.money.standing import RULE, Posting
from planner.money.subsidy import SUBSIDY_PART, allocate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One allocation beside what the decision gives by the money spent; never more than was allocated.

    Parameters
    ----------
    allocated, settled
        Rupiah by the plan, and by the bills; lines without a bill count as planned.
    """

    partnership: str
    role: str
    party: str
    allocated: int
    settled: int

    @property
    def kept(self) -> int:
        """Rupiah that stay in the head, to be kept back from the last instalment."""
        return self.allocated - self.settled


def settle(
    ledger: Ledger, allocations: Iterable[Allocation], postings: Iterable[Posting], *, decision: Decision,
    budget: Mapping[str, int], book: Book, year: int, members: Mapping[str, Member],
) -> tuple[Settled, ...]:  # fmt: skip
    """Return every allocation settled by the bills, in the order of the allocations.

    Parameters
    ----------
    ledger, allocations
        Of the plan, after its subsidies.
    postings
        Those that were ``spent``; a bill of a subsidised line may name either of its parts.

    Notes
    -----
    A dearer bill raises no subsidy: the allocation is the ceiling, since the head was planned with it.
    """
    spent: dict[str, int] = {}
    for one in postings:
        if one.state == "spent":
            key = one.line.removesuffix(SUBSIDY_PART)
            spent[key] = spent.get(key, 0) + one.amount
    lines = tuple(
        dataclasses.replace(line, amount=spent.get(line.id, line.amount)) for line in _whole(ledger.lines)
    )  # fmt: skip
    _, again, _ = allocate(lines, decision=decision, budget=budget, book=book, year=year, members=members)
    due = {(one.partnership, one.role, one.party): one.amount for one in again}
    return tuple(
        Settled(
            partnership=one.partnership, role=one.role, party=one.party, allocated=one.amount,
            settled=min(one.amount, due.get((one.partnership, one.role, one.party), 0)),
        )
        for one in allocations
    )  # fmt: skip


def savings(settled: Iterable[Settled], book: Book) -> tuple[Reason, ...]:
    """Return for each party that spent less than planned how much of its subsidy is kept back."""
    section, unit = book.rules[RULE].section if RULE in book.rules else "", book.programme.currency
    return tuple(
        Reason(
            rule=RULE, section=section, who=one.partnership,
            sentence=Text(
                en=f"By what was spent, {one.party} is due {rupiah(one.settled, unit).en} "
                   f"of {rupiah(one.allocated, unit).en}.",
                id=f"Menurut realisasi, hak {one.party} adalah {rupiah(one.settled, unit).id} dari "
                   f"{rupiah(one.allocated, unit).id}.",
            ),
            remedy=Text(
                en=f"Keep {rupiah(one.kept, unit).en} back from its last instalment.",
                id=f"Potong {rupiah(one.kept, unit).id} dari termin terakhirnya.",
            ),
        )
        for one in settled if one.kept
    )  # fmt: skip


def _whole(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines as they were before any subsidy split them."""
    found: dict[str, Line] = {}
    for line in lines:
        key = line.id.removesuffix(SUBSIDY_PART)
        payer = line.relieves or line.payer
        before = found[key].amount if key in found else 0
        found[key] = dataclasses.replace(
            line, id=key, payer=payer, amount=before + line.amount, relieves="", head="" if line.relieves else line.head
        )  # fmt: skip
    yield from found.values()
