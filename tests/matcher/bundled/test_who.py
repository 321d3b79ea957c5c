"""Who may take part: persons, centres, a utility in two roles, a partner's conflict, a repeat that is said."""

import pytest

from matcher import Model, solve, solve_subjects
from tests.matcher.programmes import model


def small() -> Model:
    """Return a utility that learns one subject and teaches another, a person and a centre that teach."""
    made = model()
    made.add_mentor("bogor", utility="pdam-kota-bogor", capacity=1)
    made.add_practice("bogor", subject="BILL")
    made.add_mentor("rini", region="35.78", kind="person")
    made.add_practice("rini", subject="NRW")
    made.add_mentor("balai", region="35.73", kind="centre", capacity=2)
    made.add_practice("balai", subject="NRW")
    made.add_mentee("s-bogor", utility="pdam-kota-bogor")
    made.add_need("s-bogor", subject="NRW")
    made.add_mentee("s-bengkulu", utility="pdam-kota-bengkulu")
    made.add_need("s-bengkulu", subject="BILL", rank=1)
    made.add_need("s-bengkulu", subject="NRW", rank=2)
    return made


@pytest.mark.guards("1.1")
@pytest.mark.parametrize("per_subject", [False, True], ids=["one mentor", "per subject"])
def test_the_mentee_of_one_partnership_is_the_mentor_in_another(per_subject) -> None:
    """Who learns water loss may teach billing in the same year, to anybody but itself."""
    made = small()
    made.add_need("s-bogor", subject="BILL", rank=2)
    problem = made.freeze()

    result = solve_subjects(problem, time_limit=10, seed=1) if per_subject else solve(problem, time_limit=10, seed=1)

    pairs = {(one.mentee, one.mentor) for one in result.proposals}
    assert ("s-bengkulu", "bogor") in pairs
    assert any(mentee == "s-bogor" for mentee, _ in pairs)
    assert ("s-bogor", "bogor") not in pairs
    assert result.verify() == ()


@pytest.mark.guards("4.3")
def test_a_supporting_partner_s_conflict_keeps_a_pair_apart_with_its_name() -> None:
    """Help must not interfere with other partners: the pair is ruled out, and the mentee reads by whom and why."""
    made = small()
    made.forbid(
        "bogor", "s-bengkulu", reason="PT Meter Fiktif supports the mentee and sells to the mentor", author="board"
    )

    result = solve_subjects(made.freeze(), time_limit=10, seed=1)

    (reason,) = result.unanswered["s-bengkulu/1"]
    assert (reason.rule, reason.section) == ("never", "2.1.4")
    assert "PT Meter Fiktif supports the mentee" in reason.sentence.en
    assert "(board)" in reason.sentence.id


@pytest.mark.guards("1.2")
def test_a_repeat_of_the_same_subject_is_said_and_given_no_points() -> None:
    """A pair that did this already is not forbidden, and never slips through in silence."""
    made = small()
    made.add_past("bogor", "s-bengkulu", year=2021, subject="BILL")

    result = solve_subjects(made.freeze(), time_limit=10, seed=1)

    told = next(one for one in result.proposals if one.need == "s-bengkulu/1")
    part = next(part for part in told.parts if part.criterion == "past")
    assert (told.mentor, part.points, part.warning) == ("bogor", 0, True)
    assert "2021" in part.because.en
    assert "pengulangan" in part.because.id
