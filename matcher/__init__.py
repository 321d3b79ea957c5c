"""Who could teach whom, and why: ranked proposals, an exact match, and reasons for every no."""

from matcher.criteria import CRITERIA, Part
from matcher.errors import (
    BadValue,
    DuplicateId,
    MatcherError,
    SolverFault,
    TooLarge,
    UnclearSubject,
    UnknownMentee,
    UnknownMentor,
    UnknownNeed,
    UnknownParty,
    UnknownSubject,
)
from matcher.match import Certificate, Match, Summary
from matcher.model import Model
from matcher.nouns import Expectation, Mentee, Mentor, Need, Past, Pin, Practice
from matcher.pins import PinPrice, pin_prices
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import rank, why_not
from matcher.reading import Mention, read_subjects
from matcher.report import report
from matcher.result import Result
from matcher.rules import RULES
from matcher.solving import solve
from matcher.verify import verify
from matcher.whatif import WhatIf, alternates, choices, one_more_place, settled, what_if

__all__ = [
    "CRITERIA",
    "RULES",
    "BadValue",
    "Certificate",
    "DuplicateId",
    "Expectation",
    "Match",
    "MatcherError",
    "Mentee",
    "Mention",
    "Mentor",
    "Model",
    "Need",
    "Part",
    "Past",
    "Pin",
    "PinPrice",
    "Practice",
    "Problem",
    "Proposal",
    "Result",
    "SolverFault",
    "Summary",
    "TooLarge",
    "UnclearSubject",
    "UnknownMentee",
    "UnknownMentor",
    "UnknownNeed",
    "UnknownParty",
    "UnknownSubject",
    "WhatIf",
    "alternates",
    "choices",
    "one_more_place",
    "pin_prices",
    "rank",
    "read_subjects",
    "report",
    "settled",
    "solve",
    "verify",
    "what_if",
    "why_not",
]
