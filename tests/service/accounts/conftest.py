"""Every test that asks for ``desk`` has an application with accounts for all roles, on SQLite and on PostgreSQL."""

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


@pytest.fixture
def plain_desk(tmp_path):
    """Give the same on SQLite alone, where the database makes no difference."""
    app = application_on(str(tmp_path / "a.db"))
    yield Desk(app)
    close(app)
