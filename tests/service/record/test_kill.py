"""The service is killed while clients write: what it acknowledged is there, once, and the chain is whole."""

import os

import pytest

from benchmarks.kill import run
from tests.service.store.databases import address_of

# More kills are asked for by hand: python -m benchmarks.kill 200
KILLS = {"sqlite": 25, "postgresql": 4}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="serving processes are born by fork")
@pytest.mark.parametrize("kind", KILLS)
def test_kill_loses_doubles_and_invents_nothing(kind, tmp_path):
    """A 2xx answer is a promise, whatever happens to the process the moment after."""
    with address_of(kind, tmp_path) as address:
        report = run(address, kills=KILLS[kind], seed=1)

    assert report.is_clean, report
    assert report.acknowledged > 5 * KILLS[kind]
