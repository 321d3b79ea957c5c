"""Why a point of a sweep has no plan: nobody to choose from, no time, a process that was ended.

A search that never was finds nobody, and nobody out of nobody looks proved; so such a point carries no figures at all.
"""

from data.answer import Status
from data.text import Text
from planner.plan import Plan
from planner.sandbox.basis import Basis

MORE_TIME = Text(en="Ask again with more time.", id="Tanyakan lagi dengan waktu lebih lama.")
CUT_OFF = (
    Text(
        en="Not searched: the time ended before a first plan was found, so this is no zero.",
        id="Belum dicari: waktu habis sebelum ada rencana pertama, jadi ini bukan nol.",
    ),
    MORE_TIME,
)
ENDED = (
    Text(
        en="Not searched: its process was ended before it answered, for want of memory or by somebody.",
        id="Belum dicari: prosesnya dihentikan sebelum menjawab, karena memori kurang atau oleh seseorang.",
    ),
    Text(en="Ask again with fewer processes.", id="Tanyakan lagi dengan lebih sedikit proses."),
)
NOBODY = (
    Text(
        en="Not searched: the year holds no partnership; its match found no pair or had no time.",
        id="Belum dicari: tahun ini tidak memuat kemitraan; pencocokannya tanpa pasangan atau kehabisan waktu.",
    ),
    Text(
        en="Match letters and mentors first, or ask again with more time.",
        id="Cocokkan dahulu surat dan mentor, atau tanyakan lagi dengan waktu lebih lama.",
    ),
)
NO_DATES = (
    Text(
        en="Not searched: nobody has dates in the calendar that stands, and it is not proved that nobody can have any.",
        id="Belum dicari: belum ada yang bertanggal di kalender ini, dan belum terbukti bahwa memang tidak bisa.",
    ),
    Text(
        en="Plan the year with more time, or ask with the year planned anew.",
        id="Susun tahunnya dengan waktu lebih lama, atau tanyakan dengan penjadwalan ulang.",
    ),
)


def no_candidates(plan: Plan, basis: Basis, *, replan: bool) -> tuple[Text, Text] | None:
    """Return why a sweep of this year has nobody to choose from (sentence, remedy), or None where it has.

    Notes
    -----
    With a held calendar an empty choice is an answer only if the plan proved that nobody has a place.
    """
    if not plan.problem.partnerships:
        return NOBODY
    if not replan and not basis.lines and plan.status is not Status.INFEASIBLE:
        return NO_DATES
    return None
