"""Whole rupiah: what is refused, and how a sum is shared out (4.1, 4.2)."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.text import Text
from planner.errors import PlannerError
from planner.money.kinds import (
    Allocation,
    Charge,
    Decision,
    NegativeRupiah,
    NotWholeRupiah,
    party_of,
    payer_key,
    role_of,
    share_out,
    whole_rupiah,
)
from planner.money.rupiah import rupiah, spaced
from tests.planner.money_cases import line

WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=40)


@pytest.mark.parametrize("amount", [1.0, 0.5, True, "1000", None])
def test_rupiah_not_an_int_refused(amount):
    """A float that looks whole is refused too, because sums of floats stop adding up exactly."""
    with pytest.raises(NotWholeRupiah) as caught:
        whole_rupiah("fare", amount)

    assert caught.value.what == "fare"
    assert isinstance(caught.value, PlannerError)


@pytest.mark.parametrize(("amount", "is_fine"), [(-1, False), (0, True), (1, True)])
def test_rupiah_at_zero_boundary_judged(amount, is_fine):
    """Nothing costs less than nothing; zero itself is an amount."""
    if is_fine:
        assert whole_rupiah("fare", amount) == amount
        return

    with pytest.raises(NegativeRupiah, match="zero or more"):
        whole_rupiah("fare", amount)


def test_line_float_amount_refused_when_built():
    """No line with a float can ever reach a sum, whoever builds it."""
    with pytest.raises(NotWholeRupiah, match="line x"):
        line("x", 1000.0)


def test_line_without_payer_refused_when_built():
    """Every rupiah has exactly one payer (4.1), so a line that nobody pays cannot exist."""
    with pytest.raises(ValueError, match="no payer"):
        line("x", 1000, payer="")


def test_charge_float_amount_refused_when_built():
    """The price of a journey is refused before a policy could split a float."""
    with pytest.raises(NotWholeRupiah, match="charge x"):
        Charge(
            id="x", partnership="w", activity="pilot", event="e", kind="fare", text=Text(en="a", id="b"),
            amount=2.5, on=dt.date(2027, 1, 1), basis="",
        )  # fmt: skip


def test_allocation_negative_refused_when_built():
    """A subsidy is never taken back through a negative allocation."""
    with pytest.raises(NegativeRupiah):
        Allocation(partnership="w", role="mentor", party="a", amount=-1, rule="per_visit", reason=Text(en="a", id="b"))


@pytest.mark.guards("4.2")
@pytest.mark.parametrize("number", ["", "   "])
def test_decision_without_number_refused(number):
    """The National Board decides; a decision that has no number cannot be found again on paper."""
    with pytest.raises(ValueError, match="number"):
        Decision(number=number, date=dt.date(2026, 12, 1), kind="per_visit", amounts={})


def test_decision_float_amount_refused():
    """Half a per cent or half a rupiah is no whole number, whatever the decision calls it."""
    with pytest.raises(NotWholeRupiah, match="mentor_percent"):
        Decision(number="1", date=dt.date(2026, 12, 1), kind="share_of_travel", amounts={"mentor_percent": 12.5})


def test_line_frozen_cannot_be_changed():
    """A ledger is history: a line is replaced, never altered in place."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        line("x", 1).amount = 2


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, (1, 1, 1), (34, 33, 33)),  # equal remainders: the first is served first
        (100, (1, 2), (33, 67)),  # 33.33 and 66.67: the larger remainder gets the rupiah
        (7, (0, 5, 0), (0, 7, 0)),  # nobody without a weight gets anything
        (0, (3, 4), (0, 0)),
        (1, (50, 50), (1, 0)),
        (10, (3,), (10,)),
        (0, (), ()),
    ],
)
def test_share_out_small_sums_by_hand(total, weights, parts):
    """The largest remainder method, checked against sums worked out on paper."""
    assert share_out(total, weights) == parts


def test_share_out_among_nothing_refused():
    """Rupiah that belong to nobody would be lost silently."""
    with pytest.raises(ValueError, match="5 rupiah"):
        share_out(5, (0, 0))


@given(total=st.integers(min_value=0, max_value=10**15), weights=WEIGHTS)
def test_share_out_any_sum_adds_up_exactly(total, weights):
    """Whatever is shared out, not a rupiah is lost and nobody is more than one rupiah off the exact share."""
    whole = sum(weights)
    if not whole:
        return

    parts = share_out(total, weights)

    assert sum(parts) == total
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))
    assert all(part >= 0 for part in parts)


@given(weights=WEIGHTS, percent=st.integers(min_value=0, max_value=100))
def test_share_out_less_than_the_weights_never_above_one(weights, percent):
    """A subsidy spread over lines gives no line more than it costs."""
    total = sum(weights) * percent // 100
    if not sum(weights):
        return

    parts = share_out(total, weights)

    assert all(part <= weight for part, weight in zip(parts, weights, strict=True))


@pytest.mark.parametrize(
    ("role", "party", "key"),
    [("mentor", "alfa", "mentor:alfa"), ("mentee", "b:c", "mentee:b:c"), ("facilitator", "any", "facilitator")],
)
def test_payer_key_split_gives_role_and_party_back(role, party, key):
    """Views by role and by party read the key, so it has to be reversible, colons in ids included."""
    assert payer_key(role, party) == key
    assert role_of(key) == role
    assert party_of(key) == ("facilitator" if role == "facilitator" else party)


def test_rupiah_written_for_both_readers():
    """Indonesian readers part thousands by points, English ones by commas, formulas by spaces for both."""
    assert rupiah(1234567).en == "Rp1,234,567"
    assert rupiah(1234567).id == "Rp1.234.567"
    assert spaced(1234567) == "1 234 567"
