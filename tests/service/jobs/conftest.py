"""Every test that asks for ``queue`` runs on all three kinds of queue; ``store`` runs on both databases."""

import pytest

from tests.service.jobs.job_cases import QUEUES, queue_of
from tests.service.store.databases import KINDS, store_of


@pytest.fixture(params=QUEUES)
def queue(request, tmp_path):
    """Give an empty queue."""
    with queue_of(request.param, tmp_path) as found:
        yield found


@pytest.fixture(params=KINDS)
def store(request, tmp_path):
    """Give an empty store."""
    with store_of(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def file_store(tmp_path):
    """Give an empty store in a file, where the database makes no difference."""
    with store_of("sqlite", tmp_path) as found:
        yield found


@pytest.fixture
def file_queue(tmp_path):
    """Give an empty queue in a file."""
    with queue_of("sqlite", tmp_path) as found:
        yield found
