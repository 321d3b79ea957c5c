"""Why a mentee has no mentor, or not the one it named: rule, section, sentence, and what would help (3.1.1-A6)."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from data.answer import Reason
from data.text import Text
from matcher.assignment import Assignment
from matcher.exact.network import Flags, Values
from matcher.nouns import Need, Practice
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import why_not
from matcher.rules import RULES, reason_of
from matcher.scores import Scores
from matcher.sentences import names, say

NO_NEED = Text(
    en="Your letter names no subject, so nobody can be proposed.",
    id="Surat Anda tidak menyebut bidang, sehingga tidak ada yang dapat diusulkan.",
)
NAME_ONE = Text(en="Name the subject that you want to learn.", id="Sebutkan bidang yang ingin dipelajari.")
NOBODY = Text(en="No mentor offers {}.", id="Tidak ada mentor yang menawarkan {}.")
FIND = Text(en="Find a mentor for {}, or choose among: {}.", id="Cari mentor untuk {}, atau pilih di antara: {}.")
OTHERS = Text(en="{} and {} other subjects", id="{}, dan {} bidang lain")
# Subjects that a remedy names; nobody chooses from a longer list in a sentence.
SHOWN_SUBJECTS = 5
NOTHING = Text(en="nothing is on offer", id="belum ada yang ditawarkan")
FULL = Text(
    en="All mentors that may teach you are full: {}. {} letters can only go to them, and they have {} free places.",
    id="Semua mentor yang dapat membimbing Anda sudah penuh: {}. {} surat hanya dapat dilayani mereka, "
    "sedangkan tempatnya {}.",
)
ALL_TAKEN = Text(
    en="All mentors that may teach you are full: {}.", id="Semua mentor yang dapat membimbing Anda sudah penuh: {}."
)
LONGER = Text(
    en="Give more time to learn which place more would help most.",
    id="Beri waktu lebih lama untuk mengetahui tambahan tempat mana yang paling membantu.",
)
ONE_MORE = Text(
    en="One more place at {} would serve you; wishes granted change by {}, the programme's points by {}.",
    id="Satu tempat lagi di {} akan melayani Anda; keinginan terpenuhi berubah {}, poin program berubah {}.",
)
SERVES = Text(en="One more place at {} would serve you.", id="Satu tempat lagi di {} akan melayani Anda.")
TAKEN = Text(
    en="{}, {}, has no place left; its places ({}) went to {}.",
    id="{}, {}, sudah penuh; tempatnya ({}) diberikan kepada {}.",
)
NAMED = Text(en="named in your letter", id="yang disebut dalam surat Anda")
FIRST = Text(en="first of your list with {} points", id="urutan pertama daftar Anda dengan {} poin")
MORE = Text(en="One more place at {} would be needed.", id="Diperlukan satu tempat lagi di {}.")


def why_unmatched(
    problem: Problem, scores: Scores, assignment: Assignment, *, mentee: str, in_haste: bool = False
) -> tuple[Reason, ...]:
    """Return every reason for which a mentee is left without a mentor, the most telling first.

    Parameters
    ----------
    in_haste
        Time is up: name the full mentors, and leave out which place would help most.
    """
    needs = problem.needs_of[mentee]
    if not needs:
        return (reason_of(problem, "willing", who=mentee, sentence=NO_NEED, remedy=NAME_ONE),)
    reasons = list(_wish_refused(problem, scores, assignment, mentee=mentee))
    if any(scores.of_need[need.id] for need in needs):
        tell = _some_full if in_haste else _all_full
        reasons.append(tell(problem, assignment, mentee=mentee))
    for need in needs:
        if not scores.of_need[need.id]:
            reasons.extend(_nobody(problem, need))
    return tuple(dict.fromkeys(reasons))


def why_instead(problem: Problem, scores: Scores, assignment: Assignment, *, proposal: Proposal) -> tuple[Reason, ...]:
    """Return why a served mentee has not the mentor it named, or not the first of its list."""
    if proposal.chosen or problem.fixed[proposal.mentee]:
        return ()
    refused = _wish_refused(problem, scores, assignment, mentee=proposal.mentee)
    first = scores.of_need[proposal.need][0]
    if first.mentor == proposal.mentor or first.mentor in problem.wishes[proposal.mentee]:
        return refused
    role = say(FIRST, first.points)
    return (*refused, _taken(problem, assignment, mentee=proposal.mentee, mentor=first.mentor, role=role))


def _wish_refused(problem: Problem, scores: Scores, assignment: Assignment, *, mentee: str) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    for wish in problem.wishes[mentee]:
        if (mentee, wish) in scores.best:
            reasons.append(_taken(problem, assignment, mentee=mentee, mentor=wish, role=NAMED))
            continue
        naming = [need for need in problem.needs_of[mentee] if need.chosen == wish]
        for need in naming:
            reasons.extend(why_not(problem, need.id, mentor=wish))
    return tuple(dict.fromkeys(reasons))


def _taken(problem: Problem, assignment: Assignment, *, mentee: str, mentor: str, role: Text) -> Reason:
    holders = [problem.mentees[key].name for key in assignment.holders.get(mentor, ())]
    name = problem.mentors[mentor].name
    sentence = say(TAKEN, name, role, problem.mentors[mentor].capacity, names(holders) or "-")
    return reason_of(problem, "capacity", who=mentee, sentence=sentence, remedy=say(MORE, name))


def _all_full(problem: Problem, assignment: Assignment, *, mentee: str) -> Reason:
    """Name the mentors that could help, directly or by others moving, and the one place that would do best.

    Every mentee that holds a place at a mentor reached can itself only go to mentors reached (else a place would
    be found), so the letters outnumber the places by one: the statement of Hall.
    """
    found, network = assignment.optimum, assignment.network
    gain, reached = _chains(assignment, assignment.mentees.index(mentee))
    columns = np.flatnonzero(reached)
    full = [assignment.mentors[column] for column in columns]
    letters = 1 + int(reached[network.mentor[found.taken]].sum())
    places = int(network.places[columns].sum())
    best = assignment.mentors[columns[int(np.argmax(gain[columns]))]]
    name, change = problem.mentors[best].name, assignment.split(int(gain[assignment.mentors.index(best)]))
    remedy = say(SERVES, name)
    if {"wishes", "points"} <= change.keys():
        remedy = say(ONE_MORE, name, _signed(change["wishes"]), _signed(change["points"]))
    return reason_of(
        problem,
        "capacity",
        who=mentee,
        sentence=say(FULL, names(problem.mentors[key].name for key in full), letters, places),
        remedy=remedy,
    )


def _some_full(problem: Problem, assignment: Assignment, *, mentee: str) -> Reason:
    """Name the mentors that this mentee may have, which are full; nothing is searched."""
    own = assignment.network.mentee == assignment.mentees.index(mentee)
    full = names(problem.mentors[assignment.mentors[column]].name for column in assignment.network.mentor[own].tolist())
    return reason_of(problem, "capacity", who=mentee, sentence=say(ALL_TAKEN, full), remedy=LONGER)


def _chains(assignment: Assignment, row: int) -> tuple[Values, Flags]:
    """Return what one more place at each mentor would bring to this unserved mentee's chains, and whether any comes."""
    network, left = assignment.network, assignment.left
    start = np.full(left.nodes, left.never, dtype=network.value.dtype)
    own = network.mentee == row
    start[network.mentor[own]] = network.value[own]
    gain = left.best_from(start)[: left.outside]
    return gain, left.real(gain)


def _signed(change: int) -> Text:
    text = say(Text("{}", "{}"), abs(change))
    sign = "-" if change < 0 else "+"
    return Text(en=sign + text.en, id=sign + text.id)


def _nobody(problem: Problem, need: Need) -> list[Reason]:
    """Return the reasons for which no mentor at all may serve a need."""
    subject = problem.country.subject(need.subject).name
    offering = [mentor for mentor in problem.mentors.values() if problem.offers(need, mentor)]
    if not offering:
        sentence = say(NOBODY, subject)
        remedy = say(FIND, subject, _on_offer(problem))
        return [reason_of(problem, "subject", who=need.mentee, sentence=sentence, remedy=remedy)]
    first = [next(rule for rule in RULES if not rule.allows(problem, need, mentor)) for mentor in offering]
    return [rule.reason(problem, need, mentor) for rule, mentor in zip(first, offering, strict=True)]


def _on_offer(problem: Problem) -> Text:
    """Return the subjects that most mentors with places offer, and how many others there are."""
    offers = Counter(subject for subject, _ in dict.fromkeys((p.subject, p.mentor) for p in _willing(problem)))
    if not offers:
        return NOTHING
    shown = [problem.country.subject(key).name for key, _ in offers.most_common(SHOWN_SUBJECTS)]
    listed = Text(en=names(name.en for name in shown), id=names(name.id for name in shown))
    left = len(offers) - len(shown)
    return say(OTHERS, listed, left) if left else listed


def _willing(problem: Problem) -> Iterable[Practice]:
    return (practice for practice in problem.practices.values() if problem.mentors[practice.mentor].capacity > 0)
