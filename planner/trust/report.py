"""What a plan can be trusted with, in one record: chances, buffers, load, travel, waiting, and the year's edge."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from planner.calendar.groundwork import prepare
from planner.errors import WrongValue
from planner.plan import Plan, plain
from planner.refusals.carry import YearEdge, year_edge
from planner.trust.laid import laid
from planner.trust.quality import Load, Travel, Wait, loads, travels, wait
from planner.trust.simulation import Outlook, Simulation


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How far a plan can be trusted.

    Parameters
    ----------
    runs, seed
        How often the year was played through, and the seed of the delays.
    outlooks
        Chances of each placed partnership, the least sure first.
    loads, travels, waits
        Days per person and month, journeys per region, longest wait per partnership.
    edges
        The last days of agreement of each placed partnership, what it carries over, and its three ways on.
    """

    runs: int
    seed: int
    outlooks: tuple[Outlook, ...]
    loads: tuple[Load, ...]
    travels: tuple[Travel, ...]
    waits: tuple[Wait, ...]
    edges: tuple[YearEdge, ...]

    def outlook(self, partnership: str) -> Outlook | None:
        """Return the chances of one partnership, None when it has no place."""
        return next((one for one in self.outlooks if one.partnership == partnership), None)

    def to_dict(self) -> Mapping[str, object]:
        """Return it as values that ``json.dumps`` takes; dates as ISO text."""
        return {item.name: plain(getattr(self, item.name)) for item in fields(self)}


def risk_of(plan: Plan, *, seed: int | None = None, runs: int | None = None) -> Trust:
    """Return how far a plan can be trusted; a pure function of the plan, the seed and the runs.

    Parameters
    ----------
    seed
        Seed of the delays; the plan's own when None.
    runs
        How often the year is played through; the book's number when None.

    Raises
    ------
    WrongValue
        If there are no runs.
    """
    count = plan.problem.book.number("delay_runs") if runs is None else runs
    if count < 1:
        raise WrongValue(what="runs", value=count, expected="1 or more")
    dice = plan.seed if seed is None else seed
    whole = prepare(plan.problem)
    schedule = laid(whole, plan.events)
    ground = whole.only(frozenset(whole.networks) - frozenset(schedule.stuck))
    simulation = Simulation(ground, schedule, seed=dice, runs=count)
    outlooks = sorted((simulation.outlook(one) for one in simulation.placed), key=lambda one: one.permille)
    waits = (wait(ground, schedule, network) for network in ground.networks.values())
    return Trust(
        runs=count, seed=dice, outlooks=tuple(outlooks), loads=loads(ground, schedule),
        travels=travels(ground, plan.events, plan.ledger),
        waits=tuple(sorted((one for one in waits if one), key=lambda one: (-one.days, one.partnership))),
        edges=tuple(year_edge(ground, schedule, plan.ledger, key) for key in ground.networks),
    )  # fmt: skip
