"""3.1-3.3: everything takes place, in the guideline's order, with the book's lags."""

from collections.abc import Iterator

from data.answer import Violation
from data.rows import Precedence
from planner.result import Event
from planner.rules.evidence import Evidence, broken

RULE = "order"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield activities that are missing or doubled, and lags that are too short or too long, the past's apart."""
    book = evidence.problem.book
    inside, outside = evidence.dated("partnership"), evidence.dated("programme")
    for partnership in evidence.planned:
        for key, row in inside.items():
            wanted, found = book.number(row.times) if row.times else 1, len(evidence.of(partnership, key))
            if found != wanted:
                yield broken(
                    RULE, f"{partnership}/{key}", f"{row.name.en} is planned {found} times instead of {wanted}",
                    f"{row.name.id} direncanakan {found} kali, seharusnya {wanted} kali",
                )  # fmt: skip
        for lag in book.precedences.values():
            if lag.before in inside and lag.after in inside:
                yield from _inside(evidence, partnership, lag)
        for activity in outside:
            yield from _outside(evidence, partnership, activity)


def keeps(evidence: Evidence, lag: Precedence, *, before: Event, after: Event) -> bool:
    """Whether two events keep a lag of the book."""
    book = evidence.problem.book
    days = evidence.edge(after, lag.target) - evidence.edge(before, lag.anchor)
    return book.number(lag.least) <= days and (not lag.most or days <= book.number(lag.most))


def _inside(evidence: Evidence, partnership: str, lag: Precedence) -> Iterator[Violation]:
    for before in evidence.of(partnership, lag.before):
        for after in evidence.of(partnership, lag.after):
            if lag.before == lag.after and after.occurrence != before.occurrence + 1:
                continue
            past = evidence.history(before) and evidence.history(after)
            if not past and not keeps(evidence, lag, before=before, after=after):
                yield broken(
                    RULE, after.id, f"{before.id} on {before.first} and {after.id} on {after.first}: {lag.name.en}",
                    f"{before.id} pada {before.first} dan {after.id} pada {after.first}: {lag.name.id}",
                )  # fmt: skip


def _outside(evidence: Evidence, partnership: str, activity: str) -> Iterator[Violation]:
    lags = [
        lag
        for lag in evidence.problem.book.precedences.values()
        if (lag.before == activity and evidence.of(partnership, lag.after))
        or (lag.after == activity and evidence.of(partnership, lag.before))
    ]
    if lags and not any(_suits(evidence, partnership, event, lags) for event in evidence.of("", activity)):
        name = evidence.problem.book.activities[activity].name
        yield broken(
            RULE, partnership, f"no {name.en} lies where {partnership} needs it",
            f"tidak ada {name.id} pada waktu yang diperlukan {partnership}",
        )  # fmt: skip


def _suits(evidence: Evidence, partnership: str, event: Event, lags: list[Precedence]) -> bool:
    one = evidence.problem.partnerships[partnership]
    row = evidence.activity(event)
    guests = {party for role in (row.place, *row.travellers) for party in one.parties(role)}
    if not guests <= set(event.parties):
        return False
    return all(
        keeps(evidence, lag, before=event, after=other)
        if lag.before == event.activity
        else keeps(evidence, lag, before=other, after=event)
        for lag in lags
        for other in evidence.of(partnership, lag.after if lag.before == event.activity else lag.before)
    )
