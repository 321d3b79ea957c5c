"""The smallest set of partnerships that mends a year: a set that fails teaches who stands in its way (2.7).

A set is tried with everybody else standing.  When it fails, as few of it and of the others as can be are named that
do not fit together: unless one of these others moves, no set succeeds.  Leaving partnerships out only makes room,
so what is learned from a few holds for all, and the models stay small.
"""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.answer import OnProgress
from planner.calendar.groundwork import Schedule
from planner.replanning.aims import NOTICE, TOUCHED
from planner.replanning.hitting import Choice, Lesson
from planner.replanning.layout import Layout
from planner.replanning.moves import Moves, sharing
from planner.search.colleagues import named
from planner.search.model import GLANCE, QUICK, Effort
from planner.search.solver import Stopwatch

# Seconds of one question about a few partnerships; longer ones are taken as "it may fit", which is safe.
QUESTION_SECONDS = 1.0
# Share of the time that is left for one set, in per cent.
SET_PERCENT, WHOLE = 60, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Whether some partnerships fit: a plan, or that there is none."""

    schedule: Schedule | None = None
    infeasible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Smallest:
    """The smallest set that mends the year, or how far the search came.

    Parameters
    ----------
    touched, near
        The set that was tried last, and the near events that it asks for.
    floors
        Near events and partnerships that no plan goes below.
    schedule
        A plan in which only this set moves; None when it was not found in time.
    grown
        The set and everyone who was found to stand in the way of some set.
    core
        Partnerships that cannot be placed together whoever moves; None when that is not so.
    """

    touched: frozenset[str]
    near: int
    floors: dict[str, int]
    schedule: Schedule | None = None
    grown: frozenset[str] = frozenset()
    core: frozenset[str] | None = None


class Sets:
    """Questions about sets of partnerships of one published year, within one time."""

    def __init__(self, layout: Layout, wanted: frozenset[str], *, seconds: float, seed: int, tell: OnProgress) -> None:
        """Keep what every question needs."""
        self.layout, self.wanted, self.clock = layout, wanted, Stopwatch(seconds)
        self.seed, self.tell = seed, tell
        self.open = (wanted - frozenset(layout.kept)) | (layout.old.drafts & wanted)

    def smallest(self) -> Smallest:
        """Return the smallest set; the bound of the choices that are left holds for every plan."""
        choice, floors = Choice(self.layout, self.wanted), {NOTICE: 0, TOUCHED: 0}
        drafts, grown = self.layout.old.drafts, frozenset[str]()
        touched, near = self.layout.hit & self.wanted, 0
        while self.clock.left > 0:
            hit = choice.fewest(seconds=self.clock.left)
            if hit is None:
                return Smallest(touched=touched, near=near, floors=floors, grown=grown, core=self.wanted)
            touched, near = hit.touched, hit.near
            if hit.proved:
                floors = {NOTICE: near, TOUCHED: len(touched - drafts)}
            fit, by_name = self._whole(touched | self.open, near)
            grown |= touched
            if fit.schedule is not None or not fit.infeasible:
                return Smallest(touched=touched, near=near, floors=floors, schedule=fit.schedule, grown=grown)
            lessons = tuple(self._lessons(touched | self.open, near, by_name=by_name))
            for lesson in lessons:
                if not lesson.touch and lesson.near is None:
                    return Smallest(touched=touched, near=near, floors=floors, grown=grown, core=lesson.free)
                grown |= lesson.touch
                choice.learn(lesson)
            if not lessons:
                break
        return Smallest(touched=touched, near=near, floors=floors, grown=grown)

    def _whole(self, free: frozenset[str], near: int) -> tuple[Fit, bool]:
        """Return whether the year is mended when only ``free`` moves, and whether only names told so."""
        fit = self._fit(self.wanted, free, near, seconds=self.clock.left * SET_PERCENT / WHOLE)
        if fit.schedule is None:
            return fit, False
        given = named(self.layout.ground.only(self.wanted), fit.schedule, wished=self.layout.then.colleagues)
        if given is not None:
            return dataclasses.replace(fit, schedule=given), False
        if self.clock.left <= 0:
            return Fit(), True
        return self._fit(self.wanted, free, near, seconds=self.clock.left * SET_PERCENT / WHOLE, by_name=True), True

    def _fit(
        self, some: frozenset[str], free: frozenset[str], near: int | None, *, seconds: float, by_name: bool = False,
        effort: Effort = QUICK,
    ) -> Fit:  # fmt: skip
        moves = Moves(self.layout, wanted=some, free=free, named=by_name)
        if near is not None:
            moves.keep(NOTICE, near)
        answer = moves.fit(seconds=seconds, seed=self.seed, tell=self.tell, effort=effort)
        merged = None if answer.schedule is None else moves.merged(answer.schedule)
        return Fit(schedule=merged, infeasible=answer.infeasible)

    def _lessons(self, free: frozenset[str], near: int, *, by_name: bool) -> Iterator[Lesson]:
        """Yield what the failure of a set teaches: of each of its members alone, else of all together."""
        others, taught = self.wanted - free, False
        mates = sharing(self.layout, others, free)
        order = [*sorted(mates), *sorted(others - mates)]
        for key in sorted(free):
            if len(free) > 1 and not by_name and self._fails(frozenset((key,)), others, near, by_name=False):
                lesson = self._lesson([key], order, near, by_name=False)
                taught |= lesson is not None
                yield from filter(None, (lesson,))
        if not taught:
            yield from filter(None, (self._lesson(sorted(free), order, near, by_name=by_name),))

    def _lesson(self, free: list[str], others: list[str], near: int, *, by_name: bool) -> Lesson | None:
        """Return what every plan has to do since few of these do not fit together; None when that is not sure."""
        whose = frozenset(free)

        def fails(some: frozenset[str]) -> bool:
            return self._fails(some & whose, some - whose, near, by_name=by_name)

        few = frozenset(fewest_of(fails, frozenset(), [*free, *others]))
        seconds = max(self.clock.left, QUESTION_SECONDS)
        for bound in (None, near):
            fit = self._fit(few, few & whose, bound, seconds=seconds, by_name=by_name)
            if fit.infeasible:
                return Lesson(touch=few - whose, near=bound, free=few & whose)
        return None

    def _fails(self, free: frozenset[str], others: frozenset[str], near: int, *, by_name: bool) -> bool:
        """Whether some certainly do not fit together, asked once; what lasts too long may fit, which is safe."""
        seconds = min(self.clock.left, QUESTION_SECONDS)
        if not free or seconds <= 0:
            return False
        fit = self._fit(free | others, free, near, seconds=seconds, by_name=by_name, effort=GLANCE)
        return fit.infeasible


def fewest_of(fails: Callable[[frozenset[str]], bool], known: frozenset[str], several: list[str]) -> list[str]:
    """Return those of ``several`` that are needed for ``known`` and them to fail, given that all of them fail.

    Notes
    -----
    Junker's QuickXplain (2004): halves are left out first.  A question that stays open only leaves more in.
    """
    return _needed(fails, known, several, is_new=True)


def _needed(
    fails: Callable[[frozenset[str]], bool], known: frozenset[str], several: list[str], *, is_new: bool
) -> list[str]:  # fmt: skip
    if is_new and known and fails(known):
        return []
    if len(several) <= 1:
        return several
    half = len(several) // 2
    first, second = several[:half], several[half:]
    late = _needed(fails, known | frozenset(first), second, is_new=True)
    early = _needed(fails, known | frozenset(late), first, is_new=bool(late))
    return [*early, *late]
