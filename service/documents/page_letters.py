"""The part of the page on letters: who asked for what, who was proposed and why, how good it all is (3.1.1-A)."""

from collections.abc import Mapping
from dataclasses import dataclass

import matcher
from data.answer import Level, Reason
from service.documents.page import Page
from service.records.intake import Letter
from service.words.changes import changes

# Proposals shown for a letter, and other mentors with their price: what a first conversation would mention.
SHOWN_PROPOSALS = 3
SHOWN_OTHERS = 3


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
class OtherRow:
    """One mentor that the match did not give: its points, what giving it would change, and who would move."""

    mentor: str
    points: str
    changes: str
    moves: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCard:
    """One letter with what was asked, the proposals best first, other mentors, and why it is not served."""

    letter: Letter
    mentee: str
    place: str
    wished: str
    subjects: tuple[str, ...]
    proposals: tuple[ProposalCard, ...]
    others: tuple[OtherRow, ...]
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
            others=_others(page, letter.id),
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


def _others(page: Page, letter: str) -> tuple[OtherRow, ...]:
    """Return the mentors that could be given instead, the cheapest first."""
    match = page.year.match
    may = [each for each in matcher.alternates(match, mentee=letter) if not each.matched and not each.against]
    return tuple(
        OtherRow(
            mentor=page.names.short(each.mentor),
            points=page.number(each.proposal.points) if each.proposal else "",
            changes=_changes(page, each.change) or page.words("letters.others_free"),
            moves=" ".join(page.say(sentence) for sentence in each.moves),
        )
        for each in may[:SHOWN_OTHERS]
    )


def freedom(page: Page) -> tuple[str, ...]:
    """Return how many pairs every match as good would have, and where one more place would help most."""
    match = page.year.match
    count = page.number(len(matcher.settled(match)))
    settled = page.words("choices.settled", count=count, pairs=page.number(len(match.proposals)))
    places = [
        page.words("choices.place", mentor=page.names.short(mentor), changes=_changes(page, change))
        for mentor, change in matcher.one_more_place(match).items()
    ]
    return (settled, *places[:1])


def _changes(page: Page, change: Mapping[str, int]) -> str:
    """Return what would change; no sign stands on another line than its name's last word."""
    told = changes(change, page.year.match.levels, page.words)
    return told.replace(" +", "\u00a0+").replace(" -", "\u00a0-")


def _subjects(page: Page, letter: Letter) -> tuple[str, ...]:
    needs = sorted((need for need in page.year.intake.needs if need.letter == letter.id), key=lambda need: need.rank)
    return tuple(page.names.subject(need.subject) if need.subject else page.words("letters.by_words") for need in needs)
