"""The sweep: a job whose worker fell silent is tried once more, then ended with the reason; none runs for ever."""

import datetime as dt
from dataclasses import dataclass

from service.jobs.queue import Queue
from service.store.jobs import CANCELLED, FAILED, JobBook
from service.words.reasons import both

# Technical: a running job tells a sign of life every second; after so many without one its worker is gone.
SILENT_SECONDS = 15
# Technical: a call that waits longer than this may be lost, and is made again; a second call does no harm.
FORGOTTEN_SECONDS = 60
# Technical: how often a job is begun before it is given up: once more after its worker was lost.
MOST_TRIES = 2
# Technical: a worker that has been silent for so long is no longer listed.
GONE_SECONDS = 3600

INSTANT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one sweep did: jobs that were called again, and jobs that were ended."""

    called: tuple[str, ...]
    ended: tuple[str, ...]


def instant(now: dt.datetime) -> str:
    """Return an instant as the store keeps it: ISO 8601 in UTC, to the second."""
    return now.astimezone(dt.UTC).strftime(INSTANT)


def sweep(book: JobBook, queue: Queue, *, now: dt.datetime) -> Swept:
    """Look after every job that nobody looks after.

    Parameters
    ----------
    book, queue
        The store's jobs, and how workers are called.
    now
        The instant; silence is counted up to it.

    Notes
    -----
    Several workers may sweep at once: ending and claiming are decided in the store.
    """
    at, ended = instant(now), []
    for job in book.silent(before=instant(now - dt.timedelta(seconds=SILENT_SECONDS))):
        if job.cancel:
            book.end(job, at=at, state=CANCELLED)
            ended.append(job.id)
        elif job.tries >= MOST_TRIES:
            said = both("job.lost", tries=job.tries)
            book.end(job, at=at, state=FAILED, reason={"en": said.en, "id": said.id})
            ended.append(job.id)
        else:
            book.let_wait(job)
    called, is_empty = [], queue.waits() == 0
    for job in book.forgotten(before=instant(now - dt.timedelta(seconds=FORGOTTEN_SECONDS))):
        if (is_empty or not job.put) and queue.put(job.programme, job.id):
            book.note_put(job.key, at=at)
            called.append(job.id)
    book.forget_workers(before=instant(now - dt.timedelta(seconds=GONE_SECONDS)))
    return Swept(called=tuple(called), ended=tuple(ended))
