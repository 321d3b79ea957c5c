"""What supporting partners give, in money or in kind, on which conditions, and whether it leaves others alone (4.3)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.answer import Reason
from data.book import Book
from data.text import Text
from planner.money.currency import Foreign, Rate
from planner.money.kinds import whole_rupiah

RULE = "partner_interference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """One offer of one supporting partner.

    Parameters
    ----------
    partner
        Its name.
    kind
        A ``partner_help`` of the book.
    amount
        Whole units of the book's currency; 0 for help in kind, and for foreign money until it is exchanged.
    foreign, rate
        What was given in another currency, and the rate that made ``amount`` of it; None for the book's own.
    goods
        What is given in kind; empty for money.
    head
        Budget head that the money or the goods relieve; empty where none does.
    partnership
        Partnership that it is for; empty for the whole programme.
    condition
        What the partner asks for in return, in its own words; empty for nothing.
    on
        Day from which it can be used; None when it is not known.
    is_exclusive
        Whether it asks that no other partner takes part.
    asks_purchase
        Whether it asks that its own goods or services are bought.
    """

    partner: str
    kind: str
    amount: int = 0
    goods: str = ""
    head: str = ""
    partnership: str = ""
    condition: str = ""
    on: dt.date | None = None
    is_exclusive: bool = False
    asks_purchase: bool = False
    foreign: Foreign | None = None
    rate: Rate | None = None

    def __post_init__(self) -> None:
        """Refuse money that is no whole rupiah, and help that consists of nothing."""
        whole_rupiah(f"help of {self.partner}", self.amount)
        if not self.amount and self.foreign is None and not self.goods.strip():
            msg = f"help of {self.partner} is neither money nor goods; state one of them"
            raise ValueError(msg)


def accepted(helps: Iterable[Help], book: Book) -> tuple[Help, ...]:
    """Return the help that can be taken: of a kind that the book knows, and without interference (4.3)."""
    every = tuple(helps)
    refused = {place for place, _ in _faults(every, book)}
    return tuple(one for place, one in enumerate(every) if place not in refused)


def interferences(helps: Iterable[Help], book: Book) -> tuple[Reason, ...]:
    """Return why some help cannot be taken as offered, in the order of the offers."""
    return tuple(reason for _, reason in sorted(_faults(tuple(helps), book), key=lambda one: one[0]))


def relieved(helps: Iterable[Help], book: Book) -> Mapping[str, int]:
    """Return units of the book's currency per budget head that accepted money adds; goods add nothing to a head."""
    sums: dict[str, int] = {}
    for one in accepted(helps, book):
        if one.head and one.amount:
            sums[one.head] = sums.get(one.head, 0) + one.amount
    return sums


def _faults(helps: Sequence[Help], book: Book) -> Iterator[tuple[int, Reason]]:
    for place, one in enumerate(helps):
        if one.kind not in book.partner_helps:
            known = ", ".join(book.partner_helps)
            yield place, _reason(
                one, book, f"{one.partner} offers '{one.kind}', which 4.3 does not know",
                f"{one.partner} menawarkan '{one.kind}', yang tidak dikenal 4.3",
                Text(en=f"Choose one of {known}.", id=f"Pilih salah satu dari {known}."),
            )  # fmt: skip
        if one.asks_purchase:
            yield place, _reason(
                one, book, f"{one.partner} ties its help to a purchase, against the principle of no profit",
                f"{one.partner} mengaitkan bantuannya dengan pembelian, bertentangan dengan prinsip nirlaba",
                Text(en="Take it without that condition.", id="Terima tanpa syarat itu."),
            )  # fmt: skip
        others = sorted({other.partner for other in helps if _is_beside(one, other)})
        if one.is_exclusive and others:
            yield place, _reason(
                one, book, f"{one.partner} asks that no other partner takes part; {', '.join(others)} would have to go",
                f"{one.partner} meminta tidak ada mitra lain; {', '.join(others)} harus keluar",
                Text(en="Take it without that condition, or for a partnership of its own.",
                     id="Terima tanpa syarat itu, atau untuk kemitraan tersendiri."),
            )  # fmt: skip


def _is_beside(one: Help, other: Help) -> bool:
    """Whether two offers of different partners meet: in one partnership, or one of them in the whole programme."""
    same = one.partnership == other.partnership or "" in {one.partnership, other.partnership}
    return same and one.partner != other.partner


def _reason(one: Help, book: Book, en: str, id: str, remedy: Text) -> Reason:
    section = book.rules[RULE].section if RULE in book.rules else "4.3"
    return Reason(
        rule=RULE, section=section, who=one.partnership, sentence=Text(en=f"{en}.", id=f"{id}."), remedy=remedy
    )
