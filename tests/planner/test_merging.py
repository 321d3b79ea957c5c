"""What could be held together, counted by hand and held against the checker and the ledger."""

import dataclasses
import datetime as dt
from functools import cache

import pytest

import planner
from planner.assemble import dues
from planner.calendar.horizon import horizon_of
from planner.costs.lines import cost_lines
from planner.merging import mergers, shared
from planner.verify import verify
from tests.planner.calendar_cases import DAY, YEAR, model, planned


def told(*, capacity_days=20, mentees=("gama", "delta"), first="beta"):
    """Return a model in which alfa teaches ``first`` and others."""
    given = model(people=2, days=capacity_days)
    for place, mentee in enumerate((first, *mentees)):
        given.add_partnership(
            f"w-{place + 1}", mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 1, 11) + place * DAY, worth=100
        )
    return given


@cache
def three():
    """Return the plan of one mentor with three mentees."""
    return told().solve(time_limit=3, seed=1)


@cache
def offers():
    """Return its offers."""
    return mergers(three())


def of(activity):
    """Return the offers that hold an activity together."""
    return [offer for offer in offers() if activity in offer.activities]


def paid(plan, ids):
    """Return what events cost each payer in the plan before subsidy, paper apart."""
    found = {}
    for line in cost_lines(plan.problem, plan.events):
        if line.event in ids and line.kind != "documents":
            found[line.payer] = found.get(line.payer, 0) + line.amount
    return found


def test_nobody_is_offered_company_where_every_mentor_has_one_mentee():
    """Two pairs of different mentors have nothing to gather."""
    assert mergers(planned()) == ()


def test_a_year_without_partnerships_has_nothing_to_offer():
    """The empty programme is asked too."""
    empty = model().solve(time_limit=5, seed=1)

    assert mergers(empty) == shared(empty) == ()


def test_offers_are_for_partnerships_of_one_mentor():
    """The mentor is who saves a journey."""
    partnerships = three().problem.partnerships

    assert offers()
    for offer in offers():
        assert {partnerships[key].mentor for key in offer.partnerships} == {offer.mentor} == {"alfa"}
        assert len(set(offer.partnerships)) == len(offer.partnerships) >= 2


def test_moves_name_the_days_of_the_plan():
    """Whoever reads 'from 26 January' must find it there in the calendar."""
    first = {event.id: event.first for event in three().events}

    for offer in offers():
        assert set(offer.moves) == set(offer.partnerships[1:])
        for key, day in offer.moves.items():
            assert first[f"{key}/{offer.activities[0]}/1"] == day != offer.first
        assert first[f"{offer.partnerships[0]}/{offer.activities[0]}/1"] == offer.first


def test_a_common_meeting_at_the_facilitator_saves_the_mentor_s_journey_and_a_room():
    """Two initial meetings in one: the mentor comes once, one room and one day of a colleague less."""
    found = of("initial_meeting") + of("evaluation_meeting")

    assert found
    for offer in found:
        meetings = {f"{key}/{offer.activities[0]}/1" for key in offer.partnerships}
        before, count = paid(three(), meetings), len(meetings)
        assert offer.saving["mentor:alfa"] * count == before["mentor:alfa"] * (count - 1)
        each = sum(three().problem.book.number(key) for key in ("meeting_fixed", "honorarium_day"))
        # Of every meeting the package of alfa's team and of the colleague falls away, the mentee's stays.
        package = 3 * three().problem.book.number("meeting_person_day")
        assert offer.saving["facilitator"] == (count - 1) * (each + package)
        assert set(offer.saving) == {"facilitator", "mentor:alfa"}


def test_days_saved_are_those_of_the_mentor_s_team_and_the_colleague():
    """A meeting in Jakarta takes alfa's team three days with its journey, the colleague one."""
    for offer in of("evaluation_meeting"):
        less = len(offer.partnerships) - 1
        assert offer.days == {"alfa": 3 * less, "facilitator": less}


def test_allowed_offers_alone_move_nothing_that_the_checker_refuses():
    """An offer whose other steps stay is a calendar that can be written down and checked by itself."""
    plan, seen = three(), 0
    for offer in offers():
        if not offer.allowed or any(offer.along.values()):
            continue
        seen += 1
        trip = f"{offer.partnerships[0]}/{offer.activities[0]}/1"
        host = next(event for event in plan.events if event.id == trip)
        moved = {f"{key}/{offer.activities[0]}/1" for key in offer.partnerships}
        events = tuple(
            dataclasses.replace(
                event, first=host.first, last=host.last, depart=host.depart, back=host.back, trip=host.trip,
                facilitators=host.facilitators,
            )
            if event.id in moved else event
            for event in plan.events
        )  # fmt: skip
        papers = dues(plan.problem, horizon_of(plan.problem), events)
        assert verify(plan.problem, events, carried=plan.carried, dues=papers) == ()
    assert seen


def test_refused_offers_say_what_breaks():
    """A no has a rule and a sentence in both languages."""
    for offer in offers():
        assert offer.allowed == (offer.against == ())
        for violation in offer.against:
            assert violation.rule in three().problem.book.rules
            assert violation.sentence.en != violation.sentence.id


def test_a_mentee_that_is_away_on_the_common_day_is_told_so_or_meets_on_another():
    """The checker sees absences that a plain look at two dates does not."""
    given = told(mentees=("delta",))
    plan = given.solve(time_limit=3, seed=1)
    days = {event.partnership: event.first for event in plan.events if event.activity == "evaluation_meeting"}
    for who, key in (("beta", "w-2"), ("delta", "w-1")):
        given.block(who, days[key], days[key], reason="audit")
    blocked = dataclasses.replace(plan, problem=given.problem())

    offer = next(one for one in mergers(blocked) if one.activities == ("evaluation_meeting",))

    assert not offer.allowed
    assert any(violation.rule == "party_absence" for violation in offer.against)


def test_what_has_begun_is_not_offered():
    """History cannot be held together."""
    plan = three()
    after = max(event.back for event in plan.events) + DAY

    assert mergers(dataclasses.replace(plan, problem=dataclasses.replace(plan.problem, today=after))) == ()


def test_allowed_offers_come_first_and_the_dearest_of_them():
    """A facilitator reads the first line only."""
    keys = [(not offer.allowed, -offer.total) for offer in offers()]

    assert keys == sorted(keys)
    assert all(offer.total > 0 for offer in offers())


def test_the_same_plan_gives_the_same_offers():
    """Nothing is left to chance."""
    assert mergers(three()) == offers()


@pytest.mark.guards("3.1.4", "3.1.7")
def test_letter_of_intent_with_diagnostic_and_agreement_with_study_visit_are_named_as_merged():
    """Practice merges both; the plan does so already, and the page must not offer it again."""
    found = {one.activities: one for one in shared(planned())}

    assert set(found) == {("letter_of_intent", "diagnostic_visit"), ("memorandum_of_agreement", "study_visit")}
    assert all(set(one.partnerships) == {"w-1", "w-2"} for one in found.values())


def test_saving_of_one_journey_is_that_of_its_second_fare():
    """Epsilon flies to gama once for signing and diagnosis; a second time it would pay fare and transfers again."""
    plan = planned()
    (one_,) = (each for each in shared(plan) if each.activities[0] == "letter_of_intent")
    lines = [
        line for line in cost_lines(plan.problem, plan.events)
        if line.payer == "mentor:epsilon" and line.event.startswith("w-2/diagnostic_visit")
    ]  # fmt: skip
    fare = sum(line.amount for line in lines if line.kind == "fare")

    assert fare > 0
    assert one_.saving["mentor:epsilon"] >= fare
    assert all(not payer.startswith("mentee") for payer in one_.saving)


def test_planner_offers_these_by_its_own_name():
    """Service asks the room, not its files."""
    assert planner.mergers is mergers
    assert planner.shared is shared
