"""The independent checker of the subsidies: none without a decision, and to each exactly what it gives (4.2)."""

import collections
from collections.abc import Iterator

from data.answer import Violation
from data.text import Text
from planner.costs.recount_subsidy import recount_subsidy
from planner.money.decisions import faults_of
from planner.money.kinds import PILOT, SUBSIDIES, Allocation, Decision, Line, party_of, payer_key, role_of
from planner.money.ledger import Ledger
from planner.money.rupiah import rupiah
from planner.problem import Problem

RULE = "subsidy_decision"
ROLES = ("mentor", "mentee")


def verify_subsidy(problem: Problem, ledger: Ledger, allocations: tuple[Allocation, ...]) -> tuple[Violation, ...]:
    """Return every broken rule of the subsidies.

    Parameters
    ----------
    problem
        With the board's decision, the budget and the year.
    ledger
        The lines after subsidies; those with ``relieves`` are the subsidised parts.
    allocations
        Who got how much.
    """
    subsidised = [line for line in ledger.lines if line.relieves or line.head == SUBSIDIES]
    if problem.decision is None or not _is_payable(problem, problem.decision):
        who = [line.id for line in subsidised] + [one.partnership for one in allocations]
        return tuple(
            _fault(key, f"{key} is subsidised without a decision that says so",
                   f"{key} disubsidi tanpa keputusan yang menyatakannya")
            for key in who
        )  # fmt: skip
    return (
        *_lines(problem, subsidised),
        *_agreement(subsidised, allocations),
        *_limits(problem, ledger, problem.decision),
        *_recounted(problem, ledger, allocations, decision=problem.decision),
    )


def _is_payable(problem: Problem, decision: Decision) -> bool:
    """Whether the decision can be carried out, from a head that the annual meeting has decided."""
    return problem.budget_decided and SUBSIDIES in problem.budget and not faults_of(decision, problem.book)


def _lines(problem: Problem, subsidised: list[Line]) -> Iterator[Violation]:
    for line in subsidised:
        if role_of(line.relieves) not in ROLES or line.kind == PILOT or not line.partnership:
            yield _fault(
                line.id, f"{line.id}: no subsidy may pay this cost", f"{line.id}: biaya ini tidak boleh disubsidi"
            )
        if line.on.year != problem.year:
            yield _fault(
                line.id, f"{line.id} falls due in {line.on.year}, it is not this year's subsidy",
                f"{line.id} jatuh pada {line.on.year}, bukan subsidi tahun ini",
            )  # fmt: skip


def _agreement(subsidised: list[Line], allocations: tuple[Allocation, ...]) -> Iterator[Violation]:
    """Compare what the lines say with what the allocations say."""
    paid: collections.Counter[tuple[str, str]] = collections.Counter()
    for line in subsidised:
        paid[line.partnership, line.relieves] += line.amount
    told: collections.Counter[tuple[str, str]] = collections.Counter()
    for one in allocations:
        told[one.partnership, payer_key(one.role, one.party)] += one.amount
        if one.amount > one.due:
            yield _fault(
                one.partnership, f"{one.party} gets {rupiah(one.amount).en}, {rupiah(one.due).en} are due",
                f"{one.party} menerima {rupiah(one.amount).id}, haknya {rupiah(one.due).id}",
            )  # fmt: skip
    for key in sorted(set(paid) | set(told)):
        if paid[key] != told[key]:
            lines, allocated = rupiah(paid[key]), rupiah(told[key])
            yield _fault(
                key[0], f"{key[1]} of {key[0]}: the lines carry {lines.en}, allocated are {allocated.en}",
                f"{key[1]} pada {key[0]}: baris memuat {lines.id}, dialokasikan {allocated.id}",
            )  # fmt: skip


def _limits(problem: Problem, ledger: Ledger, decision: Decision) -> Iterator[Violation]:
    """Check the head and the decision's ceilings."""
    paid: collections.Counter[tuple[str, str]] = collections.Counter()
    for line in ledger.lines:
        if line.relieves:
            role, party = role_of(line.relieves), party_of(line.relieves)
            paid["head", ""] += line.amount
            paid["ceiling_per_year", ""] += line.amount
            paid["ceiling_per_partnership", line.partnership] += line.amount
            paid["ceiling_per_party", party] += line.amount
            paid[f"ceiling_{role}", line.partnership] += line.amount
    limits = {**decision.amounts, "head": problem.budget.get(SUBSIDIES, 0)}
    for (what, who), amount in paid.items():
        limit = limits.get(what)
        if limit is not None and amount > limit:
            name = f"{who} ({what})" if who else SUBSIDIES
            yield _fault(
                who or SUBSIDIES,
                f"{name} is subsidised with {rupiah(amount).en}, at most {rupiah(limit).en} may be given",
                f"{name} disubsidi {rupiah(amount).id}, paling banyak {rupiah(limit).id}",
            )  # fmt: skip


def _recounted(
    problem: Problem, ledger: Ledger, allocations: tuple[Allocation, ...], *, decision: Decision
) -> Iterator[Violation]:
    """Compare every sum with what the decision gives by a second count, before and after the head."""
    counted = recount_subsidy(problem, decision, ledger.lines)
    told = {(one.partnership, payer_key(one.role, one.party)): one for one in allocations}
    paid: collections.Counter[tuple[str, str]] = collections.Counter()
    for line in ledger.lines:
        if line.relieves:
            paid[line.partnership, line.relieves] += line.amount
    for key in sorted({*counted.due, *told, *paid}):
        due = told[key].due if key in told else 0
        for here, there in ((due, counted.due.get(key, 0)), (paid[key], counted.granted.get(key, 0))):
            if here != there:
                yield _fault(
                    key[0], f"{key[1]} of {key[0]}: {rupiah(here).en} by the plan, {rupiah(there).en} by the decision",
                    f"{key[1]} pada {key[0]}: {rupiah(here).id} menurut rencana, {rupiah(there).id} menurut keputusan",
                )  # fmt: skip


def _fault(who: str, en: str, id: str) -> Violation:
    return Violation(rule=RULE, who=who, sentence=Text(en=f"{en}.", id=f"{id}."))
