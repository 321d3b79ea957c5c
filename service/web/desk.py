"""Where the year of the first page is made: once, in the background, so that nobody stares at an empty window."""

import threading
from collections.abc import Callable
from typing import Literal

from data.answer import OnProgress, Progress
from data.text import Text
from service.records.year import Year

YearSource = Callable[[OnProgress], Year]
State = Literal["idle", "working", "ready", "failed"]


class YearDesk:
    """Makes one year and keeps it.

    Parameters
    ----------
    source
        Makes the year; told a function to call with each stage. It runs in a thread of its own,
        whose failure goes to the log and leaves the desk in the state ``failed``.
    """

    def __init__(self, source: YearSource) -> None:
        """Start nothing yet."""
        self._source = source
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._year: Year | None = None
        self._stages: list[Text] = []
        self._press = threading.Lock()
        self._papers: dict[tuple[str, str], bytes] = {}

    def start(self) -> None:
        """Begin to make the year, if nobody has."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._make, name="sample-year", daemon=True)
                self._thread.start()

    def join(self, seconds: float | None = None) -> None:
        """Wait until the year is made or has failed, at most so many seconds."""
        if self._thread is not None:
            self._thread.join(seconds)

    @property
    def state(self) -> State:
        """How far the year is."""
        if self._year is not None:
            return "ready"
        if self._thread is None:
            return "idle"
        return "working" if self._thread.is_alive() or self._year is not None else "failed"

    @property
    def year(self) -> Year | None:
        """The year, or None while it is not made."""
        return self._year

    @property
    def stages(self) -> tuple[Text, ...]:
        """The stages passed so far, the last one under way."""
        return tuple(self._stages)

    def paper(self, kind: str, language: str, make: Callable[[], bytes]) -> bytes:
        """Return the paper ``kind`` in ``language``, made by ``make`` when first asked for."""
        with self._press:
            if (kind, language) not in self._papers:
                self._papers[kind, language] = make()
            return self._papers[kind, language]

    def _make(self) -> None:
        self._year = self._source(self._tell)

    def _tell(self, progress: Progress) -> None:
        if not self._stages or self._stages[-1] != progress.stage:
            self._stages.append(progress.stage)
