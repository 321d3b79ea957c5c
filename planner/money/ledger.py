"""All cost lines of a year and their sums, every view adding up to the same total; serves 4.1 and 4.2."""

import collections
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from data.book import Book
from data.rows import TravelPolicy
from data.text import Language
from planner.money.kinds import Line, role_of
from planner.money.payers import assign, charges_of


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSum:
    """One budget head of 4.2: rupiah decided, rupiah planned, rupiah left (below zero: overspent)."""

    head: str
    decided: int
    planned: int

    @property
    def left(self) -> int:
        """Rupiah still free under this head."""
        return self.decided - self.planned


@dataclass(frozen=True, slots=True)
class Ledger:
    """Cost lines and their sums.

    Parameters
    ----------
    lines
        Every line of the year, each with one payer.

    Notes
    -----
    Whatever the view, its sums add up to ``total``: each line falls into exactly one group.
    """

    lines: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        """Rupiah of all lines together."""
        return sum(line.amount for line in self.lines)

    def by_payer(self) -> dict[str, int]:
        """Return rupiah per payer key, in alphabetical order."""
        return self._sums(lambda line: line.payer)

    def by_role(self) -> dict[str, int]:
        """Return rupiah per role: facilitator, mentee, mentor."""
        return self._sums(lambda line: role_of(line.payer))

    def by_head(self) -> dict[str, int]:
        """Return rupiah per budget head; the key ``""`` holds what mentors and mentees pay themselves."""
        return self._sums(lambda line: line.head)

    def by_partnership(self) -> dict[str, int]:
        """Return rupiah per partnership; the key ``""`` holds the programme's own events."""
        return self._sums(lambda line: line.partnership)

    def by_month(self) -> dict[str, int]:
        """Return rupiah per calendar month, keys such as ``2027-03``."""
        return self._sums(lambda line: f"{line.on:%Y-%m}")

    def by_kind(self) -> dict[str, int]:
        """Return rupiah per cost kind."""
        return self._sums(lambda line: line.kind)

    def by_rule(self) -> dict[str, int]:
        """Return rupiah per cost rule or travel policy."""
        return self._sums(lambda line: line.rule)

    def by(self, first: str, second: str) -> dict[tuple[str, str], int]:
        """Return rupiah per pair of views, for example ``by("payer", "month")``.

        Parameters
        ----------
        first, second
            Each one of ``payer role head partnership month kind rule``.

        Raises
        ------
        KeyError
            If there is no such view.
        """
        left, right = VIEWS[first], VIEWS[second]
        sums: collections.Counter[tuple[str, str]] = collections.Counter()
        for line in self.lines:
            sums[left(line), right(line)] += line.amount
        return dict(sorted(sums.items()))

    def of(self, partnership: str) -> "Ledger":
        """Return the ledger of one partnership; ``""`` is the programme's own."""
        return Ledger(tuple(line for line in self.lines if line.partnership == partnership))

    def in_year(self, year: int) -> "Ledger":
        """Return the ledger of what falls due in ``year``; the rest is another year's money (2.6)."""
        return Ledger(tuple(line for line in self.lines if line.on.year == year))

    def after_year(self, year: int) -> "Ledger":
        """Return the ledger of what falls due after ``year``: the carry-over."""
        return Ledger(tuple(line for line in self.lines if line.on.year > year))

    def heads(self, budget: Mapping[str, int]) -> tuple[HeadSum, ...]:
        """Return decided against planned for every head of ``budget`` and every head that is used."""
        planned = self.by_head()
        planned.pop("", None)
        order = [*budget, *sorted(set(planned) - set(budget))]
        return tuple(HeadSum(head=head, decided=budget.get(head, 0), planned=planned.get(head, 0)) for head in order)

    def under(self, policy: TravelPolicy, book: Book) -> "Ledger":
        """Return the same costs as ``policy`` would have them paid, before any subsidy."""
        return Ledger(tuple(line for charge in charges_of(self.lines) for line in assign(charge, policy, book=book)))

    def under_each(self, book: Book) -> dict[str, dict[str, int]]:
        """Return rupiah per payer key under every travel policy of the book, before any subsidy.

        Returns
        -------
        dict
            Policy id to payer key to rupiah, every payer in every policy; the sums of all policies are equal.
        """
        found = {key: self.under(policy, book).by_payer() for key, policy in book.travel_policies.items()}
        payers = sorted({payer for paid in found.values() for payer in paid})
        return {key: {payer: paid.get(payer, 0) for payer in payers} for key, paid in found.items()}

    def to_frame(self, language: Language = "en") -> pd.DataFrame:
        """Return one row per line.

        Returns
        -------
        pandas.DataFrame
            Shape (n_lines, n_fields + 2): the fields of ``Line`` with ``text`` in ``language``,
            then ``role`` and ``month``; ``amount`` and ``distance_km`` are int64.
        """
        names = [item.name for item in fields(Line)]
        rows = [
            [line.text.say(language) if name == "text" else getattr(line, name) for name in names]
            + [role_of(line.payer), f"{line.on:%Y-%m}"]
            for line in self.lines
        ]
        frame = pd.DataFrame(rows, columns=[*names, "role", "month"])
        return frame.astype({"amount": "int64", "distance_km": "int64", "estimated": "bool"})

    def _sums(self, group: Callable[[Line], str]) -> dict[str, int]:
        sums: collections.Counter[str] = collections.Counter()
        for line in self.lines:
            sums[group(line)] += line.amount
        return dict(sorted(sums.items()))


VIEWS: dict[str, Callable[[Line], str]] = {
    "payer": lambda line: line.payer,
    "role": lambda line: role_of(line.payer),
    "head": lambda line: line.head,
    "partnership": lambda line: line.partnership,
    "month": lambda line: f"{line.on:%Y-%m}",
    "kind": lambda line: line.kind,
    "rule": lambda line: line.rule,
}
