"""A published year from the JSON that the year's own command wrote; every fault names field, value and expected."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import planner
from planner.replanning.published import Paid, Published
from planner.result import Traveller
from service.errors import ServiceError
from service.records.replanned import PublishedYear

# Events of one year; the largest programme that one run plans has about twenty a partnership.
MOST_EVENTS = 200_000


class PublishedFault(ServiceError, ValueError):
    """A file is no published year; ``field``, ``value`` and ``expected`` say where and what."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        """Keep the place and say what was expected."""
        self.field, self.value, self.expected = field, value, expected
        super().__init__(f"{field} is {str(value)[:100]!r}; expected {expected}")


def read_published(record: object) -> PublishedYear:
    """Return the published year of ``year --json`` or ``replan --json``.

    Raises
    ------
    PublishedFault
        At the first value that such a file does not hold.
    """
    whole = _mapping("file", record)
    plan = _mapping("plan", whole.get("plan"))
    proposals = _list("match.proposals", _mapping("match", whole.get("match")).get("proposals"))
    pairs = {}
    for place, pair in enumerate(proposals):
        row = _mapping(f"match.proposals.{place}", pair)
        pairs[text_at(f"match.proposals.{place}.mentee", row.get("mentee"))] = text_at(
            f"match.proposals.{place}.mentor", row.get("mentor")
        )
    letters = {
        key: text_at(f"partnerships.{key}", value)
        for key, value in _mapping("partnerships", whole.get("partnerships")).items()
    }
    events = published_events(plan.get("events"), field="plan.events")
    lines = _lines(_mapping("budget", whole.get("budget", {"lines": []})).get("lines"))
    edition = whole.get("edition", 0)
    if type(edition) is not int or edition < 0:
        raise PublishedFault(field="edition", value=edition, expected="a whole number from 0")
    return PublishedYear(
        letters=letters, pairs=pairs, published=Published(events=events, lines=lines), edition=edition,
        waiting=frozenset(_mapping("plan.unplaced", plan.get("unplaced", {}))),
    )  # fmt: skip


def published_events(rows: object, *, field: str) -> tuple[planner.Event, ...]:
    """Return dated events as ``plan.to_dict`` wrote them.

    Raises
    ------
    PublishedFault
        At the first wrong value, an event that stands twice, or too many of them.
    """
    found: dict[str, planner.Event] = {}
    several = _list(field, rows)
    if len(several) > MOST_EVENTS:
        raise PublishedFault(field, f"{len(several)} events", f"at most {MOST_EVENTS}")
    for place, row in enumerate(several):
        where = f"{field}.{place}"
        event = _event(where, _mapping(where, row))
        if event.id in found:
            raise PublishedFault(field=f"{where}.id", value=event.id, expected="an id that stands once")
        found[event.id] = event
    return tuple(found.values())


def _event(where: str, row: Mapping[str, Any]) -> planner.Event:
    def at(name: str, read: Callable[[str, object], Any]) -> Any:
        return read(f"{where}.{name}", row.get(name))

    first, last = at("first", _day), at("last", _day)
    if last < first:
        raise PublishedFault(field=f"{where}.last", value=last, expected=f"a day from {first}")
    return planner.Event(
        id=at("id", text_at), partnership=at("partnership", _line), activity=at("activity", text_at),
        occurrence=at("occurrence", _count), first=first, last=last, depart=at("depart", _day), back=at("back", _day),
        place=at("place", _line), travellers=at("travellers", _travellers), parties=at("parties", _names),
        facilitators=at("facilitators", _names), trip=at("trip", _line),
    )  # fmt: skip


def _travellers(field: str, value: object) -> tuple[Traveller, ...]:
    found = []
    for place, row in enumerate(_list(field, value)):
        where = f"{field}.{place}"
        each = _mapping(where, row)
        found.append(
            Traveller(
                text_at(f"{where}.role", each.get("role")), text_at(f"{where}.party", each.get("party")),
                _count(f"{where}.persons", each.get("persons")),
            )
        )  # fmt: skip
    return tuple(found)


def _lines(rows: object) -> tuple[Paid, ...]:
    found = []
    for place, row in enumerate(_list("budget.lines", rows)):
        where, each = f"budget.lines.{place}", _mapping(f"budget.lines.{place}", row)
        amount = each.get("amount")
        if type(amount) is not int or amount < 0:
            raise PublishedFault(field=f"{where}.amount", value=amount, expected="whole rupiah from 0")
        found.append(
            Paid(
                _line(f"{where}.partnership", each.get("partnership")), text_at(f"{where}.event", each.get("event")),
                text_at(f"{where}.payer", each.get("payer")), _line(f"{where}.head", each.get("head")), amount,
                _day(f"{where}.on", each.get("on")),
            )
        )  # fmt: skip
    return tuple(found)


def _mapping(field: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise PublishedFault(field, value, "the object that `solidaritas year --json` writes there")
    return value


def _list(field: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise PublishedFault(field, value, "a list")
    return value


def _line(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise PublishedFault(field, value, "a text")
    return value


def text_at(field: str, value: object) -> str:
    """Return a text that is not empty.

    Raises
    ------
    PublishedFault
        For anything else.
    """
    if not _line(field, value):
        raise PublishedFault(field, value, "a text that is not empty")
    return str(value)


def _names(field: str, value: object) -> tuple[str, ...]:
    return tuple(text_at(f"{field}.{place}", each) for place, each in enumerate(_list(field, value)))


def _count(field: str, value: object) -> int:
    if type(value) is not int or value < 1:
        raise PublishedFault(field, value, "a whole number from 1")
    return value


def _day(field: str, value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(_line(field, value))
    except ValueError:
        raise PublishedFault(field, value, "a day such as 2027-05-11") from None
