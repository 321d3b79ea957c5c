"""Every test that asks for ``address`` runs on SQLite and on PostgreSQL."""

import pytest

from tests.service.store.databases import KINDS, address_of


@pytest.fixture(params=KINDS)
def address(request, tmp_path):
    """Give the address of an empty database."""
    with address_of(request.param, tmp_path) as found:
        yield found
