"""The waiting list: what every group of which nobody enters is waiting for, and how much of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from data.answer import Reason
from data.text import Text
from planner.joint.field import Field
from planner.money.rupiah import rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One group that waits.

    Parameters
    ----------
    group, partnership
        The group, and its candidate that lacks least: fewest kinds of things, then the least money, then more worth.
    money
        Rupiah per head that are missing beside those who enter.
    place
        Whether its mentor's places are all taken.
    calendar
        Whether nothing is missing but a place in the calendar.
    reason
        The same in words.
    """

    group: str
    partnership: str
    reason: Reason
    money: Mapping[str, int] = field(default_factory=dict)
    place: bool = False
    calendar: bool = False


def waiting_list(candidates: Field, entered: Collection[str]) -> tuple[Waiting, ...]:
    """Return one entry for every group without anyone in ``entered``, in the order of the groups."""
    free = dict(candidates.free)
    for key in entered:
        for head, amount in candidates.costs[key].items():
            free[head] = free.get(head, 0) - amount
    return tuple(
        min((_one(candidates, group, key, free=free, entered=entered) for key in members), key=lambda one: (
            len(one.money) + one.place + one.calendar * len(candidates.free), sum(one.money.values()),
            -candidates.candidates.problem.partnerships[one.partnership].worth,
        ))
        for group, members in candidates.candidates.members().items() if not set(members) & set(entered)
    )  # fmt: skip


def _one(candidates: Field, group: str, key: str, *, free: Mapping[str, int], entered: Collection[str]) -> Waiting:
    problem, places = candidates.candidates.problem, candidates.candidates.places
    mentor = problem.partnerships[key].mentor
    cost = candidates.costs.get(key, {})
    money = {head: amount - free.get(head, 0) for head, amount in cost.items() if amount > free.get(head, 0)}
    full = mentor in places and sum(problem.partnerships[one].mentor == mentor for one in entered) >= places[mentor]
    calendar = key not in candidates.costs or not (money or full)
    return Waiting(
        group=group, partnership=key, money=money, place=full, calendar=calendar,
        reason=_reason(candidates, key, money=money, full=full),
    )  # fmt: skip


def _reason(candidates: Field, key: str, *, money: Mapping[str, int], full: bool) -> Reason:
    problem = candidates.candidates.problem
    if money:
        unit = problem.book.programme.currency
        names = {head: problem.book.budget_heads[head].name for head in money}
        en = ", ".join(f"{rupiah(amount, unit).en} under '{names[head].en}'" for head, amount in money.items())
        idn = ", ".join(f"{rupiah(amount, unit).id} pada pos '{names[head].id}'" for head, amount in money.items())
        return Reason(
            rule="budget_head", section="4.2", who=key,
            sentence=Text(en=f"It waits for money: {en}.", id=f"Menunggu dana: {idn}."),
            remedy=Text(en=f"Add {en}.", id=f"Tambahkan {idn}."),
        )  # fmt: skip
    if full:
        mentor = problem.parties[problem.partnerships[key].mentor].name
        return Reason(
            rule="mentor_places", section="3.1.2", who=key,
            sentence=Text(
                en=f"It waits for a mentor: every place of {mentor} is taken.",
                id=f"Menunggu mentor: semua tempat pada {mentor} sudah terisi.",
            ),
            remedy=Text(
                en=f"Ask {mentor} for one more place, or another mentor.",
                id=f"Mintakan satu tempat lagi kepada {mentor}, atau cari mentor lain.",
            ),
        )  # fmt: skip
    return Reason(
        rule="budget_year", section="2.6", who=key,
        sentence=Text(
            en="It waits for a place in the calendar: money and a mentor would be there.",
            id="Menunggu tempat di kalender: dana dan mentor sebenarnya tersedia.",
        ),
        remedy=Text(
            en="Free days of the facilitator's colleagues or of its parties, or begin earlier.",
            id="Luangkan hari petugas fasilitator atau para pihak, atau mulai lebih awal.",
        ),
    )  # fmt: skip
