"""What stands beside the match: the plain way, one mentor each, what several give, the days, the report."""

import json
from dataclasses import replace

import pytest

from data import load_book
from data.answer import Status
from matcher import Model, solve_subjects
from matcher.bundled.counting import counted, pairs_of, sums_of
from matcher.bundled.gains import NAMED
from matcher.bundled.greedy import greedy
from matcher.bundled.ground import ground_of
from matcher.bundled.teamdays import stated_days, team_days
from tests.data.test_book_waterlinks import OTHER
from tests.matcher.bundled.programmes import all_points, random_problem
from tests.matcher.programmes import COUNTRY, NRW, model


def two_subjects(mentees: int = 1) -> Model:
    """Return mentees with two subjects, which only two mentors together can answer."""
    made = model()
    for key, subject in (("alfa", "NRW"), ("beta", "BILL")):
        made.add_mentor(key, region="35.78", capacity=50)
        made.add_practice(key, subject=subject)
    for number in range(mentees):
        made.add_mentee(f"n{number}", name=f"Tirta {number}", region="35.73")
        made.add_need(f"n{number}", subject="NRW", rank=1, today={NRW: 45})
        made.add_need(f"n{number}", subject="BILL", rank=2)
    return made


@pytest.mark.parametrize("seed", range(25))
def test_the_plain_way_keeps_the_limits_and_is_never_better(seed) -> None:
    """A yardstick that cheats, or that beats the match, measures nothing."""
    problem = random_problem(seed)
    result = solve_subjects(problem, mentors_each=2, time_limit=20, seed=1)
    if result.status is Status.INFEASIBLE:
        assert result.baseline is None
        return
    points, wanted = all_points(problem), counted(problem)
    ground = ground_of(problem, wanted, points, each=2, price=result.price)

    rows = greedy(ground)

    pairs = list(pairs_of(problem, rows))
    load = [sum(mentor == key for _, mentor in pairs) for key in problem.mentors]
    assert all(count <= mentor.capacity for count, mentor in zip(load, problem.mentors.values(), strict=True))
    assert all(sum(mentee == key for mentee, _ in pairs) <= 2 for key in problem.mentees)
    for key, most in stated_days(problem).items():
        assert sum(team_days(problem, [pair for pair in pairs if pair[1] == key])) <= most
    assert sums_of(problem, wanted, rows, price=result.price) <= tuple(level.value for level in result.levels)
    assert result.baseline.answers == {need: mentor for need, mentor, _ in rows}


@pytest.mark.parametrize("seed", range(12))
def test_one_mentor_each_is_what_a_match_with_one_reaches(seed) -> None:
    """The comparison must be the best with one, or several mentors look better than they are."""
    problem = random_problem(seed)
    two, one = (solve_subjects(problem, mentors_each=each, time_limit=20, seed=1) for each in (2, 1))
    if Status.INFEASIBLE in {two.status, one.status}:
        return

    assert [level.value for level in two.single.levels] == [level.value for level in one.levels]
    assert one.single is None
    assert one.gains == ()


def test_gains_count_subjects_pairs_points_and_days() -> None:
    """What a second mentor gives and takes stands in one place, in figures."""
    result = solve_subjects(two_subjects().freeze(), time_limit=10, seed=1)

    points = [one.points for one in result.proposals]
    told = [sentence.en for sentence in result.gains]
    assert (
        told[0] == "With at most 2 mentors each, 2 subjects are answered by 2 pairs; with one mentor each it is 1 by 1."
    )
    assert f"are {sum(points):,} instead of {max(points)}" in told[1]
    assert "22 working days instead of 11" in told[2]
    assert told[3] == "More than one mentor: Tirta 0."
    assert all(sentence.id for sentence in result.gains)


def test_many_names_are_cut_and_counted() -> None:
    """A programme of a hundred mentees is not read out."""
    result = solve_subjects(two_subjects(NAMED + 3).freeze(), time_limit=10, seed=1)

    assert result.gains[-1].en.endswith(f"Tirta {NAMED - 1} and 3 more.")
    assert result.gains[-1].id.endswith("dan 3 lainnya.")


def test_where_nothing_is_gained_it_says_so() -> None:
    """Two mentors that give no more than one are not dressed up."""
    made = model()
    made.add_mentor("alfa")
    made.add_practice("alfa", subject="NRW")
    made.add_mentee("n0")
    made.add_need("n0", subject="NRW")

    (told,) = solve_subjects(made.freeze(), time_limit=10, seed=1).gains

    assert told.en == "Nothing is gained: one mentor each does as well."


def test_days_follow_the_book() -> None:
    """Another programme with other visits has other days; nothing of it is written into the code."""
    days = []
    for book in (load_book(), OTHER):
        made = Model(book, COUNTRY)
        made.add_mentor("alfa", region="35.78")
        made.add_mentee("n0", region="35.78")
        made.add_mentee("nowhere")
        days.append(team_days(made.freeze(), [("n0", "alfa"), ("nowhere", "alfa")]))

    assert days[0] == [11, 11]
    assert days[1] != days[0]


def test_one_visit_more_in_the_book_is_three_days_and_one_journey_more() -> None:
    """The days are the visits by their length, and each visit has its own journey."""
    made = model()
    made.add_mentor("alfa", region="35.78")
    made.add_mentee("far", region="12.71")
    problem = made.freeze()
    visits = problem.book.numbers["monitoring_visits"]
    more = {**problem.book.numbers, "monitoring_visits": replace(visits, value=visits.value + 1)}

    before, after = (
        team_days(one, [("far", "alfa")])[0]
        for one in (problem, replace(problem, book=replace(problem.book, numbers=more)))
    )

    assert after - before == 3 + 2 * problem.route(problem.mentors["alfa"], problem.mentees["far"]).days


def test_the_report_and_the_plain_data_hold_all_of_it() -> None:
    """Somebody in Python reads the same as at the terminal, in either language."""
    made = two_subjects(2)
    made.add_need("n0", subject="WSP", rank=3)
    result = solve_subjects(made.freeze(), time_limit=10, seed=1)

    plain = json.loads(json.dumps(result.to_dict()))

    assert "At most 2 mentors each: proved best" in str(result)
    assert "Tirta 1, " in str(result)
    assert "Paling banyak 2 mentor per resipien" in result.report("id")
    assert "Tidak ada mentor yang menawarkan" in result.report("id")
    assert {one["need"]: one["mentor"] for one in plain["answers"]} == result.answers
    assert plain["unanswered"]["n0/3"][0]["rule"] == "subject"
    assert [one["bound"] for one in plain["levels"]] == [level.bound for level in result.levels]
    assert plain["certificate"][-1]["weights"]["points"] == 1
    assert plain["one_mentor_each"]["levels"].keys() == plain["baseline"]["levels"].keys()
    assert all(shown >= level.bound for shown, level in zip(result.shown, result.levels, strict=True))


def test_a_contradiction_becomes_plain_data_too() -> None:
    """An answer without a match has its reasons and nothing else."""
    made = two_subjects()
    made.fix("alfa", "n0", reason="agreed")
    made.fix("beta", "n0", reason="agreed")

    result = solve_subjects(made.freeze(), mentors_each=1, time_limit=10, seed=1)
    plain = result.to_dict()

    assert (plain["status"], plain["answers"], plain["baseline"]) == ("infeasible", [], None)
    assert plain["conflicts"][0]["section"] == "2.1.3"
    assert result.verify() == ()
    assert "penetapan saling bertentangan" in result.report("id")


def test_out_of_time_is_an_honest_answer() -> None:
    """With hardly any time the plain way is shown at least, and no bound is claimed that does not hold."""
    problem = two_subjects(12).freeze()
    quick = solve_subjects(problem, time_limit=0.3, seed=1)

    assert quick.verify() == ()
    assert quick.status in {Status.OPTIMAL, Status.FEASIBLE, Status.UNKNOWN}
    assert all(level.value <= level.bound for level in quick.levels)
