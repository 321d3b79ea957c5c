"""The learning network, on small communities that can be drawn on paper, and beside plain enumeration."""

import itertools
import random

import pytest

from data.country import load_country
from matcher.learning.hindsight import Choice, read_choices
from matcher.learning.network import learning_network


def lesson(mentor, mentee, year=None, subject="NRW"):
    """Return a lesson."""
    return Choice(mentee=mentee, mentor=mentor, subject=subject, year=year)


def ways(chains):
    """Return chains as the parties along them."""
    return [[one.mentor for one in chain] + [chain[-1].mentee] for chain in chains]


def longest(lessons):
    """Return the length of the longest chain, by trying every order."""
    best = 0
    for length in range(1, len(lessons) + 1):
        for row in itertools.permutations(lessons, length):
            if all(a.mentee == b.mentor and a.year < b.year for a, b in itertools.pairwise(row)):
                best = max(best, length)
    return best


@pytest.mark.guards("3.3.4")
def test_mentee_that_teaches_later_makes_a_chain():
    """What the programme hopes for, a mentee that becomes a mentor, is seen."""
    network = learning_network([lesson("a", "b", 2019), lesson("b", "c", 2021), lesson("b", "d", 2022)])

    assert ways(network.chains) == [["a", "b", "c"]]
    assert dict(network.generations) == {"a": 0, "b": 1, "c": 2, "d": 2}


@pytest.mark.parametrize(("first", "second"), [(2021, 2021), (2022, 2021), (None, 2021), (2020, None)])
def test_chain_needs_a_later_year_that_is_known(first, second):
    """Who taught before it learned, or nobody knows when, passed nothing on that the record could show."""
    assert learning_network([lesson("a", "b", first), lesson("b", "c", second)]).chains == ()


def test_parties_that_taught_each_other_are_no_trouble():
    """Roles were once the other way round between two known utilities."""
    network = learning_network([lesson("a", "b", 2010), lesson("b", "a", 2012), lesson("a", "c", 2014)])

    assert ways(network.chains) == [["a", "b", "a", "c"]]
    assert network.generations["a"] == network.generations["b"] == 0


def test_bridge_joins_regions_and_holds_its_circle():
    """By hand: of the three pairs of others, all three shortest ways lead through the middle."""
    middle = [lesson("m", party, 2020) for party in ("x", "y", "z")]
    regions = {"m": "Jawa", "x": "Jawa", "y": "Bali", "z": "Papua"}

    found = learning_network(middle, regions=regions).bridges

    assert [(one.party, one.between, one.holds) for one in found] == [
        ("m", 1000, True),
        ("y", 0, False),
        ("z", 0, False),
    ]
    assert found[0].regions == ("Bali", "Jawa", "Papua")
    assert learning_network(middle, regions=dict.fromkeys(regions, "Jawa")).bridges == ()


def test_subject_that_was_asked_and_never_taught_is_named_with_who_asked():
    """The list from which the next mentors are looked for."""
    asked = [("p", "WQ"), ("q", "WQ"), ("p", "NRW"), ("r", "")]

    assert learning_network([lesson("a", "b")], asked=asked).unserved == {"WQ": ("p", "q")}


def test_same_lesson_told_twice_counts_once():
    """The record and the public list may both know of it."""
    network = learning_network([lesson("a", "b", 2020), lesson("a", "b", 2020), lesson("c", "d", 2021)])

    assert len(network.lessons) == 2
    assert network.circles == (("a", "b"), ("c", "d"))
    assert "2 lessons between 4 parties; 2 of them taught, 2 learned, 0 did both" in network.summary[0].en


def test_nothing_on_record_is_said():
    """An empty plot would look like a fault."""
    network = learning_network([])

    assert (network.lessons, network.parties) == ((), ())
    assert network.summary[0].id == "Tidak ada pembelajaran dalam catatan."


@pytest.mark.parametrize("seed", range(12))
def test_longest_chain_is_as_long_as_enumeration_finds(seed):
    """The chains come from a path in a graph; enumeration knows no graph."""
    dice = random.Random(seed)  # noqa: S311  # fictional lessons, not a secret
    lessons = list(
        learning_network(
            lesson(*dice.sample("abcd", 2), dice.randint(2019, 2023), subject=dice.choice("XY")) for _ in range(6)
        ).lessons
    )
    chains = learning_network(lessons).chains

    best = longest(lessons)

    assert max(map(len, chains), default=1) == best
    for chain in chains:
        assert all(a.mentee == b.mentor and a.year < b.year for a, b in itertools.pairwise(chain))


def test_known_partnerships_form_a_network_of_utilities():
    """The public list is read as it is, with its gaps said."""
    country = load_country()
    lessons = read_choices()
    regions = {key: utility.region_code[:2] for key, utility in country.utilities.items()}

    network = learning_network(lessons, regions=regions)

    assert len(network.lessons) == len(lessons) == 11
    assert {"pdam-kota-palembang", "pdam-kota-pontianak"} <= set(network.parties)
    assert all(len(bridge.regions) > 1 for bridge in network.bridges)
