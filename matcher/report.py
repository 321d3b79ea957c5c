"""A match as lines of text for reading in a terminal, in either language."""

from collections.abc import Iterator

from data.answer import Status
from data.text import Language, Text
from matcher.criteria import CRITERIA
from matcher.match import Match
from matcher.proposal import Proposal
from matcher.sentences import say

HEAD = Text(en="Match: {} (seed {}, problem {})", id="Hasil pemasangan: {} (seed {}, masalah {})")
PLAIN = Text(
    en="  {}: {}, at most {}; plain rule {}",
    id="  {}: {}, paling banyak {}; aturan sederhana {}",
)
LEAST = Text(
    en="  {}: {}, at least {}; plain rule {}",
    id="  {}: {}, paling sedikit {}; aturan sederhana {}",
)
PAIR = Text(en="{} <- {}: {}, {} of {} points", id="{} <- {}: {}, {} dari {} poin")
INSTEAD = Text(en="    not the first choice: {}", id="    bukan pilihan pertama: {}")
UNMATCHED = Text(en="{}: no mentor", id="{}: tanpa mentor")
REMEDY = Text(en="      would help: {}", id="      yang membantu: {}")
STATUS = {
    Status.OPTIMAL: Text(en="proved best", id="terbukti terbaik"),
    Status.FEASIBLE: Text(en="good, not proved best", id="baik, belum terbukti terbaik"),
    Status.INFEASIBLE: Text(en="fixed pairs contradict", id="penetapan saling bertentangan"),
    Status.UNKNOWN: Text(en="out of time", id="kehabisan waktu"),
}
# Characters of the fingerprint that one can compare by eye.
SHORT = 12


def report(match: Match, *, language: Language = "en") -> str:
    """Return status, levels, each pair with its reasons, and who is left out and why."""
    return "\n".join(line.say(language) for line in _lines(match))


def _lines(match: Match) -> Iterator[Text]:
    yield say(HEAD, STATUS[match.status], str(match.seed), match.fingerprint[:SHORT])
    plain = {level.id: level.value for level in match.baseline.levels} if match.baseline else {}
    for level in match.levels:
        words = LEAST if level.sense == "min" else PLAIN
        yield say(words, level.name, level.value, level.bound, plain.get(level.id, "-"))
    for reason in match.conflicts:
        yield _indent(reason.sentence)
        yield say(REMEDY, reason.remedy)
    for proposal in match.proposals:
        yield from _pair(match, proposal)
    for mentee, reasons in match.unmatched.items():
        yield say(UNMATCHED, match.problem.mentees[mentee].name)
        for reason in reasons:
            yield _indent(reason.sentence)
            yield say(REMEDY, reason.remedy)


def _pair(match: Match, proposal: Proposal) -> Iterator[Text]:
    problem = match.problem
    yield say(
        PAIR,
        problem.mentees[proposal.mentee].name,
        problem.mentors[proposal.mentor].name,
        problem.country.subject(proposal.subject).name,
        proposal.points,
        proposal.possible,
    )
    for criterion, part in zip(CRITERIA, proposal.parts, strict=True):
        mark = "!" if part.warning else "?" if part.missing else " "
        yield say(
            Text("  {} {}/{} {}: {}", "  {} {}/{} {}: {}"),
            mark,
            part.points,
            part.possible,
            criterion.name,
            part.because,
        )
    for reason in proposal.instead:
        yield say(INSTEAD, reason.sentence)


def _indent(text: Text) -> Text:
    return Text(en=f"    {text.en}", id=f"    {text.id}")
