"""A joint plan: who enters and when, what the sequential way would have given, and who waits for what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from data.answer import Level, Status, Violation
from data.text import Text
from planner.joint.candidates import Candidates
from planner.joint.choice import Limit, Pick
from planner.joint.verify import verify_joint
from planner.joint.waiting import Waiting
from planner.money.ledger import Ledger
from planner.plan import Plan, plain

NAMES = {
    "worth_in_year": Text(en="worth of those that end in the budget year",
                          id="nilai kemitraan yang selesai dalam tahun anggaran"),
    "worth_entered": Text(en="worth of all that enter", id="nilai seluruh kemitraan yang masuk"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """A choice with its plan.

    Parameters
    ----------
    plan
        The plan of those who enter.
    pick, sequential
        Who enters and who ends in the year: here, and the sequential way (match, then dates, then money).
    levels, before
        Two levels with value and bound, for both ways; while the first is open, the second bound
        is what the money alone allows.
    waiting
        Groups of which nobody enters.
    """

    candidates: Candidates
    plan: Plan
    pick: Pick
    levels: tuple[Level, ...]
    sequential: Pick
    before: tuple[Level, ...]
    waiting: tuple[Waiting, ...]

    @property
    def status(self) -> Status:
        """Whether both levels are proved."""
        return Status.OPTIMAL if all(level.proved for level in self.levels) else Status.FEASIBLE

    @property
    def gains(self) -> Mapping[str, int]:
        """Points that deciding at once gives over the sequential way, per level."""
        return {now.id: now.value - then.value for now, then in zip(self.levels, self.before, strict=True)}

    def verify(self) -> tuple[Violation, ...]:
        """Return every broken rule of plan, money and choice, recounted without the solver."""
        values = [level.value for level in self.levels]
        year = self.candidates.problem.year
        # A partnership's costs count whole, wherever it ends; a workshop of a later year has that year's heads.
        lines = (line for line in self.plan.ledger.lines if line.partnership or line.on.year <= year)
        spent = Ledger(tuple(lines)).by_head()
        choice = verify_joint(self.candidates, self.plan.events, spent=spent, in_year=values[0], entered=values[1])
        return (*self.plan.verify(), *choice)

    def to_dict(self) -> dict[str, Any]:
        """Return the choice as values that ``json.dumps`` takes; the plan under ``plan``."""
        told = {
            "status": self.status.value, "levels": self.levels, "before": self.before, "gains": self.gains,
            "entered": sorted(self.pick.entered), "in_year": sorted(self.pick.in_year),
            "sequential": {"entered": sorted(self.sequential.entered), "in_year": sorted(self.sequential.in_year)},
            "waiting": self.waiting,
        }  # fmt: skip
        return {**{key: plain(value) for key, value in told.items()}, "plan": self.plan.to_dict()}


def levels_of(candidates: Candidates, pick: Pick, limit: Limit) -> tuple[Level, ...]:
    """Return the two levels of a choice; a bound is never below what was reached."""
    in_year, entered = candidates.worth(pick.in_year), candidates.worth(pick.entered)
    return (
        _level("worth_in_year", in_year, bound=max(in_year, limit.in_year)),
        _level("worth_entered", entered, bound=max(entered, limit.entered)),
    )


def _level(key: str, value: int, *, bound: int) -> Level:
    return Level(id=key, name=NAMES[key], value=value, bound=bound, unit="points")


def in_order(candidates: Candidates, keys: Collection[str]) -> list[str]:
    """Return partnerships in the order in which they were added."""
    return [key for key in candidates.problem.partnerships if key in keys]
