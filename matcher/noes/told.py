"""Shortages and quarrels as reasons: what stands in the way of several at once, and what would help (3.1.1-A6)."""

from typing import NamedTuple

from data.answer import Reason
from data.text import Text
from matcher.noes.quarrels import quarrels
from matcher.noes.squeezes import bottlenecks, squeezes
from matcher.result import Result
from matcher.rules import reason_of
from matcher.sentences import say

TOGETHER = Text(
    en="No mentor, because of rules that say no together, none of them without the others: {}.",
    id="Tanpa mentor karena aturan yang bersama-sama menolak, tidak satu pun cukup tanpa yang lain: {}.",
)
CONTRADICT = Text(
    en="Rules that cannot all be kept, though any could without the others: {}.",
    id="Aturan yang tidak dapat dipenuhi bersama, walaupun masing-masing dapat tanpa yang lain: {}.",
)


class Shortage(NamedTuple):
    """Letters that one reason concerns, by id; none for fixed pairs that contradict each other."""

    letters: tuple[str, ...]
    reason: Reason


def shortages(result: Result) -> tuple[Shortage, ...]:
    """Return who competes for too few places, then which rules together say no, each with what would help.

    A single rule is left out: the letter's own reasons tell it.
    """
    problem = result.problem
    more = bottlenecks(result)
    found = []
    for one in squeezes(result):
        best = next(each for each in more if each.mentor in one.mentors)
        reason = reason_of(problem, "capacity", who="", sentence=one.sentence, remedy=best.sentence)
        found.append(Shortage(one.letters, reason))
    for quarrel in quarrels(result):
        if quarrel.who and all(len({rule.sentence for rule in rules}) == 1 for rules in quarrel.sets):
            continue
        rule = max((rule for rules in quarrel.sets for rule in rules), key=lambda rule: -rule.hardness).rule
        sentence = say(TOGETHER if quarrel.who else CONTRADICT, quarrel.sentence)
        reason = reason_of(problem, rule, who=quarrel.who, sentence=sentence, remedy=quarrel.remedy)
        found.append(Shortage((quarrel.who,) if quarrel.who else (), reason))
    return tuple(found)
