"""/programmes/{programme}/members: utilities, persons and training centres that take part (2.1.2, 2.1.3)."""

from typing import Any

from service.api.record.access import caller
from service.api.record.nouns import page, programme_key
from service.api.record.operation import RecordBlueprint, Told, operation, seen
from service.api.record.shapes import MemberSent, MemberShown, PageAsked, created, page_of
from service.records.kept import Key, Record
from service.store import Unit, View

members = RecordBlueprint("members", "Members of a programme")

EXAMPLE = {"id": "palembang", "name": "Tirta Musi", "utility": "pdam-kota-palembang"}
RULE, ONE = "/<string:programme>/members", "/<string:programme>/members/<string:member>"

# Who sees whom to ask.
SEES_CONTACT = "facilitator"


@operation(members, "GET", RULE, answers=page_of(MemberShown), query=PageAsked)
def list_members(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List members."""
    view.get(programme_key(programme))
    return page(view, programme, "member", asked=asked, shown=lambda record: shown_member(view, record))


@operation(members, "POST", RULE, answers=MemberShown, body=created(MemberSent), example=EXAMPLE)
def add_member(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str) -> Told:
    """Add a member."""
    unit.get(programme_key(programme))
    record = write_member(unit, programme, sent)
    return Told(body=shown_member(unit, record), record=record)


def write_member(unit: Unit, programme: str, sent: dict[str, Any]) -> Record:
    """Write a new member; its contact is kept apart."""
    plain = _plain(sent)
    return unit.create(Key(programme, "member", sent.pop("id")), sent, plain=plain)


@operation(members, "GET", ONE, answers=MemberShown)
def show_member(view: View, _: dict[str, Any], programme: str, member: str) -> Told:
    """Show a member."""
    record = view.get(Key(programme, "member", member))
    return Told(body=shown_member(view, record), record=record)


@operation(members, "PUT", ONE, answers=MemberShown, body=MemberSent, versioned=True)
def change_member(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, member: str) -> Told:
    """Change a member; a contact that is left out is taken away."""
    old = seen(unit, unit.get(Key(programme, "member", member)))
    plain = _plain(sent)
    record = unit.change(old, sent, plain=plain)
    return Told(body=shown_member(unit, record), record=record)


@operation(members, "DELETE", f"{ONE}/contact", answers=MemberShown, versioned=True)
def erase_contact(unit: Unit, _: dict[str, Any], programme: str, member: str) -> Told:
    """Erase a member's contact for ever, in all versions; the journal stays whole."""
    old = seen(unit, unit.get(Key(programme, "member", member)))
    record = unit.erase(old, reason="")
    return Told(body=shown_member(unit, record), record=record)


def _plain(sent: dict[str, Any]) -> dict[str, Any]:
    contact = sent.pop("contact", None)
    return {"contact": contact} if contact else {}


def shown_member(view: View, record: Record, *, role: str = "") -> dict[str, Any]:
    """Return a member as the caller may see it, or as ``role`` may."""
    empty = {"utility": "", "region": "", "connections": None, "erased": ""}
    contact = view.plain(record).get("contact") if (role or caller()) == SEES_CONTACT else None
    return {**empty, **record.data, "id": record.key.id, "version": record.version, "contact": contact}
