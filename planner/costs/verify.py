"""The checker of the money: every rupiah once, with one payer whom a rule names, within the heads (4.1, 4.2).

It reads the finished lines and the book, and counts again by itself what they should add up to.
"""

import collections
import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping

from data.answer import Violation
from data.rows import CostRule, TravelPolicy
from data.text import Text
from planner.costs.recount import policy_in_force, recount
from planner.costs.verify_subsidy import verify_subsidy
from planner.money.declared import Declared
from planner.money.kinds import FACILITATOR, PILOT, SUBSIDIES, Allocation, Line, party_of, role_of
from planner.money.ledger import Ledger
from planner.money.rupiah import rupiah
from planner.problem import Problem
from planner.result import Event

WHOLE = 100
TEAM_ROLES = {"mentor", "mentee"}
Roles = Collection[tuple[str, str]]


def verify_money(
    problem: Problem, events: Iterable[Event], ledger: Ledger, allocations: Iterable[Allocation] = (), *,
    declared: Declared | None = None, carried: Collection[str] = (),
) -> tuple[Violation, ...]:  # fmt: skip
    """Return every broken rule of money.

    Parameters
    ----------
    problem, events
        The year and the dated events that the ledger claims to price.
    ledger, allocations
        The lines after subsidies, and who was subsidised.
    declared
        Company rates and pilot budgets instead of the problem's own, as they were given to ``cost_lines``.
    carried
        Partnerships that may run into the next year's money; others may not (2.6).

    Notes
    -----
    Rules: ``payer`` (4.1), ``budget_head`` (4.2), ``subsidy_decision`` (4.2), ``budget_year`` (2.6).
    """
    every, allocated = tuple(events), tuple(allocations)
    roles = {(role, who) for one in problem.partnerships.values() for role in TEAM_ROLES for who in one.parties(role)}
    given = problem if declared is None else dataclasses.replace(problem, declared=declared)
    return (
        *_sums(given, every, ledger),
        *_ids(ledger.lines),
        *(fault for line in ledger.lines for fault in _line(problem, line, roles=roles)),
        *_shares(problem, ledger.lines),
        *_dates(problem, every, ledger.lines, carried=carried),
        *_heads(problem, ledger),
        *verify_subsidy(problem, ledger, allocated),
    )


def _sums(problem: Problem, events: tuple[Event, ...], ledger: Ledger) -> Iterator[Violation]:
    """Compare the lines' sum per partnership and kind with a second count."""
    counted = recount(problem, events)
    charged = ledger.by("partnership", "kind")
    for key in sorted(set(counted) | set(charged)):
        if counted[key] != charged.get(key, 0):
            partnership, kind = key
            yield _fault(
                "payer", partnership or kind,
                f"{kind} of {partnership or 'the programme'} should cost {rupiah(counted[key]).en}, "
                f"the lines add up to {rupiah(charged.get(key, 0)).en}",
                f"{kind} pada {partnership or 'program'} seharusnya {rupiah(counted[key]).id}, "
                f"jumlah barisnya {rupiah(charged.get(key, 0)).id}",
            )  # fmt: skip


def _ids(lines: Iterable[Line]) -> Iterator[Violation]:
    for name, times in collections.Counter(line.id for line in lines).items():
        if times > 1:
            yield _fault("payer", name, f"{name} stands {times} times", f"{name} tercatat {times} kali")


def _line(problem: Problem, line: Line, *, roles: Roles) -> Iterator[Violation]:
    """Check one line by itself: amount, payer, head, rule."""
    if type(line.amount) is not int or line.amount <= 0:
        yield _fault("payer", line.id, f"{line.id} is {line.amount!r}", f"{line.id} bernilai {line.amount!r}")
    if not _is_known(problem, line, line.payer, roles=roles):
        yield _fault(
            "payer", line.id, f"{line.id} is paid by {line.payer}, who takes no part in it",
            f"{line.id} ditanggung {line.payer}, yang bukan pihak di dalamnya",
        )  # fmt: skip
    head = _head_of(problem, line)
    if line.head != head:
        yield _fault(
            "budget_head", line.id, f"{line.id} is under head '{line.head}', it belongs to '{head}'",
            f"{line.id} dicatat pada pos '{line.head}', seharusnya pos '{head}'",
        )  # fmt: skip
    if not _is_ruled(problem, line, roles=roles):
        yield _fault(
            "payer", line.id, f"{line.id}: rule {line.rule} does not let {line.payer} pay {line.kind}",
            f"{line.id}: aturan {line.rule} tidak membebankan {line.kind} kepada {line.payer}",
        )  # fmt: skip
    if line.kind == PILOT and role_of(line.payer) != "mentee":
        yield _fault(
            "payer", line.id, f"{line.id}: the pilot is the mentee's cost (4.1.3), not {line.payer}'s",
            f"{line.id}: biaya percontohan ditanggung resipien (4.1.3), bukan {line.payer}",
        )  # fmt: skip


def _is_known(problem: Problem, line: Line, payer: str, *, roles: Roles) -> bool:
    if payer == FACILITATOR:
        return True
    role, party = role_of(payer), party_of(payer)
    if role not in TEAM_ROLES or party not in problem.parties:
        return False
    partnership = problem.partnerships.get(line.partnership)
    if partnership is not None:
        return party in partnership.parties(role)
    return (role, party) in roles


def _head_of(problem: Problem, line: Line) -> str:
    if line.payer != FACILITATOR:
        return ""
    if line.relieves:
        return SUBSIDIES
    kind = problem.book.cost_kinds.get(line.kind)
    return kind.head if kind is not None and kind.head in problem.book.budget_heads else "unknown"


def _is_ruled(problem: Problem, line: Line, *, roles: Roles) -> bool:
    """Whether the rule that the line names exists, covers its kind, and names its payer."""
    if line.relieves:
        return (
            line.payer == FACILITATOR
            and _is_known(problem, line, line.relieves, roles=roles)
            and _is_decided(problem, line)
        )
    rule = problem.book.cost_rules.get(line.rule)
    if rule is not None:
        return rule.section == line.section and line.kind in rule.covers and line.payer in _named(rule, line)
    policy = policy_in_force(problem)
    return (
        policy is not None and (policy.id, policy.section) == (line.rule, line.section)
        and line.payer == line.host and _host_percent(policy, line) > 0
    )  # fmt: skip


def _is_decided(problem: Problem, line: Line) -> bool:
    """Whether a subsidised part names the section of the form that the board's decision has."""
    kinds = problem.book.subsidy_kinds
    kind = None if problem.decision is None else kinds.get(problem.decision.kind)
    return kind is not None and line.section == kind.section


def _named(rule: CostRule, line: Line) -> set[str]:
    """Return the payer keys that a cost rule names for a line."""
    if rule.payer == FACILITATOR:
        return {FACILITATOR}
    if rule.payer == "host":
        return {line.host}
    if rule.payer == "traveller" or line.traveller:
        return {line.traveller} if rule.payer in {"traveller", role_of(line.traveller)} else set()
    return {line.payer} if role_of(line.payer) == rule.payer else set()


def _host_percent(policy: TravelPolicy, line: Line) -> int:
    if FACILITATOR in {line.host, line.traveller} or not line.host:
        return 0
    return policy.host_percent.get(line.kind, 0) if role_of(line.traveller) in policy.travellers else 0


def _shares(problem: Problem, lines: Iterable[Line]) -> Iterator[Violation]:
    """Check that host and traveller share each journey as the policy says, to within the last rupiah."""
    policy = policy_in_force(problem)
    parts: dict[str, list[Line]] = {}
    for line in lines:
        if line.traveller:
            parts.setdefault(line.charge, []).append(line)
    for charge, mine in parts.items():
        percent = 0 if policy is None else _host_percent(policy, mine[0])
        total = sum(line.amount for line in mine)
        hosts = sum(line.amount for line in mine if (line.relieves or line.payer) == line.host != line.traveller)
        if abs(hosts * WHOLE - total * percent) >= WHOLE:
            yield _fault(
                "payer", charge, f"{charge}: the host pays {rupiah(hosts).en} of {rupiah(total).en}, not {percent} %",
                f"{charge}: tuan rumah menanggung {rupiah(hosts).id} dari {rupiah(total).id}, bukan {percent} %",
            )  # fmt: skip


def _dates(
    problem: Problem, events: tuple[Event, ...], lines: Iterable[Line], *, carried: Collection[str]
) -> Iterator[Violation]:
    """Check that each line hangs on an event of the plan and falls into the year, or was flagged as carried over."""
    spans = _spans(events)
    for line in lines:
        first, last = spans.get(line.event, (dt.date.max, dt.date.min))
        if not first <= line.on <= last:
            yield _fault(
                "payer", line.id, f"{line.id} falls due on {line.on}, when nothing of {line.event} takes place",
                f"{line.id} jatuh pada {line.on}, di luar pelaksanaan {line.event}",
            )  # fmt: skip
        late = line.on.year != problem.year and problem.book.programme.budget_year_binds
        if late and not (line.partnership in carried or (not line.partnership and carried)):
            yield _fault(
                "budget_year", line.id, f"{line.id} falls due on {line.on}, outside the budget year {problem.year}",
                f"{line.id} jatuh pada {line.on}, di luar tahun anggaran {problem.year}",
            )  # fmt: skip


def _spans(events: Iterable[Event]) -> Mapping[str, tuple[dt.date, dt.date]]:
    """Return for each event the first and last day of its whole trip, travel days included."""
    trips: dict[str, tuple[dt.date, dt.date]] = {}
    every = tuple(events)
    for event in every:
        key = event.trip or event.id
        first, last = trips.get(key, (event.depart, event.back))
        trips[key] = min(first, event.depart), max(last, event.back)
    return {event.id: trips[event.trip or event.id] for event in every}


def _heads(problem: Problem, ledger: Ledger) -> Iterator[Violation]:
    for head in ledger.in_year(problem.year).heads(problem.budget):
        if head.left < 0:
            planned, over = rupiah(head.planned), rupiah(-head.left)
            yield _fault(
                "budget_head", head.head,
                f"head {head.head} carries {planned.en}, {over.en} more than was decided",
                f"pos {head.head} menanggung {planned.id}, {over.id} di atas yang diputuskan",
            )  # fmt: skip


def _fault(rule: str, who: str, en: str, id: str) -> Violation:
    return Violation(rule=rule, who=who, sentence=Text(en=f"{en}.", id=f"{id}."))
