"""The schemas of records of any kind: what may be sent, what is shown."""

from marshmallow import Schema, fields

from service.api.fields import TEXT_LENGTH, Bilingual, Choice, Day, Id, Line, Mapped, Strict, Truth, Whole
from service.api.operations import LanguageAsked
from service.api.record.shapes import MOST_SEQ, LackShown, PageAsked, Shown

# Technical: fields that a record may have; the body's own schema says which.
MOST_FIELDS = 80

FORMATS = ("csv", "json", "jsonl")


class KindAsked(PageAsked):
    """Which page of a list, and below which record."""

    of = Id(load_default="", metadata={"description": "Only those below this record, for example a partnership."})


class DraftAsked(LanguageAsked):
    """For whom a draft is made."""

    of = Id(required=True, metadata={"description": "The record below which it would stand: a partnership."})
    member = Id(load_default="", metadata={"description": "Whose it would be."})


class ExportAsked(LanguageAsked):
    """In which form."""

    format = Choice(*FORMATS, load_default="csv")


class ImportAsked(LanguageAsked):
    """Whether to write, or only to look."""

    dry_run = Truth(
        load_default=False, metadata={"from_address": True, "description": "True: tell every fault and write nothing."}
    )


def _data() -> Mapped:
    return Mapped(
        Id(),
        fields.Raw(allow_none=True),
        most=MOST_FIELDS,
        required=True,
        metadata={"description": "The fields of the kind; GET /kinds gives their schema."},
    )


class RecordSent(Strict):
    """A record of any kind."""

    data = _data()


class NewRecord(RecordSent):
    """A new record of any kind."""

    id = Id(load_default="", metadata={"description": "Left out where the kind makes it of its key, or numbers it."})


class MoveSent(Strict):
    """A move, its day, and for whom it is made."""

    move = Id(required=True)
    day = Day(required=True)
    who = Id(load_default="", metadata={"description": "For the facilitator: the member that said yes on paper."})
    reason = Line(TEXT_LENGTH, load_default="")


class UndoSent(Strict):
    """The entry of the journal that shall be undone."""

    seq = Whole(1, MOST_SEQ, required=True)
    reason = Line(TEXT_LENGTH, least=1, required=True)


class RecordShown(Shown):
    """A record of any kind."""

    kind = fields.String(required=True)
    state = fields.String(required=True)
    state_name = fields.Nested(Bilingual, required=True)
    data = fields.Dict(required=True)
    said = fields.Dict(required=True, metadata={"description": "Move, party: the day on which it said yes."})
    cautions = fields.List(
        fields.Nested(LackShown), required=True, metadata={"description": "To be looked at; blocks nothing."}
    )


class DraftShown(Schema):
    """What a record would say."""

    kind = fields.String(required=True)
    data = fields.Dict(required=True)


class RecordMoveShown(Schema):
    """A move that starts here."""

    id = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    section = fields.String(required=True)
    by = fields.List(fields.String(), required=True)
    to = fields.String(required=True)
    second = fields.String(required=True, metadata={"description": "Why another account has to do it, or empty."})
    waits = fields.List(fields.Nested(Bilingual), required=True)
    lacks = fields.List(fields.Nested(LackShown), required=True)


class RecordMovesShown(Schema):
    """Where a record stands, and every move from there."""

    state = fields.String(required=True)
    moves = fields.List(fields.Nested(RecordMoveShown), required=True)


class KindShown(Schema):
    """A kind of record."""

    id = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    section = fields.String(required=True)
    parent = fields.String(required=True)
    key = fields.List(fields.String(), required=True)
    states = fields.Dict(required=True)
    open = fields.List(fields.String(), required=True)
    read = fields.Dict(required=True, metadata={"description": "Role to what it sees: own, shared, all."})
    write = fields.Dict(required=True)
    moves = fields.List(fields.Dict(), required=True)
    schema = fields.Dict(required=True, metadata={"description": "JSON Schema of data."})


class KindsShown(Schema):
    """Every kind of record of the programme's book."""

    items = fields.List(fields.Nested(KindShown), required=True)


class ImportedShown(Schema):
    """What an import did, or would do."""

    kind = fields.String(required=True)
    rows = fields.Integer(required=True)
    written = fields.Boolean(required=True)
    ids = fields.List(fields.String(), required=True)


class VersionShown(Schema):
    """One version of a record."""

    version = fields.Integer(required=True)
    seq = fields.Integer(required=True, metadata={"description": "Its entry in the journal."})
    at = fields.String(required=True)
    by = fields.String(required=True)
    event = fields.String(required=True)
    reason = fields.String(required=True)
    state = fields.String(required=True)
    data = fields.Dict(required=True)


class VersionsShown(Schema):
    """Every version of a record."""

    items = fields.List(fields.Nested(VersionShown), required=True)


class DifferenceShown(Schema):
    """What changed between two versions."""

    first = fields.Integer(required=True)
    last = fields.Integer(required=True)
    state = fields.List(fields.String(), required=True, metadata={"description": "The state before and after."})
    change = fields.Dict(required=True, metadata={"description": "Merge patch (RFC 7396) from first to last."})
    before = fields.Dict(required=True)
    after = fields.Dict(required=True)


class UndoneShown(Schema):
    """What an undo wrote."""

    seq = fields.Integer(required=True)
    kind = fields.String(required=True)
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    state = fields.String(required=True)
