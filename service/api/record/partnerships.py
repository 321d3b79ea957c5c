"""/programmes/{programme}/partnerships: who learns from whom, where they stand, what may happen next (3.1 to 3.3)."""

import datetime as dt
from typing import Any

from data.book import Book
from service.api.phrases import fault_text
from service.api.problems import FieldFault, invalid
from service.api.record.access import caller, members_spoken_for
from service.api.record.desk import record_desk
from service.api.record.letters import REQUEST
from service.api.record.nouns import book_for, must_exist, one_shown, page_shown
from service.api.record.operation import RecordBlueprint, Told, operation, seen
from service.api.record.refusals import refused_step, shown_offer, shown_text
from service.api.record.rights import check_rights
from service.api.record.shapes import (
    FactsSent,
    PageAsked,
    PartnershipSent,
    PartnershipShown,
    StepSent,
    StepsShown,
    created,
    page_of,
)
from service.api.record.showing import Showing
from service.lifecycle import StepRefused, allowed, begin, cautions, take, told
from service.lifecycle.case import Case
from service.records.facts import Bearer, Event, Facts, GreenLight, Paper
from service.records.kept import Key, Record
from service.store import Unit, View
from service.words.reasons import both

partnerships = RecordBlueprint("partnerships", "Partnerships and their steps")

EXAMPLE = {"id": "w-01", "mentor": "palembang", "mentees": ["bengkulu"], "subject": "NRW", "letters": ["s-01"]}
STEP = {"step": "invite", "day": "2027-01-11", "papers": [{"document": "invitation", "day": "2027-01-11"}]}
FACTS = {"papers": [{"document": "monthly_report", "day": "2027-04-05", "of": "bengkulu", "month": "2027-03"}]}

# A supporting partner helps and is no member (2.1.1, 2.1.5).
HELPS = "supporting_partner"
RULE, ONE = "/<string:programme>/partnerships", "/<string:programme>/partnerships/<string:partnership>"


@operation(partnerships, "GET", RULE, answers=page_of(PartnershipShown), query=PageAsked)
def list_partnerships(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List partnerships, all or those in one state."""
    return page_shown(view, programme, "partnership", asked=asked, showing=SHOWING)


@operation(partnerships, "POST", RULE, answers=PartnershipShown, body=created(PartnershipSent), example=EXAMPLE)
def add_partnership(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str) -> Told:
    """Begin a partnership in the book's first state; its letters come along as papers on record."""
    book = book_for(unit, programme)
    key = Key(programme, "partnership", sent.pop("id"))
    _check(unit, programme, sent)
    papers = _papers_of_letters(unit, book, programme, sent)
    data = told(book, sent, Facts(papers=papers), today=record_desk().today())
    record = unit.create(key, data, state=begin(book))
    return Told(body=shown_partnership(book, record), record=record)


@operation(partnerships, "GET", ONE, answers=PartnershipShown)
def show_partnership(view: View, _: dict[str, Any], programme: str, partnership: str) -> Told:
    """Show a partnership with everything that happened."""
    return one_shown(view, Key(programme, "partnership", partnership), showing=SHOWING)


@operation(partnerships, "PUT", ONE, answers=PartnershipShown, body=PartnershipSent, versioned=True)
def change_partnership(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, partnership: str) -> Told:
    """Change mentor, mentees, subject or letters; state and facts stay, those of another mentor do not count."""
    book = book_for(unit, programme)
    old = seen(unit, unit.get(Key(programme, "partnership", partnership)))
    _check(unit, programme, sent)
    happened = {name: old.data[name] for name in ("papers", "events", "confirmed", "since") if name in old.data}
    data = {**happened, **sent}
    new = [id_ for id_ in sent["letters"] if id_ not in old.data["letters"]]
    papers = _papers_of_letters(unit, book, programme, {**sent, "letters": new})
    record = unit.change(old, told(book, data, Facts(papers=papers), today=record_desk().today()))
    return Told(body=shown_partnership(book, record), record=record)


@operation(partnerships, "GET", f"{ONE}/steps", answers=StepsShown)
def list_steps(view: View, _: dict[str, Any], programme: str, partnership: str) -> Told:
    """List every step from here, each with what it still lacks."""
    record = view.get(Key(programme, "partnership", partnership))
    offers = allowed(book_for(view, programme), record.data, state=record.state)
    return Told(body={"state": record.state, "steps": [shown_offer(offer) for offer in offers]}, record=record)


@operation(partnerships, "POST", f"{ONE}/steps", answers=PartnershipShown, body=StepSent, example=STEP, versioned=True)
def take_step(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, partnership: str) -> Told:
    """Take a step; one that cannot be taken is answered with what can, and what each lacks (409)."""
    book = book_for(unit, programme)
    old = seen(unit, unit.get(Key(programme, "partnership", partnership)))
    facts, name, role = facts_of(sent), sent["step"], caller()
    check_rights(Case(book, old.data), role, facts, members=members_spoken_for(role))
    recorder = role == "facilitator" and name in book.steps
    try:
        taken = take(
            book,
            old.data,
            name,
            state=old.state,
            by=book.steps[name].by if recorder else role,
            day=sent["day"],
            today=record_desk().today(),
            facts=facts,
        )
    except StepRefused as refused:
        raise refused_step(refused, book, allowed(book, old.data, state=old.state)) from refused
    record = unit.change(old, taken.data, state=taken.state, event=f"step:{name}", reason=sent["reason"])
    return Told(body=shown_partnership(book, record), record=record)


@operation(
    partnerships, "POST", f"{ONE}/facts", answers=PartnershipShown, body=FactsSent, example=FACTS, versioned=True
)
def add_facts(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, partnership: str) -> Told:
    """Put on record what happened without a step: a monthly report, a visit, a signature."""
    book = book_for(unit, programme)
    old = seen(unit, unit.get(Key(programme, "partnership", partnership)))
    facts = facts_of(sent)
    check_rights(Case(book, old.data), caller(), facts, members=members_spoken_for(caller()))
    record = unit.change(old, told(book, old.data, facts, today=record_desk().today()))
    return Told(body=shown_partnership(book, record), record=record)


def facts_of(sent: dict[str, Any]) -> Facts:
    """Return the facts of a body."""
    return Facts(
        papers=tuple(
            Paper(**{**each, "signed_by": _bearers(each["signed_by"]), "approved_by": _bearers(each["approved_by"])})
            for each in sent["papers"]
        ),
        events=tuple(
            Event(
                activity=each["activity"],
                day=each["day"],
                until=each.get("until", each["day"]),
                of=tuple(each["of"]),
                attended=_bearers(each["attended"]),
            )
            for each in sent["events"]
        ),
        confirmed=tuple(GreenLight(**each) for each in sent["confirmed"]),
    )


def _bearers(sent: list[dict[str, str]]) -> tuple[Bearer, ...]:
    return tuple(Bearer(**each) for each in sent)


def _check(unit: Unit, programme: str, sent: dict[str, Any]) -> None:
    mentees = sent["mentees"]
    if not mentees:
        raise invalid(FieldFault(field="mentees", expected=fault_text("required")))
    twice = [who for place, who in enumerate(mentees) if who in (*mentees[:place], sent.get("mentor"))]
    if twice:
        raise invalid(*(FieldFault(field="mentees", expected=fault_text(f"twice|{who}")) for who in twice))
    named = [("mentor", "member", sent.get("mentor", ""))]
    named += [(f"mentees.{place}", "member", who) for place, who in enumerate(mentees)]
    named += [(f"partners.{place}", "member", who) for place, who in enumerate(sent["partners"])]
    named += [(f"letters.{place}", "letter", id_) for place, id_ in enumerate(sent["letters"])]
    must_exist(unit, programme, named)
    sides = [("mentor", sent.get("mentor", "")), *((f"mentees.{place}", who) for place, who in enumerate(mentees))]
    helping = [field for field, who in sides if who and unit.get(Key(programme, "member", who)).data["kind"] == HELPS]
    if helping:
        raise invalid(*(FieldFault(field=field, expected=both("record.no_member")) for field in helping))


def _papers_of_letters(unit: Unit, book: Book, programme: str, sent: dict[str, Any]) -> tuple[Paper, ...]:
    """Return the letters of request of the mentees as papers on record."""
    signers = tuple(Bearer(role=role) for role in book.documents[REQUEST].signers)
    found = [unit.get(Key(programme, "letter", id_)).data for id_ in sent["letters"]]
    return tuple(
        Paper(
            document=REQUEST,
            day=dt.date.fromisoformat(letter["received"]),
            of=letter["member"],
            signed_by=tuple(Bearer(role=one.role, who=letter["member"]) for one in signers) if letter["signed"] else (),
        )
        for letter in found
    )


def shown_partnership(book: Book, record: Record) -> dict[str, Any]:
    """Return a partnership as it is shown."""
    state = book.states[record.state]
    texts, mappings = ("mentor", "subject", "since"), ("papers", "confirmed", "points")
    empty = {**dict.fromkeys(texts, ""), **{name: {} for name in mappings}, "events": [], "partners": []}
    return {
        **empty,
        **record.data,
        "id": record.key.id,
        "version": record.version,
        "state": state.id,
        "state_name": shown_text(state.name),
        "final": state.final,
        "cautions": cautions(Case(book, record.data)),
    }


SHOWING = Showing(PartnershipShown, shown_partnership)
