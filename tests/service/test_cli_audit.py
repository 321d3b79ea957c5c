"""The commands for who must be able to believe the record."""

import json

import pytest
import sqlalchemy as sa

from service.records.kept import Key
from service.store import Store, tables
from tests.service.cli_cases import run
from tests.service.store.databases import AT


@pytest.fixture
def path(tmp_path):
    """Give a small record as a file."""
    store = Store(str(tmp_path / "a.db"))
    with store.write(at=AT, by="facilitator") as unit:
        record = unit.create(Key("pks", "partnership", "w-01"), {"n": 1}, state="surveyed")
        unit.change(record, {"n": 2}, state="requested", event="step:send_request", reason="surat lengkap")
        unit.create(Key("pks", "member", "m-1"), {})
    store.close()
    return tmp_path / "a.db"


def spoil(path):
    """Change a record behind the journal's back."""
    store = Store(str(path))
    with store.engine.begin() as connection:
        connection.execute(sa.update(tables.record).values(state="closed"))
    store.close()


@pytest.mark.parametrize(("language", "said"), [("en", "The record is whole: 3"), ("id", "Catatan utuh: 3")])
def test_verify_whole_record_says_so_and_prints_its_head(path, language, said):
    """The head is what goes on paper, so it stands on one line."""
    result = run("audit", "verify", "--database", path, language=language)
    told = json.loads(run("audit", "verify", "--database", path, "--json").stdout)

    assert (result.exit_code, said in result.stdout) == (0, True)
    assert told["head"] in result.stdout
    assert told["whole"]
    assert run("audit", "verify", "--database", path, "--head", told["head"]).exit_code == 0


def test_verify_spoilt_record_names_the_places_and_rebuild_mends_them(path):
    """Who finds a fault wants to know where, and has the journal to mend it from."""
    spoil(path)

    broken = run("audit", "verify", "--database", path)
    rebuilt = run("audit", "rebuild", "--database", path)

    assert (broken.exit_code, "record pks/partnership/w-01" in broken.stderr) == (3, True)
    assert "stood otherwise: pks/member/m-1" in rebuilt.stdout
    assert run("audit", "verify", "--database", path).exit_code == 0


def test_show_tells_one_records_history(path):
    """Who asks why a partnership stands where it does reads its steps and reasons."""
    shown = run("audit", "show", "--database", path, "--record", "pks/partnership/w-01")
    last = json.loads(run("audit", "show", "--database", path, "--last", 1, "--json").stdout)

    assert "step:send_request" in shown.stdout
    assert "because: surat lengkap" in shown.stdout
    assert "m-1" not in shown.stdout
    assert [entry["id"] for entry in last] == ["m-1"]


@pytest.mark.parametrize(
    "arguments",
    [("verify",), ("verify", "--database", "nowhere.db"), ("verify", "--head", "x"), ("show", "--record", "w-01")],
)
def test_wrong_use_is_told_and_makes_no_file(tmp_path, monkeypatch, arguments):
    """A misspelt path must not become an empty record that is then found whole."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOLIDARITAS_DATABASE", raising=False)

    assert run("audit", *arguments).exit_code == 2
    assert list(tmp_path.iterdir()) == []
