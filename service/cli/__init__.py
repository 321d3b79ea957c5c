"""The command line: ``solidaritas year FILE.xlsx`` and its parts, in two languages."""

from service.cli.entry import main

__all__ = ["main"]
