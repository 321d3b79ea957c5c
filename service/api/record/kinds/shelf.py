"""The programme's other records as checks see them: those in the store, and over them what is about to be written."""

from collections.abc import Iterator

from data.recording import RecordKind
from service.records.kept import Key, Record
from service.store import UnknownRecord, View

# Technical: records that are read at a time.
BATCH = 200


class Shelf:
    """The records of one programme; what is ``put`` upon them is seen first, and written nowhere.

    A record is read once, so a shelf serves one request.

    Parameters
    ----------
    view
        The record at one moment.
    programme
        Id of the programme.
    """

    def __init__(self, view: View, programme: str) -> None:
        """Begin with what is in the store."""
        self.view, self.programme = view, programme
        self._upon: dict[tuple[str, str], Record] = {}
        self._read: dict[tuple[str, str], Record] = {}

    def put(self, record: Record) -> None:
        """See ``record`` from now on instead of what is in the store."""
        self._upon[record.key.kind, record.key.id] = record

    def record(self, kind: str, id_: str) -> Record | None:
        """Return one record, or None."""
        known = self._upon.get((kind, id_)) or self._read.get((kind, id_))
        if known is not None:
            return known
        try:
            found = self.view.get(Key(self.programme, kind, id_))
        except UnknownRecord:
            return None
        self._read[kind, id_] = found
        return found

    def below(self, kind: RecordKind, parent: str) -> Iterator[Record]:
        """Yield the records of a kind below the record ``parent``, in order of id: their ids begin with its id."""
        start = f"{parent}."
        yield from (
            record for record in self._all(kind.id, start=start) if record.data.get(kind.parent) == parent
        )  # fmt: skip

    def every(self, kind: str) -> Iterator[Record]:
        """Yield all records of a kind, in order of id."""
        yield from self._all(kind, start="")

    def _all(self, kind: str, *, start: str) -> Iterator[Record]:
        upon = {id_: record for (name, id_), record in self._upon.items() if name == kind and id_.startswith(start)}
        after = start
        while found := self.view.find(self.programme, kind, limit=BATCH, after=after):
            for record in found:
                if not record.key.id.startswith(start):
                    break
                yield upon.pop(record.key.id, record)
            else:
                after = found[-1].key.id
                continue
            break
        yield from (upon[id_] for id_ in sorted(upon))
