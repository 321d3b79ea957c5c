"""The price of every other choice in words, against matching again with the choice fixed."""

from dataclasses import replace

import pytest

from data.answer import Status
from matcher import UnknownMentee, UnknownMentor, alternates, one_more_place, settled, solve, what_if
from matcher.nouns import Pin
from tests.matcher.programmes import NRW, crowd, model, pair, random_model

LIMIT = 60


def signed(result) -> dict[str, int]:
    """Return the levels of a match."""
    return {level.id: level.value for level in result.levels}


def changed(result, again) -> dict[str, int]:
    """Return what changes in the aims that have a price, or in the others where no price changes."""
    before, after = signed(result), signed(again)
    change = {k: after[k] - before[k] for k in before if after[k] != before[k]}
    ids = {aim.id for aim in result.assignment.priced}
    return {k: by for k, by in change.items() if k in ids} or change


def with_pin(problem, mentor: str, mentee: str):
    """Return the problem with one pair fixed."""
    return replace(problem, pins=(*problem.pins, Pin(mentor=mentor, mentee=mentee, kind="must", reason="asked")))


@pytest.mark.guards("3.1.2")
@pytest.mark.parametrize("block", range(4))
def test_what_if_is_exactly_what_fixing_the_pair_changes(block) -> None:
    """Whoever insists on a pair is told its price; matching again with the pair fixed must find the very same."""
    asked = 0
    for seed in range(block * 25, block * 25 + 25):
        result = random_model(seed).solve(time_limit=LIMIT, seed=seed)
        if result.status is not Status.OPTIMAL:
            continue
        for mentee in result.problem.mentees:
            for mentor in result.problem.mentors:
                told = what_if(result, mentee=mentee, mentor=mentor)
                again = solve(with_pin(result.problem, mentor, mentee), time_limit=LIMIT, seed=0)
                if told.against:
                    assert again.status is Status.INFEASIBLE, (seed, mentee, mentor)
                    continue
                assert dict(told.change) == changed(result, again), (seed, mentee, mentor)
                assert bool(told.moves) == (not told.matched)
                asked += 1
    assert asked > 0


@pytest.mark.guards("3.1.1-A6")
def test_what_if_names_everybody_who_would_move() -> None:
    """A director who has to give up a mentor is named before anybody calls."""
    made = crowd(mentees=2, capacities=(1, 1))
    result = made.solve(time_limit=LIMIT, seed=0)
    mine = {one.mentee: one.mentor for one in result.proposals}

    told = what_if(result, mentee="n0", mentor=mine["n1"])

    assert [text.en for text in told.moves] == [
        f"n0 moves from {mine['n0']} to {mine['n1']}.",
        f"n1 moves from {mine['n1']} to {mine['n0']}.",
    ]
    assert all(text.id != text.en for text in told.moves)


def test_what_if_enters_once_its_points_rise_so_far() -> None:
    """The number of points that is said to be lacking is enough, and one less is not."""
    made = model()
    for key, level in (("near", 20), ("far", 30)):
        made.add_mentor(key, capacity=1)
        made.add_practice(key, subject="NRW", before={NRW: 40}, after={NRW: level}, verified=True)
    made.add_mentee("n0")
    made.add_need("n0", subject="NRW", today={NRW: 45})
    result = made.solve(time_limit=LIMIT, seed=0)

    told = what_if(result, mentee="n0", mentor="far")

    lacking = result.proposals[0].points - told.proposal.points + 1
    assert told.change["points"] == 1 - lacking
    assert f"far enters with {lacking} points more" in told.enters[0].en


def test_what_if_a_better_aim_would_lose_says_that_no_points_would_do() -> None:
    """Nobody is sent to improve figures that cannot help."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.add_need("n0", subject="NRW", rank=2, chosen="m1")
    result = made.solve(time_limit=LIMIT, seed=0)

    told = what_if(result, mentee="n0", mentor="m0")

    assert told.change["wishes"] == -1
    assert "wished mentors" in told.enters[0].en


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda made: made.forbid("alfa", "beta", reason="same board"), "never"),
        (lambda made: made.fix("gama", "beta", reason="agreed"), "must"),
    ],
    ids=["ruled out", "fixed elsewhere"],
)
def test_what_if_that_cannot_be_names_the_rule(change, rule) -> None:
    """A no is told with its rule, not with a price."""
    made = pair()
    made.add_mentor("gama", capacity=1)
    made.add_practice("gama", subject="NRW")
    change(made)

    told = what_if(made.solve(time_limit=LIMIT, seed=0), mentee="beta", mentor="alfa")

    assert [reason.rule for reason in told.against] == [rule]
    assert told.change == {}


def test_what_if_without_a_match_says_so() -> None:
    """Contradictory pins leave nothing to compare with."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.fix("m0", "n0", reason="one")
    made.fix("m1", "n0", reason="two")

    told = what_if(made.solve(time_limit=LIMIT, seed=0), mentee="n0", mentor="m0")

    assert told.against[0].remedy.en == "Make a match first."


def test_what_if_unknown_names_are_errors() -> None:
    """A slip of the pen is not answered with a price."""
    result = pair().solve(time_limit=LIMIT, seed=0)

    with pytest.raises(UnknownMentee):
        what_if(result, mentee="nobody", mentor="alfa")
    with pytest.raises(UnknownMentor):
        what_if(result, mentee="beta", mentor="nobody")


def test_alternates_begin_with_the_match_and_never_get_cheaper() -> None:
    """Who declines is replaced from the top of this list."""
    for seed in range(30):
        result = random_model(seed).solve(time_limit=LIMIT, seed=seed)
        for proposal in result.proposals:
            found = alternates(result, mentee=proposal.mentee)

            assert found[0].matched
            assert found[0].mentor == proposal.mentor
            signs = {level.id: 1 if level.sense == "min" else -1 for level in result.levels}
            losses = [[sign * one.change.get(key, 0) for key, sign in signs.items()] for one in found]
            assert losses == sorted(losses)


@pytest.mark.guards("3.1.1-B")
def test_one_more_place_brings_exactly_what_is_told() -> None:
    """Before a mentor is asked for another place, its use is known; the place added, the match gains just that."""
    told = 0
    for seed in range(40):
        result = random_model(seed).solve(time_limit=LIMIT, seed=seed)
        for key, change in one_more_place(result).items():
            mentor = result.problem.mentors[key]
            wider = {**result.problem.mentors, key: replace(mentor, capacity=mentor.capacity + 1)}
            again = solve(replace(result.problem, mentors=wider), time_limit=LIMIT, seed=0)
            assert changed(result, again) == change, (seed, key)
            told += 1
    assert told > 0


def test_settled_mentees_keep_their_mentor_whatever_the_seed() -> None:
    """A pair that every equally good match has can be announced first."""
    sure = 0
    for seed in range(30):
        made = random_model(seed)
        result = made.solve(time_limit=LIMIT, seed=0)
        mine = {one.mentee: one.mentor for one in result.proposals}
        for other in range(1, 5):
            theirs = {one.mentee: one.mentor for one in made.solve(time_limit=LIMIT, seed=other).proposals}
            assert all(theirs[key] == mine[key] for key in settled(result))
        sure += len(settled(result))
    assert sure > 0
