"""One line of JSON a request, with its number and without personal data: the address is told by its rule."""

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
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _begun() -> None:
    given = request.headers.get(HEADER, "")
    if NUMBER.fullmatch(given):
        g.request_number = given
    g.begun = time.perf_counter()


def _answered(response: Response) -> Response:
    response.headers[HEADER] = request_number()
    spent = time.perf_counter() - g.get("begun", time.perf_counter())
    LOG.info(
        "request",
        extra={
            "request": request_number(),
            "method": request.method,
            "rule": request.url_rule.rule if request.url_rule else "",
            "status": response.status_code,
            "ms": round(spent * 1000, 1),
            "role": getattr(g.get("caller"), "role", ""),
        },
    )
    return response
