"""The command line: ``solidaritas year FILE.xlsx`` and its parts, in two languages."""

try:
    from service.cli.entry import main
except KeyboardInterrupt:
    # Loading the solvers takes a moment; who stops it then wants no traceback either (130: see service.cli.desk).
    STOPPED = 130
    raise SystemExit(STOPPED) from None

__all__ = ["main"]
