"""What a hostile or broken client sends to the record: a clear no as problem+json, and nothing is stored."""

import csv
import gzip
import io
import json
import time

import pytest

from service.store import verify
from tests.service.record.record_cases import Desk, P, application_on, close
from tests.service.store.databases import KINDS as DATABASES
from tests.service.store.databases import address_of

PROBLEM, JSON, CSV, LINES = "application/problem+json", "application/json", "text/csv", "application/x-ndjson"
MEMBERS = f"{P}/members"
NEW = {"id": "baru", "name": "Tirta Baru"}

# Bytes just above the largest body; levels of brackets that break a naive reader.
TOO_LARGE, DEEP = 1_100_000, 100_000


@pytest.fixture(scope="module", params=DATABASES)
def begun(request, tmp_path_factory):
    """Give an application with a programme and its members, one for all that is refused here."""
    with address_of(request.param, tmp_path_factory.mktemp("hostile")) as address:
        app = application_on(address)
        desk = Desk(app)
        desk.programme()
        yield desk
        assert verify(desk.store.engine) == ()
        close(app)


@pytest.fixture
def shut(begun):
    """Give the application, and see to it that nothing is stored by the test."""
    with begun.store.read() as view:
        before = view.head()
    yield begun
    with begun.store.read() as view:
        assert view.head() == before


def sent(desk, body, *, path=MEMBERS, method="POST", media=JSON, headers=(), key="hostile-1"):
    """Send raw bytes as the facilitator and return the response."""
    own = {"Authorization": f"Bearer {desk.tokens['facilitator']}", "Accept-Language": "en"}
    own |= {"Idempotency-Key": key} if method == "POST" else {}
    return desk.client.open(path, method=method, data=body, content_type=media, headers={**own, **dict(headers)})


def refused(response, status, kind=None):
    """Return the problem after looking at it: status, media type, kind, and that it is small."""
    problem = json.loads(response.data)
    assert (response.status_code, response.content_type, problem["status"]) == (status, PROBLEM, status), response.text
    assert kind is None or problem["type"] == f"/api/#{kind}", problem
    return problem


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b'{"id": "baru", "name": "' + b"x" * TOO_LARGE + b'"}', 413, "too-large"),
        (b"[" * DEEP, 400, "bad-request"),
        (b'{"id": "baru", "name": ' + b"[" * DEEP + b"]" * DEEP + b"}", 400, "bad-request"),
        (b'{"id": "baru", "name": "x", "connections": ' + b"9" * 5000 + b"}", 400, "bad-request"),
        (b'{"id": "baru", "name": "x", "connections": 1e999999999}', 400, "bad-request"),
        (b'{"id": "baru", "name": "x", "connections": NaN}', 400, "bad-request"),
        (b'{"id": "baru", "name": "x", "connections": 999999999999999999}', 422, "invalid"),
        (b'{"id": "baru", "name": "x", "connections": 1.5}', 422, "invalid"),
        (b'{"id": "baru", "name": "x", "connections": true}', 422, "invalid"),
        (b'{"id": "baru", "name": "x", "id": "baru"}', 400, "bad-request"),
        (b'{"id": "baru", "name": "x", "contact": {"name": "a", "name": "b"}}', 400, "bad-request"),
        (b'{"id": "baru", "name": "x\\u0000"}', 422, "invalid"),
        (b'{"id": "baru", "name": "x\\ud800"}', 422, "invalid"),
        (b'{"id": "baru", "name": "x\\udfff\\ud800"}', 422, "invalid"),
        (b'{"id": "ba\\u0000ru", "name": "x"}', 422, "invalid"),
        (b'{"id": "../baru", "name": "x"}', 422, "invalid"),
        (b'{"id": "baru\\n", "name": "x"}', 422, "invalid"),
        (b'{"id": "baru", "name": "x", "\\ud800": 1}', 422, "invalid"),
        (b'{"id": "baru", "name": "x", "__proto__": {}}', 422, "invalid"),
        (b'{"id": "baru", "name": "\xff\xfe"}', 400, "bad-request"),
        ('{"id": "baru", "name": "x"}'.encode("utf-16"), 400, "bad-request"),
        (b"\xef\xbb\xbf" + json.dumps(NEW).encode(), 400, "bad-request"),
        (b"", 400, "bad-request"),
        (b"null", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b'"text"', 422, "invalid"),
        (b'{"id": "baru", "name": "x"} {}', 400, "bad-request"),
    ],
)  # fmt: skip
def test_body_that_is_no_body_is_refused_with_its_reason(shut, body, status, kind):
    """What cannot be read is a 400, what cannot be meant a 422, what is too much a 413."""
    problem = refused(sent(shut, body), status, kind)

    assert len(json.dumps(problem)) < TOO_LARGE // 100
    assert "baru" not in shut.ask("GET", MEMBERS).text


@pytest.mark.parametrize("body", [b'"' + b'\\"' * 500_000, b'"\\\n' * 250_000, b'{"a":' * 200_000])
def test_string_that_never_ends_costs_no_more_than_reading_it(shut, body):
    """A megabyte of quotes is read once: were it read from each quote anew, this would take half an hour."""
    before = time.process_time()

    refused(sent(shut, body), 400, "bad-request")

    assert time.process_time() - before < 60


@pytest.mark.parametrize("media", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "", "json/json"])
@pytest.mark.parametrize(("method", "path"), [("POST", MEMBERS), ("PUT", f"{MEMBERS}/bogor")])
def test_other_content_is_415(shut, media, method, path):
    """Only JSON is read where JSON is asked for."""
    refused(sent(shut, json.dumps(NEW).encode(), media=media, method=method, path=path), 415, "not-json")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, identity", "nonsense"])
@pytest.mark.parametrize(("path", "media"), [(MEMBERS, JSON), (f"{P}/imports/member", CSV)])
def test_packed_body_is_415(shut, coding, path, media):
    """What a packed body unpacks to has no bound, so it is not unpacked."""
    body = gzip.compress(json.dumps(NEW).encode())

    response = sent(shut, body, path=path, media=media, headers={"Content-Encoding": coding})

    refused(response, 415, "not-plain")
    assert response.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "name",
    ["a%00b", "%00", "%ED%A0%80", "%FF", "a%0Ab", "x" * 81, "x" * 5000, "%F0%9F%92%A7", "a%20b", "..", "'"],
)
@pytest.mark.parametrize(
    "path",
    ["/api/v1/programmes/{}", "/api/v1/programmes/{}/members", MEMBERS + "/{}", P + "/partnerships/{}/steps",
     P + "/records/{}", P + "/records/profile/{}", P + "/versions/member/{}", P + "/exports/{}", P + "/jobs/{}",
     P + "/partnerships/{}/indicators", P + "/members/{}/work"],
)  # fmt: skip
def test_name_in_an_address_that_nothing_can_have_is_404(shut, path, name):
    """Null characters, halves of letters and endless names are in no database, and are not looked for in one."""
    response = sent(shut, None, path=path.format(name), method="GET")

    problem = refused(response, 404)
    assert len(problem["instance"]) < 100
    assert "\0" not in response.text


@pytest.mark.parametrize("key", ["\xff" * 10, "a\tb-123456", "key-12345;", "é-1234567", '"key-12345"', " " * 10])
def test_key_of_odd_bytes_is_400(shut, key):
    """A key is short and plain, or it is none."""
    refused(sent(shut, json.dumps(NEW).encode(), key=key), 400, "no-key")


@pytest.mark.parametrize(
    ("match", "status"),
    [("1", 400), ('"1', 400), ("\xff", 400), ('"1" "1"', 400), ("", 400), ("x" * 8000, 400), ("'1'", 400),
     ('W/"1"', 412), ('"01"', 412), ('"abc"', 412), ("*", 412), ('"1", "2"', 412), (f'"{"9" * 5000}"', 412),
     ('"-1"', 412), ('"\xff"', 412)],
)  # fmt: skip
def test_version_that_is_no_version_changes_nothing(shut, match, status):
    """What is no ETag is a 400, an ETag that is not the one that stands is a 412."""
    body = json.dumps({"name": "Lain"}).encode()

    response = sent(shut, body, method="PUT", path=f"{MEMBERS}/bogor", headers={"If-Match": match})

    assert len(refused(response, status)["detail"]) < 400


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=-1", "limit=201", "limit=1e3", "limit=", "limit=%00", "limit=9999999999999999999", "limit=٣",
     "limit=1.0", "after=%00", "after=..", "after=%ED%A0%80", "after=%FF", "after=a b", f"after={'x' * 81}", "lang=fr",
     "state=%27;--", "nothing=1", "limit[]=1", "=1", "%FF=1", "lang=%FF"],
)  # fmt: skip
def test_page_that_is_no_page_is_422(shut, query):
    """A list is asked for by a bound and a name, or not at all."""
    faults = refused(sent(shut, None, path=f"{MEMBERS}?{query}", method="GET"), 422, "invalid")["faults"]

    assert faults


@pytest.mark.parametrize("cursor", ["zzz", "A", "-x".strip("-")])
def test_cursor_of_nobody_is_a_place_in_the_list(shut, cursor):
    """A cursor is a name, and a name that nobody has lies between two others: no error and nothing twice."""
    found = shut.ask("GET", f"{MEMBERS}?after={cursor}").get_json()["items"]

    assert [one["id"] for one in found] == [
        name for name in ("ahli", "bengkulu", "bogor", "palembang", "serang", "ternate") if name > cursor
    ]


@pytest.mark.parametrize("raw", ["limit=\xff", "\xff", "after=\x00", "a=\r\nX: y"])
def test_raw_bytes_behind_the_question_mark_are_refused(shut, raw):
    """What a browser would never send is refused all the same."""
    environ = {"QUERY_STRING": raw}
    response = shut.client.get(
        MEMBERS, headers={"Authorization": f"Bearer {shut.tokens['facilitator']}"}, environ_overrides=environ
    )

    refused(response, 422, "invalid")


@pytest.mark.parametrize(
    "headers",
    [{"Authorization": "Bearer \xff\xfe"}, {"Authorization": "Bearer " + "x" * 50_000}, {"Authorization": "Basic a:b"},
     {"Authorization": "bearer"}, {"Cookie": "solidaritas_session=\xff"},
     {"Cookie": "solidaritas_session=" + "x" * 9000}, {"Cookie": "=;=;;solidaritas_session"}, {}],
)  # fmt: skip
def test_token_of_odd_bytes_is_nobody(shut, headers):
    """Whoever sends what is no token is told so, and what the address holds stays untold."""
    response = shut.client.get(f"{P}/members", headers=headers)

    refused(response, 401, "no-token")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="record"'


def imported(desk, kind, text, *, media=CSV, key="hostile-import"):
    """Import rows and return the response."""
    body = text if isinstance(text, bytes) else text.encode("utf8", "surrogatepass")
    return sent(desk, body, path=f"{P}/imports/{kind}", media=media, key=key)


@pytest.mark.parametrize(
    ("kind", "text", "media", "status"),
    [
        ("member", "id,name,connections\nbaru,Baru,²\n", CSV, 422),
        ("member", f"id,name,connections\nbaru,Baru,{'9' * 5000}\n", CSV, 422),
        ("member", "id,name,contact,contact.name\nbaru,Baru,x,y\n", CSV, 422),
        ("member", "id,name,contact.name,contact\nbaru,Baru,x,y\n", CSV, 422),
        ("member", "id,name,.,..\nbaru,Baru,x,y\n", CSV, 422),
        ("member", "id,name\nba\0ru,Baru\n", CSV, 422),
        ("member", "id,name\nbaru,Ba\0ru\n", CSV, 422),
        ("member", "id,name\nbaru," + "x" * 200_000 + "\n", CSV, 400),
        ("member", 'id,name\nbaru,"open\n', CSV, 400),
        ("member", b"id,name\nbaru,\xff\n", CSV, 400),
        ("member", "", CSV, 422),
        ("member", "id,name\n" + "a,b\n" * 1001, CSV, 422),
        ("member", "[" * 5000, LINES, 400),
        ("member", "[]", LINES, 400),
        ("member", '{"id": "baru", "name": "x", "name": "y"}', LINES, 400),
        ("member", '{"id": "baru", "name": "\\ud800"}', LINES, 422),
        ("member", '{"id": null, "name": "x"}', LINES, 422),
        ("meeting", '{"id": "a\\u0000", "activity": "pilot", "day": "2027-01-04"}', LINES, 422),
        ("meeting", '{"id": "../x", "activity": "pilot", "day": "2027-01-04"}', LINES, 422),
        ("meeting", '{"id": "\\ud800", "activity": "pilot", "day": "2027-01-04"}', LINES, 422),
        ("meeting", '{"id": null, "activity": "pilot", "day": "2027-01-04"}', LINES, 422),
        ("meeting", '{"id": {"a": 1}, "activity": "pilot", "day": "2027-01-04"}', LINES, 422),
        ("meeting", '{"id": "r", "activity": ["pilot"], "day": 20270104, "partnerships": {"a": 1}}', LINES, 422),
        ("profile", "member,year\nbengkulu,١٢\n", CSV, 422),
        ("profile", "member,year\nbengkulu," + "9" * 400 + "\n", CSV, 422),
        ("profile", 'member,year,indicators\nbengkulu,2026,"' + "[" * 500 + '"\n', CSV, 422),
        ("nothing", "id\nx\n", CSV, 404),
        ("member", "id,name\nbaru,x\n", "application/json", 415),
    ],
)  # fmt: skip
def test_table_that_is_no_table_is_refused_whole(shut, kind, text, media, status):
    """One bad byte and nothing of the file is kept; the answer says in which row."""
    refused(imported(shut, kind, text, media=media), status)


def test_formulas_come_back_as_text_and_leave_as_harmless_cells(desk):
    """What looks like a formula or a template is a name like any other, and no spreadsheet runs it."""
    desk.programme()
    names = [
        "'=1", "''+1", "\uff1d1", '=HYPERLINK("http://example.org")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "{{7*7}}",
        "${7*7}", "{0.__class__}", "%s%n", "<script>alert(1)</script>", "'; DROP TABLE record;--", "..\\..\\x",
        "\u202eabc", "\u2028=1", "{0}{1}",
    ]  # fmt: skip
    for place, name in enumerate(names):
        desk.made(MEMBERS, {"id": f"m-{place:02d}", "name": name})

    shown = {one["id"]: one["name"] for one in desk.ask("GET", f"{MEMBERS}?limit=200").get_json()["items"]}
    text = desk.ask("GET", f"{P}/exports/member").text
    lines = desk.ask("GET", f"{P}/exports/member?format=jsonl").text
    cells = {row["id"]: row["name"] for row in csv.DictReader(io.StringIO(text, newline=""))}

    assert [shown[f"m-{place:02d}"] for place in range(len(names))] == names
    assert not [cell for cell in cells.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    for number, (body, media) in enumerate(((text, CSV), (lines, LINES))):
        year = f"pks-{2028 + number}"
        path = f"/api/v1/programmes/{year}"
        desk.made("/api/v1/programmes", {"id": year, "name": "Lain", "book": "perpamsi", "year": 2028 + number})
        back = sent(desk, body.encode(), path=f"{path}/imports/member", media=media, key=f"back-000{number}")
        assert back.status_code == 201, back.text
        again = {one["id"]: one["name"] for one in desk.ask("GET", f"{path}/members?limit=200").get_json()["items"]}
        assert again == shown


@pytest.mark.parametrize("text", ["{0}", "{0.__class__.__mro__}", "{", "}}{", "%(x)s", "{{0}}"])
def test_braces_in_a_name_are_said_back_as_they_came(shut, text):
    """The sentences of a refusal have places to fill; what fills them is never filled itself."""
    response = shut.ask("GET", f"{MEMBERS}?{'x' * 3}={text}")

    refused(response, 422, "invalid")


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u2028", "\u3000"])
def test_name_of_nothing_but_blanks_is_required(shut, blank):
    """What has no name to be read cannot be listed, told or asked for."""
    fault = refused(sent(shut, json.dumps({**NEW, "name": blank}).encode()), 422, "invalid")["faults"][0]

    assert fault["field"] == "name"


def test_blank_field_of_a_record_says_nothing_and_stops_no_figure(desk):
    """A measure without a name is refused and an optional text of blanks is left out: the sums stay readable."""
    desk.programme()
    desk.partnership(mentees=("bengkulu",))
    target = {"partnership": "w-01", "member": "bengkulu", "of": "pilot", "title": "Kehilangan air"}

    blank = desk.ask("POST", f"{P}/records/target", {"data": {**target, "title": "\u2028"}})
    kept = desk.made(f"{P}/records/target", {"data": {**target, "unit": " "}})

    assert blank.status_code == 422
    assert "unit" not in kept["data"]
    assert desk.ask("GET", f"{P}/indicators").status_code == 200


@pytest.mark.parametrize(
    "asked", [None, "x", {"workbook": ""}, {"workbook": "a\0b"}, {"workbook": "%%%"}, {"workbook": 5}, {"more": 1}, []]
)
def test_job_that_asks_for_nothing_is_refused_before_it_waits(shut, asked):
    """A workbook that is no file is told at once, in the language that was asked for."""
    response = shut.ask("POST", f"{P}/jobs", {"id": "j-01", "kind": "import", "asked": asked}, lang="id")

    faults = refused(response, 422, "invalid")["faults"]
    assert not [one for one in faults if one["expected"].startswith(("Not ", "Field ", "Invalid"))]
