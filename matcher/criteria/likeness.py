"""Is the mentor like the mentee: the same raw water, the same problem once, a size not too far off (1.2)."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from data.text import Text
from matcher.block import Block, fades
from matcher.criteria.achievement import is_today_known, kpi_places, reading, subject_kpi, today_reading, unit_of
from matcher.criteria.base import Criterion, Part
from matcher.criteria.size import connections, sized, who_says
from matcher.nouns import Mentee, Mentor, Need, Party, Practice
from matcher.policy import fade, portion
from matcher.problem import Ints, Problem
from matcher.sentences import Phrase

SAME_WATER = Text(en="both draw on {}", id="keduanya memakai {}")
OTHER_WATER = Text(en="the mentor draws on {}, you on {}", id="mentor memakai {}, Anda memakai {}")
NO_WATER = Text(
    en="raw water of one side is not known (neutral)", id="air baku salah satu pihak tidak diketahui (netral)"
)
PROBLEM = Text(
    en="the mentor began at {} {}, you stand at {}",
    id="mentor berangkat dari {} {}, Anda kini {}",
)
NO_PROBLEM = Text(
    en="where the mentor began or you stand is not known (neutral)",
    id="titik awal mentor atau keadaan Anda tidak diketahui (netral)",
)
SIZE = Text(en="{} connections {} against your {} {}", id="{} sambungan {} dibanding {} {} milik Anda")
NO_SIZE = Text(en="the size of one side is not known (neutral)", id="ukuran salah satu pihak tidak diketahui (netral)")
SENTENCE = Text(en="{}.", id="{}.")
WATERS = {
    "spring": Text(en="springs", id="mata air"),
    "river": Text(en="a river", id="sungai"),
    "lake": Text(en="a lake or reservoir", id="danau atau waduk"),
    "groundwater": Text(en="groundwater", id="air tanah"),
    "brackish": Text(en="brackish or peat water", id="air payau atau gambut"),
    "bulk": Text(en="bulk purchase", id="air curah"),
}


@dataclass(frozen=True, slots=True)
class _Piece:
    points: int
    phrase: Phrase
    missing: bool = False


class Likeness(Criterion):
    """Three shares: raw water, problem, size; the last is mild, as large utilities mentor small towns."""

    id = "likeness"
    name = Text(en="likeness", id="kemiripan")
    section = "1.2"
    of_pair = False

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return the sum of the three shares; each missing one is neutral and says so."""
        possible = problem.weight(self.id)
        mentor, mentee = problem.mentors[practice.mentor], problem.mentees[need.mentee]
        water, fate, size = _shares(problem)
        pieces = (
            _water(problem, mentor, mentee.raw_water, possible=water),
            _fate(problem, need, practice, possible=fate),
            _size(problem, mentor, mentee, possible=size),
        )
        return Part(
            criterion=self.id,
            points=sum(piece.points for piece in pieces),
            possible=possible,
            words=SENTENCE,
            figures=(tuple(piece.phrase for piece in pieces),),
            source=_sources(problem, mentor, mentee),
            missing=any(piece.missing for piece in pieces),
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return the sum of the three shares."""
        kpis = problem.country.subject(block.subject).kpis
        if any(problem.digits(key) is None for key in kpis):
            return super().points_many(problem, block)
        _, fate, size = _shares(problem)
        by_kpi = [_fate_many(problem, block, key, possible=fate) for key in kpis]
        of_fate = np.choose(kpi_places(block), by_kpi) if kpis else problem.neutral(fate)
        return block.of_pairs(_water_points, _raw_water) + of_fate + _size_many(problem, block, possible=size)


def _sources(problem: Problem, *parties: Party) -> str:
    """Return where the figures come from, each source once."""
    return "; ".join(
        dict.fromkeys(("profiles of both", "request letter", *(who_says(problem, one) for one in parties)))
    )


def _raw_water(mentee: Mentee) -> tuple[str, ...]:
    return mentee.raw_water


def _water_points(problem: Problem, mentor: Mentor, yours: tuple[str, ...]) -> int:
    return _water(problem, mentor, yours, possible=_shares(problem)[0]).points


def _began(problem: Problem, practice: Practice, kpi: str) -> int:
    """Return where the mentor began as a whole number, 0 when not known."""
    return reading(problem, kpi, practice.before[kpi]) if kpi in practice.before else 0


def _is_begin_known(_: Problem, practice: Practice, kpi: str) -> bool:
    return kpi in practice.before


def _fate_many(problem: Problem, block: Block, kpi: str, *, possible: int) -> Ints:
    today = block.of_needs(today_reading, kpi)
    apart = 100 * abs(block.of_practices(_began, kpi) - today) // np.where(today == 0, 1, today)
    points = fades(possible, apart, full=0, none=problem.number("problem_none_percent"))
    known = block.of_needs(is_today_known, kpi) & block.of_practices(_is_begin_known, kpi) & (today != 0)
    return np.where(known, points, problem.neutral(possible))


def _size_many(problem: Problem, block: Block, *, possible: int) -> Ints:
    mentor, mentee = block.of_mentors(connections), block.of_mentees(connections)
    big, small = np.maximum(mentor, mentee), np.minimum(mentor, mentee)
    points = fades(
        possible,
        100 * big // np.maximum(small, 1),
        full=100 * problem.number("size_full_ratio"),
        none=100 * problem.number("size_none_ratio"),
    )
    return np.where(small == 0, problem.neutral(possible), points)


def _shares(problem: Problem) -> tuple[int, int, int]:
    """Return the most points for raw water, problem and size."""
    possible = problem.weight(Likeness.id)
    water = portion(possible, problem.number("likeness_water_percent"), 100)
    fate = portion(possible, problem.number("likeness_problem_percent"), 100)
    return water, fate, possible - water - fate


def _water(problem: Problem, mentor: Mentor, yours: tuple[str, ...], *, possible: int) -> _Piece:
    if not mentor.raw_water or not yours:
        return _Piece(problem.neutral(possible), Phrase(NO_WATER), missing=True)
    shared = tuple(water for water in mentor.raw_water if water in yours)
    if shared:
        return _Piece(possible, Phrase(SAME_WATER, (_waters(shared),)))
    return _Piece(0, Phrase(OTHER_WATER, (_waters(mentor.raw_water), _waters(yours))))


@cache
def _waters(kinds: tuple[str, ...]) -> Text:
    texts = [WATERS.get(kind, Text(kind, kind)) for kind in kinds]
    return Text(en=" and ".join(text.en for text in texts), id=" dan ".join(text.id for text in texts))


def _fate(problem: Problem, need: Need, practice: Practice, *, possible: int) -> _Piece:
    kpi = subject_kpi(problem, need, practice)
    today = problem.today(need, kpi.id) if kpi else None
    if kpi is None or today is None or kpi.id not in practice.before or not today.value:
        return _Piece(problem.neutral(possible), Phrase(NO_PROBLEM), missing=True)
    before = practice.before[kpi.id]
    apart = int(100 * abs(before - today.value) / today.value)
    points = fade(possible, apart, full=0, none=problem.number("problem_none_percent"))
    return _Piece(points, Phrase(PROBLEM, (before, unit_of(kpi), today.value)))


def _size(problem: Problem, mentor: Mentor, mentee: Mentee, *, possible: int) -> _Piece:
    if not mentor.connections or not mentee.connections:
        return _Piece(problem.neutral(possible), Phrase(NO_SIZE), missing=True)
    big, small = max(mentor.connections, mentee.connections), min(mentor.connections, mentee.connections)
    points = fade(
        possible,
        100 * big // small,
        full=100 * problem.number("size_full_ratio"),
        none=100 * problem.number("size_none_ratio"),
    )
    return _Piece(points, Phrase(SIZE, (*sized(problem, mentor), *sized(problem, mentee))))
