"""What the record keeps of anything: a key, a version, a state, and plain data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Key(NamedTuple):
    """Where a record stands: its programme, its kind (``partnership``), its id."""

    programme: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as it is now or was at some version.

    Parameters
    ----------
    key
        Programme, kind and id.
    version
        1 when it was made, one more with every change.
    state
        Where it stands, for example a state of the lifecycle; empty where a kind has none.
    data
        Texts, whole numbers, truths, lists and mappings; no null and no fraction, so that it can be hashed.
    """

    key: Key
    version: int
    state: str
    data: Mapping[str, Any]


class Written(NamedTuple):
    """A record as it is kept: its data still as text, for whoever has shown that text before."""

    key: Key
    version: int
    state: str
    text: str

    def read(self) -> Record:
        """Return the record."""
        return Record(key=self.key, version=self.version, state=self.state, data=json.loads(self.text))
