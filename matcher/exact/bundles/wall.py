"""A wall of time for bundles: a large shape is asked in a process of its own, which tells the best it has so far.

HiGHS looks at the clock between its steps, and one step of a large programme can take long. Where time is over the
process is ended, and what it told last stands: a choice, and prices that bound every other.
"""

import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from math import inf
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self

from matcher.errors import MatcherError, SolverFault
from matcher.exact.bundles.shape import Bundled, Bundles
from matcher.exact.bundles.solve import solve_bundles, unsolved_bundles

# Options up to which a shape is asked here: a process takes two CPU seconds to start, longer than such a search.
MOST_HERE = 30_000
# What the process may take beyond its time to say its last word.
GRACE_SECONDS = 0.5
# The whole programme of the other process.
SERVE = "from matcher.exact.bundles.wall import serve; serve()"


class Walled:
    """Asks for bundles until a deadline; a context that ends its process when it is left.

    Parameters
    ----------
    deadline
        Of ``time.monotonic``; after it, nothing large is asked any more.
    most_here
        Options up to which the question is answered in this process.
    """

    def __init__(self, deadline: float = inf, *, most_here: int = MOST_HERE) -> None:
        self.deadline, self.most_here = deadline, most_here
        self._process: subprocess.Popen[bytes] | None = None
        self._told: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        """Return itself; the process is started when it is first needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self._end()

    def solve(self, bundles: Bundles, *, time_limit: float, seed: int) -> Bundled:
        """Return what ``solve_bundles`` returns, or the best that was known when the time was over.

        Raises
        ------
        BadValue
            As ``solve_bundles`` does.
        SolverFault
            As ``solve_bundles`` does, or if the process ended without a word for another reason than time.
        """
        if len(bundles.option_need) <= self.most_here:
            return solve_bundles(bundles, time_limit=time_limit, seed=seed)
        until = min(time.monotonic() + time_limit, self.deadline)
        if until <= time.monotonic():
            return unsolved_bundles(bundles)
        self._ask((bundles, until, seed))
        return self._answer(until + GRACE_SECONDS) or unsolved_bundles(bundles)

    def _ask(self, question: tuple[Bundles, float, int]) -> None:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, by the interpreter that runs this
                [sys.executable, "-c", SERVE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            self._told = queue.SimpleQueue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._told), daemon=True).start()
        # Writing waits until the process reads, which it may never do in time.
        threading.Thread(target=_say, args=(self._process.stdin, question), daemon=True).start()

    def _answer(self, until: float) -> Bundled | None:
        found = last_word(self._told, until)
        if not found.is_whole:
            self._end()
        return found.best

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in filter(None, (self._process.stdin, self._process.stdout)):
                with suppress(OSError):
                    pipe.close()
            self._process = None


class LastWord(NamedTuple):
    """The best that was told, None when nothing was, and whether the process is ready for another question."""

    best: Bundled | None
    is_whole: bool


def last_word(told: "queue.SimpleQueue[Any]", until: float) -> LastWord:
    """Return the last word told by ``until``, of ``time.monotonic``; raises what the process raised.

    Parameters
    ----------
    told
        ``(is_last, word)``; a word is a ``Bundled``, an error, or None when the process ended.

    Raises
    ------
    SolverFault
        If it ended without a word.
    """
    best: Bundled | None = None
    while True:
        try:
            is_last, word = told.get(timeout=max(until - time.monotonic(), 0))
        except queue.Empty:
            return LastWord(best, is_whole=False)
        if isinstance(word, MatcherError):
            raise word
        if word is None:
            if best is None:
                msg = "the process that searched for bundles ended without a word"
                raise SolverFault(msg)
            return LastWord(best, is_whole=False)
        best = word
        if is_last:
            return LastWord(best, is_whole=True)


def _say(pipe: BinaryIO, question: object) -> None:
    """Write a question; a process that was ended does not read it."""
    with suppress(OSError, ValueError):
        pickle.dump(question, pipe, protocol=pickle.HIGHEST_PROTOCOL)
        pipe.flush()


def _listen(pipe: BinaryIO, told: "queue.SimpleQueue[Any]") -> None:
    """Pass on every word of the process, and at its end that there are no more."""
    with suppress(OSError, ValueError, EOFError, pickle.UnpicklingError):
        while True:
            told.put(pickle.load(pipe))  # noqa: S301 - written by our own process
    told.put((True, None))


def serve() -> None:
    """Answer questions on standard input until there are no more: the whole life of the other process."""
    # What a solver prints goes elsewhere, so that only words go through the pipe.
    with os.fdopen(os.dup(1), "wb") as pipe:
        os.dup2(2, 1)
        while True:
            try:
                bundles, until, seed = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own process
            except EOFError:
                return
            _tell(pipe, last=True, word=_solved(bundles, until, seed, pipe=pipe))


def _solved(bundles: Bundles, until: float, seed: int, *, pipe: BinaryIO) -> Bundled | MatcherError:
    try:
        left = until - time.monotonic()
        if left <= 0:
            return unsolved_bundles(bundles)
        return solve_bundles(
            bundles, time_limit=left, seed=seed, on_better=lambda found: _tell(pipe, last=False, word=found)
        )
    except MatcherError as fault:
        return fault


def _tell(pipe: BinaryIO, *, last: bool, word: object) -> None:
    pickle.dump((last, word), pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()
