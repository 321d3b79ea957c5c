"""What a match with a mentor for each subject is for: the aims of the book that this shape can count, in its order.

Some aims count a mentee once, however many mentors it has; the others count each subject that is answered.
Points are net: every pair costs its coordination. Aims of places (minimum loads, turns) are not counted here.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from data.answer import Level
from data.text import Text
from matcher.aims import Aim, Row, aims, options_of
from matcher.exact.network import Ints
from matcher.problem import Problem
from matcher.sentences import say

# Aims that a mentee brings once, and aims that each answered subject brings.
ONCE = ("served", "waited")
EACH = ("first_need", "wishes", "kept", "lifted", "points")
POINTS = "points"

NET = Text(en="points of fit, less {} for each pair", id="poin kecocokan, dikurangi {} untuk tiap pasangan")
WISHES = Text(en="subjects answered by the mentor that the letter names", id="bidang yang dijawab mentor pilihan surat")
KEPT = Text(en="subjects answered by the published mentor", id="bidang yang dijawab mentor yang sudah diumumkan")
LIFTED = Text(en="subjects with at least {} points", id="bidang dengan sedikitnya {} poin")

# What every aim reaches, the most important first.
Sums = tuple[int, ...]


def counted(problem: Problem) -> tuple[Aim, ...]:
    """Return the aims that this shape counts and that have something to say, the most important first."""
    return tuple(aim for aim in aims(problem) if _kind(aim) in ONCE + EACH)


def not_counted(problem: Problem) -> tuple[Text, ...]:
    """Return the names of the aims that would speak in the plain match and are not counted here."""
    return tuple(aim.name for aim in aims(problem) if _kind(aim) not in ONCE + EACH)


def _kind(aim: Aim) -> str:
    return "lifted" if aim.id.startswith("lifted_") else aim.id


def is_once(aim: Aim) -> bool:
    """Whether a mentee brings it once, however many mentors it has."""
    return aim.id in ONCE


def brought(problem: Problem, wanted: Sequence[Aim], rows: Sequence[Row]) -> Ints:
    """Return what each row brings to each aim as an answered subject, (n_aims, n_rows); nothing where counted once."""
    options = options_of(problem, rows)
    parts = [np.zeros(len(rows), dtype=np.int64) if is_once(aim) else aim.of_pairs(problem, options) for aim in wanted]
    return np.array(parts, dtype=np.int64).reshape(len(wanted), len(rows))


def brought_once(problem: Problem, wanted: Sequence[Aim]) -> Ints:
    """Return what each mentee brings to each aim once it has a mentor, (n_aims, n_mentees)."""
    mentees = list(problem.mentees)
    first = {key: needs[0].id for key, needs in problem.needs_of.items() if needs}
    teacher = next(iter(problem.mentors), "")
    found = np.zeros((len(wanted), len(mentees)), dtype=np.int64)
    if not teacher:
        return found
    columns = [place for place, key in enumerate(mentees) if key in first]
    options = options_of(problem, [(first[mentees[place]], teacher, 0) for place in columns])
    for place, aim in enumerate(wanted):
        if is_once(aim):
            found[place, columns] = aim.of_pairs(problem, options)
    return found


def sums_of(problem: Problem, wanted: Sequence[Aim], rows: Sequence[Row], *, price: int) -> Sums:
    """Return what every aim reaches when exactly these subjects are answered by these mentors."""
    each = brought(problem, wanted, rows).sum(axis=1).tolist()
    mentees = list(problem.mentees)
    served = np.isin(mentees, [problem.needs[need].mentee for need, _, _ in rows])
    once = (brought_once(problem, wanted) * served).sum(axis=1).tolist() if mentees else [0] * len(wanted)
    cost = price * len(pairs_of(problem, rows))
    return tuple(
        of_each + of_once - (cost if aim.id == POINTS else 0)
        for aim, of_each, of_once in zip(wanted, each, once, strict=True)
    )


def pairs_of(problem: Problem, rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return ``(mentee, mentor)`` to the rows that it answers."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((problem.needs[row[0]].mentee, row[1]), []).append(row)
    return found


def places_of(keys: Iterable[str]) -> dict[str, int]:
    """Return each key's place in their order."""
    return {key: place for place, key in enumerate(keys)}


def weights(problem: Problem, wanted: Sequence[Aim], rows: Sequence[Row], *, price: int, factor: int) -> Sums:
    """Return whole weights at which no mentee gains by giving up an earlier aim for later ones.

    What several mentees could gain together by one that gives up is not ruled out: a match found at these weights is
    looked at, and asked for again at a larger ``factor`` when it gave up too much. A bound at any weights holds.
    """
    each, once = brought(problem, wanted, rows), brought_once(problem, wanted)
    of_mentee, needs = places_of(problem.mentees), places_of(problem.needs)
    best = np.zeros((len(wanted), len(needs)), dtype=np.int64)
    for place, (need, _, _) in enumerate(rows):
        best[:, needs[need]] = np.maximum(best[:, needs[need]], each[:, place])
    most = once.copy()
    for key, asked in problem.needs.items():
        most[:, of_mentee[asked.mentee]] += best[:, needs[key]]
    found: list[int] = []
    later = 0
    for place in reversed(range(len(wanted))):
        found.append(1 if not found else factor * (later + 1))
        spread = int(most[place].max(initial=0)) + (price * len(problem.mentors) if wanted[place].id == POINTS else 0)
        later += found[-1] * spread
    return tuple(reversed(found))


def levels_of(wanted: Sequence[Aim], values: Sums, bounds: Sums, *, price: int) -> tuple[Level, ...]:
    """Return the aims as levels of an answer, named for what they count here."""
    return tuple(
        _level(aim, value, bound, price=price) for aim, value, bound in zip(wanted, values, bounds, strict=True)
    )


def _level(aim: Aim, value: int, bound: int, *, price: int) -> Level:
    named = {"points": say(NET, price), "wishes": WISHES, "kept": KEPT}
    name = named.get(aim.id, aim.name)
    unit = aim.unit
    if aim.id in {"wishes", "kept"} or _kind(aim) == "lifted":
        unit = "subjects"
    if _kind(aim) == "lifted":
        name = say(LIFTED, int(aim.id.removeprefix("lifted_")))
    return Level(id=aim.id, name=name, value=value, bound=bound, unit=unit)
