"""Decide at once who enters and when: choose, ask the calendar, learn from its no, choose again (Benders by logic)."""

import types
from dataclasses import dataclass, replace

from data.answer import OnProgress, Progress
from data.text import Text
from planner.calendar.groundwork import Schedule
from planner.errors import WrongValue
from planner.joint.candidates import Candidates
from planner.joint.choice import Choice, Limit, Pick
from planner.joint.field import Field, field_of
from planner.joint.result import Joint, in_order, levels_of
from planner.joint.seating import Lesson, Seated, Seating
from planner.joint.sequential import one_after_the_other
from planner.joint.timely import timely
from planner.joint.waiting import waiting_list
from planner.search.funding import Funding
from planner.search.improve import Improved
from planner.search.solver import Stopwatch
from planner.solve import Clock, plan_of

# Kept back for the sequential way's search, and for writing and recounting the plan, in per cent of the time limit.
SEQUENTIAL_PERCENT, CLOSE_PERCENT = 15, 15
# One question to the calendar may take so many per cent of what is left.
ASK_PERCENT = 30
# The bound on what can end in the year may take so many per cent of what is left, dates for its choice so many.
TIMELY_PERCENT, LIKELY_PERCENT = 75, 50
# Up to so many candidates that can end in the year are asked about in one model, for so many per cent of what is left.
ABLE_MOST, YEAR_PERCENT = 60, 65
WHOLE = 100

LAYING = Text(en="laying out every candidate", id="menyusun kalender semua calon kemitraan")
BOUNDING = Text(en="what can end in the year at most", id="batas nilai yang dapat selesai dalam tahun ini")
CHOOSING = Text(en="choosing who enters", id="memilih yang masuk")


@dataclass
class _Best:
    """The best seated choice so far, and what no choice beats."""

    field: Field
    seated: Seated
    limit: Limit

    def value(self, pick: Pick) -> tuple[int, int]:
        worth = self.field.candidates.worth
        return worth(pick.in_year), worth(pick.entered)

    def offer(self, seated: Seated) -> None:
        if self.value(seated.pick) > self.value(self.seated.pick):
            self.seated = seated

    @property
    def proved(self) -> bool:
        return self.value(self.seated.pick) >= (self.limit.in_year, self.limit.entered)


def choose(
    candidates: Candidates, *, time_limit: float, seed: int, on_progress: OnProgress | None = None
) -> Joint:  # fmt: skip
    """Return who enters, with dates, and what the sequential way would have given.

    Parameters
    ----------
    time_limit
        Seconds of wall time for everything.
    on_progress
        Told of every choice that the calendar was asked about.

    Raises
    ------
    WrongValue
        If ``time_limit`` is not above zero.

    Notes
    -----
    Never worse than the sequential way, from which it begins.  Each choice is the optimum of groups, places, heads
    and all that the calendar has taught; so the first one that has a place in the calendar is the best of all.
    """
    if not time_limit > 0:
        raise WrongValue(what="time_limit", value=time_limit, expected="seconds above zero")
    clock, tell = Stopwatch(time_limit), on_progress or (lambda _: None)
    tell(Progress(stage=LAYING))
    field = field_of(candidates)
    seating = Seating(field, seed=seed, tell=tell)
    within = Stopwatch(time_limit * SEQUENTIAL_PERCENT / WHOLE)
    first = one_after_the_other(field, seating, clock=within, seed=seed)
    whole = candidates.worth(frozenset(field.costs))
    best = _Best(field, first, Limit(in_year=candidates.worth(field.able), entered=whole))
    _search(best, seating, clock=Stopwatch(clock.left - time_limit * CLOSE_PERCENT / WHOLE), seed=seed, tell=tell)
    return _joint(best, first, seconds=clock.left, seed=seed)


def _search(best: _Best, seating: Seating, *, clock: Stopwatch, seed: int, tell: OnProgress) -> None:
    """Choose and ask until a choice has a place, or time is up."""
    choice, exact = Choice(best.field), True
    # As long as the first level is open, the second is bounded by the money alone.
    _, alone = Choice(best.field, timely=()).best(seconds=clock.left, seed=seed)
    most_entered = alone.entered
    best.limit = replace(best.limit, entered=most_entered)
    _aim(best, seating, choice, clock=clock, seed=seed)
    if best.value(best.seated.pick)[0] < best.limit.in_year and len(best.field.able) <= ABLE_MOST:
        within = Stopwatch(clock.left * YEAR_PERCENT / WHOLE)
        found, most = seating.search(best.field.able, clock=within, given=best.seated)
        choice.cut(best.field.able, most=most)
        if found is not None:
            _fill(best, seating, choice, found, seconds=clock.left, seed=seed)
    hint = best.seated.pick
    while clock.left > 0 and not best.proved:
        pick, limit = choice.best(seconds=clock.left, seed=seed, hint=hint)
        if exact:
            best.limit = (
                limit if limit.in_year == best.value(best.seated.pick)[0] else replace(limit, entered=most_entered)
            )
        value = best.value(best.seated.pick)
        tell(Progress(stage=CHOOSING, value=value[0], bound=best.limit.in_year))
        if pick is None or best.value(pick) <= value:
            return
        lessons = _ask(best, seating, pick, clock=Stopwatch(clock.left * ASK_PERCENT / WHOLE))
        for lesson in lessons:
            choice.cut(lesson.partnerships, most=lesson.most)
        if not lessons and best.value(best.seated.pick) < best.value(pick):
            choice.forbid(pick)
            exact = False
        hint = best.seated.pick


def _aim(best: _Best, seating: Seating, choice: Choice, *, clock: Stopwatch, seed: int) -> None:
    """Bound what can end in the year, and ask the calendar for the candidates by which the bound is reached."""
    seating.tell(Progress(stage=BOUNDING))
    within = Stopwatch(clock.left * TIMELY_PERCENT / WHOLE)
    year = timely(best.field, left=lambda: within.left)
    if year is None:
        return
    choice.cut(best.field.able, most=year.most)
    best.limit = replace(best.limit, in_year=min(best.limit.in_year, year.most))
    if year.likely and best.value(best.seated.pick)[0] < year.most:
        found, _ = seating.search(year.likely, clock=Stopwatch(clock.left * LIKELY_PERCENT / WHOLE), given=best.seated)
        if found is not None:
            _fill(best, seating, choice, found, seconds=clock.left, seed=seed)


def _fill(best: _Best, seating: Seating, choice: Choice, found: Schedule, *, seconds: float, seed: int) -> None:
    """Offer the dates that were found, with as many others around them as groups, places and heads allow."""
    kept = seating.read(found).pick.in_year
    pick, _ = choice.best(seconds=seconds, seed=seed, kept=kept)
    best.offer(seating.around(seating.field.alone(pick.entered if pick else kept), found))


def _ask(best: _Best, seating: Seating, pick: Pick, *, clock: Stopwatch) -> list[Lesson]:
    """Ask the calendar about a choice: a better plan is kept, what a no teaches is returned."""
    wanted = best.value(pick)
    seated = seating.plain(pick.entered, left=clock)
    best.offer(seated)
    if best.value(seated.pick) >= wanted or not pick.in_year:
        return []
    lessons = list(seating.lessons(pick, clock=Stopwatch(clock.left / 2)))
    asked = pick.entered & best.field.able
    found, most = seating.search(asked, clock=clock, given=seated)
    if found is not None:
        best.offer(seating.around(seating.field.alone(pick.entered), found))
    if most < best.field.candidates.worth(pick.in_year):
        lessons.append(Lesson(partnerships=asked, most=most))
    return lessons


def _joint(best: _Best, first: Seated, *, seconds: float, seed: int) -> Joint:
    candidates, pick = best.field.candidates, best.seated.pick
    problem = candidates.problem
    keys = in_order(candidates, pick.entered)
    fixes = tuple(fix for fix in problem.fixes if not fix.partnership or fix.partnership in pick.entered)
    chosen = {key: problem.partnerships[key] for key in keys}
    smaller = replace(problem, partnerships=types.MappingProxyType(chosen), fixes=fixes)
    everyone = replace(
        best.field.ground.only(pick.entered), problem=smaller,
        bounds={key: best.field.ground.bounds[key] for key in keys},
        soonest={key: best.field.ground.soonest[key] for key in keys},
    )  # fmt: skip
    schedule = _without(best.field, best.seated)
    worth = candidates.worth(pick.entered)
    funding = Funding(chosen=pick.entered, worth=worth, bound=worth, reasons={})
    plan = plan_of(
        everyone, everyone, funding, first=schedule, better=Improved(schedule=schedule), seed=seed,
        clock=Clock(max(seconds, 1.0)),
    )  # fmt: skip
    # The sequential way proves nothing, so its levels stand beside the bounds of the joint one.
    return Joint(
        candidates=candidates, plan=plan, pick=pick, levels=levels_of(candidates, pick, best.limit),
        sequential=first.pick, before=levels_of(candidates, first.pick, best.limit),
        waiting=waiting_list(best.field, pick.entered),
    )  # fmt: skip


def _without(field: Field, seated: Seated) -> Schedule:
    """Return the schedule of those who enter alone; an event that nobody attends any more is not held."""
    keys, schedule = seated.pick.entered, seated.schedule
    mine = {unit.key for key in keys for unit in field.ground.networks[key].units}
    attached = {(who, name): event for (who, name), event in schedule.attached.items() if who in keys}
    others = {unit.key for network in field.ground.networks.values() for unit in network.units}
    given = {event for (_, _), event in schedule.attached.items()} - set(attached.values())
    starts = {key: at for key, at in schedule.starts.items() if (key in mine or key not in others) and key not in given}
    return Schedule(
        starts=starts, ends={key: at for key, at in schedule.ends.items() if key in starts},
        colleagues={key: who for key, who in schedule.colleagues.items() if key in starts},
        attached=attached, stuck={},
    )  # fmt: skip
