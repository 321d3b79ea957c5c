"""One letter beside a published match: everybody else is held, the place is the best left, and the price is exact."""

from collections import Counter
from dataclasses import replace
from types import MappingProxyType

import pytest

from data.answer import Status
from matcher import BadValue, UnknownMentee, place_letter, solve
from matcher.aims import aims, options_of, reached
from matcher.scores import score
from tests.matcher.programmes import crowd, random_model

LIMIT = 60


def pairs_of(result):
    """Return mentee id to mentor id."""
    return {pair.mentee: pair.mentor for pair in result.proposals}


def placed(made, mentee):
    """Return where a letter goes."""
    return place_letter(made.freeze(), mentee=mentee, time_limit=LIMIT, seed=0)


def levels(problem, pairs):
    """Return what these pairs reach, level by level, each served on the need that the aims like best."""
    wanted = aims(problem)
    rows = []
    for found in score(problem, problem.mentees.values()).of_need.values():
        rows += [(one.need, one.mentor, one.points) for one in found]
    ways: dict[tuple[str, str], list] = {}
    for row in rows:
        ways.setdefault((problem.needs[row[0]].mentee, row[1]), []).append(row)

    def brings(row):
        return tuple(int(aim.of_pairs(problem, options_of(problem, [row]))[0]) for aim in wanted)

    best = [max(ways[pair], key=brings) for pair in pairs.items()]
    return reached(problem, wanted, options_of(problem, best))


def test_place_letter_takes_the_best_place_left_and_holds_the_others() -> None:
    """m2 shows the best practice, but n0 has its place; m1 is next."""
    made = crowd(mentees=3, capacities=(1, 1, 1))
    made.publish({"n0": "m2"})

    found = placed(made, "n2")

    assert pairs_of(found.result) == {"n0": "m2", "n2": "m1"}
    assert found.change["served"] == 1
    assert found.waiting == ("n1",)
    assert found.result.verify() == ()


def test_place_letter_after_a_refusal_leaves_the_declined_mentor_out() -> None:
    """The next best is told, nobody else moves, and the refusal stays in the problem."""
    made = crowd(mentees=2, capacities=(1, 1, 1))
    made.publish({"n0": "m2", "n1": "m1"})
    made.forbid("m1", "n1", reason="declined")

    found = placed(made, "n1")

    assert pairs_of(found.result) == {"n0": "m2", "n1": "m0"}
    assert [pin.reason for pin in found.result.problem.pins if pin.kind == "never"] == ["declined"]


def test_place_letter_tells_the_chain_that_would_serve_when_all_its_own_mentors_are_full() -> None:
    """n1 may have m0 only; n0, which has it, could go to m1: one move serves it."""
    made = crowd(mentees=2, capacities=(1, 1))
    made.forbid("m1", "n1", reason="same board")
    first = crowd(mentees=1, capacities=(1, 0))
    assert pairs_of(first.solve(time_limit=LIMIT, seed=0)) == {"n0": "m0"}
    made.publish({"n0": "m0"})
    made.add_need("n0", subject="NRW", rank=2, chosen="m0")

    found = placed(made, "n1")

    assert found.proposal is None
    assert found.result.unmatched["n1"][0].rule == "capacity"
    assert not found.stale
    assert [step.en for step in found.path.moves] == [
        "n1, without a mentor so far, gets m0.",
        "n0 moves from m0 to m1.",
    ]
    assert found.path.change["served"] == 1
    assert found.moved == ("n0",)


def test_place_letter_says_when_published_pairs_break_a_rule_of_today() -> None:
    """A mentor that took a place back cannot be held to it in silence."""
    made = crowd(mentees=2, capacities=(0, 1))
    made.publish({"n0": "m0"})

    found = placed(made, "n1")

    assert found.result.status is Status.INFEASIBLE
    assert found.proposal is None
    assert found.result.conflicts


def test_place_letter_refuses_strangers_and_letters_that_are_fixed() -> None:
    """Wrong use is told at the line that makes it."""
    made = crowd(mentees=1, capacities=(1,))
    made.fix("m0", "n0", reason="agreed")

    with pytest.raises(UnknownMentee):
        placed(made, "nobody")
    with pytest.raises(BadValue, match="not fixed"):
        placed(made, "n0")


@pytest.mark.parametrize("seed", range(80))
def test_random_programmes_place_their_last_letter_exactly(seed) -> None:
    """Against every place there is; where the published pairs were best, the chain is as good as a new match."""
    made = random_model(seed)
    problem = made.freeze()
    last = list(problem.mentees)[-1]
    if problem.fixed[last]:
        return
    without = replace(
        problem,
        mentees=MappingProxyType({key: one for key, one in problem.mentees.items() if key != last}),
        needs=MappingProxyType({key: need for key, need in problem.needs.items() if need.mentee != last}),
        pins=tuple(pin for pin in problem.pins if pin.mentee != last), published=MappingProxyType({}),
    )  # fmt: skip
    before = solve(without, time_limit=LIMIT, seed=seed)
    if before.status is Status.INFEASIBLE:
        return
    made.publish(pairs_of(before))

    found = placed(made, last)

    few = found.result.problem
    held, now = pairs_of(before), pairs_of(found.result)
    assert found.result.verify() == ()
    assert {key: mentor for key, mentor in now.items() if key != last} == held
    load = Counter(held.values())
    allowed = score(few, [few.mentees[last]]).best
    open_ = [mentor for _, mentor in allowed if load[mentor] < few.mentors[mentor].capacity]
    assert (last in now) == bool(open_)
    if open_:
        assert levels(few, now) == max(levels(few, held | {last: mentor}) for mentor in open_)
    told = {level.id: level.value for level in found.result.levels}
    signs = [-1 if aim.sense == "min" else 1 for aim in aims(few)]
    after, earlier = levels(few, now), levels(few, held)
    assert [told[aim.id] for aim in aims(few)] == [sign * value for sign, value in zip(signs, after, strict=True)]
    assert found.change == {
        aim.id: sign * (one - other)
        for aim, sign, one, other in zip(aims(few), signs, after, earlier, strict=True)
        if one != other
    }
    if found.path is not None:
        free = solve(replace(few, pins=problem.pins), time_limit=LIMIT, seed=seed)
        counted = {aim.id: value for aim, value in zip(aims(few), earlier, strict=True)}
        best = tuple(
            counted[aim.id] + sign * found.path.change.get(aim.id, 0)
            for aim, sign in zip(aims(few), signs, strict=True)
        )
        assert not found.stale
        assert best == tuple(sign * level.value for sign, level in zip(signs, free.levels, strict=True))
