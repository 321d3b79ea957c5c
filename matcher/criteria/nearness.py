"""How far the mentor is: kilometres, and whether one must fly (2.2: affordability of each party)."""

import numpy as np

from data.text import Text
from data.travel import Way
from matcher.block import Block, fades, portions
from matcher.criteria.base import Criterion, Part
from matcher.nouns import Mentee, Mentor, Need, Practice
from matcher.policy import fade, portion
from matcher.problem import Ints, Problem
from matcher.sentences import Figure

SAME = Text(en="In the same place; no journey.", id="Di tempat yang sama; tanpa perjalanan.")
WAY = Text(
    en="{} km {}, about Rp {} a person there and back ({}).",
    id="{} km {}, sekitar Rp {} per orang pulang-pergi ({}).",
)
UNKNOWN = Text(
    en="The distance is not known, as a place is missing; a neutral share is given.",
    id="Jarak tidak diketahui karena lokasi belum diisi; diberi nilai netral.",
)
ROAD = Text(en="by road", id="lewat darat")
AIR = Text(en="by air", id="dengan pesawat")
ESTIMATE = Text(en="estimate", id="perkiraan")
TABLE = Text(en="official fare table", id="tabel standar biaya")


class Nearness(Criterion):
    """All points near by, none far off, fewer when one must fly."""

    id = "nearness"
    name = Text(en="nearness", id="kedekatan")
    section = "2.2"
    of_pair = True

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return the points left by the distance between the two seats."""
        possible = problem.weight(self.id)
        route = problem.route(problem.mentors[practice.mentor], problem.mentees[need.mentee])
        if route is None:
            return Part(
                criterion=self.id,
                points=problem.neutral(possible),
                possible=possible,
                words=UNKNOWN,
                source="none",
                missing=True,
            )
        figures: tuple[Figure, ...] = (
            route.distance_km,
            AIR if route.mode == "air" else ROAD,
            route.fare,
            ESTIMATE if route.estimated else TABLE,
        )
        return Part(
            criterion=self.id,
            points=points_left(problem, Way(route.distance_km, flies=route.mode == "air")),
            possible=possible,
            words=SAME if route.mode == "none" else WAY,
            figures=() if route.mode == "none" else figures,
            source=route.source or "regions of both",
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return the points left by the distance of each pair of regions."""
        possible = problem.weight(self.id)
        km, flies = np.divmod(block.of_pairs(_way, _region), 2)
        full, none = (problem.number(f"nearness_{limit}_km") for limit in ("full", "none"))
        points = fades(possible, km, full=full, none=none)
        points = np.where(flies, portions(points, problem.number("nearness_air_percent"), 100), points)
        return np.where(km < 0, problem.neutral(possible), points)


def points_left(problem: Problem, way: Way | None) -> int:
    """Return the points that a way leaves, the neutral share when it is not known."""
    possible = problem.weight(Nearness.id)
    if way is None:
        return problem.neutral(possible)
    points = fade(possible, way.km, full=problem.number("nearness_full_km"), none=problem.number("nearness_none_km"))
    return portion(points, problem.number("nearness_air_percent"), 100) if way.flies else points


def _way(problem: Problem, mentor: Mentor, region: str) -> int:
    """Return twice the km and one more where one must fly, below 0 when not known."""
    way = problem.travel.way(mentor.region, region) if mentor.region and region else None
    return -1 if way is None else 2 * way.km + way.flies


def _region(mentee: Mentee) -> str:
    return mentee.region
