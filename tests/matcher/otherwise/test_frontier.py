"""What lifting the worst costs, against every match there is."""

from dataclasses import replace

import pytest

from matcher import BadValue, frontier, solve, verify_otherwise
from tests.matcher.otherwise.matches import LIMIT, every, levels_of, pairs_of, solved, solved_open
from tests.matcher.programmes import best_ways, crowd


@pytest.mark.guards("1.2")
def test_frontier_leaves_out_no_match_that_is_better_for_the_worst() -> None:
    """Whatever worst pair can be reached at whatever sum, a stop reaches both, or more."""
    several = 0
    for result in [*solved(range(20)), *solved_open(range(30))]:
        problem, ways = result.problem, best_ways(result.problem)
        found = frontier(result, time_limit=LIMIT)
        counted = [(levels_of(problem, pairs), pairs) for pairs in every(problem)]
        early = [key for key in counted[0][0] if key not in {"points", "turns", "shared_trips"} and "lifted" not in key]
        best = max(tuple(levels[key] for key in early) for levels, _ in counted)
        best_ones = [pairs for levels, pairs in counted if tuple(levels[key] for key in early) == best]

        reached = [(stop.worst, stop.total) for stop in found.stops]
        assert found.complete
        for pairs in best_ones:
            points = [ways[pair][1] for pair in pairs]
            assert any(worst >= min(points) and total >= sum(points) for worst, total in reached)
        assert found.stops[0].total == max(sum(ways[pair][1] for pair in pairs) for pairs in best_ones)
        assert verify_otherwise(found) == ()
        several += len(found.stops) > 1
    assert several > 3


def test_frontier_stop_is_what_lifting_to_its_floor_makes() -> None:
    """The facilitator who likes a stop gets that match by naming its floor."""
    for result in solved_open(range(10)):
        for stop in frontier(result, time_limit=LIMIT).stops:
            again = solve(replace(result.problem, floor=stop.floor), time_limit=LIMIT, seed=result.seed)
            assert pairs_of(again.proposals) == pairs_of(stop.proposals)
            assert stop.below == sum(pair.points < stop.floor for pair in stop.proposals)


def test_frontier_without_a_match_has_no_stops() -> None:
    """Where nothing was matched there is nothing to lift."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.fix("m0", "n0", reason="one")
    made.fix("m1", "n0", reason="two")

    assert frontier(made.solve(time_limit=LIMIT, seed=0), time_limit=LIMIT).stops == ()


def test_frontier_out_of_time_says_that_there_may_be_more() -> None:
    """A list that was cut short is not called whole."""
    result = crowd(mentees=3, capacities=(1, 1, 1)).solve(time_limit=LIMIT, seed=0)

    found = frontier(result, time_limit=1e-9)

    assert (found.stops, found.complete) == ((), False)
    with pytest.raises(BadValue, match="time_limit"):
        frontier(result, time_limit=0)


@pytest.mark.parametrize(
    "fault",
    [
        lambda told: replace(told, stops=(replace(told.stops[0], total=1), *told.stops[1:])),
        lambda told: replace(told, stops=(replace(told.stops[0], worst=999), *told.stops[1:])),
        lambda told: replace(told, stops=(told.stops[0], *told.stops)),
        lambda told: replace(told, stops=(replace(told.stops[0], floor=500), *told.stops[1:])),
        lambda told: replace(told, stops=(replace(told.stops[0], proposals=told.stops[0].proposals[1:]),)),
    ],
)
def test_checker_finds_what_is_wrong_with_a_frontier(fault) -> None:
    """Each seeded fault is found."""
    result = crowd(mentees=4, capacities=(2, 2, 2)).solve(time_limit=LIMIT, seed=0)
    told = frontier(result, time_limit=LIMIT)

    assert verify_otherwise(told) == ()
    assert verify_otherwise(fault(told)) != ()
