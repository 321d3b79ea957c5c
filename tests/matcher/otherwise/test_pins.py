"""Decisions that survive every run, what they cost, and a mentor that declines."""

import pytest

from matcher import BadValue, UnknownMentee, pin_prices
from tests.matcher.programmes import crowd, random_model

LIMIT = 60


def pairs(result) -> dict[str, str]:
    """Return who has whom."""
    return {one.mentee: one.mentor for one in result.proposals}


@pytest.mark.guards("2.1.4")
def test_pin_price_is_what_the_match_gains_without_it() -> None:
    """The facilitator may insist, and knows what insisting costs; a pin that costs nothing says so."""
    made = crowd(mentees=3, capacities=(1, 1, 1))
    free = made.solve(time_limit=LIMIT, seed=0)
    mine = pairs(free)
    made.fix(mine["n0"], "n1", reason="asked", author="facilitator")
    result = made.solve(time_limit=LIMIT, seed=0)

    (price,) = pin_prices(result, time_limit=LIMIT)

    assert price.pin.author == "facilitator"
    assert price.change["points"] == free.level("points").value - result.level("points").value > 0
    assert not price.frees


def test_pin_prices_of_contradictory_pins_tell_which_one_to_lift() -> None:
    """Either of two pins on one mentee can go; a third that stands in nobody's way is not named."""
    made = crowd(mentees=2, capacities=(1, 1))
    made.fix("m0", "n0", reason="one")
    made.fix("m1", "n0", reason="two")
    made.forbid("m0", "n1", reason="same board")

    found = pin_prices(made.solve(time_limit=LIMIT, seed=0), time_limit=LIMIT)

    assert [price.frees for price in found] == [True, True, False]


@pytest.mark.guards("3.1.2")
def test_decline_moves_nobody_but_the_mentee_concerned() -> None:
    """A director who has agreed is not called again because another one declined."""
    moved = 0
    for seed in range(40):
        made = random_model(seed)
        before = made.solve(time_limit=LIMIT, seed=0)
        for mentee in list(pairs(before))[:1]:
            refuser = made.decline(before, mentee, reason="no time this year", author="mentor")
            after = made.solve(time_limit=LIMIT, seed=0)

            assert after.verify() == ()
            assert {k: v for k, v in pairs(after).items() if k in pairs(before) and k != mentee} == {
                k: v for k, v in pairs(before).items() if k != mentee
            }
            assert pairs(after).get(mentee) != refuser.id
            moved += mentee in pairs(after)
    assert moved > 0


def test_decline_of_a_mentee_without_a_mentor_is_refused() -> None:
    """A slip is told at the line that makes it, and nothing is changed."""
    made = crowd(mentees=2, capacities=(1,))
    result = made.solve(time_limit=LIMIT, seed=0)
    (left,) = result.unmatched

    with pytest.raises(BadValue, match="one that has a mentor"):
        made.decline(result, left, reason="no time")
    with pytest.raises(UnknownMentee):
        made.decline(result, "nobody", reason="no time")
    assert made.freeze().pins == ()
