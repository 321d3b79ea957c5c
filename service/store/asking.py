"""Statements that every request asks: spelled once for each database, then handed to its driver as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

Rows = Sequence[tuple[Any, ...]]


class Asked:
    """A statement whose text stays the same and whose values change.

    Parameters
    ----------
    statement
        A query, insert, update or delete; its values are bind parameters.
    names
        Columns that an update sets; left out: as the statement says.

    Notes
    -----
    SQLAlchemy spells it; what it adds to each execution (events, result objects, look-ups in its cache) is left out.
    That costs several times as much as SQLite needs for a row.  Values and rows are the driver's own: text, whole
    numbers, bytes; a truth may come back as 0 or 1.
    """

    def __init__(self, statement: sa.ClauseElement, *names: str) -> None:
        """Spell nothing yet."""
        self._statement, self._names = statement, names
        self._spelled: dict[str, tuple[str, tuple[str, ...] | None, Mapping[str, Any]]] = {}

    def ask(self, connection: sa.Connection, values: Mapping[str, Any]) -> Rows:
        """Return every row of the answer; none where the statement has no answer.

        Raises
        ------
        sqlalchemy.exc.DBAPIError
            As SQLAlchemy raises it, without the values.
        """
        dialect = connection.dialect
        text, places, fixed = self._spelled.get(dialect.name) or self._spell(dialect)
        told: Any = {**fixed, **values} if fixed else values
        driver = connection.connection
        try:
            cursor = driver.cursor()
            try:
                cursor.execute(text, told if places is None else tuple([told[name] for name in places]))
                return cursor.fetchall() if cursor.description else ()
            finally:
                cursor.close()
        except dialect.loaded_dbapi.Error as error:
            known: Any = sa.exc.DBAPIError  # its types leave the driver's own errors out
            raise known.instance(
                text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
            ) from error

    def _spell(self, dialect: sa.Dialect) -> tuple[str, tuple[str, ...] | None, Mapping[str, Any]]:
        made: Any = self._statement.compile(dialect=dialect, column_keys=list(self._names) or None)
        fixed = {name: value for name, value in made.params.items() if value is not None}
        places = tuple(made.positiontup) if made.positional else None
        self._spelled[dialect.name] = made.string, places, fixed
        return self._spelled[dialect.name]
