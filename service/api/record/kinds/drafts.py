"""/programmes/{programme}/drafts/{kind}: what a record would say, drawn from those that are there (3.2.2, 3.3.1)."""

from typing import Any

from service.api.record.kinds.forms import shown_data
from service.api.record.kinds.kinds import blueprint
from service.api.record.kinds.records import asked_ledger
from service.api.record.kinds.rights import sight_of
from service.api.record.kinds.shown import DraftAsked, DraftShown
from service.api.record.operation import Told, operation
from service.lifecycle.kinds import draft
from service.records.kept import Record
from service.store import View


@operation(
    blueprint, "GET", "/<string:programme>/drafts/<string:kind>", answers=DraftShown, query=DraftAsked,
    about=lambda _: None,
)  # fmt: skip
def draft_record(view: View, asked: dict[str, Any], programme: str, kind: str) -> Told:
    """Draft a record: open advice in a monthly report, the months in a final one; nothing is written."""
    ledger = asked_ledger(view, programme, kind)
    sight = sight_of(ledger.kind.read, ledger.callers)
    given = {ledger.kind.parent: asked["of"], ledger.kind.owner: asked["member"]}
    data = {name: value for name, value in given.items() if name and value}
    ledger.check_reach(data, sight=sight)
    record = Record(key=ledger.key(""), version=0, state=ledger.kind.initial, data=data)
    return Told(body={"kind": kind, "data": shown_data(ledger.kind.fields, draft(ledger.situation(record)))})
