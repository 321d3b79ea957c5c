"""/programmes/{programme}/journal: every change, who made it, and the chain that it stands in."""

from typing import Any

from service.api.record.nouns import programme_key
from service.api.record.operation import RecordBlueprint, Told, operation
from service.api.record.shapes import JournalAsked, JournalShown
from service.store import Entry, View

history = RecordBlueprint("history", "The journal of a programme")


@operation(history, "GET", "/<string:programme>/journal", answers=JournalShown, query=JournalAsked)
def list_journal(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List the journal in order, all of it or one record's."""
    view.get(programme_key(programme))
    limit = asked["limit"]
    found = view.entries(programme, limit=limit + 1, after=asked["after"], kind=asked["kind"], id_=asked["id"])
    more = found[limit - 1].seq if len(found) > limit else None
    return Told(body={"items": [shown_entry(entry) for entry in found[:limit]], "next": more})


def shown_entry(entry: Entry) -> dict[str, Any]:
    """Return an entry as it is shown."""
    told = {name: getattr(entry, name) for name in ("seq", "at", "by", "version", "event", "hash")}
    return {"state": "", "reason": "", **told, **entry.told, "kind": entry.key.kind, "id": entry.key.id}
