"""A year's money over time as one answer: months, instalments, what is promised and paid, partners' help (2.6, 4)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.answer import Reason
from planner.money.cash import Month, Outflow, Release, at_once, months_of, outflows, shortages
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
    notes
        Short releases, odd postings, subsidies to be kept back, help that cannot be taken as offered.
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


def over_time(
    plan: Plan, *, today: dt.date, releases: Iterable[Release] = (), postings: Iterable[Posting] = (),
    helps: Iterable[Help] = (),
) -> OverTime:  # fmt: skip
    """Return a plan's money over time.

    Parameters
    ----------
    today
        Day up to which postings may be dated.
    releases
        A head that none of them names is released whole on the first day of the year.
    """
    problem = plan.problem
    told, year, book = tuple(releases), problem.year, problem.book
    silent = {head: amount for head, amount in problem.budget.items() if head not in {one.head for one in told}}
    given = tuple(sorted((*told, *at_once(silent, year=year)), key=lambda one: (one.on, one.head)))
    parts = instalments_of(plan.allocations, plan.events, book)
    flows = outflows(plan.ledger, parts, year=year)
    posted, offered = tuple(postings), tuple(helps)
    settled = _settled(plan, posted) if posted else ()
    return OverTime(
        releases=given, is_assumed=not told, flows=flows, months=months_of(plan.ledger, flows, given, year=year),
        instalments=parts, settled=settled, helps=accepted(offered, book), relief=relieved(offered, book),
        standings={by: standings(plan.ledger, posted, by=by) for by in GROUPS} if posted else {},
        notes=(
            *shortages(flows, given, year=year, book=book), *oddities(plan.ledger, posted, today=today),
            *savings(settled, book), *interferences(offered, book),
        ),
    )  # fmt: skip


def _settled(plan: Plan, postings: tuple[Posting, ...]) -> tuple[Settled, ...]:
    problem = plan.problem
    if problem.decision is None:
        return ()
    return settle(
        plan.ledger, plan.allocations, postings, decision=problem.decision, budget=problem.budget, book=problem.book,
        year=problem.year, members=problem.members,
    )  # fmt: skip
