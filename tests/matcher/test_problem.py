"""What a frozen problem derives from its nouns."""

from dataclasses import FrozenInstanceError, replace
from decimal import Decimal

import pytest

from data.country import load_country
from data.errors import UnknownRow
from data.travel import Travel
from matcher import UnknownMentee, UnknownMentor, UnknownNeed
from matcher.proposal import propose
from tests.matcher.programmes import BOOK, COUNTRY, NRW, crowd, model, pair

KNOWN = next(one for one in COUNTRY.utilities.values() if NRW in one.readings)


def test_problem_cannot_be_changed() -> None:
    """A fingerprint would lie if it could."""
    with pytest.raises(FrozenInstanceError):
        pair().freeze().pins = ()


def test_problem_names_that_are_not_there_are_told() -> None:
    """Each noun has its own error."""
    problem = pair().freeze()

    with pytest.raises(UnknownMentor):
        problem.mentor("nobody")
    with pytest.raises(UnknownMentee):
        problem.mentee("nobody")
    with pytest.raises(UnknownNeed):
        problem.need("nobody")
    with pytest.raises(UnknownRow):
        problem.number("nothing")


def test_needs_of_stand_by_rank_whatever_the_order_of_writing() -> None:
    """The first priority comes first."""
    made = model()
    made.add_mentee("beta")
    for rank in (3, 1, 2):
        made.add_need("beta", subject="NRW", rank=rank)

    assert [need.rank for need in made.freeze().needs_of["beta"]] == [1, 2, 3]


def test_wishes_of_a_letter_are_told_once_each_by_rank() -> None:
    """One mentor named for two needs is one wish."""
    made = crowd(mentees=0, capacities=(1, 1))
    made.add_mentee("beta")
    for rank, chosen in ((1, "m1"), (2, "m0"), (3, "m1")):
        made.add_need("beta", subject="NRW", rank=rank, chosen=chosen)

    assert made.freeze().wishes["beta"] == ("m1", "m0")


def test_today_the_letter_wins_over_the_reference_which_wins_over_nothing() -> None:
    """The newest word first, and its source with it."""
    made = model()
    made.add_mentee("known", utility=KNOWN.id)
    made.add_mentee("unknown")
    told = made.add_need("known", subject="NRW", rank=1, today={NRW: 41})
    silent = made.add_need("known", subject="NRW", rank=2)
    nothing = made.add_need("unknown", subject="NRW")
    problem = made.freeze()

    assert problem.today(told, NRW).value == Decimal(41)
    assert problem.today(told, NRW).source == "request letter"
    assert problem.today(silent, NRW) == KNOWN.readings[NRW]
    assert problem.today(nothing, NRW) is None


def test_route_without_a_place_is_missing() -> None:
    """No region, no distance; nothing is invented."""
    made = pair()
    made.add_mentee("nowhere")
    problem = made.freeze()

    assert problem.route(problem.mentors["alfa"], problem.mentees["nowhere"]) is None
    assert problem.route(problem.mentors["alfa"], problem.mentees["beta"]).distance_km > 0


def test_route_to_a_place_without_coordinates_is_missing_too() -> None:
    """The reference may know a region and not where it lies."""
    country = load_country()
    blind = replace(country.region("35.73"), latitude=None, longitude=None)
    country = replace(country, regions={**country.regions, "35.73": blind})
    problem = replace(pair().freeze(), travel=Travel(country, BOOK))

    assert problem.route(problem.mentors["alfa"], problem.mentees["beta"]) is None
    proposal = propose(problem, problem.needs["beta/1"], problem.practices["alfa/1"])
    assert "nearness" in proposal.missing


def test_offers_stand_in_the_order_they_were_added() -> None:
    """Equal practices are told apart by who came first, not by chance."""
    made = pair()
    made.add_practice("alfa", subject="BILL")
    made.add_practice("alfa", subject="DMA")
    problem = made.freeze()

    offered = problem.offers(problem.needs["beta/1"], problem.mentors["alfa"])

    assert [practice.id for practice in offered] == ["alfa/1", "alfa/3"]


def test_word_percent_of_a_need_without_words_is_missing() -> None:
    """Silence is not zero likeness."""
    made = pair()
    silent = made.freeze()
    made.add_need("beta", subject="NRW", rank=2, text="menurunkan kehilangan air")
    problem = made.freeze()

    assert silent.word_percent(silent.needs["beta/1"], silent.practices["alfa/1"]) is None
    assert problem.word_percent(problem.needs["beta/2"], problem.practices["alfa/1"]) > 0


@pytest.mark.parametrize("subject", sorted(COUNTRY.subjects))
def test_every_subject_of_the_catalogue_can_be_asked_and_offered(subject) -> None:
    """No subject may break the matcher, whether or not it has readings."""
    made = model()
    made.add_mentor("alfa")
    made.add_practice("alfa", subject=subject)
    made.add_mentee("beta")
    need = made.add_need("beta", subject=subject)

    (proposal,) = made.rank(need)

    assert proposal.mentor == "alfa"
    assert all(text.en and text.id for text in proposal.because)
