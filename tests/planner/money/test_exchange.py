"""Foreign money: the rate of its day, sums exact at every rate, and a checker that finds what is put in (4.3)."""

import dataclasses
import datetime as dt
import random
from decimal import Decimal
from fractions import Fraction

import pytest

from planner.costs.verify_exchange import verify_exchange
from planner.errors import WrongValue
from planner.money.cash import Release
from planner.money.currency import MOST_RATE, SMALLEST, Foreign, Rate
from planner.money.exchange import exchanged, rate_of
from planner.money.helps import Help, relieved
from planner.money.rupiah import NotWholeRupiah, rupiah
from planner.money.standing import Posting
from planner.over_time import over_time
from tests.planner.money_cases import YEAR, book
from tests.planner.sandbox.test_sandbox_sweep import plan  # noqa: F401 -- a fixture

TODAY = dt.date(YEAR, 6, 30)
# Fictional rates.
JANUARY = Rate(currency="USD", on=dt.date(YEAR, 1, 4), value=Decimal("16245.5"), source="fictional")
MAY = Rate(currency="USD", on=dt.date(YEAR, 5, 3), value=Decimal(16001), source="fictional")
YEN = Rate(currency="JPY", on=dt.date(YEAR, 1, 4), value=Decimal("10857.25"), per=100, source="fictional")
RATES = (MAY, YEN, JANUARY)


def paid(currency: str, amount: int, *, month: int = 2, state: str = "spent") -> Posting:
    """Return a foreign payment of some line."""
    foreign = Foreign(currency=currency, amount=amount)
    return Posting(line="x", state=state, amount=0, on=dt.date(YEAR, month, 1), foreign=foreign)


def state(posting: Posting) -> str:
    """Return what a posting is summed up with."""
    return posting.state


@pytest.mark.guards("4.3")
def test_amount_is_exchanged_at_the_newest_rate_of_its_day():
    """A thousand dollars in February, and in May on the day of the new rate; 250 yen by the hundred; all by hand."""
    given = (paid("USD", 100_000), dataclasses.replace(paid("USD", 100_000), on=MAY.on), paid("JPY", 250))

    (old, new, yen), reasons = exchanged(given, RATES, today=TODAY)

    assert (old.amount, old.rate) == (16_245_500, JANUARY)
    assert (new.amount, new.rate) == (16_001_000, MAY)
    assert yen.amount == 27_143
    assert reasons == ()


@pytest.mark.parametrize("seed", range(40))
def test_sums_are_exact_and_no_amount_is_off_by_a_unit(seed):
    """Random payments in two currencies and states: every rate rounds down once, and the checker agrees."""
    draw = random.Random(seed)  # noqa: S311 -- a case, no secret
    given = tuple(
        paid(draw.choice(["USD", "JPY"]), draw.randint(1, 10**7), month=draw.randint(2, 12),
             state=draw.choice(["spent", "committed"]))
        for _ in range(draw.randint(1, 30))
    )  # fmt: skip

    counted, _ = exchanged(given, RATES, today=TODAY, group=state)

    sums: dict[object, list[Fraction | int]] = {}
    for one in counted:
        exact = one.rate.exact(one.foreign)
        assert abs(exact - one.amount) < 1
        whole = sums.setdefault((one.state, one.rate), [Fraction(0), 0])
        whole[0], whole[1] = whole[0] + exact, whole[1] + one.amount
    assert all(whole == int(exact) for exact, whole in sums.values())
    assert verify_exchange(counted, RATES, today=TODAY, group=state) == ()


def test_a_later_payment_changes_none_before_it():
    """The books of March stand when April comes."""
    march = (paid("USD", 33, month=2), paid("USD", 33, month=3))

    before, _ = exchanged(march, RATES, today=TODAY)
    after, _ = exchanged((paid("USD", 34, month=4), *march), RATES, today=TODAY)

    assert after[1:] == before
    assert [one.amount for one in after] == [5_523, 5_361, 5_361]


def test_money_without_a_rate_counts_nowhere_and_is_named():
    """A guess would be worse: the currency, the day and what would help are told; the book's own money stays."""
    own = Posting(line="x", state="spent", amount=5, on=TODAY)
    early = dataclasses.replace(paid("USD", 5), on=dt.date(YEAR, 1, 3))

    kept, reasons = exchanged((early, own, paid("EUR", 123_456)), RATES, today=TODAY)

    assert kept == (own,)
    assert [one.who for one in reasons] == ["USD", "EUR"]
    assert "EUR 1,234.56 of 2027-02-01 has no rate" in reasons[1].sentence.en
    assert "EUR 1.234,56" in reasons[1].sentence.id
    assert "dated 2027-02-01 or before" in reasons[1].remedy.en
    assert rate_of(RATES, "EUR", TODAY) is None


@pytest.mark.guards("4.3")
def test_help_in_dollars_relieves_its_head_in_rupiah(plan):  # noqa: F811 -- a fixture
    """What was given stays beside the sum that the head gets; a day that is not known is the day of planning."""
    offer = Help(partner="A (fictional)", kind="sponsorship", head="workshops",
                 foreign=Foreign(currency="USD", amount=150_050))  # fmt: skip

    told = over_time(plan, today=TODAY, helps=[offer], rates=RATES, postings=[paid("USD", 100), paid("EUR", 1)])

    assert told.violations == ()
    assert told.relief == {"workshops": 24_009_500}
    assert told.helps[0].foreign == offer.foreign
    assert told.helps[0].rate == MAY
    assert told.postings[0].amount == 16_245
    assert "EUR 0.01 of" in told.notes[-1].sentence.en
    assert relieved(told.helps, book()) == told.relief


def counted() -> tuple[Posting, ...]:
    """Return three payments, exchanged."""
    return exchanged((paid("USD", 35), paid("USD", 35, month=3), paid("JPY", 1)), RATES, today=TODAY)[0]


FAULTS = {
    "a rupiah more": lambda all_: (dataclasses.replace(all_[0], amount=all_[0].amount + 1), *all_[1:]),
    "a rupiah moved": lambda all_: (dataclasses.replace(all_[0], amount=all_[0].amount + 2),
                                    dataclasses.replace(all_[1], amount=all_[1].amount - 2), all_[2]),
    "each rounded down alone": lambda all_: tuple(
        dataclasses.replace(one, amount=int(one.rate.exact(one.foreign))) for one in all_
    ),
    "no rate": lambda all_: (dataclasses.replace(all_[0], rate=None), *all_[1:]),
    "a younger rate": lambda all_: (dataclasses.replace(all_[0], rate=MAY), *all_[1:]),
    "an older rate": lambda all_: (dataclasses.replace(all_[0], on=MAY.on), *all_[1:]),
    "another currency's rate": lambda all_: (*all_[:2], dataclasses.replace(all_[2], rate=JANUARY)),
    "a rate of one's own": lambda all_: (
        dataclasses.replace(all_[0], rate=dataclasses.replace(JANUARY, source="mine")), *all_[1:]
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_checker_of_foreign_money_catches_seeded_fault(fault):
    """A sum that its rate does not make is never shown."""
    assert verify_exchange(counted(), RATES, today=TODAY) == ()
    assert verify_exchange(FAULTS[fault](counted()), RATES, today=TODAY)


@pytest.mark.parametrize(
    ("made", "error"),
    [
        (lambda: Foreign(currency="usd", amount=1), WrongValue),
        (lambda: Foreign(currency="USD", amount=0), WrongValue),
        (lambda: Foreign(currency="USD", amount=1.5), NotWholeRupiah),
        (lambda: dataclasses.replace(MAY, currency="XXX"), WrongValue),
        (lambda: dataclasses.replace(MAY, value=Decimal(0)), WrongValue),
        (lambda: dataclasses.replace(MAY, value=Decimal("NaN")), WrongValue),
        (lambda: dataclasses.replace(MAY, value=Decimal(MOST_RATE + 1)), WrongValue),
        (lambda: dataclasses.replace(MAY, per=0), WrongValue),
        (lambda: dataclasses.replace(MAY, source=" "), WrongValue),
    ],
)
def test_impossible_money_and_rates_are_refused(made, error):
    """An unknown currency, nothing, half a cent, a rate of nothing or without a source: each a named error."""
    with pytest.raises(error):
        made()


def test_amounts_are_said_in_their_own_currency():
    """Dollars have cents, yen have none, and a book in dollars does not speak of rupiah."""
    assert Foreign(currency="JPY", amount=1_234).said.en == "JPY 1,234"
    assert Foreign(currency="USD", amount=5).said.id == "USD 0,05"
    assert rupiah(1_234, "USD").id == "USD 1.234"
    assert set(SMALLEST.values()) == {1, 100}


def test_a_book_in_dollars_speaks_of_dollars_and_takes_euros(plan):  # noqa: F811 -- a fixture
    """Another programme's book has its own currency: notes are in it, and a partner's euros become whole dollars."""
    given = plan.problem.book
    dollars = dataclasses.replace(given, programme=dataclasses.replace(given.programme, currency="USD"))
    abroad = dataclasses.replace(plan, problem=dataclasses.replace(plan.problem, book=dollars))
    euro = Rate(currency="EUR", on=dt.date(YEAR, 1, 4), value=Decimal("1.0835"), source="fictional")
    offer = Help(partner="A (fictional)", kind="sponsorship", head="workshops",
                 foreign=Foreign(currency="EUR", amount=100_050))  # fmt: skip
    late = Release(on=dt.date(YEAR, 12, 31), head="documents", amount=5)

    told = over_time(abroad, today=TODAY, helps=[offer], rates=[euro], releases=[late])

    assert told.relief == {"workshops": 1_084}
    assert told.violations == ()
    assert any("USD " in note.sentence.en for note in told.notes)
    assert all("Rp" not in note.sentence.en for note in told.notes)
