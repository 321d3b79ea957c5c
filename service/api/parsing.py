"""Reads a request's JSON as JSON: no NaN, no integer beyond 64 bits, no tower of brackets, no doubled key."""

import json
import re
from copy import deepcopy
from decimal import Decimal
from functools import cache, lru_cache
from http import HTTPStatus
from typing import Any, Never

import flask
from marshmallow import Schema
from webargs import flaskparser

from data.text import Text
from service.api.problems import Problem

# Technical: digits of a 64-bit integer that always fit; nesting that no schema of ours reaches; digits of an exponent.
MOST_DIGITS, MOST_DEPTH, MOST_EXPONENT = 18, 20, 3

# Technical: characters of a query that is remembered, and how many are.
MOST_QUERY, REMEMBERED = 200, 1000

# A string, up to the end where it is never closed: read once and never again, so that a hostile one costs no more.
STRING, BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL), re.compile(r"[\[\]{}]")


class Unreadable(ValueError):
    """The text is not JSON that we read; ``why`` says so in both languages."""

    def __init__(self, why: Text) -> None:
        """Keep the sentence."""
        self.why = why
        super().__init__(why.en)


TOO_DEEP = Text(en=f"nested deeper than {MOST_DEPTH} levels", id=f"bersarang lebih dari {MOST_DEPTH} tingkat")
TOO_LONG = Text(en="a number has too many digits", id="ada bilangan dengan terlalu banyak angka")
NOT_FINITE = Text(en="NaN and Infinity are not JSON", id="NaN dan Infinity bukan JSON")
TWICE = Text(en="an object names the same key twice", id="sebuah objek memuat kunci yang sama dua kali")
NOT_UTF8 = Text(en="it is not UTF-8 text", id="bukan teks UTF-8")
MALFORMED = Text(en="a comma, quote or bracket is wrong or missing", id="ada koma, kutip, atau kurung yang salah")


def read_json(body: bytes) -> Any:
    """Return the value that ``body`` holds; fractions become exact ``Decimal``.

    Raises
    ------
    Unreadable
        With the reason.
    """
    try:
        text = body.decode("utf8")
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_UTF8) from error
    if _depth(text) > MOST_DEPTH:
        raise Unreadable(TOO_DEEP)
    try:
        return json.loads(
            text, parse_int=_integer, parse_float=_fraction, parse_constant=_constant, object_pairs_hook=_unique
        )
    except json.JSONDecodeError as error:
        raise Unreadable(MALFORMED) from error


def _depth(text: str) -> int:
    """Return how deep the brackets of ``text`` go, those inside strings left out."""
    deepest = depth = 0
    for bracket in BRACKET.findall(STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise Unreadable(TOO_LONG)
    return int(digits)


def _fraction(digits: str) -> Decimal | int:
    mantissa, _, exponent = digits.lower().partition("e")
    if len(mantissa) > MOST_DIGITS * 2 or len(exponent.lstrip("+-")) > MOST_EXPONENT:
        raise Unreadable(TOO_LONG)
    return Decimal(digits)


def _constant(_: str) -> Never:
    raise Unreadable(NOT_FINITE)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable(TWICE)
    return found


def check_unpacked() -> None:
    """Raise the 415 for a body that is packed (gzip): what it unpacks to has no bound."""
    if flask.request.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise Problem(
            status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, kind="not-plain", headers={"Accept-Encoding": "identity"}
        )


UNKNOWN = {**flaskparser.FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": "raise"}


@cache
def _made(schema: type[Schema]) -> Schema:
    return schema()


class Parser(flaskparser.FlaskParser):
    """webargs' parser with our reading of JSON; unknown query names are refused like unknown fields."""

    DEFAULT_UNKNOWN_BY_LOCATION = UNKNOWN

    def _get_schema(self, schema: Any, req: flask.Request) -> Any:
        """Return the schema that reads a request; one is made for every class, and not for every request."""
        return _made(schema) if isinstance(schema, type) else super()._get_schema(schema, req)

    def parse(self, argmap: Any, req: flask.Request | None = None, *, location: str | None = None, **more: Any) -> Any:
        """Return what was asked; an address that was read before, letter for letter, is not read again."""
        query = flask.request.query_string if location == "query" else b""
        if location != "query" or len(query) > MOST_QUERY or not isinstance(argmap, type):
            return super().parse(argmap, req, location=location, **more)
        found, is_flat = self._asked(argmap, query)
        return dict(found) if is_flat else deepcopy(found)

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019  # there is one parser, which lives as long as the program
    def _asked(self, argmap: type[Schema], _: bytes) -> tuple[dict[str, Any], bool]:
        """Return what the present address asks, and whether nothing in it could be changed by who is given it.

        One that asks for something wrong raises, and is not remembered.
        """
        found = super().parse(argmap, location="query")
        return found, all(isinstance(value, str | int | None) for value in found.values())

    def _raw_load_json(self, req: flask.Request) -> Any:
        check_unpacked()
        if not flaskparser.is_json_request(req):
            raise Problem(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, kind="not-json")
        try:
            return read_json(req.get_data())
        except Unreadable as error:
            raise Problem(status=HTTPStatus.BAD_REQUEST, kind="bad-request", values=(error.why,)) from error
