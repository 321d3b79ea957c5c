"""The schemas of the record's nouns: what may be sent, what is shown."""

from typing import Any

from marshmallow import Schema, fields

from matcher.learning.outcome import NAMES
from service.api.answers import ReasonShown
from service.api.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_COUNT,
    TEXT_LENGTH,
    Bilingual,
    Choice,
    Day,
    Id,
    Line,
    Listed,
    Mapped,
    Strict,
    Truth,
    Whole,
    one,
)
from service.api.operations import LanguageAsked
from service.api.record.desk import BOOKS

# Technical: rows of one page; entries of lists that a partnership or a step may carry; digits of an entry's number.
MOST_ROWS, PAGE_ROWS, MOST_MENTEES, MOST_FACTS, MOST_SEQ = 200, 50, 30, 200, 10**15
MEMBER_KINDS = ("utility", "person", "training_centre", "supporting_partner")
LETTER_STATES = ("received", "complete")
MONTH_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])$"


class PageAsked(LanguageAsked):
    """Which page of a list."""

    after = Id(load_default="", metadata={"description": "The `next` of the page before."})
    limit = Whole(1, MOST_ROWS, load_default=PAGE_ROWS, metadata={"from_address": True})
    state = Id(load_default="", metadata={"description": "Only those that stand there."})


class JournalAsked(LanguageAsked):
    """Which part of the journal."""

    after = Whole(0, MOST_SEQ, load_default=0, metadata={"from_address": True, "description": "Number of an entry."})
    limit = Whole(1, MOST_ROWS, load_default=PAGE_ROWS, metadata={"from_address": True})
    kind = Id(load_default="", metadata={"description": "Only records of this kind, such as partnership or visit."})
    id = Id(load_default="", metadata={"description": "Only one record's history; with kind."})


class ProgrammeSent(Strict):
    """A programme of one year, run by one book."""

    name = Line(least=1, required=True)
    book = Choice(*BOOKS, required=True)
    year = Whole(FIRST_YEAR, LAST_YEAR, required=True)


class ContactSent(Strict):
    """Whom to ask; kept apart, so that it can be erased."""

    name = Line(least=1, required=True)
    email = Line(load_default="")
    phone = Line(load_default="")
    language = Choice("id", "en", metadata={"description": "Language of reminders; left out: Indonesian."})


class MemberSent(Strict):
    """A utility, person or training centre that takes part."""

    name = Line(least=1, required=True)
    kind = Choice(*MEMBER_KINDS, load_default=MEMBER_KINDS[0])
    utility = Id(metadata={"description": "Id of the register of utilities."})
    region = Id(metadata={"description": "Region code."})
    connections = Whole(0, MOST_COUNT)
    contact = one(ContactSent)


class LetterSent(Strict):
    """A letter of request (3.1.1-A6)."""

    member = Id(required=True)
    received = Day(required=True)
    subject = Id(metadata={"description": "Subject of the learning, an id of /subjects."})
    text = Line(TEXT_LENGTH, load_default="")
    expected_result = Line(TEXT_LENGTH, load_default="")
    wished = Id(metadata={"description": "The mentor that it chooses, a member's id."})
    signed = Truth(load_default=False, metadata={"description": "Signed by those who have to."})


class PartnershipSent(Strict):
    """Who learns from whom, and what."""

    mentor = Id(metadata={"description": "A member's id; left out while there is none."})
    mentees = Listed(Id(), MOST_MENTEES, required=True)
    subject = Id()
    letters = Listed(Id(), MOST_MENTEES, load_default=list, metadata={"description": "The letters that began it."})
    partners = Listed(
        Id(), MOST_MENTEES, load_default=list, metadata={"description": "Supporting partners, members' ids."}
    )
    points = Mapped(
        Choice(*NAMES),
        Whole(0, 1000),
        most=len(NAMES),
        metadata={"description": "Points of each criterion when it was matched; left out: not kept."},
    )


class BearerSent(Strict):
    """Who did it: a role, and a member where several bear it."""

    role = Id(required=True)
    who = Id(load_default="")


class PaperSent(Strict):
    """A paper that was filed, signed or approved on a day."""

    document = Id(required=True)
    day = Day(required=True)
    of = Id(load_default="", metadata={"description": "The mentee whose paper it is; left out: all."})
    month = Line(pattern=MONTH_PATTERN, metadata={"description": "For monthly papers: 2027-03."})
    signed_by = Listed(BearerSent, MOST_MENTEES, load_default=list)
    approved_by = Listed(BearerSent, MOST_MENTEES, load_default=list)


class EventSent(Strict):
    """An activity that took place."""

    activity = Id(required=True)
    day = Day(required=True)
    until = Day(metadata={"description": "Its last day; left out: the same day."})
    of = Listed(Id(), MOST_MENTEES, load_default=list, metadata={"description": "Mentees; left out: all."})
    attended = Listed(BearerSent, MOST_FACTS, load_default=list)


class GreenLightSent(Strict):
    """A party's yes."""

    role = Id(required=True)
    day = Day(required=True)


class FactsSent(Strict):
    """What happened."""

    papers = Listed(PaperSent, MOST_FACTS, load_default=list)
    events = Listed(EventSent, MOST_FACTS, load_default=list)
    confirmed = Listed(GreenLightSent, MOST_FACTS, load_default=list)


class StepSent(FactsSent):
    """A step, its day, and what happened with it."""

    step = Id(required=True)
    day = Day(required=True)
    reason = Line(TEXT_LENGTH, load_default="")


def created(sent: type[Schema]) -> type[Schema]:
    """Return the schema of a new record: ``sent`` with the id that it shall have."""
    return type(f"New{sent.__name__.removesuffix('Sent')}", (sent,), {"id": Id(required=True), "__doc__": sent.__doc__})


class Shown(Schema):
    """What every record shows."""

    id = fields.String(required=True)
    version = fields.Integer(required=True, metadata={"description": "Also the ETag."})


class ProgrammeShown(Shown):
    """A programme."""

    name = fields.String(required=True)
    book = fields.String(required=True)
    year = fields.Integer(required=True)


class ContactShown(Schema):
    """Whom to ask."""

    name = fields.String(required=True)
    email = fields.String(required=True)
    phone = fields.String(required=True)
    language = fields.String()


class MemberShown(Shown):
    """A member; its contact is for the facilitator only."""

    name = fields.String(required=True)
    kind = fields.String(required=True)
    utility = fields.String(required=True)
    region = fields.String(required=True)
    connections = fields.Integer(required=True, allow_none=True)
    contact = fields.Nested(ContactShown, required=True, allow_none=True)
    erased = fields.String(required=True, metadata={"description": "When its contact was erased, or empty."})


class LetterShown(Shown):
    """A letter and what it still lacks."""

    member = fields.String(required=True)
    received = fields.String(required=True)
    subject = fields.String(required=True)
    text = fields.String(required=True)
    expected_result = fields.String(required=True)
    wished = fields.String(required=True)
    signed = fields.Boolean(required=True)
    missing = fields.List(
        fields.Nested(Bilingual), required=True, metadata={"description": "Parts that the guideline asks for."}
    )


class PartnershipShown(Shown):
    """A partnership, where it stands, and what happened."""

    state = fields.String(required=True)
    state_name = fields.Nested(Bilingual, required=True)
    final = fields.Boolean(required=True)
    mentor = fields.String(required=True)
    mentees = fields.List(fields.String(), required=True)
    subject = fields.String(required=True)
    letters = fields.List(fields.String(), required=True)
    partners = fields.List(fields.String(), required=True)
    points = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    since = fields.String(required=True, metadata={"description": "Day of the last step, or empty."})
    papers = fields.Dict(required=True, metadata={"description": "Document, holder: what happened to it, by day."})
    events = fields.List(fields.Dict(), required=True)
    confirmed = fields.Dict(required=True)
    cautions = fields.List(
        fields.Nested(ReasonShown), required=True, metadata={"description": "To be looked at; blocks nothing."}
    )


class LackShown(Schema):
    """One thing that a step still needs."""

    gate = fields.String(required=True)
    section = fields.String(required=True)
    sentence = fields.Nested(Bilingual, required=True)


class StepShown(Schema):
    """A step that starts here."""

    id = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    section = fields.String(required=True)
    by = fields.String(required=True)
    to = fields.String(required=True)
    lacks = fields.List(fields.Nested(LackShown), required=True)


class StepsShown(Schema):
    """Where a partnership stands, and every step from there."""

    state = fields.String(required=True)
    steps = fields.List(fields.Nested(StepShown), required=True)


class EntryShown(Schema):
    """One entry of the journal."""

    seq = fields.Integer(required=True)
    at = fields.String(required=True)
    by = fields.String(required=True)
    kind = fields.String(required=True)
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    event = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "The new state, or empty."})
    reason = fields.String(required=True)
    change = fields.Dict(required=True, metadata={"description": "Merge patch (RFC 7396); null takes a name away."})
    hash = fields.String(required=True)


class JournalShown(Schema):
    """A page of the journal."""

    items = fields.List(fields.Nested(EntryShown), required=True)
    next = fields.Integer(required=True, allow_none=True)


def page_of(shown: type[Schema]) -> type[Schema]:
    """Return the schema of a page of records."""
    members: dict[str, Any] = {
        "items": fields.List(fields.Nested(shown), required=True),
        "next": fields.String(required=True, allow_none=True, metadata={"description": "The next page's `after`."}),
        "__doc__": "A page of records in order of id.",
    }
    return type(f"{shown.__name__.removesuffix('Shown')}PageShown", (Schema,), members)
