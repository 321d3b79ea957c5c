"""What a programmer can do wrong with the matcher, said at the line of the mistake.

Tree::

    MatcherError
    +-- UnknownMentor(KeyError)     no mentor of that id was added
    +-- UnknownMentee(KeyError)     no mentee of that id was added
    +-- UnknownNeed(KeyError)       no need of that id was added
    +-- UnknownParty(KeyError)      neither a mentor, a mentee nor a utility of the reference
    +-- UnknownSubject(KeyError)    no such subject in the catalogue
    +-- UnclearSubject(ValueError)  no subject given, and the words do not show which
    +-- DuplicateId(ValueError)     the id is taken
    +-- BadValue(ValueError)        a value outside its range
    +-- TooLarge(ValueError)        more pairs than the memory or the integers hold
    +-- Stopped(RuntimeError)       a large flow was ended: no more time, or no more memory
    +-- SolverFault(RuntimeError)   the flow solver gave no answer to a network that has one

A world that says no is not an error: it is a status and ``Reason`` objects in the result.
"""

from collections.abc import Callable


class MatcherError(Exception):
    """Base of everything the room ``matcher`` raises; goes from one process to another as it is."""

    def __reduce__(self) -> tuple[Callable[..., "MatcherError"], tuple[object, ...]]:
        """Return how it is made again elsewhere, whatever its own arguments are called."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[MatcherError], args: tuple[object, ...], fields: dict[str, object]) -> MatcherError:
    made = kind.__new__(kind, *args)
    made.__dict__.update(fields)
    return made


class _Unknown(MatcherError, KeyError):
    """A name that was never added; ``key`` is what was asked, ``near`` what could have been meant."""

    noun = "row"

    def __init__(self, key: str, near: tuple[str, ...] = ()) -> None:
        self.key, self.near = key, near
        super().__init__(key)

    def __str__(self) -> str:
        """Return what was asked, what is wrong, and what can be done."""
        hint = f"; did you mean {', '.join(self.near)}?" if self.near else "; add it first"
        return f"no {self.noun} named {self.key!r}{hint}"


class UnknownMentor(_Unknown):
    """No mentor of that id was added."""

    noun = "mentor"


class UnknownMentee(_Unknown):
    """No mentee of that id was added."""

    noun = "mentee"


class UnknownNeed(_Unknown):
    """No need of that id was added."""

    noun = "need"


class UnknownParty(_Unknown):
    """Neither a mentor, a mentee nor a utility of the reference."""

    noun = "mentor, mentee or utility"


class UnknownSubject(_Unknown):
    """No such subject in the catalogue."""

    noun = "subject"


class UnclearSubject(MatcherError, ValueError):
    """No subject was given and the letter's words do not show which; ``near`` holds the best guesses."""

    def __init__(self, words: str, near: tuple[str, ...]) -> None:
        self.words, self.near = words, near
        super().__init__(f"no subject can be read from {words!r}; nearest are {', '.join(near) or 'none'}; name one")


class DuplicateId(MatcherError, ValueError):
    """The id is taken."""

    def __init__(self, noun: str, key: str) -> None:
        self.noun, self.key = noun, key
        super().__init__(f"{noun} {key!r} was added before; ids are used once")


class BadValue(MatcherError, ValueError):
    """A value outside its range; ``field`` is the argument, ``expected`` what it may be."""

    def __init__(self, *, field: str, value: object, expected: str) -> None:
        self.field, self.value, self.expected = field, value, expected
        super().__init__(f"{field} is {value!r}; expected {expected}")


class TooLarge(MatcherError, ValueError):
    """More than can be held; refused before the memory is taken."""

    def __init__(self, *, what: str, size: int, most: int) -> None:
        self.what, self.size, self.most = what, size, most
        super().__init__(f"{what}: {size:,} is more than {most:,}; split the programme")


class Stopped(MatcherError, RuntimeError):
    """A large flow was ended before it had an answer; ``lacking`` is ``time`` or ``memory``."""

    def __init__(self, lacking: str) -> None:
        self.lacking = lacking
        super().__init__(lacking)

    def __str__(self) -> str:
        """Return what was used up, and what can be done."""
        return f"the flow was ended for want of {self.lacking}; give more, or split the programme"


class SolverFault(MatcherError, RuntimeError):
    """The flow solver gave no answer to a network that always has one."""
