"""Which subject a letter means: the one it names, or the one that its words say (3.1.1-A4, A6)."""

import matcher
from data import Book
from data.answer import Reason
from data.country import Country
from service.records.intake import Intake, LetterNeed
from service.words.reasons import reason


def read_needs(
    intake: Intake,
    *,
    book: Book,
    country: Country,
) -> tuple[tuple[LetterNeed, ...], tuple[Reason, ...]]:
    """Return the needs that the matcher can read, and a reason for each that stays unreadable.

    Parameters
    ----------
    intake
        What the facilitator handed in.
    book, country
        The tables against which a letter's words are read.

    Notes
    -----
    A need that names its subject is kept as it is. For one that does not, the matcher is asked
    whether the letter's own words are clear; guessing is its business, not ours.
    """
    letters = {letter.id: letter for letter in intake.letters}
    probe = matcher.Model(book, country)
    for key in letters:
        probe.add_mentee(key)
    readable: list[LetterNeed] = []
    doubts: list[Reason] = []
    for need in intake.needs:
        letter = letters[need.letter]
        try:
            probe.add_need(
                need.letter,
                subject=need.subject,
                rank=need.rank,
                text=need.words or letter.text,
                expects=letter.expected_result,
            )
        except matcher.UnclearSubject as unclear:
            near = ", ".join(unclear.near) or "-"
            doubts.append(reason("subject_unread", section="3.1.1-A6", who=need.letter, rank=need.rank, near=near))
        else:
            readable.append(need)
    asked = {need.letter for need in intake.needs}
    doubts.extend(reason("subject_missing", section="3.1.1-A6", who=key) for key in letters if key not in asked)
    return tuple(readable), tuple(doubts)
