"""A million random allocations and revisions: sums exact, nobody over a limit; beside the spread-sheet way (4.2).

The spread sheet multiplies by a percentage and by a factor where money is short, and rounds each cell.
Run ``python -m benchmarks.money [COUNT]``; COUNT is a million if left out.
"""

import collections
import dataclasses
import datetime as dt
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from data import load_book
from data.text import Text
from planner.money.kinds import FORMS, SUBSIDIES, Allocation, Decision, Line, Member, party_of, role_of
from planner.money.subsidy import allocate

YEAR, SEED, MILLION = 2027, 1, 1_000_000
# Revisions of one year before the next is drawn, and cases for the slow peer.
REVISIONS, SHEETS = 9, 1000
KINDS = ("fare", "lodging")
BOOK = load_book()
MEMBERS = {
    "alfa": Member(region="16.71", connections=300_000), "beta": Member(region="16.74", connections=9_000),
    "gama": Member(region="64.71", connections=20_000), "delta": Member(region="53.71", connections=70_000),
}  # fmt: skip
PAIRS = {"w-1": ("alfa", "beta"), "w-2": ("alfa", "gama"), "w-3": ("delta", "gama")}
FARE = Line(
    id="", partnership="w-1", activity="diagnostic_visit", event="", kind="fare", text=Text(en="fare", id="ongkos"),
    amount=1, payer="mentor:alfa", head="", on=dt.date(YEAR, 4, 5), rule="4.1.1", section="4.1.1", basis="drawn",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Case:
    """One year's lines, the decision and the head."""

    lines: tuple[Line, ...]
    decision: Decision
    head: int


@dataclasses.dataclass
class Found:
    """What a run of cases showed: how many, how many were short of money, and what was wrong."""

    cases: int = 0
    cut: int = 0
    wrong: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)


def cases(seed: int) -> Iterator[Case]:
    """Yield years without end, each one allocated anew and then revised in one thing at a time."""
    draw = random.Random(seed)  # noqa: S311 -- cases, no secrets
    while True:
        lines = tuple(_lines(draw))
        decision, head = _decision(draw, BOOK.subsidy_kinds), draw.randrange(60 * MILLION)
        yield Case(lines, decision, head)
        for _ in range(REVISIONS):
            what = draw.randrange(3)
            if what == 0:
                place = draw.randrange(len(lines))
                dearer = dataclasses.replace(lines[place], amount=draw.randrange(1, 20 * MILLION))
                lines = (*lines[:place], dearer, *lines[place + 1 :])
            elif what == 1:
                head = draw.randrange(60 * MILLION)
            else:
                decision = _decision(draw, BOOK.subsidy_kinds)
            yield Case(lines, decision, head)


def _lines(draw: random.Random) -> Iterator[Line]:
    for key, (mentor, mentee) in PAIRS.items():
        for payer, host in ((f"mentor:{mentor}", f"mentee:{mentee}"), (f"mentee:{mentee}", f"mentor:{mentor}")):
            event, km, day = f"{key}/{payer}", draw.randrange(2000), draw.randrange(1, 28)
            for kind in KINDS:
                name = f"{event}/{kind}"
                yield dataclasses.replace(
                    FARE, id=name, charge=name, partnership=key, event=event, kind=kind, payer=payer, traveller=payer,
                    host=host, amount=draw.randrange(1, 20 * MILLION), distance_km=km, on=dt.date(YEAR, 4, day),
                )  # fmt: skip


def _decision(draw: random.Random, kinds: Mapping[str, object]) -> Decision:
    kind = draw.choice(FORMS)
    amounts = {}
    for name in kinds[kind].needs:
        most = 100 if name.endswith("_percent") else 3 if name.startswith("visits_") else 15 * MILLION
        amounts[name] = draw.randint(1, most)
    for first, second in (
        ("near_up_to_km", "middle_up_to_km"),
        ("small_up_to_connections", "medium_up_to_connections"),
    ):
        if first in amounts:
            amounts[first], amounts[second] = sorted(draw.randrange(2000) * (1 if "km" in first else 50) for _ in "ab")
    for name in (
        "ceiling_mentor",
        "ceiling_mentee",
        "ceiling_per_partnership",
        "ceiling_per_party",
        "ceiling_per_year",
    ):
        if draw.random() < 1 / 4:
            amounts[name] = draw.randint(1, 30 * MILLION)
    regions = ("53", "64.71") if kind == "priority_regions" else ()
    return Decision(number="1", date=dt.date(YEAR - 1, 12, 1), kind=kind, amounts=amounts, regions=regions)


def allocated(case: Case) -> tuple[tuple[Line, ...], tuple[Allocation, ...]]:
    """Return what the planner's own allocation makes of a case."""
    lines, allocations, _ = allocate(
        case.lines, decision=case.decision, budget={SUBSIDIES: case.head}, book=BOOK, year=YEAR, members=MEMBERS
    )
    return lines, allocations


def judge(case: Case, lines: Sequence[Line], allocations: Sequence[Allocation]) -> Iterator[str]:
    """Yield what is wrong with an allocation; a few sums that share nothing with the way it was made."""
    given: collections.Counter[tuple[str, str]] = collections.Counter()
    for line in lines:
        if line.relieves:
            amount = line.amount
            party, role = party_of(line.relieves), role_of(line.relieves)
            given["ceiling_per_year", ""] += amount
            given["ceiling_per_partnership", line.partnership] += amount
            given["ceiling_per_party", party] += amount
            given[f"ceiling_{role}", line.partnership] += amount
    whole = given["ceiling_per_year", ""]
    if sum(line.amount for line in lines) != sum(line.amount for line in case.lines):
        yield "a rupiah was lost or made"
    if whole != sum(one.amount for one in allocations):
        yield "lines and allocations differ"
    if whole > case.head:
        yield "head overdrawn"
    if whole != min(case.head, sum(one.due for one in allocations)):
        yield "head not used to the last rupiah"
    if any(amount > case.decision.amounts.get(name, amount) for (name, _), amount in given.items()):
        yield "ceiling passed"


def run(count: int, *, seed: int = SEED) -> Found:
    """Return what ``count`` cases show of the planner's allocation."""
    found = Found()
    for case, _ in zip(cases(seed), range(count), strict=False):
        lines, allocations = allocated(case)
        found.cases += 1
        found.cut += any(one.amount < one.due for one in allocations)
        found.wrong.update(judge(case, lines, allocations))
    return found


def wanted(case: Case) -> dict[str, int]:
    """Return line id to the rupiah that the decision gives before the head: what both ways then divide."""
    lines, _, _ = allocate(
        case.lines, decision=case.decision, budget={SUBSIDIES: sum(line.amount for line in case.lines)},
        book=BOOK, year=YEAR, members=MEMBERS,
    )  # fmt: skip
    return {line.charge: line.amount for line in lines if line.relieves}


def in_floats(due: Mapping[str, int], head: int) -> dict[str, int]:
    """Return the cells of a careful spread sheet: each times head by total, rounded."""
    total = float(sum(due.values()))
    factor = min(head / total, 1.0) if total else 0.0
    return {key: round(amount * factor) for key, amount in due.items()}


def in_pandas(due: Mapping[str, int], head: int) -> dict[str, int]:
    """Return the same with a frame, as an analyst would."""
    frame = pd.DataFrame({"line": list(due), "due": list(due.values())})
    total = frame["due"].sum()
    frame["given"] = (frame["due"] * min(head / total if total else 0.0, 1.0)).round().astype("int64")
    return dict(zip(frame["line"], frame["given"], strict=True))


def sheet(count: int, *, seed: int = SEED) -> Found:
    """Return what the float way makes of cases in which the head does not suffice."""
    found = Found()
    for case in cases(seed):
        due = wanted(case)
        if sum(due.values()) <= case.head:
            continue
        found.cases += 1
        left = case.head - sum(in_floats(due, case.head).values())
        found.wrong["head overdrawn"] += left < 0
        found.wrong["rupiah left over"] += left > 0
        if found.cases == count:
            return found
    return found


def _cpu(work: object, dues: Sequence[tuple[Mapping[str, int], int]]) -> float:
    start = time.process_time()
    for due, head in dues:
        work(due, head)
    return time.process_time() - start


def main(count: int) -> None:
    """Print both ways side by side."""
    start = time.process_time()
    ours = run(count)
    spent = time.process_time() - start
    print(f"{ours.cases:,} allocations and revisions, {ours.cut:,} of them with a head that does not suffice")
    print(f"  wrong: {sum(ours.wrong.values())} {dict(ours.wrong)}; {spent / ours.cases * MILLION:.0f} CPU us each")
    assert not ours.wrong, ours.wrong
    theirs = sheet(max(count // 100, 1))
    both = sum(theirs.wrong.values())
    print(f"spread sheet in floats, {theirs.cases:,} years with a short head:")
    shares = {name: f"{times / theirs.cases:.1%}" for name, times in theirs.wrong.items()}
    print(f"  wrong in {both / theirs.cases:.1%} of them: {shares}")
    some = [(wanted(case), case.head) for case, _ in zip(cases(SEED), range(SHEETS), strict=False)]
    whole = [case for case, _ in zip(cases(SEED), range(SHEETS), strict=False)]
    start = time.process_time()
    for case in whole:
        allocated(case)
    own = time.process_time() - start
    frames, floats = _cpu(in_pandas, some), _cpu(in_floats, some)
    print(f"CPU for {SHEETS} years: ours (rules, ceilings, head, reasons in two languages) 1.0, "
          f"pandas (head alone) {frames / own:.2f}, plain floats (head alone) {floats / own:.3f}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MILLION)
