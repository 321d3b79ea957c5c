# ruff: noqa: INP001  # a file of settings, not a package
"""gunicorn's settings: the same lines of JSON as ``solidaritas serve`` writes."""

from typing import Any

from service.web.logs import write_json


def post_fork(_server: Any, _worker: Any) -> None:
    """Write JSON from the first request on."""
    write_json()
