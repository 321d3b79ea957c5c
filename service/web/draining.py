"""A polite end: what was begun is finished, what comes after that is sent elsewhere."""

import json
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from werkzeug.wsgi import ClosingIterator

# Seconds after which whoever was sent away may ask again: a restart takes about as long.
AGAIN = 5

# Technical: seconds between looks, and seconds for the last bytes to leave.
LOOK_SECONDS, LAST_SECONDS = 0.05, 0.2

Start = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]

BODY = {
    "type": "/api/#stopping",
    "title": "The service is being restarted / Layanan sedang dimulai ulang",
    "status": int(HTTPStatus.SERVICE_UNAVAILABLE),
    "detail": "Ask again in a few seconds. / Coba lagi beberapa detik lagi.",
}


class Draining:
    """The application with a door that can be closed while those inside are still served."""

    def __init__(self, inside: Wsgi) -> None:
        """Start with the door open."""
        self._inside = inside
        self._lock = threading.Lock()
        self._count = 0
        self._closed = False

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer, or send away when the door is closed."""
        with self._lock:
            closed = self._closed
            self._count += not closed
        if closed:
            body = json.dumps(BODY, ensure_ascii=False).encode()
            headers = [
                ("Content-Type", "application/problem+json"),
                ("Content-Length", str(len(body))),
                ("Retry-After", str(AGAIN)),
            ]
            start(f"{int(HTTPStatus.SERVICE_UNAVAILABLE)} {HTTPStatus.SERVICE_UNAVAILABLE.phrase}", headers)
            return [body]
        whole = False
        try:
            found = ClosingIterator(self._inside(environ, start), self._left)
            whole = True
            return found
        finally:
            if not whole:
                self._left()

    def close(self) -> None:
        """Let nobody in any more."""
        with self._lock:
            self._closed = True

    def wait(self, seconds: float) -> bool:
        """Wait until everybody inside was served, at most so long; return whether it is so."""
        end = time.monotonic() + seconds
        while self._count and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)
        time.sleep(LAST_SECONDS)
        return not self._count

    def _left(self) -> None:
        with self._lock:
            self._count -= 1
