"""POST /budgets: months, releases, payments, help, foreign money with its rate, and who pays under each policy (4)."""

import pytest

from service.api.budgets_asked import BUDGETS_EXAMPLE
from service.api.plans_asked import EXAMPLE
from tests.service.test_api_plans import DECISION
from tests.service.web_cases import client

USD = {"currency": "USD", "amount": 150_050}


def ask(status: int = 200, **more: object) -> dict:
    """Return the answer to the example with some fields changed."""
    answer = client().post("/api/v1/budgets?lang=en", json={**BUDGETS_EXAMPLE, **more})
    assert answer.status_code == status, answer.text
    return answer.get_json()


@pytest.fixture(scope="module")
def told():
    """Return the answer to the example with a decision."""
    return ask(decision=DECISION)


@pytest.mark.guards("4.1")
def test_every_policy_and_every_month_add_up_to_the_total(told):
    """Payers side by side shift who pays and never how much; the months hold all that is due."""
    assert {sum(paid.values()) for paid in told["policies"].values()} == {told["total"]}
    assert len(told["policies"]) == 4
    assert sum(told["by_payer"].values()) == told["total"]
    assert sum(sum(month["roles"].values()) for month in told["months"]) == told["total"]
    assert told["months"][-1]["out_so_far"] == sum(flow["amount"] for flow in told["outflows"])


@pytest.mark.guards("4.2.3")
def test_releases_are_told_and_the_rest_is_there_from_the_first_day(told):
    """A head that nobody names is released whole in January; instalments make each allocation."""
    days = {one["head"]: one["on"] for one in told["releases"]}

    assert not told["releases_assumed"]
    assert days["subsidies"] == "2027-03-01"
    assert days["workshops"] == "2027-01-01"
    assert sum(one["amount"] for one in told["instalments"]) == sum(one["amount"] for one in told["allocations"]) > 0


def test_payments_stand_by_head_month_partnership_and_payer(told):
    """What was paid counts once in each view; an unknown line is named and counts nowhere."""
    (line,) = (one["line"] for one in BUDGETS_EXAMPLE["payments"])
    names = {note["who"] for note in told["notes"]}

    assert set(told["standings"]) == {"head", "month", "partnership", "payer"}
    for groups in told["standings"].values():
        assert sum(one["planned"] for one in groups.values()) == told["total"]
        assert sum(one["spent"] for one in groups.values()) == (0 if line in names else 400_000)
    assert told["payments"][0]["paper"] == "K-1 (fictional)"
    assert told["payments"][0]["foreign"] is None


@pytest.mark.guards("4.3")
def test_help_in_dollars_is_shown_as_given_and_in_the_books_currency(told):
    """1,500.50 dollars at 16,245.5: the head gets whole rupiah, the rate stands with its day and source."""
    (one,) = told["helps"]

    assert told["currency"] == "IDR"
    assert one["foreign"] == USD | {"said": {"en": "USD 1,500.50", "id": "USD 1.500,50"}}
    assert one["amount"] == 24_376_372
    assert told["relief"] == {"workshops": 24_376_372}
    assert (one["rate"]["value"], one["rate"]["on"], one["rate"]["source"]) == (
        "16245.500000",
        "2027-01-04",
        "fictional",
    )


def test_foreign_money_without_a_rate_counts_nowhere_and_is_told():
    """No guess at a rate: the note names the amount, the day and what would help."""
    answer = ask(exchange_rates=[])

    assert answer["helps"] == []
    assert answer["relief"] == {}
    assert any("USD 1,500.50" in note["sentence"]["en"] for note in answer["notes"])


HELP, PAYMENT, RATE = (BUDGETS_EXAMPLE[name][0] for name in ("helps", "payments", "exchange_rates"))


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"payments": [{**PAYMENT, "foreign": USD}]}, "payments.0", "not both"),
        ({"helps": [{"partner": "A", "kind": "sponsorship"}]}, "helps.0", "amount, foreign or goods"),
        ({"helps": [{**HELP, "head": "nothing"}]}, "helps.0.head", "workshops"),
        ({"releases": [{"on": "2027-03-01", "head": "x", "amount": 1}]}, "releases.0.head", "workshops"),
        (
            {"exchange_rates": [{**RATE, "currency": "IDR"}]},
            "exchange_rates.0.currency",
            "own currency",
        ),
        ({"exchange_rates": [{**RATE, "value": 0}]}, "exchange_rates.0", "above 0"),
        (
            {"exchange_rates": [{**RATE, "currency": "XXX"}]},
            "exchange_rates.0.currency",
            "USD",
        ),
        ({"helps": [{**HELP, "foreign": {**USD, "amount": 0}}]}, "helps.0.foreign.amount", "between"),
    ],
)
def test_wrong_money_is_refused_with_its_field(more, field, said):
    """Every fault is a 422 that names the field and what was expected, before anything is planned."""
    problem = ask(422, **more)

    (fault,) = problem["faults"]
    assert fault["field"] == field
    assert said in fault["expected"]


def test_plan_is_that_of_the_plans():
    """Asking for the money must not plan another year."""
    plain = client().post("/api/v1/plans", json=EXAMPLE).get_json()

    answer = ask()

    assert answer["fingerprint"] == plain["fingerprint"]
    assert answer["total"] == plain["ledger"]["total"]
