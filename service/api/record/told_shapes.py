"""The schemas of what the record tells: indicators, warnings, work lists, the learning network, outcomes."""

from marshmallow import Schema, fields

from service.api.fields import Bilingual

NEXT = fields.Integer(
    required=True, allow_none=True, metadata={"description": "The next page's `after`; null where nothing follows."}
)


class ItemShown(Schema):
    """One thing that was to happen."""

    row = fields.String(required=True, metadata={"description": "Activity, document or kind of record."})
    name = fields.Nested(Bilingual, required=True)
    member = fields.String(required=True)
    standing = fields.String(
        required=True,
        metadata={"description": "done, late (done after its day), missing, ahead, or unknown (not on record)."},
    )
    due = fields.Date(required=True, allow_none=True)
    day = fields.Date(required=True, allow_none=True)
    section = fields.String(required=True)


class OpinionShown(Schema):
    """What somebody says of an indicator; kept apart from what is counted."""

    by = fields.String(required=True, metadata={"description": "self, or who else said it."})
    value = fields.Integer(required=True, allow_none=True)
    words = fields.String(required=True)
    apart = fields.Integer(
        required=True, allow_none=True, metadata={"description": "What is said less what is counted, in per cent."}
    )


class MeasuredShown(Schema):
    """One indicator of one member."""

    indicator = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    section = fields.String(required=True)
    role = fields.String(required=True)
    group = fields.String(required=True)
    member = fields.String(required=True)
    value = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Per cent; null where nothing was due or on record."}
    )
    done = fields.Integer(required=True)
    late = fields.Integer(required=True)
    due = fields.Integer(required=True)
    not_on_record = fields.Integer(required=True, metadata={"description": "Things that the record cannot tell."})
    formula = fields.Nested(Bilingual, required=True)
    worked = fields.Nested(Bilingual, required=True, metadata={"description": "The formula with the numbers put in."})
    items = fields.List(fields.Nested(ItemShown), required=True)
    beside = fields.List(fields.Nested(ItemShown), required=True)
    opinions = fields.List(fields.Nested(OpinionShown), required=True)


class IndicatorsShown(Schema):
    """The indicators of a partnership, and what was observed in words."""

    partnership = fields.String(required=True)
    today = fields.Date(required=True)
    indicators = fields.List(fields.Nested(MeasuredShown), required=True)
    results = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.String()),
        required=True,
        metadata={"description": "Record to field to text: what was observed in words (5.4)."},
    )


class PooledShown(Schema):
    """One indicator over many partnerships."""

    indicator = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    role = fields.String(required=True)
    value = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Per cent of all that was due; null where nothing was."},
    )
    done = fields.Integer(required=True)
    late = fields.Integer(required=True)
    due = fields.Integer(required=True)
    counted = fields.Integer(required=True, metadata={"description": "Values that it is made of."})
    without = fields.Integer(required=True, metadata={"description": "Partnerships or mentees without a number."})


class SummaryShown(Schema):
    """The indicators of a programme."""

    today = fields.Date(required=True)
    partnerships = fields.Integer(required=True)
    indicators = fields.List(fields.Nested(PooledShown), required=True)


class YearShown(Schema):
    """A member's indicators in one programme."""

    programme = fields.String(required=True)
    year = fields.Integer(required=True)
    member = fields.String(required=True, metadata={"description": "Its id there."})
    partnerships = fields.Integer(required=True)
    indicators = fields.List(fields.Nested(PooledShown), required=True)


class TrendShown(Schema):
    """A member's indicators over the years."""

    today = fields.Date(required=True)
    member = fields.String(required=True)
    years = fields.List(fields.Nested(YearShown), required=True)


class AlarmShown(Schema):
    """One sign that a partnership may need help."""

    warning = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    section = fields.String(required=True)
    points = fields.Integer(required=True)
    days = fields.Integer(required=True)
    day = fields.Date(required=True, allow_none=True)
    sentence = fields.Nested(Bilingual, required=True)
    next = fields.Nested(Bilingual, required=True)


class WatchedShown(Schema):
    """A partnership of which something is to be said."""

    partnership = fields.String(required=True)
    state = fields.String(required=True)
    points = fields.Integer(required=True)
    at_risk = fields.Boolean(required=True)
    warnings = fields.List(fields.Nested(AlarmShown), required=True)


class WarningsShown(Schema):
    """Partnerships with warnings, the most points first."""

    today = fields.Date(required=True)
    at_risk_from = fields.Integer(required=True, metadata={"description": "Points, an assumption of the policy."})
    items = fields.List(fields.Nested(WatchedShown), required=True)
    next = NEXT


class WorkShown(Schema):
    """One thing to do."""

    list = fields.String(required=True)
    kind = fields.String(required=True)
    record = fields.String(required=True)
    partnership = fields.String(required=True)
    sentence = fields.Nested(Bilingual, required=True)
    section = fields.String(required=True)
    day = fields.Date(required=True, allow_none=True)


class WorkListsShown(Schema):
    """The facilitator's lists by name."""

    today = fields.Date(required=True)
    lists = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(WorkShown)), required=True)
    next = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(allow_none=True),
        required=True,
        metadata={"description": "List to the `after` of its next page; null where nothing follows."},
    )


class ExpectedShown(Schema):
    """What is expected of a member now."""

    today = fields.Date(required=True)
    member = fields.String(required=True)
    items = fields.List(fields.Nested(WorkShown), required=True)
    next = NEXT


class LessonShown(Schema):
    """Who learned what from whom."""

    mentee = fields.String(required=True)
    mentor = fields.String(required=True)
    subject = fields.String(required=True)
    year = fields.Integer(required=True, allow_none=True)
    source = fields.String(required=True)


class BridgeShown(Schema):
    """Whose lessons join regions."""

    party = fields.String(required=True)
    regions = fields.List(fields.String(), required=True)
    between = fields.Integer(
        required=True, metadata={"description": "Thousandths of the shortest ways between others that lead through it."}
    )
    holds = fields.Boolean(required=True)


class NetworkShown(Schema):
    """The learning community."""

    names = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    lessons = fields.List(fields.Nested(LessonShown), required=True)
    chains = fields.List(fields.List(fields.Nested(LessonShown)), required=True)
    bridges = fields.List(fields.Nested(BridgeShown), required=True)
    unserved = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)
    circles = fields.List(fields.List(fields.String()), required=True)
    summary = fields.List(fields.Nested(Bilingual), required=True)


class EndedShown(Schema):
    """A partnership that is over."""

    partnership = fields.String(required=True)
    points = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    success = fields.Boolean(required=True, allow_none=True)
    reached = fields.Integer(required=True)
    set = fields.Integer(required=True)
    counts = fields.Boolean(required=True)
    why = fields.Nested(Bilingual, required=True)


class OutcomesShown(Schema):
    """How partnerships came out, and how many the outcome model still misses."""

    items = fields.List(fields.Nested(EndedShown), required=True)
    next = NEXT
    counted = fields.Integer(required=True)
    missing = fields.Nested(Bilingual, required=True)
