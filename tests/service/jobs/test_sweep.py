"""A job whose worker was killed is tried once more, then ended with the reason; it never runs for ever."""

import contextlib
import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from service.jobs import sweep
from service.jobs.sweep import FORGOTTEN_SECONDS, SILENT_SECONDS, instant
from service.store import verify
from service.store.jobs import JobBook, cancel_job
from tests.service.jobs.job_cases import NOW, asked, ended, shown, until, working
from tests.service.store.databases import AT

LATER = NOW + dt.timedelta(seconds=SILENT_SECONDS + 1)


@contextlib.contextmanager
def killed_worker(store, queue, key):
    """Start a worker in a process of its own, kill it as soon as it runs the job, and give its children."""
    address = str(store.engine.url.database)
    before = shown(store, key).tries
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.service.jobs.pretend_worker", address, queue.address],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
    try:
        until(lambda: shown(store, key).tries > before)
        yield
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_worker_costs_one_try_and_a_second_kill_ends_the_job(file_store, file_queue):
    """A worker may die at any moment; what it left must be done again once, and then given up aloud."""
    key = asked(file_store, {"for_ever": True})
    book = JobBook(file_store)
    file_queue.put(key.programme, key.id)
    with killed_worker(file_store, file_queue, key):
        pass
    assert shown(file_store, key).state == "running"

    sweep(book, file_queue, now=LATER)
    assert (shown(file_store, key).state, shown(file_store, key).tries) == ("waiting", 1)
    with killed_worker(file_store, file_queue, key):
        pass
    sweep(book, file_queue, now=LATER)

    job = shown(file_store, key)
    assert (job.state, job.tries) == ("failed", 2)
    assert "2 times" in job.reason["en"]
    assert verify(file_store.engine) == ()


def test_sweep_lets_a_silent_job_wait_and_calls_for_it(store, file_queue):
    """Whoever comes next does it, without anybody asking again."""
    key = asked(store, {})
    JobBook(store).claim(key, worker="lost", at=AT)

    swept = sweep(JobBook(store), file_queue, now=LATER)
    with working(store, file_queue):
        job = ended(store, key)

    assert swept.called == ("j-1",)
    assert (job.state, job.tries) == ("done", 2)


def test_sweep_leaves_a_job_that_tells_signs_of_life(store, file_queue):
    """At the boundary a job is alive: a second worker on it would be wrong, a second more of waiting is not."""
    key = asked(store, {})
    JobBook(store).claim(key, worker="busy", at=instant(LATER - dt.timedelta(seconds=SILENT_SECONDS)))

    swept = sweep(JobBook(store), file_queue, now=LATER)

    assert (swept.called, swept.ended) == ((), ())
    assert shown(store, key).state == "running"


def test_sweep_ends_a_silent_job_that_somebody_cancelled(file_store, file_queue):
    """What nobody wants any more is not begun again."""
    key = asked(file_store, {})
    JobBook(file_store).claim(key, worker="lost", at=AT)
    with file_store.write(at=AT, by="facilitator") as unit:
        cancel_job(unit, key)

    swept = sweep(JobBook(file_store), file_queue, now=LATER)

    assert swept.ended == ("j-1",)
    assert shown(file_store, key).state == "cancelled"


def test_sweep_calls_again_when_the_queue_lost_the_call(file_store, file_queue):
    """Huey hands a call out once; a worker that died between call and claim would leave the job waiting for ever."""
    key = asked(file_store, {})
    book = JobBook(file_store)
    book.note_put(key, at=AT)

    early = sweep(book, file_queue, now=NOW + dt.timedelta(seconds=FORGOTTEN_SECONDS))
    late = sweep(book, file_queue, now=NOW + dt.timedelta(seconds=FORGOTTEN_SECONDS + 1))

    assert (early.called, late.called) == ((), ("j-1",))


def test_sweep_does_not_call_again_while_calls_wait(file_store, file_queue):
    """A long queue would otherwise fill with calls for the same jobs."""
    key = asked(file_store, {})
    book = JobBook(file_store)
    file_queue.put(key.programme, key.id)
    book.note_put(key, at=AT)

    swept = sweep(book, file_queue, now=NOW + dt.timedelta(hours=1))

    assert swept.called == ()


def test_worker_that_lives_is_told_and_one_that_is_gone_is_dropped(file_store):
    """Whoever watches has to see that nobody works, not a list of everyone who ever did."""
    book = JobBook(file_store)
    book.tell_worker("w-1", at=AT)
    book.tell_worker("w-1", at=instant(LATER))

    assert book.newest_beat() == instant(LATER)
    book.forget_workers(before="9")
    assert book.newest_beat() == ""
