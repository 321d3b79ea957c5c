"""Small fictional programmes that one can count by hand, and random ones for the brute force."""

import itertools
import random

from data import load_book
from data.country import load_country
from data.travel import Travel
from matcher import RULES, Model, Problem
from matcher.proposal import propose

BOOK = load_book()
COUNTRY = load_country()
TRAVEL = Travel(COUNTRY, BOOK)
# Surabaya, Malang, Medan, Ambon, Makassar, Banda Aceh: near and far places with coordinates.
PLACES = ("35.78", "35.73", "12.71", "81.71", "73.71", "11.71", "")
SUBJECTS = ("NRW", "DMA", "METER", "WBAL", "BILL", "WSP")
NRW = "nrw_pct"


def model() -> Model:
    """Return an empty model on the shared book and country."""
    return Model(BOOK, COUNTRY)


ABLE = {"subject": "NRW", "before": {NRW: 38}, "after": {NRW: 24}, "year": 2023, "verified": True}


def pair(*, practice=ABLE, **need) -> Model:
    """Return mentor ``alfa`` in Surabaya and mentee ``beta`` in Malang, who asks for water loss reduction."""
    made = model()
    made.add_mentor("alfa", name="Tirta Alfa", region="35.78", connections=300_000, raw_water="river")
    made.add_practice("alfa", **practice)
    made.add_mentee("beta", name="Tirta Beta", region="35.73", connections=100_000, raw_water="sungai")
    made.add_need("beta", **({"subject": "NRW", "today": {NRW: 41}} | need))
    return made


def crowd(*, mentees: int, capacities: tuple[int, ...]) -> Model:
    """Return mentors ``m0``, ``m1`` ... with so many places and mentees ``n0`` ... that all ask for the same."""
    made = model()
    for number, capacity in enumerate(capacities):
        made.add_mentor(f"m{number}", capacity=capacity)
        made.add_practice(f"m{number}", subject="NRW", before={NRW: 40}, after={NRW: 39 - number})
    for number in range(mentees):
        made.add_mentee(f"n{number}")
        made.add_need(f"n{number}", subject="NRW", today={NRW: 45 + number})
    return made


def random_model(seed: int) -> Model:
    """Return a small random programme with every kind of rule in it, at times with contradictory pins."""
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    made = model()
    made.travel = TRAVEL
    mentors = [f"m{number}" for number in range(dice.randint(1, 4))]
    mentees = [f"n{number}" for number in range(dice.randint(1, 6))]
    for key in mentors:
        made.add_mentor(
            key,
            region=dice.choice(PLACES),
            connections=dice.choice((None, 5_000, 50_000, 500_000)),
            capacity=dice.choice((0, 1, 1, 1, 2, 3)),
            raw_water=dice.choice(("", "river", "spring", "river, spring")),
            member=dice.random() > 1 / 20,
        )
        for _ in range(dice.choice((0, 1, 2, 2, 3, 3))):
            level = dice.randint(10, 60)
            made.add_practice(
                key,
                subject=dice.choice(SUBJECTS),
                before={NRW: level} if dice.random() < 1 / 2 else {},
                after={NRW: dice.randint(5, level)} if dice.random() < 2 / 3 else {},
                verified=dice.random() < 1 / 2,
            )
        if dice.random() < 1 / 6:
            made.expect(key, least_connections=dice.choice((1_000, 20_000)), islands=dice.choice(((), ("Jawa",))))
    for key in mentees:
        made.add_mentee(key, region=dice.choice(PLACES), connections=dice.choice((None, 2_000, 30_000, 200_000)))
        for rank in range(1, dice.choice((1, 2, 2, 3, 3, 4))):
            made.add_need(
                key,
                subject=dice.choice(SUBJECTS),
                rank=rank,
                today={NRW: dice.randint(15, 70)} if dice.random() < 2 / 3 else {},
                chosen=dice.choice(mentors) if dice.random() < 1 / 3 else None,
            )
    for mentor, mentee in itertools.product(mentors, mentees):
        fate = dice.random()
        if fate < 1 / 10:
            made.forbid(mentor, mentee, reason="same board")
        elif fate > 49 / 50:
            made.fix(mentor, mentee, reason="agreed by letter")
        elif fate > 9 / 10:
            made.add_past(mentor, mentee, year=2020, subject=dice.choice(("", "NRW")))
    return made


def all_pairs(problem: Problem) -> dict[tuple[str, str], int]:
    """Return the points of each allowed ``(mentee, mentor)``, by asking every rule and every criterion."""
    found: dict[tuple[str, str], int] = {}
    for need in problem.needs.values():
        for mentor in problem.mentors.values():
            if not all(rule.allows(problem, need, mentor) for rule in RULES):
                continue
            for practice in problem.offers(need, mentor):
                key = need.mentee, mentor.id
                found[key] = max(found.get(key, 0), propose(problem, need, practice).points)
    return found


def brute_force(problem: Problem) -> tuple[int, int, int] | None:
    """Return the best served, wishes and points over every assignment there is, None when no one keeps the pins."""
    points = all_pairs(problem)
    must = {(pin.mentee, pin.mentor) for pin in problem.pins if pin.kind == "must"}
    room = {key: mentor.capacity for key, mentor in problem.mentors.items()}
    mentees = tuple(problem.mentees)

    def best(place: int) -> tuple[int, int, int] | None:
        if place == len(mentees):
            return (0, 0, 0)
        mentee = mentees[place]
        wanted = {mentor for key, mentor in must if key == mentee}
        found = [best(place + 1)] if not wanted else []
        for mentor in problem.mentors:
            if (mentee, mentor) in points and room[mentor] and wanted <= {mentor}:
                room[mentor] -= 1
                rest = best(place + 1)
                room[mentor] += 1
                if rest is not None:
                    wished = mentor in problem.wishes[mentee]
                    found.append((rest[0] + 1, rest[1] + wished, rest[2] + points[mentee, mentor]))
        return max((some for some in found if some is not None), default=None)

    return best(0)
