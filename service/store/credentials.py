"""What lets an account in: password, second factor, tokens and sessions, and the list of who tried; all as digests."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from service.records.caller import ACCOUNT, HOUSE
from service.records.kept import Key, Record, Written
from service.store import tables
from service.store.account_tables import credential, recovery, sign_in, token
from service.store.asking import Asked


def _by_digest() -> Asked:
    """Return the question that every request asks: the token with a digest, and its account's record."""
    table = tables.record
    where = (table.c.programme == HOUSE, table.c.kind == ACCOUNT, table.c.id == token.c.account)
    columns = [*(token.c[name] for name in Token.__dataclass_fields__), *table.c["version", "state", "data"]]
    joined = sa.select(*columns).join_from(token, table, sa.and_(*where))
    return Asked(joined.where(token.c.digest == sa.bindparam("asked")))


# Any number that no other program on the database is likely to lock: the letters "sign" as a whole number.
TURN = 0x7369676E


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """How an account proves who it is.

    Parameters
    ----------
    account, email
        Whose it is.
    password
        Encoded argon2id hash; empty while there is none.
    secret, is_confirmed
        Shared secret of the second factor in base 32 (empty: none), and whether it was once shown to work.
    last_step
        Newest time step whose code was used, so that no code is good twice.
    """

    account: str
    email: str
    password: str = ""
    secret: str = ""
    is_confirmed: bool = False
    last_step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token or a session: only digests are kept.

    Parameters
    ----------
    digest, account, id
        SHA-256 of the token, whose it is, and the name by which it is revoked (``t-1``; empty: it is a session).
    scopes
        What it may do.
    is_second
        Whether the second factor was shown when it was made.
    expires_at
        Instant after which it is nobody's.
    """

    digest: str
    account: str
    id: str
    scopes: frozenset[str]
    is_second: bool
    expires_at: str


BY_DIGEST = _by_digest()


def token_of(row: tuple[Any, ...]) -> tuple[Token, Record]:
    """Return the token and its account's record that a row of ``find_token`` tells."""
    digest, account, id_, scopes, is_second, expires_at, version, state, text = row
    found = Token(
        digest=digest,
        account=account,
        id=id_,
        scopes=frozenset(scopes.split()),
        is_second=bool(is_second),
        expires_at=expires_at,
    )
    return found, Written(Key(HOUSE, ACCOUNT, account), version, state, text).read()


class Credentials:
    """Reads and writes on one connection, whose transaction belongs to the caller."""

    def __init__(self, connection: sa.Connection) -> None:
        """Work through ``connection``."""
        self.connection = connection

    def add(self, account: str, email: str) -> bool:
        """Keep a new account's address; False when another account has it."""
        taken = sa.select(credential.c.account).where(credential.c.email == email)
        if self.connection.execute(taken).first():
            return False
        row = Credential(account=account, email=email)
        told = {name: getattr(row, name) for name in Credential.__dataclass_fields__}
        self.connection.execute(sa.insert(credential).values(told))
        return True

    def by_email(self, email: str) -> Credential | None:
        """Return the credential under an address."""
        return self._one(credential.c.email == email)

    def of(self, account: str) -> Credential | None:
        """Return an account's credential."""
        return self._one(credential.c.account == account)

    def _one(self, where: sa.ColumnElement[bool]) -> Credential | None:
        row = self.connection.execute(sa.select(credential).where(where)).mappings().one_or_none()
        return None if row is None else Credential(**row)

    def put(self, account: str, **values: Any) -> None:
        """Change ``password``, ``secret``, ``is_confirmed`` or ``last_step``."""
        self.connection.execute(sa.update(credential).where(credential.c.account == account).values(values))

    def use_step(self, account: str, step: int) -> bool:
        """Use a time step of the second factor; False when it or a later one was used before."""
        where = (credential.c.account == account, credential.c.last_step < step)
        return self.connection.execute(sa.update(credential).where(*where).values(last_step=step)).rowcount == 1

    def put_recovery(self, account: str, digests: Collection[str]) -> None:
        """Keep new recovery codes in place of all others."""
        self.connection.execute(sa.delete(recovery).where(recovery.c.account == account))
        if digests:
            rows = [{"account": account, "digest": one} for one in digests]
            self.connection.execute(sa.insert(recovery), rows)

    def use_recovery(self, account: str, digest: str) -> bool:
        """Use a recovery code up; False when there is none such."""
        where = (recovery.c.account == account, recovery.c.digest == digest)
        return self.connection.execute(sa.delete(recovery).where(*where)).rowcount == 1

    def add_token(self, new: Token) -> None:
        """Keep a token or a session."""
        row = {name: getattr(new, name) for name in Token.__dataclass_fields__}
        self.connection.execute(sa.insert(token).values({**row, "scopes": " ".join(sorted(new.scopes))}))

    def find_token(self, digest: str) -> tuple[Any, ...] | None:
        """Return the rows of the token with this digest and of its account, as they are kept; see ``token_of``."""
        found = BY_DIGEST.ask(self.connection, {"asked": digest})
        return found[0] if found else None

    def drop_tokens(self, account: str, *, id_: str | None = None, digest: str = "", keep: str = "") -> int:
        """Take away an account's tokens: of one id (empty: its sessions), of one digest, or all but ``keep``."""
        where = [token.c.account == account, token.c.digest != keep]
        where += [token.c.id == id_] if id_ is not None else []
        where += [token.c.digest == digest] if digest else []
        return self.connection.execute(sa.delete(token).where(*where)).rowcount

    def show_second(self, digest: str) -> None:
        """Say that a session has shown the second factor."""
        self.connection.execute(sa.update(token).where(token.c.digest == digest).values(is_second=True))

    def forget(self, account: str) -> None:
        """Erase everything that lets an account in, and that it ever tried."""
        self.drop_tokens(account)
        self.put_recovery(account, ())
        who = sa.select(sign_in.c.who).where(sign_in.c.account == account)
        tried = sa.or_(sign_in.c.account == account, sign_in.c.who.in_(who))
        self.connection.execute(sa.delete(sign_in).where(tried))
        self.connection.execute(sa.delete(credential).where(credential.c.account == account))

    def take_turn(self) -> None:
        """Wait until nobody else looks at who tried; SQLite has one writer anyway."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(TURN)))

    def note(self, at: str, *, who: str, account: str, outcome: str) -> int:
        """Note that somebody tries to come in, and return the number of the note."""
        values = {"at": at, "who": who, "account": account, "outcome": outcome}
        made = self.connection.execute(sa.insert(sign_in).values(values).returning(sign_in.c.seq))
        return int(made.scalar_one())

    def settle(self, number: int, outcome: str) -> None:
        """Say how a try ended."""
        self.connection.execute(sa.update(sign_in).where(sign_in.c.seq == number).values(outcome=outcome))

    def tried(self, *, since: str, who: str = "") -> list[str]:
        """Return how tries ended since ``since``, the newest first: those under one address, or everybody's."""
        where = [sign_in.c.at >= since, *([sign_in.c.who == who] if who else [])]
        query = sa.select(sign_in.c.outcome).where(*where).order_by(sign_in.c.seq.desc())
        return list(self.connection.execute(query).scalars())

    def tries(self, *, limit: int, account: str = "") -> Iterator[dict[str, Any]]:
        """Yield the newest notes: number, instant, account, outcome."""
        columns = (sign_in.c.seq, sign_in.c.at, sign_in.c.account, sign_in.c.outcome)
        where = [sign_in.c.account == account] if account else []
        query = sa.select(*columns).where(*where).order_by(sign_in.c.seq.desc()).limit(limit)
        yield from (dict(row) for row in self.connection.execute(query).mappings())

    def prune(self, before: str) -> None:
        """Forget notes and dead tokens from before an instant."""
        self.connection.execute(sa.delete(sign_in).where(sign_in.c.at < before))
        self.connection.execute(sa.delete(token).where(token.c.expires_at < before, token.c.id == ""))
