"""How far weights may move, against every match at other weights."""

from dataclasses import replace

import pytest

from matcher import CRITERIA, RULES, BadValue, weights
from matcher.errors import TooLarge
from matcher.otherwise import weights as module
from matcher.proposal import propose
from tests.matcher.otherwise.matches import LIMIT, every, levels_of, pairs_of, solved, solved_open
from tests.matcher.programmes import NRW, crowd, model


def reweighed(problem, criterion, weight):
    """Return the same programme by a book in which a criterion weighs otherwise, as a board would write it."""
    row = problem.book.numbers[f"match_weight_{criterion}"]
    numbers = {**problem.book.numbers, row.id: replace(row, value=weight)}
    return replace(problem, book=replace(problem.book, numbers=numbers))


def worth(problem, criterion, weight):
    """Return the most whole points of each pair when a criterion weighs otherwise, on its best priority."""
    other, found = reweighed(problem, criterion, weight), {}
    for need in other.needs.values():
        first = need.rank == min(one.rank for one in other.needs.values() if one.mentee == need.mentee)
        for mentor in other.mentors.values():
            if not all(rule.allows(other, need, mentor) for rule in RULES):
                continue
            for practice in other.offers(need, mentor):
                key = need.mentee, mentor.id
                found[key] = max(found.get(key, (False, 0)), (first, propose(other, need, practice).points))
    return {key: points for key, (_, points) in found.items()}


@pytest.mark.guards("3.1.2")
def test_match_and_pairs_stay_as_long_as_is_told() -> None:
    """A board that doubts a weight is told how far it may move; within that, no other match is better."""
    moving = 0
    for result in [one for one in solved(range(12)) if not one.problem.floor] + solved_open(range(12)):
        problem, mine = result.problem, pairs_of(result.proposals)
        counted = [(levels_of(problem, pairs), pairs) for pairs in every(problem)]
        early = [key for key in counted[0][0] if key not in {"points", "turns", "shared_trips"}]
        best = max(tuple(levels[key] for key in early) for levels, _ in counted)
        matches = [pairs for levels, pairs in counted if tuple(levels[key] for key in early) == best]
        for told in weights(result, time_limit=LIMIT):
            assert told.complete
            assert told.whole.low <= told.weight <= told.whole.high
            for weight in {told.whole.low, told.whole.high}:
                points = worth(problem, told.criterion, weight)
                assert sum(points[one] for one in mine) == max(sum(points[one] for one in pairs) for pairs in matches)
            for mentee, span in told.pairs.items():
                pair = next(one for one in mine if one[0] == mentee)
                for weight in {span.low, span.high}:
                    points = worth(problem, told.criterion, weight)
                    totals = [(sum(points[one] for one in pairs), pair in pairs) for pairs in matches]
                    assert max(totals)[1], (told.criterion, mentee, weight)
            moving += bool(told.next_pairs)
    assert moving > 10


def test_weight_at_which_a_pair_moves_is_found_by_hand() -> None:
    """One mentor is near, the other achieved more: where nearness weighs less, the other one wins."""
    made = model()
    for key, place, level in (("near", "35.73", 30), ("able", "12.71", 20)):
        made.add_mentor(key, region=place, capacity=1)
        made.add_practice(key, subject="NRW", before={NRW: 40}, after={NRW: level}, verified=True)
    made.add_mentee("n0", region="35.78")
    made.add_need("n0", subject="NRW", today={NRW: 45})
    result = made.solve(time_limit=LIMIT, seed=0)
    near, able = (
        propose(result.problem, result.problem.needs["n0/1"], one) for one in result.problem.practices.values()
    )

    told = {one.criterion: one for one in weights(result, time_limit=LIMIT)}["nearness"]

    parts = [next(part.points for part in one.parts if part.criterion == "nearness") for one in (near, able)]
    lead, gained = near.points - able.points, parts[0] - parts[1]
    low = -(-(told.weight * (gained - lead)) // gained)
    assert (told.whole.low, told.whole.high) == (low, 1000)
    assert told.next_pairs == ("n0",)
    assert told.told[0].en == f"The match stays the same from {low} to 1,000 points for nearness (now 150)."


def test_weights_beyond_the_solver_are_named_and_not_left_open(monkeypatch) -> None:
    """Who cannot be answered is told what to do."""

    def refuse(*_, **__):
        raise TooLarge(what="value of a pair", size=2, most=1)

    monkeypatch.setattr(module, "intervals", refuse)
    result = crowd(mentees=2, capacities=(1, 1)).solve(time_limit=LIMIT, seed=0)

    found = weights(result, time_limit=LIMIT)

    assert len(found) == len(CRITERIA)
    assert all(one.whole is None and "match fewer letters at a time" in one.told[0].en for one in found)


def test_weights_with_too_few_flows_say_at_least() -> None:
    """What was not looked at is not told as known."""
    result = solved_open(range(1))[0]

    found = weights(result, time_limit=LIMIT, most_solves=2)

    assert any(not one.complete for one in found)
    assert all("Only part" in one.told[-1].en for one in found if not one.complete)
    for field, value in (("most_solves", 1), ("time_limit", 0)):
        with pytest.raises(BadValue, match=field):
            weights(result, **({"time_limit": 1} | {field: value}))


def test_weights_of_nothing_are_none() -> None:
    """Without a letter there is no pair to stay."""
    assert weights(crowd(mentees=0, capacities=(1,)).solve(time_limit=LIMIT, seed=0), time_limit=LIMIT) == ()
