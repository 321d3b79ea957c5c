"""Why a partnership runs into the next year, or found no place beside the others, as the plan's reasons (2.6)."""

from data.answer import Reason
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule, finish_in
from planner.calendar.network import Network
from planner.calendar.windows import Stuck
from planner.refusals import facts as named
from planner.refusals.edge import latest_agreement
from planner.refusals.refusal import Refusal, refusal
from planner.refusals.search import OutOfSteps

AGAIN = Text(en="Plan again with more time.", id="Rencanakan lagi dengan waktu lebih lama.")
# Wall seconds that must be left for one more question; most take a few tenths of one.
ENOUGH_SECONDS = 0.5


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


def why_unplaced(
    ground: Groundwork, key: str, *, kept: Schedule | None, seconds: float
) -> tuple[Reason, Refusal | None]:
    """Return why a partnership has no place in the plan, and the whole of the no where it is known.

    Parameters
    ----------
    kept
        Days of the others when it has a place alone; None when it has none even then.
    seconds
        Wall seconds that are left; with too few the question is not asked.
    """
    if seconds < ENOUGH_SECONDS:
        return _open(ground, key), None
    try:
        found = refusal(ground, (key,), kept=kept)
    except OutOfSteps:
        return _open(ground, key), None
    if found is None:
        return _unseen(ground, key), None
    return found.reason, found


def _open(ground: Groundwork, key: str) -> Reason:
    row = ground.problem.book.rules[named.PEOPLE]
    return Reason(
        rule=row.id, section=row.section, who=key, remedy=AGAIN,
        sentence=Text(
            en="No place was found in the time given, and what stands in the way was not settled.",
            id="Tidak ada tempat yang ditemukan dalam waktu yang diberikan, dan penyebabnya belum dipastikan.",
        ),
    )  # fmt: skip


def _unseen(ground: Groundwork, key: str) -> Reason:
    row = ground.problem.book.rules[named.PEOPLE]
    return Reason(
        rule=row.id, section=row.section, who=key, remedy=AGAIN,
        sentence=Text(
            en="There is a place beside the others' dates, but the search did not come to it in the time given.",
            id="Ada tempat di antara jadwal yang lain, tetapi belum ditemukan dalam waktu yang diberikan.",
        ),
    )  # fmt: skip
