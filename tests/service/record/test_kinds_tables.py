"""Many records in and out at once: all or none, every fault named, the same file both ways."""

import csv
import io
import json

import pytest

from service.store import verify
from tests.service.record.kind_cases import granted, keep, move
from tests.service.record.record_cases import P

CSV, LINES = "text/csv", "application/x-ndjson"
PROFILES = (
    "member,year,source,confidence,services,connections,indicators\r\n"
    'palembang,2026,Buku Kinerja 2026,audited,water,310000,"[{""indicator"": ""Kehilangan air"", ""value"": 24.5}]"\r\n'
    "bengkulu,2026,=Buku,reported,,,\r\n"
)


@pytest.fixture
def running(desk):
    """Give a programme with one partnership."""
    desk.programme()
    desk.partnership(mentees=("bengkulu",))
    return desk


def sent(desk, kind, text, *, role="facilitator", media=CSV, query="", key="import-0001"):
    """Send rows and return the response."""
    headers = {"Authorization": f"Bearer {desk.tokens[role]}", "Idempotency-Key": key, "Accept-Language": "en"}
    body = text if isinstance(text, bytes) else text.encode()
    return desk.client.post(f"{P}/imports/{kind}{query}", data=body, content_type=media, headers=headers)


def count(desk, kind):
    """Return how many records of a kind there are."""
    return len(desk.ask("GET", f"{P}/records/{kind}").get_json()["items"])


def told(response):
    """Return the faults of a refusal as field and expectation."""
    return [(fault["field"], fault["expected"]) for fault in response.get_json()["faults"]]


def test_import_writes_all_rows_and_a_dry_run_none(running):
    """A look first costs nothing and promises what the import then does."""
    look = sent(running, "profile", PROFILES, query="?dry_run=true", key="import-look")
    before = count(running, "profile")
    done = sent(running, "profile", PROFILES)
    again = sent(running, "profile", PROFILES)

    assert (look.status_code, look.get_json()["written"], before) == (201, False, 0)
    assert look.get_json()["ids"] == done.get_json()["ids"] == ["palembang.2026", "bengkulu.2026"]
    assert (again.data, count(running, "profile")) == (done.data, 2)
    shown = running.ask("GET", f"{P}/records/profile/palembang.2026").get_json()["data"]
    assert (shown["connections"], shown["indicators"]) == (310000, [{"indicator": "Kehilangan air", "value": 24.5}])


def test_one_bad_row_and_nothing_is_written_and_every_fault_has_its_row_and_field(running):
    """Half an import is worse than none; and nobody mends a file one fault at a time."""
    rows = [
        {"member": "palembang", "year": 2026, "source": "x", "confidence": "sure"},
        {"member": "bengkulu", "year": 2026, "source": "x", "confidence": "audited"},
        {"member": "bengkulu", "year": 2026, "source": "y", "confidence": "audited"},
        {"member": "nobody", "year": "2026", "source": "x", "confidence": "audited"},
        {"member": "bogor", "year": 2026, "source": "x", "confidence": "audited", "colour": "blue"},
        {"member": "nobody", "year": 2026, "source": "x", "confidence": "audited"},
    ]
    response = sent(running, "profile", "\n".join(map(json.dumps, rows)), media=LINES)

    assert response.status_code == 422
    assert told(response) == [
        ("rows.1.confidence", "must be one of: audited, measured, reported, estimated"),
        ("rows.3.id", "one row for each record; this one stands twice"),
        ("rows.4.year", "a whole number is expected"),
        ("rows.5.colour", "no such field"),
        ("rows.6.member", "there is no member named nobody"),
    ]
    assert count(running, "profile") == 0


def test_rows_are_judged_beside_the_rows_before_them(running):
    """Two claims that fit alone and not together are refused together."""
    subsidy = granted(running, 10_000_000)
    row = f"{subsidy['id']},palembang,2027-06-08,fare,6000000,tiket\n"
    response = sent(running, "claim", "subsidy,member,day,cost_kind,amount,evidence\n" + row + row)

    assert told(response) == [("rows.2.claim.within", "the claims exceed the subsidy: 12000000 > 10000000")]
    assert count(running, "claim") == 0


def test_export_may_be_imported_again_unchanged(running):
    """Two programmes can pass each other their practices; a spreadsheet in between breaks nothing."""
    sent(running, "profile", PROFILES)
    answers = {form: running.ask("GET", f"{P}/exports/profile?format={form}") for form in ("csv", "json", "jsonl")}
    rows = list(csv.DictReader(io.StringIO(answers["csv"].text)))
    running.made("/api/v1/programmes", {"id": "lain", "name": "Lain", "book": "perpamsi", "year": 2028})
    for who in ("palembang", "bengkulu"):
        running.made("/api/v1/programmes/lain/members", {"id": who, "name": who})
    headers = {"Authorization": f"Bearer {running.tokens['facilitator']}"}
    for form, media in (("csv", CSV), ("jsonl", LINES)):
        data = answers[form].data
        other = running.client.post(
            f"/api/v1/programmes/lain/imports/profile?dry_run={'true' if form == 'csv' else 'false'}", data=data,
            content_type=media, headers={**headers, "Idempotency-Key": f"other-{form}"},
        )  # fmt: skip
        assert other.status_code == 201, other.text

    assert [row["source"] for row in rows] == ["'=Buku", "Buku Kinerja 2026"]
    assert running.ask("GET", "/api/v1/programmes/lain/exports/profile?format=json").get_json() == json.loads(
        answers["json"].text
    )
    assert [json.loads(line) for line in answers["jsonl"].text.splitlines()] == answers["json"].get_json()
    assert answers["csv"].headers["Content-Disposition"] == 'attachment; filename="profile.csv"'


def test_export_holds_what_the_caller_may_see_and_no_more(running):
    """A list is cut by whose records they are, also when it is taken home as a file."""
    sent(running, "profile", PROFILES)
    keep(running, "stakeholder", member="bengkulu", body="local_government", support="supports", person="Anwar")
    other = running.account("mentee", "bogor")
    seen = {
        role: running.ask("GET", f"{P}/exports/stakeholder", role=role).text
        for role in ("facilitator", "board", other)
    }  # fmt: skip

    assert ("Anwar" in seen["facilitator"], "Anwar" in seen["board"]) == (True, False)
    assert len(seen[other].splitlines()) == 1
    assert running.ask("GET", f"{P}/exports/budget", role=other).status_code == 403
    assert running.ask("GET", f"{P}/exports/member", role="partner").status_code == 403
    assert running.ask("GET", f"{P}/exports/nothing").status_code == 404


def test_members_and_letters_are_imported_and_exported_too(running):
    """A programme begins with a list of names; a contact stays apart from it."""
    text = "id;name;kind;connections;contact.name;contact.phone\nmalang;Tugu Tirta;utility;180000;Rani (fiktif);+62\n"
    members = sent(running, "member", text)
    letters = sent(running, "letter", "id,member,received,signed\ns-9,malang,2027-01-05,true\n", key="letters-1")
    wrong = sent(running, "letter", "id,member,received\ns-9,malang,2027-01-05\ns-8,no,2027-01-05\n", key="letters-2")
    shown = running.ask("GET", f"{P}/exports/member").text

    assert (members.status_code, letters.status_code) == (201, 201), members.text
    assert [field for field, _ in told(wrong)] == ["rows.1.id", "rows.2.member"]
    assert "malang,Tugu Tirta,utility,,,180000,Rani (fiktif),,'+62" in shown
    assert "Rani" not in running.ask("GET", f"{P}/exports/member", role="auditor").text
    assert running.ask("GET", f"{P}/exports/letter?format=json").get_json()[-1]["signed"] is True
    assert sent(running, "member", text, role="mentee", key="members-2").status_code == 403
    assert running.ask("GET", f"{P}/exports/partnership?format=json").get_json()[0]["mentees"] == ["bengkulu"]


@pytest.mark.parametrize(
    ("text", "media", "status"),
    [
        (b"\xff\xfe", CSV, 400),
        (b'a,"b\n1,2', CSV, 400),
        (b"a,a\n1,2\n", CSV, 400),
        (b"a\n1,2\n", CSV, 400),
        (b"[1]\n", LINES, 400),
        (b'{"a": NaN}\n', LINES, 400),
        (b"", CSV, 422),
        (b"member,year\n", CSV, 422),
        (b"{}", "application/json", 415),
        (b"{}\n" * 1001, LINES, 422),
    ],
)
def test_table_that_cannot_be_read_is_refused_by_name(running, text, media, status):
    """A file from another program is told what is wrong with it and changes nothing."""
    response = sent(running, "profile", text, media=media)

    assert (response.status_code, count(running, "profile")) == (status, 0), response.text


def test_mentee_imports_its_own_months_and_not_another_s(running):
    """Rights are those of each row."""
    name = running.account("mentee", "bengkulu")
    good = sent(running, "monthly_report", "partnership,member,month\nw-01,bengkulu,2027-03\n", role=name)
    running.partnership("w-02", "bogor", ("serang",))
    bad = sent(
        running, "monthly_report", "partnership,member,month\nw-01,bengkulu,2027-04\nw-02,serang,2027-04\n", role=name,
        key="import-0002",
    )  # fmt: skip

    assert (good.status_code, bad.status_code) == (201, 403)
    assert count(running, "monthly_report") == 1
    report = {"kind": "monthly_report", "id": "w-01.bengkulu.2027-03"}
    assert move(running, report, "submit", role=name, day="2027-04-02")["state"] == "submitted"
    assert verify(running.store.engine) == ()


@pytest.mark.parametrize(
    "path",
    [
        "records/visit/%00",
        "records/%00",
        "versions/visit/%00",
        "exports/%00",
        "records/visit/..%2f..",
        "records/member",
    ],
)
def test_name_that_no_record_can_have_is_not_there(running, path):
    """PostgreSQL takes no null character in a question; that is our business and not the caller's."""
    assert running.ask("GET", f"{P}/{path}").status_code == 404


def test_text_that_looks_like_a_program_is_kept_and_shown_as_text(running):
    """Nobody's letter is run, neither here nor in a spreadsheet that opens the export."""
    text = "=cmd|' /C calc'!A0 {{7*7}} <script>"
    made = keep(running, "advice", role="mentor", partnership="w-01", kind="lesson", day="2027-06-08", text=text)
    shown = list(csv.DictReader(io.StringIO(running.ask("GET", f"{P}/exports/advice").text)))

    assert made["data"]["text"] == text
    assert shown[0]["text"] == f"'{text}"
