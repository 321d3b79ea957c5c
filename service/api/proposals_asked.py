"""What a client sends to have letters matched: mentors with practices, mentees with needs, pins, the past (3.1.1)."""

from service.api.answers import RunAsked
from service.api.fields import (
    MOST_COUNT,
    TEXT_LENGTH,
    Choice,
    Id,
    Line,
    Listed,
    Mapped,
    Reading,
    Strict,
    Truth,
    Whole,
    one,
)
from service.api.otherwise import OtherwiseBody

# Technical bounds of one question; a year of the association has 24 letters and 14 mentors.
MOST_MENTORS, MOST_PRACTICES, MOST_MENTEES, MOST_NEEDS, MOST_TIES = 200, 1000, 300, 900, 1000

# Technical: entries of one list of wishes, readings of one practice, ranks of one letter, proposals of one need.
MOST_WISHES, MOST_READINGS, MOST_RANK, MOST_TOP, TOP = 50, 30, 20, 50, 3

# Technical: working days of one mentor's team in a year; mentors of one mentee that may be asked for.
MOST_TEAM_DAYS, MOST_EACH = 1000, 5

# Points of a pair are thousandths.
MOST_POINTS = 1000

# Years that a practice or a past partnership may be of.
OLDEST, NEWEST = 1970, 2040


def readings(**about: str) -> object:
    """Return a field of KPI ids to values."""
    return Mapped(Id(), Reading(), most=MOST_READINGS, load_default=dict, metadata=about)


class ExpectationAsked(Strict):
    """The mentees that a mentor expects (3.1.2); what is left out is no wish."""

    islands = Listed(Line(), MOST_WISHES, load_default=list)
    subjects = Listed(Id(), MOST_WISHES, load_default=list)
    least_connections = Whole(0, MOST_COUNT)
    most_connections = Whole(0, MOST_COUNT)


class MentorAsked(Strict):
    """Somebody willing to teach; what is left out comes from the registers, if ``id`` or ``utility`` is known there."""

    id = Id(required=True)
    name = Line(load_default="")
    utility = Id(metadata={"description": "Utility id of /utilities."})
    kind = Choice("utility", "person", "centre", load_default="utility")
    region = Id(metadata={"description": "Region code, for example 35.78."})
    connections = Whole(0, MOST_COUNT)
    capacity = Whole(0, MOST_MENTEES, load_default=1, metadata={"description": "Mentees that it takes this year."})
    least = Whole(0, MOST_MENTEES, load_default=0, metadata={"description": "Fewest mentees for which it prepares."})
    team_days = Whole(
        0, MOST_TEAM_DAYS, metadata={"description": "Most working days of its team; asked with mentors_each only."}
    )
    raw_water = Line(load_default="", metadata={"description": "Kinds of raw water, parted by commas."})
    member = Truth(load_default=True)
    expects = one(ExpectationAsked)


class PracticeAsked(Strict):
    """A best practice on offer with what it achieved."""

    mentor = Id(required=True)
    subject = Id(required=True, metadata={"description": "Subject id of /subjects."})
    title = Line(load_default="")
    before = readings(description="KPI id to value before the practice.")
    after = readings(description="KPI id to value after it.")
    year = Whole(OLDEST, NEWEST)
    verified = Truth(load_default=False)


class MenteeAsked(Strict):
    """Somebody willing to learn; the order is the order of the letters."""

    id = Id(required=True)
    name = Line(load_default="")
    utility = Id()
    region = Id()
    connections = Whole(0, MOST_COUNT)
    raw_water = Line(load_default="")
    member = Truth(load_default=True)
    waited = Whole(0, MOST_RANK, load_default=0, metadata={"description": "Years in which it was left out."})


class NeedAsked(Strict):
    """One priority subject of a letter (3.1.1-A4, A6)."""

    mentee = Id(required=True)
    subject = Id(metadata={"description": "Left out: it is read from text and expects."})
    rank = Whole(1, MOST_RANK, load_default=1)
    today = readings(description="KPI id to value where the mentee stands.")
    target = readings(description="KPI id to value where it wants to be.")
    chosen = Id(metadata={"description": "The mentor that the letter names."})
    text = Line(TEXT_LENGTH, load_default="")
    expects = Line(TEXT_LENGTH, load_default="")


class PinAsked(Strict):
    """A pair that must be or may never be."""

    mentor = Id(required=True)
    mentee = Id(required=True)
    kind = Choice("must", "never", required=True)
    reason = Line(least=1, required=True)
    author = Line(load_default="")


class PastAsked(Strict):
    """A finished partnership, in the roles of its time."""

    mentor = Id(required=True)
    mentee = Id(required=True)
    year = Whole(OLDEST, NEWEST)
    subject = Id()


class ProposalsAsked(RunAsked):
    """One question to the matcher."""

    mentors = Listed(MentorAsked, MOST_MENTORS, required=True)
    practices = Listed(PracticeAsked, MOST_PRACTICES, required=True)
    mentees = Listed(MenteeAsked, MOST_MENTEES, required=True)
    needs = Listed(NeedAsked, MOST_NEEDS, required=True)
    pins = Listed(PinAsked, MOST_TIES, load_default=list)
    past = Listed(PastAsked, MOST_TIES, load_default=list)
    published = Mapped(
        Id(), Id(), most=MOST_MENTEES, load_default=dict,
        metadata={"description": "Mentee id to mentor id as last published; as many as can be are kept."},
    )  # fmt: skip
    floor = Whole(
        0, MOST_POINTS, metadata={"description": "Fit to which the worst pairs are lifted first; 0 for none."}
    )
    mentors_each = Whole(
        1, MOST_EACH,
        metadata={"description": "Match also with a mentor for each subject, at most so many a mentee: `per_subject`."},
    )  # fmt: skip
    otherwise = one(OtherwiseBody, metadata={"description": "Look for other matches too: `otherwise`."})
    top = Whole(1, MOST_TOP, load_default=TOP, metadata={"description": "Ranked proposals shown for each need."})


# A body that works; its sums and days are invented.
EXAMPLE = {
    "mentors": [{"id": "tirta-alfa", "region": "35.78", "connections": 300000, "capacity": 2}],
    "practices": [{"mentor": "tirta-alfa", "subject": "NRW", "before": {"nrw_pct": 38}, "after": {"nrw_pct": 24}}],
    "mentees": [{"id": "tirta-beta", "region": "35.04", "connections": 21000}],
    "needs": [{"mentee": "tirta-beta", "subject": "NRW", "today": {"nrw_pct": 41}, "chosen": "tirta-alfa"}],
    "seed": 1,
    "time_limit": 5,
}
