"""Re-plans a published year after each kind of happening of the book, beside planning anew and a plain clerk.

Run it with ``python -m benchmarks.replan``, or with sizes, seconds and kinds: ``python -m benchmarks.replan 12
--seconds 60 --kinds travel_ban audit``.
Seconds are of the wall with CPU seconds beside them; every answer is recounted by the re-plan's own checker.
"""

import argparse
import dataclasses
import datetime as dt
import random
import time
from collections.abc import Iterator

from benchmarks.years import build
from planner import Happening, Plan, Problem, check, replan
from planner.calendar.horizon import dated, horizon_of
from planner.errors import WrongValue

# Partnerships, and wall seconds of one answer.
SIZES, SECONDS = (12, 40), 10
# Seconds for the published plan, the day of re-planning, and where absences begin: four to twelve weeks later.
PLAN_SECONDS, TODAY, AHEAD = 20, (5, 3), (28, 84)
# Days of an illness, of a closure, of a longer leave.
ILL, CLOSED, LONG = 10, 3, 30
# An announced day lies so many working days later; a cut leaves so many per cent.
LATER, LEFT_PERCENT = 7, 95
# A second colleague, days of the month before and after a cut.
NEW_DAYS, CUT_DAYS = 8, 10


def happenings(problem: Problem, plan: Plan, *, seed: int) -> Iterator[Happening]:
    """Yield one happening of every kind of the book, with parties and days drawn by ``seed``."""
    for row in problem.book.happenings.values():
        dice = random.Random(f"{seed} {row.id}")  # noqa: S311 - a fictional year, not a secret
        made = _happening(problem, plan, row.id, row.effect, dice)
        if made is not None:
            yield made


def _happening(problem: Problem, plan: Plan, kind: str, effect: str, dice: random.Random) -> Happening | None:
    first = today(problem) + dt.timedelta(days=dice.randrange(*AHEAD))
    busy = sorted({party for event in plan.events if event.first >= first for party in event.parties})
    colleague = problem.facilitators[0].id
    who = colleague if kind.startswith("colleague") else dice.choice(busy)
    days = LONG if kind in {"director_leave", "audit", "colleague_leave"} else ILL
    last = dt.date(problem.year + 1, 12, 31) if kind == "colleague_left" else first + dt.timedelta(days=days)
    one = dice.choice(sorted({event.partnership for event in plan.events} - {""}))
    given, amount = problem.partnerships[one], problem.budget["facilitator_travel"]
    cut = amount * LEFT_PERCENT // 100 if kind == "budget_cut" else 2 * amount
    made = {
        "absent": Happening(kind=kind, who=who, first=first, last=last),
        "closed": Happening(kind=kind, first=first, last=first + dt.timedelta(days=CLOSED)),
        "withdrawn": Happening(kind=kind, partnership=one),
        "joined": Happening(kind=kind, added=dataclasses.replace(given, id="new", ready=first)),
        "budget": Happening(kind=kind, head="facilitator_travel", amount=cut),
        "decision": Happening(kind=kind),
        "days": Happening(kind=kind, who=colleague, days=CUT_DAYS),
        "colleague": Happening(kind=kind, who="somebody new", days=NEW_DAYS),
        "months": Happening(kind=kind, partnership=one, months=7),
        "ready": Happening(kind=kind, partnership=one, day=given.ready),
    }
    return _later(problem, plan, kind, dice) if effect == "dated" else made.get(effect)


def _later(problem: Problem, plan: Plan, kind: str, dice: random.Random) -> Happening | None:
    """Return an announced day of an event of the kind, some working days later than it was published."""
    wanted = {
        "report_late": {"report"}, "letter_late": {"letter"}, "data_late": {"letter"}, "plan_late": {"work"},
        "visit_settled": {"visit", "meeting"}, "signing_settled": {"ceremony"}, "workshop_settled": {"workshop"},
    }.get(kind)  # fmt: skip
    horizon, rows = horizon_of(problem), dated(problem.book)
    begin = today(problem)
    some = [event for event in plan.events if event.first > begin and wanted and rows[event.activity].kind in wanted]
    if wanted is None:
        some = [event for event in plan.events if event.first < begin and rows[event.activity].kind == "letter"]
    if not some:
        return None
    event = dice.choice(some)
    step = LATER if wanted else 1
    return Happening(kind=kind, event=event.id, day=horizon.day(horizon.before(event.first) + step))


def today(problem: Problem) -> dt.date:
    """Return the day of re-planning."""
    return dt.date(problem.year, *TODAY)


def compare(size: int, *, seconds: float, kinds: list[str]) -> None:
    """Print one line for each kind of happening, and what all of them came to."""
    plan = build(size).solve(time_limit=PLAN_SECONDS, seed=1)
    problem = plan.problem
    print(f"\n{size} partnerships, {len(plan.chains)} published; at most {seconds:.0f} s each; (bound) = proved")
    print(f"  {'kind':<20}{'s':>6}{'CPU':>6}{'kept':>7}{'touched':>10}{'moved':>10}{'anew':>6}{'clerk':>6}")
    slowest, proved, count = 0.0, 0, 0
    for happening in happenings(problem, plan, seed=1):
        if kinds and happening.kind not in kinds:
            continue
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            answer = replan(problem, plan, (happening,), today=today(problem), time_limit=seconds, seed=1)
        except WrongValue as wrong:
            print(f"  {happening.kind:<20}{time.perf_counter() - wall:>6.1f}  refused: {wrong}")
            continue
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        assert check(answer) == (), (happening, check(answer))
        levels = {level.id: level for level in answer.levels}
        cells = [
            f"{levels[key].value} ({levels[key].bound})" + ("=" if levels[key].proved else " ")
            for key in ("touched", "moved") if key in levels
        ] or ["-", "-"]  # fmt: skip
        kept = "all" if levels["kept"].value == levels["kept"].bound and not answer.plan.unplaced else "fewer"
        print(
            f"  {happening.kind:<20}{wall:>6.1f}{cpu:>6.1f}{kept:>7}{cells[0]:>10}{cells[1]:>10}"
            f"{answer.anew.touched:>6}{answer.clerk.touched:>6}", flush=True,
        )  # fmt: skip
        slowest, count = max(slowest, wall), count + 1
        proved += "touched" in levels and levels["touched"].proved and levels["notice"].proved
    print(f"  {count} kinds: fewest touched proved {proved} times, slowest answer {slowest:.1f} s")


def main() -> None:
    """Run the sizes named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, help="partnerships, such as 12 40")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="wall seconds of one answer")
    parser.add_argument("--kinds", nargs="*", default=[], help="kinds of happening, all when none is named")
    # What ``benchmarks.run`` was called with is not meant for this script.
    asked, _ = parser.parse_known_args()
    for size in asked.sizes or SIZES:
        compare(size, seconds=asked.seconds, kinds=asked.kinds)


if __name__ == "__main__":
    main()
