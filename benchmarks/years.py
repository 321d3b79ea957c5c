"""Seeded fictional programme years of any size on real places: shared mentors, few colleagues, not quite enough money.

Names are of real utilities while there are enough of them; after that a place has more teams than one.
"""

import datetime as dt
import random

from data import load_book
from data.country import load_country
from planner import Model
from planner.costs.lines import partnership_cost, programme_cost

YEAR = 2027
# Colleagues per partnership is one to so many; each gives so many days a month.
PARTNERSHIPS_PER_COLLEAGUE, DAYS_PER_MONTH = 6, 12
# Mentors per partnership is one to so many, so that some teams are asked twice or three times.
PARTNERSHIPS_PER_MENTOR = 2
# Letters come in the first weeks of the year; worth is the points of the match.
READY_DAYS, WORTH = 45, (40, 100)
# Every head carries so many per cent of what all would cost, so that a few have to wait.
BUDGET_PERCENT = 90
# A party in three, and a colleague in two, is away for some days of the year.
AWAY_PARTIES, AWAY_COLLEAGUES, AWAY_FIRST, AWAY_DAYS = 3, 2, 300, 10


def build(size: int, *, seed: int = 1) -> Model:
    """Return a year of ``size`` partnerships whose budget heads carry not quite all of them."""
    rich = _told(size, budget={}, seed=seed).problem()
    whole = dict(programme_cost(rich))
    for partnership in rich.partnerships.values():
        for head, amount in partnership_cost(rich, partnership).items():
            whole[head] = whole.get(head, 0) + amount
    budget = {head: whole.get(head, 0) * BUDGET_PERCENT // 100 for head in rich.book.budget_heads}
    budget["workshops"] = max(budget["workshops"], whole.get("workshops", 0))
    return _told(size, budget=budget, seed=seed)


def _told(size: int, *, budget: dict[str, int], seed: int) -> Model:
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    model = Model(load_book(), year=YEAR, today=dt.date(YEAR - 1, 12, 14), budget=budget, country=load_country())
    taking_part = _teams(model, size + max(size // PARTNERSHIPS_PER_MENTOR, 1), dice=dice)
    mentees, mentors = taking_part[:size], taking_part[size:]
    for place in range(-(-size // PARTNERSHIPS_PER_COLLEAGUE)):
        model.add_facilitator(f"colleague-{place}", days_per_month=DAYS_PER_MONTH)
    for place, mentee in enumerate(mentees):
        model.add_partnership(
            f"w-{place:02}", mentor=dice.choice(mentors), mentees=[mentee], worth=dice.randint(*WORTH),
            ready=dt.date(YEAR, 1, 4) + dt.timedelta(days=dice.randrange(READY_DAYS)),
        )  # fmt: skip
    colleagues = sorted(model.facilitators)
    _away(model, dice.sample(sorted(model.parties), k=len(model.parties) // AWAY_PARTIES), dice=dice)
    _away(model, dice.sample(colleagues, k=len(colleagues) // AWAY_COLLEAGUES), dice=dice)
    return model


def _teams(model: Model, count: int, *, dice: random.Random) -> list[str]:
    """Return so many parties of the model: every real utility once, then further teams at their places."""
    real = [key for key, utility in model.country.utilities.items() if utility.region_code]
    chosen = dice.sample(real, k=min(count, len(real)))
    for place in range(count - len(chosen)):
        home = model.country.utility(real[place % len(real)])
        team = f"{home.id}-{place // len(real) + 2}"
        model.add_party(team, region=home.region_code, name=f"{home.name} ({place // len(real) + 2})")
        chosen.append(team)
    dice.shuffle(chosen)
    return chosen


def _away(model: Model, people: list[str], *, dice: random.Random) -> None:
    for who in people:
        first = dt.date(YEAR, 1, 4) + dt.timedelta(days=dice.randrange(AWAY_FIRST))
        model.block(who, first, first + dt.timedelta(days=dice.randrange(AWAY_DAYS)), reason="away (fictional)")
