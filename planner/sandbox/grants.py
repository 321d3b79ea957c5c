"""What the decision gives to each candidate, in a shape that a choice can add up (4.2.3)."""

import dataclasses
from collections.abc import Mapping

from data.text import Text
from planner.money.kinds import SUBSIDIES, Decision, party_of, role_of
from planner.money.subsidy import allocate
from planner.problem import Problem
from planner.sandbox.basis import Basis

# Limits that hang over several partnerships; the choice sees to them, so they are taken out of each one's own sum.
SHARED = ("ceiling_per_party", "ceiling_per_year")
OWN = ("ceiling_mentor", "ceiling_mentee", "ceiling_per_partnership")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """What a choice of candidates costs the head ``subsidies``.

    Parameters
    ----------
    sums
        Candidate to payer key to rupiah, after its own limits.
    payer_most
        Payer key to the most that it gets over all its partnerships; who is absent has no such limit.
    party_most
        The most that a party gets in all roles and partnerships; None without such a limit.
    limit
        Rupiah for all together: the head, or the decision's ceiling of the year where that is lower.
    """

    sums: Mapping[str, Mapping[str, int]]
    payer_most: Mapping[str, int]
    party_most: int | None
    limit: int


def grants_of(problem: Problem, decision: Decision, basis: Basis) -> Grants | Text:
    """Return the sums, or in words why this decision's sums hang together so that no choice can add them up."""
    if tangled := _tangled(decision, basis):
        return tangled
    limits = (problem.budget.get(SUBSIDIES, 0), decision.amounts.get("ceiling_per_year"))
    once = decision.kind == "fixed_per_party"
    payers = basis.payers()
    return Grants(
        sums={key: _alone(problem, decision, basis, key) for key in basis.lines},
        payer_most={payer: decision.amounts[f"{role_of(payer)}_per_party"] for payer in payers} if once else {},
        party_most=decision.amounts.get("ceiling_per_party"),
        limit=min(limit for limit in limits if limit is not None),
    )


def _alone(problem: Problem, decision: Decision, basis: Basis, key: str) -> dict[str, int]:
    """Return what each payer gets in one candidate if there were no other, from a head that suffices."""
    lines = basis.lines[key]
    if decision.kind == "fixed_per_party":
        due = [line for line in lines if line.on.year == problem.year]
        return {payer: sum(line.amount for line in due if line.payer == payer) for payer in {one.payer for one in due}}
    amounts = {name: amount for name, amount in decision.amounts.items() if name not in SHARED}
    _, allocations, _ = allocate(
        lines, decision=dataclasses.replace(decision, amounts=amounts), book=problem.book, year=problem.year,
        budget={SUBSIDIES: sum(line.amount for line in lines)}, members=problem.members,
    )  # fmt: skip
    return {f"{one.role}:{one.party}": one.amount for one in allocations}


def _tangled(decision: Decision, basis: Basis) -> Text | None:
    amounts, payers = decision.amounts, basis.payers()
    visits = sum(
        len({(line.event, line.traveller) for line in lines if line.kind == "fare"}) for lines in basis.lines.values()
    )
    if decision.kind == "visit_quota" and amounts["visits_per_year"] < visits:
        return Text(
            en="The quota of the year depends on who else enters.",
            id="Kuota tahunan bergantung pada siapa lagi yang masuk.",
        )
    if decision.kind == "fixed_per_party" and any(name in amounts for name in OWN):
        return Text(
            en="One sum for the party and a ceiling of one partnership depend on who else enters.",
            id="Jumlah per pihak dan batas per kemitraan bergantung pada siapa lagi yang masuk.",
        )
    both = {party_of(payer) for payer in payers if role_of(payer) == "mentor"} & {
        party_of(payer) for payer in payers if role_of(payer) == "mentee"
    }
    if "ceiling_per_party" in amounts and any(payer in basis.means for payer in payers if party_of(payer) in both):
        return Text(
            en="A party that teaches and learns shares one ceiling between two purses.",
            id="Pihak yang menjadi mentor sekaligus resipien berbagi satu batas untuk dua anggaran.",
        )
    return None
