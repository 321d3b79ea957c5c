"""The travel policy in its four settings, side by side over the same costs (tension 1: 3.1.1-A3 against 4.1.1)."""

from collections.abc import Iterable, Mapping

from data.book import Book
from data.errors import UnknownRow
from data.rows import TravelPolicy
from planner.costs.charges import charges
from planner.money.ledger import Ledger
from planner.money.payers import assign
from planner.problem import Problem
from planner.result import Event

TABLE = "travel_policy"


def policy_of(book: Book, policy: str = "") -> TravelPolicy:
    """Return a travel policy by id; for an empty id the book's default, which is 4.1 as written.

    Raises
    ------
    UnknownRow
        If the book has no such policy, or no default.
    """
    for row in book.travel_policies.values():
        if row.id == policy or (row.default and not policy):
            return row
    raise UnknownRow(TABLE, policy or "default", tuple(book.travel_policies))


def under_each_policy(problem: Problem, events: Iterable[Event]) -> Mapping[str, Mapping[str, int]]:
    """Return rupiah per payer under every travel policy of the book, before any subsidy.

    Returns
    -------
    Mapping
        Policy id to payer key to rupiah; the sums of all policies are equal.
    """
    found, default = charges(problem, events), policy_of(problem.book)
    lines = tuple(line for charge in found for line in assign(charge, default, book=problem.book))
    return Ledger(lines).under_each(problem.book)
