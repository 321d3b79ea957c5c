"""Errors belong to the room and to a builtin, and say what was asked, what is wrong, and what can be done."""

import pickle

import pytest

import matcher
from matcher import errors

KINDS = {
    errors.UnknownMentor("m"): KeyError,
    errors.UnknownMentee("n"): KeyError,
    errors.UnknownNeed("n/1"): KeyError,
    errors.UnknownParty("p"): KeyError,
    errors.UnknownSubject("s", ("NRW",)): KeyError,
    errors.UnclearSubject("words", ()): ValueError,
    errors.DuplicateId("mentor", "m"): ValueError,
    errors.BadValue(field="capacity", value=-1, expected="0 or more"): ValueError,
    errors.TooLarge(what="pairs", size=2, most=1): ValueError,
    errors.Stopped("time"): RuntimeError,
    errors.SolverFault("no answer"): RuntimeError,
}


@pytest.mark.parametrize("error", KINDS, ids=lambda error: type(error).__name__)
def test_error_is_of_the_room_and_of_a_builtin(error) -> None:
    """A caller may catch either; every error is exported."""
    assert isinstance(error, matcher.MatcherError)
    assert isinstance(error, KINDS[error])
    assert type(error).__name__ in matcher.__all__
    assert str(error)


@pytest.mark.parametrize("error", KINDS, ids=lambda error: type(error).__name__)
def test_error_is_the_same_in_another_process(error) -> None:
    """What a worker raises is told where the work was asked for."""
    sent = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here

    assert (type(sent), str(sent), sent.args, vars(sent)) == (type(error), str(error), error.args, vars(error))


def test_unknown_error_offers_the_nearest_or_the_next_step() -> None:
    """With a near name it asks, without one it says what to do."""
    assert str(errors.UnknownMentor("alfaa", ("alfa",))) == "no mentor named 'alfaa'; did you mean alfa?"
    assert str(errors.UnknownMentor("x")) == "no mentor named 'x'; add it first"
