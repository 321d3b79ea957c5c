"""Kinds of record, and many records in and out, from the machine that keeps them."""

import json

import pytest

from service.records.kept import Key
from service.store import Store, verify
from tests.service.cli_cases import run
from tests.service.store.databases import AT

GOOD = "member,year,source,confidence\npalembang,2026,Buku Kinerja,audited\n"
BAD = "member,year,source,confidence\npalembang,2026,Buku Kinerja,sure\nnobody,2026,x,audited\n"


@pytest.fixture
def path(tmp_path):
    """Give a programme with one member as a file."""
    store = Store(str(tmp_path / "a.db"))
    with store.write(at=AT, by="facilitator") as unit:
        unit.create(Key("pks", "programme", "pks"), {"name": "PKS", "book": "perpamsi", "year": 2027})
        unit.create(Key("pks", "member", "palembang"), {"name": "Tirta Musi", "kind": "utility"})
    store.close()
    return tmp_path / "a.db"


def written(tmp_path, name, text):
    """Write a file and return its path."""
    (tmp_path / name).write_text(text, encoding="utf8")
    return tmp_path / name


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "claim: Claim (4.2)"), ("id", "Diperiksa, 4.2: jumlah klaim melebihi subsidi")],
)
def test_kinds_are_told_in_the_language_asked_for(path, language, said):
    """Who keeps the record has to know what it takes, without reading a program."""
    result = run("record", "kinds", "pks", "--database", path, language=language)
    told = json.loads(run("record", "kinds", "pks", "--database", path, "--json").stdout)

    assert (result.exit_code, said in result.stdout) == (0, True)
    assert [one["key"] for one in told if one["id"] == "monthly_report"] == [["member", "month"]]


def test_import_looks_first_writes_all_and_exports_the_same(path, tmp_path):
    """What went in comes out again, and the journal says that the command did it."""
    file = written(tmp_path, "p.csv", GOOD)
    look = run("record", "import", "pks", "profile", file, "--dry-run", "--database", path, language="en")
    done = run("record", "import", "pks", "profile", file, "--database", path, language="en")
    out = run("record", "export", "pks", "profile", "--database", path)
    lines = run("record", "export", "pks", "profile", "--format", "jsonl", "--database", path)
    store = Store(str(path))
    with store.read() as view:
        entry = view.newest(Key("pks", "profile", "palembang.2026"), limit=1)[0]

    assert look.stdout == "1 records could be added; nothing was written.\n"
    assert done.stdout == "1 records added.\n"
    assert out.stdout.splitlines()[1].startswith("palembang.2026,stated,palembang,2026,Buku Kinerja,audited")
    assert json.loads(lines.stdout)["source"] == "Buku Kinerja"
    assert (entry.by, verify(store.engine)) == ("facilitator:command", ())
    store.close()


def test_import_with_faults_tells_each_and_writes_nothing(path, tmp_path):
    """Every fault at once, with its row and field, in the reader's language."""
    file = written(tmp_path, "p.csv", BAD)
    result = run("record", "import", "pks", "profile", file, "--database", path, language="id")

    assert result.exit_code == 2
    assert "rows.1.confidence: harus salah satu dari: audited" in result.stderr
    assert "rows.2.member: tidak ada anggota bernama nobody" in result.stderr
    assert run("record", "export", "pks", "profile", "--database", path).stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "pks", "nothing"), "There is no kind of record named nobody"),
        (("export", "nobody", "profile"), "nobody"),
        (("kinds", "nobody"), "nobody"),
    ],
)
def test_name_that_is_not_there_is_told_and_no_traceback(path, arguments, said):
    """A slip of the keyboard is answered in one line."""
    result = run("record", *arguments, "--database", path, language="en")

    assert result.exit_code == 2
    assert said.replace("nobody", arguments[-1] if "nothing" in arguments else "nobody") in result.stderr


def test_broken_file_and_members_from_a_file(path, tmp_path):
    """A file that is no table is told so; members come in like any other record."""
    broken = run("record", "import", "pks", "member", written(tmp_path, "m.jsonl", "[1]"), "--database", path)
    good = written(tmp_path, "m.csv", "id,name\nbogor,Tirta Pakuan\n")
    done = run("record", "import", "pks", "member", good, "--database", path, "--json")
    out = run("record", "export", "pks", "member", "--json", "--database", path)

    assert broken.exit_code == 2
    assert json.loads(done.stdout) == {"kind": "member", "rows": 1, "written": True, "ids": ["bogor"]}
    assert [one["id"] for one in json.loads(out.stdout)] == ["bogor", "palembang"]
