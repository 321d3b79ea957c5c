"""Rules that together say no: each set is smallest, each repair mends, and its figures are those of a new match."""

import itertools
import random
from collections import Counter
from dataclasses import replace
from types import MappingProxyType

import pytest

from data.answer import Status
from matcher import RULES, Expectation, quarrels, worth
from matcher.noes.quarrels import letter_quarrel, pins_quarrel, repaired
from matcher.verify import _contradict
from tests.matcher.programmes import crowd, random_model

LIMIT = 60


def excluded(problem, mentee):
    """Return whether a letter has no mentor even when all that are not fixed wait, by asking every rule."""
    load = Counter(pin.mentor for pin in problem.pins if pin.kind == "must" and pin.mentee != mentee)
    return not any(
        load[mentor.id] < mentor.capacity and all(rule.allows(problem, need, mentor) for rule in RULES)
        for need in problem.needs_of[mentee]
        for mentor in problem.mentors.values()
    )


def only(problem, who, rules):
    """Return the problem in which of all that could be lifted only these rules stand."""
    kept = {(one.rule, one.mentor, one.mentee) for one in rules}
    pins = tuple(pin for pin in problem.pins if (pin.kind, pin.mentor, pin.mentee) in kept)
    load = Counter(pin.mentor for pin in {(p.mentor, p.mentee): p for p in problem.pins if p.kind == "must"}.values())
    mentors, mentees = {}, {}
    for key, one in problem.mentors.items():
        missing = max(load[key] + bool(who) - one.capacity, 0)
        stands = sum(named.rule == "capacity" and named.mentor == key for named in rules)
        wishes = one.expects if ("mentor_wish", key, "") in kept else Expectation()
        is_member = one.member or ("membership", key, "") not in kept
        mentors[key] = replace(one, capacity=one.capacity + missing - stands, expects=wishes, member=is_member)
    for key, one in problem.mentees.items():
        mentees[key] = replace(one, member=one.member or ("membership", "", key) not in kept)
    return replace(problem, mentors=MappingProxyType(mentors), mentees=MappingProxyType(mentees), pins=pins)


def three_ways_out():
    """Return a letter that a veto, a wish and a pin keep from all three mentors."""
    made = crowd(mentees=2, capacities=(1, 1, 1))
    made.add_mentee("small", connections=10)
    made.add_need("small", subject="NRW")
    made.forbid("m0", "small", reason="same board")
    made.expect("m1", least_connections=5_000)
    made.fix("m2", "n0", reason="agreed by letter")
    return made


def test_letter_quarrel_names_every_rule_and_the_softest_way_out() -> None:
    """By hand: a veto (3) or a fixed pair (3) bends before a wish (4) and a place (6)."""
    result = three_ways_out().solve(time_limit=LIMIT, seed=0)

    (found,) = quarrels(result)

    (rules,) = found.sets
    assert {(one.rule, one.mentor) for one in rules} == {
        ("never", "m0"), ("mentor_wish", "m1"), ("must", "m2"), ("capacity", "m2"),
    }  # fmt: skip
    assert (len(found.repair), found.hardness) == (1, 3)
    assert found.repair[0].remedy.en in {"allow m0 for small again", "lift the fixed pair of n0 and m2"}
    assert worth(result, found, time_limit=LIMIT)["served"] == 1


def test_each_rule_alone_frees_the_letter() -> None:
    """Smallest means that lifting any one of them is enough when the others stand."""
    problem = three_ways_out().freeze()
    found = letter_quarrel(problem, mentee="small")

    assert excluded(problem, "small")
    for rule in found.sets[0]:
        assert not excluded(repaired(problem, [rule]), "small")


def test_letter_that_competes_or_asks_for_what_nobody_offers_has_no_quarrel() -> None:
    """Too few places, or no offer, is no rule that somebody could lift."""
    made = crowd(mentees=3, capacities=(1, 1))
    made.add_mentee("other")
    made.add_need("other", subject="BOTTLE")

    assert quarrels(made.solve(time_limit=LIMIT, seed=0)) == ()


def test_pins_quarrel_of_two_pins_on_one_letter_keeps_one() -> None:
    """By hand: two mentors are fixed for one letter; one of the two has to go."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.fix("m0", "n0", reason="agreed")
    made.fix("m1", "n0", reason="agreed twice")
    result = made.solve(time_limit=LIMIT, seed=0)

    (found,) = quarrels(result)

    assert result.status is Status.INFEASIBLE
    assert [[one.rule for one in rules] for rules in found.sets] == [["must", "must"]]
    assert len(found.repair) == 1
    assert worth(result, found, time_limit=LIMIT)["served"] == 1


def test_pins_quarrel_of_three_pins_on_one_place_asks_for_two_repairs() -> None:
    """By hand: three letters on one place; lifting two pins weighs 6, two more places 12."""
    made = crowd(mentees=3, capacities=(1,))
    for key in ("n0", "n1", "n2"):
        made.fix("m0", key, reason="agreed")

    found = pins_quarrel(made.freeze())

    assert ([one.rule for one in found.repair], found.hardness) == (["must", "must"], 6)
    assert not _contradict(repaired(made.freeze(), found.repair))


def test_pin_said_twice_with_two_reasons_is_no_quarrel() -> None:
    """Two colleagues may note the same decision."""
    made = crowd(mentees=1, capacities=(1,))
    made.fix("m0", "n0", reason="agreed")
    made.fix("m0", "n0", reason="agreed by letter")

    assert pins_quarrel(made.freeze()) is None


def test_pin_on_a_subject_that_the_mentor_lacks_can_only_be_lifted() -> None:
    """No veto and no wish stands there; the pin itself is the fault."""
    made = crowd(mentees=1, capacities=(1,))
    made.add_mentee("other")
    made.add_need("other", subject="BOTTLE")
    made.fix("m0", "other", reason="agreed")

    found = pins_quarrel(made.freeze())

    assert [[(one.rule, one.mentee) for one in rules] for rules in found.sets] == [[("must", "other")]]


@pytest.mark.parametrize("seed", range(120))
def test_random_programmes_are_freed_by_their_repair_and_by_nothing_softer(seed) -> None:
    """Against the rules themselves: sets say no, lose it with any rule, and no cheaper lifting frees."""
    made = random_model(seed)
    dice = random.Random(seed)  # noqa: S311 - a fictional programme
    problem = made.freeze()
    if dice.random() < 1 / 2:
        made.fix(dice.choice([*problem.mentors]), dice.choice([*problem.mentees]), reason="agreed")
        problem = made.freeze()
    result = made.solve(time_limit=LIMIT, seed=seed)
    told = {one.who: one for one in quarrels(result)}
    for who, found in told.items():
        says_no = _contradict if not who else lambda other, key=who: excluded(other, key)
        assert says_no(problem)
        assert not says_no(repaired(problem, found.repair))
        for rules in found.sets:
            alone = only(problem, who, rules)
            assert says_no(alone)
            assert not any(says_no(repaired(alone, [rule])) for rule in rules)
        softer = {one for rules in found.sets for one in rules}
        for size in range(min(len(found.repair) + 1, 3)):
            for lifted in itertools.combinations(sorted(softer, key=str), size):
                if sum(one.hardness for one in lifted) < found.hardness:
                    assert says_no(repaired(problem, lifted))
    if result.status is Status.INFEASIBLE:
        assert set(told) == {""}
        return
    for key in result.unmatched:
        if key not in told and problem.needs_of[key] and excluded(problem, key):
            assert not any(
                problem.offers(need, mentor) and mentor.party != problem.mentees[key].party
                for need in problem.needs_of[key]
                for mentor in problem.mentors.values()
            )
