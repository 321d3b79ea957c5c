"""Brings the tables to this program's version, or back; several processes may start at once."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.store.engine import writing
from service.store.errors import UnsafeStore

FOLDER = Path(__file__).with_name("migrations")

# Any number that no other program on the database is likely to lock: the letters "soli" as a whole number.
LOCK = 0x736F6C69


def migrate(engine: sa.Engine, *, to: str = "head") -> str:
    """Bring the tables up to ``to``, in one transaction, and return the version reached.

    Raises
    ------
    UnsafeStore
        If the tables are of a newer program than this one.
    """
    with writing(engine) as connection:
        config = _config(connection)
        found, known = (
            MigrationContext.configure(connection).get_current_revision(),
            ScriptDirectory.from_config(config),
        )
        if found is not None and found not in {step.revision for step in known.walk_revisions()}:
            msg = f"the tables are of version {found}, which this program does not know; use the newer program"
            raise UnsafeStore(msg)
        command.upgrade(config, to)
        return str(MigrationContext.configure(connection).get_current_revision())


def migrate_down(engine: sa.Engine, *, to: str) -> None:
    """Take the tables back to version ``to`` (``base``: none), with what they hold beyond it."""
    with writing(engine) as connection:
        command.downgrade(_config(connection), to)


def _config(connection: sa.Connection) -> Config:
    """Return alembic's settings for one connection, alone on the database until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
