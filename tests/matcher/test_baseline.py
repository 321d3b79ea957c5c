"""The plain rule, on programmes that one can follow with a finger."""

from dataclasses import replace

from matcher.baseline import baseline
from matcher.scores import score
from tests.matcher.programmes import NRW, crowd, model


def plain(made, **health) -> dict[str, str]:
    """Return what the plain rule pairs, with the health of some mentors set."""
    problem = made.freeze()
    mentors = {key: replace(one, health=health.get(key, one.health)) for key, one in problem.mentors.items()}
    problem = replace(problem, mentors=mentors)
    return dict(baseline(problem, score(problem, problem.mentees.values())).pairs)


def near_and_far():
    """Return a mentor in Surabaya and one in Ambon, and a mentee in Malang."""
    made = model()
    for key, region in (("far", "81.71"), ("near", "35.78")):
        made.add_mentor(key, region=region)
        made.add_practice(key, subject="NRW", after={NRW: 20})
    made.add_mentee("n0", region="35.73")
    made.add_need("n0", subject="NRW")
    return made


def test_baseline_takes_the_nearest() -> None:
    """Distance alone, whatever the practice."""
    assert plain(near_and_far()) == {"n0": "near"}


def test_baseline_passes_over_a_mentor_known_to_be_less_than_healthy() -> None:
    """The plain rule wants a healthy one; an unknown class is given the benefit of the doubt."""
    assert plain(near_and_far(), near="kurang sehat") == {"n0": "far"}
    assert plain(near_and_far(), near="sakit", far="sehat") == {"n0": "far"}


def test_baseline_serves_in_order_of_arrival() -> None:
    """The first letter takes the only place."""
    assert plain(crowd(mentees=3, capacities=(1,))) == {"n0": "m0"}


def test_baseline_turns_to_the_second_need_when_the_first_finds_nobody() -> None:
    """A letter with two subjects is not lost for the first."""
    made = near_and_far()
    made.add_mentee("n1", region="35.73")
    made.add_need("n1", subject="BOTTLE", rank=1)
    made.add_need("n1", subject="DMA", rank=2)

    assert plain(made) == {"n0": "near", "n1": "far"}


def test_baseline_keeps_fixed_pairs_first() -> None:
    """The comparison is fair only under the same pins."""
    made = crowd(mentees=2, capacities=(1,))
    made.fix("m0", "n1", reason="agreed")

    assert plain(made) == {"n1": "m0"}
