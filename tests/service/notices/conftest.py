"""Every test that asks for ``store`` runs on SQLite and on PostgreSQL."""

import pytest

from tests.service.store.databases import KINDS, store_of


@pytest.fixture(params=KINDS)
def store(request, tmp_path):
    """Give an empty store."""
    with store_of(request.param, tmp_path) as found:
        yield found
