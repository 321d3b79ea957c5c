"""Forms by size, by region, for a party and within a quota, and limits over partnerships, by hand (4.2)."""

import dataclasses
import datetime as dt

import pytest

from planner.money.kinds import Decision, Member
from planner.money.subsidy import allocate
from tests.planner.money.test_subsidy import DECIDED, decision, given_to, share, two_fares
from tests.planner.money_cases import YEAR, book, line

SIZES = {
    "small_up_to_connections": 10_000, "medium_up_to_connections": 50_000,
    "mentor_small": 10, "mentor_medium": 20, "mentor_large": 30,
    "mentee_small": 40, "mentee_medium": 50, "mentee_large": 60,
}  # fmt: skip
PRIORITY = {
    "mentor_percent": 10, "mentee_percent": 20, "mentor_priority_percent": 50, "mentee_priority_percent": 80,
    "ceiling_per_partnership": 10**9,
}  # fmt: skip
QUOTA = {"mentor_per_visit": 100, "mentee_per_visit": 100}


def on(day, key, **changes):
    """Return a fare of 1000 on a day of May, an event of its own."""
    return line(key, 1000, on=dt.date(YEAR, 5, day), event=key, **changes)


def by_mentee(key, partnership, day=4):
    """Return a fare that the mentee pays."""
    return on(
        day, key, partnership=partnership, payer="mentee:beta", traveller="mentee:beta", host="mentor:alfa"
    )  # fmt: skip


def near(*regions):
    """Return a decision on priority regions."""
    return dataclasses.replace(decision("priority_regions", **PRIORITY), regions=regions)


@pytest.mark.guards("4.2.3")
@pytest.mark.parametrize(("connections", "amount"), [(0, 10), (10_000, 10), (10_001, 20), (50_000, 20), (50_001, 30)])
def test_member_category_at_boundaries(connections, amount):
    """Small reaches 10,000 connections, medium 50,000; both edges belong to the smaller class."""
    members = {"alfa": Member(connections=connections), "beta": Member(connections=1)}

    told, _ = given_to(two_fares(), decision("by_member_category", **SIZES), members=members)

    assert told == {("w-1", "mentor", "alfa"): amount, ("w-1", "mentee", "beta"): 40}


def test_member_category_gives_each_mentee_its_own():
    """Unlike a sum for the partnership, two mentees do not share one sum: each is of a size of its own."""
    lines = (*two_fares(), by_mentee("c", "w-1"), line("d", 1000, payer="mentee:gama", traveller="mentee:gama"))
    members = {"alfa": Member(connections=1), "beta": Member(connections=1), "gama": Member(connections=10**6)}

    told, _ = given_to(lines, decision("by_member_category", **SIZES), members=members)

    assert (told["w-1", "mentee", "beta"], told["w-1", "mentee", "gama"]) == (40, 60)


def test_member_of_unknown_size_gets_nothing_and_is_named():
    """No class is guessed: whoever did not state its connections is told what to state."""
    told, reasons = given_to(
        two_fares(), decision("by_member_category", **SIZES), members={"alfa": Member(connections=5)}
    )

    assert told == {("w-1", "mentor", "alfa"): 10}
    assert any("size of beta is not known" in reason.sentence.en for reason in reasons)
    assert any("jumlah sambungan" in reason.remedy.id for reason in reasons)


@pytest.mark.guards("4.2.3")
@pytest.mark.parametrize(
    ("regions", "mentor", "mentee"),
    [(("64",), 500, 800), (("64.71",), 500, 800), (("64.7",), 100, 200), (("16.71",), 100, 200), (("6",), 100, 200)],
)
def test_priority_region_is_where_a_mentee_sits(regions, mentor, mentee):
    """A province stands for all in it, half a code for nothing, and the mentor's own region does not count."""
    members = {"alfa": Member(region="16.71"), "beta": Member(region="64.71")}

    told, _ = given_to(two_fares(), near(*regions), members=members)

    assert told == {("w-1", "mentor", "alfa"): mentor, ("w-1", "mentee", "beta"): mentee}


def test_priority_region_known_although_the_mentee_pays_nothing():
    """The mentor's journey there is a journey to a priority region, whoever pays the mentee's."""
    told, _ = given_to((line("a", 1000),), near("64"), members={"beta": Member(region="64.71")})

    assert told == {("w-1", "mentor", "alfa"): 500}


@pytest.mark.parametrize(("kind", "regions"), [("priority_regions", ()), ("share_of_travel", ("64",))])
def test_regions_missing_or_idle_refused(kind, regions):
    """A list that is missing, or that this kind would silently ignore, is no decision to carry out."""
    amounts = PRIORITY if kind == "priority_regions" else {**share().amounts}

    told, reasons = given_to(
        two_fares(), Decision(number="1", date=DECIDED, kind=kind, amounts=amounts, regions=regions)
    )

    assert told == {}
    assert "regions" in reasons[0].sentence.en
    assert "wilayah" in reasons[0].sentence.id


def test_region_without_a_code_refused_at_once():
    """An empty code would stand for the whole country or for nothing."""
    with pytest.raises(ValueError, match="without a code"):
        near("64", " ")


@pytest.mark.guards("4.2.3")
def test_fixed_per_party_once_a_year_over_its_partnerships():
    """101 for a mentor that pays 1000 here and 3000 there: 25.25 and 75.75, so 25 and 76."""
    lines = (*two_fares(1000, 1000, "w-1"), *two_fares(3000, 1000, "w-2"))

    told, _ = given_to(lines, decision("fixed_per_party", mentor_per_party=101, mentee_per_party=10))

    assert told == {
        ("w-1", "mentor", "alfa"): 25, ("w-2", "mentor", "alfa"): 76,
        ("w-1", "mentee", "beta"): 5, ("w-2", "mentee", "beta"): 5,
    }  # fmt: skip


@pytest.mark.guards("4.2.3")
@pytest.mark.parametrize(
    ("each", "year", "served"),
    [
        (9, 9, ["a", "b", "c", "d"]), (1, 9, ["a", "b"]), (2, 9, ["a", "b", "c", "d"]), (9, 3, ["a", "b", "c"]),
        (9, 1, ["a"]), (1, 1, ["a"]),
    ],
)  # fmt: skip
def test_visit_quota_serves_the_earliest_first(each, year, served):
    """Visits on 4, 5, 6 and 7 May in two partnerships: the quota of each partnership, then of the year, ends it."""
    lines = (
        on(4, "a"), by_mentee("b", "w-2", day=5), by_mentee("c", "w-1", day=6),
        on(7, "d", partnership="w-2"),
    )  # fmt: skip

    after, _, _ = allocate(
        lines, decision=decision("visit_quota", visits_per_partnership=each, visits_per_year=year, **QUOTA),
        budget={"subsidies": 10**9}, book=book(),
    )  # fmt: skip

    assert [one.charge for one in after if one.relieves] == served
    assert {one.amount for one in after if one.relieves} == {100}


@pytest.mark.parametrize("name", ["visits_per_partnership", "visits_per_year"])
def test_visit_quota_of_none_refused(name):
    """A quota of no visit gives nothing to either role, which 4.2 does not know."""
    quotas = {"visits_per_partnership": 1, "visits_per_year": 1, name: 0}

    told, reasons = given_to(two_fares(), decision("visit_quota", **quotas, **QUOTA))

    assert (told, len(reasons)) == ({}, 2)


@pytest.mark.guards("4.2")
@pytest.mark.parametrize(("ceiling", "first", "second"), [(1000, 500, 500), (999, 500, 499), (1, 1, 0)])
def test_ceiling_per_party_holds_over_all_its_partnerships(ceiling, first, second):
    """A mentor in two partnerships wants 500 in each: what is above its ceiling is cut in both alike."""
    lines = (*two_fares(1000, 10, "w-1"), *two_fares(1000, 10, "w-2"))

    told, _ = given_to(lines, share(ceiling_per_party=ceiling))

    assert [told.get((key, "mentor", "alfa"), 0) for key in ("w-1", "w-2")] == [first, second]


@pytest.mark.guards("4.2")
@pytest.mark.parametrize(("ceiling", "whole"), [(2001, 2000), (2000, 2000), (1999, 1999)])
def test_ceiling_per_year_at_boundary(ceiling, whole):
    """The Board may spend less than the head holds: four claims of 500 under one limit."""
    lines = (*two_fares(1000, 1000, "w-1"), *two_fares(1000, 1000, "w-2"))

    told, reasons = given_to(lines, share(ceiling_per_year=ceiling))

    assert sum(told.values()) == whole
    assert reasons == ()


def test_classes_of_size_out_of_order_refused():
    """'Small' may not reach farther than 'medium'."""
    told, reasons = given_to(
        two_fares(), decision("by_member_category", **{**SIZES, "small_up_to_connections": 50_001})
    )

    assert told == {}
    assert "small_up_to_connections" in reasons[0].sentence.en
