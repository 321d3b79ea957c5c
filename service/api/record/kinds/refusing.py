"""What a kind of record refuses, as problems that name the section and what can be done instead."""

from http import HTTPStatus
from typing import Any

from data.recording import RecordKind
from service.api.problems import FieldFault, Problem, short
from service.api.record.refusals import shown_text
from service.lifecycle.kinds import Judged, MoveOffer, MoveRefused, Situation, offers
from service.records.kept import Record
from service.words.reasons import both


def refused_fields(kind: RecordKind, found: tuple[Judged, ...]) -> Problem:
    """Return the 422 for checks that have to hold at every change; its section is the first one's."""
    return Problem(
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        kind="invalid",
        values=(len(found),),
        section=found[0].section,
        faults=tuple(FieldFault(field=f"{kind.id}.{one.check}", expected=one.sentence) for one in found),
    )


def closed(kind: RecordKind, record: Record) -> Problem:
    """Return the 409 for a change of a record that stands where nothing may change."""
    ways = tuple(move.id for move in kind.moves if record.state in move.origins and move.to in kind.open)
    return Problem(
        status=HTTPStatus.CONFLICT,
        kind="record-closed",
        values=(kind.name, short(record.key.id), kind.states[record.state]),
        section=kind.section,
        allowed=ways,
    )


def leans(kind: RecordKind, record: Record, leaning: Record) -> Problem:
    """Return the 409 for taking away a record that another one names."""
    said = both("record.leans", record=f"{leaning.key.kind}/{leaning.key.id}")
    return Problem(
        status=HTTPStatus.CONFLICT,
        kind="record-leans",
        values=(kind.name, short(record.key.id), said),
        faults=(FieldFault(field=f"{leaning.key.kind}/{leaning.key.id}", expected=said),),
    )


def refused_move(error: MoveRefused) -> Problem:
    """Return the 409 for a move that cannot be made: what it lacks, and what can be done from here."""
    here = error.here
    row = here.kind.move(error.move)
    lacks = [lack.sentence for lack in error.lacks] or [both("record.not_from", state=here.kind.states[here.state])]
    found = offers(here)
    return Problem(
        status=HTTPStatus.CONFLICT,
        kind="move-refused",
        values=(row.name if row else short(error.move), lacks[0]),
        section=error.lacks[0].section if error.lacks else here.kind.section,
        faults=tuple(FieldFault(field=one.check, expected=one.sentence) for one in error.lacks),
        allowed=tuple(offer.move.id for offer in found if not offer.lacks),
        steps=tuple(shown_move(here, offer) for offer in found),
    )


def shown_move(here: Situation, offer: MoveOffer) -> dict[str, Any]:
    """Return a move as it is shown: who may make it, what it lacks, who has not said yes yet."""
    return {
        "id": offer.move.id,
        "name": shown_text(offer.move.name),
        "section": here.kind.section,
        "by": list(offer.move.by),
        "to": offer.move.to,
        "second": offer.move.second,
        "waits": [shown_text(one) for one in offer.waits],
        "lacks": [shown_judged(one) for one in offer.lacks],
    }


def shown_judged(one: Judged) -> dict[str, Any]:
    """Return a check that does not hold, in both languages."""
    return {"gate": one.check, "section": one.section, "sentence": shown_text(one.sentence)}
