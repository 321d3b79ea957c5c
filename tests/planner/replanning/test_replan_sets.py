"""The few that stand in the way: what is left out first, and what an open question leaves in."""

import itertools

import pytest

from planner.replanning.sets import fewest_of

SEVERAL = list("abcdefg")


@pytest.mark.parametrize("size", [1, 2, 3])
def test_fewest_of_names_exactly_those_that_are_needed(size):
    """A name too many would send the search to a partnership that stands in nobody's way."""
    for needed in itertools.combinations(SEVERAL, size):
        asked = []

        def fails(some, needed=needed, asked=asked):
            asked.append(some)
            return set(needed) <= some

        assert set(fewest_of(fails, frozenset(), SEVERAL)) == set(needed)
        assert len(asked) <= 3 * size * len(SEVERAL)


def test_an_open_question_only_leaves_more_in():
    """What could not be answered in time must never drop somebody who is needed."""
    found = fewest_of(lambda some: set("bf") <= some and len(some) > 4, frozenset(), SEVERAL)

    assert set("bf") <= set(found)
