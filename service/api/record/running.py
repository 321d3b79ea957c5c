"""What operations need of the work beside the requests: the queue that calls workers, and what a job may take."""

from dataclasses import dataclass

from flask import current_app

from service.jobs import Queue

KEY = "solidaritas.running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The tools of everything that happens beside requests; ``sweep_seconds`` are for all solves of one job."""

    queue: Queue
    sweep_seconds: int


def running() -> Running:
    """Return what the running application has."""
    found: Running = current_app.extensions[KEY]
    return found
