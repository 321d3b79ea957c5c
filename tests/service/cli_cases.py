"""Ways to run the command line in tests: inside this process, and as a process of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result
from rich.console import Console

from data import load_book
from data.country import load_country
from service.cli import main
from service.cli.report.whole import year_report
from service.cli.view import view_of
from service.records.intake import Intake
from service.workbook.writing import write_workbook
from tests.service.year_cases import small_year

ROOT = Path(__file__).resolve().parents[2]

# A year of four letters is solved to proof long before.
QUICK = ("--time-limit", "20")


def run(*arguments: object, language: str = "en") -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", language])


def start(*arguments: object, env: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, encoding="utf8", check=False, env=environment(env),
        **options,
    )  # fmt: skip


def command(*arguments: object) -> list[str]:
    """Return how the command is started without its script."""
    return [sys.executable, "-c", "from service.cli import main; main()", *map(str, arguments)]


def environment(changes: dict[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment, English and uncoloured, with ``changes``."""
    kept = {name: value for name, value in os.environ.items() if name not in {"LC_ALL", "LC_MESSAGES"}}
    return kept | {"LANG": "en_GB.UTF-8", "NO_COLOR": "1", "COLUMNS": "80", "PYTHONPATH": str(ROOT)} | (changes or {})


def workbook(path: Path, intake: Intake) -> Path:
    """Write ``intake`` as a workbook."""
    write_workbook(path, intake, book=load_book(), country=load_country(), language="en")
    return path


def printed(section, *, width: int = 80, language: str = "en", year=None, arguments: Sequence[object] = (1,)) -> str:
    """Return what a section of the report prints."""
    console = Console(width=width, file=io.StringIO(), highlight=False, markup=False, emoji=False)
    for part in section(view_of(year or small_year(), console=console, language=language), *arguments):
        console.print(part)
    return console.file.getvalue()


@cache
def report(width: int = 80, language: str = "en") -> str:
    """Return the whole report of the small year."""
    return printed(year_report, width=width, language=language, arguments=())
