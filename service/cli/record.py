"""A match or a year as plain data for ``--json``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matcher
from data.answer import Reason
from data.text import Text
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
        "chains",
        "latest_agreement",
        "quiet",
        "notes",
        "baseline",
    ),
    "budget": ("status", "seed", "fingerprint", "lines", "allocations", "notes"),
}


def match_record(matched: Matched, *, letter: str | None = None) -> dict[str, Any]:
    """Return a match with its partnership ids and warnings, and for one letter what every mentor would change."""
    match = matched.match
    told = {
        **_head(matched),
        "partnerships": dict(matched.letters),
        "match": match.to_dict(),
        "settled": list(matcher.settled(match)),
        "one_more_place": matcher.one_more_place(match),
        "warnings": [_reason(reason) for reason in matched.warnings],
    }
    if letter is not None:
        told["choices"] = [_choice(choice) for choice in matcher.choices(match, mentee=letter)]
    return told


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
    year: Year, *, parts: Sequence[str] = ("match", "plan", "budget"), files: Sequence[Path] = ()
) -> dict[str, Any]:
    """Return a year, or those of its ``parts`` that are asked for."""
    told: dict[str, Any] = {**_head(year), "partnerships": dict(year.letters)}
    if "match" in parts:
        told["match"] = year.match.to_dict()
    plan = year.plan.to_dict()
    if "plan" in parts:
        told["plan"] = {key: plan[key] for key in KEPT["plan"]}
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
