"""/programmes/{programme}/warnings: partnerships that may need help, ranked, with reasons and the next step."""

from typing import Any

from service.api.record.desk import MIDNIGHT, record_desk
from service.api.record.nouns import book_for
from service.api.record.operation import RecordBlueprint, Told, operation
from service.api.record.ranked import RankedAsked, part_of
from service.api.record.told_shapes import WarningsShown
from service.insight import watch
from service.store import View
from service.walks.insight import gather
from service.walks.told import told_warnings

warnings = RecordBlueprint("warnings", "Early warning")


@operation(warnings, "GET", "/<string:programme>/warnings", answers=WarningsShown, query=RankedAsked)
def list_warnings(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List partnerships of which something is to be said, the most points first."""
    book, today = book_for(view, programme), record_desk().today()
    watched = watch(gather(view, programme, book=book, zone=MIDNIGHT).folders(), today=today)
    part = part_of(watched, asked)
    return Told(body={**told_warnings(part.items, book=book, today=today), "next": part.next})
