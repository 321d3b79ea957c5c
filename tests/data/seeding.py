"""Copies a shipped book and puts one fault into it, for the tests of loading and checking."""

import shutil
from pathlib import Path

from data.checking import check_book
from data.errors import Fault
from data.loading import PERPAMSI, read_book


def copy_book(folder: Path, source: Path = PERPAMSI) -> Path:
    """Copy a shipped book below ``folder`` and return the copy."""
    return Path(shutil.copytree(source, folder / source.name))


def seed(book: Path, file: str, old: str, *, new: str) -> None:
    """Replace the first ``old`` of a file by ``new``; the file has to hold it, or the test would prove nothing."""
    path = book / file
    text = path.read_text(encoding="utf8")
    assert old in text, f"{file} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf8")


def add(book: Path, file: str, text: str) -> None:
    """Append rows to a file of the book."""
    path = book / file
    path.write_text(path.read_text(encoding="utf8") + "\n" + text, encoding="utf8")


def faults(book: Path) -> tuple[Fault, ...]:
    """Return what the checks find, without raising."""
    return check_book(read_book(book))
