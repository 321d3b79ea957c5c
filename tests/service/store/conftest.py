"""Every test that asks for ``store`` or ``address`` runs on SQLite and on PostgreSQL."""

import pytest

from tests.service.store.databases import KINDS, address_of, store_of


@pytest.fixture(params=KINDS)
def address(request, tmp_path):
    """Give the address of an empty database."""
    with address_of(request.param, tmp_path) as found:
        yield found


@pytest.fixture(params=KINDS)
def store(request, tmp_path):
    """Give an empty store."""
    with store_of(request.param, tmp_path) as found:
        yield found
