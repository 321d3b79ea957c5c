"""Releases, instalments, what is promised and paid, partners' help: sums and refusals by hand (2.6, 4.2.3, 4.3)."""

import dataclasses
import datetime as dt

import pytest

from data.book import Book
from data.loading import WATERLINKS, load_book
from data.text import Text
from planner.money.cash import Outflow, Release, at_once, months_of, outflows, shortages
from planner.money.helps import Help, accepted, interferences, relieved
from planner.money.instalments import instalments_of
from planner.money.kinds import Allocation, NotWholeRupiah
from planner.money.ledger import Ledger
from planner.money.settlement import savings, settle
from planner.money.standing import Posting, oddities, standings
from planner.money.subsidy import allocate
from planner.over_time import over_time
from planner.plan import Plan
from tests.planner.money_cases import HALF_OF_TRAVEL, RICH, YEAR, book, event, line, priced, problem, year

TODAY = dt.date(YEAR, 6, 30)


def allocation(amount, partnership="w-1"):
    """Return what alfa gets."""
    reason = Text(en="by the decision", id="menurut keputusan")
    return Allocation(
        partnership=partnership, role="mentor", party="alfa", amount=amount, rule="per_visit", reason=reason, due=amount
    )


def milestones():
    """Return the events that release the instalments of ``w-1``; the visit is made twice."""
    return (
        event("memorandum_of_agreement", dt.date(YEAR, 4, 20)),
        event("monitoring_visit", dt.date(YEAR, 9, 14), days=3, occurrence=2),
        event("monitoring_visit", dt.date(YEAR, 7, 6), days=3),
        event("recommendation_letter", dt.date(YEAR + 1, 1, 20)),
    )


@pytest.mark.guards("4.2.3")
@pytest.mark.parametrize(("amount", "parts"), [(100, [40, 30, 30]), (101, [41, 30, 30]), (1, [1]), (7, [3, 2, 2])])
def test_instalments_make_the_whole_subsidy(amount, parts):
    """40, 30 and 30 per cent by largest remainder: no rupiah is lost, a part of nothing is left out."""
    found = instalments_of([allocation(amount)], milestones(), book())

    assert [one.amount for one in found] == parts
    assert sum(parts) == amount


@pytest.mark.guards("4.2.3")
def test_instalments_are_released_by_the_first_of_their_milestones():
    """The agreement, the end of the first monitoring visit, the letter of the next January."""
    found = instalments_of([allocation(1000)], milestones(), book())

    assert [one.on for one in found] == [dt.date(YEAR, 4, 20), dt.date(YEAR, 7, 8), dt.date(YEAR + 1, 1, 20)]
    assert [one.is_released(TODAY) for one in found] == [True, False, False]
    assert found[0].is_released(dt.date(YEAR, 4, 20))
    assert not found[0].is_released(dt.date(YEAR, 4, 19))


def test_instalment_without_its_milestone_has_no_day_and_is_never_released():
    """What is not in the plan is not dated by a guess."""
    found = instalments_of([allocation(1000, "w-2")], milestones(), book())

    assert [(one.on, one.event) for one in found] == [(None, "")] * 3
    assert not any(one.is_released(dt.date.max) for one in found)


@pytest.mark.parametrize("given", [book(), load_book(WATERLINKS)], ids=["perpamsi", "waterlinks"])
def test_instalments_of_every_book_make_a_hundred(given: Book):
    """A book of its own brings instalments of its own."""
    assert sum(row.percent for row in given.instalments.values()) == 100
    assert {row.after for row in given.instalments.values()} <= set(given.activities)


def test_outflow_of_subsidies_is_by_instalment_and_never_after_the_year():
    """The line of the fare falls due in April, its subsidy leaves by milestones; the last one on 31 December (2.6)."""
    lines = (
        line("a", 600, payer="facilitator", head="subsidies", relieves="mentor:alfa"), line("b", 400),
        line("c", 50, payer="facilitator", head="documents"),
    )  # fmt: skip

    flows = outflows(Ledger(lines), instalments_of([allocation(600)], milestones(), book()), year=YEAR)

    assert [(flow.on, flow.head, flow.amount) for flow in flows] == [
        (dt.date(YEAR, 4, 5), "documents", 50), (dt.date(YEAR, 4, 20), "subsidies", 240),
        (dt.date(YEAR, 7, 8), "subsidies", 180), (dt.date(YEAR, 12, 31), "subsidies", 180),
    ]  # fmt: skip


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(("second", "lack"), [(50, 0), (49, 1)])
def test_shortage_is_named_on_its_first_day(second, lack):
    """100 until June and 50 more in June: two payments of 75 fit to the rupiah, one rupiah less and June is named."""
    flows = (
        Outflow(on=dt.date(YEAR, 3, 1), head="documents", amount=75),
        Outflow(on=dt.date(YEAR, 6, 1), head="documents", amount=75),
        Outflow(on=dt.date(YEAR + 1, 1, 5), head="documents", amount=10**9),
    )
    releases = (
        Release(on=dt.date(YEAR, 1, 1), head="documents", amount=100),
        Release(on=dt.date(YEAR, 6, 1), head="documents", amount=second),
    )

    found = shortages(flows, releases, year=YEAR, book=book())

    assert len(found) == bool(lack)
    assert all(f"Rp{lack}" in one.remedy.en and str(dt.date(YEAR, 6, 1)) in one.sentence.id for one in found)


def test_shortage_counts_a_whole_day_before_it_judges():
    """Two payments of one day are one outflow; the order of their lines decides nothing."""
    flows = tuple(Outflow(on=dt.date(YEAR, 3, 1), head="documents", amount=60) for _ in range(2))
    releases = (Release(on=dt.date(YEAR, 3, 1), head="documents", amount=100),)

    (found,) = shortages(flows, releases, year=YEAR, book=book())

    assert "Rp120" in found.sentence.en


def test_months_add_up_to_the_ledger_and_run_without_a_gap():
    """Every rupiah of the ledger stands in one month and one role; the last month has paid out all that leaves."""
    ledger, allocations = priced(problem(decision=HALF_OF_TRAVEL), year())
    flows = outflows(ledger, instalments_of(allocations, year(), book()), year=YEAR)

    months = months_of(ledger, flows, at_once(RICH, year=YEAR), year=YEAR)

    assert sum(sum(one.roles.values()) for one in months) == ledger.total
    assert months[-1].out_so_far == sum(flow.amount for flow in flows) == ledger.by_role()["facilitator"]
    assert [one.month.month for one in months] == list(range(1, 13))
    assert months[0].released_so_far == sum(RICH.values())
    assert months[-1].left == sum(RICH.values()) - months[-1].out_so_far


def posting(line_id, amount, state="spent", day=TODAY):
    """Return a posting of one paper."""
    return Posting(line=line_id, state=state, amount=amount, on=day, paper="K-1")


@pytest.mark.guards("4.2")
def test_standings_of_every_view_have_the_same_sums():
    """1000 planned, 700 ordered and 300 paid of it; 500 paid without an order count as committed too."""
    ledger = Ledger((line("a", 1000), line("b", 500, payer="mentee:beta", partnership="w-2"), line("c", 7)))
    papers = [posting("a", 700, "committed"), posting("a", 300), posting("b", 500)]

    for by in ("head", "month", "partnership", "payer"):
        groups = standings(ledger, papers, by=by).values()
        assert sum(one.planned for one in groups) == 1507
        assert sum(one.committed for one in groups) == 1200
        assert sum(one.spent for one in groups) == 800
        assert sum(one.left for one in groups) == 307


def test_standings_may_show_more_committed_than_planned():
    """A dearer ticket is shown below zero and named; nothing is cut to fit the plan."""
    ledger = Ledger((line("a", 1000),))
    papers = [posting("a", 1001)]

    assert standings(ledger, papers, by="payer")["mentor:alfa"].left == -1
    assert ["Rp1 above" in one.sentence.en for one in oddities(ledger, papers, today=TODAY)] == [True]


@pytest.mark.parametrize(("day", "count"), [(TODAY, 0), (TODAY + dt.timedelta(days=1), 1)])
def test_posting_of_a_day_to_come_is_odd(day, count):
    """Nobody has paid tomorrow."""
    assert len(oddities(Ledger((line("a", 9),)), [posting("a", 1, day=day)], today=TODAY)) == count


def test_posting_on_an_unknown_line_is_named_and_counts_nowhere():
    """A mistyped id must not vanish in a sum."""
    ledger, papers = Ledger((line("a", 9),)), [posting("x", 5)]

    assert [one.who for one in oddities(ledger, papers, today=TODAY)] == ["x"]
    assert standings(ledger, papers, by="payer")["mentor:alfa"].spent == 0


def test_money_over_time_is_whole_rupiah():
    """A float is refused where it enters, here too."""
    for make in (
        lambda: Release(on=TODAY, head="documents", amount=1.5),
        lambda: posting("a", 1.5),
        lambda: Help(partner="A", kind="sponsorship", amount=1.5),
    ):
        with pytest.raises(NotWholeRupiah):
            make()


def offer(**changes):
    """Return money of one partner for the workshops."""
    told = {"partner": "A (fictional)", "kind": "sponsorship", "amount": 100, "head": "workshops"} | changes
    return Help(**told)


@pytest.mark.guards("4.3")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"asks_purchase": True}, "purchase"),
        ({"is_exclusive": True}, "no other partner"),
        ({"kind": "loan"}, "does not know"),
    ],
)
def test_help_that_interferes_is_refused_by_name(changes, said):
    """4.3: help may not interfere with other partners or contradict the principles; a loan is no kind of help."""
    helps = (offer(**changes), offer(partner="B (fictional)", amount=7))

    (reason,) = interferences(helps, book())

    assert said in reason.sentence.en
    assert reason.sentence.en != reason.sentence.id
    assert accepted(helps, book()) == helps[1:]
    assert relieved(helps, book()) == {"workshops": 7}


@pytest.mark.guards("4.3")
@pytest.mark.parametrize(
    ("first", "second", "count"),
    [("w-1", "w-2", 0), ("w-1", "w-1", 1), ("", "w-1", 1), ("w-1", "", 1)],
)
def test_exclusive_help_shuts_out_only_who_is_beside_it(first, second, count):
    """A wish to be alone in one partnership is nobody's business in another."""
    helps = (offer(partnership=first, is_exclusive=True), offer(partner="B (fictional)", partnership=second))

    assert len(interferences(helps, book())) == count


def test_exclusive_help_without_anyone_beside_it_can_be_taken():
    """Whoever is alone anyway shuts nobody out; a second offer of the same partner is no other partner."""
    helps = (offer(is_exclusive=True), offer(amount=5))

    assert interferences(helps, book()) == ()
    assert relieved(helps, book()) == {"workshops": 105}


def test_help_in_kind_relieves_no_head_and_help_of_nothing_is_none():
    """Two speakers are no rupiah; an offer of neither money nor goods is a mistake."""
    assert relieved([offer(amount=0, goods="two speakers")], book()) == {}
    with pytest.raises(ValueError, match="neither money nor goods"):
        offer(amount=0, goods=" ")


def test_over_time_gathers_everything_of_a_plan():
    """Heads that no release names are released at once, so their money is never short; all notes stand together."""
    given = problem(decision=HALF_OF_TRAVEL, budget={**RICH, "subsidies": 30_000_000})
    ledger, allocations = priced(given, year())
    plan = dataclasses.replace(empty_plan(given), ledger=ledger, allocations=allocations, events=year())

    bare = over_time(plan, today=TODAY)
    told = over_time(
        plan, today=TODAY, releases=[Release(on=dt.date(YEAR, 12, 1), head="subsidies", amount=30_000_000)],
        postings=[posting("x", 1)], helps=[offer(asks_purchase=True)],
    )  # fmt: skip

    assert bare.is_assumed
    assert bare.notes == ()
    assert bare.standings == {}
    assert not told.is_assumed
    assert [one.rule for one in told.notes] == ["posting", "partner_interference"]
    assert set(told.standings) == {"head", "month", "partnership", "payer"}
    assert {one.head for one in told.releases} == set(RICH)


def empty_plan(given) -> Plan:
    """Return a plan of nothing."""
    fields = {item.name: () for item in dataclasses.fields(Plan)}
    return Plan(**fields | {"problem": given, "ledger": Ledger(), "seed": 1})


@pytest.mark.guards("4.2.3")
@pytest.mark.parametrize(("bill", "settled"), [(800, 400), (1000, 500), (1200, 500), (0, 0), (999, 499)])
def test_subsidy_is_settled_by_the_bill_and_never_above_what_was_allocated(bill, settled):
    """Half of what was really spent: a cheaper ticket lowers the subsidy, a dearer one does not raise it."""
    lines, allocations, _ = allocate((line("a", 1000),), decision=HALF_OF_TRAVEL, budget=RICH, book=book())
    papers = [posting("a", bill - bill // 2), posting("a#subsidy", bill // 2), posting("a", 9, "committed")]

    (one,) = settle(
        Ledger(lines), allocations, papers, decision=HALF_OF_TRAVEL, budget=RICH, book=book(), year=YEAR, members={}
    )
    told = savings([one], book())

    assert (one.allocated, one.settled, one.kept) == (500, settled, 500 - settled)
    assert len(told) == (settled < 500)
    assert all(f"Rp{500 - settled}" in reason.remedy.id for reason in told)


def test_subsidy_without_a_bill_stays_as_allocated():
    """A bill of one partnership says nothing of another: what is not in yet counts as planned."""
    lines, allocations, _ = allocate(
        (line("a", 1000), line("b", 1000, partnership="w-2")), decision=HALF_OF_TRAVEL, budget=RICH, book=book()
    )

    settled = settle(
        Ledger(lines), allocations, [posting("a", 10)], decision=HALF_OF_TRAVEL, budget=RICH, book=book(), year=YEAR,
        members={},
    )  # fmt: skip

    assert [one.settled for one in settled] == [5, 500]
