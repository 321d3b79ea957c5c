"""Random histories against a plain mapping, and many writers at once: nothing lost, and the journal is enough."""

import tempfile
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from service.records.kept import Key
from service.store import RecordExists, StaleVersion, Store, UnknownRecord, rebuild, tables, verify
from tests.service.store.databases import AT, KINDS, address_of
from tests.service.store.test_canonical import DATA

IDS = st.sampled_from(["a", "b", "c"])
STATES = st.sampled_from(["", "new", "old"])


class Histories(RuleBasedStateMachine):
    """The store beside a mapping from id to state and data."""

    kind = "sqlite"

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.lent = address_of(self.kind, Path(self.folder.name))
        self.store = Store(self.lent.__enter__())
        self.model = {}

    def unit(self):
        """Return a unit of work."""
        return self.store.write(at=AT, by="facilitator")

    @rule(id_=IDS, data=DATA, state=STATES, name=st.none() | st.text("ab", min_size=1, max_size=3))
    def create(self, id_, data, state, name):
        """Make a record, or be told that there is one."""
        try:
            with self.unit() as unit:
                unit.create(Key("p", "x", id_), data, state=state, plain={"who": name} if name else None)
            assert id_ not in self.model
            self.model[id_] = (state, data)
        except RecordExists:
            assert id_ in self.model

    @rule(id_=IDS, data=DATA, state=STATES)
    def change(self, id_, data, state):
        """Change a record, or be told that there is none."""
        try:
            with self.unit() as unit:
                unit.change(unit.get(Key("p", "x", id_)), data, state=state)
            self.model[id_] = (state, data)
        except UnknownRecord:
            assert id_ not in self.model

    @rule(id_=IDS)
    def erase(self, id_):
        """Forget the person in a record."""
        if id_ in self.model:
            with self.unit() as unit:
                unit.erase(unit.get(Key("p", "x", id_)), reason="asked")

    @rule(id_=IDS, data=DATA)
    def fail(self, id_, data):
        """Change a record in a unit that fails at its end."""
        if id_ in self.model:
            with pytest.raises(ZeroDivisionError), self.unit() as unit:  # noqa: PT012  # the failure is the point
                unit.change(unit.get(Key("p", "x", id_)), data, state="new")
                _ = 1 / 0

    @invariant()
    def state_is_the_model(self):
        """Compare the store with the mapping."""
        with self.store.read() as view:
            found = view.find("p", "x", limit=9)
        hidden = {"sealed", "erased"}
        told = {one.key.id: (one.state, {k: v for k, v in one.data.items() if k not in hidden}) for one in found}
        assert told == self.model

    def teardown(self):
        """Check the whole and rebuild it."""
        assert verify(self.store.engine) == ()
        with self.store.engine.begin() as connection:
            connection.execute(sa.update(tables.record).values(state="spoilt"))
        rebuilt = rebuild(self.store)
        assert len(rebuilt.different) == len(self.model)
        assert verify(self.store.engine) == ()
        self.store.close()
        self.lent.__exit__(None, None, None)
        self.folder.cleanup()


class HistoriesOnPostgresql(Histories):
    """The same on PostgreSQL."""

    kind = "postgresql"


SHORT = settings(max_examples=10, stateful_step_count=25, suppress_health_check=list(HealthCheck))
TestHistories = Histories.TestCase
TestHistories.settings = SHORT
TestHistoriesOnPostgresql = HistoriesOnPostgresql.TestCase
TestHistoriesOnPostgresql.settings = settings(SHORT, max_examples=4)


@pytest.mark.parametrize("kind", KINDS)
def test_sixteen_writers_of_one_record_lose_no_update(kind, tmp_path):
    """Everybody counts one up fifty times, from the version they saw; the sum is exact."""
    writers, times = 16, 50
    key = Key("p", "x", "counter")
    with address_of(kind, tmp_path) as address:
        store = Store(address)
        with store.write(at=AT, by="facilitator") as unit:
            unit.create(key, {"n": 0})

        def count():
            done = 0
            while done < times:
                with store.read() as view:
                    seen = view.get(key)
                try:
                    with store.write(at=AT, by="facilitator") as unit:
                        unit.change(seen, {"n": seen.data["n"] + 1})
                    done += 1
                except StaleVersion:
                    continue

        threads = [threading.Thread(target=count) for _ in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        with store.read() as view:
            record = view.get(key)
        assert (record.data["n"], record.version) == (writers * times, writers * times + 1)
        assert verify(store.engine) == ()
        store.close()
