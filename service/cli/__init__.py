"""The command line: ``solidaritas year FILE.xlsx`` and its parts, in two languages."""

# Exit code of who is stopped by Ctrl-C, as in ``service.cli.desk``, which may not be loaded yet.
STOPPED = 130

try:
    from service.cli.entry import main
except KeyboardInterrupt:
    # Loading the solvers takes a moment; who stops it then wants no traceback either.
    raise SystemExit(STOPPED) from None

__all__ = ["main"]
