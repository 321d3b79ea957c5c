"""Who competes for too few places, told once for the whole set, and where more places or mentors would help (2.1.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from data.text import Text
from matcher.exact.flow import best
from matcher.exact.network import Network, network
from matcher.exact.squeeze import squeezes as squeezed
from matcher.nouns import Mentor, Practice
from matcher.problem import Problem
from matcher.result import Result
from matcher.rules import RULES
from matcher.sentences import names, say

SENTENCE = Text(
    en="{} letters can only go to {}, where {} places are free: {} must wait. Without any one of these letters, one "
    "less would.",
    id="{} surat hanya dapat dilayani {}, yang memiliki {} tempat kosong: {} harus menunggu. Tanpa salah satu surat "
    "ini, berkurang satu.",
)
BY_SUBJECT = Text(
    en="{}: each further place at a new mentor serves one more letter, up to {}.",
    id="{}: tiap tempat tambahan pada mentor baru melayani satu surat lagi, sampai {}.",
)
BY_MENTOR = Text(
    en="{}: each further place serves one more letter, up to {}.",
    id="{}: tiap tempat tambahan melayani satu surat lagi, sampai {}.",
)
SUBJECT_ONCE = Text(
    en="{}: one place at a new mentor serves one more letter.",
    id="{}: satu tempat pada mentor baru melayani satu surat lagi.",
)
MENTOR_ONCE = Text(
    en="{}: one more place serves one more letter.", id="{}: satu tempat tambahan melayani satu surat lagi."
)
# Id of the mentor that is thought up to see what one more would change; no id of an intake is empty.
NOBODY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Squeeze:
    """Letters that together have too few places.

    Parameters
    ----------
    letters, mentors
        Mentee ids, and ids of all mentors that any of them may have.
    places
        Places of these mentors besides those of fixed pairs.
    waiting
        The letters that wait in this match.
    """

    letters: tuple[str, ...]
    mentors: tuple[str, ...]
    places: int
    waiting: tuple[str, ...]
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """Where more places would serve more letters.

    Parameters
    ----------
    subject, mentor
        Subject id for a mentor that is still to be found, or id of a mentor that is there; the other is empty.
    more
        Letters that are served more when there are places enough; each further place serves one of them.
    asking
        Letters without a mentor that ask for the subject, in any of their needs; empty for a mentor.
    """

    subject: str = ""
    mentor: str = ""
    more: int
    asking: tuple[str, ...] = ()
    sentence: Text


def squeezes(result: Result) -> tuple[Squeeze, ...]:
    """Return the sets of letters for which places are too few, the most waiting first; none without a match."""
    problem, assignment = result.problem, result.assignment
    if assignment is None:
        return ()
    found = []
    for one in squeezed(assignment.network, assignment.optimum.taken):
        mentors = tuple(assignment.mentors[column] for column in one.mentors)
        called = names(problem.mentors[key].name for key in mentors)
        found.append(
            Squeeze(
                letters=tuple(assignment.mentees[row] for row in one.mentees), mentors=mentors, places=one.places,
                waiting=tuple(assignment.mentees[row] for row in one.waiting),
                sentence=say(SENTENCE, len(one.mentees), called, one.places, len(one.waiting)),
            )
        )  # fmt: skip
    return tuple(found)


def bottlenecks(result: Result) -> tuple[Bottleneck, ...]:
    """Return where more places would serve more letters, the most first: subjects to find a mentor for, and mentors.

    A new mentor is thought to be a member without wishes of its own; rules that stand against the letter itself stand.
    """
    problem, assignment = result.problem, result.assignment
    if assignment is None:
        return ()
    without = [key for key in assignment.mentees if key not in assignment.pairs]
    if not without:
        return ()
    shape = assignment.network
    now = int(assignment.optimum.taken.sum())
    found = []
    for subject in dict.fromkeys(need.subject for key in without for need in problem.needs_of[key]):
        asking = tuple(key for key in without if any(need.subject == subject for need in problem.needs_of[key]))
        rows = _rows(problem, subject, assignment.mentees)
        more = _served(_with_mentor(shape, rows, places=len(without))) - now
        name = problem.country.subject(subject).name
        found.append(
            Bottleneck(
                subject=subject, more=more, asking=asking, sentence=_sentence(BY_SUBJECT, SUBJECT_ONCE, name, more)
            )
        )
    tight = {column for one in squeezed(shape, assignment.optimum.taken) for column in one.mentors}
    for column in sorted(tight):
        places = shape.places.copy()
        places[column] += len(without)
        more = _served(_shape(shape, places)) - now
        key = assignment.mentors[column]
        sentence = _sentence(BY_MENTOR, MENTOR_ONCE, problem.mentors[key].name, more)
        found.append(Bottleneck(mentor=key, more=more, sentence=sentence))
    return tuple(sorted((one for one in found if one.more), key=lambda one: (-one.more, one.subject, one.mentor)))


def leading(found: Sequence[Bottleneck], each: int) -> tuple[Bottleneck, ...]:
    """Return the first so many subjects, then the first so many mentors: both are asked, by different letters."""
    subjects, mentors = [one for one in found if one.subject], [one for one in found if one.mentor]
    return (*subjects[:each], *mentors[:each])


def _sentence(several: Text, once: Text, name: Text | str, more: int) -> Text:
    return say(once, name) if more == 1 else say(several, name, more)


def _rows(problem: Problem, subject: str, mentees: tuple[str, ...]) -> list[int]:
    """Return the rows of the letters that a new mentor for the subject could take."""
    mentor = Mentor(id=NOBODY, name="")
    practice = Practice(id=NOBODY, mentor=NOBODY, subject=subject)
    wider: Mapping[str, Mentor] = MappingProxyType({**problem.mentors, NOBODY: mentor})
    thought = replace(problem, mentors=wider, practices=MappingProxyType({**problem.practices, NOBODY: practice}))
    return [
        row
        for row, key in enumerate(mentees)
        if any(all(rule.allows(thought, need, mentor) for rule in RULES) for need in problem.needs_of[key])
    ]


def _with_mentor(shape: Network, rows: list[int], *, places: int) -> Network:
    """Return who may go where with one mentor more."""
    new = np.array(rows, dtype=np.int64)
    mentor = np.concatenate((shape.mentor, np.full(len(new), shape.n_mentors)))
    mentee = np.concatenate((shape.mentee, new))
    return network(
        demand=shape.demand, places=np.append(shape.places, places), mentee=mentee, mentor=mentor,
        value=np.ones(len(mentee), dtype=np.int64),
    )  # fmt: skip


def _shape(shape: Network, places: np.ndarray) -> Network:
    return network(
        demand=shape.demand, places=places, mentee=shape.mentee, mentor=shape.mentor,
        value=np.ones(len(shape.mentee), dtype=np.int64),
    )  # fmt: skip


def _served(shape: Network) -> int:
    """Return how many can be served at most."""
    return int(best(shape, seed=0).sum())
