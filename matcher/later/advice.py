"""Give a place now, or keep it for letters that are likely to come: an estimate, with the sample behind it (3.1.1-A6).

Nobody knows the letters to come. This year's letters and past partnerships of which the subject is known are drawn
from again and again; what a place would be missed for then is its price now.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from data.text import Text
from matcher.entry import whole
from matcher.errors import BadValue
from matcher.exact.arrivals import advice, bid_prices
from matcher.exact.network import Ints, Network, network
from matcher.model import Model
from matcher.nouns import Mentee, Need, Past
from matcher.policy import most_points
from matcher.problem import Problem
from matcher.scores import score
from matcher.sentences import say

# Futures drawn for one letter; those of a programme are matched in milliseconds, and fewer shake the tenth.
FUTURES = 40
# Most letters that may be expected; a year of the association has some twenty.
MOST_EXPECTED = 1000

GIVE = Text(
    en="Give {} the place: it brings more now than letters still to come are likely to bring there.",
    id="Berikan tempat di {}: manfaatnya sekarang lebih besar daripada yang mungkin dibawa surat berikutnya.",
)
HOLD = Text(
    en="Keep the places for now: at every mentor that may have this letter, letters still to come are likely to bring "
    "more.",
    id="Tahan dulu tempatnya: di setiap mentor yang dapat menerima surat ini, surat berikutnya mungkin membawa "
    "manfaat lebih besar.",
)
NONE_LEFT = Text(
    en="No mentor that may have this letter has a place left.", id="Tidak ada tempat tersisa bagi surat ini."
)
ESTIMATE = Text(
    en="An estimate, no promise: {} letters expected, drawn {} times from {} known letters ({} of this year, {} past "
    "partnerships).",
    id="Ini perkiraan, bukan kepastian: {} surat diharapkan, diundi {} kali dari {} surat yang diketahui ({} tahun "
    "ini, {} kemitraan terdahulu).",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNow:
    """One place that a letter could have now.

    Parameters
    ----------
    mentor
        Mentor id.
    points
        Points of fit of the letter there.
    now, later
        What the letter brings there, and what letters to come would on average lose without the place (its price,
        rounded up), both in points; a letter served counts as much as a pair that fits perfectly.
    left
        Places left there now.
    """

    mentor: str
    points: int
    now: int
    later: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Whether to give a place now.

    Parameters
    ----------
    places
        Every place that the letter could have, the one that brings most beyond its price first.
    give
        Mentor whose place should be given, empty when keeping the places is worth more.
    expected, futures
        Letters still to come in each future, and how many futures were drawn.
    this_year, past
        Letters from which futures are drawn: this year's, and past partnerships with a known subject.
    by_subject
        Subject id to how often it stands in the sample, by its first need, the most frequent first.
    """

    places: tuple[PlaceNow, ...]
    give: str
    expected: int
    futures: int
    this_year: int
    past: int
    by_subject: Mapping[str, int]
    sentences: tuple[Text, ...]


def advise(
    problem: Problem, *, mentee: str, expected: int | None = None, history: Sequence[Past] = (), seed: int
) -> Advice:
    """Return whether to give a letter one of the places that the published pairs leave, or to keep them.

    Parameters
    ----------
    problem
        Holds the letter and, in ``published``, the pairs that are held.
    expected
        Letters still to come; when None, the book's ``match_letters_a_year`` less the letters that are here.
    history
        Past partnerships besides those of the problem, as ``Model.add_past`` makes them; those without subject do not
        count.
    seed
        0 or more; draws the futures.

    Raises
    ------
    UnknownMentee, BadValue
    """
    problem.mentee(mentee)
    whole("seed", seed)
    if expected is None:
        expected = max(problem.number("letters_a_year") - len(problem.mentees), 0)
    if whole("expected", expected) > MOST_EXPECTED:
        raise BadValue(field="expected", value=expected, expected=f"at most {MOST_EXPECTED:,} letters")
    sample, past = _sample(problem, mentee, history)
    left = _left(problem, mentee, letters=expected + 1)
    served = most_points(problem.book)
    _, mentor, value = _arcs(_alone(problem, mentee), served)
    coming = expected if sample.mentees else 0
    prices = bid_prices(_network(sample, served), left=left, letters=coming, futures=FUTURES, seed=seed)
    keys, found = tuple(problem.mentors), advice(mentor, value, prices)
    places = tuple(
        PlaceNow(
            mentor=keys[one.mentor], points=one.value // FUTURES - served, now=one.value // FUTURES,
            later=-(-one.price // FUTURES), left=int(left[one.mentor]),
        )
        for one in found
    )  # fmt: skip
    give = keys[found[0].mentor] if found and found[0].beyond >= 0 else ""
    firsts = Counter(needs[0].subject for needs in sample.needs_of.values() if needs)
    this_year = len(sample.mentees) - past
    first = say(GIVE, problem.mentors[give].name) if give else (HOLD if places else NONE_LEFT)
    return Advice(
        places=places, give=give, expected=expected, futures=FUTURES, this_year=this_year, past=past,
        by_subject=dict(firsts.most_common()),
        sentences=(first, say(ESTIMATE, expected, FUTURES, len(sample.mentees), this_year, past)),
    )  # fmt: skip


def _sample(problem: Problem, mentee: str, history: Sequence[Past]) -> tuple[Problem, int]:
    """Return the letters that futures are drawn from, as a problem, and how many of them are past partnerships."""
    mentees = {key: one for key, one in problem.mentees.items() if key != mentee and problem.needs_of[key]}
    needs = {key: need for key, need in problem.needs.items() if need.mentee in mentees}
    made, number = Model(problem.book, problem.country), 0
    for past in (*problem.past, *history):
        known = past.learner in problem.country.utilities
        if not past.subject or not known:
            continue
        key = f"past {number}"
        made.add_mentee(key, utility=past.learner)
        made.add_need(key, subject=past.subject)
        number += 1
    drawn = made.freeze()
    return _with(problem, mentees | dict(drawn.mentees), needs | dict(drawn.needs)), number


def _alone(problem: Problem, mentee: str) -> Problem:
    """Return the problem with one letter, what was ruled out for it included."""
    alone = _with(problem, {mentee: problem.mentees[mentee]}, {need.id: need for need in problem.needs_of[mentee]})
    return replace(alone, pins=tuple(pin for pin in problem.pins if pin.mentee == mentee), past=problem.past)


def _with(problem: Problem, mentees: Mapping[str, Mentee], needs: Mapping[str, Need]) -> Problem:
    """Return the problem with other letters, without pins and the past: what was drawn has neither."""
    return replace(
        problem, mentees=MappingProxyType(dict(mentees)), needs=MappingProxyType(dict(needs)), pins=(), past=(),
        published=MappingProxyType({}),
    )  # fmt: skip


def _left(problem: Problem, mentee: str, *, letters: int) -> Ints:
    """Return the places that published and fixed pairs leave, no more than letters could fill: (n_mentors,)."""
    pairs = dict(problem.published) | {key: pins[0].mentor for key, pins in problem.fixed.items() if pins}
    load = Counter(mentor for key, mentor in pairs.items() if key != mentee)
    room = [min(max(one.capacity - load[key], 0), letters) for key, one in problem.mentors.items()]
    return np.array(room, dtype=np.int64)


def _arcs(problem: Problem, served: int) -> tuple[Ints, Ints, Ints]:
    """Return row, column and value of every allowed pair: its points, and what a letter served counts."""
    rows = {key: place for place, key in enumerate(problem.mentees)}
    columns = {key: place for place, key in enumerate(problem.mentors)}
    best = score(problem, problem.mentees.values()).best
    arcs = [(rows[mentee], columns[mentor], served + one.points) for (mentee, mentor), one in best.items()]
    mentee_, mentor_, value = (np.array([arc[axis] for arc in arcs], dtype=np.int64) for axis in (0, 1, 2))
    return mentee_, mentor_, value


def _network(problem: Problem, served: int) -> Network:
    mentee, mentor, value = _arcs(problem, served)
    return network(
        demand=np.ones(len(problem.mentees), dtype=np.int64),
        places=np.full(len(problem.mentors), len(problem.mentees), dtype=np.int64),
        mentee=mentee, mentor=mentor, value=value,
    )  # fmt: skip
