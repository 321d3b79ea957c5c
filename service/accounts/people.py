"""Accounts on record: made, given rights, closed, erased; each change is an entry of the journal."""

import datetime as dt
from collections.abc import Callable

from data.text import Text
from service.accounts.errors import AddressTaken, BadGrant, UnknownAccount
from service.accounts.passwords import hash_password
from service.accounts.tokens import checked_scopes, digest, instant, new_token
from service.records.caller import ACCOUNT, HOUSE, ROLES, SIDES, Grant, grants_of, told_grants
from service.records.kept import Key, Record
from service.store import Credentials, Token, Unit, UnknownRecord, View

# Where an account stands.
OPEN, CLOSED = "open", "closed"

# Technical: accounts of one house, far more than there are people in it.
MOST_ACCOUNTS = 100_000


def account_key(account: str) -> Key:
    """Return where an account's record stands."""
    return Key(HOUSE, ACCOUNT, account)


def account(view: View, id_: str) -> Record:
    """Return an account's record.

    Raises
    ------
    UnknownAccount
        If there is none.
    """
    try:
        return view.get(account_key(id_))
    except UnknownRecord as error:
        raise UnknownAccount(Text(en=f"there is no account {id_}", id=f"tidak ada akun {id_}")) from error


def accounts(view: View) -> list[Record]:
    """Return every account in order of its number."""
    found = view.find(HOUSE, ACCOUNT, limit=MOST_ACCOUNTS)
    return sorted(found, key=lambda record: (len(record.key.id), record.key.id))


def plain_email(email: str) -> str:
    """Return an e-mail address as it is compared."""
    return email.strip().casefold()


def add_account(unit: Unit, *, email: str, name: str, language: str = "id") -> Record:
    """Make an account without rights and without a password.

    Raises
    ------
    AddressTaken
        If another account has the address.
    """
    number = 1 + sum(1 for _ in accounts(unit))
    id_ = f"a-{number}"
    if not Credentials(unit.connection).add(id_, plain_email(email)):
        raise AddressTaken(Text(en="this e-mail address has an account", id="alamat surel ini sudah punya akun"))
    data = {"grants": [], "tokens": {}, "language": language}
    return unit.create(account_key(id_), data, state=OPEN, plain={"email": email.strip(), "name": name})


def check_grant(grant: Grant) -> None:
    """Look whether a right means something.

    Raises
    ------
    BadGrant
        If there is no such role, a side is to act for nobody, or another role for somebody.
    """
    if grant.role not in ROLES:
        told = ", ".join(ROLES)
        raise BadGrant(Text(en=f"a role is one of: {told}", id=f"peran: salah satu dari {told}"))
    if (grant.role in SIDES) is not bool(grant.member):
        raise BadGrant(
            Text(
                en=f"{', '.join(SIDES)} act for a member of the programme, all other roles for none",
                id=f"{', '.join(SIDES)} bertindak untuk satu anggota program, peran lain tidak untuk siapa pun",
            )
        )
    if grant.member and not grant.programme:
        raise BadGrant(
            Text(
                en="a member belongs to a programme: say which one",
                id="anggota terdaftar pada satu program: sebutkan programnya",
            )
        )


def change_grant(unit: Unit, id_: str, grant: Grant, *, is_given: bool = True) -> Record:
    """Give an account a right, or take it away.

    Raises
    ------
    UnknownAccount, BadGrant
        If there is no such account, role or right, or a side is to act for nobody.
    """
    record = account(unit, id_)
    held = grants_of(record.data)
    check_grant(grant)
    if not is_given and grant not in held:
        raise BadGrant(Text(en="the account does not have this right", id="akun tidak memegang hak itu"))
    kept = [one for one in held if one != grant] + [grant] * is_given
    return unit.change(record, {**record.data, "grants": told_grants(kept)}, event="grant" if is_given else "ungrant")


def set_state(unit: Unit, id_: str, *, is_open: bool) -> Record:
    """Close an account, with all its tokens and sessions, or open it again."""
    record = account(unit, id_)
    if is_open:
        return unit.change(record, state=OPEN, event="open")
    Credentials(unit.connection).drop_tokens(id_)
    return unit.change(record, {**record.data, "tokens": {}}, state=CLOSED, event="close")


def set_password(unit: Unit, id_: str, password: str) -> None:
    """Give an account a new password; its sessions end, and the journal says that it was changed.

    Raises
    ------
    UnknownAccount, WeakPassword
        If there is no such account, or the password can be guessed.
    """
    record, kept = account(unit, id_), Credentials(unit.connection)
    found = kept.of(id_)
    if found is None:
        raise UnknownAccount(Text(en=f"account {id_} was erased", id=f"akun {id_} sudah dihapus"))
    kept.put(id_, password=hash_password(password, email=found.email))
    kept.drop_tokens(id_, id_="")
    unit.change(record, event="password")


def make_token(
    unit: Unit, id_: str, *, scopes: frozenset[str], days: int, now: dt.datetime, make: Callable[[], str] = new_token
) -> tuple[str, str]:
    """Return the id of a new token and the token itself, which is told this once.

    Raises
    ------
    UnknownAccount, BadScope
        If there is no such account, or the token would do nothing.
    """
    record, made = account(unit, id_), make()
    told = dict(record.data["tokens"])
    number = int(record.data.get("tokens_made", 0)) + 1
    name, until = f"t-{number}", instant(now + dt.timedelta(days=days))
    allowed = checked_scopes(scopes, days=days)
    told[name] = {"scopes": sorted(allowed), "until": until}
    unit.change(record, {**record.data, "tokens": told, "tokens_made": number}, event="token")
    Credentials(unit.connection).add_token(
        Token(
            digest=digest(made), account=id_, id=name, scopes=allowed, is_second=True, expires_at=until
        )
    )  # fmt: skip
    return name, made


def revoke_token(unit: Unit, id_: str, name: str) -> bool:
    """Take a token away; False when the account has none such."""
    record = account(unit, id_)
    gone = Credentials(unit.connection).drop_tokens(id_, id_=name)
    if not gone:
        return False
    told = {key: value for key, value in record.data["tokens"].items() if key != name}
    unit.change(record, {**record.data, "tokens": told}, event="revoke")
    return True


def erase_account(unit: Unit, id_: str) -> Record:
    """Forget who it was: address, name, password, second factor, tokens, tries; what it did stays under its number."""
    Credentials(unit.connection).forget(id_)
    record = account(unit, id_)
    closed = unit.change(record, {**record.data, "grants": [], "tokens": {}}, state=CLOSED, event="close")
    return unit.erase(closed, reason="")
