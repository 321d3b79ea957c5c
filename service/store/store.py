"""The store: read one moment, or write one unit of work that is kept whole or not at all."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import sqlalchemy as sa

from service.store.credentials import Credentials
from service.store.engine import UNANSWERED, answering, no_answer, open_engine, read_from, writing
from service.store.migrate import migrate
from service.store.unit import Unit
from service.store.view import View

# Bytes of a salt: as many as the hash has, so that guessing a name does not find it.
SALT_BYTES = 32


def new_salt() -> str:
    """Return a salt that nobody can guess."""
    return secrets.token_hex(SALT_BYTES)


class Moment:
    """One moment to look at, however long it takes; ended by ``with``, or by ``close``."""

    __slots__ = ("_connection", "view")

    def __init__(self, engine: sa.Engine) -> None:
        """Begin."""
        with answering():
            self._connection = read_from(engine)
        self.view = View(self._connection)

    def __enter__(self) -> View:
        """Look."""
        return self.view

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """End."""
        self.close()
        if isinstance(error, UNANSWERED):
            raise no_answer(error) from error

    def close(self) -> None:
        """End; nothing was written, so that there is nothing to keep."""
        with answering():
            self._connection.close()


class Store:
    """A database with its tables up to date.

    Parameters
    ----------
    address
        A file path (SQLite), or ``postgresql://user@host/name``.
    salt
        Makes the salts of commitments; the default cannot be guessed.

    Raises
    ------
    UnsafeStore
        If the database does not promise what durability needs.
    StoreUnavailable
        If it does not answer.
    """

    def __init__(self, address: str, *, salt: Callable[[], str] = new_salt) -> None:
        """Open the database and bring its tables up to date."""
        self._salt = salt
        with ExitStack() as leaving:
            self.engine = open_engine(address)
            leaving.callback(self.engine.dispose)
            migrate(self.engine)
            leaving.pop_all()

    def read(self) -> "Moment":
        """Return a view of one moment, which ends with the block."""
        return Moment(self.engine)

    @contextmanager
    def write(self, *, at: str, by: str) -> Iterator[Unit]:
        """Return a unit of work by role ``by`` at the instant ``at``; it is kept when the block ends well."""
        with writing(self.engine) as connection:
            yield Unit(connection, at=at, by=by, salt=self._salt)

    @contextmanager
    def credentials(self) -> Iterator[Credentials]:
        """Return what lets accounts in, to be read and changed without an entry of the journal."""
        with writing(self.engine) as connection:
            yield Credentials(connection)

    def close(self) -> None:
        """Let every connection go."""
        self.engine.dispose()
