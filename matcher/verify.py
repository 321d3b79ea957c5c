"""A recount of a match that knows neither the solver nor its tables: only criteria, rules and the guideline's counts.

It trusts nothing in the match: points are asked of every criterion again for every allowed pair, and the proof
is checked pair by pair with whole numbers of any size.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from data.answer import Status, Violation
from data.text import Text
from matcher.criteria import CRITERIA
from matcher.match import Certificate, Match
from matcher.problem import Problem
from matcher.proposal import Proposal, propose
from matcher.rules import RULES, Chosen
from matcher.sentences import Figure, say

POINTS = Text(en="{}: {} points were told, {} are right.", id="{}: tercatat {} poin, seharusnya {}.")
PARTS = Text(
    en="{}: the parts or facts of the pair with {} were altered.", id="{}: rincian pasangan dengan {} berubah."
)
LOST = Text(en="{} is neither matched nor told why not.", id="{} tidak dipasangkan dan tidak diberi alasan.")
BOTH = Text(en="{} is matched and also told why not.", id="{} dipasangkan tetapi juga diberi alasan penolakan.")
LEVEL = Text(en="Level {}: {} was told, {} is right.", id="Tingkat {}: tercatat {}, seharusnya {}.")
BOUND = Text(en="Level {}: the bound {} is not what the prices prove, {}.", id="Tingkat {}: batas {} bukan {}.")
PRICE = Text(
    en="{}: the prices leave a pair with {} unexplained.", id="{}: harga tidak menjelaskan pasangan dengan {}."
)
NEGATIVE = Text(en="{} has a price or gain below zero.", id="{} memiliki harga atau keuntungan di bawah nol.")
WEIGHTS = Text(en="The weights of the levels are too small to keep their order.", id="Bobot tingkat terlalu kecil.")
STATUS = Text(en="The status {} does not fit what was found.", id="Status {} tidak sesuai dengan hasil.")
FINGERPRINT = Text(en="The match belongs to another problem.", id="Hasil ini milik masalah lain.")
ORDER = Text(en="The list of {} is not in order.", id="Urutan daftar {} tidak benar.")
PROOF = Text(en="A solved match needs its proof.", id="Hasil memerlukan bukti.")
BASELINE = Text(en="The plain rule was counted wrongly.", id="Aturan sederhana salah dihitung.")
UNKNOWN = Text(en="{} is not part of the problem.", id="{} bukan bagian dari masalah ini.")

Points = Mapping[tuple[str, str], int]


def verify(match: Match) -> tuple[Violation, ...]:
    """Return everything in ``match`` that does not hold; empty when all of it does.

    Notes
    -----
    Checked: every hard rule, pins, one mentor a mentee, points of every part of every proposal, values of the
    levels, the proof of their bounds over all allowed pairs, the order of the lists, and that everybody who
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
        points = best_points(problem, of_need)
        found += [*_levels(match), *_best(match, points), *_lists(match, of_need)]
        found += [*_proof(match, points), *_baseline(match, points)]
    return tuple(dict.fromkeys(found))


def need_points(problem: Problem) -> Mapping[str, Mapping[str, int]]:
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


def best_points(problem: Problem, of_need: Mapping[str, Mapping[str, int]]) -> Points:
    """Return ``(mentee, mentor)`` to its best points over the mentee's needs."""
    best: dict[tuple[str, str], int] = {}
    for need, mentors in of_need.items():
        for mentor, points in mentors.items():
            key = problem.needs[need].mentee, mentor
            best[key] = max(best.get(key, 0), points)
    return best


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


def _baseline(match: Match, points: Points) -> Iterator[Violation]:
    """Yield a baseline that was counted wrongly, breaks a rule, or is better than a match called best."""
    told, wishes = match.baseline, match.problem.wishes
    if told is None:
        yield _broken("baseline", "", PROOF)
        return
    right = (
        len(told.pairs),
        sum(mentor in wishes[mentee] for mentee, mentor in told.pairs.items()),
        sum(points.get(pair, 0) for pair in told.pairs.items()),
    )
    load = Counter(told.pairs.values())
    broken = any(count > match.problem.mentors[mentor].capacity for mentor, count in load.items())
    reached = tuple(level.value for level in match.levels)
    if right != (told.served, told.wishes, told.points) or broken or not set(told.pairs.items()) <= set(points):
        yield _broken("baseline", "", BASELINE)
    elif match.status is Status.OPTIMAL and right > reached:
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
    right = {
        "served": len({proposal.mentee for proposal in match.proposals}),
        "wishes": sum(proposal.mentor in match.problem.wishes[proposal.mentee] for proposal in match.proposals),
        "points": sum(proposal.points for proposal in match.proposals),
    }
    told = {level.id: level.value for level in match.levels}
    for key, value in right.items():
        if told.get(key) != value:
            yield _broken("level", key, LEVEL, key, told.get(key, "-"), value)
    proved = all(level.proved for level in match.levels)
    if match.status is not (Status.OPTIMAL if proved else Status.FEASIBLE):
        yield _broken("status", "", STATUS, match.status.value)


def _best(match: Match, points: Points) -> Iterator[Violation]:
    """Yield matched pairs that are not served on the need and practice that suit them best."""
    for proposal in match.proposals:
        right = points.get((proposal.mentee, proposal.mentor))
        if right is not None and proposal.points != right:
            yield _broken("points", proposal.mentee, POINTS, proposal.need, proposal.points, right)


def _lists(match: Match, of_need: Mapping[str, Mapping[str, int]]) -> Iterator[Violation]:
    problem = match.problem
    length = problem.number("shortlist_length")
    for need, points in of_need.items():
        wishes = problem.wishes[problem.needs[need].mentee]
        right = sorted((mentor not in wishes, -count, mentor) for mentor, count in points.items())
        if [mentor for _, _, mentor in right[:length]] != [told.mentor for told in match.ranked.get(need, ())]:
            yield _broken("order", problem.needs[need].mentee, ORDER, need)


def _proof(match: Match, points: Points) -> Iterator[Violation]:
    """Check the prices with whole numbers of any size: weak duality needs nothing else."""
    certificate, problem = match.certificate, match.problem
    if certificate is None:
        yield _broken("proof", "", PROOF)
        return
    fixed = {key: pins[0].mentor for key, pins in problem.fixed.items() if pins}
    free = [key for key in problem.mentees if key not in fixed]
    most = max((points[pair] for pair in points), default=0)
    if certificate.wish <= len(free) * most or certificate.served <= len(free) * (certificate.wish + most):
        yield _broken("proof", "", WEIGHTS)
    yield from _duals(certificate, problem, points, free=free)
    taken = Counter(fixed.values())
    paid = sum(
        max(min(mentor.capacity - taken[key], len(free)), 0) * certificate.prices.get(key, 0)
        for key, mentor in problem.mentors.items()
    )
    total = paid + sum(certificate.gains.get(key, 0) for key in free)
    served, rest = divmod(total, certificate.served)
    wishes, left = divmod(rest, certificate.wish)
    right = {
        "served": served + len(fixed),
        "wishes": wishes + sum(mentor in problem.wishes[key] for key, mentor in fixed.items()),
        "points": left + sum(points.get(pair, 0) for pair in fixed.items()),
    }
    for level in match.levels:
        if level.bound != right.get(level.id):
            yield _broken("proof", level.id, BOUND, level.id, level.bound, right.get(level.id, "-"))


def _duals(certificate: Certificate, problem: Problem, points: Points, *, free: list[str]) -> Iterator[Violation]:
    for key, value in (*certificate.prices.items(), *certificate.gains.items()):
        if value < 0:
            yield _broken("proof", key, NEGATIVE, key)
    inside = set(free)
    for (mentee, mentor), worth in points.items():
        if mentee not in inside:
            continue
        value = certificate.served + certificate.wish * (mentor in problem.wishes[mentee]) + worth
        if certificate.gains.get(mentee, 0) + certificate.prices.get(mentor, 0) < value:
            yield _broken("proof", mentee, PRICE, mentee, mentor)


def _broken(rule: str, who: str, words: Text, *figures: Figure) -> Violation:
    return Violation(rule=rule, who=who, sentence=say(words, *figures))
