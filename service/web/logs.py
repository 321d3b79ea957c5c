"""One line of JSON a request, with its number and without personal data: the address is told by its rule."""

import datetime as dt
import json
import logging
import re
import sys
import time
from typing import TextIO

import structlog
from flask import Flask, Response, g, request

from service.api.problems import request_number

LOG = logging.getLogger("service.request")
HEADER = "X-Request-Id"

# The attribute of a log record that holds all of a request's line.
TOLD = "told"

# A number that somebody before us gave the request: short, and nothing that could forge a line.
NUMBER = re.compile(r"[A-Za-z0-9._-]{8,80}")

# Loggers whose every line repeats what a line of ours says already.
QUIET = ("alembic", "huey", "waitress.queue")


def follow_requests(app: Flask) -> None:
    """Give every request its number, and write a line for each that was answered."""
    app.before_request(_begun)
    app.after_request(_answered)


def write_json(stream: TextIO | None = None) -> None:
    """Write every log line of this process as one line of JSON to ``stream``, standard error by default."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    handler = logging.StreamHandler(stream or sys.stderr)
    otherwise = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler.setFormatter(Lines(otherwise))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class Lines(logging.Formatter):
    """Writes the line of a request by itself, which is the same each time, and leaves every other to ``otherwise``."""

    def __init__(self, otherwise: logging.Formatter) -> None:
        """Keep who writes the others."""
        super().__init__()
        self._otherwise = otherwise

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a line of JSON."""
        told = getattr(record, TOLD, None)
        if told is None:
            return self._otherwise.format(record)
        named = {"event": record.msg, "level": record.levelname.lower(), "logger": record.name}
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return json.dumps({**named, **told, "at": at}, ensure_ascii=False)


def _begun() -> None:
    given = request.headers.get(HEADER, "")
    if NUMBER.fullmatch(given):
        g.request_number = given
    g.begun = time.perf_counter()


def _answered(response: Response) -> Response:
    number = request_number()
    response.headers[HEADER] = number
    if LOG.isEnabledFor(logging.INFO):
        spent = time.perf_counter() - g.get("begun", time.perf_counter())
        told = {
            "request": number,
            "method": request.method,
            "rule": request.url_rule.rule if request.url_rule else "",
            "status": response.status_code,
            "ms": round(spent * 1000, 1),
            "role": getattr(g.get("caller"), "role", ""),
        }
        # Made by hand: to find where in the program the line was written, always here, would cost every request.
        LOG.handle(LOG.makeRecord(LOG.name, logging.INFO, __file__, 0, "request", (), None, extra={**told, TOLD: told}))
    return response
