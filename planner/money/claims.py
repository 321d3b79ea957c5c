"""What a subsidy decision gives to each party before any limit: one function per ``subsidy_kind`` (4.2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.text import Text
from planner.money.kinds import PILOT, TRAVEL_KINDS, Decision, Line, role_of, share_out

ROLES = ("mentor", "mentee")
WHOLE = 100


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


def claims(lines: Iterable[Line], decision: Decision) -> tuple[Claim, ...]:
    """Return every claim under ``decision``, in order of partnership, payer and first line.

    Notes
    -----
    Only lines that mentors and mentees pay in a partnership count; the pilot stays the mentee's (4.1.3).
    """
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in sorted(lines, key=lambda one: (one.on, one.id)):
        if line.partnership and role_of(line.payer) in ROLES and line.kind != PILOT:
            groups.setdefault((line.partnership, line.payer), []).append(line)
    found: list[Claim] = []
    for _, mine in sorted(groups.items()):
        found.extend(KINDS[decision.kind](mine, decision, _same_role(mine[0], groups)))
    return tuple(found)


def _same_role(line: Line, groups: dict[tuple[str, str], list[Line]]) -> tuple[int, int]:
    """Return the place of a payer among those of its role in its partnership, and their number."""
    peers = sorted(
        payer for partnership, payer in groups
        if partnership == line.partnership and role_of(payer) == role_of(line.payer)
    )  # fmt: skip
    return peers.index(line.payer), len(peers)


def _fixed(lines: Sequence[Line], decision: Decision, peers: tuple[int, int]) -> Iterator[Claim]:
    """Yield a fixed sum for a role; several mentees of one partnership share theirs equally."""
    place, count = peers
    amount = share_out(decision.amounts[f"{role_of(lines[0].payer)}_per_partnership"], (1,) * count)[place]
    yield _claim(lines, amount, Text(en="a fixed sum for the partnership", id="jumlah tetap untuk kemitraan"))


def _visits(lines: Sequence[Line], decision: Decision, _peers: tuple[int, int]) -> Iterator[Claim]:
    """Yield a sum for each journey whose fare the party pays."""
    amount = decision.amounts[f"{role_of(lines[0].payer)}_per_visit"]
    journeys = _by_journey(lines)
    text = Text(
        en=f"a sum for each of {len(journeys)} visits", id=f"jumlah untuk setiap kunjungan, {len(journeys)} kali"
    )
    for journey in journeys:
        yield _claim(journey, amount, text)


def _share(lines: Sequence[Line], decision: Decision, _peers: tuple[int, int]) -> Iterator[Claim]:
    """Yield a percentage of the travel cost, rounded down to whole rupiah once."""
    percent = decision.amounts[f"{role_of(lines[0].payer)}_percent"]
    travel = [line for line in lines if line.kind in TRAVEL_KINDS]
    text = Text(en=f"{percent} per cent of the travel cost", id=f"{percent} persen dari biaya perjalanan")
    if travel:
        yield _claim(travel, sum(line.amount for line in travel) * percent // WHOLE, text)


def _distances(lines: Sequence[Line], decision: Decision, _peers: tuple[int, int]) -> Iterator[Claim]:
    """Yield a sum for each journey whose fare the party pays, by how far it goes one way."""
    role, amounts = role_of(lines[0].payer), decision.amounts
    text = Text(en="a sum for each visit by its distance", id="jumlah untuk setiap kunjungan menurut jaraknya")
    for journey in _by_journey(lines):
        far = max(line.distance_km for line in journey)
        size = "far"
        if far <= amounts["near_up_to_km"]:
            size = "near"
        elif far <= amounts["middle_up_to_km"]:
            size = "middle"
        yield _claim(journey, amounts[f"{role}_{size}"], text)


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


KINDS: dict[str, Callable[[Sequence[Line], Decision, tuple[int, int]], Iterator[Claim]]] = {
    "fixed_per_partnership": _fixed,
    "per_visit": _visits,
    "share_of_travel": _share,
    "by_distance_class": _distances,
}
