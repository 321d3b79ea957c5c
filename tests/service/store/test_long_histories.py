"""The journal is enough for any history, and no place in it can be changed unseen; the full runs are a benchmark."""

import pytest

from benchmarks.history import TAMPERING, random_history, rebuilt_otherwise, unseen
from service.store import Store

# By hand: python -m benchmarks.history rebuild 10000, and: tamper 2000
EVENTS, FEW = 300, 14


def test_rebuild_of_a_random_history_is_what_stood(store):
    """Whatever was made, changed, erased, taken away and brought back stands again, with whose it is."""
    random_history(store, events=EVENTS, seed=7)

    assert rebuilt_otherwise(store) == []


@pytest.mark.parametrize("kind", TAMPERING)
def test_no_position_can_be_tampered_with_unseen(tmp_path, kind):
    """Whoever changes, takes away, moves, repeats, cuts off or forges is found out at every single entry."""
    store = Store(str(tmp_path / "a.db"))
    random_history(store, events=FEW, seed=1)

    assert [*unseen(store, {kind: TAMPERING[kind]})] == []
    store.close()


def test_tampering_that_does_nothing_is_told_as_unseen(tmp_path):
    """The count of what was not seen must be able to count."""
    store = Store(str(tmp_path / "a.db"))
    random_history(store, events=2, seed=1)

    assert len([*unseen(store, {"nothing": lambda *_: None})]) == 2
    store.close()
