"""Whether the service can work, and its figures, for whoever watches it; that it lives is said by ``/health``."""

import datetime as dt
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.jobs import Queue
from service.jobs.sweep import INSTANT
from service.settings import is_loopback
from service.store import Store, StoreUnavailable
from service.store.jobs import JobBook

KEY = "solidaritas.health"

# Technical: a worker tells a sign of life every five seconds; after so many without one there is none.
ALIVE_SECONDS = 30
# Seconds after which a database that did not answer is worth asking again.
AGAIN = 5

# Technical: seconds that bound the classes of the answer times.
CLASSES = (0.005, 0.02, 0.05, 0.1, 0.5, 2, 10, 60)

health = Blueprint("health", __name__)


@dataclass(kw_only=True)
class Health:
    """What is looked at: the record and its queue where there is one, and the figures of this process."""

    now: Callable[[], dt.datetime]
    token: str
    store: Store | None = None
    queue: Queue | None = None
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        """Make the figures, all at nought."""
        labels = ("method", "operation", "status")
        self.requests = Counter("solidaritas_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "solidaritas_request_seconds",
            "Seconds until a request was answered.",
            ("operation",),
            buckets=CLASSES,
            registry=self.registry,
        )
        self.jobs = Gauge("solidaritas_jobs", "Jobs by state.", ("state",), registry=self.registry)
        self.entries = Gauge("solidaritas_journal_entries", "Entries of the journal.", registry=self.registry)
        self.waits = Gauge("solidaritas_queue_calls", "Calls that wait for a worker.", registry=self.registry)
        self.answers = Gauge("solidaritas_database_answers", "1 while the database answers.", registry=self.registry)
        self.worker = Gauge("solidaritas_worker_lives", "1 while a worker tells signs of life.", registry=self.registry)

    def look(self) -> dict[str, Any]:
        """Return how the parts are; ``database`` is false when it does not answer, None where there is no record."""
        if self.store is None:
            return {"database": None}
        told: dict[str, Any] = {"database": True}
        try:
            with self.store.read() as view:
                told["head"] = view.head().seq
            book = JobBook(self.store)
            told["jobs"], beat = book.count(), book.newest_beat()
        except StoreUnavailable:
            return {"database": False}
        told["worker"] = bool(beat) and (
            self.now() - dt.datetime.strptime(beat, INSTANT).replace(tzinfo=dt.UTC)
        ) < dt.timedelta(seconds=ALIVE_SECONDS)
        told["queue"] = self.queue.waits() if self.queue else None
        return told


def watch(app: Flask, looked_at: Health) -> None:
    """Count every request of ``app``, and answer for it."""
    app.extensions[KEY] = looked_at
    app.before_request(_begun)
    app.after_request(_counted)
    app.register_blueprint(health)


@health.get("/ready")
def ready() -> Response:
    """Say whether work can be done: 503 while the database does not answer; details only for those who may know."""
    told = _health().look()
    can = told["database"] is not False
    response = jsonify({"ready": can, **(told if _may_know() else {})})
    if not can:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response.headers["Retry-After"] = str(AGAIN)
    return response


@health.get("/metrics")
def metrics() -> Response:
    """Give the figures in Prometheus' form, to this machine or to whoever has the token."""
    if not _may_know():
        return Response(status=HTTPStatus.NOT_FOUND)
    kept = _health()
    told = kept.look()
    if told["database"] is not None:
        kept.answers.set(int(told["database"]))
    if told["database"]:
        kept.entries.set(told["head"])
        kept.worker.set(int(told["worker"]))
        kept.waits.set(-1 if told["queue"] is None else told["queue"])
        for state, count in told["jobs"].items():
            kept.jobs.labels(state).set(count)
    return Response(generate_latest(kept.registry), content_type=CONTENT_TYPE_LATEST)


def _health() -> Health:
    found: Health = current_app.extensions[KEY]
    return found


def _may_know() -> bool:
    """Whether the request is from this machine, not by way of a proxy, or brings the token."""
    token, given = _health().token, request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    by_proxy = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip"))
    return not token and not by_proxy and is_loopback(request.remote_addr or "")


def _begun() -> None:
    g.counted_from = time.perf_counter()


def _counted(response: Response) -> Response:
    kept, operation = _health(), request.endpoint or "none"
    kept.requests.labels(request.method, operation, str(response.status_code)).inc()
    if "counted_from" in g:
        kept.seconds.labels(operation).observe(time.perf_counter() - g.counted_from)
    return response
