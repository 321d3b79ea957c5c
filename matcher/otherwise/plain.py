"""Matches beside the one that was made as plain data for JSON (3.1.2)."""

from collections.abc import Mapping

from matcher.otherwise.answers import Alternatives, Blocking, Frontier, Other, Rather, Span, WeightSpan
from matcher.plain import Plain, plain_level, plain_reason, plain_table, plain_text


def plain_alternatives(told: Alternatives) -> dict[str, Plain]:
    """Return alternatives with their levels, and the prices that bound them."""
    return {
        "differ": told.differ,
        "found": [
            {
                **_other(one),
                "status": one.status.value,
                "differs": one.differs,
                "levels": [plain_level(level) for level in one.levels],
                "proof": None
                if one.proof is None
                else {
                    "prices": plain_table(one.proof.prices),
                    "keep": list(one.proof.keep),
                    "parts": one.proof.parts,
                },
            }
            for one in told.found
        ],
        "end": None if told.end is None else plain_reason(told.end),
    }


def plain_frontier(told: Frontier) -> dict[str, Plain]:
    """Return the stops of a frontier, each with its levels and the floor that makes it."""
    return {
        "complete": told.complete,
        "stops": [
            {
                **_other(stop),
                "status": stop.match.status.value,
                "floor": stop.floor,
                "worst": stop.worst,
                "below": stop.below,
                "total": stop.total,
                "levels": [plain_level(level) for level in stop.match.levels],
            }
            for stop in told.stops
        ],
    }


def plain_weights(told: tuple[WeightSpan, ...]) -> list[Plain]:
    """Return how far each weight may move, the most delicate first."""
    return [
        {
            "criterion": one.criterion,
            "weight": one.weight,
            "whole": None if one.whole is None else _span(one.whole),
            "pairs": _spans(one.pairs),
            "next_pairs": list(one.next_pairs),
            "complete": one.complete,
            "told": [plain_text(sentence) for sentence in one.told],
        }
        for one in told
    ]


def plain_rather(told: Rather) -> dict[str, Plain]:
    """Return who would rather have each other, and the match with fewest such pairs."""
    return {
        "status": told.status.value,
        "pairs": [_blocking(pair) for pair in told.pairs],
        "fewest": None if told.fewest is None else _other(told.fewest),
        "left": [_blocking(pair) for pair in told.left],
        "least": told.least,
    }


def _other(other: Other) -> dict[str, Plain]:
    return {
        "pairs": {pair.mentee: pair.mentor for pair in other.proposals},
        "change": plain_table(other.change),
        "moves": [plain_text(sentence) for sentence in other.moves],
    }


def _span(span: Span) -> Plain:
    return {"low": span.low, "high": span.high}


def _spans(spans: Mapping[str, Span]) -> Plain:
    return {key: _span(span) for key, span in spans.items()}


def _blocking(pair: Blocking) -> Plain:
    return {"mentee": pair.mentee, "mentor": pair.mentor, "told": plain_text(pair.told)}
