"""Pages of lists that are computed and ranked: which part is asked for, and where the next one begins."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from service.api.fields import Choice, Whole
from service.api.operations import LanguageAsked
from service.api.record.shapes import MOST_ROWS, MOST_SEQ, PAGE_ROWS
from service.insight import LISTS

Item = TypeVar("Item")


class RankedAsked(LanguageAsked):
    """Which part of a ranked list; it is ranked anew for every page, as the record stands then."""

    after = Whole(
        0, MOST_SEQ, load_default=0,
        metadata={"from_address": True, "description": "The `next` of the page before: how many come first."},
    )  # fmt: skip
    limit = Whole(1, MOST_ROWS, load_default=PAGE_ROWS, metadata={"from_address": True})


class WorkListsAsked(RankedAsked):
    """Which part of which list."""

    list = Choice(*LISTS, load_default="", metadata={"description": "Only this list; left out: a page of each."})


class Part(NamedTuple):
    """Some items, and how many come before the next part; None where nothing follows."""

    items: Sequence[Any]
    next: int | None


def part_of(ranked: Sequence[Item], asked: dict[str, Any]) -> Part:
    """Return the part of a ranked list that was asked for."""
    end = asked["after"] + asked["limit"]
    return Part(ranked[asked["after"] : end], end if end < len(ranked) else None)
