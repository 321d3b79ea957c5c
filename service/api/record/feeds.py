"""/programmes/{programme}/members/{member}/feed: a calendar to follow, by an address that can be taken back."""

import secrets
from typing import Any

from marshmallow import Schema, fields

from service.api.record.operation import RecordBlueprint, Told, operation
from service.records.kept import Key
from service.store import Unit
from service.store.feeds import KIND, close_feed, renew_feed

feeds = RecordBlueprint("feeds", "Calendars to follow")

ONE = "/<string:programme>/members/<string:member>/feed"


class FeedShown(Schema):
    """The address of a calendar; it is shown this once."""

    member = fields.String(required=True)
    path = fields.String(required=True, metadata={"description": "Path below this service; empty when it was closed."})


@operation(feeds, "PUT", ONE, answers=FeedShown)
def renew_calendar(unit: Unit, _: dict[str, Any], programme: str, member: str) -> Told:
    """Open a member's calendar under a new secret address; a former address ends."""
    record = unit.get(Key(programme, "member", member))
    token = secrets.token_urlsafe()
    renew_feed(unit, Key(programme, KIND, member), token=token)
    return Told(body={"member": member, "path": f"/feeds/{token}.ics"}, record=record)


@operation(feeds, "DELETE", ONE, answers=FeedShown)
def close_calendar(unit: Unit, _: dict[str, Any], programme: str, member: str) -> Told:
    """Close a member's calendar: its address shows nothing any more."""
    record = unit.get(Key(programme, "member", member))
    close_feed(unit, Key(programme, KIND, member))
    return Told(body={"member": member, "path": ""}, record=record)
