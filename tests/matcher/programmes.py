"""Small fictional programmes that one can count by hand, and random ones for the brute force."""

import itertools
import random
from collections import Counter
from dataclasses import replace

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
            capacity=(capacity := dice.choice((0, 1, 1, 1, 2, 3))),
            least=dice.choice((0, 0, 0, capacity)),
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
        made.add_mentee(
            key,
            region=dice.choice(PLACES),
            connections=dice.choice((None, 2_000, 30_000, 200_000)),
            waited=dice.choice((0, 0, 0, 1, 2)),
        )
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
    _decide(made, dice, mentors, mentees)
    return made


def _decide(made: Model, dice: random.Random, mentors: list[str], mentees: list[str]) -> None:
    """Publish some pairs, and move the slider, in a third of the programmes each."""
    if dice.random() < 1 / 3:
        made.publish({mentee: dice.choice(mentors) for mentee in mentees if dice.random() < 1 / 2})
    if dice.random() < 1 / 3:
        made.lift(dice.choice((250, 400, 700)))


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


def brute_force(problem: Problem) -> dict[str, int] | None:
    """Return the best level by level over every assignment there is, None when no one keeps the pins.

    Every aim is counted here by hand, in the order of the book.
    """
    ways = best_ways(problem)
    must = {(pin.mentee, pin.mentor) for pin in problem.pins if pin.kind == "must"}
    choices = []
    for mentee in problem.mentees:
        wanted = {mentor for key, mentor in must if key == mentee}
        choices.append(
            [(mentee, mentor) for mentor in problem.mentors if (mentee, mentor) in ways and wanted <= {mentor}]
        )
        choices[-1] += [] if wanted else [None]
    room = {key: mentor.capacity for key, mentor in problem.mentors.items()}
    fitting = []
    for chosen in itertools.product(*choices):
        pairs = [pair for pair in chosen if pair]
        if all(load <= room[key] for key, load in Counter(mentor for _, mentor in pairs).items()):
            fitting.append(pairs)
    # Nothing outweighs a served mentee, so the others need not be counted.
    most = max(map(len, fitting), default=0)
    counted = [count(problem, ways, pairs) for pairs in fitting if len(pairs) == most]
    return max(counted, key=lambda levels: tuple(levels.values()), default=None)


def best_ways(problem: Problem) -> dict[tuple[str, str], tuple[bool, int]]:
    """Return for each allowed ``(mentee, mentor)`` whether it can be on the first priority, and its points then."""
    found: dict[tuple[str, str], tuple[bool, int]] = {}
    for need in problem.needs.values():
        first = need.rank == min(other.rank for other in problem.needs.values() if other.mentee == need.mentee)
        for mentor in problem.mentors.values():
            if not all(rule.allows(problem, need, mentor) for rule in RULES):
                continue
            for practice in problem.offers(need, mentor):
                key = need.mentee, mentor.id
                found[key] = max(found.get(key, (False, 0)), (first, propose(problem, need, practice).points))
    return found


def count(
    problem: Problem, ways: dict[tuple[str, str], tuple[bool, int]], pairs: list[tuple[str, str]]
) -> dict[str, int]:
    """Return what the pairs reach in each aim, burdens below nothing."""
    load = Counter(mentor for _, mentor in pairs)
    floor, levels = problem.floor, {}
    levels["served"] = len(pairs)
    if any(mentor.least for mentor in problem.mentors.values()):
        levels["minimum"] = sum(min(load[key], mentor.least) for key, mentor in problem.mentors.items())
    if any(mentee.waited for mentee in problem.mentees.values()):
        levels["waited"] = sum(problem.mentees[mentee].waited for mentee, _ in pairs)
    levels["first_need"] = sum(ways[pair][0] for pair in pairs)
    levels["wishes"] = sum(mentor in problem.wishes[mentee] for mentee, mentor in pairs)
    if problem.published:
        levels["kept"] = sum(problem.published.get(mentee) == mentor for mentee, mentor in pairs)
    for band in (band for band in (*range(100, floor, 100), floor) if band):
        levels[f"lifted_{band}"] = sum(ways[pair][1] >= band for pair in pairs)
    levels["points"] = sum(ways[pair][1] for pair in pairs)
    taught = Counter(past.teacher for past in problem.past)
    levels["turns"] = -sum(taught[problem.mentors[key].party] * n + n * (n - 1) // 2 for key, n in load.items())
    known = Counter(there for mentee in problem.mentees.values() if (there := mentee.region[:2]))
    if max(known.values(), default=0) > 1 and any(mentor.capacity > 1 for mentor in problem.mentors.values()):
        trips = Counter()
        for mentee, mentor in pairs:
            there = problem.mentees[mentee].region
            if there and there != problem.mentors[mentor].region:
                trips[mentor, there[:2]] += 1
        levels["shared_trips"] = sum(n - 1 for n in trips.values())
    order = {key: row.number for key, row in problem.book.aims.items()}
    return dict(sorted(levels.items(), key=lambda item: order[item[0].rstrip("_0123456789")]))


def trips_after(problem: Problem, aim: str) -> Problem:
    """Return the problem under a book in which shared trips come right after another aim."""
    rows = {key: replace(row, number=2 * row.number) for key, row in problem.book.aims.items()}
    rows["shared_trips"] = replace(rows["shared_trips"], number=rows[aim].number + 1)
    return replace(problem, book=replace(problem.book, aims=rows))
