"""Whether a place is given now or kept: prices by hand, the sample behind them, and the same answer for a seed."""

import pytest

from matcher import BadValue, advise
from matcher.nouns import Past
from tests.matcher.programmes import NRW, crowd, model


def scarce(*, weak: bool):
    """Return one place, one letter on the table, and a much better letter of this year that might come again."""
    made = model()
    made.add_mentor("m0", region="35.78", capacity=1)
    made.add_practice("m0", subject="NRW", before={NRW: 40}, after={NRW: 20}, verified=True)
    made.add_mentee("strong", region="35.73")
    made.add_need("strong", subject="NRW", today={NRW: 60})
    made.add_mentee("table", region="81.71")
    made.add_need("table", subject="DMA" if weak else "NRW", rank=2)
    return made


def test_the_last_place_is_kept_for_better_letters_that_are_sure_to_come() -> None:
    """By hand: ten letters like the strong one are to come; the weak one brings less than any of them."""
    found = advise(scarce(weak=True).freeze(), mentee="table", expected=10, seed=1)

    (place,) = found.places
    assert (found.give, place.left) == ("", 1)
    assert place.later > place.now == place.points + 1000
    assert found.sentences[0].en.startswith("Keep the places for now")
    assert found.sentences[0].id.startswith("Tahan dulu tempatnya")


def test_the_last_place_is_given_when_nobody_is_expected() -> None:
    """A place that nobody will ask for has no price."""
    found = advise(scarce(weak=True).freeze(), mentee="table", expected=0, seed=1)

    assert found.give == "m0"
    assert [place.later for place in found.places] == [0]


def test_places_of_published_pairs_are_taken() -> None:
    """The advice is about what is left, and says when nothing is."""
    made = crowd(mentees=3, capacities=(1, 2))
    made.publish({"n0": "m0", "n1": "m1"})

    found = advise(made.freeze(), mentee="n2", expected=3, seed=1)

    assert [(place.mentor, place.left) for place in found.places] == [("m1", 1)]
    made.publish({"n0": "m1", "n1": "m1", "n2": "m0"})
    made.add_mentee("n3")
    made.add_need("n3", subject="NRW")
    full = advise(made.freeze(), mentee="n3", expected=3, seed=1)
    assert (full.places, full.give) == ((), "")
    assert full.sentences[0].en == "No mentor that may have this letter has a place left."


def test_the_sample_counts_this_year_and_past_partnerships_with_a_subject() -> None:
    """A small sample has to be seen as small."""
    made = crowd(mentees=3, capacities=(1,))
    made.add_past("pdam-kota-malang", "pdam-kota-bogor", year=2020, subject="BILL")
    made.add_past("pdam-kota-malang", "pdam-kota-jambi", year=2020)
    more = [Past(teacher="pdam-kota-malang", learner="pdam-kota-jambi", subject="DMA")]

    found = advise(made.freeze(), mentee="n0", history=more, expected=2, seed=1)

    assert (found.this_year, found.past) == (2, 2)
    assert found.by_subject == {"NRW": 2, "BILL": 1, "DMA": 1}
    assert "drawn 40 times from 4 known letters (2 of this year, 2 past partnerships)" in found.sentences[1].en


def test_expected_letters_come_from_the_book_less_those_that_are_here() -> None:
    """Nobody has to know the number; the assumption stands in the book."""
    made = crowd(mentees=4, capacities=(1,))

    assert advise(made.freeze(), mentee="n0", seed=1).expected == made.book.number("match_letters_a_year") - 4


def test_advice_is_the_same_for_the_same_seed_and_refuses_bad_numbers() -> None:
    """Chance that cannot be repeated is no advice."""
    problem = crowd(mentees=5, capacities=(1, 1)).freeze()

    assert advise(problem, mentee="n0", expected=4, seed=2) == advise(problem, mentee="n0", expected=4, seed=2)
    for wrong in ({"expected": -1}, {"expected": 1001}, {"seed": -1}):
        with pytest.raises(BadValue):
            advise(problem, mentee="n0", **{"expected": 1, "seed": 1} | wrong)
