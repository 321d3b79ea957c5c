"""Letters for which places are too few, in words, and where one place more would serve one letter more."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from data.answer import Status
from matcher import bottlenecks, leading, solve, squeezes
from tests.matcher.programmes import crowd, random_model

LIMIT = 60


def result_of(made):
    """Return the proved match of a model."""
    return made.solve(time_limit=LIMIT, seed=0)


@pytest.mark.guards("3.1.1-A6")
def test_squeeze_is_told_once_for_the_whole_set() -> None:
    """Seven requests for two mentors with five places: one sentence, not two reasons."""
    (one,) = squeezes(result_of(crowd(mentees=7, capacities=(2, 3))))

    assert (len(one.letters), set(one.mentors), one.places, len(one.waiting)) == (7, {"m0", "m1"}, 5, 2)
    assert one.sentence.en.startswith("7 letters can only go to m0, m1, where 5 places are free: 2 must wait.")
    assert one.sentence.id.startswith("7 surat hanya dapat dilayani m0, m1, yang memiliki 5 tempat kosong: 2 harus")


def test_places_of_fixed_pairs_are_not_free() -> None:
    """A pair that is fixed keeps its place; the others compete for the rest."""
    made = crowd(mentees=4, capacities=(2,))
    made.fix("m0", "n0", reason="agreed")

    (one,) = squeezes(result_of(made))

    assert (one.places, set(one.letters), len(one.waiting)) == (1, {"n1", "n2", "n3"}, 2)


def test_nothing_is_told_without_a_match_or_without_a_letter_left_out() -> None:
    """Silence where there is nothing to say."""
    made = crowd(mentees=1, capacities=(1, 1))
    served = result_of(made)
    made.fix("m0", "n0", reason="agreed")
    made.fix("m1", "n0", reason="agreed twice")

    assert squeezes(served) == bottlenecks(served) == ()
    assert squeezes(result_of(made)) == bottlenecks(result_of(made)) == ()


def test_bottlenecks_rank_what_serves_most() -> None:
    """By hand: two letters wait for water loss, one asks for what nobody offers."""
    made = crowd(mentees=3, capacities=(1,))
    made.add_mentee("other")
    made.add_need("other", subject="BOTTLE")

    found = bottlenecks(result_of(made))

    assert [(one.subject, one.mentor, one.more) for one in found] == [
        ("", "m0", 2), ("NRW", "", 2), ("BOTTLE", "", 1),
    ]  # fmt: skip
    assert found[2].asking == ("other",)
    assert [(one.subject, one.mentor) for one in leading(found, 1)] == [("NRW", ""), ("", "m0")]


@pytest.mark.parametrize("seed", range(60))
def test_more_places_at_a_mentor_serve_as_many_as_told(seed) -> None:
    """The figure is that of a new match with the places added, one by one and all of them."""
    result = random_model(seed).solve(time_limit=LIMIT, seed=seed)
    if result.status is Status.INFEASIBLE:
        assert squeezes(result) == ()
        return
    problem, served = result.problem, len(result.proposals)
    for one in bottlenecks(result):
        assert one.more <= len(result.unmatched)
        if not one.mentor:
            continue
        for places in range(one.more + 2):
            mentor = problem.mentors[one.mentor]
            wider = {**problem.mentors, one.mentor: replace(mentor, capacity=mentor.capacity + places)}
            again = solve(replace(problem, mentors=MappingProxyType(wider)), time_limit=LIMIT, seed=0)
            assert len(again.proposals) == served + min(places, one.more)


@pytest.mark.parametrize("seed", range(40))
def test_a_new_mentor_serves_as_many_as_told(seed) -> None:
    """A mentor found for the subject, with one place and with enough, serves just so many more."""
    made = random_model(seed)
    result = made.solve(time_limit=LIMIT, seed=seed)
    served = len(result.proposals)
    for one in bottlenecks(result):
        if one.mentor:
            continue
        for places in (1, one.more + 1):
            again = random_model(seed)
            again.add_mentor("new", capacity=places)
            again.add_practice("new", subject=one.subject)
            assert len(again.solve(time_limit=LIMIT, seed=seed).proposals) == served + min(places, one.more)
