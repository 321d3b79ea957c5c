"""How many mentees have their mentor decided after each aim, against every match there is."""

from matcher import decided, settled
from tests.matcher.otherwise.matches import every, levels_of, pairs_of, solved
from tests.matcher.programmes import crowd


def test_decided_counts_the_pairs_that_every_match_as_good_has() -> None:
    """A facilitator sees which aim decides: where wishes decide most, points hardly matter."""
    early = 0
    for result in solved(range(40)):
        problem, mine = result.problem, pairs_of(result.proposals)
        counted = [(levels_of(problem, pairs), pairs) for pairs in every(problem)]

        found = decided(result)

        for number, key in enumerate(found, start=1):
            ids = list(found)[:number]
            best = max(tuple(levels[one] for one in ids) for levels, _ in counted)
            alike = [pairs for levels, pairs in counted if tuple(levels[one] for one in ids) == best]
            assert found[key] == len(mine.intersection(*alike))
        assert list(found.values()) == sorted(found.values())
        assert max(found.values()) == len(settled(result))
        early += found["served"]
    assert early > 0


def test_decided_without_a_match_is_empty() -> None:
    """Contradictory pins decide nothing."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.fix("m0", "n0", reason="one")
    made.fix("m1", "n0", reason="two")

    assert decided(made.solve(time_limit=60, seed=0)) == {}
