"""A whole plan at once: partnership after partnership, each as early as its lags and everyone's calendar allow."""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from planner.calendar.groundwork import Groundwork, Schedule, audience, choices, finish_in, tied
from planner.calendar.network import Network, Unit, is_awaited
from planner.calendar.reservations import Reservations
from planner.calendar.windows import Bounds, Stuck, earliest, last_bit, next_bit
from planner.levels import counted

Merit = tuple[int, int, int]
# How many random orders are tried besides the plain ones; each costs some milliseconds a partnership.
RANDOM_ORDERS = 30
# How often the programme's events are pulled forward to what they wait for; the second time seldom helps.
PULLS = 2


def merit(ground: Groundwork, schedule: Schedule) -> Merit:
    """Return what is compared between plans: placed, finished in the budget year, sum of finishes (negated)."""
    placed, finished, days = counted(ground, schedule)
    return placed, finished, -days


def construct_best(
    ground: Groundwork, *, seed: int, stop: Callable[[], bool], tell: Callable[[Schedule], None]
) -> Schedule:
    """Return the best plan of several orders of the partnerships.

    Parameters
    ----------
    stop
        Asked between two tries; the first plan is always made.
    tell
        Told every better plan.

    Notes
    -----
    For one ``seed`` and a ``stop`` that does not interfere, the plan is always the same.
    """
    best, value = None, (-1, -1, 0)
    for order, early in _orders(ground, seed=seed):
        schedule = build(ground, order, early=early)
        if merit(ground, schedule) > value:
            best, value = schedule, merit(ground, schedule)
            tell(best)
        if stop():
            break
    if best is None:
        return construct(ground, (), held={})
    return best


def build(ground: Groundwork, order: Sequence[str], *, early: bool) -> Schedule:
    """Return the plan of one order, the programme's events pulled forward to what they wait for."""
    held = first_dates(ground, early=early)
    best = construct(ground, order, held=held)
    for _ in range(PULLS):
        pulled = pull(ground, best, held=held)
        if pulled == held:
            break
        schedule = construct(ground, order, held=pulled)
        if merit(ground, schedule) <= merit(ground, best):
            break
        best, held = schedule, pulled
    return best


def _orders(ground: Groundwork, *, seed: int) -> Iterator[tuple[tuple[str, ...], bool]]:
    dice = random.Random(seed)  # noqa: S311  # no secret, but the same plan again
    partnerships = ground.problem.partnerships
    ends = {
        key: ground.horizon.last if isinstance(nodes := ground.soonest[key], Stuck) else finish_in(network, nodes)
        for key, network in ground.networks.items()
    }
    plain = (
        sorted(ends, key=lambda key: (ends[key], -partnerships[key].worth, key)),
        sorted(ends, key=lambda key: (partnerships[key].ready, key)),
        sorted(ends, key=lambda key: (-partnerships[key].worth, key)),
    )
    for order in plain:
        for early in (True, False):
            yield tuple(order), early
    base = plain[0]
    for count in range(RANDOM_ORDERS):
        reach = max(len(base) // 2, 1)
        shuffled = sorted(range(len(base)), key=lambda place: (place + dice.randrange(reach + 1), place))
        yield tuple(base[place] for place in shuffled), count % 2 == 0


def first_dates(ground: Groundwork, *, early: bool) -> dict[str, int]:
    """Return first dates for the programme's events.

    Notes
    -----
    What partnerships wait for (the mentor workshop) lies on the earliest day, or, when not ``early``, on the
    latest day that delays nobody; what waits for partnerships (the dissemination workshop) as late in the
    year as leaves room for what follows it.
    """
    held: dict[str, int] = {}
    used = Reservations(ground.starts.spans, ground.problem.facilitators, busy=ground.starts.blocked)
    for name, units in ground.programme.items():
        links = [link for network in ground.networks.values() for link in network.links if link.activity == name]
        if not is_awaited(ground.problem.book, name):
            units = units[: sum(unit.year == ground.problem.year for unit in units)]  # noqa: PLW2901
        waits = any(not link.forward for link in links)
        for unit in units:
            day = _first_date(ground, unit, late=waits, early=early, used=used)
            if day is not None:
                held[unit.key] = day
                used.take(unit, day, attendance={}, colleague=used.colleague(unit, day))
    return held


def _first_date(ground: Groundwork, unit: Unit, *, late: bool, early: bool, used: Reservations) -> int | None:
    name, bits = unit.parts[0].activity, ground.programme_allowed[unit.key]
    links = [link for network in ground.networks.values() for link in network.links if link.activity == name]
    if late:
        room = max((link.least for link in links if link.forward), default=0)
        siblings = [other.key for other in ground.programme[name] if other.year == unit.year]
        share = (siblings.index(unit.key) + 1) * (bits.bit_length() - next_bit(bits, 0)) // len(siblings)
        limit = min(next_bit(bits, 0) + share, _year_end(ground, unit.year) - room)
        return _free(ground, unit, range(limit, -1, -1), used=used)
    needed = [
        nodes[link.node] - link.least
        for network in ground.networks.values() for link in network.links
        if link.activity == name and not isinstance(nodes := ground.soonest[network.partnership], Stuck)
    ]  # fmt: skip
    first, limit = next_bit(bits, 0), last_bit(bits, min(needed, default=0))
    if not bits:
        return None
    harmless = range(first, limit + 1) if early else range(limit, first - 1, -1)
    suited = sorted(harmless, key=lambda day: _absent(ground, unit, day))
    found = next((day for day in suited if bits >> day & 1 and used.fits(unit, day)), None)
    return found if found is not None else _free(ground, unit, range(first, ground.horizon.last + 1), used=used)


def _absent(ground: Groundwork, unit: Unit, day: int) -> int:
    """Return how many of those whom an event awaits are away on a day."""
    if not ground.programme_allowed[unit.key] >> day & 1:
        return 0
    spans, away = ground.starts.spans, ground.starts.blocked
    awaited = audience(ground, unit, dict.fromkeys(ground.networks)) if away else {}
    return sum(
        bool(away[party] & spans.guest(unit, day, travel_days=days)) for party, days in awaited.items() if party in away
    )


def _year_end(ground: Groundwork, year: int) -> int:
    days = ground.horizon.workdays.days
    return ground.horizon.before(days[-1].replace(year=year + 1, month=1, day=1) - dt.timedelta(days=1))


def _free(ground: Groundwork, unit: Unit, days: range, *, used: Reservations) -> int | None:
    bits = ground.programme_allowed[unit.key]
    return next((day for day in days if bits >> day & 1 and used.fits(unit, day)), None)


def pull(ground: Groundwork, schedule: Schedule, *, held: Mapping[str, int]) -> dict[str, int]:
    """Return the dates of the events that are held, those that wait for partnerships as early as these allow.

    Notes
    -----
    What nobody attends is dropped, for it would keep everybody's days free for nothing.
    """
    pulled = {key: day for key, day in held.items() if key in schedule.starts}
    attending: dict[str, list[str]] = {}
    for (partnership, _), key in schedule.attached.items():
        attending.setdefault(key, []).append(partnership)
    used = Reservations(ground.starts.spans, ground.problem.facilitators, busy=ground.starts.blocked)
    for units in ground.programme.values():
        for unit in units:
            needed = [
                _node(schedule, link.node) + link.least
                for partnership in attending.get(unit.key, ())
                for link in ground.networks[partnership].links
                if link.activity == unit.parts[0].activity and not link.forward
            ]
            if needed and (day := _free(ground, unit, range(max(needed), held[unit.key] + 1), used=used)) is not None:
                pulled[unit.key] = day
    return pulled


def _node(schedule: Schedule, node: str) -> int:
    return schedule.starts[node] if node in schedule.starts else schedule.ends[node[:-1]]


def construct(
    ground: Groundwork, order: Sequence[str], *, held: Mapping[str, int], given: Schedule | None = None
) -> Schedule:
    """Return the plan of one order with the programme's events on given days.

    Parameters
    ----------
    given
        Partnerships that already have their days; they are kept, those of ``order`` are placed around them.
    """
    taken = Reservations(ground.starts.spans, ground.problem.facilitators, busy=ground.starts.blocked)
    colleagues: dict[str, str] = dict(given.colleagues) if given else {}
    starts: dict[str, int] = dict(given.starts) if given else {}
    ends: dict[str, int] = dict(given.ends) if given else {}
    attached: dict[tuple[str, str], str] = dict(given.attached) if given else {}
    units = {unit.key: unit for several in ground.programme.values() for unit in several}
    settled = {unit.key: unit for network in ground.networks.values() for unit in network.units if unit.key in starts}
    for key, unit in settled.items():
        taken.take(unit, starts[key], colleague=colleagues.get(key))
    for key, day in held.items():
        person = colleagues.get(key) or taken.colleague(units[key], day)
        taken.take(units[key], day, attendance=audience(ground, units[key], ground.networks), colleague=person)
        if person:
            colleagues[key] = person
    stuck: dict[str, Stuck] = {}
    for partnership in order:
        placed = place(ground, ground.networks[partnership], taken=taken, held=held)
        if isinstance(placed, Stuck):
            stuck[partnership] = placed
            continue
        nodes, people, events = placed
        network = ground.networks[partnership]
        starts.update({unit.key: nodes[unit.key] for unit in network.units})
        ends.update({unit.key: nodes[unit.end] for unit in network.units if unit.months})
        colleagues.update(people)
        attached.update({(partnership, name): key for name, key in events.items()})
    book = ground.problem.book
    kept = set(attached.values()) | {key for key in held if not is_awaited(book, units[key].parts[0].activity)}
    starts.update({key: held[key] for key in held if key in kept})
    colleagues = {key: person for key, person in colleagues.items() if key in starts}
    return Schedule(starts=starts, ends=ends, colleagues=colleagues, attached=attached, stuck=stuck)


def complete(ground: Groundwork, given: Schedule, order: Sequence[str]) -> Schedule:
    """Return the plan that keeps ``given`` and places ``order`` around it, later events pulled forward."""
    settled = {key: given.starts[key] for key in set(given.attached.values())}
    held = {**first_dates(ground, early=True), **settled}
    best = construct(ground, order, held=held, given=given)
    for _ in range(PULLS):
        pulled = {**pull(ground, best, held=held), **settled}
        if pulled == held:
            break
        schedule = construct(ground, order, held=pulled, given=given)
        if merit(ground, schedule) <= merit(ground, best):
            break
        best, held = schedule, pulled
    return best


def tidy(ground: Groundwork, schedule: Schedule, *, left: Callable[[], float] | None = None) -> Schedule:
    """Return a schedule whose partnerships, one after the other, begin every step as early as the others leave room.

    Parameters
    ----------
    left
        Seconds that are left; without any left the rest stays as it is.  None waits for all.

    Notes
    -----
    Programme events stay.  No end moves back, for the days that a partnership has are among those it may take.
    """
    starts, ends, colleagues = dict(schedule.starts), dict(schedule.ends), dict(schedule.colleagues)
    held = {unit.key: starts[unit.key] for unit in programme_of(ground) if unit.key in starts}
    placed = sorted(set(ground.networks) - set(schedule.stuck))
    taken = _taken(ground, schedule)
    for key in sorted(placed, key=lambda one: schedule.finish(ground.networks[one])):
        if left is not None and left() < 0:
            break
        network = ground.networks[key]
        unseat(network, starts, colleagues, taken=taken)
        attached = {name: schedule.attached[key, name] for name in network.linked}
        found = seat(network, tied(ground.bounds[key], network.links, attached=attached, held=held), taken=taken)
        if isinstance(found, Stuck):
            reseat(network, starts, colleagues, taken=taken)
            continue
        if finish_in(network, found[0]) > schedule.finish(network):
            unseat(network, *found, taken=taken)
            reseat(network, starts, colleagues, taken=taken)
            continue
        nodes, people = found
        starts.update({unit.key: nodes[unit.key] for unit in network.units})
        ends.update({unit.key: nodes[unit.end] for unit in network.units if unit.months})
        colleagues.update(people)
    return replace(schedule, starts=starts, ends=ends, colleagues=colleagues)


def _taken(ground: Groundwork, schedule: Schedule) -> Reservations:
    """Return everybody's calendars as a schedule fills them."""
    taken = Reservations(ground.starts.spans, ground.problem.facilitators, busy=ground.starts.blocked)
    for network in ground.networks.values():
        for unit in network.units if network.partnership not in schedule.stuck else ():
            taken.take(unit, schedule.starts[unit.key], colleague=schedule.colleagues.get(unit.key))
    for unit in programme_of(ground):
        if unit.key in schedule.starts:
            there = {who: None for (who, _), event in schedule.attached.items() if event == unit.key}
            guests, person = audience(ground, unit, there), schedule.colleagues.get(unit.key)
            taken.take(unit, schedule.starts[unit.key], attendance=guests, colleague=person)
    return taken


def programme_of(ground: Groundwork) -> list[Unit]:
    """Return every possible event of the programme."""
    return [unit for several in ground.programme.values() for unit in several]


Seat = tuple[dict[str, int], dict[str, str]]
Placed = tuple[dict[str, int], dict[str, str], dict[str, str]]


def place(ground: Groundwork, network: Network, *, taken: Reservations, held: Mapping[str, int]) -> Placed | Stuck:
    """Return one partnership's nodes, colleagues and events, its days now taken, or where it is stuck."""
    alone = ground.soonest[network.partnership]
    if isinstance(alone, Stuck):
        return alone
    stuck: Stuck | None = None
    for attached in choices(ground, network, held):
        if not _can_attend(ground, network, attached=attached, held=held):
            continue
        bounds = tied(ground.bounds[network.partnership], network.links, attached=attached, held=held)
        found = seat(network, bounds, taken=taken, since=alone)
        if not isinstance(found, Stuck):
            return *found, attached
        stuck = stuck or found
    return stuck or Stuck(node=network.partnership, row="programme")


def _can_attend(ground: Groundwork, network: Network, *, attached: Mapping[str, str], held: Mapping[str, int]) -> bool:
    spans, away = ground.starts.spans, ground.starts.blocked
    for name, key in attached.items():
        unit = next(unit for unit in ground.programme[name] if unit.key == key)
        for party, days in audience(ground, unit, {network.partnership: None}).items():
            if away.get(party) and away[party] & spans.guest(unit, held[key], travel_days=days):
                return False
    return True


def seat(
    network: Network, bounds: Bounds, *, taken: Reservations, since: Mapping[str, int] | None = None
) -> Seat | Stuck:
    """Take earliest days and people; a unit whose people an earlier unit takes moves on, and all is settled again.

    Parameters
    ----------
    since
        Node to an index before which it is known not to lie.
    """
    allowed = dict(bounds.allowed)
    on_site = [unit for unit in network.units if unit.on_site]
    while True:
        nodes = earliest(
            network, replace(bounds, allowed=allowed), horizon=taken.horizon, fits=taken.staffed, shut=taken.shut,
            since=since,
        )  # fmt: skip
        if isinstance(nodes, Stuck):
            return nodes
        people: dict[str, str] = {}
        sitting: list[Unit] = []
        for unit in sorted(on_site, key=lambda one: nodes[one.key]):
            person = taken.colleague(unit, nodes[unit.key])
            free = taken.parties_free(unit, nodes[unit.key])
            if not free or (unit.facilitator is not None and person is None):
                allowed[unit.key] &= ~(1 << nodes[unit.key])
                break
            taken.take(unit, nodes[unit.key], colleague=person)
            sitting.append(unit)
            if person:
                people[unit.key] = person
        else:
            return nodes, people
        for unit in sitting:
            taken.release(unit, nodes[unit.key], colleague=people.get(unit.key))


def unseat(network: Network, nodes: Mapping[str, int], people: Mapping[str, str], *, taken: Reservations) -> None:
    """Give back the days of one partnership."""
    for unit in network.units:
        if unit.on_site:
            taken.release(unit, nodes[unit.key], colleague=people.get(unit.key))


def reseat(network: Network, nodes: Mapping[str, int], people: Mapping[str, str], *, taken: Reservations) -> None:
    """Take the days that one partnership had."""
    for unit in network.units:
        if unit.on_site:
            taken.take(unit, nodes[unit.key], colleague=people.get(unit.key))
