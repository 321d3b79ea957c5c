"""Joint plan against the sequential way (match, then dates, then money) over seeded years; every answer recounted.

Run it with ``python -m benchmarks.joint``, or ``python -m benchmarks.joint --years 3 --seconds 20``.
A year has 40 mentees, 25 mentors of at most two partnerships each, and heads that carry not quite all.
"""

import argparse
import datetime as dt
import random
import time

from benchmarks.years import BUDGET_PERCENT, DAYS_PER_MONTH, PARTNERSHIPS_PER_COLLEAGUE, READY_DAYS, WORTH, YEAR
from data import load_book
from data.country import load_country
from planner import Model
from planner.costs.lines import partnership_cost, programme_cost

MENTEES, MENTORS, PLACES = 40, 25, 2
# Mentors that are ranked for each mentee; the others are no candidates.
RANKED = 3
YEARS, SECONDS = 30, 60


def build(*, seed: int, mentees: int = MENTEES, mentors: int = MENTORS, ranked: int = RANKED) -> Model:
    """Return a year of candidates on real places; every head carries nine tenths of one candidate per mentee."""
    rich = _told(seed=seed, sizes=(mentees, mentors, ranked), budget={}).problem()
    whole = dict(programme_cost(rich))
    for partnership in list(rich.partnerships.values())[::ranked]:
        for head, amount in partnership_cost(rich, partnership).items():
            whole[head] = whole.get(head, 0) + amount
    budget = {head: whole.get(head, 0) * BUDGET_PERCENT // 100 for head in rich.book.budget_heads}
    return _told(seed=seed, sizes=(mentees, mentors, ranked), budget=budget)


def _told(*, seed: int, sizes: tuple[int, int, int], budget: dict[str, int]) -> Model:
    mentees, mentors, ranked = sizes
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    model = Model(load_book(), year=YEAR, today=dt.date(YEAR - 1, 12, 14), budget=budget, country=load_country())
    real = [key for key, utility in model.country.utilities.items() if utility.region_code]
    taking_part = dice.sample(real, k=mentees + mentors)
    teachers = taking_part[mentees:]
    for place in range(-(-mentees // PARTNERSHIPS_PER_COLLEAGUE)):
        model.add_facilitator(f"colleague-{place}", days_per_month=DAYS_PER_MONTH)
    for mentee in taking_part[:mentees]:
        ready = dt.date(YEAR, 1, 4) + dt.timedelta(days=dice.randrange(READY_DAYS))
        for mentor in dice.sample(teachers, k=ranked):
            model.add_partnership(
                f"{mentee}/{mentor}", mentor=mentor, mentees=[mentee], ready=ready, worth=dice.randint(*WORTH),
                group=mentee,
            )  # fmt: skip
    for mentor in teachers:
        model.limit_mentor(mentor, most=PLACES)
    return model


def main() -> None:
    """Print one line per year and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=YEARS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--mentees", type=int, default=MENTEES)
    # What ``benchmarks.run`` was called with is not meant for this script.
    asked, _ = parser.parse_known_args()
    rows = []
    for seed in range(1, asked.years + 1):
        began = time.perf_counter()
        joint = build(seed=seed, mentees=asked.mentees).choose(time_limit=asked.seconds, seed=1)
        spent = time.perf_counter() - began
        assert joint.verify() == (), joint.verify()
        rows.append((joint, spent))
        told = "  ".join(
            f"{now.id} {now.value} ({now.bound}) sequential {then.value}"
            for now, then in zip(joint.levels, joint.before, strict=True)
        )
        print(f"  year {seed:>2}: {told}  {joint.status.value}  {spent:.0f} s", flush=True)
    for place, name in enumerate(("in the year", "in all")):
        now, then = (sum(one.value for one in several) for several in (
            [joint.levels[place] for joint, _ in rows], [joint.before[place] for joint, _ in rows]
        ))  # fmt: skip
        near = sum(joint.levels[place].gap_permille <= 10 for joint, _ in rows)
        print(
            f"points {name}: joint {now}, sequential {then}, lost {(now - then) * 1000 // max(now, 1) / 10} per cent;"
            f" proved or within 1 per cent in {near} of {len(rows)}"
        )


if __name__ == "__main__":
    main()
