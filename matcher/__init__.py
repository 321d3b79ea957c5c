"""Who could teach whom, and why: ranked proposals, an exact match, and reasons for every no."""

from matcher.bundled.result import SubjectResult
from matcher.bundled.solving import solve_subjects
from matcher.criteria import CRITERIA, Part
from matcher.errors import (
    BadValue,
    DuplicateId,
    MatcherError,
    SolverFault,
    Stopped,
    TooLarge,
    UnclearSubject,
    UnknownMentee,
    UnknownMentor,
    UnknownNeed,
    UnknownParty,
    UnknownSubject,
)
from matcher.later.advice import Advice, PlaceNow, advise
from matcher.later.place import Placement, place_letter
from matcher.match import Certificate, Match, Summary
from matcher.model import Model
from matcher.noes.quarrels import Named, Quarrel, quarrels, worth
from matcher.noes.squeezes import Bottleneck, Squeeze, bottlenecks, leading, squeezes
from matcher.noes.told import Shortage, shortages
from matcher.nouns import Expectation, Mentee, Mentor, Need, Past, Pin, Practice
from matcher.otherwise.alternatives import alternatives
from matcher.otherwise.answers import (
    Alternative,
    Alternatives,
    Blocking,
    Frontier,
    Other,
    Rather,
    Span,
    Stop,
    WeightSpan,
)
from matcher.otherwise.decided import decided
from matcher.otherwise.frontier import frontier
from matcher.otherwise.pins import PinPrice, pin_prices
from matcher.otherwise.plain import plain_alternatives, plain_frontier, plain_rather, plain_weights
from matcher.otherwise.rather import rather
from matcher.otherwise.verify import verify_otherwise
from matcher.otherwise.weights import weights
from matcher.otherwise.whatif import WhatIf, alternates, choices, one_more_place, settled, what_if
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import rank, why_not
from matcher.reading import Mention, read_subjects
from matcher.report import report
from matcher.result import Result
from matcher.rules import RULES
from matcher.solving import solve
from matcher.verify import verify

__all__ = [
    "CRITERIA",
    "RULES",
    "Advice",
    "Alternative",
    "Alternatives",
    "BadValue",
    "Blocking",
    "Bottleneck",
    "Certificate",
    "DuplicateId",
    "Expectation",
    "Frontier",
    "Match",
    "MatcherError",
    "Mentee",
    "Mention",
    "Mentor",
    "Model",
    "Named",
    "Need",
    "Other",
    "Part",
    "Past",
    "Pin",
    "PinPrice",
    "PlaceNow",
    "Placement",
    "Practice",
    "Problem",
    "Proposal",
    "Quarrel",
    "Rather",
    "Result",
    "Shortage",
    "SolverFault",
    "Span",
    "Squeeze",
    "Stop",
    "Stopped",
    "SubjectResult",
    "Summary",
    "TooLarge",
    "UnclearSubject",
    "UnknownMentee",
    "UnknownMentor",
    "UnknownNeed",
    "UnknownParty",
    "UnknownSubject",
    "WeightSpan",
    "WhatIf",
    "advise",
    "alternates",
    "alternatives",
    "bottlenecks",
    "choices",
    "decided",
    "frontier",
    "leading",
    "one_more_place",
    "pin_prices",
    "place_letter",
    "plain_alternatives",
    "plain_frontier",
    "plain_rather",
    "plain_weights",
    "quarrels",
    "rank",
    "rather",
    "read_subjects",
    "report",
    "settled",
    "shortages",
    "solve",
    "solve_subjects",
    "squeezes",
    "verify",
    "verify_otherwise",
    "weights",
    "what_if",
    "why_not",
    "worth",
]
