"""What several mentors give a programme over one each, in words and with what they cost (2.1.3)."""

from collections.abc import Sequence

from data.text import Text
from matcher.aims import Row
from matcher.bundled.counting import pairs_of
from matcher.bundled.ground import Ground
from matcher.bundled.teamdays import team_days
from matcher.problem import Problem
from matcher.sentences import names, say

COUNTED = Text(
    en="With at most {} mentors each, {} subjects are answered by {} pairs; with one mentor each it is {} by {}.",
    id="Dengan paling banyak {} mentor per resipien, {} bidang dijawab oleh {} pasangan; dengan satu mentor, "
    "{} bidang oleh {} pasangan.",
)
POINTS = Text(
    en="The points of the answers are {} instead of {}, before the price of {} for each pair.",
    id="Poin seluruh jawaban {}, bukan {}, sebelum dikurangi harga {} untuk tiap pasangan.",
)
SEVERAL = Text(en="More than one mentor: {}.", id="Lebih dari satu mentor: {}.")
DAYS = Text(
    en="The mentors' teams are on it for {} working days instead of {}.",
    id="Tim mentor bekerja {} hari kerja, bukan {}.",
)
AND_MORE = Text(en="{} and {} more", id="{} dan {} lainnya")
# Mentees that are named; the list of answers names all.
NAMED = 7
SAME = Text(
    en="Nothing is gained: one mentor each does as well.",
    id="Tidak ada tambahan: satu mentor per resipien sama baiknya.",
)


def gains(ground: Ground, rows: Sequence[Row], single: Sequence[Row]) -> tuple[Text, ...]:
    """Return what the answers give over the best with one mentor each."""
    problem = ground.problem
    if set(rows) == set(single):
        return (SAME,)
    pairs, alone = pairs_of(problem, rows), pairs_of(problem, single)
    has = [mentee for mentee, _ in pairs]
    several = [one.name for key, one in problem.mentees.items() if has.count(key) > 1]
    told = [say(COUNTED, ground.each, len(rows), len(pairs), len(single), len(alone))]
    told.append(say(POINTS, _points(rows), _points(single), ground.price))
    told.append(say(DAYS, _days(problem, list(pairs)), _days(problem, list(alone))))
    if several:
        named = names(several[:NAMED])
        more = len(several) - NAMED
        told.append(say(SEVERAL, say(AND_MORE, named, more) if more > 0 else named))
    return tuple(told)


def _points(rows: Sequence[Row]) -> int:
    return sum(points for _, _, points in rows)


def _days(problem: Problem, pairs: list[tuple[str, str]]) -> int:
    return sum(team_days(problem, pairs))
