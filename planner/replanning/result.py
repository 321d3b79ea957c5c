"""What a re-plan answers: the new plan, every move with its reason and rupiah, who is untouched, what is freed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.answer import Level, Reason, Status
from data.text import Language
from planner.plan import Plan, plain
from planner.replanning.layout import Layout
from planner.replanning.published import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One published event on other days.

    Parameters
    ----------
    event, partnership, activity
        As in the plan.
    was, now
        First and last day, published and new.
    near
        Whether it lay inside the notice period, so that it moved only because it could not stay.
    because
        Which rule its published days would break among the others' new days, or what happened.
    extra
        Payer key to rupiah more (below zero: less) for this event; payers without a difference are left out.
    """

    event: str
    partnership: str
    activity: str
    was: tuple[dt.date, dt.date]
    now: tuple[dt.date, dt.date]
    near: bool
    because: Reason
    extra: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """What a partnership that does not go on leaves.

    Parameters
    ----------
    events
        Ids of its events from today on.
    days
        Colleague's id to the working days that it gets back.
    rupiah
        Payer key to the rupiah that are not spent.
    spent
        Payer key to the rupiah of what took place before today, which stay spent.
    """

    partnership: str
    events: tuple[str, ...]
    days: Mapping[str, int]
    rupiah: Mapping[str, int]
    spent: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a plainer way would do: partnerships touched, events moved, and those that it cannot place."""

    touched: int
    moved: int
    unplaced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """A published year after something happened.

    Parameters
    ----------
    status
        ``OPTIMAL`` when every level is proved.
    levels
        ``kept``, ``joined``, ``notice``, ``touched``, ``moved``, ``price``, ``finished``, ``earliness``, in this order.
    plan
        The year as it is now; what has happened is in it as it was.
    moves
        Every published event that lies elsewhere, in order of time.
    touched, untouched
        Published partnerships of which something moved, and of which nothing did.
    causes
        Touched partnership to the rule that it would break on its published days.
    substitutes
        Event id to the colleagues who go instead, the day being the same.
    entered
        Partnerships that are new in the plan.
    freed
        What those leave that do not go on.
    anew, clerk
        The same year planned from nothing, and with everything that is hit pushed later.
    """

    status: Status
    levels: tuple[Level, ...]
    plan: Plan
    moves: tuple[Move, ...]
    touched: tuple[str, ...]
    untouched: tuple[str, ...]
    causes: Mapping[str, Reason]
    substitutes: Mapping[str, tuple[str, ...]]
    entered: tuple[str, ...]
    freed: tuple[Freed, ...]
    anew: Beside
    clerk: Beside
    published: Published = field(repr=False)
    layout: Layout = field(repr=False)

    def extra(self) -> dict[str, int]:
        """Return payer key to the rupiah more (below zero: less) of the whole year, differences only."""
        return differences(self.published_sums(), self.plan.ledger.by_payer())

    def published_sums(self) -> dict[str, int]:
        """Return payer key to the published rupiah; empty when only the calendar was published."""
        sums: dict[str, int] = {}
        for line in self.published.lines:
            sums[line.payer] = sums.get(line.payer, 0) + line.amount
        return sums

    def to_dict(self) -> dict[str, Any]:
        """Return the re-plan as values that ``json.dumps`` takes; dates as ISO text."""
        told = {
            "status": self.status.value, "levels": self.levels, "moves": self.moves, "touched": self.touched,
            "untouched": self.untouched, "causes": self.causes,
            "substitutes": self.substitutes, "entered": self.entered,
            "freed": self.freed, "extra": self.extra(), "anew": self.anew, "clerk": self.clerk,
        }  # fmt: skip
        return {key: plain(value) for key, value in told.items()}

    def say(self, language: Language = "en") -> str:
        """Return the levels and every move as a page of text."""
        lines = [f"{level.name.say(language)}: {level.value} ({level.bound})" for level in self.levels]
        for move in self.moves:
            name = self.plan.problem.book.activities[move.activity].name.say(language)
            lines.append(f"{move.event} {name}: {move.was[0]} -> {move.now[0]}. {move.because.sentence.say(language)}")
        return "\n".join(lines)

    def __str__(self) -> str:
        """Return ``say`` in English."""
        return self.say("en")


def differences(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Return what each key has more after than before, keys without a difference left out."""
    keys = sorted({*before, *after})
    found = {key: after.get(key, 0) - before.get(key, 0) for key in keys}
    return {key: amount for key, amount in found.items() if amount}
