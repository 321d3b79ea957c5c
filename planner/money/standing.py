"""Planned, committed, spent, left: what was really promised and paid beside what the plan says (4.1, 4.2)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from data.answer import Reason
from data.text import Text
from planner.money.currency import Foreign, Rate
from planner.money.kinds import Line, whole_rupiah
from planner.money.ledger import VIEWS, Ledger
from planner.money.rupiah import rupiah

RULE = "posting"
State = Literal["committed", "spent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One sum that was promised or paid for a cost line.

    Parameters
    ----------
    line
        Id of the cost line.
    state
        ``committed`` (a contract, an order, a signed agreement) or ``spent`` (paid).
    amount
        Whole units of the book's currency; 0 for foreign money until it is exchanged.
    on
        Day of the paper.
    paper
        Its number, so that anybody can find it.
    foreign, rate
        What was paid in another currency, and the rate that made ``amount`` of it; None for the book's own.
    """

    line: str
    state: State
    amount: int
    on: dt.date
    paper: str = ""
    foreign: Foreign | None = None
    rate: Rate | None = None

    def __post_init__(self) -> None:
        """Refuse money that is no whole rupiah."""
        whole_rupiah(f"posting on {self.line}", self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one group of lines stands, rupiah; what was paid counts as committed too."""

    planned: int
    committed: int
    spent: int

    @property
    def left(self) -> int:
        """Rupiah planned and not yet committed; below zero: more was committed than planned."""
        return self.planned - self.committed


def standings(ledger: Ledger, postings: Iterable[Posting], *, by: str) -> Mapping[str, Standing]:
    """Return how every group stands; the groups of any view add up to the same sums.

    Parameters
    ----------
    postings
        Those on lines that the ledger does not have are left out; ``oddities`` names them.
    by
        ``payer``, ``role``, ``head``, ``partnership``, ``month`` (in which the line falls due), ``kind`` or ``rule``.

    Raises
    ------
    KeyError
        If there is no such view.
    """
    view, sums = VIEWS[by], _by_line(postings)
    found: dict[str, list[int]] = {}
    for line in ledger.lines:
        committed, spent = sums.get(line.id, (0, 0))
        group = found.setdefault(view(line), [0, 0, 0])
        for place, amount in enumerate((line.amount, max(committed, spent), spent)):
            group[place] += amount
    return {
        key: Standing(planned=planned, committed=committed, spent=spent)
        for key, (planned, committed, spent) in sorted(found.items())
    }


def oddities(
    ledger: Ledger, postings: Iterable[Posting], *, today: dt.date, unit: str = "IDR"
) -> tuple[Reason, ...]:  # fmt: skip
    """Return what is odd about the postings: unknown lines, days to come, more than planned.

    ``unit`` is the book's currency, in which the sums are said.
    """
    every = tuple(postings)
    lines = {line.id: line for line in ledger.lines}
    return (*_unknown(every, lines, today=today), *_dearer(every, lines, unit=unit))


def _by_line(postings: Iterable[Posting]) -> dict[str, tuple[int, int]]:
    sums: dict[str, tuple[int, int]] = {}
    for one in postings:
        committed, spent = sums.get(one.line, (0, 0))
        is_paid = one.state == "spent"
        sums[one.line] = (committed, spent + one.amount) if is_paid else (committed + one.amount, spent)
    return sums


def _unknown(postings: tuple[Posting, ...], lines: Mapping[str, Line], *, today: dt.date) -> Iterator[Reason]:
    for one in postings:
        if one.line not in lines:
            yield _reason(
                one.line, f"{one.paper or one.line}: the plan has no cost line {one.line}",
                f"{one.paper or one.line}: rencana tidak memiliki baris biaya {one.line}",
                Text(en="Take the id from the sheet of cost lines.", id="Ambil id dari lembar baris biaya."),
            )  # fmt: skip
        if one.on > today:
            yield _reason(
                one.line, f"{one.paper or one.line} is dated {one.on}, after {today}",
                f"{one.paper or one.line} bertanggal {one.on}, sesudah {today}",
                Text(en="Post it when it has happened.", id="Catat setelah terjadi."),
            )  # fmt: skip


def _dearer(postings: tuple[Posting, ...], lines: Mapping[str, Line], *, unit: str) -> Iterator[Reason]:
    for key, (committed, spent) in _by_line(postings).items():
        if key in lines and max(committed, spent) > lines[key].amount:
            over = max(committed, spent) - lines[key].amount
            yield _reason(
                key, f"{key} is committed {rupiah(over, unit).en} above the plan",
                f"{key} diikat {rupiah(over, unit).id} di atas rencana",
                Text(en="Plan the line anew, or find who bears the rest.",
                     id="Rencanakan ulang barisnya, atau tentukan penanggung selisihnya."),
            )  # fmt: skip


def _reason(who: str, en: str, id: str, remedy: Text) -> Reason:
    return Reason(rule=RULE, section="4.2", who=who, sentence=Text(en=f"{en}.", id=f"{id}."), remedy=remedy)
