"""Recount a joint plan without its model: groups, places, heads, and the two sums of points (2.6, 4.2)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from data.answer import Violation
from data.text import Text
from planner.joint.candidates import Candidates
from planner.result import Event


def verify_joint(
    candidates: Candidates, events: Iterable[Event], *, spent: Mapping[str, int], in_year: int, entered: int
) -> tuple[Violation, ...]:
    """Return every broken rule of a choice, and every sum that is not what its events say.

    Parameters
    ----------
    spent
        Rupiah by budget head of the plan's ledger, which ``planner.costs.verify`` recounts, without the workshops of
        later years.
    in_year, entered
        Points that the answer claims: of those that end in the budget year, and of all that enter.
    """
    ends = _planned(events)
    return (*_groups(candidates, ends), *_places(candidates, ends), *_heads(candidates, spent),
            *_sums(candidates, ends, in_year=in_year, entered=entered))  # fmt: skip


def _planned(events: Iterable[Event]) -> dict[str, dt.date]:
    ends: dict[str, dt.date] = {}
    for event in events:
        if event.partnership:
            ends[event.partnership] = max(event.last, ends.get(event.partnership, event.last))
    return ends


def _groups(candidates: Candidates, ends: Mapping[str, dt.date]) -> Iterator[Violation]:
    seen: dict[str, str] = {}
    for key in ends:
        group = candidates.groups.get(key, key)
        if group in seen:
            yield _broken("group", key, f"{seen[group]} and {key} exclude each other",
                          f"{seen[group]} dan {key} saling meniadakan")  # fmt: skip
        seen[group] = key


def _places(candidates: Candidates, ends: Mapping[str, dt.date]) -> Iterator[Violation]:
    for mentor, places in candidates.places.items():
        taken = sum(candidates.problem.partnerships[key].mentor == mentor for key in ends)
        if taken > places:
            yield _broken("mentor_places", mentor, f"it teaches {taken}, of at most {places}",
                          f"membimbing {taken}, paling banyak {places}")  # fmt: skip


def _heads(candidates: Candidates, spent: Mapping[str, int]) -> Iterator[Violation]:
    """Yield heads that cannot carry what is spent under them, this year and the next together (decision 0005)."""
    for head, amount in spent.items():
        left = candidates.problem.budget.get(head, 0)
        if head and amount > left:
            yield _broken("budget_head", head, f"it is asked for {amount}, of {left}",
                          f"diminta {amount}, tersedia {left}")  # fmt: skip


def _sums(candidates: Candidates, ends: Mapping[str, dt.date], *, in_year: int, entered: int) -> Iterator[Violation]:
    problem = candidates.problem
    timely = [
        key for key, end in ends.items() if end.year <= problem.year or not problem.book.programme.budget_year_binds
    ]
    for name, claimed, keys in (("worth_in_year", in_year, timely), ("worth_entered", entered, list(ends))):
        counted = sum(problem.partnerships[key].worth for key in keys)
        if counted != claimed:
            yield _broken(name, name, f"{claimed} points are claimed, {counted} counted",
                          f"disebut {claimed} poin, terhitung {counted}")  # fmt: skip


def _broken(rule: str, who: str, en: str, idn: str) -> Violation:
    return Violation(rule=rule, who=who, sentence=Text(en=f"{en}.", id=f"{idn}."))
