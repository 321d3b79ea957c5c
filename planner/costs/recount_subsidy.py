"""The subsidies of a decision counted a second time from the finished lines, for the checker (4.2).

Nothing here is shared with the modules that allocate: it undoes the split of every line, reads the amounts of the
decision by itself, and apportions with fractions instead of whole divisions.
"""

import collections
import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from planner.money.kinds import Decision, Line
from planner.problem import Problem

TRAVEL = {"fare", "lodging", "allowance", "local_transport"}
WHOLE = 100
Owner = tuple[str, str]


@dataclasses.dataclass(slots=True)
class Piece:
    """What one payer of a partnership spends on one event as one traveller, its parts before any subsidy."""

    owner: Owner
    event: str
    traveller: str
    first: tuple[dt.date, str]
    cost: int = 0
    travel: int = 0
    has_fare: bool = False
    distance_km: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Right:
    """A sum that the decision gives to an owner before any limit."""

    owner: Owner
    amount: int


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """Rupiah per partnership and payer: after the decision's ceilings, and after the head."""

    due: Mapping[Owner, int]
    granted: Mapping[Owner, int]


def recount_subsidy(problem: Problem, decision: Decision, lines: Iterable[Line]) -> Counted:
    """Return what every payer should get; the decision is complete.

    Parameters
    ----------
    problem
        Its year, parties and the head ``subsidies``.
    lines
        After subsidies; parts that relieve a payer are added to the rest again.
    """
    every = list(lines)
    rights = [right for right in _rights(problem, decision, _pieces(problem, every), every) if right.amount >= 0]
    after = _limited(decision, rights)
    head = problem.budget.get("subsidies", 0)
    granted = _apportion(head, after) if sum(after) > head else after
    due, given = collections.Counter[Owner](), collections.Counter[Owner]()
    for right, before, amount in zip(rights, after, granted, strict=True):
        due[right.owner] += before
        given[right.owner] += amount
    return Counted(due=due, granted=given)


def _pieces(problem: Problem, lines: Sequence[Line]) -> list[Piece]:
    """Return the journeys and other costs that a subsidy may reach, by owner and then by their first line."""
    found: dict[tuple[Owner, str, str], Piece] = {}
    whole = [line for line in lines if _is_reached(problem, line)]
    for line in sorted(whole, key=lambda one: (one.on, one.id.removesuffix("#subsidy"))):
        owner = line.partnership, line.relieves or line.payer
        key = owner, line.event, line.traveller
        piece = found.setdefault(key, Piece(owner, line.event, line.traveller, (dt.date.max, "")))
        piece.cost += line.amount
        if line.kind in TRAVEL:
            piece.first = min(piece.first, (line.on, line.id.removesuffix("#subsidy")))
            piece.travel += line.amount
            piece.has_fare |= line.kind == "fare"
            piece.distance_km = max(piece.distance_km, line.distance_km)
    return sorted(found.values(), key=lambda piece: (piece.owner, piece.first))


def _is_reached(problem: Problem, line: Line) -> bool:
    role = (line.relieves or line.payer).split(":")[0]
    mine = line.on.year == problem.year and line.kind != "pilot_investment"
    return mine and bool(line.partnership) and role in {"mentor", "mentee"}


def _rights(problem: Problem, decision: Decision, pieces: list[Piece], lines: Sequence[Line]) -> list[Right]:
    """Return the sums before any limit but the cost itself, in order of owner and first line."""
    by_owner: dict[Owner, list[Piece]] = {}
    for piece in pieces:
        by_owner.setdefault(piece.owner, []).append(piece)
    costs = {owner: sum(piece.cost for piece in mine) for owner, mine in by_owner.items()}
    travels = {owner: sum(piece.travel for piece in mine) for owner, mine in by_owner.items()}
    whole = {
        "fixed_per_partnership": _per_partnership,
        "by_member_category": _by_size,
        "fixed_per_party": _per_party,
    }
    if decision.kind in whole:
        sums = whole[decision.kind](problem, decision, costs)
        return [Right(owner, min(sums[owner], costs[owner])) for owner in costs if owner in sums]
    if decision.kind in {"share_of_travel", "priority_regions"}:
        ahead = _ahead(problem, decision, lines) if decision.kind == "priority_regions" else set()
        return [
            Right(owner, travel * _amount(decision, owner, "priority_percent" if owner[0] in ahead else "percent")
                  // WHOLE)
            for owner, travel in travels.items()
            if any(piece.travel for piece in by_owner[owner])
        ]  # fmt: skip
    journeys = [piece for piece in pieces if piece.has_fare]
    if decision.kind == "visit_quota":
        kept = _first_come(decision, journeys)
        journeys = [piece for place, piece in enumerate(journeys) if place in kept]
    return [
        Right(piece.owner, min(_amount(decision, piece.owner, _name(decision, piece)), piece.travel))
        for piece in journeys
    ]


def _amount(decision: Decision, owner: Owner, name: str) -> int:
    return decision.amounts[owner[1].split(":")[0] + "_" + name]


def _name(decision: Decision, piece: Piece) -> str:
    """Return the name of the amount that a journey gets, by its distance or not."""
    if decision.kind != "by_distance_class":
        return "per_visit"
    bounds = (("near", "near_up_to_km"), ("middle", "middle_up_to_km"))
    return next((name for name, bound in bounds if piece.distance_km <= decision.amounts[bound]), "far")


def _per_partnership(_problem: Problem, decision: Decision, costs: Mapping[Owner, int]) -> dict[Owner, int]:
    sums: dict[Owner, int] = {}
    for partnership, role in {(owner[0], owner[1].split(":")[0]) for owner in costs}:
        same = sorted(owner for owner in costs if owner[0] == partnership and owner[1].split(":")[0] == role)
        sums.update(zip(same, _apportion(_amount(decision, same[0], "per_partnership"), [1] * len(same)), strict=True))
    return sums


def _by_size(problem: Problem, decision: Decision, costs: Mapping[Owner, int]) -> dict[Owner, int]:
    sums: dict[Owner, int] = {}
    small, medium = (decision.amounts[f"{size}_up_to_connections"] for size in ("small", "medium"))
    for owner in costs:
        party = problem.parties.get(owner[1].partition(":")[2])
        if party is not None and party.connections is not None:
            size = "small" if party.connections <= small else "medium" if party.connections <= medium else "large"
            sums[owner] = _amount(decision, owner, size)
    return sums


def _per_party(_problem: Problem, decision: Decision, costs: Mapping[Owner, int]) -> dict[Owner, int]:
    sums: dict[Owner, int] = {}
    for payer in {owner[1] for owner in costs}:
        mine = sorted(owner for owner in costs if owner[1] == payer)
        spent = [costs[owner] for owner in mine]
        parts = _apportion(_amount(decision, mine[0], "per_party"), spent) if sum(spent) else spent
        sums.update(zip(mine, parts, strict=True))
    return sums


def _ahead(problem: Problem, decision: Decision, lines: Iterable[Line]) -> set[str]:
    """Return the partnerships with a mentee in a region that comes first."""
    there = {line.partnership for line in lines if _is_reached(problem, line)} & set(problem.partnerships)
    found = set()
    for key in there:
        for mentee in problem.partnerships[key].mentees:
            region = problem.parties[mentee].region
            if {region, region.split(".")[0]} & set(decision.regions):
                found.add(key)
    return found


def _first_come(decision: Decision, journeys: Sequence[Piece]) -> set[int]:
    """Return the places of the journeys within the quotas, the earliest first."""
    queue = sorted(range(len(journeys)), key=lambda place: journeys[place].first)
    left = collections.Counter({piece.owner[0]: decision.amounts["visits_per_partnership"] for piece in journeys})
    kept: set[int] = set()
    for place in queue:
        if left[journeys[place].owner[0]] > 0 and len(kept) < decision.amounts["visits_per_year"]:
            left[journeys[place].owner[0]] -= 1
            kept.add(place)
    return kept


def _limited(decision: Decision, rights: Sequence[Right]) -> list[int]:
    """Return the sums after the decision's ceilings: role, partnership, party, year."""
    sums = [right.amount for right in rights]
    keys: tuple[tuple[str, Callable[[Owner], str | None]], ...] = (
        ("ceiling_mentor", lambda owner: owner[0] if owner[1].startswith("mentor:") else None),
        ("ceiling_mentee", lambda owner: owner[0] if owner[1].startswith("mentee:") else None),
        ("ceiling_per_partnership", lambda owner: owner[0]),
        ("ceiling_per_party", lambda owner: owner[1].partition(":")[2]),
        ("ceiling_per_year", lambda _: ""),
    )
    for name, key in keys:
        most = decision.amounts.get(name)
        groups: dict[str, list[int]] = {}
        for place, right in enumerate(rights):
            group = key(right.owner)
            if most is not None and group is not None:
                groups.setdefault(group, []).append(place)
        for places in groups.values():
            before = [sums[place] for place in places]
            if most is not None and sum(before) > most:
                for place, amount in zip(places, _apportion(most, before), strict=True):
                    sums[place] = amount
    return sums


def _apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Return whole parts of ``total`` by largest remainder, of equal remainders the earlier one first."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [part.numerator // part.denominator for part in exact]
    order = sorted(range(len(exact)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts
