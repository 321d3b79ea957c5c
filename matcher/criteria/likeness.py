"""Is the mentor like the mentee: the same raw water, the same problem once, a size not too far off (1.2)."""

from dataclasses import dataclass
from functools import cache

from data.text import Text
from matcher.criteria.achievement import subject_kpi, unit_of
from matcher.criteria.base import Part
from matcher.nouns import Mentee, Mentor, Need, Practice
from matcher.policy import fade, portion
from matcher.problem import Problem
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
SIZE = Text(en="{} connections against your {}", id="{} sambungan dibanding {} milik Anda")
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


class Likeness:
    """Three shares: raw water, problem, size; the last is mild, as large utilities mentor small towns."""

    id = "likeness"
    name = Text(en="likeness", id="kemiripan")
    section = "1.2"
    of_pair = False

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return the sum of the three shares; each missing one is neutral and says so."""
        possible = problem.weight(self.id)
        mentor, mentee = problem.mentors[practice.mentor], problem.mentees[need.mentee]
        water = portion(possible, problem.number("likeness_water_percent"), 100)
        fate = portion(possible, problem.number("likeness_problem_percent"), 100)
        pieces = (
            _water(problem, mentor, mentee, possible=water),
            _fate(problem, need, practice, possible=fate),
            _size(problem, mentor, mentee, possible=possible - water - fate),
        )
        return Part(
            criterion=self.id,
            points=sum(piece.points for piece in pieces),
            possible=possible,
            words=SENTENCE,
            figures=(tuple(piece.phrase for piece in pieces),),
            source="profiles of both; request letter; reference",
            missing=any(piece.missing for piece in pieces),
        )


def _water(problem: Problem, mentor: Mentor, mentee: Mentee, *, possible: int) -> _Piece:
    if not mentor.raw_water or not mentee.raw_water:
        return _Piece(problem.neutral(possible), Phrase(NO_WATER), missing=True)
    shared = tuple(water for water in mentor.raw_water if water in mentee.raw_water)
    if shared:
        return _Piece(possible, Phrase(SAME_WATER, (_waters(shared),)))
    return _Piece(0, Phrase(OTHER_WATER, (_waters(mentor.raw_water), _waters(mentee.raw_water))))


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
    return _Piece(points, Phrase(SIZE, (mentor.connections, mentee.connections)))
