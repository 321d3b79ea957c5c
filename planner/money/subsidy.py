"""Subsidies for mentors and mentees by the National Board's decision, to the last rupiah (2.7, 4.2)."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from data.answer import Reason
from data.book import Book
from data.text import Text
from planner.money.claims import Claim, claims, size_of, subsidised
from planner.money.decisions import RULE, faults_of, no_budget, no_decision, section_of
from planner.money.kinds import (
    FACILITATOR,
    SUBSIDIES,
    Allocation,
    Decision,
    Line,
    Member,
    party_of,
    role_of,
    share_out,
)
from planner.money.payers import PART
from planner.money.rupiah import rupiah

SUBSIDY_PART = "#subsidy"
PRO_RATA = "subsidy_pro_rata"
# Each limit of a decision to the group that shares it; None: the claim is not concerned.  In the order of their use.
CEILINGS: Mapping[str, Callable[[Claim], tuple[str, ...] | None]] = {
    "ceiling_mentor": lambda claim: (claim.partnership,) if role_of(claim.payer) == "mentor" else None,
    "ceiling_mentee": lambda claim: (claim.partnership,) if role_of(claim.payer) == "mentee" else None,
    "ceiling_per_partnership": lambda claim: (claim.partnership,),
    "ceiling_per_party": lambda claim: (party_of(claim.payer),),
    "ceiling_per_year": lambda _: (),
}
Answer = tuple[tuple[Line, ...], tuple[Allocation, ...], tuple[Reason, ...]]


def allocate(
    lines: Iterable[Line], *, decision: Decision | None, budget: Mapping[str, int], book: Book,
    year: int | None = None, decided: bool = True, members: Mapping[str, Member] | None = None,
) -> Answer:  # fmt: skip
    """Split every subsidised line in two: the facilitator's part under the head ``subsidies``, the party's rest.

    Parameters
    ----------
    lines
        Cost lines without any subsidy yet.
    decision
        The National Board's decision; without one nothing is split (4.2).
    budget
        Rupiah per head; the head ``subsidies`` is the limit of all allocations together.
    year
        Budget year: only what falls due in it is subsidised from its head (2.6); None takes every line.
    decided
        False while the annual meeting has only proposed or discussed the budget (4.2): nothing is split.
    members
        Party id to region and size, which some kinds ask for; who is absent has neither.

    Returns
    -------
    tuple
        The lines, of the same total; one allocation per partnership and party; and the reasons for every no:
        no decision, a decision that is incomplete, no head, a head too small (who lost how much), a role left out,
        a party of unknown size.

    Notes
    -----
    Order of limits: the cost itself, ceilings per role, per partnership, per party, per year, the head.
    Each limit cuts what is above it in proportion, by largest remainder, ties in order of id.
    A subsidy is spread over the lines that it covers in the same way, so no line gets more than it costs.
    """
    before = tuple(lines)
    if decision is None:
        return before, (), (no_decision(book),)
    refusal = faults_of(decision, book) if decided and SUBSIDIES in budget else (no_budget(decision, book),)
    if refusal:
        return before, (), refusal
    within = [line for line in before if year in (None, line.on.year)]
    asked = claims(within, decision, members)
    due = _under_ceilings(asked, decision)
    limit = budget[SUBSIDIES]
    granted = share_out(limit, due) if sum(due) > limit else due
    allocations = _allocations(asked, due, granted, decision=decision, unit=book.programme.currency)
    given = _per_line(asked, granted)
    after = tuple(part for line in before for part in _split(line, given.get(line.id, 0), decision=decision, book=book))
    return (
        after,
        allocations,
        (
            *_short(allocations, book=book),
            *_unsized(within, decision=decision, members=members or {}, book=book),
            *_left_out(before, allocations, decision=decision, book=book),
        ),
    )


def _under_ceilings(asked: Sequence[Claim], decision: Decision) -> tuple[int, ...]:
    """Return the wanted amounts after the ceilings, in the order of ``CEILINGS``."""
    amounts = [claim.wanted for claim in asked]
    for name, group in CEILINGS.items():
        if name in decision.amounts:
            _cap(asked, amounts, decision.amounts[name], group=group)
    return tuple(amounts)


def _cap(
    asked: Sequence[Claim], amounts: list[int], ceiling: int, *, group: Callable[[Claim], tuple[str, ...] | None]
) -> None:  # fmt: skip
    """Cut the amounts of each group that together are above ``ceiling``, in place; who is in no group is let be."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, claim in enumerate(asked):
        key = group(claim)
        if key is not None:
            groups.setdefault(key, []).append(place)
    for places in groups.values():
        weights = [amounts[place] for place in places]
        if sum(weights) > ceiling:
            for place, amount in zip(places, share_out(ceiling, weights), strict=True):
                amounts[place] = amount


def _per_line(asked: Sequence[Claim], granted: Sequence[int]) -> dict[str, int]:
    """Return line id to the rupiah that the facilitator takes over; a line belongs to one claim only."""
    given: dict[str, int] = {}
    for claim, amount in zip(asked, granted, strict=True):
        parts = share_out(amount, [line.amount for line in claim.lines])
        given.update(zip((line.id for line in claim.lines), parts, strict=True))
    return given


def _split(line: Line, amount: int, *, decision: Decision, book: Book) -> tuple[Line, ...]:
    if not amount:
        return (line,)
    basis = f"{line.basis}{PART}{decision.number}]"
    section = book.subsidy_kinds[decision.kind].section
    rule = section if section in book.cost_rules else RULE
    subsidised = dataclasses.replace(
        line, id=line.id + SUBSIDY_PART, amount=amount, payer=FACILITATOR, head=SUBSIDIES, rule=rule,
        section=section, basis=basis, relieves=line.payer,
    )  # fmt: skip
    rest = line.amount - amount
    return (subsidised, dataclasses.replace(line, amount=rest)) if rest else (subsidised,)


def _allocations(
    asked: Sequence[Claim], due: Sequence[int], granted: Sequence[int], *, decision: Decision, unit: str
) -> tuple[Allocation, ...]:
    """Return one allocation per partnership and party, in the order of their ids; parties without any are left out."""
    groups: dict[tuple[str, str], list[int]] = {}
    for place, claim in enumerate(asked):
        groups.setdefault((claim.partnership, claim.payer), []).append(place)
    found = []
    for (partnership, payer), places in sorted(groups.items()):
        wanted = sum(asked[place].wanted for place in places)
        before, after = sum(due[place] for place in places), sum(granted[place] for place in places)
        if before:
            reason = _reason(decision, asked[places[0]].because, wanted=wanted, due=before, amount=after, unit=unit)
            found.append(
                Allocation(
                    partnership=partnership, role=role_of(payer), party=party_of(payer), amount=after,
                    rule=decision.kind, reason=reason, due=before,
                )
            )  # fmt: skip
    return tuple(found)


def _reason(decision: Decision, because: Text, *, wanted: int, due: int, amount: int, unit: str) -> Text:
    english = f"Decision {decision.number} of {decision.date}: {because.en}, {rupiah(wanted, unit).en}"
    indonesian = f"Keputusan {decision.number} tanggal {decision.date}: {because.id}, {rupiah(wanted, unit).id}"
    if due < wanted:
        english += f"; cut to {rupiah(due, unit).en} by a ceiling of the decision"
        indonesian += f"; dibatasi menjadi {rupiah(due, unit).id} oleh batas atas keputusan"
    if amount < due:
        english += f"; cut to {rupiah(amount, unit).en} because the head does not suffice"
        indonesian += f"; dikurangi menjadi {rupiah(amount, unit).id} karena pos anggaran tidak mencukupi"
    return Text(en=english + ".", id=indonesian + ".")


def _short(allocations: Sequence[Allocation], *, book: Book) -> tuple[Reason, ...]:
    """Return who lost how much when the head does not suffice, each with the sum that is missing in all."""
    missing, unit = sum(one.due - one.amount for one in allocations), book.programme.currency
    head = book.budget_heads[SUBSIDIES].name if SUBSIDIES in book.budget_heads else Text(en=SUBSIDIES, id="subsidi")
    remedy = Text(
        en=f"Add {rupiah(missing, unit).en} to the head '{head.en}'.",
        id=f"Tambahkan {rupiah(missing, unit).id} pada pos '{head.id}'.",
    )
    return tuple(
        Reason(
            rule=PRO_RATA, section=section_of(book, PRO_RATA), who=one.partnership, remedy=remedy,
            sentence=Text(
                en=f"The head does not suffice: {one.party} gets {rupiah(one.amount, unit).en} "
                   f"instead of {rupiah(one.due, unit).en}, {rupiah(one.due - one.amount, unit).en} less.",
                id=f"Pos anggaran tidak mencukupi: {one.party} menerima {rupiah(one.amount, unit).id}, "
                   f"bukan {rupiah(one.due, unit).id}, berkurang {rupiah(one.due - one.amount, unit).id}.",
            ),
        )
        for one in allocations if one.amount < one.due
    )  # fmt: skip


def _unsized(
    lines: Sequence[Line], *, decision: Decision, members: Mapping[str, Member], book: Book
) -> Iterator[Reason]:
    """Yield each party that pays, but whose size nobody stated where the decision asks for it."""
    if "small_up_to_connections" not in decision.amounts:
        return
    for partnership, payer in sorted(subsidised(lines)):
        party = party_of(payer)
        if not size_of(decision, members.get(party)):
            yield Reason(
                rule=RULE, section=section_of(book, RULE), who=partnership,
                sentence=Text(
                    en=f"The size of {party} is not known, so decision {decision.number} gives it nothing.",
                    id=f"Ukuran {party} belum diketahui; keputusan {decision.number} tidak memberinya apa pun.",
                ),
                remedy=Text(
                    en="State its number of connections.", id="Nyatakan jumlah sambungannya.",
                ),
            )  # fmt: skip


def _left_out(
    lines: Sequence[Line], allocations: Sequence[Allocation], *, decision: Decision, book: Book
) -> tuple[Reason, ...]:
    """Return for each partnership the role that gets nothing, because it pays nothing that the decision covers."""
    served = {(one.partnership, one.role) for one in allocations}
    names = {"mentor": "mentor", "mentee": "resipien"}
    return tuple(
        Reason(
            rule=RULE, section=section_of(book, RULE), who=partnership,
            sentence=Text(
                en=f"The {role} of {partnership} pays nothing that decision {decision.number} covers.",
                id=f"Pihak {name} pada {partnership} tidak menanggung biaya yang dicakup keputusan {decision.number}.",
            ),
            remedy=Text(
                en="Choose another travel policy, or leave it so: both roles were considered (4.2).",
                id="Pilih kebijakan perjalanan lain, atau biarkan: kedua pihak telah dipertimbangkan (4.2).",
            ),
        )
        for partnership in dict.fromkeys(line.partnership for line in lines if line.partnership)
        for role, name in names.items() if (partnership, role) not in served
    )  # fmt: skip
