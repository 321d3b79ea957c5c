"""What may be told to the planner's model, and what is refused at the line of the mistake."""

import datetime as dt

import pytest

import planner
from data.errors import UnknownRow
from planner.errors import (
    AddedTwice,
    CyclicPrecedence,
    FixesClash,
    PlannerError,
    TooLarge,
    UnknownActivity,
    UnknownParty,
    WrongValue,
)
from planner.money.rupiah import NegativeRupiah, NotWholeRupiah
from tests.planner.calendar_cases import YEAR, book, lag, model, one, small_book, with_numbers, with_rows

READY = dt.date(YEAR, 1, 11)


def test_add_party_of_reference_takes_its_region():
    """A facilitator types a utility's id, not its region code."""
    told = model()
    utility = next(iter(told.country.utilities.values()))

    party = told.add_party(utility.id)

    assert (party.region, party.name) == (utility.region_code, utility.name)


def test_add_party_twice_refused():
    """A second alfa would silently move the first one."""
    with pytest.raises(AddedTwice) as caught:
        model().add_party("alfa", region="16.71")

    assert (caught.value.what, caught.value.key) == ("party", "alfa")


def test_add_party_named_facilitator_refused():
    """The name is taken by the association's own place."""
    with pytest.raises(AddedTwice):
        model().add_party("facilitator", region="31.71")


def test_add_party_unknown_region_refused():
    """A region that does not exist has no road."""
    with pytest.raises(UnknownRow):
        model().add_party("zeta", region="99.99")


def test_add_partnership_unknown_party_refused_with_known_names():
    """A typing error in a mentor's name must not become a new utility."""
    with pytest.raises(UnknownParty) as caught:
        model().add_partnership("w-1", mentor="alpha", mentees=["beta"], ready=READY, worth=1)

    assert caught.value.who == "alpha"
    assert "alfa" in str(caught.value)


@pytest.mark.parametrize(
    ("mentor", "mentees"), [("alfa", []), ("alfa", ["alfa"]), ("alfa", ["beta", "beta"])], ids=["none", "self", "twice"]
)
def test_add_partnership_impossible_parties_refused(mentor, mentees):
    """Two operators or more, each once (1.1)."""
    with pytest.raises(WrongValue):
        model().add_partnership("w-1", mentor=mentor, mentees=mentees, ready=READY, worth=1)


def test_add_partnership_negative_worth_refused():
    """A negative worth would make the budget better off without it in every year."""
    with pytest.raises(WrongValue):
        model().add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=READY, worth=-1)


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(("months", "allowed"), [(5, False), (6, True), (8, True), (9, False)])
def test_add_partnership_pilot_months_keep_the_range(months, allowed):
    """Six and eight months are allowed, five and nine are not."""
    told = model()

    if allowed:
        assert told.add_partnership(
            "w-1", mentor="alfa", mentees=["beta"], ready=READY, worth=1, pilot_months=months
        ).pilot_months == months  # fmt: skip
    else:
        with pytest.raises(WrongValue):
            told.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=READY, worth=1, pilot_months=months)


def test_add_facilitator_negative_days_refused():
    """Nobody works less than no day a month."""
    with pytest.raises(WrongValue):
        model().add_facilitator("rina", days_per_month=-1)


def test_block_backwards_refused():
    """An absence that ends before it begins is a typing error."""
    with pytest.raises(WrongValue):
        model().block("alfa", dt.date(YEAR, 3, 2), dt.date(YEAR, 3, 1), reason="audit")


def test_block_unknown_name_refused():
    """An absence of nobody would be forgotten silently."""
    with pytest.raises(UnknownParty):
        model().block("nobody", READY, READY, reason="audit")


def test_fix_twice_on_the_same_day_is_one_fix():
    """Telling the same promise again is no contradiction."""
    told = one()

    told.fix("w-1", "initial_meeting", dt.date(YEAR, 1, 26))
    told.fix("w-1", "initial_meeting", dt.date(YEAR, 1, 26))

    assert len(told.problem().fixes) == 1


def test_fix_on_two_days_refused_with_both():
    """Two invitations for one meeting: the facilitator has to decide."""
    told = one()
    told.fix("w-1", "initial_meeting", dt.date(YEAR, 1, 26))

    with pytest.raises(FixesClash) as caught:
        told.fix("w-1", "initial_meeting", dt.date(YEAR, 1, 27))

    assert caught.value.days == ("2027-01-26", "2027-01-27")


@pytest.mark.parametrize("activity", ["dance", "monthly_report", "mentor_workshop"])
def test_fix_of_what_a_partnership_does_not_date_refused(activity):
    """Reports follow from the pilot and workshops belong to the programme."""
    with pytest.raises(UnknownActivity):
        one().fix("w-1", activity, READY)


def test_fix_of_programme_event_is_taken():
    """The hall for the workshop may be booked already."""
    told = one()

    told.fix("", "mentor_workshop", dt.date(YEAR, 1, 20))

    assert told.problem().fixes[0].partnership == ""


@pytest.mark.parametrize("day", [dt.date(YEAR, 1, 24), dt.date(2040, 1, 2)], ids=["Sunday", "outside"])
def test_fix_on_no_working_day_of_the_plan_refused(day):
    """A promise for a Sunday, or for a year nobody plans, is a typing error."""
    with pytest.raises(WrongValue):
        one().fix("w-1", "initial_meeting", day)


def test_fix_of_third_occurrence_refused():
    """The book counts one monitoring visit."""
    with pytest.raises(WrongValue):
        one().fix("w-1", "monitoring_visit", READY, occurrence=2)


def test_ready_after_the_plans_years_refused():
    """A letter of 2040 does not belong to the year 2027."""
    with pytest.raises(WrongValue):
        one(ready=dt.date(2040, 1, 2)).problem()


def test_ready_before_the_year_begins_with_the_year():
    """A letter that has waited since last year is taken up on the first working day."""
    plan = one(ready=dt.date(2026, 9, 1)).solve(time_limit=10, seed=1)

    assert min(event.first for event in plan.events if event.partnership) == dt.date(YEAR, 1, 4)


def test_budget_unknown_head_refused():
    """Money under a head that the guideline does not have would be lost."""
    with pytest.raises(UnknownRow):
        planner.Model(book(), year=YEAR, today=READY, budget={"travel": 1})


@pytest.mark.parametrize(("amount", "error"), [(-1, NegativeRupiah), (1.5, NotWholeRupiah)])
def test_budget_wrong_amount_refused(amount, error):
    """Budgets are whole rupiah of at least zero."""
    with pytest.raises(error):
        planner.Model(book(), year=YEAR, today=READY, budget={"documents": amount})


def test_travel_policy_unknown_refused():
    """A policy that the book does not have cannot name a payer."""
    with pytest.raises(UnknownRow):
        planner.Model(book(), year=YEAR, today=READY, budget={}, travel_policy="nobody-pays")


def test_hundred_thousand_partnerships_refused_before_building():
    """A mistake of input must not take the machine down."""
    told = model()
    for place in range(100_000):
        told.partnerships[f"w-{place}"] = planner.problem.Partnership(
            id=f"w-{place}", mentor="alfa", mentees=("beta",), ready=READY, worth=1
        )

    with pytest.raises(TooLarge) as caught:
        told.solve(time_limit=10, seed=1)

    assert caught.value.count == 100_000


def test_cyclic_book_refused_with_the_ring():
    """Activities that wait for each other never take place; the ring says which row to drop."""
    given = small_book()
    ring = with_rows(
        given, given.activities.values(),
        [*given.precedences.values(), lag("recommendation_letter", "request", "next_day")],
    )  # fmt: skip

    with pytest.raises(CyclicPrecedence) as caught:
        one(given=ring).solve(time_limit=5, seed=1)

    assert "request.start" in caught.value.ring


@pytest.mark.parametrize("seconds", [0, -1])
def test_solve_without_time_refused(seconds):
    """A limit of nothing plans nothing."""
    with pytest.raises(WrongValue):
        one().solve(time_limit=seconds, seed=1)


def test_errors_share_one_base():
    """A caller can catch everything of this room by one name, or by the builtin that fits."""
    assert issubclass(UnknownParty, (PlannerError, KeyError))
    assert issubclass(TooLarge, (PlannerError, ValueError))


def test_problem_fingerprint_changes_with_what_was_told():
    """A plan must not be shown for another problem."""
    first, second = one(), one()
    second.block("alfa", READY, READY, reason="audit")

    assert first.problem().fingerprint == one().problem().fingerprint
    assert first.problem().fingerprint != second.problem().fingerprint


def test_most_partnerships_is_a_number_of_the_book():
    """The limit of one run is policy, so a small machine may lower it."""
    told = one(given=with_numbers(book(), partnerships_most=0))

    with pytest.raises(TooLarge):
        told.problem()
