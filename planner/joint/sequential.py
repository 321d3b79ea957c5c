"""The same year decided one question after the other: match, then dates, then money; what joint is compared with."""

from planner.joint.choice import Choice, Pick
from planner.joint.field import Field
from planner.joint.seating import Seated, Seating
from planner.search.solver import Stopwatch

# A choice without a calendar gets so many seconds in any case: a comparison with a starved rival would flatter.
SECONDS_LEAST = 2.0


def one_after_the_other(field: Field, seating: Seating, *, clock: Stopwatch, seed: int) -> Seated:
    """Return whom the sequential way lets in, and when.

    Notes
    -----
    The match is the greatest worth that groups and mentors' places allow, without a look at money or dates;
    all its pairs are dated by the planner's plain search; of those with a place the heads then pay the worthiest,
    those that end in the year first.  Whoever the heads leave out gives its days back to nobody.
    """
    matched, _ = Choice(field, timely=(), paid=False).best(seconds=max(clock.left, SECONDS_LEAST), seed=seed)
    dated = seating.plain(matched.entered if matched else frozenset(), left=clock)
    money = Choice(field, among=dated.pick.entered, timely=dated.pick.in_year)
    paid, _ = money.best(seconds=max(clock.left, SECONDS_LEAST), seed=seed)
    entered = paid.entered if paid else frozenset[str]()
    pick = Pick(entered=entered, in_year=entered & dated.pick.in_year)
    return Seated(schedule=dated.schedule, pick=pick)
