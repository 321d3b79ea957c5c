"""A match with a mentor for each subject that recounts itself, prints itself and becomes plain data (3.1.2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.answer import Violation
from data.text import Language, Text
from matcher.bundled.outcome import Beside, Proof, SubjectOutcome
from matcher.bundled.verify import verify_subjects
from matcher.plain import Plain, plain_level, plain_proposal, plain_reason, plain_table, plain_text
from matcher.report import STATUS
from matcher.sentences import say

HEAD = Text(en="At most {} mentors each: {} (seed {})", id="Paling banyak {} mentor per resipien: {} (seed {})")
LEVEL = Text(en="  {}: {}, at most {}", id="  {}: {}, paling banyak {}")
PAIR = Text(en="{}, {} <- {}, {} points", id="{}, {} <- {}, {} poin")
NOTE = Text(en="  {}", id="  {}")
REFUSED = Text(en="{}: {} {}", id="{}: {} {}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectResult(SubjectOutcome):
    """The outcome of one run with its verbs; fields as in ``SubjectOutcome``."""

    def verify(self) -> tuple[Violation, ...]:
        """Return what a recount without the solver finds wrong; empty when all holds."""
        return verify_subjects(self)

    def __str__(self) -> str:
        """Return a report for reading in a terminal."""
        return self.report()

    def report(self, language: Language = "en") -> str:
        """Return status, levels, answers, what they give over one mentor each, and who is left out and why."""
        return "\n".join(line.say(language) for line in _lines(self))

    def to_dict(self) -> dict[str, Plain]:
        """Return the match as plain data for JSON, every sentence as ``{"en": ..., "id": ...}``."""
        return {
            "status": self.status.value,
            "mentors_each": self.mentors_each,
            "pair_price": self.price,
            "seed": self.seed,
            "fingerprint": self.fingerprint,
            "levels": [plain_level(level) for level in self.levels],
            "answers": [plain_proposal(proposal) for proposal in self.proposals],
            "unanswered": {key: [plain_reason(reason) for reason in found] for key, found in self.unanswered.items()},
            "conflicts": [plain_reason(reason) for reason in self.conflicts],
            "team_days": plain_table(self.team_days),
            "gains": [plain_text(sentence) for sentence in self.gains],
            "not_counted": [plain_text(name) for name in self.not_counted],
            "baseline": _beside(self.baseline),
            "one_mentor_each": _beside(self.single),
            "certificate": [_proof(self, proof) for proof in self.proofs],
        }


def _beside(told: Beside | None) -> Plain:
    if told is None:
        return None
    levels: dict[str, Plain] = {level.id: level.value for level in told.levels}
    return {"levels": levels, "answers": plain_table(told.answers)}


def _proof(result: SubjectResult, proof: Proof) -> dict[str, Plain]:
    """Return the prices of places and days that are not 0, in ``1 / parts`` of a unit of the weighted sum."""
    found, mentors = proof.found, list(result.problem.mentors)
    prices = {
        name: plain_table({mentors[at]: int(price[at]) for at in price.nonzero()[0]})
        for name, price in (("places", found.place_price), ("days", found.day_price))
    }
    paid = (
        {}
        if found.pay is None
        else {list(result.problem.mentees)[at]: int(found.pay[at]) for at in found.pay.nonzero()[0]}
    )
    return {
        "weights": {level.id: weight for level, weight in zip(result.levels, proof.weights, strict=False)},
        "parts": found.parts,
        "bound": found.bound,
        "shown_by_prices": found.shown,
        "place_prices": prices["places"],
        "day_prices": prices["days"],
        "mentees_pay": plain_table(paid),
    }


def _lines(result: SubjectResult) -> Iterator[Text]:
    problem = result.problem
    yield say(HEAD, result.mentors_each, STATUS[result.status], str(result.seed))
    for level in result.levels:
        yield say(LEVEL, level.name, level.value, level.bound)
    for sentence in result.gains:
        yield say(NOTE, sentence)
    for told in result.proposals:
        mentee, mentor = problem.mentees[told.mentee].name, problem.mentors[told.mentor].name
        yield say(PAIR, mentee, problem.country.subject(told.subject).name, mentor, told.points)
    for reason in (*result.conflicts, *(one for found in result.unanswered.values() for one in found)):
        yield say(REFUSED, reason.who, reason.sentence, reason.remedy)
