"""Webhooks: every entry of the journal, in order, at least once, signed, until the subscriber took it.

The journal is the outbox: a subscriber is a position in it, so nothing is told that did not happen, and anything can
be told again from any number.
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from service.notices.posting import ForbiddenAddress, NotPosted
from service.store import Entry, Store
from service.store.subscribers import Subscriber, SubscriberBook

# Technical: entries told to one subscriber in one round, and seconds for which a round keeps others away.
BATCH, LEASE_SECONDS = 20, 180
# Technical: seconds to the next try, doubled with every failure up to an hour; failures after which nobody tries more.
FIRST_SECONDS, MOST_SECONDS, MOST_FAILURES = 15, 3600, 30

SIGNATURE, EVENT = "Solidaritas-Signature", "Solidaritas-Event"
INSTANT = "%Y-%m-%dT%H:%M:%SZ"

Post = Callable[[str, bytes, Mapping[str, str]], None]


def deliver(store: Store, *, now: Callable[[], dt.datetime], post: Post) -> int:
    """Tell every subscriber what it has not taken yet; return how many entries were taken.

    Parameters
    ----------
    store
        The record.
    now
        Tells the instant, for signatures and for the next try.
    post
        Posts a body with headers to an address, or raises ``NotPosted`` or ``ForbiddenAddress``.
    """
    book = SubscriberBook(store)
    told = 0
    for one in book.due(at=_said(now())):
        entries = _next(store, one)
        if entries and book.lease(one, until=_said(now() + dt.timedelta(seconds=LEASE_SECONDS))):
            told += _tell(book, one, entries, now=now, post=post)
    return told


def _next(store: Store, one: Subscriber) -> list[Entry]:
    with store.read() as view:
        return view.entries(one.programme, after=one.position, limit=BATCH)


def _tell(
    book: SubscriberBook, one: Subscriber, entries: list[Entry], *, now: Callable[[], dt.datetime], post: Post
) -> int:
    """Tell entries in order until one is not taken; what is kept after each is that it was taken."""
    told = 0
    for entry in entries:
        if one.kinds and entry.key.kind not in one.kinds and entry is not entries[-1]:
            continue
        if not one.kinds or entry.key.kind in one.kinds:
            try:
                post(one.address, *signed(entry, secret=one.secret, now=now()))
            except (NotPosted, ForbiddenAddress) as error:
                _failed(book, one, error, now=now())
                return told
            told += 1
        if not book.took(one, position=entry.seq, at=_said(now())):
            return told  # somebody set the subscriber anew; the next round begins there
        one = _moved(one, entry.seq)
    return told


def _moved(one: Subscriber, position: int) -> Subscriber:
    return replace(one, position=position, failures=0)


def _failed(book: SubscriberBook, one: Subscriber, error: Exception, *, now: dt.datetime) -> None:
    seconds = min(FIRST_SECONDS * 2**one.failures, MOST_SECONDS)
    book.failed(
        one,
        said=str(error),
        due=_said(now + dt.timedelta(seconds=seconds)),
        disable=one.failures + 1 >= MOST_FAILURES,
    )


def signed(entry: Entry, *, secret: str, now: dt.datetime) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of one entry: who did what to which record, and nothing of its content."""
    told = {
        "seq": entry.seq,
        "at": entry.at,
        "by": entry.by.partition(":")[0],
        "programme": entry.key.programme,
        "kind": entry.key.kind,
        "id": entry.key.id,
        "version": entry.version,
        "event": entry.event,
        "state": entry.told.get("state", ""),
    }
    body = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    stamp = int(now.timestamp())
    return body, {
        "Content-Type": "application/json",
        "User-Agent": "Solidaritas",
        EVENT: f"{entry.key.programme}/{entry.seq}",
        SIGNATURE: f"t={stamp},v1={signature(body, secret=secret, stamp=stamp)}",
    }


def signature(body: bytes, *, secret: str, stamp: int) -> str:
    """Return HMAC-SHA256 of ``stamp.body`` under ``secret``, as 64 hexadecimal digits."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def _said(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).strftime(INSTANT)
