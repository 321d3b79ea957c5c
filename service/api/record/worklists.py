"""/programmes/{programme}/worklists, /members/{member}/work: what has to be done now, and by whom (2.7)."""

from typing import Any

from service.api.record.desk import MIDNIGHT, record_desk
from service.api.record.nouns import book_for
from service.api.record.operation import RecordBlueprint, Told, operation
from service.api.record.ranked import RankedAsked, WorkListsAsked, part_of
from service.api.record.told_shapes import ExpectedShown, WorkListsShown
from service.insight import expected, work_lists
from service.records.kept import Key
from service.store import View
from service.walks.insight import gather, gather_of
from service.walks.told import told_work

worklists = RecordBlueprint("worklists", "Work lists")


@operation(worklists, "GET", "/<string:programme>/worklists", answers=WorkListsShown, query=WorkListsAsked)
def list_work(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List what the facilitator has to do: to match, to move on, to sign, to approve, overdue, silent, at risk."""
    today = record_desk().today()
    holdings = gather(view, programme, book=book_for(view, programme), zone=MIDNIGHT)
    found = work_lists(holdings, holdings.folders(), today=today)
    parts = {name: part_of(works, asked) for name, works in found.items() if asked["list"] in {"", name}}
    lists = {name: [told_work(work) for work in part.items] for name, part in parts.items()}
    return Told(body={"today": today, "lists": lists, "next": {name: part.next for name, part in parts.items()}})


@operation(
    worklists,
    "GET",
    "/<string:programme>/members/<string:member>/work",
    answers=ExpectedShown,
    query=RankedAsked,
)
def list_expected(view: View, asked: dict[str, Any], programme: str, member: str) -> Told:
    """List what is expected of a member now, in all its partnerships, the nearest day first."""
    view.get(Key(programme, "member", member))
    today = record_desk().today()
    folders = gather_of(view, programme, [member], book=book_for(view, programme)).folders()
    part = part_of(expected(folders, member, today=today), asked)
    items = [told_work(work) for work in part.items]
    return Told(body={"today": today, "member": member, "items": items, "next": part.next})
