"""Frozen tables sent to another process, which Python itself cannot do; sweeps over many years or scenarios need it."""

import copyreg
from collections.abc import Callable
from types import MappingProxyType
from typing import Any


def frozen(table: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return ``table`` so that nobody can change it."""
    return MappingProxyType(table)


def make_sendable() -> None:
    """Let every frozen table of this process be sent to another one; to say it twice does no harm."""
    copyreg.pickle(MappingProxyType, _thawed)


def _thawed(table: MappingProxyType[Any, Any]) -> tuple[Callable[[dict[Any, Any]], Any], tuple[dict[Any, Any]]]:
    return frozen, (dict(table),)
