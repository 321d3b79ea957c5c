"""Fixed mentees where each subject may have its own mentor: all their fixed mentors and no others (3.1.2).

They stand outside the search and take their places and days with them, so no weight can ever outbid a pin.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from data.answer import Reason
from data.text import Text
from matcher.aims import Aim, Row
from matcher.bundled.counting import Sums, brought
from matcher.bundled.teamdays import stated_days, team_days
from matcher.problem import Problem
from matcher.ranking import why_not
from matcher.rules import reason_of
from matcher.sentences import names, say

MANY = Text(
    en="{} is fixed to {} mentors, at most {} are asked for: {}.",
    id="{} ditetapkan dengan {} mentor, paling banyak {} yang diminta: {}.",
)
FEWER = Text(
    en="Lift one of these fixed pairs, or allow more mentors.",
    id="Cabut satu penetapan, atau izinkan lebih banyak mentor.",
)
IDLE = Text(
    en="{} is fixed to {}, and its subjects do not give each of them one to answer.",
    id="{} ditetapkan dengan {}, dan bidangnya tidak cukup agar masing-masing menjawab satu.",
)
SPLIT = Text(en="Lift one of these fixed pairs, or add a subject.", id="Cabut satu penetapan, atau tambahkan bidang.")
FORBIDDEN = Text(en="The pair fixed with {} cannot be: {}", id="Penetapan dengan {} tidak dapat dipenuhi: {}")
NO_NEED = Text(en="{} is fixed to {} but names no subject.", id="{} ditetapkan dengan {} tetapi tidak menyebut bidang.")
NAME_ONE = Text(en="Add the subject that it wants to learn.", id="Tambahkan bidang yang ingin dipelajari.")
FULL = Text(
    en="{} is fixed to {} mentees and offers {} places.",
    id="{} ditetapkan dengan {} resipien dan menyediakan {} tempat.",
)
ROOM = Text(
    en="Ask for {} more places, or lift a fixed pair.", id="Minta {} tempat tambahan, atau cabut satu penetapan."
)
TIRED = Text(
    en="The pairs fixed with {} take {} working days of its team, which has {}.",
    id="Penetapan dengan {} memerlukan {} hari kerja timnya, yang tersedia {}.",
)
LONGER = Text(
    en="Ask for {} more working days, or lift a fixed pair.",
    id="Minta tambahan {} hari kerja, atau cabut satu penetapan.",
)

# Need id to the points of each mentor that no rule keeps from it.
Points = Mapping[str, Mapping[str, int]]


def fixed_mentors(problem: Problem) -> dict[str, tuple[str, ...]]:
    """Return mentee id to the mentors that it is fixed to, for those that are fixed to some."""
    return {key: tuple(dict.fromkeys(pin.mentor for pin in pins)) for key, pins in problem.fixed.items() if pins}


def fixed_rows(problem: Problem, wanted: Sequence[Aim], points: Points) -> dict[str, tuple[Row, ...] | None]:
    """Return for each fixed mentee its best answers in which every fixed mentor has a subject, None if there are none.

    Subjects are looked at one after the other, and for every set of mentors that have one already the best is kept.
    """
    return {
        key: _best_split(problem, wanted, points, mentee=key, mentors=mentors)
        for key, mentors in fixed_mentors(problem).items()
    }


def _best_split(
    problem: Problem, wanted: Sequence[Aim], points: Points, *, mentee: str, mentors: tuple[str, ...]
) -> tuple[Row, ...] | None:
    best: dict[frozenset[str], tuple[Sums, tuple[Row, ...]]] = {frozenset(): ((0,) * len(wanted), ())}
    for need in problem.needs_of[mentee]:
        rows = [(need.id, mentor, points[need.id][mentor]) for mentor in mentors if mentor in points[need.id]]
        values = brought(problem, wanted, rows).T.tolist()
        longer = dict(best)
        for row, value in zip(rows, values, strict=True):
            for used, (sums, held) in best.items():
                key, more = used | {row[1]}, tuple(one + other for one, other in zip(sums, value, strict=True))
                if key not in longer or more > longer[key][0]:
                    longer[key] = more, (*held, row)
        best = longer
    found = best.get(frozenset(mentors))
    return found[1] if found else None


def conflicts(problem: Problem, wanted: Sequence[Aim], points: Points, *, each: int) -> tuple[Reason, ...]:
    """Return why the fixed pairs cannot all be kept; empty when they can."""
    found: list[Reason] = []
    for mentee in fixed_mentors(problem):
        found.extend(_of_mentee(problem, wanted, points, mentee=mentee, each=each))
    return (*found, *_of_mentors(problem))


def _of_mentee(problem: Problem, wanted: Sequence[Aim], points: Points, *, mentee: str, each: int) -> list[Reason]:
    mentors, name = fixed_mentors(problem)[mentee], problem.mentees[mentee].name
    called = names(problem.mentors[key].name for key in mentors)
    needs = problem.needs_of[mentee]
    if not needs:
        return [reason_of(problem, "must", who=mentee, sentence=say(NO_NEED, name, called), remedy=NAME_ONE)]
    found = []
    if len(mentors) > each:
        sentence = say(MANY, name, len(mentors), each, called)
        found.append(reason_of(problem, "one_mentor", who=mentee, sentence=sentence, remedy=FEWER))
    refused = [key for key in mentors if not any(key in points[need.id] for need in needs)]
    for key in refused:
        for reason in why_not(problem, needs[0].id, mentor=key):
            sentence = say(FORBIDDEN, problem.mentors[key].name, reason.sentence)
            found.append(reason_of(problem, reason.rule, who=mentee, sentence=sentence, remedy=reason.remedy))
    if not refused and _best_split(problem, wanted, points, mentee=mentee, mentors=mentors) is None:
        found.append(reason_of(problem, "must", who=mentee, sentence=say(IDLE, name, called), remedy=SPLIT))
    return found


def _of_mentors(problem: Problem) -> list[Reason]:
    pairs = [(mentee, mentor) for mentee, mentors in fixed_mentors(problem).items() for mentor in mentors]
    load, used = taken(problem, pairs)
    found, stated = [], stated_days(problem)
    for key, count in load.items():
        mentor = problem.mentors[key]
        if count > mentor.capacity:
            sentence = say(FULL, mentor.name, count, mentor.capacity)
            remedy = say(ROOM, count - mentor.capacity)
            found.append(reason_of(problem, "capacity", who=key, sentence=sentence, remedy=remedy))
        if key in stated and used[key] > stated[key]:
            sentence = say(TIRED, mentor.name, used[key], stated[key])
            remedy = say(LONGER, used[key] - stated[key])
            found.append(reason_of(problem, "capacity", who=key, sentence=sentence, remedy=remedy))
    return found


def taken(problem: Problem, pairs: Sequence[tuple[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """Return how many mentees each mentor has in these ``(mentee, mentor)`` pairs, and the days that they take."""
    load, used = Counter(mentor for _, mentor in pairs), Counter[str]()
    for (_, mentor), days in zip(pairs, team_days(problem, pairs), strict=True):
        used[mentor] += days
    return load, used
