"""Matches that really differ, against every match there is."""

from dataclasses import replace

import pytest

from data.answer import Status
from matcher import BadValue, alternatives, verify_otherwise
from tests.matcher.otherwise.matches import LIMIT, every, levels_of, pairs_of, signed, solved, solved_open
from tests.matcher.programmes import crowd


@pytest.mark.guards("2.1.4")
@pytest.mark.parametrize("differ", [1, 2])
def test_alternative_is_the_best_of_all_that_differ_enough(differ) -> None:
    """A facilitator who rejects a match is given the next best one that is not the same again, and its price."""
    told = 0
    for result in [*solved(range(15)), *solved_open(range(8))]:
        problem = result.problem
        ids = [level.id for level in result.levels]
        found = alternatives(result, time_limit=LIMIT, count=2, differ=differ)
        before = [pairs_of(result.proposals)]
        matches = every(problem)

        for one in found.found:
            pairs = pairs_of(one.proposals)
            values = signed(one.levels)
            rest = [other for other in matches if all(len(early - other) >= differ for early in before)]
            best = max(tuple(levels_of(problem, other)[key] for key in values) for other in rest)
            assert tuple(values.values()) == best
            assert one.status is Status.OPTIMAL
            assert one.differs == len(before[0] - pairs) >= differ
            own, then = levels_of(problem, before[0]), levels_of(problem, pairs)
            assert {key: then[key] - own[key] for key in own if then[key] != own[key]} == {
                key: -by if key == "turns" else by for key, by in one.change.items()
            }
            assert set(one.change) <= set(ids)
            assert len(one.moves) == len({mentee for mentee, _ in before[0] ^ pairs})
            before.append(pairs)
            told += 1
        if len(found.found) < 2:
            assert not [other for other in matches if all(len(early - other) >= differ for early in before)]
            assert found.end.remedy.en == "Ask for matches that differ in fewer pairs."
        assert verify_otherwise(found) == ()
    assert told > 20


def test_alternatives_follow_the_book_where_nobody_says_how_many() -> None:
    """Three matches that differ in a seventh of the pairs are what the policy shows."""
    result = crowd(mentees=10, capacities=(4, 4, 4)).solve(time_limit=LIMIT, seed=0)

    found = alternatives(result, time_limit=LIMIT)

    assert (found.differ, len(found.found), found.end) == (2, 3, None)


def test_alternatives_of_nothing_say_why() -> None:
    """Contradictory pins leave nothing to differ from, and no letters nothing that could."""
    made = crowd(mentees=1, capacities=(1, 1))
    empty = alternatives(crowd(mentees=0, capacities=(1,)).solve(time_limit=LIMIT, seed=0), time_limit=LIMIT)
    made.fix("m0", "n0", reason="one")
    made.fix("m1", "n0", reason="two")

    none = alternatives(made.solve(time_limit=LIMIT, seed=0), time_limit=LIMIT)

    assert (empty.found, none.found) == ((), ())
    assert none.end.remedy.en == "Make a match first."
    assert "No further match" in empty.end.sentence.en


def test_alternatives_never_touch_a_fixed_pair() -> None:
    """What was promised stays in every match that is offered."""
    made = crowd(mentees=3, capacities=(2, 2))
    made.fix("m1", "n0", reason="agreed")

    found = alternatives(made.solve(time_limit=LIMIT, seed=0), time_limit=LIMIT, differ=1)

    assert found.found
    assert all(("n0", "m1") in pairs_of(one.proposals) for one in found.found)


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (lambda one: replace(one, change={**one.change, "points": 1}), "change"),
        (lambda one: replace(one, differs=one.differs + 1), "differs"),
        (lambda one: replace(one, proposals=(replace(one.proposals[0], points=999), *one.proposals[1:])), "points"),
        (lambda one: replace(one, proposals=one.proposals[1:]), "alternative"),
        (lambda one: replace(one, levels=(replace(one.levels[0], bound=99), *one.levels[1:])), "alternative"),
        (lambda one: replace(one, levels=(replace(one.levels[0], value=1, bound=1), *one.levels[1:])), "alternative"),
        (lambda one: replace(one, proof=replace(one.proof, keep=())), "alternative"),
        (
            lambda one: replace(one, proposals=tuple(replace(pair, mentor="m0") for pair in one.proposals)),
            "capacity",
        ),
    ],
)
def test_checker_finds_what_is_wrong_with_an_alternative(fault, rule) -> None:
    """Each seeded fault is named, whatever the solver says."""
    result = crowd(mentees=5, capacities=(3, 3, 3)).solve(time_limit=LIMIT, seed=0)
    found = alternatives(result, time_limit=LIMIT, count=1, differ=2)

    wrong = verify_otherwise(replace(found, found=(fault(found.found[0]),)))

    assert rule in {violation.rule for violation in wrong}


@pytest.mark.parametrize(("field", "value"), [("count", 0), ("differ", 0), ("time_limit", 0.0)])
def test_alternatives_refuse_numbers_out_of_range(field, value) -> None:
    """A slip is told by name at the line that makes it."""
    result = crowd(mentees=1, capacities=(1,)).solve(time_limit=LIMIT, seed=0)
    with pytest.raises(BadValue, match=field):
        alternatives(result, **({"time_limit": LIMIT} | {field: value}))
