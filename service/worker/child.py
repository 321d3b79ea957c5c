"""The whole life of the process that does one job: a question comes in, signs of life and one answer go out.

Lines of JSON on standard output: ``{"progress": ...}`` any number of times, then ``{"result": ...}`` or
``{"reason": ...}``.  It ends by itself when whoever asked is gone.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from data.answer import Progress
from service.walks.receiving import CannotReceive
from service.worker.limits import ALONE, NO_MEMORY

# Technical: bytes read at a time.
CHUNK = 65536

Say = Callable[[Mapping[str, Any]], None]
Do = Callable[[str, str, int, Say], None]


def main(do: Do) -> None:
    """Answer the question on standard input with ``do`` (kind, question, seconds, how to say), within its memory."""
    asked = json.loads(_first_line())
    threading.Thread(target=_end_when_alone, daemon=True).start()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints must not look like an answer
    hold(asked["megabytes"])
    try:
        do(asked["kind"], asked["asked"], asked["seconds"], _sayer(out))
    except CannotReceive as refused:
        _sayer(out)({"reason": {"en": refused.said.en, "id": refused.said.id}})
    except MemoryError:
        os._exit(NO_MEMORY)
    os._exit(0)  # nothing is left to tidy up, and no thread may hold the process


def shown(progress: Progress) -> dict[str, Any]:
    """Return a sign of life as it is told: stage, objective, bound, and the gap in thousandths where both are known."""
    told: dict[str, Any] = {"stage": {"en": progress.stage.en, "id": progress.stage.id}}
    if progress.value is not None:
        told["value"] = progress.value
    if progress.bound is not None:
        told["bound"] = progress.bound
    if progress.value is not None and progress.bound is not None:
        told["gap_permille"] = -(-abs(progress.bound - progress.value) * 1000 // max(abs(progress.bound), 1))
    return told


def hold(megabytes: int) -> None:
    """Let this process have no more memory, where the system knows such a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = megabytes * 1000 * 1000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _sayer(out: TextIO) -> Say:
    lock = threading.Lock()

    def say(told: Mapping[str, Any]) -> None:
        with lock:
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
            out.flush()

    return say


def _first_line() -> bytes:
    """Return the question, read without a buffer that a thread could hold while the process ends."""
    found = b""
    while not found.endswith(b"\n") and (more := os.read(sys.stdin.fileno(), CHUNK)):
        found += more
    return found


def _end_when_alone() -> None:
    """End this process as soon as standard input is closed: nobody waits for the answer any more."""
    while os.read(sys.stdin.fileno(), 1):
        continue
    os._exit(ALONE)
