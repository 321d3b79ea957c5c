"""How far the mentor is: kilometres, and whether one must fly (2.2: affordability of each party)."""

from data.text import Text
from matcher.criteria.base import Part
from matcher.nouns import Need, Practice
from matcher.policy import fade, portion
from matcher.problem import Problem
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


class Nearness:
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
        points = fade(
            possible,
            route.distance_km,
            full=problem.number("nearness_full_km"),
            none=problem.number("nearness_none_km"),
        )
        if route.mode == "air":
            points = portion(points, problem.number("nearness_air_percent"), 100)
        figures: tuple[Figure, ...] = (
            route.distance_km,
            AIR if route.mode == "air" else ROAD,
            route.fare,
            ESTIMATE if route.estimated else TABLE,
        )
        return Part(
            criterion=self.id,
            points=points,
            possible=possible,
            words=SAME if route.mode == "none" else WAY,
            figures=() if route.mode == "none" else figures,
            source=route.source or "regions of both",
        )
