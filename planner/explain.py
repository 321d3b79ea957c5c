"""Why a plan is as it is: the chain that sets an end, the year's edge, and what stands in the way (2.6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from data.answer import Reason
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule, finish_in, tied
from planner.calendar.network import Network, Unit
from planner.calendar.windows import Stuck, closed, earliest, last_bit, latest
from planner.result import Chained

PEOPLE, CALENDAR, READY, FIXED, PROGRAMME = "people", "quiet_days", "ready", "fixed_days", "programme"


def chain(ground: Groundwork, schedule: Schedule, network: Network) -> tuple[Chained, ...]:
    """Return the events of a placed partnership with their float, in order of time.

    Notes
    -----
    Float is what the lags, quiet days, absences and the programme's dates leave while the partnership
    still ends on its day; other people's calendars are not counted.
    """
    late = _latest_nodes(ground, schedule, network)
    found: list[Chained] = []
    for unit in network.units:
        start = schedule.starts[unit.key]
        slack = max(late.get(unit.key, start) - start, 0)
        why = because(ground, schedule, network, unit=unit)
        found += [
            Chained(
                event=f"{network.partnership}/{part.activity}/{part.occurrence}", activity=part.activity,
                first=ground.horizon.day(start + part.offset), float_days=slack, critical=slack == 0, because=why,
            )
            for part in unit.parts
        ]  # fmt: skip
    for name in network.linked:
        key = schedule.attached[network.partnership, name]
        slack = _event_slack(ground, schedule, network, name=name)
        found.append(
            Chained(
                event=key, activity=name, first=ground.horizon.day(schedule.starts[key]), float_days=slack,
                critical=slack == 0, because=PROGRAMME,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.first, one.event)))


def _event_slack(ground: Groundwork, schedule: Schedule, network: Network, *, name: str) -> int:
    """Return how much later a programme event could lie for this partnership alone."""
    start = schedule.starts[schedule.attached[network.partnership, name]]
    late = _latest_nodes(ground, schedule, network)
    rooms = [late.get(link.node, start) - link.least - start for link in network.links
             if link.activity == name and link.forward]  # fmt: skip
    return max(min(rooms, default=0), 0)


def _latest_nodes(ground: Groundwork, schedule: Schedule, network: Network) -> Mapping[str, int]:
    attached = {name: schedule.attached[network.partnership, name] for name in network.linked}
    bounds = tied(ground.bounds[network.partnership], network.links, attached=attached, held=schedule.starts)
    nodes = latest(network, closed(bounds, network, end=schedule.finish(network)), horizon=ground.horizon)
    return {} if isinstance(nodes, Stuck) else nodes


def because(ground: Groundwork, schedule: Schedule, network: Network, *, unit: Unit) -> str:
    """Return what keeps a unit from lying earlier: a precedence, quiet or absent days, people, or its letter."""
    start = schedule.starts[unit.key]
    if ground.starts.fixed(unit) is not None:
        return FIXED
    values = {**schedule.starts, **{f"{key}>": end for key, end in schedule.ends.items()}}
    pushes = [(values[lag.before] + lag.least, lag.row) for lag in network.lags if lag.after == unit.key]
    for link in network.links:
        if link.forward and link.node == unit.key:
            event = schedule.starts[schedule.attached[network.partnership, link.activity]]
            pushes.append((event + link.least, link.row))
    if not pushes:
        return READY
    limit, row = max(pushes)
    if limit >= start:
        return row
    between = ground.bounds[network.partnership].allowed[unit.key] >> limit & ((1 << (start - limit)) - 1)
    return PEOPLE if between else CALENDAR


def latest_agreements(ground: Groundwork) -> dict[int, dt.date]:
    """Return for each length of the pilot the last day of agreement from which the budget year still suffices.

    Notes
    -----
    The latest over all partnerships, everyone's calendar apart; a length that fits nowhere is left out.
    """
    found: dict[int, dt.date] = {}
    for network in ground.networks.values():
        pilot = next((unit for unit in network.units if unit.months), None)
        for months in pilot.months or () if pilot else ():
            day = latest_agreement(ground, network, months=months)
            if day is not None and day > found.get(months, dt.date.min):
                found[months] = day
    return found


def latest_agreement(ground: Groundwork, network: Network, *, months: int) -> dt.date | None:
    """Return the last first day of a partnership's pilot of so many months that still ends in the budget year."""
    units = tuple(replace(unit, months=range(months, months + 1)) if unit.months else unit for unit in network.units)
    shaped = replace(network, units=units)
    bounds = closed(ground.bounds[network.partnership], shaped, end=ground.horizon.deadline)
    while True:
        nodes = latest(shaped, bounds, horizon=ground.horizon)
        if isinstance(nodes, Stuck):
            return None
        upper = dict(bounds.upper)
        for name in network.linked:
            event = _last_event(ground, network, name=name, nodes=nodes)
            for link in network.links:
                if link.activity == name and not link.forward:
                    upper[link.node] = min(upper.get(link.node, event - link.least), event - link.least)
        if upper == bounds.upper:
            start = next(unit.key for unit in units if unit.months)
            return ground.horizon.day(nodes[start])
        bounds = replace(bounds, upper=upper)


def _last_event(ground: Groundwork, network: Network, *, name: str, nodes: Mapping[str, int]) -> int:
    most = min(
        (nodes[link.node] - link.least for link in network.links if link.activity == name and link.forward),
        default=ground.horizon.last,
    )
    return max(last_bit(ground.programme_allowed[unit.key], most) for unit in ground.programme[name])


def why_carried(ground: Groundwork, schedule: Schedule, network: Network) -> Reason:
    """Return why a partnership runs into the next year, whose money pays, and what would have kept it in."""
    horizon, key = ground.horizon, network.partnership
    end = horizon.day(schedule.finish(network))
    alone = ground.soonest[key]
    soonest = None if isinstance(alone, Stuck) else horizon.day(finish_in(network, alone))
    pilot = next((unit for unit in network.units if unit.months), None)
    edges = [
        (months, day)
        for months in (pilot.months or () if pilot else ())
        if (day := latest_agreement(ground, network, months=months)) is not None
    ]
    months, day = edges[0] if edges else (0, None)
    edge_en = f" A pilot of {months} months needs the agreement by {day}." if day else ""
    edge_id = f" Percontohan {months} bulan memerlukan perjanjian paling lambat {day}." if day else ""
    within = soonest is not None and soonest <= horizon.day(horizon.deadline)
    why_en = "The people are taken earlier." if within else f"Even with all people free it ends on {soonest}."
    why_id = (
        "Orang-orangnya sudah terpakai lebih dulu."
        if within
        else f"Walaupun semua orang tersedia, selesainya pada {soonest}."
    )
    return Reason(
        rule="budget_year", section="2.6", who=key,
        sentence=Text(
            en=f"It ends on {end}; what falls after 31 December is paid from {end.year}'s money. {why_en}{edge_en}",
            id=f"Selesai pada {end}; biaya setelah 31 Desember dibayar dari anggaran {end.year}. {why_id}{edge_id}",
        ),
        remedy=Text(
            en="Give more facilitator's days in the first months, or take it into the next intake."
            if within else "Take its letter up earlier, carry it over, or take it into the next intake.",
            id="Tambah hari fasilitator pada bulan-bulan awal, atau masukkan ke angkatan berikutnya."
            if within else "Proses suratnya lebih awal, alihkan ke tahun depan, atau masukkan ke angkatan berikutnya.",
        ),
    )  # fmt: skip


def why_stuck(ground: Groundwork, partnership: str, stuck: Stuck) -> Reason:
    """Return in words where a partnership found no day, and the smallest change that could help."""
    book, problem = ground.problem.book, ground.problem
    stuck = _at_fault(ground, ground.networks[partnership], stuck)
    row = book.precedences.get(stuck.row)
    node = (
        "the programme's events" if stuck.row == PROGRAMME else stuck.node.removeprefix(f"{partnership}/").rstrip(">")
    )
    node_id = "acara program" if stuck.row == PROGRAMME else node
    settled = any(fix.partnership in {partnership, ""} for fix in problem.fixes)
    last = ground.horizon.workdays.last
    blocks = [block for block in problem.blocks if block.who in {*_parties(ground, partnership)}]
    rule = FIXED if settled else "party_absence" if blocks else "order" if row else "facilitator_days"
    what_en = f"'{row.name.en}' cannot be kept" if row else "no day suits everyone"
    what_id = f"'{row.name.id}' tidak dapat dipenuhi" if row else "tidak ada hari yang cocok bagi semua"
    return Reason(
        rule=rule, section=row.section if row else book.rules[rule].section, who=partnership,
        sentence=Text(
            en=f"No day up to {last} for {node}: {what_en}.",
            id=f"Tidak ada hari sampai {last} untuk {node_id}: {what_id}.",
        ),
        remedy=_remedies()[rule],
    )  # fmt: skip


def _at_fault(ground: Groundwork, network: Network, stuck: Stuck) -> Stuck:
    """Return the most lag without which the partnership would have a place; ``stuck`` when there is no single one.

    Notes
    -----
    Lags that contradict each other push everything to the axis' end, where whatever comes last is stuck first.
    """
    alone = ground.soonest[network.partnership]
    if stuck.row not in ground.problem.book.precedences or not isinstance(alone, Stuck):
        return stuck
    for lag in network.lags:
        if lag.most is not None:
            lags = tuple(replace(other, most=None) if other.row == lag.row else other for other in network.lags)
            freed = earliest(replace(network, lags=lags), ground.bounds[network.partnership], horizon=ground.horizon)
            if not isinstance(freed, Stuck):
                return Stuck(node=lag.after, row=lag.row, against=lag.before)
    return stuck


def _parties(ground: Groundwork, partnership: str) -> tuple[str, ...]:
    one = ground.problem.partnerships[partnership]
    return (one.mentor, *one.mentees)


def _remedies() -> Mapping[str, Text]:
    return {
        FIXED: Text(en="Free one of the settled days.", id="Lepaskan salah satu hari yang sudah ditetapkan."),
        "party_absence": Text(en="Shorten an absence.", id="Persingkat masa berhalangan."),
        "order": Text(
            en="Take the letter up earlier or lengthen the lag.", id="Proses surat lebih awal atau longgarkan jeda."
        ),
        "facilitator_days": Text(en="Give more facilitator's days.", id="Tambah hari kerja fasilitator."),
    }
