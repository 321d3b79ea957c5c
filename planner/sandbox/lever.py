"""The one rule or ceiling that a sandbox moves, and the year as it would be then (4.2)."""

import dataclasses
import re
from collections.abc import Mapping
from types import MappingProxyType

from data.book import Book
from planner.errors import PlannerError, WrongValue
from planner.money.decisions import CEILINGS
from planner.problem import Problem

BUDGET = "budget"
WHOLE = 100
VALUE = re.compile(r"(\d+)(%?)")
# Longest number that is read: more rupiah than the country has.
MOST_DIGITS = 15


class UnknownLever(PlannerError, KeyError):
    """A sandbox was asked to move something that the year does not have."""

    def __init__(self, lever: str, known: tuple[str, ...]) -> None:
        """Keep the name and those that are known."""
        self.lever, self.known = lever, known
        super().__init__(lever)

    def __str__(self) -> str:
        """Return what was asked and what is known."""
        return f"nothing named {self.lever!r} can be moved here; known are {', '.join(self.known)}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a lever: so many per cent of what holds now, or a number of its own."""

    number: int
    is_percent: bool

    def __str__(self) -> str:
        """Return it as it is written: ``150%`` or ``20000000``."""
        return f"{self.number}%" if self.is_percent else str(self.number)

    def of(self, now: int) -> int:
        """Return the value in the lever's own unit, rounded down."""
        return now * self.number // WHOLE if self.is_percent else self.number


def value_of(text: str) -> Value:
    """Return a value as it is written.

    Raises
    ------
    WrongValue
        If it is no whole number of at least zero, with or without a per cent sign.
    """
    found = VALUE.fullmatch(text.strip().replace("_", ""))
    if found is None or len(found[1]) > MOST_DIGITS:
        raise WrongValue(what="value", value=text, expected="a whole number such as 20000000, or per cent such as 150%")
    return Value(number=int(found[1]), is_percent=bool(found[2]))


def levers(problem: Problem) -> Mapping[str, int | None]:
    """Return what can be moved, with its present value: None where only another number can be stated.

    Notes
    -----
    ``budget`` moves every head alike, so it has no value of its own and takes per cent only.
    """
    decision = problem.decision
    amounts = {**problem.budget, **(decision.amounts if decision else {})}
    names = lever_names(problem.book, tuple(problem.budget), decision.kind if decision else "")
    return {name: None if name == BUDGET else amounts.get(name) for name in names}


def lever_names(book: Book, heads: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """Return what can be moved: all heads at once, each head, and the amounts of a decision of ``kind`` (or none)."""
    row = book.subsidy_kinds.get(kind)
    return (BUDGET, *heads, *(row.needs if row else ()), *(CEILINGS if kind else ()))


def present(problem: Problem, lever: str) -> int:
    """Return what holds now: rupiah of a head, the sum of all heads, an amount of the decision; 0 if none is stated.

    Raises
    ------
    UnknownLever
        If the year has no such head and the decision no such amount.
    """
    known = levers(problem)
    if lever not in known:
        raise UnknownLever(lever, tuple(known))
    return sum(problem.budget.values()) if lever == BUDGET else known[lever] or 0


def changed(problem: Problem, lever: str, value: Value) -> Problem:
    """Return the year in which one lever has another value; everything else stays.

    Raises
    ------
    UnknownLever
        If there is nothing of that name to be moved.
    WrongValue
        If per cent are asked of what is not stated yet, or a number of all heads at once.
    """
    present(problem, lever)
    now = levers(problem)[lever]
    if now is None and (value.is_percent == (lever != BUDGET)):
        expected = (
            "per cent, since it moves every head" if lever == BUDGET else "a number: the decision states none yet"
        )
        raise WrongValue(what=lever, value=value, expected=expected)
    if lever == BUDGET or lever in problem.budget:
        heads = problem.budget if lever == BUDGET else (lever,)
        moved = {head: value.of(problem.budget[head]) for head in heads}
        return dataclasses.replace(problem, budget=MappingProxyType({**problem.budget, **moved}))
    if problem.decision is None:
        raise UnknownLever(lever, tuple(levers(problem)))
    amounts = {**problem.decision.amounts, lever: value.of(now or 0)}
    return dataclasses.replace(problem, decision=dataclasses.replace(problem.decision, amounts=amounts))
