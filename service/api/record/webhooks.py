"""/programmes/{programme}/webhooks: addresses that are told of every change, signed, in the journal's order."""

from typing import Any

from marshmallow import Schema, fields

from service.api.fields import Choice, Id, Line, Listed, Strict, Whole
from service.api.phrases import fault_text
from service.api.problems import FieldFault, invalid
from service.api.record.nouns import page, programme_key
from service.api.record.operation import RecordBlueprint, Told, operation, seen
from service.api.record.shapes import MOST_SEQ, PageAsked, page_of
from service.notices.posting import ForbiddenAddress, checked
from service.records.kept import Key, Record
from service.store import Unit, View
from service.store.subscribers import ACTIVE, KIND, PAUSED, change_subscriber, subscribe, subscriber_of

webhooks = RecordBlueprint("webhooks", "Who is told of changes")

RULE, ONE = "/<string:programme>/webhooks", "/<string:programme>/webhooks/<string:webhook>"
EXAMPLE = {
    "id": "dashboard",
    "address": "https://example.org/solidaritas",
    "secret": "a-secret-that-both-sides-know-and-nobody-else",
    "kinds": ["partnership"],
}

# Technical: longest address; characters of a secret (as long as a key of the signature); kinds that can be named.
MOST_ADDRESS, SECRET_LENGTH, MOST_KINDS = 2000, (32, 128), 60


class WebhookChanged(Strict):
    """Where changes are told, and of which kinds of record."""

    address = Line(MOST_ADDRESS, least=1, required=True, metadata={"description": "https://host/path"})
    kinds = Listed(Id(), MOST_KINDS, load_default=list, metadata={"description": "Left out: all."})
    state = Choice(ACTIVE, PAUSED, load_default=ACTIVE)
    after = Whole(0, MOST_SEQ, metadata={"description": "Tell again everything behind this number of the journal."})


class WebhookSent(Strict):
    """A new subscriber."""

    id = Id(required=True)
    address = Line(MOST_ADDRESS, least=1, required=True, metadata={"description": "https://host/path"})
    secret = Line(SECRET_LENGTH[1], least=SECRET_LENGTH[0], required=True, metadata={"description": "Never shown."})
    kinds = Listed(Id(), MOST_KINDS, load_default=list, metadata={"description": "Left out: all."})
    after = Whole(0, MOST_SEQ, metadata={"description": "Begin behind this number; left out: from now on."})


class WebhookShown(Schema):
    """A subscriber as it stands."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    address = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    state = fields.String(required=True, metadata={"description": "active, paused, or disabled after many failures."})
    position = fields.Integer(required=True, metadata={"description": "Number of the last entry that it took."})
    failures = fields.Integer(required=True)
    said = fields.String(required=True, metadata={"description": "What went wrong last."})


@operation(webhooks, "GET", RULE, answers=page_of(WebhookShown), query=PageAsked)
def list_webhooks(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List who is told."""
    view.get(programme_key(programme))
    return page(view, programme, KIND, asked=asked, shown=lambda record: shown_webhook(view, record))


@operation(webhooks, "POST", RULE, answers=WebhookShown, body=WebhookSent, example=EXAMPLE)
def add_webhook(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str) -> Told:
    """Have an address told of every change from now on, or from a number of the journal on."""
    unit.get(programme_key(programme))
    _check(sent["address"])
    key = Key(programme, KIND, sent["id"])
    position = sent.get("after", unit.head().seq)
    subscribe(unit, key, address=sent["address"], secret=sent["secret"], kinds=sent["kinds"], position=position)
    record = unit.get(key)
    return Told(body=shown_webhook(unit, record), record=record)


@operation(webhooks, "GET", ONE, answers=WebhookShown)
def show_webhook(view: View, _: dict[str, Any], programme: str, webhook: str) -> Told:
    """Show a subscriber: how far it is, and what went wrong."""
    record = view.get(Key(programme, KIND, webhook))
    return Told(body=shown_webhook(view, record), record=record)


@operation(webhooks, "PUT", ONE, answers=WebhookShown, body=WebhookChanged, versioned=True)
def change_webhook(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, webhook: str) -> Told:
    """Change, pause, resume or replay a subscriber; its failures are forgotten."""
    old = seen(unit, unit.get(Key(programme, KIND, webhook)))
    _check(sent["address"])
    data = {"address": sent["address"], "kinds": sent["kinds"]}
    change_subscriber(unit, old.key, data=data, state=sent["state"], position=sent.get("after"))
    record = unit.get(old.key)
    return Told(body=shown_webhook(unit, record), record=record)


def shown_webhook(view: View, record: Record) -> dict[str, Any]:
    """Return a subscriber as it is shown, without its secret."""
    found = subscriber_of(view, record.key)
    names = ("id", "address", "state", "position", "failures", "said")
    return {**{name: getattr(found, name) for name in names}, "kinds": list(found.kinds), "version": record.version}


def _check(address: str) -> None:
    try:
        checked(address)
    except ForbiddenAddress as error:
        raise invalid(FieldFault(field="address", expected=fault_text("web-address"))) from error
