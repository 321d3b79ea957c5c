"""Shared by all tests: reproducible random cases, and a run that may skip nothing where it is asked to."""

import os

import pytest
from hypothesis import settings

# Random cases are the same on every machine; a failing case is reported with its seed.
settings.register_profile("house", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that skipped a test although SOLIDARITAS_SKIP_NOTHING is set, as it is in CI."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("SOLIDARITAS_SKIP_NOTHING"):
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(skipped)} skipped, but nothing may be skipped here", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
