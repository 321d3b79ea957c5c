"""Two calendars of one year side by side: what lies elsewhere, what only one has, whose money differs (2.7, 4.1)."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planner.replanning.published import Paid, Published
from planner.replanning.result import differences
from planner.result import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """One event on other days: first and last day in the first calendar and in the second."""

    event: str
    partnership: str
    activity: str
    was: tuple[dt.date, dt.date]
    now: tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The second calendar against the first.

    Parameters
    ----------
    moved
        Events that both have, on other days, in order of the first calendar's days.
    gone, new
        Events that only the first has, and that only the second has, in order of time.
    left, entered
        Partnerships that only the first dates, and that only the second dates.
    payers, heads, partnerships, months
        Key to rupiah more (below zero: less) in the second; keys without a difference are left out.  ``heads`` and
        ``partnerships`` have the key ``""`` for lines without one, months are written ``2027-03``.
    """

    moved: tuple[Elsewhere, ...]
    gone: tuple[Event, ...]
    new: tuple[Event, ...]
    left: tuple[str, ...]
    entered: tuple[str, ...]
    payers: Mapping[str, int]
    heads: Mapping[str, int]
    partnerships: Mapping[str, int]
    months: Mapping[str, int]

    @property
    def total(self) -> int:
        """Rupiah that the second costs more, all payers together."""
        return sum(self.payers.values())

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.moved or self.gone or self.new or self.payers or self.heads or self.months)


def compare(first: Published, second: Published) -> Comparison:
    """Return what the second calendar has otherwise than the first; events are told apart by their ids."""
    here, there = first.by_id, second.by_id
    dated = [{event.partnership for event in each.events if event.partnership} for each in (first, second)]
    moved = tuple(
        Elsewhere(
            event=key, partnership=was.partnership, activity=was.activity, was=(was.first, was.last),
            now=(there[key].first, there[key].last),
        )
        for key, was in here.items()
        if key in there and (was.first, was.last) != (there[key].first, there[key].last)
    )  # fmt: skip

    def sums(key: Callable[[Paid], str]) -> dict[str, int]:
        return differences(_sums(first.lines, key), _sums(second.lines, key))

    return Comparison(
        moved=tuple(sorted(moved, key=lambda one: (one.was, one.event))),
        gone=_in_time(event for key, event in here.items() if key not in there),
        new=_in_time(event for key, event in there.items() if key not in here),
        left=tuple(sorted(dated[0] - dated[1])),
        entered=tuple(sorted(dated[1] - dated[0])),
        payers=sums(lambda line: line.payer),
        heads=sums(lambda line: line.head),
        partnerships=sums(lambda line: line.partnership),
        months=sums(lambda line: f"{line.on:%Y-%m}"),
    )


def _in_time(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.first, event.id)))


def _sums(lines: Iterable[Paid], key: Callable[[Paid], str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in lines:
        found[key(line)] += line.amount
    return found
