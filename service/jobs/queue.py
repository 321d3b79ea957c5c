"""The queue: huey on a file of its own (SQLite), on PostgreSQL or on Redis, by the form of one address."""

import logging
import sqlite3
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import huey as hueys
import psycopg
from huey.exceptions import ConfigurationError

from service.errors import ServiceError

try:
    from redis.exceptions import RedisError
except ImportError:  # only where several machines share a queue
    REDIS_FAILURES: tuple[type[Exception], ...] = ()
else:
    REDIS_FAILURES = (RedisError,)

LOG = logging.getLogger("service.jobs")

# What a job may do.
KINDS = ("propose", "plan", "replan", "budget", "sandbox", "import")

# The queue's name, and what its file adds to the name of the record's.
NAME, SUFFIX = "solidaritas", ".queue"

# The queue's file is its owner's alone, as the record's is.
OWNER_BITS = 0o600

# Technical: seconds to wait for a queue beyond this process.
WAIT_SECONDS = 2


# What a queue raises when it does not answer.
FAILURES: tuple[type[Exception], ...] = (OSError, sqlite3.Error, psycopg.Error, *REDIS_FAILURES)


class BadQueue(ServiceError, ValueError):
    """The address of the queue is of no kind that can be used; the message says which are."""


def queue_address(database: str, asked: str) -> str:
    """Return where the queue is: as asked, else on the record's PostgreSQL, else in a file beside the record's."""
    return asked or (database if "://" in database else f"{database}{SUFFIX}")


class Queue:
    """Calls workers to a job, wherever they are.

    Parameters
    ----------
    address
        A file path (SQLite), ``postgresql://user@host/name`` or ``redis://host/number``.
    name
        Parts several queues at one address.

    Raises
    ------
    BadQueue
        If it is of another kind, or the package that it needs is not installed.

    Notes
    -----
    huey hands a task out at most once and forgets it when a worker is killed; ``sweep`` makes up for that.
    """

    def __init__(self, address: str, *, name: str = NAME) -> None:
        """Keep the address; nothing is opened before it is needed."""
        self.address, self._name = address, name
        self._connections: list[psycopg.Connection[object]] = []
        self.work: Callable[[str, str], None] = _nobody
        scheme = address.partition("://")[0] if "://" in address else FILE
        if scheme not in STORES:
            msg = f"{scheme} is no queue; give a file path, postgresql://user@host/name or redis://host/number"
            raise BadQueue(msg)
        self._store = STORES[scheme]

    @cached_property
    def huey(self) -> hueys.Huey:
        """The queue itself, opened when it is first asked for."""
        try:
            made = self._store(self.address, self._name, self._connections)
        except ConfigurationError as error:
            msg = f"the queue cannot be opened: {error}"
            raise BadQueue(msg) from error

        def run_job(programme: str, id_: str) -> None:
            self.work(programme, id_)

        self._task = made.task()(run_job)
        return made

    def put(self, programme: str, id_: str) -> bool:
        """Call a worker to a job; return False when the queue does not answer (the sweep will call again)."""
        try:
            self.huey  # noqa: B018  # opens it, and makes the task known
            self._task(programme, id_)
        except FAILURES as error:
            LOG.warning("the queue does not answer, the sweep will call again: %s", type(error).__name__)
            return False
        return True

    def waits(self) -> int | None:
        """Return how many calls wait, or None when the queue does not answer."""
        try:
            return int(self.huey.pending_count())
        except FAILURES:
            return None

    def close(self) -> None:
        """Let the connections go, those of ended threads too."""
        if "huey" in vars(self):
            self.huey.storage.close()
        for connection in self._connections:
            connection.close()


def _nobody(programme: str, id_: str) -> None:
    """Stand where a process only puts jobs; a worker puts its own function here."""
    msg = f"no worker is here for {programme}/{id_}"
    raise RuntimeError(msg)


def _in_file(address: str, name: str, _: list[psycopg.Connection[object]]) -> hueys.Huey:
    Path(address).touch(mode=OWNER_BITS)
    return hueys.SqliteHuey(name, filename=address, results=False)


def _on_postgresql(address: str, name: str, kept: list[psycopg.Connection[object]]) -> hueys.Huey:
    """Return a queue whose connections, one a thread, can be closed when their threads have ended."""

    def connect() -> psycopg.Connection[object]:
        kept.append(psycopg.connect(address, connect_timeout=WAIT_SECONDS))
        return kept[-1]

    return hueys.PostgresHuey(name, connection=connect, results=False)


def _on_redis(address: str, name: str, _: list[psycopg.Connection[object]]) -> hueys.Huey:
    return hueys.RedisHuey(name, url=address, results=False)


FILE = "file"
STORES: Mapping[str, Callable[[str, str, list[psycopg.Connection[object]]], hueys.Huey]] = {
    FILE: _in_file,
    "postgresql": _on_postgresql,
    "postgres": _on_postgresql,
    "redis": _on_redis,
    "rediss": _on_redis,
}
