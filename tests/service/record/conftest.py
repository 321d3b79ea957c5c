"""Every test that asks for ``desk`` runs on SQLite and on PostgreSQL, through HTTP."""

import pytest

from tests.service.record.record_cases import Desk, application_on, close
from tests.service.store.databases import KINDS, address_of


@pytest.fixture(params=KINDS)
def desk(request, tmp_path):
    """Give an application with an empty record, and its clients."""
    with address_of(request.param, tmp_path) as address:
        app = application_on(address)
        yield Desk(app)
        close(app)
