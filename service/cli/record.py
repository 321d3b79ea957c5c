"""A match or a year as plain data for ``--json``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import matcher
from data.answer import Reason
from data.text import Text
from planner.plan import plain
from service.records.intake import Pin
from service.records.over_time import money_over_time
from service.records.placed import Placed
from service.records.year import Matched, Year

# What ``plan`` and ``budget`` keep of the planner's answer.
KEPT: Mapping[str, tuple[str, ...]] = {
    "plan": (
        "status",
        "seed",
        "fingerprint",
        "levels",
        "events",
        "dues",
        "carried",
        "unplaced",
        "refusals",
        "chains",
        "latest_agreement",
        "quiet",
        "notes",
        "baseline",
    ),
    "budget": ("status", "seed", "fingerprint", "lines", "allocations", "notes"),
}


def match_record(matched: Matched, *, letter: str | None = None, refused: Sequence[Pin] = ()) -> dict[str, Any]:
    """Return a match with its partnership ids and warnings, and for one letter what every mentor would change."""
    match = matched.match
    told = {
        **_head(matched),
        "partnerships": dict(matched.letters),
        "match": match.to_dict(),
        "refused": _refusals(refused),
        "settled": list(matcher.settled(match)),
        "decided": matcher.decided(match),
        "one_more_place": matcher.one_more_place(match),
        **noes_record(match),
        "warnings": [_reason(reason) for reason in matched.warnings],
    }
    if letter is not None:
        told["choices"] = [_choice(choice) for choice in matcher.choices(match, mentee=letter)]
    return told


def placement_record(placed: Placed, *, refused: Sequence[Pin]) -> dict[str, Any]:
    """Return one letter's placement; with ``--keep`` it is the published match of the next run."""
    placement, advice = placed.placement, placed.advice
    return {
        **_head(placed),
        "partnerships": dict(placed.letters),
        "match": placed.match.to_dict(),
        "refused": _refusals(refused),
        "placement": {
            "letter": placement.mentee,
            "mentor": placement.proposal.mentor if placement.proposal else None,
            "change": dict(placement.change),
            "path": None if placement.path is None else {
                "mentor": placement.path.mentor,
                "change": dict(placement.path.change),
                "moves": [_text(sentence) for sentence in placement.path.moves],
            },
            "anew": dict(placement.anew),
            "moved": list(placement.moved),
            "waiting": list(placement.waiting),
            "advice": None if advice is None else {
                "give": advice.give or None,
                "places": [asdict(place) for place in advice.places],
                "expected": advice.expected,
                "futures": advice.futures,
                "this_year": advice.this_year,
                "past": advice.past,
                "by_subject": dict(advice.by_subject),
                "sentences": [_text(sentence) for sentence in advice.sentences],
            },
        },
        "warnings": [_reason(reason) for reason in placed.warnings],
    }  # fmt: skip


def noes_record(match: matcher.Result) -> dict[str, Any]:
    """Return who competes for too few places, where more would help, and which rules together say no."""
    return {
        "squeezes": [
            {
                "letters": list(one.letters),
                "mentors": list(one.mentors),
                "places": one.places,
                "waiting": list(one.waiting),
                "sentence": _text(one.sentence),
            }
            for one in matcher.squeezes(match)
        ],
        "bottlenecks": [
            {
                "subject": one.subject or None,
                "mentor": one.mentor or None,
                "more": one.more,
                "asking": list(one.asking),
                "sentence": _text(one.sentence),
            }
            for one in matcher.bottlenecks(match)
        ],
        "quarrels": [
            {
                "letter": one.who or None,
                "sets": [[_named(rule) for rule in rules] for rules in one.sets],
                "repair": [_named(rule) for rule in one.repair],
                "hardness": one.hardness,
                "sentence": _text(one.sentence),
                "remedy": _text(one.remedy),
            }
            for one in matcher.quarrels(match)
        ],
    }


def _named(rule: matcher.Named) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "section": rule.section,
        "mentor": rule.mentor or None,
        "letter": rule.mentee or None,
        "hardness": rule.hardness,
        "sentence": _text(rule.sentence),
    }


def _refusals(refused: Sequence[Pin]) -> list[dict[str, str]]:
    return [{"mentee": pin.letter, "mentor": pin.mentor, "reason": pin.reason, "author": pin.author} for pin in refused]


def _choice(choice: matcher.WhatIf) -> dict[str, Any]:
    return {
        "mentor": choice.mentor,
        "matched": choice.matched,
        "points": choice.proposal.points if choice.proposal else None,
        "change": dict(choice.change),
        "moves": [_text(sentence) for sentence in choice.moves],
        "enters": [_text(sentence) for sentence in choice.enters],
        "against": [_reason(reason) for reason in choice.against],
    }


def year_record(
    year: Year,
    *,
    parts: Sequence[str] = ("match", "plan", "budget"),
    risk: bool = True,
    files: Sequence[Path] = (),
) -> dict[str, Any]:
    """Return a year, or those of its ``parts`` that are asked for."""
    told: dict[str, Any] = {**_head(year), "partnerships": dict(year.letters)}
    if "match" in parts:
        told["match"] = year.match.to_dict()
    plan = year.plan.to_dict()
    if "plan" in parts:
        told["plan"] = {key: plan[key] for key in KEPT["plan"]}
    if risk and year.trust is not None:
        told["trust"] = year.trust.to_dict()
    if "budget" in parts:
        told["budget"] = {key: plan[key] for key in KEPT["budget"]} | _sums(year)
    told["warnings"] = [_reason(reason) for reason in year.warnings]
    if files:
        told["files"] = [str(path) for path in files]
    return told


def _head(matched: Matched) -> dict[str, Any]:
    intake = matched.intake
    return {
        "year": intake.year,
        "today": intake.today.isoformat(),
        "fictional": intake.fictional,
        "currency": matched.book.programme.currency,
        "book": matched.book.fingerprint,
    }


def _sums(year: Year) -> dict[str, Any]:
    ledger = year.plan.ledger
    return {
        "total": ledger.total,
        "by_payer": ledger.by_payer(),
        "by_partnership": ledger.by_partnership(),
        "by_month": ledger.by_month(),
        "heads": [
            {"head": each.head, "budget": each.decided, "planned": each.planned, "left": each.left}
            for each in ledger.in_year(year.intake.year).heads(year.intake.budget)
        ],
        "policies": {
            key: ledger.under(policy, year.book).by_role() for key, policy in year.book.travel_policies.items()
        },
        "policies_by_payer": ledger.under_each(year.book),
        "over_time": plain(money_over_time(year)),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "section": reason.section,
        "who": reason.who,
        "sentence": _text(reason.sentence),
        "remedy": _text(reason.remedy),
    }


def _text(sentence: Text) -> dict[str, str]:
    return {"en": sentence.en, "id": sentence.id}
