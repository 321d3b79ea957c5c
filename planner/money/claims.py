"""What a subsidy decision gives to each party before any limit: one function per ``subsidy_kind`` (4.2)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data.text import Text
from planner.money.kinds import PILOT, TRAVEL_KINDS, Decision, Line, Member, party_of, role_of, share_out

ROLES = ("mentor", "mentee")
WHOLE = 100
SIZES = {"small": "kecil", "medium": "sedang", "large": "besar"}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sum that the decision gives towards certain lines of one payer.

    Parameters
    ----------
    partnership, payer
        Whose lines they are.
    wanted
        Rupiah by the decision, never more than the lines cost.
    lines
        What it is spread over; no line belongs to two claims.
    because
        The words of the decision's kind.
    """

    partnership: str
    payer: str
    wanted: int
    lines: tuple[Line, ...]
    because: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a form may look at.

    Parameters
    ----------
    decision
        The board's decision.
    groups
        Partnership and payer key to the lines that can be subsidised, in order of day and id.
    members
        Party id to its region and size.
    """

    decision: Decision
    groups: Mapping[Key, Sequence[Line]]
    members: Mapping[str, Member] = field(default_factory=dict)

    def each(self) -> Iterator[tuple[Key, Sequence[Line]]]:
        """Yield every payer of a partnership with its lines, in order of ids."""
        for key in sorted(self.groups):
            yield key, self.groups[key]

    def amount(self, key: Key, name: str) -> int:
        """Return the decision's amount for the payer's role: ``per_visit`` is ``mentor_per_visit`` for a mentor."""
        return self.decision.amounts[f"{role_of(key[1])}_{name}"]


def claims(
    lines: Iterable[Line], decision: Decision, members: Mapping[str, Member] | None = None
) -> tuple[Claim, ...]:  # fmt: skip
    """Return every claim under ``decision``, in order of partnership, payer and first line.

    Notes
    -----
    Only lines that mentors and mentees pay in a partnership count; the pilot stays the mentee's (4.1.3).
    """
    case = Case(decision=decision, groups=subsidised(lines), members=members or {})
    return tuple(KINDS[decision.kind](case))


def subsidised(lines: Iterable[Line]) -> dict[Key, list[Line]]:
    """Return the lines that a subsidy may reach, by partnership and payer, in order of day and id."""
    groups: dict[Key, list[Line]] = {}
    for line in sorted(lines, key=lambda one: (one.on, one.id)):
        if line.partnership and role_of(line.payer) in ROLES and line.kind != PILOT:
            groups.setdefault((line.partnership, line.payer), []).append(line)
    return groups


def size_of(decision: Decision, member: Member | None) -> str:
    """Return ``small``, ``medium`` or ``large`` by the decision's bounds; empty when the size is not known."""
    if member is None or member.connections is None:
        return ""
    if member.connections <= decision.amounts["small_up_to_connections"]:
        return "small"
    return "medium" if member.connections <= decision.amounts["medium_up_to_connections"] else "large"


def comes_first(decision: Decision, member: Member | None) -> bool:
    """Whether a party sits in one of the decision's regions; a province stands for all in it."""
    here = "" if member is None else member.region
    return any(here == code or here.startswith(f"{code}.") for code in decision.regions)


def _fixed(case: Case) -> Iterator[Claim]:
    """Yield a fixed sum for each role; several mentees of one partnership share theirs equally."""
    peers: dict[Key, list[str]] = {}
    for (partnership, payer), _ in case.each():
        peers.setdefault((partnership, role_of(payer)), []).append(payer)
    text = Text(en="a fixed sum for the partnership", id="jumlah tetap untuk kemitraan")
    for key, lines in case.each():
        same = peers[key[0], role_of(key[1])]
        amount = share_out(case.amount(key, "per_partnership"), (1,) * len(same))[same.index(key[1])]
        yield _claim(lines, amount, text)


def _visits(case: Case) -> Iterator[Claim]:
    """Yield a sum for each journey whose fare the party pays."""
    for key, lines in case.each():
        journeys = _by_journey(lines)
        text = Text(
            en=f"a sum for each of {len(journeys)} visits", id=f"jumlah untuk setiap kunjungan, {len(journeys)} kali"
        )
        for journey in journeys:
            yield _claim(journey, case.amount(key, "per_visit"), text)


def _share(case: Case) -> Iterator[Claim]:
    """Yield a percentage of the travel cost, rounded down to whole rupiah once."""
    for key, lines in case.each():
        percent = case.amount(key, "percent")
        text = Text(en=f"{percent} per cent of the travel cost", id=f"{percent} persen dari biaya perjalanan")
        yield from _of_travel(lines, percent, text)


def _distances(case: Case) -> Iterator[Claim]:
    """Yield a sum for each journey whose fare the party pays, by how far it goes one way."""
    amounts = case.decision.amounts
    text = Text(en="a sum for each visit by its distance", id="jumlah untuk setiap kunjungan menurut jaraknya")
    for key, lines in case.each():
        for journey in _by_journey(lines):
            far = max(line.distance_km for line in journey)
            size = "far"
            if far <= amounts["near_up_to_km"]:
                size = "near"
            elif far <= amounts["middle_up_to_km"]:
                size = "middle"
            yield _claim(journey, case.amount(key, size), text)


def _categories(case: Case) -> Iterator[Claim]:
    """Yield a fixed sum for each party by its size; each mentee of a partnership has its own."""
    for key, lines in case.each():
        size = size_of(case.decision, case.members.get(party_of(key[1])))
        if size:
            text = Text(en=f"the sum for a {size} member", id=f"jumlah untuk anggota {SIZES[size]}")
            yield _claim(lines, case.amount(key, size), text)


def _priorities(case: Case) -> Iterator[Claim]:
    """Yield a percentage of the travel cost; another one for both sides where a mentee sits in a listed region."""
    sides = {
        (key[0], who) for key, lines in case.each() for line in lines for who in (key[1], line.host, line.traveller)
    }
    first = {
        partnership for partnership, who in sides
        if role_of(who) == "mentee" and comes_first(case.decision, case.members.get(party_of(who)))
    }  # fmt: skip
    for key, lines in case.each():
        is_first = key[0] in first
        percent = case.amount(key, "priority_percent" if is_first else "percent")
        en, idn = ("a priority region", "wilayah prioritas") if is_first else ("other regions", "wilayah lain")
        text = Text(
            en=f"{percent} per cent of the travel cost ({en})", id=f"{percent} persen dari biaya perjalanan ({idn})"
        )
        yield from _of_travel(lines, percent, text)


def _parties(case: Case) -> Iterator[Claim]:
    """Yield a party's one sum of the year, in proportion to what it pays in each of its partnerships."""
    owners: dict[str, list[Key]] = {}
    for key, _ in case.each():
        owners.setdefault(key[1], []).append(key)
    parts: dict[Key, int] = {}
    for mine in owners.values():
        costs = [sum(line.amount for line in case.groups[key]) for key in mine]
        amount = case.amount(mine[0], "per_party") if any(costs) else 0
        parts.update(zip(mine, share_out(amount, costs), strict=True))
    for key, lines in case.each():
        count = len(owners[key[1]])
        text = Text(
            en=f"a fixed sum for the party and the year, shared over {count} partnership{'s' if count > 1 else ''}",
            id=f"jumlah tetap untuk pihak ini selama setahun, dibagi atas {count} kemitraan",
        )
        yield _claim(lines, parts[key], text)


def _quota(case: Case) -> Iterator[Claim]:
    """Yield a sum for each journey while the quotas of the partnership and of the year last, earliest first."""
    each, year = (case.decision.amounts[f"visits_per_{name}"] for name in ("partnership", "year"))
    text = Text(
        en=f"a sum for each visit, the first {each} of a partnership and {year} of the year",
        id=f"jumlah untuk setiap kunjungan, {each} pertama per kemitraan dan {year} per tahun",
    )
    journeys = [(key, journey) for key, lines in case.each() for journey in _by_journey(lines)]
    taken: dict[str, int] = {}
    within: set[int] = set()
    for place in sorted(range(len(journeys)), key=lambda at: (journeys[at][1][0].on, journeys[at][1][0].id)):
        partnership = journeys[place][0][0]
        if len(within) < year and taken.get(partnership, 0) < each:
            taken[partnership] = taken.get(partnership, 0) + 1
            within.add(place)
    for place, (key, journey) in enumerate(journeys):
        if place in within:
            yield _claim(journey, case.amount(key, "per_visit"), text)


def _of_travel(lines: Sequence[Line], percent: int, text: Text) -> Iterator[Claim]:
    travel = [line for line in lines if line.kind in TRAVEL_KINDS]
    if travel:
        yield _claim(travel, sum(line.amount for line in travel) * percent // WHOLE, text)


def _by_journey(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the travel lines of each journey of which the party pays the fare, wholly or in part."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.kind in TRAVEL_KINDS:
            found.setdefault((line.event, line.traveller), []).append(line)
    return [journey for journey in found.values() if any(line.kind == "fare" for line in journey)]


def _claim(lines: Sequence[Line], amount: int, because: Text) -> Claim:
    return Claim(
        partnership=lines[0].partnership, payer=lines[0].payer, because=because, lines=tuple(lines),
        wanted=min(amount, sum(line.amount for line in lines)),
    )  # fmt: skip


KINDS: dict[str, Callable[[Case], Iterator[Claim]]] = {
    "fixed_per_partnership": _fixed,
    "per_visit": _visits,
    "share_of_travel": _share,
    "by_distance_class": _distances,
    "by_member_category": _categories,
    "priority_regions": _priorities,
    "fixed_per_party": _parties,
    "visit_quota": _quota,
}
