"""What answers quickly answers the same as the schema says."""

import datetime as dt
import json

from marshmallow import Schema, fields, post_dump

from service.api.record.shapes import JournalShown, PartnershipShown, page_of
from service.api.record.showing import Showing, shower
from service.records.kept import Key, Written


class Inner(Schema):
    """One row."""

    name = fields.String()
    count = fields.Integer()


class Odd(Schema):
    """A schema with a hook and a name that differs, left to marshmallow."""

    day = fields.Date(data_key="date")

    @post_dump
    def mark(self, told, **_):
        """Add something."""
        return {**told, "marked": True}


class Shape(Schema):
    """Fields of every kind that the record shows."""

    name = fields.String()
    count = fields.Integer(allow_none=True)
    day = fields.Date()
    free = fields.Dict()
    one = fields.Nested(Inner, allow_none=True)
    many = fields.Nested(Inner, many=True)
    rows = fields.List(fields.Nested(Inner))
    odd = fields.Nested(Odd)


def test_answers_are_those_of_the_schema():
    """Conversion, missing names, names too many and nothing at all come out as marshmallow writes them."""
    row = {"name": 7, "count": "3", "more": 1}
    bodies = (
        {},
        {"name": None, "count": None, "one": None, "more": 1},
        {"name": "a", "count": True, "day": dt.date(2027, 1, 4), "free": {"x": {"y": 1}}},
        {"one": row, "many": [row], "rows": [row, {}], "odd": {"day": dt.date(2027, 1, 4)}},
    )
    for body in bodies:
        assert shower(Shape())(body) == Shape().dump(body)


def test_the_record_s_own_answers_are_those_of_the_schema():
    """A page of partnerships and one of the journal come out as marshmallow writes them."""
    text = {"en": "a", "id": "b"}
    pair = {
        "id": "w-1",
        "version": 2,
        "state": "met",
        "state_name": text,
        "final": False,
        "mentor": "",
        "mentees": ["x"],
    }
    pair |= {"points": {"nrw": 3}, "papers": {"p": {"x": {"filed": "2027-01-04"}}}, "events": [{"day": "2027-01-04"}]}
    odd = {**pair, "points": {"nrw": "3", 2: True}}
    assert shower(PartnershipShown())(odd) == PartnershipShown().dump(odd)
    pages = ((page_of(PartnershipShown), {"items": [pair], "next": None}), (JournalShown, {"items": [], "next": 3}))
    for shape, body in pages:
        assert shower(shape())(body) == shape().dump(body)


def test_remembered_answer_is_of_the_text_that_was_read():
    """Whatever of a record changes, its text alone among it, is shown; what stayed the same is not made again."""
    made = []

    def show(_, record):
        made.append(record)
        return {"name": record.data["name"], "count": record.version, "more": 1}

    showing, key = Showing(Shape, show), Key("pks", "thing", "a")
    first = Written(key, 1, "new", '{"name": "\u00e9"}')
    others = [first._replace(text='{"name": "b"}'), first._replace(version=2), first._replace(key=Key("q", "x", "a"))]
    told = [showing.one("perpamsi", one).text for one in (first, *others, first)]

    assert told[:3] == ['{"name": "\u00e9", "count": 1}', '{"name": "b", "count": 1}', '{"name": "\u00e9", "count": 2}']
    assert told[0] == told[4]
    assert len(made) == 4
    page = {"items": [json.loads(told[0]), json.loads(told[1])], "next": "b"}
    assert showing.page("perpamsi", [first, others[0]], following="b").text == json.dumps(page, ensure_ascii=False)
