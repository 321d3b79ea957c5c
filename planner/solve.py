"""Plan a year: whom the money carries, a plan at once, then better ones while time lasts; always verified (2.6)."""

import time
from dataclasses import dataclass

from data.answer import OnProgress, Progress, Reason, Status
from data.text import Text
from planner.assemble import assemble, dues
from planner.calendar.groundwork import Groundwork, Schedule, prepare
from planner.calendar.windows import Stuck
from planner.costs.lines import cost_lines
from planner.errors import WrongValue
from planner.levels import counted, deadline, levels_of
from planner.money.ledger import Ledger
from planner.money.subsidy import allocate
from planner.plan import Plan
from planner.problem import Problem
from planner.refusals.edge import latest_agreements
from planner.refusals.reasons import why_carried, why_unplaced
from planner.refusals.refusal import Refusal
from planner.result import Baseline, Event
from planner.search.baseline import clerk
from planner.search.funding import Costs, Funding, costs_of, fund
from planner.search.heuristic import construct_best
from planner.search.improve import Improved, improve
from planner.trust.chain import chain
from planner.trust.floats import Floats
from planner.verify import verify

# Shares of the time limit, in per cent of it: choosing whom the heads carry, and trying orders.
FUND_PERCENT, ORDERS_PERCENT = 10, 15
# Kept back at the end for writing the plan and recounting it: so many times what laying out the year took, which grows
# like it (measured at 200 and 1,000 partnerships: about five times); at most so many per cent of the limit.
CLOSE_TIMES, CLOSE_MOST_PERCENT = 7, 50
# Kept back besides where somebody has no place and is told why, in per cent of the limit.
WHY_PERCENT = 8
WHOLE = 100

FIRST = Text(en="first plans", id="rencana-rencana pertama")


@dataclass
class Clock:
    """Wall time of one run; ``limit`` seconds in all."""

    limit: float

    def __post_init__(self) -> None:
        """Begin to count."""
        self.began = time.monotonic()

    @property
    def left(self) -> float:
        """Seconds until the limit."""
        return self.limit - (time.monotonic() - self.began)

    @property
    def spent(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.began

    def share(self, per_cent: int) -> float:
        """Return so many per cent of the limit in seconds, but no more than is left."""
        return max(min(self.limit * per_cent / WHOLE, self.left), 0.0)


def solve(problem: Problem, *, time_limit: float, seed: int, on_progress: OnProgress | None = None) -> Plan:
    """Plan a programme year.

    Parameters
    ----------
    time_limit
        Seconds of wall time for everything, building included.
    seed
        Same seed, same first plan; the improved plan is the same too whenever its levels are proved.
    on_progress
        Told at every stage and at least about once a second while a solver runs.

    Raises
    ------
    WrongValue
        If ``time_limit`` is not above zero.
    CyclicPrecedence, NoCalendar
        If the book's activities wait for each other, or a year has no holiday table.
    """
    if not time_limit > 0:
        raise WrongValue(what="time_limit", value=time_limit, expected="seconds above zero")
    clock, tell = Clock(time_limit), on_progress or _silent
    tell(Progress(stage=Text(en="laying out the year", id="menyusun kalender tahun program")))
    everyone = prepare(problem)
    close = min(clock.spent * CLOSE_TIMES, clock.share(CLOSE_MOST_PERCENT))
    placeable = [key for key, nodes in everyone.soonest.items() if not isinstance(nodes, Stuck)]
    tell(Progress(stage=Text(en="choosing whom the budget carries", id="memilih yang tertanggung anggaran")))
    known = costs_of(problem, problem.partnerships)
    funding = fund(problem, placeable, seconds=clock.share(FUND_PERCENT), seed=seed, known=known)
    ground = everyone.only(funding.chosen)
    orders = min(clock.left - clock.share(ORDERS_PERCENT), clock.left)
    first = construct_best(
        ground, seed=seed, stop=lambda: clock.left < max(orders, close),
        tell=lambda plan: tell(Progress(stage=FIRST, value=counted(ground, plan)[1])),
    )  # fmt: skip
    baseline = _baseline(everyone, known=known)
    if first.stuck or len(placeable) < len(everyone.soonest):
        close += clock.share(WHY_PERCENT)
    better = improve(ground, first, seconds=clock.left - close, seed=seed, tell=tell)
    return plan_of(everyone, ground, funding, first=first, better=better, seed=seed, clock=clock, baseline=baseline)


def _silent(_progress: Progress) -> None:
    """Tell nobody."""


def plan_of(
    everyone: Groundwork, ground: Groundwork, funding: Funding, *, first: Schedule, better: Improved, seed: int,
    clock: Clock, baseline: Baseline | None = None,
) -> Plan:  # fmt: skip
    """Return the plan of the better schedule, or of the first one where the rules refuse the better.

    The whys of those without a place come last, for as long as there is time; ``baseline`` is made where none is given.
    """
    problem, horizon = ground.problem, ground.horizon
    chosen, events = checked(ground, better.schedule, first)
    carried = {
        key: why_carried(everyone, chosen, network)
        for key, network in ground.networks.items()
        if key not in chosen.stuck and chosen.finish(network) > deadline(ground)
    }
    lines, allocations, notes = allocate(
        cost_lines(problem, events, declared=problem.declared), decision=problem.decision, budget=problem.budget,
        book=problem.book, year=problem.year, decided=problem.budget_decided, members=problem.members,
    )  # fmt: skip
    levels = levels_of(ground, chosen, funding, finished=better.finished, days=better.days)
    placed, floats = [key for key in ground.networks if key not in chosen.stuck], Floats(ground, chosen)
    chains = {key: chain(ground, chosen, ground.networks[key], floats=floats) for key in placed}
    beside, latest = baseline or _baseline(everyone), latest_agreements(everyone)
    told = refused(everyone, ground, chosen, clock=clock)
    return Plan(
        status=_status(problem, placed, proved=all(level.proved for level in levels)), levels=levels, events=events,
        carried=carried, unplaced={key: (reason,) for key, (reason, _) in told.items()} | dict(funding.reasons),
        latest_agreement=latest, dues=dues(problem, horizon, events), chains=chains, ledger=Ledger(lines),
        allocations=allocations, notes=notes, quiet=horizon.quiet, baseline=beside, seed=seed, problem=problem,
        refusals={key: refusal for key, (_, refusal) in told.items() if refusal is not None},
    )  # fmt: skip


def refused(
    everyone: Groundwork, ground: Groundwork, chosen: Schedule, *, clock: Clock
) -> dict[str, tuple[Reason, Refusal | None]]:
    """Return why each partnership without a place has none: alone already, or beside the others' dates."""
    told: dict[str, tuple[Reason, Refusal | None]] = {}
    for key, nodes in everyone.soonest.items():
        if isinstance(nodes, Stuck):
            told[key] = why_unplaced(everyone, key, kept=None, seconds=clock.left)
    for key in chosen.stuck:
        told[key] = why_unplaced(ground, key, kept=chosen, seconds=clock.left)
    return told


def _status(problem: Problem, placed: list[str], *, proved: bool) -> Status:
    if problem.partnerships and not placed:
        return Status.INFEASIBLE if proved else Status.UNKNOWN
    return Status.OPTIMAL if proved else Status.FEASIBLE


def checked(ground: Groundwork, better: Schedule, first: Schedule) -> tuple[Schedule, tuple[Event, ...]]:
    """Return the better schedule and its events if every rule accepts them, else the first plan's."""
    events = assemble(ground, better)
    if better is first or not broken_rules(ground, better, events):
        return better, events
    return first, assemble(ground, first)


def broken_rules(ground: Groundwork, schedule: Schedule, events: tuple[Event, ...]) -> tuple[object, ...]:
    """Return what the rules say against a schedule."""
    over = [
        key for key, network in ground.networks.items()
        if key not in schedule.stuck and schedule.finish(network) > deadline(ground)
    ]  # fmt: skip
    return verify(ground.problem, events, carried=over, dues=dues(ground.problem, ground.horizon, events))


def _baseline(everyone: Groundwork, *, known: Costs | None = None) -> Baseline:
    funded, schedule = clerk(everyone, known=known)
    ground = everyone.only(funded)
    worth = sum(everyone.problem.partnerships[key].worth for key in funded)
    levels = levels_of(ground, schedule, Funding(chosen=funded, worth=worth, bound=worth, reasons={}))
    return Baseline(levels=levels, events=assemble(ground, schedule))
