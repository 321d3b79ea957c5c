"""A year's money over time as one answer: months, instalments, what is promised and paid, partners' help (2.6, 4)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.answer import Reason, Violation
from planner.costs.verify_exchange import verify_exchange
from planner.money.cash import Month, Outflow, Release, at_once, months_of, outflows, shortages
from planner.money.currency import Rate
from planner.money.exchange import exchanged
from planner.money.helps import Help, accepted, interferences, relieved
from planner.money.instalments import Instalment, instalments_of
from planner.money.settlement import Settled, savings, settle
from planner.money.standing import Posting, Standing, oddities, standings
from planner.plan import Plan

GROUPS = ("head", "month", "partnership", "payer")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """Money of one planned year over time.

    Parameters
    ----------
    releases, is_assumed
        When each head's money comes; ``is_assumed`` when nobody said so and all of it comes on the first day.
    flows, months
        What leaves the heads day by day, and every month's sums.
    instalments
        Parts of the subsidies with the milestone that releases each.
    standings
        ``head``, ``month``, ``partnership`` and ``payer`` to groups with planned, committed, spent; empty without
        postings.
    settled
        Every allocation by what was really spent; empty without postings.
    helps, relief
        Help that can be taken, and the rupiah that it adds to heads.
    postings
        What was promised and paid, foreign money with its amount in the book's currency.
    notes
        Short releases, odd postings, subsidies to be kept back, help that cannot be taken as offered, foreign money
        without a rate.
    violations
        What the checker found about exchanged money; empty when all is well.
    """

    releases: tuple[Release, ...]
    is_assumed: bool
    flows: tuple[Outflow, ...]
    months: tuple[Month, ...]
    instalments: tuple[Instalment, ...]
    standings: Mapping[str, Mapping[str, Standing]]
    settled: tuple[Settled, ...]
    helps: tuple[Help, ...]
    relief: Mapping[str, int]
    notes: tuple[Reason, ...]
    postings: tuple[Posting, ...] = ()
    violations: tuple[Violation, ...] = ()


def over_time(
    plan: Plan, *, today: dt.date, releases: Iterable[Release] = (), postings: Iterable[Posting] = (),
    helps: Iterable[Help] = (), rates: Iterable[Rate] = (),
) -> OverTime:  # fmt: skip
    """Return a plan's money over time.

    Parameters
    ----------
    today
        Day up to which postings may be dated.
    releases
        A head that none of them names is released whole on the first day of the year.
    rates
        What foreign money is worth, by its day; without a rate it counts nowhere and a note says so.
    """
    problem = plan.problem
    told, year, book = tuple(releases), problem.year, problem.book
    silent = {head: amount for head, amount in problem.budget.items() if head not in {one.head for one in told}}
    given = tuple(sorted((*told, *at_once(silent, year=year)), key=lambda one: (one.on, one.head)))
    parts = instalments_of(plan.allocations, plan.events, book)
    flows = outflows(plan.ledger, parts, year=year)
    table = tuple(rates)
    posted, lacking = exchanged(postings, table, today=today, group=_state)
    offered, waiting = exchanged(helps, table, today=today)
    settled = _settled(plan, posted) if posted else ()
    return OverTime(
        releases=given, is_assumed=not told, flows=flows, months=months_of(plan.ledger, flows, given, year=year),
        instalments=parts, settled=settled, helps=accepted(offered, book), relief=relieved(offered, book),
        standings={by: standings(plan.ledger, posted, by=by) for by in GROUPS} if posted else {},
        notes=(
            *shortages(flows, given, year=year, book=book),
            *oddities(plan.ledger, posted, today=today, unit=book.programme.currency),
            *savings(settled, book), *interferences(offered, book), *lacking, *waiting,
        ),
        postings=posted, violations=(
            *verify_exchange(posted, table, today=today, group=_state), *verify_exchange(offered, table, today=today)
        ),
    )  # fmt: skip


def _state(posting: Posting) -> str:
    """Return what a posting is summed up with: what was committed and what was spent each make sums of their own."""
    return posting.state


def _settled(plan: Plan, postings: tuple[Posting, ...]) -> tuple[Settled, ...]:
    problem = plan.problem
    if problem.decision is None:
        return ()
    return settle(
        plan.ledger, plan.allocations, postings, decision=problem.decision, budget=problem.budget, book=problem.book,
        year=problem.year, members=problem.members,
    )  # fmt: skip
