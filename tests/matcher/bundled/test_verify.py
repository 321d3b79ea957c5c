"""The recount of a match with a mentor for each subject finds every planted fault by its name."""

from dataclasses import replace

import numpy as np
import pytest

from data.answer import Status
from matcher import SubjectResult, solve_subjects
from matcher.proposal import propose
from tests.matcher.programmes import NRW, model


def honest() -> SubjectResult:
    """Return a match with a fixed pair, a veto, days that bind, places that bind, and a subject left out."""
    made = model()
    for key, capacity, days, subjects in (
        ("m0", 1, None, ("NRW", "BILL")),
        ("m1", 3, 30, ("NRW",)),
        ("m2", 3, 40, ("BILL", "NRW")),
        ("m3", 3, None, ("BILL",)),
    ):
        made.add_mentor(key, region="35.78", capacity=capacity, team_days=days)
        for subject in subjects:
            made.add_practice(key, subject=subject, before={NRW: 40}, after={NRW: 39 - int(key[1])})
    for number in range(4):
        made.add_mentee(f"n{number}", region="35.73", waited=number % 2)
        made.add_need(f"n{number}", subject="NRW", rank=1, today={NRW: 45 + number})
        made.add_need(f"n{number}", subject="BILL", rank=2, chosen="m3")
    made.add_need("n0", subject="WSP", rank=3)
    made.fix("m2", "n3", reason="green light")
    made.forbid("m0", "n1", reason="same board")
    return solve_subjects(made.freeze(), mentors_each=2, time_limit=10, seed=1)


def answered(result: SubjectResult, need: str, mentor: str) -> SubjectResult:
    """Return the match with one need given to another mentor, its proposal computed honestly."""
    problem = result.problem
    practice = next(one for one in problem.practices_of[mentor] if one.subject == problem.needs[need].subject)
    given = propose(problem, problem.needs[need], practice)
    return replace(result, proposals=(*(one for one in result.proposals if one.need != need), given))


def first(result: SubjectResult, **change) -> SubjectResult:
    """Return the match with its first proposal altered."""
    return replace(result, proposals=(replace(result.proposals[0], **change), *result.proposals[1:]))


def level(result: SubjectResult, key: str, **change) -> SubjectResult:
    """Return the match with one level altered."""
    told = tuple(replace(one, **change) if one.id == key else one for one in result.levels)
    return replace(result, levels=told)


def last_proof(result: SubjectResult, **change) -> SubjectResult:
    """Return the match with the prices of its last level altered."""
    proof = result.proofs[-1]
    return replace(result, proofs=(*result.proofs[:-1], replace(proof, found=replace(proof.found, **change))))


def cheaper(result: SubjectResult) -> SubjectResult:
    """Claim a bound, and what is shown, below what the prices show."""
    found = result.proofs[-1].found
    return last_proof(result, bound=found.bound - 5000, shown=found.bound - 5000)


def tired(result: SubjectResult) -> SubjectResult:
    """Let the team of a mentor that has a mentee have fewer days than that mentee takes."""
    mentors = {
        key: replace(one, team_days=10 if key == "m2" else one.team_days) for key, one in result.problem.mentors.items()
    }
    problem = replace(result.problem, mentors=mentors)
    return replace(result, problem=problem, fingerprint=problem.fingerprint)


def beside(result: SubjectResult, which: str, **answers: str) -> SubjectResult:
    """Return the match with another way that answers more than it may."""
    told = getattr(result, which)
    return replace(result, **{which: replace(told, answers={**told.answers, **answers})})


FAULTS = {
    "another problem": (lambda r: replace(r, fingerprint="0"), "fingerprint"),
    "another price": (lambda r: replace(r, price=1), "terms"),
    "no mentors at all": (lambda r: replace(r, mentors_each=0), "terms"),
    "aims hidden": (lambda r: replace(r, not_counted=()), "terms"),
    "a stranger": (lambda r: first(r, mentor="m9"), "names"),
    "points raised": (lambda r: first(r, points=r.proposals[0].points + 1), "points"),
    "distance altered": (lambda r: first(r, distance_km=1), "points"),
    "answered twice": (lambda r: replace(r, proposals=(*r.proposals, r.proposals[0])), "one_mentor"),
    "a pair that was ruled out": (lambda r: answered(r, "n1/1", "m0"), "never"),
    "a fixed pair moved": (lambda r: answered(answered(r, "n3/1", "m1"), "n3/2", "m3"), "must"),
    "a place too many": (lambda r: answered(answered(r, "n0/1", "m0"), "n2/1", "m0"), "capacity"),
    "days too many": (tired, "capacity"),
    "days miscounted": (lambda r: replace(r, team_days={**r.team_days, "m1": 1}), "days"),
    "more mentors than asked for": (lambda r: replace(r, mentors_each=1), "one_mentor"),
    "a need forgotten": (lambda r: replace(r, unanswered={}), "unanswered"),
    "answered and refused": (
        lambda r: replace(r, unanswered={**r.unanswered, r.proposals[0].need: r.unanswered["n0/3"]}),
        "unanswered",
    ),
    "a level raised": (lambda r: level(r, "points", value=r.level("points").value + 1), "level"),
    "a level renamed": (lambda r: level(r, "wishes", id="wish"), "level"),
    "a level left out": (lambda r: replace(r, levels=r.levels[:-1], proofs=r.proofs[:-1]), "level"),
    "another status": (lambda r: replace(r, status=Status.FEASIBLE), "status"),
    "a bound moved": (lambda r: level(r, "points", bound=r.level("points").bound + 1), "proof"),
    "prices that show less": (cheaper, "proof"),
    "a bound beyond what is shown": (lambda r: last_proof(r, shown=r.proofs[-1].found.bound - 1), "proof"),
    "a price below zero": (lambda r: last_proof(r, place_price=np.full(4, -1)), "proof"),
    "a proof missing": (lambda r: replace(r, proofs=r.proofs[:-1]), "proof"),
    "weights of nothing": (lambda r: replace(r, proofs=(replace(r.proofs[0], weights=(0,)), *r.proofs[1:])), "proof"),
    "a plain way over a full mentor": (lambda r: beside(r, "baseline", **{"n0/1": "m0", "n2/1": "m0"}), "baseline"),
    "one mentor each counted wrongly": (lambda r: beside(r, "single", **{"n0/3": "m0"}), "baseline"),
    "no plain way": (lambda r: replace(r, baseline=None), "baseline"),
    "nothing, called impossible": (
        lambda r: replace(r, levels=(), proposals=(), proofs=(), status=Status.INFEASIBLE),
        "status",
    ),
}


def test_the_honest_match_holds_what_the_faults_need() -> None:
    """Faults are only worth planting in a match where something binds."""
    result = honest()

    assert result.verify() == ()
    assert result.status is Status.OPTIMAL
    assert "n0/3" in result.unanswered
    assert len({(one.mentee, one.mentor) for one in result.proposals if one.mentee == "n0"}) == 2


@pytest.mark.parametrize("fault", FAULTS)
def test_every_planted_fault_is_found(fault) -> None:
    """A checker that has never refused anything has never been seen to work."""
    plant, rule = FAULTS[fault]

    assert rule in {violation.rule for violation in plant(honest()).verify()}
