"""Sums of the ledger: every view adds up to the same total, to the last rupiah (4.1, 4.2)."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.costs.lines import cost_lines
from planner.costs.policies import policy_of
from planner.money.ledger import VIEWS, Ledger
from tests.planner.money_cases import RICH, YEAR, book, line, problem, year

PAYERS = ("mentor:alfa", "mentee:beta", "mentee:gama", "facilitator")
KINDS = ("fare", "lodging", "allowance", "venue_meals", "documents")
LINES = st.lists(
    st.builds(
        lambda amount, payer, partnership, kind, day: line(
            f"{amount}-{payer}-{day}",
            amount,
            payer=payer,
            partnership=partnership,
            kind=kind,
            on=dt.date(YEAR, 1, 1) + dt.timedelta(days=day),
            head="documents" if payer == "facilitator" else "",
        ),
        amount=st.integers(min_value=0, max_value=10**12),
        payer=st.sampled_from(PAYERS),
        partnership=st.sampled_from(("", "w-1", "w-2")),
        kind=st.sampled_from(KINDS),
        day=st.integers(min_value=0, max_value=500),
    ),
    max_size=60,
).map(tuple)


def views(ledger):
    """Return every view of a ledger."""
    return (
        ledger.by_payer(), ledger.by_role(), ledger.by_head(), ledger.by_partnership(), ledger.by_month(),
        ledger.by_kind(), ledger.by_rule(),
    )  # fmt: skip


def test_ledger_three_lines_by_hand():
    """100 of the mentor in March, 20 of the mentee in March, 3 of the facilitator in April: 123 in every view."""
    ledger = Ledger(
        (
            line("a", 100, on=dt.date(YEAR, 3, 31)),
            line("b", 20, payer="mentee:beta", on=dt.date(YEAR, 3, 1)),
            line("c", 3, payer="facilitator", head="documents", on=dt.date(YEAR, 4, 1), partnership=""),
        )
    )

    assert ledger.total == 123
    assert ledger.by_payer() == {"facilitator": 3, "mentee:beta": 20, "mentor:alfa": 100}
    assert ledger.by_role() == {"facilitator": 3, "mentee": 20, "mentor": 100}
    assert ledger.by_month() == {"2027-03": 120, "2027-04": 3}
    assert ledger.by_head() == {"": 120, "documents": 3}
    assert ledger.by_partnership() == {"": 3, "w-1": 120}


def test_ledger_empty_sums_to_zero():
    """A year without any line is a year of nothing, not an error."""
    ledger = Ledger()

    assert ledger.total == 0
    assert all(view == {} for view in views(ledger))
    assert ledger.to_frame().empty


@pytest.mark.guards("4.1")
@given(lines=LINES)
def test_ledger_any_lines_every_view_adds_up(lines):
    """Each line falls into exactly one group of each view, so no view can lose or double a rupiah."""
    ledger = Ledger(lines)

    assert all(sum(view.values()) == ledger.total for view in views(ledger))


@given(lines=LINES, first=st.sampled_from(sorted(VIEWS)), second=st.sampled_from(sorted(VIEWS)))
def test_ledger_any_pair_of_views_adds_up_to_each(lines, first, second):
    """A table of payer against month has the margins of both views alone."""
    ledger = Ledger(lines)
    table = ledger.by(first, second)
    margin = {}
    for (row, _), amount in table.items():
        margin[row] = margin.get(row, 0) + amount

    assert sum(table.values()) == ledger.total
    assert margin == {key: sum(one.amount for one in lines if VIEWS[first](one) == key) for key in margin}


@pytest.mark.guards("4.1")
def test_ledger_twenty_thousand_lines_every_view_adds_up():
    """A big programme: 20 000 lines of up to a billion rupiah, sums exact in every view and in the frame."""
    draw = random.Random(7)  # noqa: S311  # seeded, so that the same lines come back
    lines = tuple(
        line(
            f"l-{number}",
            draw.randrange(10**9),
            payer=draw.choice(PAYERS),
            partnership=f"w-{draw.randrange(900)}",
            kind=draw.choice(KINDS),
            on=dt.date(YEAR, 1, 1) + dt.timedelta(days=draw.randrange(700)),
        )
        for number in range(20_000)
    )
    ledger = Ledger(lines)
    total = sum(one.amount for one in lines)

    assert all(sum(view.values()) == total for view in views(ledger))
    assert int(ledger.to_frame()["amount"].sum()) == total
    assert ledger.in_year(YEAR).total + ledger.after_year(YEAR).total == total


@pytest.mark.parametrize(("day", "inside"), [(dt.date(YEAR, 12, 31), True), (dt.date(YEAR + 1, 1, 1), False)])
@pytest.mark.guards("2.6")
def test_ledger_at_year_end_boundary_split(day, inside):
    """The last day of the year is this year's money, the first of the next is carry-over."""
    ledger = Ledger((line("a", 5, on=day),))

    assert ledger.in_year(YEAR).total == (5 if inside else 0)
    assert ledger.after_year(YEAR).total == (0 if inside else 5)


@pytest.mark.guards("4.2")
def test_ledger_heads_show_decided_planned_left():
    """Documents: decided 10, planned 3, left 7; a head that was used but never decided shows as overspent."""
    ledger = Ledger(
        (
            line("a", 3, payer="facilitator", head="documents"),
            line("b", 4, payer="facilitator", head="workshops"),
            line("c", 100),
        )
    )

    told = [(one.head, one.decided, one.planned, one.left) for one in ledger.heads({"documents": 10, "preparation": 1})]

    assert told == [("documents", 10, 3, 7), ("preparation", 1, 0, 1), ("workshops", 0, 4, -4)]


def test_ledger_of_one_partnership_holds_its_lines_only():
    """The cost sheet of one director shows nothing of the neighbours."""
    ledger = Ledger(cost_lines(problem(), year()))

    parts = [ledger.of(key).total for key in ("", "w-1", "w-2")]

    assert sum(parts) == ledger.total
    assert {one.partnership for one in ledger.of("w-2").lines} == {"w-2"}


def test_ledger_frame_has_one_row_per_line_in_whole_numbers():
    """A frame read by a spreadsheet keeps rupiah as whole numbers and the words of the reader."""
    ledger = Ledger(cost_lines(problem(), year()))

    english, indonesian = ledger.to_frame("en"), ledger.to_frame("id")

    assert len(english) == len(ledger.lines)
    assert str(english["amount"].dtype) == "int64"
    assert "penginapan" in " ".join(indonesian["text"])
    assert "lodging" in " ".join(english["text"])
    assert set(english["role"]) == {"mentor", "mentee", "facilitator"}


def test_ledger_unknown_view_refused():
    """A typo in the name of a view is an error, not an empty table."""
    with pytest.raises(KeyError):
        Ledger().by("payer", "wekk")


@pytest.mark.guards("3.1.1-A3")
@pytest.mark.parametrize("policy", sorted(book().travel_policies))
def test_ledger_under_other_policy_equals_planned_under_it(policy):
    """Trying a policy on a finished ledger gives the very lines that planning under it would have given."""
    finished = Ledger(cost_lines(problem(policy="split"), year()))

    tried = finished.under(policy_of(book(), policy), book())

    planned = Ledger(cost_lines(problem(policy=policy), year()))
    assert set(tried.lines) == set(planned.lines)


def test_ledger_heads_of_rich_year_all_have_money_left():
    """The sample budget of these tests is ample, so nothing in them fails for want of money by accident."""
    ledger = Ledger(cost_lines(problem(), year()))

    assert all(one.left >= 0 for one in ledger.heads(RICH))
