"""What one account may do to another: rights and fresh starts, some of them only together with a second account."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Any

from data.text import Text
from service.accounts.errors import BadGrant, UnknownAccount
from service.accounts.people import OPEN, account, change_grant, check_grant, set_password
from service.accounts.tokens import digest, instant, new_token
from service.records.caller import Grant, grants_of
from service.records.kept import Record
from service.store import Credentials, Token, Unit, token_of

# What waits for a second account stands under this name in an account's record.
ASKED = "asked"

# Wishes beside rights.
SECOND_FACTOR, INVITATION = "second-factor", "invitation"

# How an invitation is kept among the tokens, and days for which it is good.
INVITED, INVITATION_DAYS = "invitation", 7


def spelt(grant: Grant) -> str:
    """Return a right as it is typed: ``facilitator``, ``mentee:bengkulu@pks-2027``."""
    return f"{grant.role}{f':{grant.member}' * bool(grant.member)}{f'@{grant.programme}' * bool(grant.programme)}"


def asked_of(data: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    """Return the wishes that wait for a second account: ``what``, ``by`` whom, ``programme``."""
    return tuple(data.get(ASKED, ()))


def give(unit: Unit, id_: str, grant: Grant, *, by: str, two: Collection[str]) -> Record:
    """Give an account a right; a right of one of the roles ``two`` waits until a second account gives it too.

    Raises
    ------
    UnknownAccount, BadGrant
        If there is no such account, role or right, or it is the account itself that asks.
    """
    _not_oneself(id_, by)
    check_grant(grant)
    record = account(unit, id_)
    if grant in grants_of(record.data):
        return record
    if grant.role in two and not _is_second(record, spelt(grant), by=by):
        return _ask(unit, record, spelt(grant), by=by, programme=grant.programme)
    return _settled(unit, change_grant(unit, id_, grant), spelt(grant))


def take_away(unit: Unit, id_: str, grant: Grant, *, by: str) -> Record:
    """Take a right away, or the wish for it; for that one account is enough.

    Raises
    ------
    UnknownAccount, BadGrant
        If there is no such account, it has no such right, or it is the account itself that asks.
    """
    _not_oneself(id_, by)
    record = account(unit, id_)
    if any(one["what"] == spelt(grant) for one in asked_of(record.data)):
        return _settled(unit, record, spelt(grant))
    return change_grant(unit, id_, grant, is_given=False)


def reset_second_factor(unit: Unit, id_: str, *, by: str, two: Collection[str]) -> Record:
    """Take the second factor, its recovery codes and all sessions away; where a role is one of ``two``, by two.

    Raises
    ------
    UnknownAccount, BadGrant
        If there is no such account, or it is the account itself that asks.
    """
    record = _fresh(unit, id_, SECOND_FACTOR, by=by, two=two)
    if not any(one["what"] == SECOND_FACTOR for one in asked_of(record.data)):
        kept = Credentials(unit.connection)
        kept.put(id_, secret="", is_confirmed=False)
        kept.put_recovery(id_, ())
        kept.drop_tokens(id_, id_="")
    return record


def invite(
    unit: Unit, id_: str, *, by: str, two: Collection[str], now: dt.datetime, make: Callable[[], str] = new_token
) -> tuple[Record, str]:
    """Return an account and a code by which its owner sets a password; the code is empty while a second has to agree.

    Raises
    ------
    UnknownAccount, BadGrant
        If there is no such account, it is closed, or it is the account itself that asks.
    """
    record = account(unit, id_)
    if record.state != OPEN:
        raise BadGrant(Text(en="the account is closed", id="akun ini ditutup"))
    has_password = (found := Credentials(unit.connection).of(id_)) is not None and bool(found.password)
    record = _fresh(unit, id_, INVITATION, by=by, two=two if has_password else ())
    if any(one["what"] == INVITATION for one in asked_of(record.data)):
        return record, ""
    code, kept = make(), Credentials(unit.connection)
    kept.drop_tokens(id_, id_=INVITED)
    until = instant(now + dt.timedelta(days=INVITATION_DAYS))
    kept.add_token(
        Token(digest=digest(code), account=id_, id=INVITED, scopes=frozenset(), is_second=False, expires_at=until)
    )
    return record, code


def accept_invitation(unit: Unit, code: str, password: str, *, now: dt.datetime) -> str:
    """Set the password of the account that a code was made for, and return which; the code is good once.

    Raises
    ------
    UnknownAccount
        If the code is none, or its days have passed.
    WeakPassword
        If the password can be guessed; the code stays good.
    """
    row = Credentials(unit.connection).find_token(digest(code))
    token = token_of(row)[0] if row else None
    if token is None or token.id != INVITED or token.expires_at <= instant(now):
        said = Text(en="this invitation is not good, or no longer", id="undangan ini tidak atau tidak lagi berlaku")
        raise UnknownAccount(said)
    set_password(unit, token.account, password)
    Credentials(unit.connection).drop_tokens(token.account, id_=INVITED)
    return token.account


def _fresh(unit: Unit, id_: str, what: str, *, by: str, two: Collection[str]) -> Record:
    """Return the account's record, with the wish in it where a second account has to agree first."""
    _not_oneself(id_, by)
    record = account(unit, id_)
    if any(one.role in two for one in grants_of(record.data)) and not _is_second(record, what, by=by):
        return _ask(unit, record, what, by=by, programme="")
    return unit.change(_settled(unit, record, what), event=what)


def _not_oneself(id_: str, by: str) -> None:
    if id_ == by:
        raise BadGrant(Text(en="somebody else has to do this for you", id="orang lain harus melakukannya untuk Anda"))


def _is_second(record: Record, what: str, *, by: str) -> bool:
    return any(one["what"] == what and one["by"] != by for one in asked_of(record.data))


def _ask(unit: Unit, record: Record, what: str, *, by: str, programme: str) -> Record:
    """Return the record with the wish in it; who asks twice has asked once."""
    if any(one["what"] == what for one in asked_of(record.data)):
        return record
    wishes = [*asked_of(record.data), {"what": what, "by": by, "programme": programme}]
    return unit.change(record, {**record.data, ASKED: wishes}, event="ask")


def _settled(unit: Unit, record: Record, what: str) -> Record:
    """Return the record without the wish."""
    left = [one for one in asked_of(record.data) if one["what"] != what]
    if len(left) == len(asked_of(record.data)):
        return record
    return unit.change(record, {**record.data, ASKED: left}, event="settle")
