"""Frozen tables reach another process as they were, and frozen."""

import pickle
from types import MappingProxyType

import pytest

from data.frozen import frozen, make_sendable


def test_a_frozen_table_comes_back_equal_and_frozen():
    """Tables within tables too, as a problem has them."""
    make_sendable()
    table = frozen({"heads": frozen({"documents": 5}), "days": (1, 2)})

    back = pickle.loads(pickle.dumps(table))  # noqa: S301 - our own bytes

    assert back == table
    assert isinstance(back, MappingProxyType)
    with pytest.raises(TypeError):
        back["heads"]["documents"] = 6
