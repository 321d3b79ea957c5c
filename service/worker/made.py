"""The worker that the settings ask for, with everything that it looks after."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from service.api.record.desk import MIDNIGHT, book_of
from service.jobs import Queue
from service.notices.hooks import deliver
from service.notices.posting import networks_of, post
from service.notices.sending import remind, sender_by
from service.settings import Settings
from service.store import Store
from service.worker.consumer import Worker
from service.worker.limits import Limits


def worker_for(
    settings: Settings, *, store: Store, queue: Queue, now: Callable[[], dt.datetime], at_once: int | None = None
) -> Worker:
    """Return a worker that is ready to start.

    Parameters
    ----------
    settings
        How it runs: limits of a job, jobs at once, whom it may tell.
    store, queue
        The record, and what calls.
    now
        Tells the instant.
    at_once
        Jobs at the same time, where it is not as the settings say.
    """
    limits = Limits(
        wall_seconds=settings.job_seconds, solve_seconds=settings.solve_seconds, megabytes=settings.job_megabytes,
        sweep_seconds=settings.sweep_seconds,
    )  # fmt: skip
    telling = partial(post, allowed=networks_of(settings.hook_networks))
    return Worker(
        store,
        queue,
        now=now,
        limits=limits,
        at_once=settings.workers if at_once is None else at_once,
        rounds={"webhooks": lambda: deliver(store, now=now, post=telling)},
        hourly=_hourly(settings, store=store, now=now),
    )


def _hourly(settings: Settings, *, store: Store, now: Callable[[], dt.datetime]) -> dict[str, Callable[[], object]]:
    """Return the reminders, where a mail server is set."""
    if not settings.mail or not settings.mail_from:
        return {}
    send = sender_by(settings.mail)

    def reminded() -> object:
        today = now().astimezone(MIDNIGHT).date()
        return remind(
            store, today=today, now=now(), zone=MIDNIGHT, book_of=book_of, sender=settings.mail_from, send=send
        )

    return {"reminders": reminded}
