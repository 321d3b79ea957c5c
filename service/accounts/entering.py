"""Coming in: an address, a password, and where the policy asks for it a second factor; wrong tries are slowed down."""

import datetime as dt
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from service.accounts.passwords import is_outdated, is_password, rehashed
from service.accounts.people import OPEN, account_key, plain_email
from service.accounts.second_factor import plain_recovery, step_of
from service.accounts.tokens import SESSION_HOURS, digest, instant, new_token
from service.records.caller import SCOPES, Caller, Grant, grants_of
from service.store import Credential, Credentials, Store, Token, UnknownRecord, View, token_of

Outcome = Literal["in", "wrong", "locked", "busy", "second-missing", "second-wrong"]

# Five wrong tries in a row within a quarter of an hour, and nobody comes in under that address until it is over (NIST
# SP 800-63B-4, 3.2.2, allows a hundred); a hundred a minute, under any addresses, close the door for that minute.
MOST_WRONG, LOCK_MINUTES, MOST_A_MINUTE = 5, 15, 100

# Technical: tokens whose rows are not read anew while they stay letter for letter the same.
REMEMBERED = 1000

# Notes of who came in and who tried are forgotten after half a year.
KEPT_DAYS = 183

WRONG = ("wrong", "second-wrong")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """How a try ended; with ``in``, the session's secret, and until when it lives."""

    outcome: Outcome
    account: str = ""
    session: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """Whose token a request carried: the account, its grants, what the token may do; itself and no other."""

    account: str
    grants: tuple[Grant, ...]
    token: Token
    is_open: bool

    @property
    def is_session(self) -> bool:
        """Whether somebody logged in, and no token was sent."""
        return not self.token.id

    @cached_property
    def callers(self) -> tuple[Caller, ...]:
        """Everyone that the account may act as, in the order in which the rights were given."""
        return tuple(
            Caller(
                id=self.account,
                role=one.role,
                programme=one.programme,
                member=one.member,
                scopes=self.token.scopes,
            )
            for one in self.grants
        )


def known(where: Store | View, token: str, *, now: dt.datetime) -> Known | None:
    """Return whose token it is, or None: unknown, past its day, or of a closed account."""
    with where.read() if isinstance(where, Store) else nullcontext(where) as view:
        row = Credentials(view.connection).find_token(digest(token))
    if row is None:
        return None
    found = _known(row)
    return found if found.is_open and found.token.expires_at > instant(now) else None


@lru_cache(maxsize=REMEMBERED)
def _known(row: tuple[Any, ...]) -> Known:
    """Return what rows that were read just now say; only the reading of the same rows again is spared."""
    token, record = token_of(row)
    return Known(account=token.account, grants=grants_of(record.data), token=token, is_open=record.state == OPEN)


def enter(store: Store, *, email: str, password: str, code: str, now: dt.datetime) -> Entered:
    """Try to come in.

    Parameters
    ----------
    code
        Of the second factor, or a recovery code; empty where there is none.

    Notes
    -----
    The try is noted as wrong before the password is looked at, so that many at once count as many.
    An address without an account is answered like one with a wrong password, after as long.
    """
    address, at = plain_email(email), instant(now)
    with store.credentials() as kept:
        kept.take_turn()
        kept.prune(instant(now - dt.timedelta(days=KEPT_DAYS)))
        found = kept.by_email(address)
        refused = _slowed(kept, digest(address), now)
        account = found.account if found else ""
        note = kept.note(at, who=digest(address), account=account, outcome=refused or "wrong")
    if refused:
        return Entered(outcome=refused)
    is_right = is_password(password, found.password if found else "")
    if found is None or not is_right:
        return Entered(outcome="wrong")
    with store.read() as view:
        try:
            record = view.get(account_key(found.account))
        except UnknownRecord:
            return Entered(outcome="wrong")
    if record.state != OPEN:
        return Entered(outcome="wrong")
    with store.credentials() as kept:
        outcome: Outcome = _second(kept, found, code, now)
        kept.settle(note, outcome)
        if outcome != "in":
            return Entered(outcome=outcome)
        if is_outdated(found.password):
            kept.put(found.account, password=rehashed(password))
        return open_session(kept, found.account, is_second=found.is_confirmed, now=now)


def open_session(kept: Credentials, account: str, *, is_second: bool, now: dt.datetime) -> Entered:
    """Open a session, which may do all that the account may do."""
    session, until = new_token(), instant(now + dt.timedelta(hours=SESSION_HOURS))
    kept.add_token(
        Token(
            digest=digest(session),
            account=account,
            id="",
            scopes=frozenset(SCOPES),
            is_second=is_second,
            expires_at=until,
        )
    )
    return Entered(outcome="in", account=account, session=session, until=until)


def _slowed(kept: Credentials, who: str, now: dt.datetime) -> Outcome | None:
    """Return why nobody may try now, or None."""
    minute = kept.tried(since=instant(now - dt.timedelta(minutes=1)))
    if sum(outcome in WRONG for outcome in minute) >= MOST_A_MINUTE:
        return "busy"
    wrong = 0
    for outcome in kept.tried(since=instant(now - dt.timedelta(minutes=LOCK_MINUTES)), who=who):
        if outcome == "in":
            break
        wrong += outcome in WRONG
    return "locked" if wrong >= MOST_WRONG else None


def _second(kept: Credentials, found: Credential, code: str, now: dt.datetime) -> Outcome:
    """Return how the second factor ends; without one there is nothing to show."""
    if not found.is_confirmed:
        return "in"
    if not code:
        return "second-missing"
    step = step_of(found.secret, code, seconds=int(now.timestamp()))
    if step is not None and kept.use_step(found.account, step):
        return "in"
    return "in" if kept.use_recovery(found.account, digest(plain_recovery(code))) else "second-wrong"
