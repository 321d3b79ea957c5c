"""From what a facilitator holds to what the two solvers ask for; nothing is decided here."""

from service.adapters.matching import matcher_model
from service.adapters.planning import partnerships, party_of_letter, party_of_mentor, planner_model
from service.adapters.subjects import read_needs

__all__ = ["matcher_model", "partnerships", "party_of_letter", "party_of_mentor", "planner_model", "read_needs"]
