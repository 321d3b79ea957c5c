"""The whole way from a model to a proved match."""

import pytest

from data.answer import Status
from matcher import BadValue, TooLarge, solve
from tests.matcher.programmes import NRW, best_ways, brute_force, count, crowd, model, pair, random_model

BLOCK = 250
BLOCKS = 4


def differing(seeds: range) -> tuple[int, int, list[int]]:
    """Return how many problems of ``seeds`` were solved and refused, and those that brute force finds otherwise."""
    solved, differ = 0, []
    for seed in seeds:
        problem = random_model(seed).freeze()
        expected = brute_force(problem)
        result = solve(problem, time_limit=60, seed=seed)
        told = {level.id: -level.value if level.sense == "min" else level.value for level in result.levels}
        right = result.verify() == ()
        if expected is None:
            right &= result.status is Status.INFEASIBLE and bool(result.conflicts)
        else:
            solved += 1
            right &= result.status is Status.OPTIMAL and list(told.items()) == list(expected.items())
            right &= all(level.bound == level.value for level in result.levels)
        differ += [] if right else [seed]
    return solved, len(seeds) - solved, differ


def test_solve_on_a_few_random_problems_agrees_with_brute_force() -> None:
    """A quick sample in every run; both outcomes must occur, or the sample proves nothing."""
    solved, refused, differ = differing(range(10_000, 10_080))

    assert differ == []
    assert solved > 0
    assert refused > 0


@pytest.mark.parametrize("block", range(BLOCKS))
def test_solve_on_a_thousand_random_problems_agrees_with_brute_force(block: int) -> None:
    """Each level and each bound equals the best over every assignment; ``benchmarks.counts`` asks five thousand."""
    assert differing(range(block * BLOCK, (block + 1) * BLOCK))[-1] == []


def test_solve_empty_model_is_optimal_and_empty() -> None:
    """A programme without letters is no error: nothing is to be done, and that is proved."""
    result = model().solve(time_limit=1, seed=0)

    assert result.status is Status.OPTIMAL
    assert [level.id for level in result.levels] == ["served", "first_need", "wishes", "points", "turns"]
    assert {(level.value, level.bound) for level in result.levels} == {(0, 0)}
    assert result.proposals == ()
    assert result.verify() == ()
    assert "proved best" in str(result)


def test_solve_mentees_without_any_mentor_tells_each_why() -> None:
    """Letters that nobody can answer come back with a reason, not with silence."""
    made = model()
    made.add_mentee("beta")
    made.add_need("beta", subject="NRW")

    result = made.solve(time_limit=1, seed=0)

    assert [reason.rule for reason in result.unmatched["beta"]] == ["subject"]
    assert "nothing is on offer" in result.unmatched["beta"][0].remedy.en
    assert result.verify() == ()


def test_solve_serves_most_before_it_grants_wishes() -> None:
    """The wish of n0 for m0 would leave n1, who can only go to m0, without a mentor."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.add_need("n0", subject="NRW", rank=2, chosen="m0")
    made.add_mentee("n1")
    made.add_need("n1", subject="NRW")
    made.forbid("m1", "n1", reason="same board")

    result = made.solve(time_limit=1, seed=0)

    assert {proposal.mentee: proposal.mentor for proposal in result.proposals} == {"n0": "m1", "n1": "m0"}
    assert (result.level("served").value, result.level("wishes").value) == (2, 0)


def test_solve_grants_a_wish_before_it_counts_points() -> None:
    """The better mentor by points gives way to the mentor that the letter names."""
    made = crowd(mentees=1, capacities=(1, 1))
    by_points = made.solve(time_limit=1, seed=0).proposals[0].mentor
    other = ({"m0", "m1"} - {by_points}).pop()
    made.add_need("n0", subject="NRW", rank=2, chosen=other)

    result = made.solve(time_limit=1, seed=0)

    assert result.proposals[0].mentor == other
    assert result.proposals[0].chosen
    assert result.level("wishes").value == 1


@pytest.mark.guards("3.1.2")
def test_solve_keeps_a_fixed_pair_in_every_run() -> None:
    """A mentor's green light is worth more than any points that another pair would bring."""
    made = crowd(mentees=3, capacities=(1, 3))
    free = made.solve(time_limit=1, seed=0)
    loser = next(p.mentee for p in free.proposals if p.mentor == "m1")
    made.fix("m0", loser, reason="confirmed by letter", author="facilitator")

    runs = [made.solve(time_limit=1, seed=seed) for seed in range(4)]

    assert all((loser, "m0") in {(p.mentee, p.mentor) for p in run.proposals} for run in runs)
    assert all(run.verify() == () for run in runs)


def test_solve_is_the_same_for_the_same_seed() -> None:
    """A published match can be replayed."""
    made = crowd(mentees=4, capacities=(2, 2))

    first, second = (made.solve(time_limit=1, seed=7) for _ in range(2))

    assert first.to_dict() == second.to_dict()


def test_solve_with_another_seed_keeps_the_levels() -> None:
    """A seed decides among equals only."""
    made = crowd(mentees=4, capacities=(1, 1, 1))

    levels = {tuple(level.value for level in made.solve(time_limit=1, seed=seed).levels) for seed in range(10)}

    assert len(levels) == 1


def test_solve_is_at_least_as_good_as_the_plain_rule() -> None:
    """If the plain rule ever won, the solver would be for nothing."""
    for seed in range(60):
        result = random_model(seed).solve(time_limit=5, seed=0)
        if result.baseline is not None:
            ways = best_ways(result.problem)
            told = [(one.mentee, one.mentor) for one in result.proposals]
            mine, plain = (
                tuple(count(result.problem, ways, list(pairs)).values())
                for pairs in (told, result.baseline.pairs.items())
            )
            assert mine >= plain


def test_solve_mentor_capacity_beyond_all_letters_is_only_room() -> None:
    """A slip of a few zeros in a capacity must not leave 64 bits."""
    made = crowd(mentees=2, capacities=(10**12,))

    result = made.solve(time_limit=1, seed=0)

    assert result.level("served").value == 2
    assert result.verify() == ()


def test_solve_time_limit_that_ends_at_once_says_unknown() -> None:
    """Running out of time is told as such; it is neither optimal nor infeasible."""
    result = pair().solve(time_limit=1e-9, seed=0)

    assert result.status is Status.UNKNOWN
    assert result.unmatched["beta"][0].rule == "time_limit"
    assert result.verify() == ()


@pytest.mark.parametrize(("limit", "seed"), [(0, 0), (-1, 0), (float("nan"), 0), (1, -1), (1, True), (1, 0.5)])
def test_solve_limit_or_seed_out_of_range_is_refused(limit, seed) -> None:
    """Misuse is told at the line that makes it."""
    with pytest.raises(BadValue):
        pair().solve(time_limit=limit, seed=seed)


def test_solve_tells_its_progress() -> None:
    """The terminal never sits silent: each letter, the flow, and the proof are told."""
    said = []

    crowd(mentees=3, capacities=(2,)).solve(time_limit=1, seed=0, on_progress=said.append)

    assert [one.stage.en for one in said[:3]] == [f"scoring letter {n} of 3" for n in (1, 2, 3)]
    assert said[-1].value == said[-1].bound == 2


def test_solve_contradictory_pins_is_infeasible_with_reasons() -> None:
    """Two mentors fixed for one mentee: the world says no, so it is a status and not an exception."""
    made = crowd(mentees=2, capacities=(1, 1))
    made.fix("m0", "n0", reason="first call")
    made.fix("m1", "n0", reason="second call")

    result = made.solve(time_limit=1, seed=0)

    assert result.status is Status.INFEASIBLE
    assert [(reason.rule, reason.who) for reason in result.conflicts] == [("must", "n0")]
    assert set(result.unmatched) == {"n0", "n1"}
    assert result.verify() == ()


def test_solve_pins_beyond_capacity_names_the_mentor_and_the_mentees() -> None:
    """The facilitator has to see which of its own decisions to take back."""
    made = crowd(mentees=2, capacities=(1, 1))
    made.fix("m0", "n0", reason="agreed")
    made.fix("m0", "n1", reason="agreed too")

    (reason,) = made.solve(time_limit=1, seed=0).conflicts

    assert (reason.rule, reason.who) == ("capacity", "m0")
    assert "2 mentees are fixed to m0" in reason.sentence.en
    assert "Ask m0 for 1 more places" in reason.remedy.en
    assert "Minta 1 tempat tambahan kepada m0" in reason.remedy.id


def test_solve_pin_against_a_veto_names_the_rule_that_stands_against_it() -> None:
    """Fix and forbid of one pair: the reason is the veto's own."""
    made = crowd(mentees=1, capacities=(1,))
    made.fix("m0", "n0", reason="agreed")
    made.forbid("m0", "n0", reason="same board")

    (reason,) = made.solve(time_limit=1, seed=0).conflicts

    assert reason.rule == "never"
    assert "same board" in reason.sentence.en


def test_solve_pin_of_a_mentee_without_a_need_asks_for_the_subject() -> None:
    """The matcher never invents a subject, not even for a fixed pair."""
    made = crowd(mentees=0, capacities=(1,))
    made.add_mentee("beta")
    made.fix("m0", "beta", reason="agreed")

    (reason,) = made.solve(time_limit=1, seed=0).conflicts

    assert reason.rule == "must"
    assert "names no subject" in reason.sentence.en


def test_solve_more_needs_than_memory_holds_is_refused_before_it_is_taken(monkeypatch) -> None:
    """Sizes are refused early; the limit is lowered here so that the test itself takes no memory."""
    monkeypatch.setattr("matcher.model.MOST_PAIRS", 3)

    with pytest.raises(TooLarge):
        crowd(mentees=2, capacities=(1, 1)).freeze()


def test_solve_refused_mentor_keeps_everybody_else_who_is_fixed() -> None:
    """3.1.2: a mentor's no re-matches that mentee with the rest held fixed."""
    made = crowd(mentees=3, capacities=(1, 1, 1))
    first = {p.mentee: p.mentor for p in made.solve(time_limit=1, seed=0).proposals}
    made.add_mentor("m9")
    made.add_practice("m9", subject="NRW", after={NRW: 20})
    made.forbid(first["n0"], "n0", reason="declined")
    for mentee in ("n1", "n2"):
        made.fix(first[mentee], mentee, reason="accepted")

    second = {p.mentee: p.mentor for p in made.solve(time_limit=1, seed=0).proposals}

    assert second == first | {"n0": "m9"}
