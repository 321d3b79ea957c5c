"""What every command needs at hand: the reader's words, the two consoles, the tables, a readable workbook."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, RenderableType

from data import Book, load_book
from data.country import Country, load_country
from service.cli.progress import Signs
from service.words import Words

# Exit codes: all is well; the answer is no; wrong use or a faulty workbook; our own checker refused an answer;
# stopped by Ctrl-C or by a closed pipe, as shells count signals 2 and 13.
DONE, NOBODY, WRONG, REFUSED, STOPPED, CLOSED = 0, 1, 2, 3, 130, 141


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools of one run of a command.

    Parameters
    ----------
    words
        The reader's language.
    """

    words: Words

    @property
    def out(self) -> Console:
        """Standard output: the answer and nothing else."""
        return Console(file=sys.stdout, highlight=False, emoji=False, markup=False)

    @property
    def err(self) -> Console:
        """Standard error: progress and what went wrong."""
        return Console(file=sys.stderr, highlight=False, emoji=False, markup=False)

    def signs(self) -> Signs:
        """Return a context that shows progress."""
        return Signs(self.err, self.words)

    def tables(self) -> tuple[Book, Country]:
        """Return the programme's book and the country's tables."""
        return load_book(), load_country()

    def show(self, parts: Iterable[RenderableType]) -> None:
        """Print an answer."""
        console = self.out
        for part in parts:
            console.print(part)

    def give(self, answer: object) -> None:
        """Print an answer as JSON and nothing else."""
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")

    def complain(self, sentence: str) -> None:
        """Say on standard error what is wrong."""
        self.err.print(sentence, style="red", soft_wrap=True)
