"""The recount accepts every honest match and catches every seeded fault."""

from dataclasses import replace

import pytest

from data.answer import Status
from matcher import Result
from matcher.aims import aims, options_of, reached
from matcher.proposal import propose
from tests.matcher.programmes import NRW, crowd, random_model


def honest() -> Result:
    """Return a match with a fixed pair, a veto, a wish and one mentee left out."""
    made = crowd(mentees=5, capacities=(1, 2, 1))
    made.add_need("n0", subject="DMA", rank=2, chosen="m1")
    made.fix("m2", "n3", reason="green light")
    made.forbid("m0", "n1", reason="same board")
    return made.solve(time_limit=5, seed=1)


def pairs(result: Result) -> dict[str, str]:
    """Return mentee to mentor."""
    return {proposal.mentee: proposal.mentor for proposal in result.proposals}


def moved(result: Result, mentee: str, mentor: str) -> Result:
    """Return the match with one mentee given to another mentor, its proposal computed honestly."""
    made = result.problem
    need = made.needs_of[mentee][0]
    proposal = propose(made, need, made.practices_of[mentor][0])
    return replace(result, proposals=tuple(proposal if p.mentee == mentee else p for p in result.proposals))


def first_changed(result: Result, **change) -> Result:
    """Return the match with its first proposal altered."""
    return replace(result, proposals=(replace(result.proposals[0], **change), *result.proposals[1:]))


def part_changed(result: Result, **change) -> Result:
    """Return the match with the first part of its first proposal altered."""
    parts = result.proposals[0].parts
    return first_changed(result, parts=(replace(parts[0], **change), *parts[1:]))


def level_changed(result: Result, key: str, **change) -> Result:
    """Return the match with one level altered."""
    levels = tuple(replace(level, **change) if level.id == key else level for level in result.levels)
    return replace(result, levels=levels)


def price_changed(result: Result, **change) -> Result:
    """Return the match with its certificate altered."""
    return replace(result, certificate=replace(result.certificate, **change))


def overfull(result: Result) -> Result:
    """Give the only place of m0 to two mentees."""
    holder = next(mentee for mentee, mentor in pairs(result).items() if mentor == "m0")
    other = next(m for m in pairs(result) if m not in {holder, "n3", "n1"})
    return moved(result, other, "m0")


def forbidden(result: Result) -> Result:
    """Give the place of m0 to n1, for whom it is ruled out."""
    holder = next(mentee for mentee, mentor in pairs(result).items() if mentor == "m0")
    given = propose(result.problem, result.problem.needs["n1/1"], result.problem.practices["m0/1"])
    kept = tuple(proposal for proposal in result.proposals if proposal.mentee not in {holder, "n1"})
    return replace(result, proposals=(*kept, given))


def left_out(result: Result) -> str:
    """Return the mentee without a mentor."""
    return next(iter(result.unmatched))


FAULTS = {
    "overfull mentor": (overfull, "capacity"),
    "forbidden pair": (forbidden, "never"),
    "fixed pair elsewhere": (lambda r: moved(r, "n3", "m1"), "must"),
    "fixed pair missing": (lambda r: replace(r, proposals=tuple(p for p in r.proposals if p.mentee != "n3")), "must"),
    "mentee twice": (lambda r: replace(r, proposals=(*r.proposals, r.proposals[0])), "one_mentor"),
    "mentee lost": (lambda r: replace(r, unmatched={}), "unmatched"),
    "mentee without a reason": (lambda r: replace(r, unmatched={left_out(r): ()}), "unmatched"),
    "matched and refused": (
        lambda r: replace(r, unmatched={**r.unmatched, "n3": r.unmatched[left_out(r)]}),
        "unmatched",
    ),
    "wrong points": (lambda r: first_changed(r, points=r.proposals[0].points + 1), "points"),
    "wrong points of a part": (lambda r: part_changed(r, points=0), "points"),
    "wrong sentence": (lambda r: part_changed(r, figures=("gold", "gold")), "parts"),
    "hidden missing value": (lambda r: part_changed(r, missing=True), "parts"),
    "wrong distance": (lambda r: first_changed(r, distance_km=1), "parts"),
    "forged wish": (lambda r: first_changed(r, chosen=not r.proposals[0].chosen), "parts"),
    "stranger": (lambda r: first_changed(r, mentor="nobody"), "names"),
    "practice of another": (lambda r: first_changed(r, practice="m9/1"), "names"),
    "served too high": (lambda r: level_changed(r, "served", value=5, bound=5), "level"),
    "wishes too high": (lambda r: level_changed(r, "wishes", value=r.level("wishes").value + 1), "level"),
    "points too high": (lambda r: level_changed(r, "points", value=r.level("points").value + 1), "level"),
    "bound forged low": (lambda r: level_changed(r, "points", bound=r.level("points").bound - 1), "proof"),
    "bound forged high": (lambda r: level_changed(r, "served", bound=5), "proof"),
    "no certificate": (lambda r: replace(r, certificate=None), "proof"),
    "price lowered": (
        lambda r: price_changed(r, prices=dict.fromkeys(r.certificate.prices, 0)),
        "proof",
    ),
    "a price left out": (lambda r: price_changed(r, prices={}), "proof"),
    "weights too small": (lambda r: price_changed(r, weights=dict.fromkeys(r.certificate.weights, 1)), "proof"),
    "an aim left out": (lambda r: replace(r, levels=r.levels[:-1]), "level"),
    "aims in another order": (lambda r: replace(r, levels=r.levels[::-1]), "level"),
    "status too modest": (lambda r: replace(r, status=Status.FEASIBLE), "status"),
    "status infeasible without cause": (
        lambda r: replace(
            r, status=Status.INFEASIBLE, levels=(), proposals=(), unmatched=dict.fromkeys(r.problem.mentees, (1,))
        ),
        "status",
    ),
    "match without levels": (lambda r: replace(r, levels=()), "status"),
    "list out of order": (
        lambda r: replace(r, ranked={**r.ranked, "n0/1": tuple(reversed(r.ranked["n0/1"]))}),
        "order",
    ),
    "list shortened": (lambda r: replace(r, ranked={**r.ranked, "n2/1": r.ranked["n2/1"][1:]}), "order"),
    "another problem": (lambda r: replace(r, fingerprint="0" * 64), "fingerprint"),
    "baseline flattered": (lambda r: replace(r, baseline=replace(r.baseline, levels=r.levels)), "baseline"),
    "baseline missing": (lambda r: replace(r, baseline=None), "baseline"),
    "baseline that cheats": (
        lambda r: replace(r, baseline=replace(r.baseline, pairs=dict.fromkeys(r.problem.mentees, "m0"))),
        "baseline",
    ),
}


def test_verify_accepts_the_honest_match() -> None:
    """Without this the faults below would prove nothing."""
    assert honest().verify() == ()


def test_verify_accepts_honest_matches_of_random_programmes() -> None:
    """The recount must not cry wolf."""
    assert [seed for seed in range(200) if random_model(seed).solve(time_limit=5, seed=seed).verify()] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_verify_catches_the_fault(fault) -> None:
    """Each fault is found under the name of what it breaks."""
    spoil, rule = FAULTS[fault]

    found = spoil(honest()).verify()

    assert rule in {violation.rule for violation in found}
    assert all(violation.sentence.en and violation.sentence.id for violation in found)


def test_verify_catches_a_worse_match_called_best() -> None:
    """Every number recounts, only the proof does not close: that is what the prices are for."""
    result = honest()
    mentee = next(m for m in pairs(result) if m != "n3")
    worse = replace(
        result,
        proposals=tuple(p for p in result.proposals if p.mentee != mentee),
        unmatched={**result.unmatched, mentee: result.unmatched[left_out(result)]},
    )
    wanted = aims(result.problem)
    sums = reached(
        result.problem, wanted, options_of(result.problem, [(p.need, p.mentor, p.points) for p in worse.proposals])
    )
    levels = tuple(aim.level(value, value) for aim, value in zip(wanted, sums, strict=True))

    found = replace(worse, levels=levels).verify()

    assert "proof" in {violation.rule for violation in found}


def test_verify_catches_the_same_mentor_on_a_worse_need() -> None:
    """The pair is right but told on a need that brings fewer points."""
    made = crowd(mentees=1, capacities=(1,))
    made.add_need("n0", subject="DMA", rank=3, today={NRW: 45})
    result = made.solve(time_limit=5, seed=0)
    lower = result.ranked["n0/3"][0]

    found = replace(result, proposals=(lower,)).verify()

    assert "points" in {violation.rule for violation in found}
