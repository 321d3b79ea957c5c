"""Times ranking and scoring as programmes grow, beside the table that a user would rank with pandas, in the same run.

Run it with ``python -m benchmarks.rank``; CPU seconds, so that a busy machine matters less. Everything is seeded.
"""

import random
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.match import SUBJECTS, build, timed
from data import load_book
from data.country import load_country
from matcher import Problem, rank
from matcher.criteria import CRITERIA
from matcher.rules import RULES
from matcher.scores import allowed, score

MENTORS = (500, 1_000, 2_000, 5_000, 10_000)
PRACTICES = 4
# Mentees, mentors: each four times the pairs of the one before.
YEARS = ((100, 100), (200, 200), (400, 100), (400, 400))
REPEATS = 7
# Pairs of the year that are scored one by one, as the checker does.
SLOW_NEEDS = 40
# Words of letters and titles.
WORDS = (
    "menurunkan", "kehilangan", "air", "jaringan", "distribusi", "meter", "pelanggan", "tekanan", "pompa", "energi",
    "penagihan", "rekening", "cakupan", "layanan", "sambungan", "rumah", "instalasi", "pengolahan", "kualitas",
    "kebocoran", "zona", "pelatihan",
)  # fmt: skip
EARTH_KM = 6371
TOP = 3


def programme(mentees: int, mentors: int, *, seed: int = 1) -> Problem:
    """Return a fictional programme of real places in which every letter and every title has its own words."""
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    small = build(mentees, min(mentors, 100), seed=seed)
    country, utilities = load_country(), [one for one in load_country().utilities.values() if one.region_code]
    origin = tuple(small.mentors.values())
    teachers, practices = {}, {}
    for number in range(mentors):
        utility = dice.choice(utilities)
        mentor = replace(
            origin[number % len(origin)],
            id=f"m{number}",
            utility=utility.id,
            region=utility.region_code,
            island=utility.island_group,
            connections=utility.connections,
            health=utility.category,
        )
        teachers[mentor.id] = mentor
        lent = small.practices_of[origin[number % len(origin)].id]
        for place, (practice, subject) in enumerate(zip(lent, dice.sample(SUBJECTS, k=PRACTICES), strict=True)):
            key = f"{mentor.id}/{place}"
            title = " ".join(dice.sample(WORDS, k=5))
            readings = {name: dict.fromkeys(country.subject(subject).kpis, dice.randint(5, 20)) for name in "ba"}
            practices[key] = replace(
                practice,
                id=key,
                mentor=mentor.id,
                subject=subject,
                title=title,
                before={kpi: country.kpi(kpi).least + value for kpi, value in readings["b"].items()},
                after={kpi: country.kpi(kpi).least + value for kpi, value in readings["a"].items()},
            )
    needs = {key: replace(need, text=" ".join(dice.sample(WORDS, k=8))) for key, need in small.needs.items()}
    return replace(small, mentors=teachers, practices=practices, needs=needs)


class Table:
    """What a user would pick: one frame of practices, a weighted sum of numbers, sorted; no rule and no reason."""

    def __init__(self, problem: Problem) -> None:
        country = problem.country
        mentors = pd.DataFrame(
            {
                "mentor": key,
                "latitude": country.region(one.region).latitude,
                "longitude": country.region(one.region).longitude,
                "connections": one.connections,
                "healthy": one.health == "sehat",
                "water": one.raw_water,
            }
            for key, one in problem.mentors.items()
        )
        practices = pd.DataFrame(
            {
                "practice": key,
                "mentor": one.mentor,
                "subject": one.subject,
                "gain": max((float(one.before[kpi] - one.after[kpi]) for kpi in one.before), default=0),
            }
            for key, one in problem.practices.items()
        )
        self.frame = practices.merge(mentors, on="mentor")
        self.problem = problem

    def rank(self, key: str) -> pd.DataFrame:
        """Return the best practices for a need by subject, gain, distance, size, class and raw water."""
        need = self.problem.needs[key]
        mentee = self.problem.mentees[need.mentee]
        home = self.problem.country.region(mentee.region)
        least = self.problem.number("kinship_least_percent")
        akin = {other for asked, other in self.problem.kinships if asked == need.subject}
        akin = {other for other in akin if self.problem.kinships[need.subject, other] >= least}
        frame = self.frame[self.frame["subject"].isin(akin)].copy()
        north, up = np.radians(home.latitude), np.radians(frame["latitude"])
        east = np.radians(frame["longitude"] - home.longitude)
        chord = np.sin((up - north) / 2) ** 2 + np.cos(north) * np.cos(up) * np.sin(east / 2) ** 2
        km = 2 * EARTH_KM * np.arcsin(np.sqrt(chord))
        shared = frame["water"].map(lambda kinds: bool(set(kinds) & set(mentee.raw_water)))
        frame["points"] = (
            180 * (frame["subject"] == need.subject)
            + 200 * frame["gain"].clip(0, 10) / 10
            + 150 * (1 - km / 2500).clip(0, 1)
            + 60 * (frame["healthy"] & (frame["connections"] > (mentee.connections or 0)))
            + 45 * shared
        )
        best = frame.sort_values("points", ascending=False, kind="stable").drop_duplicates("mentor")
        return best.head(TOP)


def letters() -> None:
    """Print what one letter costs as the mentors grow: the first time, again, and by the plain table."""
    print("\none letter, four practices a mentor (CPU ms)")
    print("  mentors   first   again   us a mentor   plain table   table / again")
    for mentors in MENTORS:
        problem = programme(1, mentors)
        need = next(iter(problem.needs))
        first = timed(lambda: rank(problem, need), repeats=1)  # noqa: B023 - called at once
        again = timed(lambda: rank(problem, need), repeats=REPEATS)  # noqa: B023 - called at once
        table = Table(problem)
        plain = timed(lambda: table.rank(need), repeats=REPEATS)  # noqa: B023 - called at once
        print(
            f"  {mentors:7,}{first.seconds * 1000:8.0f}{again.seconds * 1000:8.2f}"
            f"{again.seconds / mentors * 1e6:14.2f}{plain.seconds * 1000:14.2f}{plain.seconds / again.seconds:16.2f}"
        )


def one_by_one(problem: Problem) -> tuple[float, int]:
    """Return CPU seconds for a pair that is asked of every rule and criterion, as the checker does, and the pairs."""
    needs = list(problem.needs.values())[:SLOW_NEEDS]

    def count() -> int:
        pairs = 0
        for need in needs:
            for mentor in problem.mentors.values():
                if allowed(problem, need, mentor):
                    pairs += 1
                    for practice in problem.offers(need, mentor):
                        sum(criterion.points(problem, need, practice).points for criterion in CRITERIA)
        return pairs

    slow = timed(count, repeats=1)
    return slow.seconds / slow.value, slow.value


def years() -> None:
    """Print what scoring a whole year costs as it grows, and the share of asking pair by pair."""
    print(f"\nscoring a year, two needs a letter, {len(RULES)} rules, {len(CRITERIA)} criteria (CPU s)")
    print("  letters x mentors   allowed   first   again   us a pair   pair by pair   plain table")
    for mentees, mentors in YEARS:
        problem = programme(mentees, mentors)
        first = timed(lambda: score(problem, problem.mentees.values()), repeats=1)  # noqa: B023 - called at once
        again = timed(lambda: score(problem, problem.mentees.values()), repeats=3)  # noqa: B023 - called at once
        pairs = sum(len(found) for found in first.value.of_need.values())
        slow, _ = one_by_one(problem)
        table = Table(problem)
        plain = timed(lambda: [table.rank(key) for key in problem.needs], repeats=1)  # noqa: B023 - called at once
        print(
            f"  {mentees:7,} x {mentors:7,}{pairs:10,}{first.seconds:8.2f}{again.seconds:8.2f}"
            f"{first.seconds / pairs * 1e6:12.1f}{slow * pairs:15.2f}{plain.seconds:14.2f}"
        )


def main() -> None:
    """Load what is loaded once, then print both tables."""
    warm = programme(2, 10)
    assert load_book().fingerprint == warm.book.fingerprint
    score(warm, warm.mentees.values())
    letters()
    years()


if __name__ == "__main__":
    main()
