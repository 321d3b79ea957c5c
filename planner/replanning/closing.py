"""From days to a whole plan: history as it was, colleagues kept where they can be, money counted anew."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from data.answer import Reason, Status
from planner.assemble import assemble, dues
from planner.calendar.groundwork import Schedule
from planner.costs.lines import cost_lines
from planner.levels import deadline, levels_of
from planner.money.ledger import Ledger
from planner.money.subsidy import allocate
from planner.plan import Plan
from planner.problem import FACILITATOR, Fix, Problem
from planner.refusals.edge import latest_agreements
from planner.refusals.reasons import why_carried
from planner.replanning.layout import Layout
from planner.replanning.published import Paid, paid
from planner.result import Event
from planner.search.funding import Funding
from planner.trust.chain import chain
from planner.trust.floats import Floats

NOBODY = Schedule(starts={}, ends={}, colleagues={}, attached={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A plan, its lines in brief, whom it touches, and who goes instead of whom."""

    plan: Plan
    lines: tuple[Paid, ...]
    touched: frozenset[str]
    substitutes: Mapping[str, tuple[str, ...]]


def events_of(layout: Layout, schedule: Schedule, placed: frozenset[str]) -> tuple[Event, ...]:
    """Return the events of a schedule, what began before today as it was.

    Notes
    -----
    A past workshop keeps the guests who still take part in some partnership; what the others paid is in ``Freed``.
    """
    made = assemble(layout.ground.only(placed), schedule)
    ahead = (event for event in made if event.id not in layout.history)
    past = (_remaining(layout, layout.old.by_id[key]) for key in layout.history)
    there = (event for event in past if not event.partnership or event.partnership in placed)
    return tuple(sorted((*ahead, *there), key=lambda event: (event.first, event.last, event.id)))


def _remaining(layout: Layout, event: Event) -> Event:
    if event.partnership:
        return event
    still = {party for one in layout.problem.partnerships.values() for party in (one.mentor, *one.mentees)}
    return dataclasses.replace(
        event, parties=tuple(party for party in event.parties if party in still),
        travellers=tuple(one for one in event.travellers if one.party in {*still, FACILITATOR}),
    )  # fmt: skip


def touched_by(layout: Layout, events: tuple[Event, ...]) -> frozenset[str]:
    """Return the published partnerships of which an own event, or one that they attend, is elsewhere."""
    now = {event.id: event for event in events}
    there = {event.partnership for event in events}
    found = set()
    for key in (key for key in layout.kept if key in there):
        one = layout.problem.partnerships[key]
        was = frozenset(layout.old.attended(layout.problem, one).values())
        for event in layout.old.events:
            if event.partnership == key or event.id in was:
                after = now.get(event.id)
                guests = {one.mentor, *one.mentees} & set(event.parties)
                here = after is not None and (event.first, event.last) == (after.first, after.last)
                if after is None or not here or not guests <= set(after.parties):
                    found.add(key)
    return frozenset(found)


def close(
    layout: Layout, schedule: Schedule | None, placed: frozenset[str], unplaced: Mapping[str, tuple[Reason, ...]],
    *, seed: int,
) -> Closing:  # fmt: skip
    """Return the plan of a schedule, or the past alone when there is none."""
    problem, ground = layout.problem, layout.ground.only(placed)
    chosen = schedule or NOBODY
    events = events_of(layout, chosen, placed)
    problem = dataclasses.replace(problem, fixes=_held(problem, events))
    carried = {
        key: why_carried(ground, chosen, network)
        for key, network in ground.networks.items() if chosen.finish(network) > deadline(ground)
    }  # fmt: skip
    lines, allocations, notes = allocate(
        cost_lines(problem, events, declared=problem.declared), decision=problem.decision, budget=problem.budget,
        book=problem.book, year=problem.year, decided=problem.budget_decided, members=problem.members,
    )  # fmt: skip
    floats = Floats(ground, chosen)
    worth = sum(problem.partnerships[key].worth for key in placed)
    funding = Funding(chosen=placed, worth=worth, bound=worth, reasons={})
    plan = Plan(
        status=Status.FEASIBLE, levels=levels_of(ground, chosen, funding), events=events, carried=carried,
        unplaced=unplaced, latest_agreement=latest_agreements(layout.ground),
        dues=dues(problem, layout.horizon, events),
        chains={key: chain(ground, chosen, network, floats=floats) for key, network in ground.networks.items()},
        ledger=Ledger(lines), allocations=allocations, notes=notes, quiet=layout.horizon.quiet, baseline=None,
        seed=seed, problem=problem,
    )  # fmt: skip
    return Closing(
        plan=plan, lines=paid(lines), touched=touched_by(layout, events), substitutes=_substitutes(layout, events)
    )


def _held(problem: Problem, events: tuple[Event, ...]) -> tuple[Fix, ...]:
    """Return the settled days without those of programme events to which nobody comes any more."""
    there = {(event.activity, event.occurrence, event.first.year) for event in events if not event.partnership}
    return tuple(
        fix for fix in problem.fixes
        if fix.partnership or (fix.activity, fix.occurrence, fix.day.year) in there
    )  # fmt: skip


def _substitutes(layout: Layout, events: tuple[Event, ...]) -> dict[str, tuple[str, ...]]:
    old = layout.old.by_id
    return {
        event.id: event.facilitators for event in events
        if event.id in old and event.facilitators != old[event.id].facilitators and event.first == old[event.id].first
    }  # fmt: skip
