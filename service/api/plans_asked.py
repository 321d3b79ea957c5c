"""What a client sends to have a year planned: partnerships, colleagues, money, a decision, absences (2.6, 4)."""

from service.api.answers import RunAsked
from service.api.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_COUNT,
    MOST_RUPIAH,
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

# Technical bounds of one question; the association has run at most 22 partnerships in a year.
MOST_PARTNERSHIPS, MOST_PARTIES, MOST_COLLEAGUES, MOST_BLOCKS, MOST_FIXES = 60, 200, 20, 500, 500

# Technical: mentees of one partnership, heads or amounts of one budget, points of one partnership.
MOST_MENTEES, MOST_HEADS, MOST_WORTH = 10, 30, 1_000_000

# Technical: regions that one decision lists; the country has some 550.
MOST_REGIONS = 600

# A month has no more working days; how often one activity can be counted; calendar months of a pilot in any book.
MOST_DAYS, MOST_TIMES, MOST_MONTHS = 23, 12, 36


class PartyAsked(Strict):
    """A mentor or mentee; utilities of the registers need not be listed."""

    id = Id(required=True)
    name = Line(load_default="")
    region = Id(metadata={"description": "Region code; left out: the registers' own for a utility id."})
    connections = Whole(0, MOST_COUNT)


class ColleagueAsked(Strict):
    """A colleague of the facilitator."""

    id = Id(required=True)
    name = Line(load_default="")
    days_per_month = Whole(0, MOST_DAYS, required=True)


class PartnershipAsked(Strict):
    """A mentor with its mentees."""

    id = Id(required=True)
    mentor = Id(required=True)
    mentees = Listed(Id(), MOST_MENTEES, required=True)
    ready = Day(required=True, metadata={"description": "Nothing of the partnership lies before this day."})
    worth = Whole(0, MOST_WORTH, required=True, metadata={"description": "Points of the match."})
    subject = Id(load_default="")
    pilot_months = Whole(1, MOST_MONTHS, metadata={"description": "Left out: chosen within the guideline's range."})


class BlockAsked(Strict):
    """Days on which somebody cannot take part, both ends included."""

    who = Id(required=True)
    first = Day(required=True)
    last = Day(required=True)
    reason = Line(load_default="")


class FixAsked(Strict):
    """A day that is settled; an empty partnership means an event of the whole programme."""

    partnership = Line(load_default="")
    activity = Id(required=True)
    day = Day(required=True)
    occurrence = Whole(1, MOST_TIMES, load_default=1)


class DecisionAsked(Strict):
    """The National Board's subsidy decision (4.2); amounts as its kind needs them."""

    number = Line(least=1, required=True)
    date = Day(required=True)
    kind = Id(required=True)
    amounts = Mapped(Id(), Whole(0, MOST_RUPIAH), most=MOST_HEADS, required=True)
    regions = Listed(
        Id(), MOST_REGIONS, load_default=list,
        metadata={"description": "Region codes that come first, for the kinds that ask for them."},
    )  # fmt: skip


class RatesAsked(Strict):
    """A party's own travel rates (4.1: by its company's rules); what is left out follows the state cost standard."""

    daily_allowance = Whole(0, MOST_RUPIAH, metadata={"description": "Whole rupiah, one person and day."})
    hotel = Whole(0, MOST_RUPIAH, metadata={"description": "Whole rupiah, one person and night."})
    source = Line(least=1, required=True, metadata={"description": "Where the company says so."})


class PlansAsked(RunAsked):
    """One question to the planner."""

    year = Whole(FIRST_YEAR, LAST_YEAR, required=True, metadata={"description": "Budget year."})
    today = Day(required=True, metadata={"description": "Day of planning."})
    budget = Mapped(
        Id(), Whole(0, MOST_RUPIAH), most=MOST_HEADS, required=True,
        metadata={"description": "Budget head to whole rupiah."},
    )  # fmt: skip
    budget_decided = Truth(
        load_default=True,
        metadata={
            "description": "False while the annual meeting has not decided the budget: no subsidy is given (4.2)."
        },
    )
    travel_policy = Id(metadata={"description": "A travel_policy of /rules; left out: the default, 4.1."})
    decision = one(DecisionAsked)
    parties = Listed(PartyAsked, MOST_PARTIES, load_default=list)
    facilitators = Listed(ColleagueAsked, MOST_COLLEAGUES, required=True)
    partnerships = Listed(PartnershipAsked, MOST_PARTNERSHIPS, required=True)
    blocks = Listed(BlockAsked, MOST_BLOCKS, load_default=list)
    fixes = Listed(FixAsked, MOST_FIXES, load_default=list)
    pilots = Mapped(
        Id(), Whole(0, MOST_RUPIAH), most=MOST_PARTIES, load_default=dict,
        metadata={"description": "Mentee to the rupiah in its own annual plan for the pilot (3.1.1-A3)."},
    )  # fmt: skip
    rates = Mapped(
        Id(), one(RatesAsked), most=MOST_PARTIES, load_default=dict,
        metadata={"description": "Party to its own travel rates (4.1); without: the state cost standard."},
    )  # fmt: skip


# A body that works; its sums and days are invented.
EXAMPLE = {
    "year": 2027,
    "today": "2027-01-04",
    "budget": {"preparation": 50000000, "facilitator_travel": 300000000, "subsidies": 200000000,
               "workshops": 250000000, "documents": 40000000},
    "parties": [{"id": "tirta-alfa", "region": "35.78"}, {"id": "tirta-beta", "region": "35.04"}],
    "facilitators": [{"id": "rina", "days_per_month": 8}],
    "partnerships": [
        {"id": "w-07", "mentor": "tirta-alfa", "mentees": ["tirta-beta"], "ready": "2027-01-19", "worth": 830}
    ],
    "seed": 1,
    "time_limit": 5,
}  # fmt: skip
