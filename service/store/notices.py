"""Which reminders were sent, by a digest of what they said: nothing about people, and nobody is told twice."""

import sqlalchemy as sa

from service.store import work_tables
from service.store.engine import reading, writing
from service.store.store import Store

SENDING, SENT, FAILED = "sending", "sent", "failed"


class NoticeBook:
    """What is kept of reminders: each call is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        """Work on ``store``."""
        self.store = store

    def sent(self, ids: list[str]) -> set[str]:
        """Return those of ``ids`` that were sent."""
        table = work_tables.notice.c
        with reading(self.store.engine) as connection:
            query = sa.select(table.id).where(table.id.in_(ids), table.state == SENT)
            return set(connection.execute(query).scalars())

    def claim(self, ids: list[str], *, programme: str, member: str, at: str, stale: str) -> list[str]:
        """Begin to send those of ``ids`` that nobody sends or has sent; one begun before ``stale`` was lost."""
        table = work_tables.notice
        begun = {"state": SENDING, "at": at}
        mine = []
        with writing(self.store.engine) as connection:
            known = {row.id: row for row in connection.execute(sa.select(table).where(table.c.id.in_(ids)))}
            for id_ in ids:
                if id_ not in known:
                    row = {"id": id_, "programme": programme, "member": member, "tries": 1, **begun}
                    connection.execute(sa.insert(table).values(row))
                elif known[id_].state == FAILED or (known[id_].state == SENDING and known[id_].at < stale):
                    again = {**begun, "tries": table.c.tries + 1}
                    connection.execute(sa.update(table).where(table.c.id == id_).values(again))
                else:
                    continue
                mine.append(id_)
        return mine

    def settle(self, ids: list[str], *, state: str, at: str) -> None:
        """Keep what became of them."""
        table = work_tables.notice
        with writing(self.store.engine) as connection:
            connection.execute(sa.update(table).where(table.c.id.in_(ids)).values(state=state, at=at))
