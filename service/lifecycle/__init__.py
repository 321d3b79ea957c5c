"""What may happen next in a partnership: an interpreter over the book's tables that holds no rule of its own."""

from service.lifecycle.errors import BadFact, LifecycleError, StepRefused
from service.lifecycle.filing import told
from service.lifecycle.gates import Lack
from service.lifecycle.order import cautions
from service.lifecycle.steps import Offer, Taken, allowed, begin, take

__all__ = [
    "BadFact",
    "Lack",
    "LifecycleError",
    "Offer",
    "StepRefused",
    "Taken",
    "allowed",
    "begin",
    "cautions",
    "take",
    "told",
]
