"""A recount of a match with a mentor for each subject that knows neither its solver nor its numbers.

It asks every rule and criterion again pair by pair, builds the numbers anew from what they say, and lets the prices
show on these what no answer can exceed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from data.answer import Level, Status, Violation
from data.text import Text
from matcher.aims import Row
from matcher.bundled.counting import (
    counted,
    levels_of,
    not_counted,
    pairs_of,
    sums_of,
)
from matcher.bundled.fixed import Points, conflicts, fixed_mentors, fixed_rows, taken
from matcher.bundled.outcome import Beside, Proof, SubjectOutcome
from matcher.bundled.recount import numbers
from matcher.bundled.teamdays import stated_days
from matcher.exact.bundles.check import check_prices
from matcher.problem import Problem
from matcher.proposal import propose
from matcher.rules import RULES, Chosen
from matcher.sentences import Figure, say
from matcher.verify import need_points

UNKNOWN = Text(en="{} is not part of the problem.", id="{} bukan bagian dari masalah ini.")
FINGERPRINT = Text(en="The match belongs to another problem.", id="Hasil ini milik masalah lain.")
STATUS = Text(en="The status {} does not fit what was found.", id="Status {} tidak sesuai dengan hasil.")
TWICE = Text(en="{} is answered {} times.", id="{} dijawab {} kali.")
MANY = Text(
    en="{} has {} mentors, at most {} were asked for.", id="{} memiliki {} mentor, paling banyak {} yang diminta."
)
TIRED = Text(
    en="The team of {} gives {} working days, it has {}.", id="Tim {} memberi {} hari kerja, yang tersedia {}."
)
DAYS = Text(
    en="The working days of the mentors' teams were counted wrongly.", id="Hari kerja tim mentor salah dihitung."
)
POINTS_WRONG = Text(en="{} by {}: points or parts were altered.", id="{} oleh {}: poin atau rinciannya berubah.")
LOST = Text(en="{} is neither answered nor told why not.", id="{} tidak dijawab dan tidak diberi alasan.")
BOTH = Text(en="{} is answered and also told why not.", id="{} dijawab tetapi juga diberi alasan penolakan.")
LEVELS = Text(
    en="The levels were counted wrongly: told {}, right {}.", id="Tingkat salah dihitung: tercatat {}, seharusnya {}."
)
BOUND = Text(en="Level {}: {}.", id="Tingkat {}: {}.")
FIXED = Text(en="Fixed mentees could be answered better.", id="Resipien yang ditetapkan dapat dijawab lebih baik.")
BESIDE = Text(en="What another way reaches was counted wrongly.", id="Hasil cara lain salah dihitung.")
TERMS = Text(en="The terms of the match are not those of the book.", id="Ketentuan hasil tidak sesuai buku.")


def verify_subjects(told: SubjectOutcome) -> tuple[Violation, ...]:
    """Return everything in ``told`` that does not hold; empty when all of it does."""
    problem = told.problem
    strangers = tuple(_strangers(told))
    if strangers:
        return strangers
    found = []
    if told.fingerprint != problem.fingerprint:
        found.append(_broken("fingerprint", "", FINGERPRINT))
    if told.price != problem.number("pair_price") or told.mentors_each < 1:
        return (*found, _broken("terms", "", TERMS))
    points = need_points(problem)
    if not told.levels:
        return (*found, *_empty(told, points))
    rows = tuple((one.need, one.mentor, one.points) for one in told.proposals)
    found += _limits(problem, rows, each=told.mentors_each)
    found += [*_points(told, points), *_days(told, rows), *_everybody(told)]
    found += [*_levels(told, rows), *_proofs(told, points, rows), *_others(told, points, rows)]
    return tuple(dict.fromkeys(found))


def _strangers(told: SubjectOutcome) -> Iterator[Violation]:
    for one in told.proposals:
        need, practice = told.problem.needs.get(one.need), told.problem.practices.get(one.practice)
        if need is None or practice is None or (need.mentee, practice.mentor) != (one.mentee, one.mentor):
            yield _broken("names", one.mentee, UNKNOWN, f"{one.need} - {one.practice} ({one.mentee}, {one.mentor})")


def _empty(told: SubjectOutcome, points: Points) -> Iterator[Violation]:
    """Yield a status that does not go with an answer that holds no match."""
    against = conflicts(told.problem, counted(told.problem), points, each=max(told.mentors_each, 1))
    claims = {Status.INFEASIBLE: bool(against) and bool(told.conflicts), Status.UNKNOWN: True}
    if told.proposals or not claims.get(told.status, False):
        yield _broken("status", "", STATUS, told.status.value)


def _limits(problem: Problem, rows: tuple[Row, ...], *, each: int) -> Iterator[Violation]:
    """Yield every rule, number of mentors, place and day that these answers break."""
    pairs = pairs_of(problem, rows)
    chosen = {"capacity": [Chosen(held[0][0], mentor) for (_, mentor), held in pairs.items()], "one_mentor": []}
    everything = [Chosen(need, mentor) for need, mentor, _ in rows]
    for rule in RULES:
        yield from rule.check(problem, chosen.get(rule.id, everything))
    for need, times in Counter(need for need, _, _ in rows).items():
        if times > 1:
            yield _broken("one_mentor", problem.needs[need].mentee, TWICE, need, times)
    for mentee, count in Counter(mentee for mentee, _ in pairs).items():
        if count > each:
            yield _broken("one_mentor", mentee, MANY, problem.mentees[mentee].name, count, each)
    _, used = taken(problem, list(pairs))
    for mentor, days in stated_days(problem).items():
        if used[mentor] > days:
            yield _broken("capacity", mentor, TIRED, problem.mentors[mentor].name, used[mentor], days)


def _points(told: SubjectOutcome, points: Points) -> Iterator[Violation]:
    problem = told.problem
    for one in told.proposals:
        right = propose(problem, problem.needs[one.need], problem.practices[one.practice])
        if replace(one, instead=()) != right or one.points != points[one.need].get(one.mentor):
            yield _broken("points", one.mentee, POINTS_WRONG, one.need, one.mentor)


def _days(told: SubjectOutcome, rows: tuple[Row, ...]) -> Iterator[Violation]:
    _, used = taken(told.problem, list(pairs_of(told.problem, rows)))
    if dict(told.team_days) != dict(used):
        yield _broken("days", "", DAYS)


def _everybody(told: SubjectOutcome) -> Iterator[Violation]:
    problem, answered = told.problem, told.answers
    asked = [*problem.needs, *(key for key, needs in problem.needs_of.items() if not needs)]
    for key in asked:
        if key not in answered and not told.unanswered.get(key):
            yield _broken("unanswered", key, LOST, key)
        if key in answered and key in told.unanswered:
            yield _broken("unanswered", key, BOTH, key)


def _levels(told: SubjectOutcome, rows: tuple[Row, ...]) -> Iterator[Violation]:
    right = _counted(told.problem, rows, price=told.price)
    values = [replace(level, bound=level.value) for level in told.levels]
    if values != list(right):
        yield _broken("level", "", LEVELS, _said(told.levels), _said(right))
    proved = all(level.proved for level in told.levels)
    if told.status is not (Status.OPTIMAL if proved else Status.FEASIBLE):
        yield _broken("status", "", STATUS, told.status.value)
    if told.not_counted != not_counted(told.problem):
        yield _broken("terms", "", TERMS)


def _counted(problem: Problem, rows: tuple[Row, ...], *, price: int) -> tuple[Level, ...]:
    wanted = counted(problem)
    sums = sums_of(problem, wanted, rows, price=price)
    return levels_of(wanted, sums, sums, price=price)


def _said(levels: tuple[Level, ...]) -> str:
    return ", ".join(f"{level.id} {level.value}" for level in levels)


def _proofs(told: SubjectOutcome, points: Points, rows: tuple[Row, ...]) -> Iterator[Violation]:
    """Yield fixed mentees that could be answered better, and bounds that the prices do not show."""
    problem, wanted = told.problem, counted(told.problem)
    best = [row for held in fixed_rows(problem, wanted, points).values() for row in held or ()]
    mine = [row for row in rows if problem.needs[row[0]].mentee in fixed_mentors(problem)]
    held, own = (sums_of(problem, wanted, some, price=told.price) for some in (best, mine))
    if own != held:
        yield _broken("must", "", FIXED)
    if len(told.proofs) != len(told.levels):
        yield _broken("proof", "", BOUND, "-", len(told.proofs))
        return
    sums = sums_of(problem, wanted, rows, price=told.price)
    for place, (level, proof) in enumerate(zip(told.levels, told.proofs, strict=True)):
        for fault in _proof(told, points, proof, place=place):
            yield _broken("proof", level.id, BOUND, level.id, fault)
        before = sum(w * (one - other) for w, one, other in zip(proof.weights[:-1], sums, held, strict=False))
        right = proof.found.bound - before + held[place]
        if level.bound != right or level.value > level.bound:
            yield _broken("proof", level.id, BOUND, level.id, f"{level.value} <= {level.bound} = {right}?")


def _proof(told: SubjectOutcome, points: Points, proof: Proof, *, place: int) -> list[str]:
    if len(proof.weights) != place + 1 or proof.weights[-1] != 1 or min(proof.weights) < 1:
        return [f"weights {proof.weights}"]
    if proof.found.bound > proof.found.shown:
        return [f"bound {proof.found.bound} beyond what is shown, {proof.found.shown}"]
    return check_prices(numbers(told, points, proof.weights), proof.found)


def _others(told: SubjectOutcome, points: Points, rows: tuple[Row, ...]) -> Iterator[Violation]:
    """Yield other ways that were counted wrongly, break a rule, or are better than a match called best."""
    problem = told.problem
    ways: Mapping[int, Beside | None] = {told.mentors_each: told.baseline}
    if told.mentors_each > 1:
        ways = {**ways, 1: told.single}
    own = sums_of(problem, counted(problem), rows, price=told.price)
    for each, other in ways.items():
        if other is None:
            yield _broken("baseline", "", BESIDE)
            continue
        theirs = tuple(
            (need, mentor, points[need].get(mentor, -1)) for need, mentor in other.answers.items() if need in points
        )
        most = max([each, *map(len, fixed_mentors(problem).values())])
        wrong = len(theirs) < len(other.answers) or any(row[-1] < 0 for row in theirs)
        if (
            wrong
            or any(_limits(problem, theirs, each=most))
            or _counted(problem, theirs, price=told.price) != other.levels
        ):
            yield _broken("baseline", "", BESIDE)
        elif sums_of(problem, counted(problem), theirs, price=told.price) > own:
            yield _broken("baseline", "", STATUS, told.status.value)


def _broken(rule: str, who: str, words: Text, *figures: Figure) -> Violation:
    return Violation(rule=rule, who=who, sentence=say(words, *figures))
