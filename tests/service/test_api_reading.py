"""How bodies are read: as JSON and nothing more, whatever a stranger sends."""

import json
from decimal import Decimal

import pytest

from service.api.parsing import MOST_DEPTH, Unreadable, read_json
from tests.service.web_cases import PLANS_BODY, PROPOSALS_BODY, client


def test_read_json_fraction_is_exact():
    """A reading of 24.1 stays 24.1 and does not become the nearest binary fraction."""
    assert read_json(b'{"a": 24.1}') == {"a": Decimal("24.1")}


@pytest.mark.parametrize("depth", [MOST_DEPTH, MOST_DEPTH + 1])
def test_read_json_depth_is_bounded_on_both_sides(depth):
    """A tower of brackets would otherwise end in the interpreter's own stack."""
    body = b"[" * depth + b"]" * depth

    if depth <= MOST_DEPTH:
        assert read_json(body)
    else:
        with pytest.raises(Unreadable, match="nested deeper"):
            read_json(body)


def test_read_json_brackets_inside_text_are_no_depth():
    """A letter may well hold brackets."""
    text = "[" * 100 + '"' + "{" * 100

    assert read_json(json.dumps({"text": text}).encode()) == {"text": text}


@pytest.mark.parametrize("digits", [18, 19, 5000])
def test_read_json_integers_stay_within_64_bits(digits):
    """An integer beyond 64 bits reached a database or a solver once too often."""
    body = b"9" * digits

    if digits == 18:
        assert read_json(body) == 10**18 - 1
    else:
        with pytest.raises(Unreadable, match="too many digits"):
            read_json(body)


@pytest.mark.parametrize("body", [b"1e9999", b"1e-9999", b"0." + b"1" * 100])
def test_read_json_endless_fractions_are_refused(body):
    """Ten to the billion is two letters to send and a gigabyte to hold."""
    with pytest.raises(Unreadable, match="too many digits"):
        read_json(body)


@pytest.mark.parametrize("body", [b"NaN", b'{"a": Infinity}', b"[-Infinity]"])
def test_read_json_what_is_no_number_is_refused(body):
    """NaN is not JSON, and compares with nothing."""
    with pytest.raises(Unreadable, match="not JSON"):
        read_json(body)


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"a":}', b"{'a': 1}", b'{"a": 1} x', b"[1,]", b'"\n"', b"\xef\xbb\xbf{}"]
)
def test_read_json_malformed_text_is_refused(body):
    """What is not JSON is told as such, without a guess at what was meant."""
    with pytest.raises(Unreadable):
        read_json(body)


def test_read_json_bytes_that_are_no_utf8_are_refused():
    """Text in another encoding would be read as somebody else's name."""
    with pytest.raises(Unreadable, match="UTF-8"):
        read_json(b'{"a": "\xff"}')


def test_read_json_doubled_key_is_refused():
    """Of two budgets for one head, nobody can say which was meant."""
    with pytest.raises(Unreadable, match="twice"):
        read_json(b'{"workshops": 1, "workshops": 2}')


@pytest.mark.parametrize("address", ["/api/v1/proposals", "/api/v1/plans"])
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"year": NaN}',
        b'{"year": ' + b"9" * 100_000 + b"}",
        b"\x00" * 1000,
        b"\xff\xfe{}",
        b'"' + b"\\" * 100_001,
    ],
    ids=["brackets", "objects", "nan", "digits", "zeros", "utf16", "backslashes"],
)
def test_post_hostile_text_is_400(address, body):
    """Each of these has stopped a service somewhere."""
    response = client().post(address, data=body, content_type="application/json")

    assert (response.status_code, response.content_type) == (400, "application/problem+json")


@pytest.mark.parametrize("address", ["/api/v1/proposals", "/api/v1/plans"])
@pytest.mark.parametrize("body", [[], 1, "text", None, True, [[]], {"": ""}])
def test_post_other_json_than_an_object_is_422(address, body):
    """Well-formed JSON of the wrong shape is a fault of the fields, told as such."""
    response = client().post(address, data=json.dumps(body), content_type="application/json")

    assert response.status_code == 422


WRONG = {
    "whole": [1.5, "7", True, None, [], 10**17, -1],
    "day": ["2027-02-30", "20270119", "2027-1-9", 2027, None, "1027-01-01", "2027-01-19T00:00", True],
    "id": ["", " ", "a b", "-a", "a" * 81, "../x", "é", 7, None, ["a"], "a\n", "=1+1"],
    "text": ["\x00", "\ud800", 7, None, "x" * 201, []],
}


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, values in WRONG.items() for value in values], ids=repr
)
def test_post_value_of_the_wrong_kind_is_422_at_its_field(kind, value):
    """A value that merely looks right makes a plan that merely looks right."""
    place = {
        "whole": ("worth", "partnerships.0.worth"),
        "day": ("ready", "partnerships.0.ready"),
        "id": ("id", "partnerships.0.id"),
    }.get(kind)
    if place is None:
        body = {**PLANS_BODY, "facilitators": [{"id": "rina", "name": value, "days_per_month": 8}]}
        field = "facilitators.0.name"
    else:
        body = {**PLANS_BODY, "partnerships": [{**PLANS_BODY["partnerships"][0], place[0]: value}]}
        field = place[1]

    response = client().post("/api/v1/plans", json=body)

    assert response.status_code == 422, response.text
    assert field in {fault["field"] for fault in response.get_json(force=True)["faults"]}


@pytest.mark.parametrize("value", ["41", True, None, [41], 1e300, -1e12])
def test_post_reading_of_the_wrong_kind_is_422(value):
    """A water loss that is text, or larger than any, is a slip of the pen."""
    body = {**PROPOSALS_BODY, "needs": [{"mentee": "beta", "subject": "NRW", "today": {"nrw_pct": value}}]}

    assert client().post("/api/v1/proposals", json=body).status_code == 422


@pytest.mark.parametrize(
    ("field", "most"), [("mentors", 200), ("practices", 1000), ("mentees", 300), ("needs", 900), ("pins", 1000)]
)
def test_post_list_beyond_its_bound_is_422_with_the_bound_named(field, most):
    """Whoever has more is told how many are taken at once."""
    body = {**PROPOSALS_BODY, field: [{}] * (most + 1)}

    faults = client().post("/api/v1/proposals?lang=en", json=body).get_json(force=True)["faults"]

    assert {"field": field, "expected": f"at most {most} entries are taken"} in faults


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=1e3", "limit=99999999999999999999", "offset=-1",
                                   "offset=10001", "limit=x", "health=well", "surprise=1", "lang=fr", "q=",
                                   "q=%00", "limit=1.0", "limit=%D9%A3"])  # fmt: skip
def test_get_faulty_query_is_422(query):
    """A number from an address is bounded before anything counts with it."""
    response = client().get(f"/api/v1/utilities?{query}")

    assert (response.status_code, response.content_type) == (422, "application/problem+json")


@pytest.mark.parametrize("query", ["limit=1", "limit=200", "offset=0", "offset=10000", "lang=en"])
def test_get_query_at_its_bounds_is_answered(query):
    """Both bounds are inside."""
    assert client().get(f"/api/v1/utilities?{query}").status_code == 200
