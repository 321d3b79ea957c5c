"""The newest entry of every record of a programme, for whoever asks when something was last heard."""

import sqlalchemy as sa

from service.records.kept import Key
from service.store import tables
from service.store.view import View


def newest_entries(view: View, programme: str) -> dict[Key, tuple[str, str]]:
    """Return of every record the instant of its newest entry and who made it, as the journal keeps both."""
    record, journal = tables.record.c, tables.journal.c
    same = [getattr(record, name) == getattr(journal, name) for name in ("programme", "kind", "id", "version")]
    query = (
        sa.select(record.kind, record.id, journal.at, journal.by)
        .join_from(tables.record, tables.journal, sa.and_(*same))
        .where(record.programme == programme)
    )
    return {Key(programme, row.kind, row.id): (row.at, row.by) for row in view.connection.execute(query)}
