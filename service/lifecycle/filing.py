"""Facts into the data of a partnership: checked against the book and the calendar, never taken away."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from data.book import Book
from data.text import Text
from service.lifecycle.case import NOBODY, Case
from service.lifecycle.errors import BadFact
from service.records.facts import Bearer, Event, Facts, Paper
from service.words.reasons import both

MONTH = r"[0-9]{4}-(0[1-9]|1[0-2])"


def told(book: Book, data: Mapping[str, Any], facts: Facts, *, today: dt.date) -> dict[str, Any]:
    """Return ``data`` with ``facts`` on record; the first day of a filing, signature or approval stays.

    Raises
    ------
    BadFact
        If a fact names what the book or the partnership does not have, or lies in the future.
    """
    new = deepcopy(dict(data))
    case = Case(book, new)
    for place, paper in enumerate(facts.papers):
        _file(case, paper, f"papers.{place}", today=today)
    for place, event in enumerate(facts.events):
        _hold(case, event, f"events.{place}", today=today)
    for place, light in enumerate(facts.confirmed):
        field = f"confirmed.{place}"
        _known(light.role, book.roles, f"{field}.role")
        check_day(f"{field}.day", light.day, today=today)
        given = new.setdefault("confirmed", {}).setdefault(light.role, {})
        for who in case.bearers(light.role):
            given.setdefault(who, light.day.isoformat())
    return new


def check_day(field: str, day: dt.date, *, today: dt.date, since: str | None = None) -> None:
    """Raise ``BadFact`` when ``day`` lies in the future, or before ``since``."""
    if day > today:
        raise BadFact(field, both("lifecycle.future", today=today.isoformat()))
    if since is not None and day.isoformat() < since:
        raise BadFact(field, both("lifecycle.since", since=since))


def _file(case: Case, paper: Paper, field: str, *, today: dt.date) -> None:
    _known(paper.document, case.book.documents, f"{field}.document")
    check_day(f"{field}.day", paper.day, today=today)
    document = case.book.documents[paper.document]
    holders = case.holders(document)
    if paper.of and paper.of not in holders:
        msg = f"{field}.of"
        raise BadFact(msg, _one_of(holders))
    if document.monthly != bool(paper.month) or (paper.month and not re.fullmatch(MONTH, paper.month)):
        msg = f"{field}.month"
        raise BadFact(msg, both("lifecycle.month" if document.monthly else "lifecycle.no_month"))
    if paper.month and paper.month > paper.day.isoformat():
        msg = f"{field}.month"
        raise BadFact(msg, both("lifecycle.month_over", day=paper.day.isoformat()))
    day = paper.day.isoformat()
    signed = _spread(case, paper.signed_by, f"{field}.signed_by", among=document.signers)
    approving = (document.owner, *document.coauthors) if document.coauthors else ()
    approved = _spread(case, paper.approved_by, f"{field}.approved_by", among=approving)
    papers = case.data.setdefault("papers", {}).setdefault(paper.document, {})  # type: ignore[attr-defined]  # a copy of ours
    for of in (paper.of,) if paper.of else holders:
        copy = papers.setdefault(of, {})
        copy["filed"] = min(copy.get("filed", day), day)
        if paper.month:
            copy.setdefault("months", {}).setdefault(paper.month, day)
        for verb, found in (("signed", signed), ("approved", approved)):
            for role, who in found:
                copy.setdefault(verb, {}).setdefault(role, {}).setdefault(who, day)


def _hold(case: Case, event: Event, field: str, *, today: dt.date) -> None:
    _known(event.activity, case.book.activities, f"{field}.activity")
    if event.until < event.day:
        msg = f"{field}.until"
        raise BadFact(msg, both("lifecycle.until", day=event.day.isoformat()))
    check_day(f"{field}.until", event.until, today=today)
    for mentee in event.of:
        if mentee not in case.mentees:
            msg = f"{field}.of"
            raise BadFact(msg, _one_of(case.mentees))
    attended: dict[str, list[str]] = {}
    for role, who in _spread(case, event.attended, f"{field}.attended", among=tuple(case.book.roles)):
        attended.setdefault(role, []).append(who)
    row = {
        "activity": event.activity,
        "day": event.day.isoformat(),
        "until": event.until.isoformat(),
        "mentor": case.mentor,
        **({"of": sorted(event.of)} if event.of else {}),
        **({"attended": {role: sorted(set(who)) for role, who in attended.items()}} if attended else {}),
    }
    events = case.data.setdefault("events", [])  # type: ignore[attr-defined]  # a copy of ours
    if row not in events:
        events.append(row)


def _spread(case: Case, bearers: Iterable[Bearer], field: str, *, among: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return ``(role, member)`` for everyone named, all bearers of a role where nobody is."""
    found = []
    for place, bearer in enumerate(bearers):
        if bearer.role not in among:
            msg = f"{field}.{place}.role"
            raise BadFact(msg, _one_of(among))
        known = case.bearers(bearer.role)
        if bearer.who and bearer.who not in known:
            msg = f"{field}.{place}.who"
            raise BadFact(msg, _one_of(known))
        found += [(bearer.role, who) for who in ((bearer.who,) if bearer.who else known)]
    return found


def _known(key: str, table: Mapping[str, Any], field: str) -> None:
    if key not in table:
        raise BadFact(field, _one_of(tuple(table)))


def _one_of(names: tuple[str, ...]) -> Text:
    return both("lifecycle.one_of", names=", ".join(name for name in names if name != NOBODY) or "-")
