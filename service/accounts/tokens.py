"""Tokens: random, shown once, kept as a digest, with what they may do and until when."""

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Collection

from data.text import Text
from service.accounts.errors import BadScope
from service.records.caller import SCOPES

# Every token begins like this, so that one that was left in a file or a log is found.
MARK = "sol_"

# 256 random bits: nobody guesses them, so one plain SHA-256 is enough to keep them.
TOKEN_BYTES = 32

# Days that a token lives: at most a year, a season unless something else is asked for. Hours of a session.
LEAST_DAYS, MOST_DAYS, DAYS, SESSION_HOURS = 1, 366, 90, 12


def new_token() -> str:
    """Return a token that nobody can guess."""
    return MARK + secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf8", "replace")).hexdigest()


def is_same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, compared in the same time whatever they are."""
    return hmac.compare_digest(given.encode("utf8", "replace"), wanted.encode())


def csrf_of(session: str) -> str:
    """Return what a session's changes send along: only who may read our answers can know it."""
    return hmac.new(session.encode("utf8", "replace"), b"csrf", hashlib.sha256).hexdigest()


def instant(now: dt.datetime) -> str:
    """Return an instant as it is kept: ISO 8601 in UTC, to the second."""
    return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def checked_scopes(scopes: Collection[str], *, days: int) -> frozenset[str]:
    """Return the scopes of a new token.

    Raises
    ------
    BadScope
        If there is none, one is unknown, or it would live longer than a year.
    """
    if not scopes or not set(scopes) <= set(SCOPES):
        told = ", ".join(SCOPES)
        raise BadScope(Text(en=f"a token may do some of: {told}", id=f"cakupan token: satu atau lebih dari {told}"))
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise BadScope(
            Text(
                en=f"a token lives {LEAST_DAYS} to {MOST_DAYS} days",
                id=f"token berlaku {LEAST_DAYS} sampai {MOST_DAYS} hari",
            )
        )
    return frozenset(scopes)
