"""The gates: each a named predicate over what happened, told by a row of the book's table ``gate``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from data.book import Book
from data.rows import Activity, Document
from data.text import Text
from service.lifecycle.case import NOBODY, Case


class Waited(NamedTuple):
    """A bearer that has not done its part: its role and member, and how both are said; a role that is empty: nobody."""

    role: str
    who: str
    said: Text


Missing = tuple[Waited, ...]

# Parties that hand a paper in as a member; whoever else writes one is nobody in particular.
SIDES = ("mentor", "mentee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a step still needs: the gate, the section that asks for it, the sentence, and who is waited for."""

    gate: str
    section: str
    sentence: Text
    waits: Missing = ()


def lack_of(case: Case, need: str) -> Lack | None:
    """Return what ``need`` (``signed:letter_of_intent``) still lacks in ``case``, or None when it is met."""
    predicate, _, key = need.partition(":")
    missing, what, section = GATES[predicate](case, key)
    if not missing:
        return None
    return Lack(gate=need, section=section, sentence=_said(case.book, predicate, what=what, who=missing), waits=missing)


def _said(book: Book, predicate: str, *, what: Text, who: Missing) -> Text:
    lacks = book.gates[predicate].lacks
    return Text(
        en=lacks.en.format(what=what.en, who=", ".join(dict.fromkeys(one.said.en for one in who))),
        id=lacks.id.format(what=what.id, who=", ".join(dict.fromkeys(one.said.id for one in who))),
    )


Judged = tuple[Missing, Text, str]


def _filed(case: Case, key: str) -> Judged:
    document = case.book.documents[key]
    return tuple(_unfiled(case, document)), document.name, document.section


def _unfiled(case: Case, document: Document) -> Iterator[Waited]:
    for of in case.holders(document):
        if "filed" not in case.paper(document.id, of):
            yield _waited(case, document.owner, of if case.party(document.owner) in SIDES else NOBODY)


def _signed(case: Case, key: str) -> Judged:
    document = case.book.documents[key]
    return _unanswered(case, document, "signed", document.signers), document.name, document.section


def _approved(case: Case, key: str) -> Judged:
    document = case.book.documents[key]
    roles = (document.owner, *document.coauthors)
    return _unanswered(case, document, "approved", roles), document.name, document.section


def _unanswered(case: Case, document: Document, verb: str, roles: tuple[str, ...]) -> Missing:
    """Return who has not signed or approved: of each holder's copy, every bearer of every role."""
    missing = []
    for of in case.holders(document):
        done: Mapping[str, Mapping[str, str]] = case.paper(document.id, of).get(verb, {})
        for role in roles:
            own = of in case.mentees and case.party(role) == "mentee"
            bearers = (of,) if own else case.bearers(role)
            missing += [_waited(case, role, who) for who in bearers if who not in done.get(role, {})]
    return tuple(missing)


def _every_month(case: Case, key: str) -> Judged:
    document = case.book.documents[key]
    months = case.pilot_months()
    if not months:
        pilot = next(each for each in case.book.activities.values() if each.kind == "pilot")
        return (Waited("", NOBODY, pilot.name),), document.name, document.section
    missing = []
    for of in case.holders(document):
        filed = case.paper(document.id, of).get("months", {})
        missing += [Waited(document.owner, of, _joined(month, of)) for month in months if month not in filed]
    return tuple(missing), document.name, document.section


def _held(case: Case, key: str) -> Judged:
    activity = case.book.activities[key]
    return tuple(_unseen(case, activity)), activity.name, activity.section


def _unseen(case: Case, activity: Activity) -> Iterator[Waited]:
    """Yield the mentees with whom an activity has not taken place."""
    events = case.events(activity.id)
    for mentee in case.mentees:
        if not any(mentee in case.present(event) for event in events):
            yield Waited(activity.owner, mentee, case.named("mentee", mentee))


def _attended(case: Case, key: str) -> Judged:
    activity = case.book.activities[key]
    events = case.events(key)
    missing = []
    for role in activity.quorum:
        there = {who for event in events for who in event.get("attended", {}).get(role, ())}
        missing += [_waited(case, role, who) for who in case.bearers(role) if who not in there]
    return tuple(missing), activity.name, activity.section


def _confirmed(case: Case, key: str) -> Judged:
    role = case.book.roles[key]
    given: Mapping[str, Any] = case.data.get("confirmed", {}).get(key, {})
    missing = tuple(_waited(case, key, who) for who in case.bearers(key) if who not in given or who == NOBODY)
    return missing, role.name, case.book.gates["confirmed"].section


def _waited(case: Case, role: str, who: str) -> Waited:
    return Waited(role, who, case.named(role, who))


def _joined(month: str, member: str) -> Text:
    return Text(en=f"{month} ({member})", id=f"{month} ({member})")


GATES: dict[str, Callable[[Case, str], Judged]] = {
    "filed": _filed,
    "signed": _signed,
    "approved": _approved,
    "every_month": _every_month,
    "held": _held,
    "attended": _attended,
    "confirmed": _confirmed,
}
