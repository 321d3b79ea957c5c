"""Who would rather have each other, against every match there is."""

from collections import Counter
from dataclasses import replace

import pytest

from data.answer import Status
from matcher import RULES, BadValue, rather, verify_otherwise
from matcher.proposal import propose
from tests.matcher.otherwise.matches import LIMIT, every, pairs_of, solved
from tests.matcher.programmes import crowd, model


def wishes(problem):
    """Return what each pair is worth to mentee and mentor, counted here: letter, priority, points; then its own."""
    found = {}
    for need in problem.needs.values():
        first = need.rank == min(other.rank for other in problem.needs.values() if other.mentee == need.mentee)
        for mentor in problem.mentors.values():
            if not all(rule.allows(problem, need, mentor) for rule in RULES):
                continue
            for practice in problem.offers(need, mentor):
                pair = propose(problem, need, practice)
                own = sum(part.points for part in pair.parts if part.criterion in {"expectation", "nearness", "past"})
                key = need.mentee, mentor.id
                told = (first, pair.points), (pair.chosen, -need.rank, pair.points), own
                found[key] = max(found.get(key, told), told, key=lambda one: one[0])
    return {key: (mine, own) for key, (_, mine, own) in found.items()}


def blocked(problem, pairs, worth):
    """Return the pairs in which both would gain."""
    fixed = {pin.mentee for pin in problem.pins if pin.kind == "must"}
    has, load = dict(pairs), Counter(mentor for _, mentor in pairs)
    found = set()
    for (mentee, mentor), (mine, own) in worth.items():
        if mentee in fixed or (mentee in has and mine <= worth[mentee, has[mentee]][0]):
            continue
        there = [worth[key, mentor][1] for key, name in pairs if name == mentor and key not in fixed]
        if load[mentor] < problem.mentors[mentor].capacity or any(own > other for other in there):
            found.add((mentee, mentor))
    return found


@pytest.mark.guards("3.1.2")
def test_rather_names_every_pair_that_would_gain_and_the_match_with_fewest() -> None:
    """Two directors who would both gain by another pair find each other anyhow; the facilitator knows it first."""
    fewer = 0
    for result in solved(range(60)):
        problem, worth = result.problem, wishes(result.problem)

        told = rather(result, time_limit=LIMIT)

        assert {(pair.mentee, pair.mentor) for pair in told.pairs} == blocked(
            problem, pairs_of(result.proposals), worth
        )
        least = min(len(blocked(problem, pairs, worth)) for pairs in every(problem))
        assert (len(told.left), told.least, told.status) == (least, least, Status.OPTIMAL)
        assert verify_otherwise(told) == ()
        fewer += told.fewest is not None
    assert fewer > 3


def test_rather_says_what_both_would_gain() -> None:
    """Points alone do not win: the mentor has to gain by its own order too."""
    made = model()
    made.add_mentor("m0", region="35.78", capacity=1)
    made.add_practice("m0", subject="NRW")
    for key, place in (("far", "81.71"), ("near", "35.73")):
        made.add_mentee(key, region=place)
        made.add_need(key, subject="NRW", chosen="m0" if key == "far" else None)
    result = made.solve(time_limit=LIMIT, seed=0)

    told = rather(result, time_limit=LIMIT)

    assert pairs_of(result.proposals) == {("far", "m0")}
    assert [pair.mentee for pair in told.pairs] == ["near"]
    assert "near has no mentor; m0 would take it rather than far" in told.pairs[0].told.en
    assert pairs_of(told.fewest.proposals) == {("near", "m0")}
    assert told.fewest.change["wishes"] == -1


def test_rather_without_a_match_names_nobody() -> None:
    """Contradictory pins leave nobody to compare with; a search without time is refused by name."""
    made = crowd(mentees=1, capacities=(1, 1))
    with pytest.raises(BadValue, match="time_limit"):
        rather(made.solve(time_limit=LIMIT, seed=0), time_limit=0)
    made.fix("m0", "n0", reason="one")
    made.fix("m1", "n0", reason="two")

    assert rather(made.solve(time_limit=LIMIT, seed=0), time_limit=LIMIT).pairs == ()


@pytest.mark.parametrize(
    "fault",
    [
        lambda told: replace(told, pairs=()),
        lambda told: replace(told, pairs=told.pairs * 2),
        lambda told: replace(told, left=told.pairs),
        lambda told: replace(told, least=1),
        lambda told: replace(told, fewest=None),
        lambda told: replace(told, fewest=replace(told.fewest, proposals=())),
        lambda told: replace(told, fewest=replace(told.fewest, change={})),
    ],
)
def test_checker_finds_what_is_wrong_with_wishes(fault) -> None:
    """Each seeded fault is found."""
    made = model()
    made.add_mentor("m0", region="35.78", capacity=1)
    made.add_practice("m0", subject="NRW")
    for key, place in (("far", "81.71"), ("near", "35.73")):
        made.add_mentee(key, region=place)
        made.add_need(key, subject="NRW", chosen="m0" if key == "far" else None)
    told = rather(made.solve(time_limit=LIMIT, seed=0), time_limit=LIMIT)

    assert verify_otherwise(told) == ()
    assert verify_otherwise(fault(told)) != ()
