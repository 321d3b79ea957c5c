"""POST /plans: forms of a decision, instalments, and who pays what under each travel policy (4.1, 4.2)."""

import pytest

from tests.service.test_api_plans import DECISION, ask, changed

PRIORITY = {
    **DECISION,
    "kind": "priority_regions",
    "amounts": {
        "mentor_percent": 10, "mentee_percent": 10, "mentor_priority_percent": 60, "mentee_priority_percent": 60,
        "ceiling_per_partnership": 10**9,
    },
}  # fmt: skip


def given(regions: list[str]) -> int:
    """Return the subsidies of a year with these priority regions."""
    return sum(each["amount"] for each in ask(changed(decision={**PRIORITY, "regions": regions}))["allocations"])


@pytest.mark.guards("4.2.3")
def test_plans_priority_regions_of_a_decision_raise_the_share():
    """The mentee of the example sits in East Java: the list decides which per cent holds."""
    assert given(["35"]) > given(["11"]) > 0


def test_plans_unknown_region_of_a_decision_is_422():
    """A mistyped code would silently give everybody the lower share."""
    problem = ask(changed(decision={**PRIORITY, "regions": ["00.00"]}), 422)

    assert "year" in {fault["field"] for fault in problem["faults"]}


@pytest.mark.guards("4.2.3")
def test_plans_instalments_make_each_allocation():
    """Whoever pays by the API's answer pays out exactly what was allocated, each part with its milestone."""
    answer = ask(changed(decision=DECISION))

    for one in answer["allocations"]:
        parts = [
            part for part in answer["instalments"]
            if (part["partnership"], part["party"]) == (one["partnership"], one["party"])
        ]  # fmt: skip
        assert sum(part["amount"] for part in parts) == one["amount"]
        assert [part["number"] for part in parts] == [1, 2, 3]
        assert all(part["on"] and part["event"] for part in parts)


@pytest.mark.guards("4.1")
def test_plans_every_policy_has_the_same_total():
    """Policies only shift who pays: four of them, every payer in each, one sum."""
    ledger = ask(changed(decision=DECISION))["ledger"]

    assert len(ledger["policies"]) == 4
    assert {sum(paid.values()) for paid in ledger["policies"].values()} == {ledger["total"]}


@pytest.mark.guards("4.1.1")
def test_plans_own_rates_of_a_party_are_counted_and_others_keep_the_standard():
    """Who travels by its own company's rules pays what these say, and nobody else's journey changes."""
    body = changed()
    own = {"alfa": {"daily_allowance": 1_000, "source": "SK Direksi 3"}}

    def allowances(answer):
        lines = [line for line in answer["ledger"]["lines"] if line["kind"] == "allowance"]
        payers = ("mentor:alfa", "mentee:beta")
        return {payer: {line["basis"] for line in lines if line["payer"] == payer} for payer in payers}

    before, after = allowances(ask(body)), allowances(ask(changed(rates=own)))

    assert after["mentee:beta"] == before["mentee:beta"]
    assert before["mentor:alfa"]
    assert all(basis.endswith("SK Direksi 3") for basis in after["mentor:alfa"])
