"""A planned programme year: what is where, what falls due, who pays, and why each no is a no."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import pandas as pd

from data.answer import Level, Reason, Status, Violation
from data.text import Language
from data.workdays import Quiet
from planner.costs.verify import verify_money
from planner.money.kinds import Allocation
from planner.money.ledger import Ledger
from planner.problem import Problem
from planner.refusals.refusal import Refusal
from planner.result import Baseline, Chained, Due, Event, Traveller
from planner.verify import verify

FRAME = (
    "id", "partnership", "activity", "occurrence", "first", "last", "depart", "back", "place",
    "parties", "facilitators", "trip", "section",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A planned programme year.

    Parameters
    ----------
    status
        ``OPTIMAL`` when every level is proved.
    levels
        ``funded``, ``placed``, ``finished``, ``earliness``, in this order of importance.
    carried
        Partnerships that end after the budget year, and whose money pays the rest.
    unplaced
        Partnerships without a place in the plan, and why; also those that the budget cannot carry.
    refusals
        Of those without a day: the smallest set of rules that leaves none, and the cheapest repairs.
    latest_agreement
        Calendar months of the pilot to the last day of agreement from which the year still suffices.
    notes
        What else a reader has to know, for example that no subsidy decision was given.
    """

    status: Status
    levels: tuple[Level, ...]
    events: tuple[Event, ...]
    carried: Mapping[str, Reason]
    unplaced: Mapping[str, tuple[Reason, ...]]
    latest_agreement: Mapping[int, dt.date]
    dues: tuple[Due, ...]
    chains: Mapping[str, tuple[Chained, ...]]
    ledger: Ledger
    allocations: tuple[Allocation, ...]
    notes: tuple[Reason, ...]
    quiet: tuple[Quiet, ...]
    baseline: Baseline | None
    seed: int
    problem: Problem = field(repr=False)
    refusals: Mapping[str, Refusal] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the problem that was planned."""
        return self.problem.fingerprint

    def visits(self, partnership: str) -> tuple[Event, ...]:
        """Return the events of one partnership at which people meet, in order of time."""
        return tuple(event for event in self.events if event.partnership == partnership and event.parties)

    def reports(self, partnership: str) -> tuple[Due, ...]:
        """Return the papers of one partnership in order of the day on which they are due."""
        return tuple(due for due in self.dues if due.partnership == partnership)

    def chain(self, partnership: str) -> tuple[Chained, ...]:
        """Return the events of one partnership with their float; the critical ones set its end."""
        return self.chains.get(partnership, ())

    def verify(self) -> tuple[Violation, ...]:
        """Return every broken rule of the calendar and of the money, recounted without the solver."""
        return (
            *verify(self.problem, self.events, carried=self.carried, dues=self.dues),
            *verify_money(
                self.problem, self.events, self.ledger, self.allocations, declared=self.problem.declared,
                carried=self.carried,
            ),
        )  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """Return one row per event.

        Returns
        -------
        pandas.DataFrame
            Shape (n_events, 13): the columns of ``FRAME``; ``first`` to ``back`` are ``datetime.date``,
            ``parties`` and ``facilitators`` ids parted by a space, ``section`` the guideline's.
        """
        rows = [
            (
                event.id, event.partnership, event.activity, event.occurrence, event.first, event.last, event.depart,
                event.back, event.place, " ".join(event.parties), " ".join(event.facilitators), event.trip,
                self.problem.book.activities[event.activity].section,
            )
            for event in self.events
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(FRAME))

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as values that ``json.dumps`` takes; dates as ISO text."""
        told = {
            "status": self.status.value, "seed": self.seed, "fingerprint": self.fingerprint,
            "year": self.problem.year, "levels": self.levels, "events": self.events, "dues": self.dues,
            "carried": self.carried, "unplaced": self.unplaced, "refusals": self.refusals,
            "chains": self.chains, "notes": self.notes,
            "latest_agreement": {str(key): day for key, day in self.latest_agreement.items()},
            "allocations": self.allocations, "lines": self.ledger.lines,
            "quiet": [
                {"first": quiet.first, "last": quiet.last, "window": quiet.window.id, "estimated": quiet.estimated}
                for quiet in self.quiet
            ],
            "baseline": None if self.baseline is None else self.baseline.levels,
        }  # fmt: skip
        return {key: plain(value) for key, value in told.items()}

    def say(self, language: Language = "en") -> str:
        """Return the plan as a page of text."""
        book = self.problem.book
        lines = [f"{self.problem.year}: {self.status.value}"]
        lines += [f"  {level.name.say(language)}: {level.value} ({level.bound})" for level in self.levels]
        for key in ("", *self.problem.partnerships):
            mine = [event for event in self.events if event.partnership == key]
            if mine:
                lines.append(key or book.programme.name.say(language))
            lines += [f"  {_days(event)}  {book.activities[event.activity].name.say(language)}" for event in mine]
        for key, reason in self.carried.items():
            lines.append(f"{key}: {reason.sentence.say(language)}")
        for key, reasons in self.unplaced.items():
            lines += [f"{key}: {reason.sentence.say(language)} {reason.remedy.say(language)}" for reason in reasons]
        return "\n".join(lines)

    def __str__(self) -> str:
        """Return ``say`` in English."""
        return self.say("en")


def _days(event: Event) -> str:
    return f"{event.first}" if event.first == event.last else f"{event.first} - {event.last}"


def plain(value: object) -> Any:
    """Return ``value`` with records as dicts, sequences as lists and dates as ISO text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Traveller):
        return value._asdict()
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    return value
