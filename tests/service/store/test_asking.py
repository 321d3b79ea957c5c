"""Statements that go straight to the driver say what SQLAlchemy would, and fail as it fails."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from service.records.kept import Key
from service.store import StoreUnavailable, tables
from service.store.asking import Asked
from service.store.view import ONE
from tests.service.store.databases import AT

NAMES = ("alfa", "beta", "gama")


@pytest.fixture
def filled(store):
    """Give a store with three members, one of them deleted, one in another state."""
    with store.write(at=AT, by="facilitator") as unit:
        made = [unit.create(Key("pks", "member", name), {"name": name}, state="new") for name in NAMES]
        unit.delete(made[0])
        unit.change(made[1], {"name": "Beta é"}, state="old")
    return store


def test_answers_are_those_of_sqlalchemy(filled):
    """A record and pages of records come out as the same question does by way of SQLAlchemy."""
    with filled.read() as view:
        row = view.connection.execute(sa.select(tables.record).where(tables.record.c.id == "beta")).one()
        [found] = ONE.ask(view.connection, Key("pks", "member", "beta")._asdict())
        pages = [view.find("pks", "member", limit=9, state=state) for state in ("", "old", "new", "deleted")]
        everywhere = view.find("", "member", limit=9)

    assert found == (row.id, row.version, row.state, row.data)
    assert [[one.key.id for one in page] for page in pages] == [["beta", "gama"], ["beta"], ["gama"], []]
    assert pages[0] == everywhere
    assert pages[1][0].data == {"name": "Beta é"}


def test_what_the_driver_refuses_is_told_without_the_values(filled):
    """A refusal is SQLAlchemy's, so that everybody who catches one still does, and holds nobody's data."""
    row = {"programme": "pks", "kind": "member", "id": "beta", "version": 1, "state": "", "data": "rahasia"}
    with pytest.raises(DBAPIError) as refused, filled.write(at=AT, by="facilitator") as unit:
        Asked(sa.insert(tables.record)).ask(unit.connection, row)

    assert isinstance(refused.value, sa.exc.IntegrityError)
    assert "rahasia" not in str(refused.value)


def test_moment_that_cannot_be_answered_says_so(filled):
    """A database that fails in the midst of reading is a database that does not answer."""
    gone = sa.exc.OperationalError("SELECT", None, Exception("gone"))
    with pytest.raises(StoreUnavailable), filled.read():
        raise gone
    with filled.read() as view:
        assert view.get(Key("pks", "member", "gama")).version == 1
