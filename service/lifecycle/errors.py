"""What the lifecycle refuses.

Tree::

    LifecycleError (a ServiceError)
    +-- BadFact(ValueError)      what is told cannot have happened; names the field and what was expected
    +-- StepRefused(ValueError)  the step cannot be taken now; names what can, and what each lacks
"""

from data.text import Text
from service.errors import ServiceError
from service.lifecycle.gates import Lack


class LifecycleError(ServiceError):
    """Base of everything the lifecycle raises."""


class BadFact(LifecycleError, ValueError):
    """A fact that cannot be: ``field`` is its path, ``expected`` says in both languages what would be right."""

    def __init__(self, field: str, expected: Text) -> None:
        """Keep both."""
        self.field, self.expected = field, expected
        super().__init__(f"{field}: expected {expected.en}")


class StepRefused(LifecycleError, ValueError):
    """A step that cannot be taken now.

    Parameters
    ----------
    step, state
        What was asked, and where the partnership stands.
    section
        Section of the guideline that the step comes from.
    lacks
        What it lacks; empty when it does not start here at all.
    """

    def __init__(self, step: str, *, state: str, section: str, lacks: tuple[Lack, ...]) -> None:
        """Keep all of it."""
        self.step, self.state, self.section, self.lacks = step, state, section, lacks
        told = "; ".join(lack.sentence.en for lack in lacks) or f"it does not start from {state}"
        super().__init__(f"{step} ({section}): {told}")
