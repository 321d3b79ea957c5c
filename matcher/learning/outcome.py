"""How likely a pilot is to succeed, from closed partnerships; off until a board switches it on (3.1.2).

The probability stands beside the points and is never added to them: the ranking follows a board's weights, this is
a guess from the past, shown with the sample it rests on and with how well it would have guessed.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, stdev
from typing import Any

from data.answer import Reason
from data.book import Book
from data.text import Text
from matcher.criteria import CRITERIA
from matcher.entry import whole
from matcher.errors import BadValue
from matcher.learning.hindsight import CONFIDENCE_95
from matcher.sentences import say

NAMES = tuple(criterion.id for criterion in CRITERIA)
# Four fifths of the cases teach, one fifth tests; the usual number of folds.
FOLDS = 5
# Below this number of the rarer outcome a fold inside a fold would lack it, whatever the policy says.
LEAST_EACH = 7
# Fifths of the probability: with a hundred cases some twenty stand behind each point of the curve.
BINS = 5

OFF = Text(en="The outcome model is switched off.", id="Model hasil dimatikan.")
SWITCH_ON = Text(
    en="Let the board decide; the switch is matching_outcome_model in the policy.",
    id="Biarkan pengurus memutuskan; sakelarnya adalah matching_outcome_model dalam kebijakan.",
)
FEW = Text(
    en="{} closed partnerships, {} with a successful pilot and {} without, are too few: a model needs {}, "
    "with at least {} of either outcome.",
    id="{} kemitraan selesai, {} dengan proyek percontohan berhasil dan {} tidak, terlalu sedikit: model "
    "memerlukan {}, dengan sedikitnya {} untuk tiap hasil.",
)
MISSING = Text(
    en="Chance of success: off. {} closed partnerships with points and outcome are recorded; {} are needed, {} of "
    "either outcome, so at least {} more.",
    id="Peluang keberhasilan: dimatikan. Tercatat {} kemitraan selesai dengan poin dan hasilnya; diperlukan {}, dengan "
    "{} untuk tiap hasil, jadi sedikitnya {} lagi.",
)
ENOUGH = Text(
    en="Chance of success: {} closed partnerships are recorded, enough for a board to decide whether to switch it on.",
    id="Peluang keberhasilan: tercatat {} kemitraan selesai, cukup bagi pengurus untuk memutuskan apakah dihidupkan.",
)
COLLECT = Text(
    en="Record the points and the outcome of every partnership that closes.",
    id="Catat poin dan hasil setiap kemitraan yang selesai.",
)
SAMPLE = Text(
    en="From {} closed partnerships, {} of them successful.", id="Dari {} kemitraan selesai, {} di antaranya berhasil."
)
BRIER = Text(
    en="Mean squared error in millionths, on cases that the model had not seen: {}; "
    "with the share of successes alone: {}.",
    id="Rata-rata galat kuadrat dalam persejuta, pada kasus yang belum dilihat model: {}; dengan bagian keberhasilan "
    "saja: {}.",
)
NO_BETTER = Text(
    en="The model is not surely better than the share of successes; do not use it.",
    id="Model belum tentu lebih baik daripada bagian keberhasilan; jangan digunakan.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A closed partnership: the points of each criterion when it was matched, and whether its pilot succeeded."""

    points: Mapping[str, int]
    success: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """One point of the reliability curve: cases told a chance from ``least`` on and below ``most``, in thousandths.

    ``told`` is the mean of what they were told, ``successes`` how many of them succeeded.
    """

    least: int
    most: int
    cases: int
    told: int
    successes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A fitted model and how far it may be believed.

    Parameters
    ----------
    cases, successes
        Size of the sample.
    brier, brier_base
        Mean squared error in millionths on cases that the model had not seen, and that of telling everybody the
        share of successes; 0 is perfect.
    margin
        By how much their difference may be luck: half of its 95 per cent interval.
    curve
        The reliability curve, from improbable to probable; empty bins have no cases.
    """

    cases: int
    successes: int
    brier: int
    brier_base: int
    margin: int
    curve: tuple[Bin, ...]
    _weights: tuple[int, ...] = field(repr=False)
    _model: Any = field(repr=False, compare=False)

    @property
    def is_better(self) -> bool:
        """Whether the model tells more than the share of successes does, and not by luck."""
        return self.brier_base - self.brier > self.margin

    @property
    def summary(self) -> tuple[Text, ...]:
        """Sample, error, and a warning when the model is of no use."""
        told = (say(SAMPLE, self.cases, self.successes), say(BRIER, self.brier, self.brier_base))
        return told if self.is_better else (*told, NO_BETTER)

    def chance(self, points: Mapping[str, int]) -> int:
        """Return the chance of success in thousandths for the points of each criterion; raise ``BadValue``."""
        return _thousandths(self._model, [_row(points, self._weights)])[0]


def fit_outcome(book: Book, closed: Iterable[Closed], *, seed: int) -> Outcome | Reason:
    """Return a calibrated logistic regression of success on points, or why there is none.

    Parameters
    ----------
    book
        Holds the switch ``matching_outcome_model``, the least numbers of cases and the weights.
    closed
        Closed partnerships in any order.
    seed
        0 or more; deals the cases to the folds.

    Raises
    ------
    BadValue
        For a case whose points do not name every criterion, or lie outside its weight.

    Source: J. Platt, Probabilistic outputs for support vector machines (1999); G. W. Brier, Monthly Weather Review
    78 (1950).
    """
    whole("seed", seed)
    if not book.number("matching_outcome_model"):
        return _no(OFF, SWITCH_ON)
    weights = tuple(book.number(f"match_weight_{name}") for name in NAMES)
    cases = sorted((_row(case.points, weights), case.success) for case in closed)
    rows, results = [row for row, _ in cases], [int(success) for _, success in cases]
    successes = sum(results)
    least, each = _least(book)
    if len(cases) < least or min(successes, len(cases) - successes) < each:
        return _no(say(FEW, len(cases), successes, len(cases) - successes, least, each), COLLECT)
    told = _told(rows, results, seed=seed)
    errors, plain = _errors(told, results), _errors([round(1000 * successes / len(cases))] * len(cases), results)
    return Outcome(
        cases=len(cases),
        successes=successes,
        brier=round(mean(errors)),
        brier_base=round(mean(plain)),
        margin=_margin([other - one for one, other in zip(errors, plain, strict=True)]),
        curve=_curve(told, results),
        _weights=weights,
        _model=_calibrated(seed).fit(rows, results),
    )


def outcomes_missing(book: Book, closed: Sequence[Closed]) -> Text:
    """Return how many closed partnerships are still missing until a board may switch the model on."""
    successes = sum(case.success for case in closed)
    least, each = _least(book)
    missing = max(least - len(closed), each - successes + max(each - (len(closed) - successes), 0), 0)
    return say(MISSING, len(closed), least, each, missing) if missing else say(ENOUGH, len(closed))


def _least(book: Book) -> tuple[int, int]:
    """Return the least number of cases, and of the rarer outcome."""
    each = max(book.number("matching_outcome_least_each"), LEAST_EACH)
    return book.number("matching_outcome_least_cases"), each


def _no(sentence: Text, remedy: Text) -> Reason:
    return Reason(rule="matching_outcome_model", section="3.1.2", who="", sentence=sentence, remedy=remedy)


def _row(points: Mapping[str, int], weights: Sequence[int]) -> tuple[float, ...]:
    """Return the points as shares of their weights, in the order of the criteria; a weight of 0 gives 0."""
    if set(points) != set(NAMES):
        raise BadValue(field="points", value=sorted(points), expected=f"points for each of {', '.join(NAMES)}")
    for name, weight in zip(NAMES, weights, strict=True):
        if not 0 <= points[name] <= weight:
            raise BadValue(field=f"points.{name}", value=points[name], expected=f"0 to {weight}")
    return tuple(points[name] / max(weight, 1) for name, weight in zip(NAMES, weights, strict=True))


def _calibrated(seed: int) -> Any:
    # Imported here: the switch is off, and nobody should wait for a library that is not used.
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.linear_model import LogisticRegression

    return CalibratedClassifierCV(LogisticRegression(), method="sigmoid", cv=_folds(seed))


def _folds(seed: int) -> Any:
    from sklearn.model_selection import StratifiedKFold

    return StratifiedKFold(FOLDS, shuffle=True, random_state=seed)


def _told(rows: Sequence[tuple[float, ...]], results: Sequence[int], *, seed: int) -> list[int]:
    """Return for each case the chance told by a model that had not seen it, in thousandths."""
    told = [0] * len(rows)
    for taught, tested in _folds(seed).split(rows, results):
        model = _calibrated(seed).fit([rows[place] for place in taught], [results[place] for place in taught])
        chances = _thousandths(model, [rows[place] for place in tested])
        for place, chance in zip(tested, chances, strict=True):
            told[place] = chance
    return told


def _errors(told: Sequence[int], results: Sequence[int]) -> list[int]:
    """Return the squared error of each case, in millionths."""
    return [(chance - 1000 * result) ** 2 for chance, result in zip(told, results, strict=True)]


def _margin(gains: Sequence[int]) -> int:
    """Return half of the 95 per cent interval of the mean, by the normal law."""
    return math.ceil(CONFIDENCE_95 * stdev(gains) / math.sqrt(len(gains)))


def _thousandths(model: Any, rows: Sequence[tuple[float, ...]]) -> list[int]:
    """Round where the float is made, so that two machines agree."""
    return [round(1000 * float(chance)) for chance in model.predict_proba(rows)[:, 1]]


def _curve(told: Sequence[int], results: Sequence[int]) -> tuple[Bin, ...]:
    """Return the bins; a chance of 1 belongs to the last."""
    found: list[list[tuple[int, int]]] = [[] for _ in range(BINS)]
    for chance, result in zip(told, results, strict=True):
        found[min(chance * BINS // 1000, BINS - 1)].append((chance, result))
    return tuple(
        Bin(
            least=place * 1000 // BINS,
            most=(place + 1) * 1000 // BINS,
            cases=len(cases),
            told=sum(chance for chance, _ in cases) // max(len(cases), 1),
            successes=sum(result for _, result in cases),
        )
        for place, cases in enumerate(found)
    )
