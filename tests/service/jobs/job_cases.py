"""A store with jobs, queues of every kind, workers whose children are light."""

import datetime as dt
import json
import os
import sys
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.jobs import Queue
from service.records.kept import Key
from service.store.jobs import ask_job, job_of
from service.worker.consumer import Worker
from service.worker.limits import Limits
from tests.service.store.databases import AT, address_of

CHILD = (sys.executable, str(Path(__file__).with_name("pretend_child.py")))
LIMITS = Limits(wall_seconds=60, solve_seconds=5, megabytes=4000)
NOW = dt.datetime(2027, 1, 4, 2, tzinfo=dt.UTC)

# Where a Redis lets the tests use a database of their own; the second is what a laptop has.
VARIABLE, USUAL = "SOLIDARITAS_TEST_REDIS", "redis://127.0.0.1:6379/9"
QUEUES = ("sqlite", "postgresql", "redis")

# Seconds after which a test gives up on something that should have happened.
PATIENCE = 30


@contextmanager
def queue_of(kind, folder):
    """Give an empty queue of ``kind``."""
    if kind == "redis":
        redis = pytest.importorskip("redis")
        address = os.environ.get(VARIABLE, USUAL)
        server = redis.Redis.from_url(address, socket_connect_timeout=2)
        try:
            server.ping()
        except redis.exceptions.ConnectionError as error:
            pytest.skip(f"no Redis at {address} (set {VARIABLE}): jobs are not tested on it: {error}")
        name = fresh_name()
        queue = Queue(address, name=name)
        yield queue
        queue.close()
        for key in server.scan_iter(f"huey.*{name}*"):
            server.delete(key)
        server.close()
        return
    with address_of(kind, folder) as address:
        queue = Queue(address)
        yield queue
        queue.close()


def asked(store, question, *, id_="j-1", kind="plan", at=AT):
    """Put a job on record and return its key."""
    key = Key("pks", "job", id_)
    with store.write(at=at, by="facilitator") as unit:
        ask_job(unit, key, kind=kind, asked=json.dumps(question), data={})
    return key


def shown(store, key):
    """Return a job as it stands."""
    with store.read() as view:
        return job_of(view, key)


def until(condition):
    """Wait until ``condition`` holds, and return what it gave."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(condition)


def ended(store, key):
    """Wait for a job's end and return it."""
    return until(lambda: (job := shown(store, key)).ended and job)


def light(_):
    """Return how a light stand-in for the process of any job is started."""
    return CHILD


@contextmanager
def working(store, queue, *, limits=LIMITS, at_once=1, command=light, **more):
    """Run a worker meanwhile."""
    worker = Worker(store, queue, now=lambda: NOW, limits=limits, at_once=at_once, command=command, **more)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def fresh_name():
    """Return a name that nothing else has."""
    return uuid.uuid4().hex
