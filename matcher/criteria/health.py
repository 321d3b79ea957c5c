"""Is the mentor a larger and healthy utility (1.2); a warning, never a block."""

import numpy as np

from data.text import Text
from matcher.block import Block
from matcher.criteria.base import Criterion, Part
from matcher.criteria.size import connections, sized, who_says
from matcher.nouns import Mentee, Mentor, Need, Practice
from matcher.policy import portion
from matcher.problem import Ints, Problem
from matcher.sentences import Figure, Phrase

PERSON = Text(
    en="{} is no utility, so class and size do not apply; a neutral share is given.",
    id="{} bukan perusahaan air minum, sehingga kategori dan ukuran tidak berlaku; diberi nilai netral.",
)
CLASS = Text(en="mentor classed {} ({})", id="mentor berkategori {} ({})")
NO_CLASS = Text(en="the mentor's class is not known (neutral)", id="kategori mentor tidak diketahui (netral)")
LARGER = Text(en="larger than you with {} connections {}", id="lebih besar dari Anda dengan {} sambungan {}")
SMALLER = Text(en="not larger than you with {} connections {}", id="tidak lebih besar dari Anda dengan {} sambungan {}")
NO_SIZE = Text(en="which of you is larger is not known (neutral)", id="mana yang lebih besar tidak diketahui (netral)")
SENTENCE = Text(en="{}.", id="{}.")
CLASSES = {
    "sehat": Text(en="healthy", id="sehat"),
    "kurang sehat": Text(en="less healthy", id="kurang sehat"),
    "sakit": Text(en="sick", id="sakit"),
}
UNDATED = Text(en="year not known", id="tahun tidak diketahui")


class Health(Criterion):
    """A share for the national class and the rest for being larger than the mentee."""

    id = "health"
    name = Text(en="healthy and larger", id="sehat dan lebih besar")
    section = "1.2"
    of_pair = True

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return both shares; warn when the mentor is known to be less than healthy, or not larger."""
        possible = problem.weight(self.id)
        mentor, mentee = problem.mentors[practice.mentor], problem.mentees[need.mentee]
        if mentor.kind != "utility":
            return Part(
                criterion=self.id,
                points=problem.neutral(possible),
                possible=possible,
                words=PERSON,
                figures=(mentor.name,),
                source="list of mentors",
            )
        of_class = _possible_of_class(problem)
        one, is_ill = _class(problem, mentor, of_class)
        two, is_small = _size(problem, mentor, mentee, possible=possible - of_class)
        sizes_known = bool(mentor.connections and mentee.connections)
        return Part(
            criterion=self.id,
            points=one[0] + two[0],
            possible=possible,
            words=SENTENCE,
            figures=((one[1], two[1]),),
            source=f"national performance evaluation; {who_says(problem, mentor)}",
            missing=mentor.health not in CLASSES or not sizes_known,
            warning=is_ill or is_small,
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return each mentor's points for its class, and the rest where it is the larger of the two."""
        possible = problem.weight(self.id)
        rest = possible - _possible_of_class(problem)
        mentor, mentee = block.of_mentors(connections), block.of_mentees(connections)
        of_size = np.where(mentor > mentee, rest, 0)
        of_size = np.where((mentor == 0) | (mentee == 0), problem.neutral(rest), of_size)
        points = block.of_mentors(_class_points) + of_size
        return np.where(block.of_mentors(_is_utility), points, problem.neutral(possible))


def _is_utility(_: Problem, mentor: Mentor) -> bool:
    return mentor.kind == "utility"


def _possible_of_class(problem: Problem) -> int:
    return portion(problem.weight(Health.id), problem.number("health_class_percent"), 100)


def _class_points(problem: Problem, mentor: Mentor) -> int:
    return _class(problem, mentor, _possible_of_class(problem))[0][0]


def _class(problem: Problem, mentor: Mentor, possible: int) -> tuple[tuple[int, Phrase], bool]:
    if mentor.health not in CLASSES:
        return (problem.neutral(possible), Phrase(NO_CLASS)), False
    year: Figure = UNDATED if mentor.health_year is None else str(mentor.health_year)
    percent = {"sehat": 100, "kurang sehat": problem.number("health_less_percent")}.get(mentor.health, 0)
    sentence = Phrase(CLASS, (CLASSES[mentor.health], year))
    return (portion(possible, percent, 100), sentence), mentor.health != "sehat"


def _size(problem: Problem, mentor: Mentor, mentee: Mentee, *, possible: int) -> tuple[tuple[int, Phrase], bool]:
    if not mentor.connections or not mentee.connections:
        return (problem.neutral(possible), Phrase(NO_SIZE)), False
    if mentor.connections > mentee.connections:
        return (possible, Phrase(LARGER, sized(problem, mentor))), False
    return (0, Phrase(SMALLER, sized(problem, mentor))), True
