"""One spelling for every value, and changes that can be applied again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.store.canonical import MOST_WHOLE, canonical, check_storable, difference, patched, same
from service.store.errors import UnstorableValue

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
LEAVES = st.one_of(TEXTS, st.booleans(), st.integers(-MOST_WHOLE, MOST_WHOLE))
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3))
DATA = st.dictionaries(TEXTS, VALUES, max_size=4)


def test_canonical_has_sorted_keys_no_spaces_and_letters_as_they_are():
    """The spelling is fixed for ever, since every hash rests on it."""
    assert canonical({"b": 1, "a": ["é", True]}) == '{"a":["é",true],"b":1}'


@given(DATA, DATA)
def test_difference_applied_to_the_old_gives_the_new(old, new):
    """The journal keeps differences only, so none may lose or invent anything."""
    assert canonical(patched(old, difference(old, new))) == canonical(new)


@given(DATA)
def test_difference_of_the_same_is_nothing(data):
    """A change that changes nothing makes no entry."""
    assert difference(data, json.loads(canonical(data))) == {}


def test_same_tells_one_from_true():
    """Python says that 1 equals True; a reader of JSON does not."""
    assert not same({"n": 1}, {"n": True})


@given(DATA)
def test_check_storable_takes_what_json_keeps_exactly(data):
    """Texts, whole numbers, truths, lists and mappings are what records are made of."""
    check_storable(data)


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"a": None}, "a"),
        ({"a": [1, 2.5]}, "a.1"),
        ({"a": {"b": float("nan")}}, "a.b"),
        ({"a": "\ud800"}, "a"),
        ({"a": "\0"}, "a"),
        ({"a": MOST_WHOLE + 1}, "a"),
        ({1: "a"}, ""),
        ({"\0": "a"}, ""),
        ({"a": b"x"}, "a"),
    ],
)
def test_check_storable_refuses_what_has_no_one_spelling(value, where):
    """Null would mean removal in a difference, fractions print differently, half a letter fits no database."""
    with pytest.raises(UnstorableValue) as caught:
        check_storable(value)

    assert caught.value.where == where
