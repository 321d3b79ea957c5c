"""The independent checker of the subsidies: none without a decision, none above it, both roles served (4.2)."""

import collections
from collections.abc import Iterator

from data.answer import Violation
from data.text import Text
from planner.money.kinds import PILOT, SUBSIDIES, TRAVEL_KINDS, Allocation, Decision, Line, payer_key, role_of
from planner.money.ledger import Ledger
from planner.money.rupiah import rupiah
from planner.problem import Problem

RULE = "subsidy_decision"
ROLES = ("mentor", "mentee")
WHOLE = 100


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
    if problem.decision is None or not problem.budget_decided or not _is_complete(problem, problem.decision):
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
        *_both_roles(problem, ledger, allocations, decision=problem.decision),
    )


def _is_complete(problem: Problem, decision: Decision) -> bool:
    kind = problem.book.subsidy_kinds.get(decision.kind)
    return kind is not None and all(name in decision.amounts for name in kind.needs)


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
    """Check the head, the ceilings and the decision's own sums."""
    paid: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for line in ledger.lines:
        if line.relieves:
            paid["head", "", ""] += line.amount
            paid["partnership", line.partnership, ""] += line.amount
            paid["role", line.partnership, role_of(line.relieves)] += line.amount
    for (what, partnership, role), amount in paid.items():
        limits = {
            "head": problem.budget.get(SUBSIDIES, 0),
            "partnership": decision.amounts.get("ceiling_per_partnership"),
            "role": _most(ledger, decision, partnership=partnership, role=role) if what == "role" else None,
        }
        limit = limits[what]
        if limit is not None and amount > limit:
            name = f"{partnership} {role}".strip() or SUBSIDIES
            yield _fault(
                name, f"{name} is subsidised with {rupiah(amount).en}, at most {rupiah(limit).en} may be given",
                f"{name} disubsidi {rupiah(amount).id}, paling banyak {rupiah(limit).id}",
            )  # fmt: skip


def _most(ledger: Ledger, decision: Decision, *, partnership: str, role: str) -> int:
    """Return the most that the decision and its ceiling give to one role of one partnership."""
    mine = [
        line for line in ledger.lines
        if line.partnership == partnership and role_of(line.relieves or line.payer) == role and line.kind != PILOT
    ]  # fmt: skip
    travel = sum(line.amount for line in mine if line.kind in TRAVEL_KINDS)
    fares = {
        (line.event, line.traveller, line.relieves or line.payer): line.distance_km
        for line in mine if line.kind == "fare"
    }  # fmt: skip
    amounts = decision.amounts
    most = {
        "fixed_per_partnership": lambda: amounts[f"{role}_per_partnership"],
        "per_visit": lambda: amounts[f"{role}_per_visit"] * len(fares),
        "share_of_travel": lambda: travel * amounts[f"{role}_percent"] // WHOLE,
        "by_distance_class": lambda: sum(amounts[f"{role}_{_size(decision, km)}"] for km in fares.values()),
    }[decision.kind]()
    return min(most, amounts.get(f"ceiling_{role}", most))


def _size(decision: Decision, km: int) -> str:
    if km <= decision.amounts["near_up_to_km"]:
        return "near"
    return "middle" if km <= decision.amounts["middle_up_to_km"] else "far"


def _both_roles(
    problem: Problem, ledger: Ledger, allocations: tuple[Allocation, ...], *, decision: Decision
) -> Iterator[Violation]:
    """Check that where one role of a partnership was served, the other was not passed over although it pays fares."""
    served = {(one.partnership, one.role) for one in allocations}
    needs = problem.book.subsidy_kinds[decision.kind].needs if decision.kind in problem.book.subsidy_kinds else ()
    for partnership in sorted({key for key, _ in served}):
        for role in ROLES:
            stated = [decision.amounts.get(name, 0) for name in needs if name.startswith(f"{role}_")]
            pays = any(
                line.kind == "fare" and role_of(line.payer) == role
                for line in ledger.of(partnership).in_year(problem.year).lines
            )
            if (partnership, role) not in served and pays and stated and min(stated) > 0:
                yield _fault(
                    partnership, f"the {role} of {partnership} was passed over; subsidies are for both (4.2)",
                    f"pihak {role} pada {partnership} terlewat; subsidi bagi kedua pihak (4.2)",
                )  # fmt: skip


def _fault(who: str, en: str, id: str) -> Violation:
    return Violation(rule=RULE, who=who, sentence=Text(en=f"{en}.", id=f"{id}."))
