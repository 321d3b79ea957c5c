"""A wall of time and memory: a large flow runs in a process of its own, which is ended where either is used up.

A flow cannot be interrupted from within, and memory that a solver takes in this process is taken from everybody.
"""

import os
import pickle
import signal
import subprocess
import sys
import time
from math import inf

from matcher.errors import MatcherError, SolverFault, Stopped
from matcher.exact.network import Network
from matcher.exact.optimum import Optimum, optimum
from matcher.exact.scale import Aims

# Arcs up to which the flow runs here: 850,000 take half a second, and a process of its own some four to start.
MOST_HERE = 2_000_000
# Memory of the other process; twenty million arcs of nine aims, the most that a model holds, need half of it.
MOST_MEGABYTES = 8_000
# How the other process says that its memory was not enough.
NO_MEMORY = 77
# How a process ends that was refused memory outside Python, or ended by the system for want of it; none on Windows.
ENDED = tuple(-getattr(signal, name) for name in ("SIGABRT", "SIGKILL", "SIGSEGV") if hasattr(signal, name))
TIME, MEMORY = "time", "memory"
HERE = "matcher.exact.wall"


def optimum_within(
    shape: Network, aims: Aims, *, seed: int, seconds: float = inf, megabytes: int = MOST_MEGABYTES
) -> Optimum:
    """Return ``optimum``, from a process of its own where the network is large; the answer is the same.

    Parameters
    ----------
    seconds
        Wall seconds for it; a small network does not ask.
    megabytes
        Memory for it, where the system can hold a process to it.

    Raises
    ------
    Stopped
        If time or memory was not enough.
    TooLarge, SolverFault
        As ``optimum`` does.
    """
    if len(shape.value) <= MOST_HERE:
        return optimum(shape, aims, seed=seed)
    return walled(shape, aims, seed=seed, seconds=seconds, megabytes=megabytes)


def walled(shape: Network, aims: Aims, *, seed: int, seconds: float, megabytes: int) -> Optimum:
    """Return ``optimum`` from a process of its own; raises as ``optimum_within`` does."""
    if seconds <= 0:
        raise Stopped(TIME)
    question = pickle.dumps((shape, aims, seed, megabytes), protocol=pickle.HIGHEST_PROTOCOL)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    start = time.monotonic()
    try:
        told = subprocess.run(  # noqa: S603 - our own module, by the interpreter that runs this
            [sys.executable, "-c", f"from {HERE} import answer; answer()"],
            input=question, capture_output=True, check=False, env=environment,
            timeout=None if seconds == inf else seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise Stopped(TIME) from late
    if told.returncode == NO_MEMORY or told.returncode in ENDED:
        raise Stopped(MEMORY)
    if told.returncode:
        msg = f"the flow's process ended with {told.returncode} after {time.monotonic() - start:.1f} s: {_last(told)}"
        raise SolverFault(msg)
    found = pickle.loads(told.stdout)  # noqa: S301 - written by our own process
    if isinstance(found, MatcherError):
        raise found
    return found  # type: ignore[no-any-return]


def answer() -> None:
    """Answer the question on standard input, within its memory: the whole life of the other process."""
    shape, aims, seed, megabytes = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own process
    _hold(megabytes)
    try:
        found: Optimum | MatcherError = optimum(shape, aims, seed=seed)
    except MemoryError:
        sys.exit(NO_MEMORY)
    except MatcherError as fault:
        found = fault
    pickle.dump(found, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def _hold(megabytes: int) -> None:
    """Let this process have no more memory, where the system knows such a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = megabytes * 1000 * 1000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _last(told: "subprocess.CompletedProcess[bytes]") -> str:
    lines = told.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no word"
