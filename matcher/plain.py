"""Answers as plain data for JSON, every sentence as ``{"en": ..., "id": ...}`` (3.1.2, agenda 5)."""

from collections.abc import Mapping

from data.answer import Level, Reason
from data.text import Text
from matcher.proposal import Proposal

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


def plain_table(table: Mapping[str, str] | Mapping[str, int]) -> dict[str, Plain]:
    """Return a table as a plain one."""
    return dict(table)


def plain_text(text: Text) -> dict[str, Plain]:
    """Return a sentence in both languages."""
    return {"en": text.en, "id": text.id}


def plain_level(level: Level) -> dict[str, Plain]:
    """Return a level with whether it is proved."""
    return {
        "id": level.id,
        "name": plain_text(level.name),
        "value": level.value,
        "bound": level.bound,
        "proved": level.proved,
        "unit": level.unit,
        "sense": level.sense,
    }


def plain_reason(reason: Reason) -> dict[str, Plain]:
    """Return a reason with its remedy."""
    return {
        "rule": reason.rule,
        "section": reason.section,
        "who": reason.who,
        "sentence": plain_text(reason.sentence),
        "remedy": plain_text(reason.remedy),
    }


def plain_proposal(proposal: Proposal) -> dict[str, Plain]:
    """Return a pair with the parts of its points."""
    return {
        "need": proposal.need,
        "mentee": proposal.mentee,
        "mentor": proposal.mentor,
        "practice": proposal.practice,
        "subject": proposal.subject,
        "points": proposal.points,
        "possible": proposal.possible,
        "distance_km": proposal.distance_km,
        "chosen": proposal.chosen,
        "instead": [plain_reason(reason) for reason in proposal.instead],
        "parts": [
            {
                "criterion": part.criterion,
                "points": part.points,
                "possible": part.possible,
                "because": plain_text(part.because),
                "source": part.source,
                "missing": part.missing,
                "warning": part.warning,
            }
            for part in proposal.parts
        ],
    }
