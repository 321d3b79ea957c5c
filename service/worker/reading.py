"""A job that reads a workbook; it needs neither the solvers nor the web, and so starts quickly."""

import json

from service.walks.receiving import received_rows
from service.worker.child import Say
from service.worker.child import main as child_main


def main() -> None:
    """Read one workbook, from standard input to standard output."""
    child_main(do)


def do(_: str, body: str, __: int, say: Say) -> None:
    """Read the workbook and say its rows."""
    say({"result": received_rows(json.loads(body))})
