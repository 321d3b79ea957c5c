"""/programmes/{programme}/network: the learning community: who learned what from whom (1.3, 3.3.4)."""

from typing import Any

from service.api.fields import Truth
from service.api.operations import LanguageAsked
from service.api.record.nouns import book_for
from service.api.record.operation import RecordBlueprint, Told, operation
from service.api.record.told_shapes import NetworkShown
from service.api.reference import reference
from service.store import View
from service.walks.community import community
from service.walks.insight import gather
from service.walks.told import told_network

network = RecordBlueprint("network", "The learning community")


class NetworkAsked(LanguageAsked):
    """Whose lessons."""

    known = Truth(
        load_default=True,
        metadata={"from_address": True, "description": "Take in partnerships of public record too."},
    )


@operation(network, "GET", "/<string:programme>/network", answers=NetworkShown, query=NetworkAsked)
def show_network(view: View, asked: dict[str, Any], programme: str) -> Told:
    """Show who learned what from whom, chains from mentee to mentor, who joins regions, subjects without a mentor."""
    holdings = gather(view, programme, book=book_for(view, programme))
    found, names = community(holdings, country=reference().country, known=asked["known"])
    return Told(body=told_network(found, names))
