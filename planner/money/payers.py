"""Who pays a charge, by the cost rules of 4.1 and 4.2 and the travel policy that settles tension 1."""

import dataclasses
from collections.abc import Iterable

from data.book import Book
from data.rows import CostRule, TravelPolicy
from planner.errors import PlannerError
from planner.money.kinds import FACILITATOR, Charge, Line, role_of, share_out

ALL = 100
HOST_PART = "#host"
TRAVELLER_PART = "#traveller"
# Opens what a line adds to its charge's basis when it is only a part of the charge.
PART = " ["


class NoCostRule(PlannerError, KeyError):
    """The book has no rule by which ``payer`` pays costs of ``kind``."""

    def __init__(self, payer: str, kind: str) -> None:
        """Name the payer and the kind."""
        self.payer, self.kind = payer, kind
        super().__init__(kind)

    def __str__(self) -> str:
        """Return who should pay what, and what would help."""
        return f"no cost rule lets {self.payer} pay {self.kind}; add a [[cost_rule]] row that covers it"


def assign(charge: Charge, policy: TravelPolicy, *, book: Book) -> tuple[Line, ...]:
    """Return the one or two lines of ``charge``; their amounts add up to it exactly.

    Raises
    ------
    NoCostRule
        If the book has no rule for the payer and the kind.

    Notes
    -----
    A bearer fixed by 4.1.3, 4.1.5 or 4.2 pays all. What a host gives to visitors is the host's (4.1.4).
    A journey is the traveller's (4.1.1, 4.1.2) but for the per cent that ``policy`` puts on a hosting utility;
    the facilitator never pays for a visitor by policy, only by subsidy.
    """
    if charge.bearer:
        return (_line(book, charge, payer=charge.bearer, rule=rule_for(book, role_of(charge.bearer), charge.kind)),)
    if not charge.traveller:
        return (_line(book, charge, payer=charge.host, rule=rule_for(book, "host", charge.kind)),)
    percent = host_percent(charge, policy)
    by_host, by_traveller = share_out(charge.amount, (percent, ALL - percent))
    if not by_traveller and by_host:
        return (_line(book, charge, payer=charge.host, rule=policy),)
    own = _line(book, charge, payer=charge.traveller, rule=rule_for(book, role_of(charge.traveller), charge.kind))
    if not by_host:
        return (own,)
    hosts = _line(book, charge, payer=charge.host, rule=policy)
    return (
        _part(hosts, amount=by_host, suffix=HOST_PART, percent=percent),
        _part(own, amount=by_traveller, suffix=TRAVELLER_PART, percent=ALL - percent),
    )


def host_percent(charge: Charge, policy: TravelPolicy) -> int:
    """Return the whole per cent of a journey that ``policy`` puts on the utility visited."""
    nobody = not charge.host or FACILITATOR in {charge.host, charge.traveller}
    if nobody or role_of(charge.traveller) not in policy.travellers:
        return 0
    return policy.host_percent.get(charge.kind, 0)


def rule_for(book: Book, payer: str, kind: str) -> CostRule:
    """Return the first cost rule of the book by which ``payer`` pays ``kind``.

    Parameters
    ----------
    payer
        ``mentor``, ``mentee``, ``host`` or ``facilitator``; a rule for the ``traveller`` binds mentor and mentee.

    Raises
    ------
    NoCostRule
        If there is none.
    """
    named = {payer, "traveller"} if payer in {"mentor", "mentee"} else {payer}
    for rule in book.cost_rules.values():
        if rule.payer in named and kind in rule.covers:
            return rule
    raise NoCostRule(payer, kind)


def charges_of(lines: Iterable[Line]) -> tuple[Charge, ...]:
    """Return what was charged, before anyone was named to pay and before any subsidy.

    Notes
    -----
    The parts of one charge are added up again, so a policy may be tried on a finished ledger.
    """
    found: dict[str, Charge] = {}
    for line in lines:
        key = line.charge or line.id
        if key in found:
            found[key] = dataclasses.replace(found[key], amount=found[key].amount + line.amount)
            continue
        found[key] = Charge(
            id=key, partnership=line.partnership, activity=line.activity, event=line.event, kind=line.kind,
            text=line.text, amount=line.amount, traveller=line.traveller, host=line.host,
            bearer="" if line.traveller or line.host else line.payer, on=line.on,
            basis=line.basis.partition(PART)[0], estimated=line.estimated, distance_km=line.distance_km,
        )  # fmt: skip
    return tuple(found.values())


def _line(book: Book, charge: Charge, *, payer: str, rule: CostRule | TravelPolicy) -> Line:
    return Line(
        id=charge.id, partnership=charge.partnership, activity=charge.activity, event=charge.event, kind=charge.kind,
        text=charge.text, amount=charge.amount, payer=payer,
        head=book.cost_kinds[charge.kind].head if payer == FACILITATOR else "", on=charge.on, rule=rule.id,
        section=rule.section, basis=charge.basis, estimated=charge.estimated, traveller=charge.traveller,
        host=charge.host, distance_km=charge.distance_km, charge=charge.id,
    )  # fmt: skip


def _part(line: Line, *, amount: int, suffix: str, percent: int) -> Line:
    return dataclasses.replace(line, id=line.id + suffix, amount=amount, basis=f"{line.basis}{PART}{percent} %]")
