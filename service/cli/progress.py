"""Signs of life while something runs: a spinner on a terminal, plain lines anywhere else, always on standard error."""

import threading
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from data.answer import Progress
from service.words import Words, number

# Seconds after which a plain log says again that work goes on; a reader doubts after three.
HEARTBEAT = 2.5


class Signs:
    """A context in which progress is shown; call it with each ``Progress``.

    Parameters
    ----------
    console
        Where to write; standard error.
    words
        The reader's language.
    heartbeat
        Seconds of silence after which a plain log repeats what goes on; ``beaten`` is set at the first time.
    """

    def __init__(self, console: Console, words: Words, *, heartbeat: float = HEARTBEAT) -> None:
        """Prepare; nothing is shown before the context is entered."""
        self.console, self.words, self.heartbeat = console, words, heartbeat
        self.beaten = threading.Event()
        self._told = ""
        self._beats = 0
        self._done = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)
        self._bar = Bar(
            SpinnerColumn("line"),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        """Begin to show signs of life."""
        if self.console.is_terminal:
            self._bar.start()
        else:
            self._beating.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, whatever happened."""
        self._done.set()
        if self.console.is_terminal:
            self._bar.stop()
        else:
            self._beating.join()

    def __call__(self, progress: Progress) -> None:
        """Show one stage and how good its answer is so far."""
        told = self._sentence(progress)
        if told == self._told:
            return
        self._told, self._beats = told, 0
        if self.console.is_terminal:
            self._bar.update(self._task, description=told)
        else:
            self._line(told)

    def _sentence(self, progress: Progress) -> str:
        stage = self.words.say(progress.stage)
        if progress.value is None:
            return stage
        reached = self.words("stage.reached", value=number(progress.value, self.words.language))
        if progress.bound is None:
            return f"{stage}: {reached}"
        return f"{stage}: {reached}, {self.words('stage.bound', bound=number(progress.bound, self.words.language))}"

    def _line(self, told: str) -> None:
        self.console.print(told, highlight=False, markup=False, soft_wrap=True)

    def _beat(self) -> None:
        """Repeat the stage while it lasts, so that a log is never silent."""
        while not self._done.wait(self.heartbeat):
            if not self._told:
                continue
            self._beats += 1
            self._line(self.words("stage.still", stage=self._told, seconds=round(self._beats * self.heartbeat)))
            self.beaten.set()
