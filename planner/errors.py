"""What can be asked wrongly of the planner, and how it is said.

Tree::

    PlannerError
    +-- UnknownParty(KeyError)           a name that was never added
    +-- UnknownActivity(KeyError)        the book has no such scheduled activity
    +-- AddedTwice(ValueError)           an id that is already taken
    +-- WrongValue(ValueError)           a number or day that cannot be
    +-- FixesClash(ValueError)           one activity fixed on two days
    +-- CyclicPrecedence(ValueError)     the book's activities wait for each other
    +-- EmptyPilot(ValueError)           the book's pilot takes at least more months than at most
    +-- TooLarge(ValueError)             more than one run can plan; refused before building
"""


class PlannerError(Exception):
    """Base of everything the room ``planner`` raises; it can be sent to another process with all it knows."""

    def __reduce__(self) -> tuple[object, ...]:
        """Return how it is made again there: not by its arguments, which are its sentence."""
        return _again, (type(self), self.args, dict(self.__dict__))


def _again(kind: type[PlannerError], args: tuple[object, ...], told: dict[str, object]) -> PlannerError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(told)
    return error


class UnknownParty(PlannerError, KeyError):
    """A party, colleague or partnership was named that was never added."""

    def __init__(self, who: str, known: tuple[str, ...] = ()) -> None:
        """Keep the name and those that are known."""
        self.who, self.known = who, known
        super().__init__(who)

    def __str__(self) -> str:
        """Return what was asked and what is known."""
        return f"nobody named {self.who!r} was added; known are {', '.join(self.known) or 'none'}"


class UnknownActivity(PlannerError, KeyError):
    """The book has no such activity that a planner dates."""

    def __init__(self, activity: str, known: tuple[str, ...]) -> None:
        """Keep the name and those that are known."""
        self.activity, self.known = activity, known
        super().__init__(activity)

    def __str__(self) -> str:
        """Return what was asked and what is known."""
        return f"no activity {self.activity!r} to be dated; known are {', '.join(self.known)}"


class AddedTwice(PlannerError, ValueError):
    """An id was given a second time."""

    def __init__(self, what: str, key: str) -> None:
        """Keep what kind of thing it is and its id."""
        self.what, self.key = what, key
        super().__init__(f"{what} {key!r} was already added")


class WrongValue(PlannerError, ValueError):
    """A number or a day cannot be; ``what`` names it, ``value`` is what came."""

    def __init__(self, what: str, value: object, expected: str) -> None:
        """Keep what was given and say what was expected."""
        self.what, self.value, self.expected = what, value, expected
        super().__init__(f"{what} is {value}; expected {expected}")


class FixesClash(PlannerError, ValueError):
    """One activity was fixed on two different days."""

    def __init__(self, where: str, days: tuple[str, ...]) -> None:
        """Keep the event and the days."""
        self.where, self.days = where, days
        super().__init__(f"{where} is fixed on {' and on '.join(days)}; keep one of them")


class CyclicPrecedence(PlannerError, ValueError):
    """The book's activities wait for each other in a ring."""

    def __init__(self, ring: tuple[str, ...]) -> None:
        """Keep the ring."""
        self.ring = ring
        super().__init__(f"these wait for each other: {' -> '.join(ring)}; drop one precedence of the ring")


class EmptyPilot(PlannerError, ValueError):
    """No number of months is left for a pilot."""

    def __init__(self, activity: str, least: int, most: int) -> None:
        """Keep the activity and its months."""
        self.activity, self.least, self.most = activity, least, most
        super().__init__(f"{activity} takes at least {least} and at most {most} months; expected least <= most")


class TooLarge(PlannerError, ValueError):
    """More was asked than one run can plan."""

    def __init__(self, what: str, count: int, most: int) -> None:
        """Keep the count and the most that is taken."""
        self.what, self.count, self.most = what, count, most
        super().__init__(f"{count} {what}; one run plans at most {most}, split the programme")
