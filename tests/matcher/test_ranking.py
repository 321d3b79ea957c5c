"""The list for one letter: order, ties, length, and who is not on it."""

import pytest

from matcher import UnknownMentor, UnknownNeed, rank, why_not
from tests.matcher.programmes import NRW, crowd, model, pair


def mentors(made, need="n0/1", **options) -> list[str]:
    """Return the ids of the list."""
    return [proposal.mentor for proposal in made.rank(need, **options)]


def test_rank_puts_the_better_practice_first() -> None:
    """m2 improved most, m0 least."""
    assert mentors(crowd(mentees=1, capacities=(1, 1, 1))) == ["m2", "m1", "m0"]


@pytest.mark.guards("3.1.1-A6")
def test_rank_puts_the_named_mentor_first_whatever_its_points() -> None:
    """Named mentor is always first unless ineligible (checklist 82)."""
    made = crowd(mentees=1, capacities=(1, 1, 1))
    made.add_mentee("n9")
    made.add_need("n9", subject="NRW", today={NRW: 45}, chosen="m0")

    assert mentors(made, "n9/1") == ["m0", "m2", "m1"]


@pytest.mark.guards("3.1.1-A6")
def test_rank_leaves_an_ineligible_named_mentor_out_and_why_not_says_why() -> None:
    """Ineligible is not silent: the rule is stated."""
    made = crowd(mentees=0, capacities=(1, 0))
    made.add_mentee("n9")
    need = made.add_need("n9", subject="NRW", chosen="m1")

    assert mentors(made, need) == ["m0"]
    assert [reason.rule for reason in made.why_not(need, "m1")] == ["capacity"]
    assert made.why_not(need, "m0") == ()


def test_rank_equal_points_stand_in_the_order_of_ids() -> None:
    """Never the order in which they happened to be added."""
    made = model()
    for key in ("zeta", "alfa", "mira"):
        made.add_mentor(key)
        made.add_practice(key, subject="NRW")
    made.add_mentee("n0")
    made.add_need("n0", subject="NRW")

    assert mentors(made) == ["alfa", "mira", "zeta"]


@pytest.mark.parametrize(("top", "length"), [(None, 3), (0, 0), (1, 1), (4, 4), (99, 4), (-1, 0)])
def test_rank_is_as_long_as_asked_and_three_when_not(top, length) -> None:
    """Three is the book's short list; asking for more than there are gives what there is."""
    assert len(crowd(mentees=1, capacities=(1, 1, 1, 1)).rank("n0/1", top)) == length


def test_rank_takes_the_best_practice_of_a_mentor() -> None:
    """A mentor is listed once, with the practice that suits best."""
    made = pair()
    made.add_practice("alfa", subject="DMA", before={NRW: 40}, after={NRW: 39})

    (proposal,) = made.rank("beta/1")

    assert proposal.practice == "alfa/1"
    assert proposal.subject == "NRW"
    assert proposal.points == sum(part.points for part in proposal.parts)
    assert len(proposal.because) == len(proposal.parts)


def test_rank_does_not_ask_whether_others_want_the_mentor() -> None:
    """The list is of who suits; who has room is settled by the whole match."""
    made = crowd(mentees=5, capacities=(1,))

    assert {mentors(made, f"n{number}/1")[0] for number in range(5)} == {"m0"}


def test_rank_needs_that_do_not_exist_are_named() -> None:
    """Misuse at the line that makes it."""
    problem = pair().freeze()

    with pytest.raises(UnknownNeed):
        rank(problem, "nobody/1")
    with pytest.raises(UnknownMentor):
        why_not(problem, "beta/1", mentor="nobody")


def test_proposal_names_what_is_missing() -> None:
    """The facilitator sees at a glance which criteria had to do without data."""
    made = model()
    made.add_mentor("alfa")
    made.add_practice("alfa", subject="NRW")
    made.add_mentee("beta")

    (proposal,) = made.rank(made.add_need("beta", subject="NRW"))

    assert proposal.missing == ("words", "achievement", "likeness", "nearness", "health")
    assert proposal.distance_km is None
