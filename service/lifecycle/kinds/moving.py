"""Moves of a record: which may be made from here, what each lacks, and what else is put on record by making one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.recording import RecordMove
from data.text import Text
from service.lifecycle.case import NOBODY, Case
from service.lifecycle.errors import LifecycleError
from service.lifecycle.kinds.judging import Judged, judge
from service.lifecycle.kinds.situation import EMPTY, Situation
from service.records.facts import Bearer, Event, Facts, GreenLight, Paper
from service.words.reasons import both

# Where a record keeps who has already said yes to a move that several have to make.
SAID = "said"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOffer:
    """A move that starts where the record stands, what it still lacks, and who has not said yes yet."""

    move: RecordMove
    lacks: tuple[Judged, ...]
    waits: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The record after a move.

    Parameters
    ----------
    state, data
        Where it stands and what it says; the state stays while others have to say yes.
    done
        False while others have to say yes.
    facts
        What is thereby on record in its partnerships.
    opened
        Kind to fields of the records that begin with it.
    """

    state: str
    data: Mapping[str, Any]
    done: bool
    facts: Facts
    opened: Mapping[str, Mapping[str, Any]]


class MoveRefused(LifecycleError, ValueError):
    """A move that cannot be made now: ``lacks`` says what it lacks; empty when it does not start here at all."""

    def __init__(self, move: str, *, here: Situation, lacks: tuple[Judged, ...]) -> None:
        """Keep all of it."""
        self.move, self.here, self.lacks = move, here, lacks
        told = "; ".join(lack.sentence.en for lack in lacks) or f"it does not start from {here.state}"
        super().__init__(f"{move} ({here.kind.section}): {told}")


def offers(here: Situation) -> tuple[MoveOffer, ...]:
    """Return every move that starts where the record stands, in the book's order."""
    return tuple(
        MoveOffer(move=each, lacks=judge(here, at=each.id), waits=_waits(here, each, here.data))
        for each in here.kind.moves
        if here.state in each.origins
    )


def move(here: Situation, name: str, *, who: str, day: dt.date) -> Moved:
    """Return the record after the move ``name``.

    Parameters
    ----------
    here
        The record as it stands; ``here.seat`` makes the move.
    name
        A move of its kind.
    who
        The member for which the seat says yes, where several have to; empty for the facilitator itself.
    day
        When.

    Raises
    ------
    MoveRefused
        If it does not start here, or lacks something.
    """
    row = here.kind.move(name)
    if row is None or here.state not in row.origins:
        raise MoveRefused(name, here=here, lacks=())
    lacks = judge(here, at=name)
    if lacks:
        raise MoveRefused(name, here=here, lacks=lacks)
    data = dict(here.data)
    if row.each:
        bearer = _voice(here, row, who=who)
        said = {**data.get(SAID, {}).get(name, {}), bearer: day.isoformat()}
        data[SAID] = {name: said}
        if _waits(here, row, data):
            return Moved(state=here.state, data=data, done=False, facts=Facts(), opened={})
    opened = {
        kind: _opening(here, text, day=day) for kind, text in row.opens.items() if here.data.get(text) not in EMPTY
    }  # fmt: skip
    return Moved(state=row.to, data=data, done=True, facts=_facts(here, row, day=day), opened=opened)


def _voices(here: Situation, row: RecordMove) -> tuple[tuple[str, Text], ...]:
    """Return everyone who has to say yes, by key and name: each bearer of each party, in every partnership."""
    cases = here.cases() or (Case(here.book, {"mentees": []}),)
    return tuple(
        (who if who != NOBODY else party, case.named(party, who))
        for case in cases
        for party in row.each
        for who in case.bearers(party)
    )


def _waits(here: Situation, row: RecordMove, data: Mapping[str, Any]) -> tuple[Text, ...]:
    said = data.get(SAID, {}).get(row.id, {})
    return tuple(name for key, name in _voices(here, row) if key not in said)


def _voice(here: Situation, row: RecordMove, *, who: str) -> str:
    """Return the key under which a yes is kept."""
    keys = [key for key, _ in _voices(here, row)]
    key = who or here.seat
    if key not in keys:
        said = both("lifecycle.one_of", names=", ".join(keys))
        raise MoveRefused(row.id, here=here, lacks=(Judged(check="who", section=here.kind.section, sentence=said),))
    return key


def _opening(here: Situation, text: str, *, day: dt.date) -> dict[str, Any]:
    """Return what a record that begins with this one says: the same partnership and member, the text, the source."""
    same = {name: here.data[name] for name in ("partnership", "member") if name in here.data}
    return {**same, "day": day.isoformat(), "text": here.data[text], "source": here.id}


def _facts(here: Situation, row: RecordMove, *, day: dt.date) -> Facts:
    """Return what the move puts on record in the partnerships."""
    document, activity = _target(here, row.files), _target(here, row.holds)
    papers: tuple[Paper, ...] = ()
    events: tuple[Event, ...] = ()
    if document in here.book.documents:
        papers = (_paper(here, row, document, day=day),)
    if activity in here.book.activities:
        first = dt.date.fromisoformat(here.data.get("day", day.isoformat()))
        last = dt.date.fromisoformat(here.data.get("until", first.isoformat()))
        events = (Event(activity=activity, day=first, until=last, attended=_bearers(here, "attended")),)
    confirmed = (GreenLight(role=row.confirms, day=day),) if row.confirms else ()
    return Facts(papers=papers, events=events, confirmed=confirmed)


def _target(here: Situation, named: str) -> str:
    """Return what a move files or holds: a row of the book, or the row that a field names."""
    return str(here.data.get(named, "")) if named and here.kind.field(named) else named


def _paper(here: Situation, row: RecordMove, document: str, *, day: dt.date) -> Paper:
    paper = here.book.documents[document]
    holders = [holder for case in here.cases() for holder in case.holders(paper)]
    member = str(here.data.get(here.kind.owner, "")) if here.kind.owner else ""
    authors = (paper.owner, *paper.coauthors)
    return Paper(
        document=document,
        day=day,
        of=member if member in holders else "",
        month=str(here.data.get("month", "")) if paper.monthly else "",
        signed_by=_signed(here, row, paper.signers, member=member),
        approved_by=tuple(Bearer(role=role) for role in authors) if row.each and paper.coauthors else (),
    )


def _signed(here: Situation, row: RecordMove, signers: tuple[str, ...], *, member: str) -> tuple[Bearer, ...]:
    """Return who signed: those whom the record names, or the director of the party that gave its green light."""
    named = _bearers(here, "signed")
    if named or not row.confirms:
        return tuple(bearer for bearer in named if bearer.role in signers)
    given = here.book.roles[row.confirms].id
    return tuple(Bearer(role=role, who=member) for role in signers if here.book.roles[role].party == given)


def _bearers(here: Situation, name: str) -> tuple[Bearer, ...]:
    """Return the roles, and where it is told the members, that a list of the record names."""
    cases = here.cases()
    found = []
    for row in here.data.get(name, []):
        role, who = row.get("role", ""), row.get("who", "")
        known = any(who in case.bearers(role) for case in cases) if role in here.book.roles else False
        found.append(Bearer(role=role, who=who if known else ""))
    return tuple(found)
