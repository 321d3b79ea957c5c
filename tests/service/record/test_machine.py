"""The record against a small model of it: whatever is made, changed and repeated, the two never part."""

import tempfile
from pathlib import Path

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from service.store import verify
from tests.service.record.record_cases import Desk, P, application_on, close

IDS = st.sampled_from(["a", "b", "c", "a.1", "A"])
NAMES = st.sampled_from(["Tirta", "Tirta Baru", "=1+1", "é", "x" * 200])
KEYS = st.sampled_from([f"machine-{number}" for number in range(4)])
STALE = st.integers(min_value=-1, max_value=1)


class Records(RuleBasedStateMachine):
    """Members and letters of one programme, in the store and in two dicts."""

    def __init__(self):
        """Open an empty record."""
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.app = application_on(str(Path(self.folder.name) / "record.db"))
        self.desk = Desk(self.app)
        self.kept = {"members": {}, "letters": {}}
        self.answers = {}

    @initialize()
    def begin(self):
        """Begin the programme."""
        self.desk.made("/api/v1/programmes", {"id": "pks-2027", "name": "PKS", "book": "perpamsi", "year": 2027})

    def post(self, noun, body, key, expected):
        """POST under a key: new, or the same again, or another request under it."""
        response = self.desk.ask("POST", f"{P}/{noun}", body, key=key)
        if key in self.answers:
            request, data = self.answers[key]
            if request == (noun, body):
                assert (response.status_code, response.data) == (201, data)
            else:
                assert (response.status_code, response.get_json()["type"]) == (422, "/api/#key-reused")
            return
        assert response.status_code == expected, response.text
        if expected == 201:
            self.answers[key] = ((noun, body), response.data)
            self.kept[noun][body["id"]] = (1, body)

    @rule(id_=IDS, name=NAMES, key=KEYS)
    def add_member(self, id_, name, key):
        """Make a member: once."""
        self.post("members", {"id": id_, "name": name}, key, 409 if id_ in self.kept["members"] else 201)

    @rule(id_=IDS, member=IDS, text=NAMES, key=KEYS)
    def add_letter(self, id_, member, text, key):
        """Make a letter: of a member that is there, once."""
        body = {"id": id_, "member": member, "received": "2027-01-04", "text": text}
        is_new = 409 if id_ in self.kept["letters"] else 201
        self.post("letters", body, key, is_new if member in self.kept["members"] else 422)

    @rule(id_=IDS, name=NAMES, off=STALE)
    def change_member(self, id_, name, off):
        """Change a member from the version that stands, or from another one."""
        version, old = self.kept["members"].get(id_, (0, {}))
        response = self.desk.ask("PUT", f"{P}/members/{id_}", {"name": name}, version=max(version + off, 0))
        if not old:
            assert response.status_code == 404
        elif off:
            assert response.status_code == 412
        else:
            new = version if old["name"] == name else version + 1
            assert (response.status_code, response.headers["ETag"]) == (200, f'"{new}"')
            self.kept["members"][id_] = (new, {**old, "name": name})

    @rule(noun=st.sampled_from(["members", "letters"]), limit=st.integers(min_value=1, max_value=3))
    def read_by_pages(self, noun, limit):
        """Read a list page by page: every id once, in order, at its version."""
        found, after = [], ""
        while after is not None:
            page = self.desk.ask("GET", f"{P}/{noun}?limit={limit}" + (f"&after={after}" if after else "")).get_json()
            assert len(page["items"]) <= limit
            found += page["items"]
            after = page["next"]
        assert [(one["id"], one["version"]) for one in found] == [
            (id_, version) for id_, (version, _) in sorted(self.kept[noun].items())
        ]
        for one in found:
            assert {name: one[name] for name in self.kept[noun][one["id"]][1]} == self.kept[noun][one["id"]][1]

    @rule(id_=IDS)
    def read_one(self, id_):
        """Read one member, and once more with what was seen."""
        response = self.desk.ask("GET", f"{P}/members/{id_}")
        assert (response.status_code == 200) == (id_ in self.kept["members"])

    @invariant()
    def journal_counts_what_happened(self):
        """Every version is an entry, and nothing else is."""
        page = self.desk.ask("GET", f"{P}/journal?limit=200").get_json()
        entries = [one for one in page.get("items", []) if one["kind"] in {"member", "letter"}]
        assert len(entries) == sum(version for noun in self.kept.values() for version, _ in noun.values())

    def teardown(self):
        """Look at the chain once more and let go."""
        assert verify(self.desk.store.engine) == ()
        close(self.app)
        self.folder.cleanup()


def test_record_and_a_small_model_of_it_never_part():
    """Made once, changed from the version that stands, repeated safely, read by pages: as two dicts would tell it."""
    settings = hypothesis.settings(
        max_examples=12, stateful_step_count=25, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Records, settings=settings)
