"""The part of the page on letters: who asked for what, who was proposed and why, how good it all is (3.1.1-A)."""

from dataclasses import dataclass

import matcher
from data.answer import Level, Reason
from service.documents.page import Page
from service.records.intake import Letter

# Proposals shown for a letter: what a first conversation would mention.
SHOWN_PROPOSALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCard:
    """One mentor proposed for a letter; ``share`` is its points in per cent of the possible, as text."""

    proposal: matcher.Proposal
    mentor: str
    subject: str
    practice: str
    share: str
    is_assigned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCard:
    """One letter with what was asked, the proposals best first, and why it is not served."""

    letter: Letter
    mentee: str
    place: str
    wished: str
    subjects: tuple[str, ...]
    proposals: tuple[ProposalCard, ...]
    reasons: tuple[Reason, ...]

    @property
    def assigned(self) -> ProposalCard | None:
        """The pair that was formed, if any."""
        return next((card for card in self.proposals if card.is_assigned), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """One aim of a solver: reached, bound, proof, and what the plain rule reaches."""

    name: str
    value: str
    bound: str
    proof: str
    baseline: str


def letter_cards(page: Page) -> tuple[LetterCard, ...]:
    """Return one card for each letter, in the order of the workbook."""
    year = page.year
    ranked = best_by_letter(year.match)
    assigned = {(proposal.mentee, proposal.mentor) for proposal in year.match.proposals}
    titles = {practice.id: practice.title for practice in year.match.problem.practices.values()}
    return tuple(
        LetterCard(
            letter=letter,
            mentee=page.names.party(letter.id),
            place=page.names.short(letter.id),
            wished=page.names.short(letter.wished) if letter.wished else "",
            subjects=_subjects(page, letter),
            proposals=tuple(
                _card(page, proposal, title=titles.get(proposal.practice, ""), assigned=assigned)
                for proposal in _shown(ranked.get(letter.id, ()), assigned)
            ),
            reasons=tuple(year.match.unmatched.get(letter.id, ())),
        )
        for letter in year.intake.letters
    )


def best_by_letter(match: matcher.Result) -> dict[str, tuple[matcher.Proposal, ...]]:
    """Return each letter's proposals over all its needs, one a mentor, best first."""
    best: dict[str, dict[str, matcher.Proposal]] = {}
    for found in match.ranked.values():
        for proposal in found:
            kept = best.setdefault(proposal.mentee, {})
            if proposal.mentor not in kept or proposal.points > kept[proposal.mentor].points:
                kept[proposal.mentor] = proposal
    for proposal in match.proposals:
        best.setdefault(proposal.mentee, {})[proposal.mentor] = proposal
    return {
        letter: tuple(sorted(found.values(), key=lambda proposal: (-proposal.points, proposal.mentor)))
        for letter, found in best.items()
    }


def level_rows(page: Page, levels: tuple[Level, ...], baseline: object) -> tuple[LevelRow, ...]:
    """Return the aims in order; ``baseline`` holds the plain rule's values under the levels' ids."""
    return tuple(
        LevelRow(
            name=page.say(level.name),
            value=page.quantity(level.value, level.unit),
            bound=page.quantity(level.bound, level.unit),
            proof=page.proof(level),
            baseline=_baseline(page, level, baseline),
        )
        for level in levels
    )


def _baseline(page: Page, level: Level, baseline: object) -> str:
    """Return the plain rule's value of a level, nothing where it has none."""
    own = {each.id: each.value for each in getattr(baseline, "levels", ())}
    return page.quantity(own[level.id], level.unit) if level.id in own else ""


def _shown(found: tuple[matcher.Proposal, ...], assigned: set[tuple[str, str]]) -> tuple[matcher.Proposal, ...]:
    """Return the best few; the assigned one is always among them."""
    best = found[:SHOWN_PROPOSALS]
    return best + tuple(each for each in found[SHOWN_PROPOSALS:] if (each.mentee, each.mentor) in assigned)


def _card(page: Page, proposal: matcher.Proposal, *, title: str, assigned: set[tuple[str, str]]) -> ProposalCard:
    return ProposalCard(
        proposal=proposal,
        mentor=page.names.short(proposal.mentor),
        subject=page.names.subject(proposal.subject),
        practice=title,
        share=f"{proposal.points * 100 // max(proposal.possible, 1)}%",
        is_assigned=(proposal.mentee, proposal.mentor) in assigned,
    )


def _subjects(page: Page, letter: Letter) -> tuple[str, ...]:
    needs = sorted((need for need in page.year.intake.needs if need.letter == letter.id), key=lambda need: need.rank)
    return tuple(page.names.subject(need.subject) if need.subject else page.words("letters.by_words") for need in needs)
