"""Why a subject has no mentor, with a remedy that is true: the change is made and the subject is answered."""

from dataclasses import replace

from data.answer import Status
from matcher import Model, Problem, solve_subjects
from matcher.bundled.teamdays import team_days
from tests.matcher.programmes import NRW, model


def one_mentor(*, mentees: int = 1, subjects: tuple[str, ...] = ("NRW",), **mentor) -> Model:
    """Return mentees that all want the same of one mentor."""
    made = model()
    made.add_mentor("alfa", region="35.78", **mentor)
    for subject in subjects:
        made.add_practice("alfa", subject=subject)
    for number in range(mentees):
        made.add_mentee(f"n{number}", region="12.71")
        for rank, subject in enumerate(subjects, 1):
            made.add_need(f"n{number}", subject=subject, rank=rank, today={NRW: 40})
    return made


def solved(problem: Problem, each: int = 2):
    """Return the match, which its recount accepts."""
    result = solve_subjects(problem, mentors_each=each, time_limit=10, seed=1)
    assert result.verify() == ()
    return result


def test_full_mentors_are_named_and_one_more_place_answers_it() -> None:
    """The remedy is a promise to a director, so it is tried."""
    problem = one_mentor(mentees=2, capacity=1).freeze()

    result = solved(problem)
    ((need, (reason,)),) = result.unanswered.items()
    wider = replace(problem, mentors={"alfa": replace(problem.mentors["alfa"], capacity=2)})

    assert (reason.rule, reason.section) == ("capacity", "3.1.1-B")
    assert "alfa" in reason.sentence.en
    assert "one more place at alfa" in reason.remedy.en
    assert need in solved(wider).answers


def test_days_that_are_short_are_counted_and_so_many_more_answer_it() -> None:
    """A team has days, not places: the figure told is the one that helps, and one less does not."""
    problem = one_mentor(mentees=2, capacity=5, team_days=20).freeze()
    (takes,) = team_days(problem, [("n0", "alfa")])

    result = solved(problem)
    ((need, (reason,)),) = result.unanswered.items()
    more = 2 * takes - 20
    with_days = {
        days: solved(replace(problem, mentors={"alfa": replace(problem.mentors["alfa"], team_days=days)}))
        for days in (20 + more - 1, 20 + more)
    }

    assert f"With {more} more working days of alfa" in reason.remedy.en
    assert f"has {20 - takes} working days left, the pair takes {takes}" in reason.sentence.en
    assert [need in one.answers for one in with_days.values()] == [False, True]


def test_a_day_count_is_the_visits_by_their_length_and_two_days_for_each_flight() -> None:
    """Three visits of three days and two ceremonies are eleven; two flights there and back are four days more."""
    made = one_mentor()
    made.add_mentee("near", region="35.78")

    assert team_days(made.freeze(), [("n0", "alfa"), ("near", "alfa")]) == [15, 11]


def test_the_most_mentors_are_a_reason_and_one_more_answers_it() -> None:
    """Who has two already learns that a third would do it, and how well."""
    made = model()
    made.add_mentee("delta")
    for rank, (key, subject) in enumerate((("a", "NRW"), ("b", "BILL"), ("c", "WSP")), 1):
        made.add_mentor(key)
        made.add_practice(key, subject=subject)
        made.add_need("delta", subject=subject, rank=rank)
    problem = made.freeze()

    ((_, (reason,)),) = solved(problem).unanswered.items()

    assert (reason.rule, reason.section) == ("one_mentor", "2.1.3")
    assert "one more mentor" in reason.remedy.en
    assert solved(problem, each=3).unanswered == {}


def test_a_mentor_that_is_not_worth_its_price_is_told_with_both_figures() -> None:
    """A facilitator who would pay more can then change the policy."""
    made = model()
    made.add_mentor("near", region="35.78")
    made.add_practice("near", subject="NRW")
    made.add_mentor("far", region="81.71")
    made.add_practice("far", subject="BILL")
    made.add_mentee("delta", region="35.73")
    made.add_need("delta", subject="NRW", rank=1)
    made.add_need("delta", subject="BILL", rank=5)
    numbers = dict(made.book.numbers)
    numbers["match_pair_price"] = replace(numbers["match_pair_price"], value=900)
    problem = replace(made.freeze(), book=replace(made.book, numbers=numbers))

    ((_, (reason,)),) = solved(problem).unanswered.items()

    assert "has to bring more than 900" in reason.sentence.en
    assert reason.rule == "one_mentor"


def test_a_letter_without_a_subject_and_a_subject_that_nobody_offers_are_told_apart() -> None:
    """One has to name something, for the other somebody has to be found."""
    made = one_mentor()
    made.add_mentee("silent")
    made.add_need("n0", subject="WSP", rank=2)

    told = solved(made.freeze()).unanswered

    assert {key: [reason.rule for reason in reasons] for key, reasons in told.items()} == {
        "silent": ["willing"], "n0/2": ["subject"],
    }  # fmt: skip


def test_whoever_is_fixed_gets_the_fixed_mentors_and_no_other() -> None:
    """Two green lights for two subjects stand together; a third mentor is not slipped in beside them."""
    made = model()
    made.add_mentee("delta")
    for rank, (key, subject) in enumerate((("a", "NRW"), ("b", "BILL"), ("c", "WSP")), 1):
        made.add_mentor(key)
        made.add_practice(key, subject=subject)
        made.add_need("delta", subject=subject, rank=rank)
    made.fix("b", "delta", reason="green light")
    made.fix("c", "delta", reason="green light")

    result = solved(made.freeze(), each=3)

    assert result.answers == {"delta/2": "b", "delta/3": "c"}
    assert [reason.rule for reason in result.unanswered["delta/1"]] == ["must"]


def test_fixed_pairs_that_cannot_stand_together_are_each_told() -> None:
    """More pins than mentors asked for, than subjects, than places and than days: four different mends."""
    made = model()
    for key, capacity, days in (("a", 1, None), ("b", 9, 5), ("c", 9, None)):
        made.add_mentor(key, capacity=capacity, team_days=days)
        made.add_practice(key, subject="NRW")
    for key in ("x", "y", "z"):
        made.add_mentee(key)
        made.add_need(key, subject="NRW")
    made.add_mentee("mute")
    for mentor, mentee in (("a", "x"), ("a", "y"), ("b", "z"), ("c", "z"), ("c", "mute")):
        made.fix(mentor, mentee, reason="agreed")

    result = solved(made.freeze(), each=1)

    assert result.status is Status.INFEASIBLE
    assert {(reason.rule, reason.who) for reason in result.conflicts} == {
        ("one_mentor", "z"), ("must", "z"), ("must", "mute"), ("capacity", "a"), ("capacity", "b"),
    }  # fmt: skip
