"""What can be wrong with a table, and how it is said.

Tree::

    DataError
    +-- BookError(ValueError)       a book's tables contradict themselves
    +-- UnknownRow(KeyError)        a name that no table has
"""

from dataclasses import dataclass


class DataError(Exception):
    """Base of everything the room ``data`` raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in one place.

    Parameters
    ----------
    file
        File name relative to the book's folder.
    key
        Where in the file, for example ``document.minutes.owner``.
    reason
        What is wrong and what was expected, in one English sentence.
    """

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        """Return ``file: key: reason``."""
        return f"{self.file}: {self.key}: {self.reason}"


class BookError(DataError, ValueError):
    """A book cannot be used; ``faults`` holds every fault found, not only the first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep all faults and print one a line."""
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class UnknownRow(DataError, KeyError):
    """A table was asked for a row that it does not have."""

    def __init__(self, table: str, key: str, near: tuple[str, ...] = ()) -> None:
        """Name the table, the key and the nearest names it does have."""
        self.table, self.key, self.near = table, key, near
        super().__init__(key)

    def __str__(self) -> str:
        """Return what was asked and what could have been meant."""
        hint = f"; did you mean {', '.join(self.near)}?" if self.near else ""
        return f"no {self.table} named {self.key!r}{hint}"
