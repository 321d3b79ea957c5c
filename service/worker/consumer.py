"""A worker as a whole: it answers the queue's calls, looks after every job, and does what returns with the hours."""

import datetime as dt
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from huey import crontab
from huey.consumer import Consumer

from service.jobs import Queue, sweep
from service.jobs.sweep import instant
from service.store import Store, StoreUnavailable
from service.store.jobs import JobBook
from service.worker.limits import Limits
from service.worker.supervise import Supervisor

LOG = logging.getLogger("service.worker")

# Technical: seconds between two rounds of the keeper.
ROUND_SECONDS = 5
# Technical: longest pause between two looks at a queue that cannot call by itself; seconds to wait for a clean end.
LOOK_SECONDS, END_SECONDS = 0.5, 10
# Technical: longest name of a worker in the store.
NAME_LENGTH = 80

# The module that does a job of each kind; every other kind asks the API.
MODULES = {"import": "service.worker.reading"}
OTHERWISE = "service.worker.solving"

Chore = Callable[[], object]


def command_of(kind: str) -> tuple[str, ...]:
    """Return how the process of a job is started: our own module by the interpreter that runs this."""
    return sys.executable, "-c", f"from {MODULES.get(kind, OTHERWISE)} import main; main()"


class _Quiet(Consumer):  # type: ignore[misc]  # huey ships no types
    """A consumer that leaves the signals to the process that it lives in."""

    def _set_signal_handlers(self) -> None:
        """Set none."""


class Worker:
    """A consumer with its keeper, in threads of this process.

    Parameters
    ----------
    store, queue
        Where jobs stand, and what calls.
    now
        Tells the instant.
    limits
        What one job may use.
    at_once
        How many jobs run at the same time.
    rounds
        What is done in every round of the keeper besides sweeping, by name; each in a thread of its own.
    hourly
        What is done at every full hour, by one worker that the queue calls.
    command
        How the process of a job of a kind is started.
    """

    def __init__(
        self,
        store: Store,
        queue: Queue,
        *,
        now: Callable[[], dt.datetime],
        limits: Limits,
        at_once: int,
        rounds: Mapping[str, Chore] | None = None,
        hourly: Mapping[str, Chore] | None = None,
        command: Callable[[str], tuple[str, ...]] = command_of,
    ) -> None:
        """Make everything ready; nothing runs yet."""
        self.name = f"{socket.gethostname()}-{os.getpid()}"[-NAME_LENGTH:]
        self._book, self._queue, self._now = JobBook(store), queue, now
        self._supervisor = Supervisor(
            book=self._book, worker=self.name, command=command, limits=limits, at=lambda: instant(now())
        )
        queue.work = self._supervisor.run
        for name, chore in (hourly or {}).items():
            queue.huey.periodic_task(crontab(minute="0"), name=name)(_guarded(name, chore))
        self._consumer = _Quiet(
            queue.huey,
            workers=at_once,
            max_delay=LOOK_SECONDS,
            check_worker_health=False,
            shutdown_timeout=END_SECONDS,
        )
        chores = {"sweep": self.keep, **(rounds or {})}
        self._threads = [
            threading.Thread(target=self._repeat, args=(_guarded(name, chore),), name=name, daemon=True)
            for name, chore in chores.items()
        ]

    def start(self) -> None:
        """Begin to work, in threads of this process."""
        self._consumer.start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop: running jobs are given back and wait for the next worker."""
        self._supervisor.stopping.set()
        self._consumer.stop(graceful=True)
        for thread in self._threads:
            thread.join(END_SECONDS)

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until the worker was stopped; return whether it was."""
        return self._supervisor.stopping.wait(seconds)

    def keep(self) -> None:
        """Tell that this worker lives, and sweep."""
        now = self._now()
        self._book.tell_worker(self.name, at=instant(now))
        swept = sweep(self._book, self._queue, now=now)
        if swept.ended:
            LOG.warning("ended jobs whose worker was lost: %s", ", ".join(swept.ended))

    def _repeat(self, chore: Chore) -> None:
        while True:
            chore()
            if self._supervisor.stopping.wait(ROUND_SECONDS):
                return


def _guarded(name: str, chore: Chore) -> Callable[[], Any]:
    """Return ``chore`` so that a database that is away costs one round and not the thread."""

    def done() -> None:
        try:
            chore()
        except StoreUnavailable as error:
            LOG.warning("%s is put off: %s", name, error)

    done.__name__ = name.replace("-", "_")
    return done
