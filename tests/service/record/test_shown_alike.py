"""What answers quickly answers the same as the schema says."""

import datetime as dt

from marshmallow import Schema, fields, post_dump

from service.api.record.shapes import JournalShown, PartnershipShown, page_of
from service.api.record.showing import shower


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
    pages = ((page_of(PartnershipShown), {"items": [pair], "next": None}), (JournalShown, {"items": [], "next": 3}))
    for shape, body in pages:
        assert shower(shape())(body) == shape().dump(body)
