"""The constraint model says of a plan what the book says of it, and improving it never makes it worse."""

import dataclasses
import datetime as dt

import pytest
from ortools.sat.python import cp_model

from planner.assemble import assemble
from planner.calendar.groundwork import prepare
from planner.levels import counted, deadline
from planner.search import improve as improving
from planner.search.baseline import clerk
from planner.search.colleagues import by_name, pool
from planner.search.formulation import Formulation, domain
from planner.search.heuristic import construct_best, merit
from planner.search.improve import SECONDS_LEAST, improve
from planner.search.model import Model
from planner.solve import broken_rules
from tests.planner.calendar_cases import DAY, YEAR, model, one, small_book

CROWDS = pytest.mark.parametrize("crowd", [pool, by_name])
# Far more than a proof takes, so that a busy machine proves the same; a search ends with its proof.
SECONDS = 10
# For searches whose last level is not proved, so that they use all of it.
OPEN = 4


def silent(_):
    """Tell nobody."""


def two(*, given=None, ready=dt.date(YEAR, 1, 11), **settings):
    """Return the groundwork of two partnerships of one mentor, both with mentees in Prabumulih."""
    told = model(given, **settings)
    for key, mentee in (("w-1", "beta"), ("w-2", "delta")):
        told.add_partnership(key, mentor="alfa", mentees=[mentee], ready=ready, worth=1)
    return prepare(told.problem())


def first_of(ground):
    """Return the first plan of a groundwork."""
    return construct_best(ground, seed=1, stop=lambda: True, tell=silent)


def pinned(ground, schedule, *, crowd, within=None):
    """Return the model, its solver and status when everything has to be as in ``schedule``."""
    built = Model(ground, within=within, crowd=crowd)
    built.hint(schedule)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.fix_variables_to_their_hinted_value = 1, True
    return built, solver, solver.solve(built.model)


def possible(ground, schedule, *, crowd):
    """Say whether the model allows a schedule."""
    return pinned(ground, schedule, crowd=crowd)[2] == cp_model.OPTIMAL


def moved(schedule, key, days):
    """Return a schedule with one unit so many working days later."""
    return dataclasses.replace(schedule, starts={**schedule.starts, key: schedule.starts[key] + days})


@pytest.mark.parametrize(
    ("bits", "stretches"), [(0, []), (0b1, [0, 0]), (0b1011001, [0, 0, 3, 4, 6, 6]), (0b1100, [2, 3])]
)
def test_domain_is_the_set_bits(bits, stretches):
    """A day lost here would be a day on which nobody could ever meet."""
    assert domain(bits).flattened_intervals() == stretches


@CROWDS
@pytest.mark.parametrize("book", [None, small_book()], ids=["shipped", "small"])
def test_first_plan_is_a_solution_of_the_model(crowd, book):
    """If the model refused a plan that the rules accept, its bounds would be wrong."""
    ground = two(given=book, people=2)

    assert possible(ground, first_of(ground), crowd=crowd)


@CROWDS
@pytest.mark.parametrize("within", [False, True], ids=["whole", "year"])
def test_every_variable_is_hinted_once(crowd, within):
    """A hint with gaps is not taken as the first solution, and the search begins from nothing."""
    ground = two(people=2)
    built = Model(ground, within=deadline(ground) if within else None, crowd=crowd)

    built.hint(first_of(ground))

    hinted = list(built.model.proto.solution_hint.vars)
    assert sorted(hinted) == list(range(len(built.model.proto.variables)))


@CROWDS
def test_year_model_accepts_a_plan_with_somebody_outside(crowd):
    """In the model of the year alone, whoever ends later takes nobody's days and the hint is still whole."""
    ground = two(given=small_book(), ready=dt.date(YEAR, 11, 1), days=5)
    first = first_of(ground)

    built, solver, status = pinned(ground, first, crowd=crowd, within=deadline(ground))

    assert status == cp_model.OPTIMAL
    assert sorted(solver.value(var) for var in built.base.in_time.values()) == [0, 1]


def test_read_gives_back_the_hinted_plan():
    """What the solver found is what is shown."""
    ground = two(people=2)
    first = first_of(ground)

    built, solver, _ = pinned(ground, first, crowd=by_name)
    again = built.read(solver)

    assert (again.starts, again.ends) == (dict(first.starts), dict(first.ends))
    assert (again.colleagues, again.attached) == (dict(first.colleagues), dict(first.attached))


@pytest.mark.guards("3.1", "2.6", "3.1.3")
@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("w-1/initial_meeting/1", -1),  # a week's notice
        ("w-1/work_plan/1", 5),  # three working days before the agreement
        ("w-1/opening", 1),  # Tuesday to Friday, but then the report has no whole week
        ("w-1/start", 1),  # the pilot begins with the signing
        ("w-1/pilot/1", -1),
        ("w-1/monitoring_visit/1", -1),  # two months after the agreement
        ("w-1/final_reports/1", -1),  # two weeks after the pilot
        ("w-1/recommendation_letter/1", -1),
        ("dissemination_workshop/2027/1", -1),
    ],
)
def test_model_refuses_a_step_a_day_too_early_or_too_late(key, days):
    """The model has to know every lag that the first plan keeps to the day."""
    ground = prepare(one().problem())
    first = first_of(ground)

    assert possible(ground, first, crowd=by_name)
    assert not possible(ground, moved(first, key, days), crowd=by_name)


@pytest.mark.guards("3.1")
@pytest.mark.parametrize(("wait", "fits"), [(60, True), (61, False)])
def test_model_keeps_a_most_lag_to_the_day(wait, fits):
    """A closing meeting may follow the pilot by sixty working days, not by one more."""
    ground = prepare(one(given=small_book(), ready=dt.date(YEAR, 6, 7)).problem())
    first = first_of(ground)
    meeting = first.ends["w-1/pilot/1"] + wait
    late = {"w-1/evaluation_meeting/1": meeting, "w-1/recommendation_letter/1": meeting + 3}

    schedule = dataclasses.replace(first, starts={**first.starts, **late})

    assert possible(ground, schedule, crowd=by_name) == fits


@pytest.mark.guards("2.6")
def test_model_calls_nobody_in_time_who_ends_in_january():
    """The end of 11 January 2028 in mentor-away-carried.toml is seven working days too late, and no day is given."""
    told = one()
    for week in (dt.date(YEAR, 4, 26), dt.date(YEAR, 5, 10)):
        told.block("alfa", week, week + 4 * DAY, reason="away (fictional)")
    ground = prepare(told.problem())
    built = Model(ground, crowd=by_name)
    built.aim_days(first_of(ground), finished=1)

    answer = built.search(seconds=SECONDS, seed=1, tell=silent, stage=improving.EARLIER)

    assert answer.schedule is None


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(("day", "fits"), [((10, 25), False), ((10, 26), True), ((12, 24), True), ((12, 28), False)])
def test_model_keeps_six_to_eight_months(day, fits):
    """A pilot from 26 April ends from 26 October to 26 December, by the calendar and not by working days."""
    ground = prepare(one().problem())
    built = Model(ground, crowd=by_name)
    base, at = built.base, ground.horizon.before
    built.model.add(base.start["w-1/pilot/1"] == at(dt.date(YEAR, 4, 26)))
    built.model.add(base.end["w-1/pilot/1"] == at(dt.date(YEAR, *day)))

    answer = built.search(seconds=SECONDS, seed=1, tell=silent, stage=improving.FINISHED)

    assert (answer.schedule is not None) == fits


def test_formulation_refuses_a_partnership_without_a_place():
    """Who cannot be placed has to be left out before, or the whole model would be impossible without a word."""
    told = one()
    told.block("alfa", dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="away (fictional)")

    with pytest.raises(TypeError, match="w-1 has no place"):
        Formulation(prepare(told.problem()))


def test_improve_finds_the_end_that_was_counted_by_hand():
    """From the clerk's plan, whose workshop waits for 17 December, to the 26 November of first-days.toml."""
    ground = prepare(one().problem())
    _, first = clerk(ground)

    better = improve(ground, first, seconds=SECONDS, seed=1, tell=silent)

    assert ground.horizon.day(first.finish(ground.networks["w-1"])) == dt.date(YEAR, 12, 22)
    assert ground.horizon.day(better.schedule.finish(ground.networks["w-1"])) == dt.date(YEAR, 11, 26)
    assert (better.finished, better.days) == (1, 218)


def test_improve_leaves_no_step_waiting_without_need():
    """A monitoring visit that a search left in September is held in June, when its advice is still of use."""
    ground = prepare(one().problem())
    first = first_of(ground)

    better = improve(ground, moved(first, "w-1/monitoring_visit/1", 60), seconds=SECONDS, seed=1, tell=silent)

    assert ground.horizon.day(better.schedule.starts["w-1/monitoring_visit/1"]) == dt.date(YEAR, 6, 29)


def test_improve_proves_that_one_colleague_finishes_one_in_time():
    """Both could end in the year alone; five days in November hold one visit, and the bound says so."""
    ground = two(given=small_book(), ready=dt.date(YEAR, 11, 1), days=5)

    better = improve(ground, first_of(ground), seconds=OPEN, seed=1, tell=silent)

    assert counted(ground, better.schedule)[:2] == (2, 1)
    assert better.finished == 1


def test_improve_models_people_by_name_when_the_pool_cannot_be_named():
    """Twice eight days are sixteen for a pool, but three visits of five days need two colleagues of ten."""
    told = model(small_book(), people=2, days=8)
    for key, mentor, mentee in (("w-1", "alfa", "beta"), ("w-2", "alfa", "delta"), ("w-3", "epsilon", "gama")):
        told.add_partnership(key, mentor=mentor, mentees=[mentee], ready=dt.date(YEAR, 10, 25), worth=1)
    ground = prepare(told.problem())

    better = improve(ground, first_of(ground), seconds=OPEN, seed=1, tell=silent)

    assert counted(ground, better.schedule)[:2] == (3, 2)
    assert better.finished == 2
    assert broken_rules(ground, better.schedule, assemble(ground, better.schedule)) == ()


@pytest.mark.parametrize("people", [1, 2])
def test_improve_is_never_worse_and_keeps_the_rules(people):
    """Whatever the search brings, as many finish, and no later."""
    ground = two(people=people, days=6)
    first = first_of(ground)

    better = improve(ground, first, seconds=1, seed=1, tell=silent)

    old, new = counted(ground, first), counted(ground, better.schedule)
    assert (new[0], new[1], -new[2]) >= (old[0], old[1], -old[2])
    assert better.days <= new[2]
    assert broken_rules(ground, better.schedule, assemble(ground, better.schedule)) == ()


def test_improve_leaves_out_whom_the_first_plan_left_out():
    """Improving does not quietly turn a no into a yes or lose the reason."""
    told = one()
    told.add_partnership("w-2", mentor="epsilon", mentees=["gama"], ready=dt.date(YEAR, 1, 18), worth=1)
    told.block("gama", dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="away (fictional)")
    ground = prepare(told.problem())
    first = first_of(ground)

    better = improve(ground, first, seconds=1, seed=1, tell=silent)

    assert set(first.stuck) == {"w-2"}
    assert better.schedule.stuck == first.stuck
    assert not any(key.startswith("w-2/") for key in better.schedule.starts)


def test_improve_without_time_gives_the_first_plan():
    """A model that could not be presolved in time would only cost the answer's promptness."""
    ground = prepare(one().problem())
    first = first_of(ground)

    assert improve(ground, first, seconds=SECONDS_LEAST / 2, seed=1, tell=silent).schedule is first


def test_improve_of_too_many_builds_no_model(monkeypatch):
    """Beyond a size the parts of a plan are mended, and a model would only eat the time."""
    ground = two(people=2)
    first = first_of(ground)
    monkeypatch.setattr(improving, "PARTNERSHIPS_MOST", 0)
    monkeypatch.setattr(improving, "_built", lambda *_, **__: pytest.fail("a model was built"))

    better = improve(ground, first, seconds=OPEN, seed=1, tell=silent)

    assert merit(ground, better.schedule) >= merit(ground, first)


class Lying(Model):
    """A model whose first answer is always that nothing is possible."""

    def __init__(self, ground, *, crowd):
        super().__init__(ground, crowd=crowd)
        self.asked = []

    def _run(self, *, effort, **rest):
        presolved = effort.settings.get("cp_model_presolve", 1) != 0
        self.asked.append(presolved)
        solver, status = super()._run(effort=effort, **rest)
        return solver, cp_model.INFEASIBLE if presolved else status


def test_search_asks_an_infeasible_again_without_presolve():
    """A proof of impossibility that the hint contradicts is a fault of the solver until it is repeated."""
    ground = prepare(one().problem())
    built = Lying(ground, crowd=by_name)
    built.aim_days(first_of(ground), finished=1)

    answer = built.search(seconds=SECONDS, seed=1, tell=silent, stage=improving.EARLIER)

    assert built.asked == [True, False]
    assert answer.bound == 218


def test_improve_tells_which_stage_runs():
    """Who waits hears at once which stage runs."""
    ground = prepare(one().problem())
    told = []

    improve(ground, clerk(ground)[1], seconds=SECONDS, seed=1, tell=told.append)

    stages = [sign.stage for sign in told]
    assert stages.index(improving.BOUNDING) >= 0
    assert set(stages) <= {improving.BUILDING, improving.BOUNDING, improving.FINISHED, improving.EARLIER}
