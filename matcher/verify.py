"""A recount of a match that knows neither the solver nor its tables: only criteria, rules and the guideline's counts.

It trusts nothing in the match: points are asked of every criterion again for every allowed pair, and the proof
is checked pair by pair with whole numbers of any size.
"""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping

from data.answer import Status, Violation
from data.text import Text
from matcher.aims import Row, aims, best_rows, options_of, priced, reached
from matcher.criteria import CRITERIA
from matcher.match import Match
from matcher.problem import Problem
from matcher.proof import Points, bounds, equals, most_of, rows_of
from matcher.proposal import Proposal, propose
from matcher.rules import RULES, Chosen
from matcher.sentences import Figure, say
from matcher.trips import saved

POINTS = Text(en="{}: {} points were told, {} are right.", id="{}: tercatat {} poin, seharusnya {}.")
PARTS = Text(
    en="{}: the parts or facts of the pair with {} were altered.", id="{}: rincian pasangan dengan {} berubah."
)
LOST = Text(en="{} is neither matched nor told why not.", id="{} tidak dipasangkan dan tidak diberi alasan.")
BOTH = Text(en="{} is matched and also told why not.", id="{} dipasangkan tetapi juga diberi alasan penolakan.")
LEVEL = Text(en="Level {}: {} was told, {} is right.", id="Tingkat {}: tercatat {}, seharusnya {}.")
TRIPS = Text(en="{} trips are saved, {} were told.", id="Perjalanan yang dihemat {}, tercatat {}.")
BEYOND = Text(
    en="Level {}: the bound {} is below what is reached, or above what could be, {}.",
    id="Tingkat {}: batas {} lebih kecil dari hasil, atau lebih besar dari kemungkinan, {}.",
)
BOUND = Text(en="Level {}: the bound {} is not what the prices prove, {}.", id="Tingkat {}: batas {} bukan {}.")
WEIGHTS = Text(en="The weights of the levels are too small to keep their order.", id="Bobot tingkat terlalu kecil.")
SEQUENCE = Text(en="The levels are not those of the book, in its order.", id="Tingkat tidak sesuai urutan buku.")
STATUS = Text(en="The status {} does not fit what was found.", id="Status {} tidak sesuai dengan hasil.")
FINGERPRINT = Text(en="The match belongs to another problem.", id="Hasil ini milik masalah lain.")
ORDER = Text(en="The list of {} is not in order.", id="Urutan daftar {} tidak benar.")
PROOF = Text(en="A solved match needs its proof.", id="Hasil memerlukan bukti.")
BASELINE = Text(en="The plain rule was counted wrongly.", id="Aturan sederhana salah dihitung.")
UNKNOWN = Text(en="{} is not part of the problem.", id="{} bukan bagian dari masalah ini.")

Best = Mapping[tuple[str, str], Row]


def verify(match: Match) -> tuple[Violation, ...]:
    """Return everything in ``match`` that does not hold; empty when all of it does.

    Notes
    -----
    Checked: every hard rule, pins, one mentor a mentee, points of every part of every proposal, values of the
    levels, the proof of their bounds over all allowed pairs (of aims without a price only that the bound lies between
    what is reached and what a count of shares allows), the order of the lists, and that everybody who
    wrote is matched or told why not.
    """
    problem = match.problem
    strangers = tuple(_strangers(match))
    if strangers:
        return strangers
    pairs = [Chosen(proposal.need, proposal.mentor) for proposal in match.proposals]
    found = [] if match.levels else list(_empty(match))
    if match.fingerprint != problem.fingerprint:
        found.append(Violation(rule="fingerprint", who="", sentence=FINGERPRINT))
    found += [violation for rule in RULES for violation in rule.check(problem, pairs)] if match.levels else []
    found += [violation for proposal in _told(match) for violation in _proposal(problem, proposal)]
    found += _everybody(match)
    if match.levels:
        of_need = need_points(problem)
        best = best_rows(problem, aims(problem), rows_of(of_need))
        found += [*_levels(match), *_best(match, best), *_lists(match, of_need)]
        found += [*_proof(match, of_need), *_beyond(match, of_need), *_baseline(match, best)]
    return tuple(dict.fromkeys(found))


def need_points(problem: Problem) -> Points:
    """Return need id to mentor id to the points of its best practice, for every allowed pair."""
    return {
        need.id: {
            mentor.id: max(
                sum(criterion.points(problem, need, practice).points for criterion in CRITERIA)
                for practice in problem.offers(need, mentor)
            )
            for mentor in problem.mentors.values()
            if all(rule.allows(problem, need, mentor) for rule in RULES)
        }
        for need in problem.needs.values()
    }


def _told(match: Match) -> Iterator[Proposal]:
    yield from match.proposals
    for proposals in match.ranked.values():
        yield from proposals


def _strangers(match: Match) -> Iterator[Violation]:
    """Yield proposals whose names do not belong together; nothing else can be checked with them."""
    problem = match.problem
    for proposal in _told(match):
        need, practice = problem.needs.get(proposal.need), problem.practices.get(proposal.practice)
        if need is None or practice is None or (need.mentee, practice.mentor) != (proposal.mentee, proposal.mentor):
            who = f"{proposal.need} - {proposal.practice} ({proposal.mentee}, {proposal.mentor})"
            yield _broken("names", proposal.mentee, UNKNOWN, who)


def _empty(match: Match) -> Iterator[Violation]:
    """Yield a status that does not go with an answer that holds no match."""
    claims = {Status.INFEASIBLE: _contradict(match.problem), Status.UNKNOWN: True}
    if match.proposals or not claims.get(match.status, False):
        yield _broken("status", "", STATUS, match.status.value)


def _contradict(problem: Problem) -> bool:
    """Whether the fixed pairs cannot all be kept, whatever else is chosen."""
    pins = {(pin.mentee, pin.mentor) for pin in problem.pins if pin.kind == "must"}
    load = Counter(mentor for _, mentor in pins)
    return (
        len({mentee for mentee, _ in pins}) < len(pins)
        or any(count > problem.mentors[mentor].capacity for mentor, count in load.items())
        or any(
            not any(
                all(rule.allows(problem, need, problem.mentors[mentor]) for rule in RULES)
                for need in problem.needs_of[mentee]
            )
            for mentee, mentor in pins
        )
    )


def _baseline(match: Match, best: Best) -> Iterator[Violation]:
    """Yield a baseline that was counted wrongly, breaks a rule, or is better than a match called best."""
    told, problem = match.baseline, match.problem
    if told is None:
        yield _broken("baseline", "", PROOF)
        return
    rows = [best[pair] for pair in told.pairs.items() if pair in best]
    mine = [(one.need, one.mentor, one.points) for one in match.proposals]
    wanted = aims(problem)
    plain, own = (reached(problem, wanted, options_of(problem, one)) for one in (rows, mine))
    levels = tuple(aim.level(value, value) for aim, value in zip(wanted, plain, strict=True))
    load = Counter(told.pairs.values())
    broken = any(count > problem.mentors[mentor].capacity for mentor, count in load.items())
    if told.levels != levels or broken or len(rows) < len(told.pairs):
        yield _broken("baseline", "", BASELINE)
    elif match.status is Status.OPTIMAL and plain > own:
        yield _broken("baseline", "", STATUS, match.status.value)


def _proposal(problem: Problem, told: Proposal) -> Iterator[Violation]:
    right = propose(problem, problem.needs[told.need], problem.practices[told.practice])
    for one, other in zip(told.parts, right.parts, strict=False):
        if one.points != other.points:
            yield _broken("points", told.mentee, POINTS, one.criterion, one.points, other.points)
    if told.points != right.points or told.points != sum(part.points for part in told.parts):
        yield _broken("points", told.mentee, POINTS, told.need, told.points, right.points)
    if (told.parts, told.distance_km, told.subject, told.chosen, told.possible) != (
        right.parts,
        right.distance_km,
        right.subject,
        right.chosen,
        right.possible,
    ):
        yield _broken("parts", told.mentee, PARTS, told.need, told.mentor)


def _everybody(match: Match) -> Iterator[Violation]:
    matched = {proposal.mentee for proposal in match.proposals}
    for key, mentee in match.problem.mentees.items():
        if key not in matched and not match.unmatched.get(key):
            yield _broken("unmatched", key, LOST, mentee.name)
        if key in matched and key in match.unmatched:
            yield _broken("unmatched", key, BOTH, mentee.name)


def _levels(match: Match) -> Iterator[Violation]:
    problem = match.problem
    wanted = aims(problem)
    rows = [(told.need, told.mentor, told.points) for told in match.proposals]
    sums = reached(problem, wanted, options_of(problem, rows))
    right = {aim.id: aim.level(value, value).value for aim, value in zip(wanted, sums, strict=True)}
    told = {level.id: level.value for level in match.levels}
    for key in {**right, **told}:
        if told.get(key) != right.get(key):
            yield _broken("level", key, LEVEL, key, told.get(key, "-"), right.get(key, "-"))
    if list(told) != list(right):
        yield _broken("level", "", SEQUENCE)
    proved = all(level.proved for level in match.levels)
    if match.status is not (Status.OPTIMAL if proved else Status.FEASIBLE):
        yield _broken("status", "", STATUS, match.status.value)


def _best(match: Match, best: Best) -> Iterator[Violation]:
    """Yield matched pairs that are not served on the need and practice by which the aims would serve them."""
    for proposal in match.proposals:
        right = best.get((proposal.mentee, proposal.mentor))
        if right is not None and (proposal.need, proposal.points) != (right[0], right[2]):
            yield _broken("points", proposal.mentee, POINTS, proposal.need, proposal.points, right[2])


def _lists(match: Match, of_need: Points) -> Iterator[Violation]:
    problem = match.problem
    length = problem.number("shortlist_length")
    for need, points in of_need.items():
        wishes = problem.wishes[problem.needs[need].mentee]
        right = sorted((mentor not in wishes, -count, mentor) for mentor, count in points.items())
        if [mentor for _, _, mentor in right[:length]] != [told.mentor for told in match.ranked.get(need, ())]:
            yield _broken("order", problem.needs[need].mentee, ORDER, need)


def _proof(match: Match, of_need: Points) -> Iterator[Violation]:
    """Yield bounds that the prices do not prove."""
    if match.certificate is None:
        yield _broken("proof", "", PROOF)
        return
    right = bounds(match.problem, of_need, match.certificate)
    if right is None:
        yield _broken("proof", "", WEIGHTS)
        return
    for level, aim, bound in zip(match.levels, aims(match.problem), right, strict=False):
        proved = aim.level(0, bound).bound
        if level.bound != proved:
            yield _broken("proof", level.id, BOUND, level.id, level.bound, proved)


def _beyond(match: Match, of_need: Points) -> Iterator[Violation]:
    """Yield trips counted wrongly, and bounds without a price that are less than reached or more than could be."""
    problem, told = match.problem, {level.id: level for level in match.levels}
    pairs = {one.mentee: one.mentor for one in match.proposals}
    if "shared_trips" in told and told["shared_trips"].value != saved(problem, pairs):
        yield _broken("trips", "shared_trips", TRIPS, saved(problem, pairs), told["shared_trips"].value)
    if match.certificate is None or bounds(problem, of_need, match.certificate) is None:
        return
    wanted = aims(problem)
    rows = equals(problem, of_need, match.certificate)
    for aim in wanted[len(priced(wanted)) :]:
        level = told.get(aim.id)
        most = aim.level(0, most_of(problem, aim, rows)).bound
        if level is None:
            continue
        # A bound holds for matches that reach the aims before; it says nothing of one that does not.
        before = itertools.takewhile(lambda one: one.id != level.id, match.levels)  # noqa: B023 - used at once
        least = level.value if all(one.proved for one in before) else level.bound
        if not min(least, most) <= level.bound <= max(least, most):
            yield _broken("proof", aim.id, BEYOND, aim.id, level.bound, most)


def _broken(rule: str, who: str, words: Text, *figures: Figure) -> Violation:
    return Violation(rule=rule, who=who, sentence=say(words, *figures))
