"""Runs one job in a process of its own: signs of life into the store, an end within two seconds, no limit overrun."""

import contextlib
import json
import logging
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from data.text import Text
from service.records.kept import Key
from service.store import StoreUnavailable, Unit, UnstorableValue
from service.store.jobs import BY, CANCELLED, DONE, FAILED, KIND, Job, JobBook
from service.walks.receiving import CannotReceive, receive
from service.words.reasons import both
from service.worker.limits import NO_MEMORY, Limits

LOG = logging.getLogger("service.worker")

# Technical: seconds between looks at the child, and between signs of life; a cancel is seen within one of the latter.
LOOK_SECONDS, BEAT_SECONDS = 0.1, 1.0
# Technical: seconds that a child may take to end once it has said everything.
END_SECONDS = 5

# How a process ends that was refused memory outside Python, or ended by the system for want of it; none on Windows.
ENDED = tuple(-getattr(signal, name) for name in ("SIGABRT", "SIGKILL", "SIGSEGV") if hasattr(signal, name))


@dataclass(kw_only=True)
class Supervisor:
    """Does the jobs that it is called to, one a thread.

    Parameters
    ----------
    book
        The store's jobs.
    worker
        This worker's name in the store.
    command
        How the process of a job of a kind is started.
    limits
        What a child may use.
    at
        Tells the instant as the store keeps it.
    """

    book: JobBook
    worker: str
    command: Callable[[str], tuple[str, ...]]
    limits: Limits
    at: Callable[[], str]
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, programme: str, id_: str) -> None:
        """Do the job if it still waits; whatever happens, it does not stay ``running``."""
        if self.stopping.is_set():
            return
        try:
            job = self.book.claim(Key(programme, KIND, id_), worker=self.worker, at=self.at())
            if job is not None:
                self._do(job)
        except StoreUnavailable as error:
            LOG.warning("job %s/%s is left to the sweep: %s", programme, id_, error)

    def _do(self, job: Job) -> None:
        with tempfile.TemporaryFile() as errors:
            child = _Child(self.command(job.kind), job, self.limits, errors)
            try:
                verdict = self._watch(job, child) or self._verdict(job, child, errors)
            finally:
                child.kill()
        verdict()

    def _watch(self, job: Job, child: "_Child") -> Callable[[], object] | None:
        """Follow the child; return what is to be done when it was stopped, None when it ended by itself."""
        began, told = time.monotonic(), -BEAT_SECONDS
        while child.follow(LOOK_SECONDS):
            now = time.monotonic() - began
            if self.stopping.is_set():
                return lambda: self.book.release(job)
            if now > self.limits.wall_seconds:
                return self._failed(job, both("job.late", seconds=self.limits.wall_seconds))
            if now - told >= BEAT_SECONDS:
                told = now
                if not self.book.beat(job, at=self.at(), progress=child.progress):
                    return lambda: self.book.end(job, at=self.at(), state=CANCELLED)
        self.book.beat(job, at=self.at(), progress=child.progress)
        return None

    def _verdict(self, job: Job, child: "_Child", errors: IO[bytes]) -> Callable[[], object]:
        code = child.code()
        if child.reason is not None:
            return self._failed(job, Text(en=child.reason["en"], id=child.reason["id"]))
        if child.result is not None and code == 0:
            return lambda: self._done(job, child.result)
        if code == NO_MEMORY or code in ENDED:
            return self._failed(job, both("job.memory", megabytes=self.limits.megabytes))
        errors.seek(0)
        lines = errors.read().decode(errors="replace").strip().splitlines()
        LOG.error("job %s/%s: its process ended with %s: %s", job.programme, job.id, code, lines[-1:] or "no word")
        return self._failed(job, both("job.broke"))

    def _failed(self, job: Job, said: Text) -> Callable[[], object]:
        reason = {"en": said.en, "id": said.id}
        return lambda: self.book.end(job, at=self.at(), state=FAILED, reason=reason)

    def _done(self, job: Job, result: Any) -> None:
        """End the job with its result; an import is put on record in the same transaction."""
        if job.kind != "import":
            self.book.end(job, at=self.at(), state=DONE, result=json.dumps(result, ensure_ascii=False))
            return
        try:
            with self.book.store.write(at=self.at(), by=BY) as unit:
                self._receive(unit, job, result)
        except CannotReceive as refused:
            self._failed(job, refused.said)()
        except UnstorableValue:
            self._failed(job, both("job.broke"))()

    def _receive(self, unit: Unit, job: Job, rows: Mapping[str, Any]) -> None:
        told = receive(unit, job.programme, rows)
        if not self.book.end_in(unit, job, state=DONE, result=json.dumps(told)):
            raise CannotReceive(both("job.lost", tries=job.tries))  # another's by now: nothing is put on record twice


class _Child:
    """One child process and what it said so far."""

    def __init__(self, command: tuple[str, ...], job: Job, limits: Limits, errors: IO[bytes]) -> None:
        """Start it and ask."""
        self.progress: dict[str, Any] = {}
        self.result: Any = None
        self.reason: Mapping[str, str] | None = None
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by the interpreter that runs this
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
        )
        asked = {
            "kind": job.kind,
            "asked": job.asked,
            "seconds": limits.seconds_of(job.kind),
            "megabytes": limits.megabytes,
        }
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if self._process.stdin is not None:  # stays open: the child ends when it is closed
            with contextlib.suppress(OSError):
                self._process.stdin.write(json.dumps(asked).encode() + b"\n")
                self._process.stdin.flush()

    def follow(self, seconds: float) -> bool:
        """Take in what was said within ``seconds``; return False when there is no more to come."""
        with contextlib.suppress(queue.Empty):
            line = self._lines.get(timeout=seconds)
            while line is not None:
                self._take(json.loads(line))
                line = self._lines.get_nowait()
            return False
        return True

    def code(self) -> int:
        """Return how the process ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(END_SECONDS)
        self.kill()
        return self._process.wait()

    def kill(self) -> None:
        """End the process and everything that it started."""
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        if self._process.poll() is None:
            with contextlib.suppress(OSError):
                if os.name == "posix":
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:
                    self._process.kill()
        self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> None:
        if self._process.stdout is not None:
            for line in self._process.stdout:
                self._lines.put(line)
        self._lines.put(None)

    def _take(self, told: Mapping[str, Any]) -> None:
        self.result = told.get("result", self.result)
        self.reason = told.get("reason", self.reason)
        sign = told.get("progress")
        if sign:
            stages = {each["stage"]["en"]: each for each in self.progress.get("levels", ())}
            self.progress = {**sign, "levels": list((stages | {sign["stage"]["en"]: sign}).values())}
