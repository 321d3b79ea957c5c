"""A record as the caller may see it."""

from typing import Any

from service.api.record.kinds.forms import shown_data
from service.api.record.kinds.ledger import Ledger
from service.api.record.kinds.refusing import shown_judged
from service.api.record.refusals import shown_text
from service.lifecycle.kinds import warnings
from service.lifecycle.kinds.moving import SAID
from service.records.kept import Record
from service.words.reasons import both

# Under this name the record keeps commitments to what is about people.
SEALED = "sealed"

# Who sees what is about people, besides those whose record it is.
SEES_PEOPLE = "facilitator"


def shown_record(ledger: Ledger, record: Record) -> dict[str, Any]:
    """Return a record with its cautions; what is about people only where the caller may see it."""
    there = record.state in ledger.kind.states
    name = ledger.kind.states[record.state] if there else both("record.taken_away")
    return {
        "id": record.key.id,
        "version": record.version,
        "kind": record.key.kind,
        "state": record.state,
        "state_name": shown_text(name),
        "data": shown_data(ledger.kind.fields, {**record.data, **people_of(ledger, record)}),
        "said": record.data.get(SAID, {}),
        "cautions": [shown_judged(one) for one in warnings(ledger.situation(record))] if there else [],
    }


def people_of(ledger: Ledger, record: Record) -> dict[str, Any]:
    """Return the fields about people that were not erased, or nothing."""
    if SEALED not in record.data:
        return {}
    if not any(
        one.role == SEES_PEOPLE or ledger.view.relation(record.key, one.member) == "own" for one in ledger.callers
    ):  # fmt: skip
        return {}
    return {name: value for name, value in ledger.view.plain(record).items() if value is not None}
