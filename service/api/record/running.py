"""What operations need of the work beside the requests: the queue that calls workers."""

from dataclasses import dataclass

from flask import current_app

from service.jobs import Queue

KEY = "solidaritas.running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The tools of everything that happens beside requests."""

    queue: Queue


def running() -> Running:
    """Return what the running application has."""
    found: Running = current_app.extensions[KEY]
    return found
