"""The tables are made, taken back and made again, and equal what the program believes of them."""

import threading

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from service.records.kept import Key
from service.store import Store, UnsafeStore, verify
from service.store.engine import open_engine
from service.store.migrate import FOLDER, migrate, migrate_down
from service.store.work_tables import metadata
from tests.service.store.databases import AT


def names(engine):
    """Return the tables that are there."""
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_up_down_up_leaves_the_tables_of_the_program(address):
    """A step that cannot be taken back turns an update into a trap."""
    engine = open_engine(address)

    assert migrate(engine) == max(step.stem[-4:] for step in (FOLDER / "versions").glob("*_[0-9]*.py"))
    made = names(engine)
    migrate_down(engine, to="base")
    assert names(engine) == set()
    migrate(engine)

    assert names(engine) == made == set(metadata.tables)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(address):
    """Every start migrates, so a start on current tables must keep what is there."""
    store = Store(address)
    with store.write(at=AT, by="facilitator") as unit:
        unit.create(Key("pks", "member", "m-1"), {"n": 1})
    store.close()

    again = Store(address)

    with again.read() as view:
        assert view.get(Key("pks", "member", "m-1")).data == {"n": 1}
    assert verify(again.engine) == ()
    again.close()


def test_tables_of_a_newer_program_are_left_alone(address):
    """An old program on new tables would write what the new one cannot read."""
    engine = open_engine(address)
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()

    with pytest.raises(UnsafeStore, match="9999"):
        Store(address)


def test_several_starts_at_once_make_the_tables_once(address):
    """Workers of one service start together on an empty database."""
    failures = []

    def start():
        try:
            Store(address).close()
        except Exception as error:  # noqa: BLE001  # whatever it is, the test must see it
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
