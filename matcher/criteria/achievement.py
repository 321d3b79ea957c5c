"""What the mentor has achieved in the subject's own indicator, and how far ahead it stands (3.1.2).

A healthy class says nothing here: a utility can be healthy and bad at the very subject.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from data.country import Kpi, Reading
from data.text import Text
from matcher.block import Block, portions
from matcher.criteria.base import Criterion, Part
from matcher.nouns import Need, Practice
from matcher.policy import portion
from matcher.problem import Ints, Problem
from matcher.sentences import Figure, Phrase

FELL = Text(en="{} fell from {} to {} {} ({}, {})", id="{} turun dari {} menjadi {} {} ({}, {})")
ROSE = Text(en="{} rose from {} to {} {} ({}, {})", id="{} naik dari {} menjadi {} {} ({}, {})")
STEADY = Text(en="{} stayed at {} {} ({}, {})", id="{} tetap {} {} ({}, {})")
UNSHOWN = Text(
    en="{}: no value before and after the practice, so a neutral share is given for it",
    id="{}: tidak ada nilai sebelum dan sesudah praktik, sehingga diberi nilai netral",
)
YOU = Text(en="you stand at {} {}", id="Anda kini {} {}")
AHEAD = Text(en="the mentor stands at {} {}, you at {}", id="mentor kini {} {}, Anda {}")
BEHIND = Text(
    en="at {} {} the mentor is no better than you at {}",
    id="dengan {} {} mentor tidak lebih baik daripada Anda yang {}",
)
NO_TODAY = Text(
    en="where you stand today is not known, so a neutral share is given for it",
    id="keadaan Anda saat ini tidak diketahui, sehingga diberi nilai netral",
)
NO_LEVEL = Text(
    en="where the mentor stands is not known, so a neutral share is given for it",
    id="keadaan mentor tidak diketahui, sehingga diberi nilai netral",
)
YOUR_FIGURE = Text(en="your figure is of {} ({})", id="angka Anda dari tahun {} ({})")
ITS_FIGURE = Text(en="the mentor's figure is of {} ({})", id="angka mentor dari tahun {} ({})")
TOO_HIGH = Text(
    en="your target of {} {} is better than the mentor's own {}",
    id="target Anda {} {} lebih baik daripada capaian mentor sendiri {}",
)
NO_KPI = Text(
    en="No figure is kept for {}; its title must speak, and a neutral share is given.",
    id="Tidak ada angka untuk {}; judul praktik yang berbicara, dan diberi nilai netral.",
)
SENTENCE = Text(en="{}.", id="{}.")
VERIFIED = Text(en="verified", id="terverifikasi")
REPORTED = Text(en="reported, not yet verified", id="dilaporkan, belum diverifikasi")
# Stands for a share that is not known.
UNTOLD = -1
# What letters and practices say is this year's, or dated in its own sentence.
TOLD_BY_PARTIES = ("request letter", "practice on offer")
UNDATED = Text(en="year not known", id="tahun tidak diketahui")


@dataclass(frozen=True, slots=True)
class _Share:
    """Per cent of a half, None when not known, with its words."""

    percent: int | None
    phrase: Phrase
    warning: bool = False


class Achievement(Criterion):
    """Half for the mentor's own improvement, half for its lead over the mentee, less when not verified."""

    id = "achievement"
    name = Text(en="achievement", id="capaian")
    section = "3.1.2"
    of_pair = False

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return improvement and lead in the first of the subject's readings that is known best."""
        possible = problem.weight(self.id)
        kpi = subject_kpi(problem, need, practice)
        if kpi is None:
            return self._without(problem, need, possible)
        level = level_of(problem, practice, kpi)
        walked = _improvement(problem, practice, kpi)
        lead = _lead(problem, need, kpi, level=level, said=kpi.id in practice.after and walked.percent is not None)
        most = portion(possible, problem.number("improvement_share_percent"), 100)
        points = _given(problem, most, walked) + _given(problem, possible - most, lead)
        if not practice.verified:
            points = portion(points, problem.number("unverified_percent"), 100)
        high = _target(need, kpi, level)
        today = problem.today(need, kpi.id)
        told = [part.phrase for part in (walked, lead, high) if part is not None]
        told += [*_dated(YOUR_FIGURE, today if level else None), *_dated(ITS_FIGURE, level if today else None)]
        return Part(
            criterion=self.id,
            points=points,
            possible=possible,
            words=SENTENCE,
            figures=(tuple(told),),
            source=_source(problem, need, practice, kpi),
            missing=walked.percent is None or lead.percent is None,
            warning=lead.warning or high is not None,
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return improvement and lead in the reading by which each pair is judged."""
        possible = problem.weight(self.id)
        kpis = [problem.country.kpis[key] for key in problem.country.subject(block.subject).kpis]
        if not kpis:
            return np.array(problem.neutral(possible))
        if any(problem.digits(kpi.id) is None for kpi in kpis):
            return super().points_many(problem, block)
        most = portion(possible, problem.number("improvement_share_percent"), 100)
        by_kpi = [
            _given_many(problem, most, block.of_practices(_improved, kpi.id))
            + _given_many(problem, possible - most, _led_many(problem, block, kpi))
            for kpi in kpis
        ]
        points = np.choose(kpi_places(block), by_kpi)
        unverified = portions(points, problem.number("unverified_percent"), 100)
        return np.where(block.of_practices(_is_verified), points, unverified)

    def _without(self, problem: Problem, need: Need, possible: int) -> Part:
        return Part(
            criterion=self.id,
            points=problem.neutral(possible),
            possible=possible,
            words=NO_KPI,
            figures=(problem.country.subject(need.subject).name,),
            source="catalogue of subjects",
            missing=True,
        )


def subject_kpi(problem: Problem, need: Need, practice: Practice) -> Kpi | None:
    """Return the reading by which to judge: of the need's own, the one known best, the first of equals."""
    kpis = problem.country.subject(need.subject).kpis
    if not kpis:
        return None

    def known(key: str) -> int:
        return (key in practice.before) + (key in practice.after) + (problem.today(need, key) is not None)

    return problem.country.kpis[max(kpis, key=known)]


def level_of(problem: Problem, practice: Practice, kpi: Kpi) -> Reading | None:
    """Return where the mentor stands: after its practice, else as the reference says, else None."""
    if kpi.id in practice.after:
        return Reading(value=practice.after[kpi.id], year=practice.year, source="practice on offer")
    return problem.mentors[practice.mentor].readings.get(kpi.id)


def change_percent(kpi: Kpi, start: Decimal, end: Decimal) -> int:
    """Return by how many whole per cent of ``start`` the reading got better; negative when it got worse."""
    better = end - start if kpi.higher_is_better else start - end
    return int(100 * better / start) if start else (100 if better > 0 else 0)


def _given(problem: Problem, possible: int, share: _Share) -> int:
    return problem.neutral(possible) if share.percent is None else portion(possible, share.percent, 100)


def _improvement(problem: Problem, practice: Practice, kpi: Kpi) -> _Share:
    if kpi.id not in practice.before or kpi.id not in practice.after:
        return _Share(None, Phrase(UNSHOWN, (kpi.name,)))
    before, after = practice.before[kpi.id], practice.after[kpi.id]
    when: Figure = UNDATED if practice.year is None else str(practice.year)
    proof = VERIFIED if practice.verified else REPORTED
    percent = _improved(problem, practice, kpi.id)
    if before == after:
        return _Share(percent, Phrase(STEADY, (kpi.name, after, unit_of(kpi), when, proof)))
    words = ROSE if after > before else FELL
    return _Share(percent, Phrase(words, (kpi.name, before, after, unit_of(kpi), when, proof)))


def _lead(problem: Problem, need: Need, kpi: Kpi, *, level: Reading | None, said: bool) -> _Share:
    """Return the mentor's lead; ``said`` is true when its level stands in the sentence before."""
    today = problem.today(need, kpi.id)
    if level is None or today is None:
        return _Share(None, Phrase(NO_TODAY if today is None else NO_LEVEL))
    change = change_percent(kpi, today.value, level.value)
    if change <= 0:
        return _Share(0, Phrase(BEHIND, (level.value, unit_of(kpi), today.value)), warning=True)
    percent = portion(100, change, problem.number("lead_full_percent"))
    if said:
        return _Share(percent, Phrase(YOU, (today.value, unit_of(kpi))))
    return _Share(percent, Phrase(AHEAD, (level.value, unit_of(kpi), today.value)))


def _target(need: Need, kpi: Kpi, level: Reading | None) -> _Share | None:
    if level is None or kpi.id not in need.target or change_percent(kpi, level.value, need.target[kpi.id]) <= 0:
        return None
    return _Share(None, Phrase(TOO_HIGH, (need.target[kpi.id], unit_of(kpi), level.value)))


def _dated(words: Text, reading: Reading | None) -> Iterator[Phrase]:
    """Yield year and source of a figure that is told and comes from the reference; letters and practices say theirs."""
    if reading is not None and reading.year is not None and reading.source not in TOLD_BY_PARTIES:
        yield Phrase(words, (str(reading.year), reading.source))


def _source(problem: Problem, need: Need, practice: Practice, kpi: Kpi) -> str:
    found = [level_of(problem, practice, kpi), problem.today(need, kpi.id)]
    return "; ".join(dict.fromkeys(reading.source for reading in found if reading is not None)) or "none"


def kpi_places(block: Block) -> Ints:
    """Return for each pair the place of ``subject_kpi`` among the subject's readings, (n_needs, n_practices)."""
    kpis = block.problem.country.subject(block.subject).kpis
    known = [block.of_practices(_told, key) + block.of_needs(is_today_known, key) for key in kpis]
    places: Ints = np.array(known).argmax(axis=0)
    return places


def change_percents(kpi: Kpi, start: Ints, end: Ints) -> Ints:
    """Return ``change_percent`` of whole readings (see ``reading``).

    Rounded down where ``change_percent`` cuts off, so they differ below 0 alone, where both mean no better.
    """
    better = end - start if kpi.higher_is_better else start - end
    return np.where(start == 0, np.where(better > 0, 100, 0), 100 * better // np.where(start == 0, 1, start))


def reading(problem: Problem, kpi: str, value: Decimal) -> int:
    """Return a value as a whole number of the smallest step in which any reading of the KPI is written."""
    return int(value.scaleb(problem.digits(kpi) or 0))


def today_reading(problem: Problem, need: Need, kpi: str) -> int:
    """Return where the mentee stands as a whole number, 0 when not known."""
    today = problem.today(need, kpi)
    return 0 if today is None else reading(problem, kpi, today.value)


def is_today_known(problem: Problem, need: Need, kpi: str) -> bool:
    """Whether it is known where the mentee stands."""
    return problem.today(need, kpi) is not None


def _told(_: Problem, practice: Practice, kpi: str) -> int:
    return (kpi in practice.before) + (kpi in practice.after)


def _is_verified(_: Problem, practice: Practice) -> bool:
    return practice.verified


def _improved(problem: Problem, practice: Practice, kpi: str) -> int:
    """Return per cent of the half for improvement, -1 when not known."""
    if kpi not in practice.before or kpi not in practice.after:
        return UNTOLD
    change = change_percent(problem.country.kpis[kpi], practice.before[kpi], practice.after[kpi])
    return portion(100, change, problem.number("improvement_full_percent"))


def _level(problem: Problem, practice: Practice, kpi: str) -> int:
    level = level_of(problem, practice, problem.country.kpis[kpi])
    return 0 if level is None else reading(problem, kpi, level.value)


def _is_level_known(problem: Problem, practice: Practice, kpi: str) -> bool:
    return level_of(problem, practice, problem.country.kpis[kpi]) is not None


def _led_many(problem: Problem, block: Block, kpi: Kpi) -> Ints:
    """Return per cent of the half for the lead, -1 when not known."""
    change = change_percents(kpi, block.of_needs(today_reading, kpi.id), block.of_practices(_level, kpi.id))
    known = block.of_needs(is_today_known, kpi.id) & block.of_practices(_is_level_known, kpi.id)
    return np.where(known, portions(100, change, problem.number("lead_full_percent")), UNTOLD)


def _given_many(problem: Problem, possible: int, percents: Ints) -> Ints:
    return np.where(percents == UNTOLD, problem.neutral(possible), portions(possible, percents, 100))


UNITS = {
    "hours a day": Text(en="hours a day", id="jam sehari"),
    "staff": Text(en="staff", id="pegawai"),
}


def unit_of(kpi: Kpi) -> Figure:
    """Return the unit as each language writes it."""
    return UNITS.get(kpi.unit, kpi.unit)
