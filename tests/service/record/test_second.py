"""The two-person rule: what one account proposed, another one approves; and nobody gets around it."""

from dataclasses import replace

import pytest

from service.api.record import access
from service.records.kept import Key
from tests.service.record.record_cases import P

PATH = f"{P}/members/bengkulu"


@pytest.fixture
def two_persons(monkeypatch):
    """Ask a second person of changing a member: an operation that every book has."""
    policy = replace(access.load_policy(), two_persons={"change_member": "money"})
    for place in ("service.api.record.access.load_policy", "service.api.record.operation.load_policy"):
        monkeypatch.setattr(place, lambda: policy)


def approve(desk, role):
    """Do what needs a second person, as an account."""
    return desk.ask("PUT", PATH, {"name": f"by {role}"}, role=role, version=desk.version(PATH))


@pytest.mark.usefixtures("two_persons")
def test_who_proposed_cannot_approve_and_somebody_else_can(desk):
    """Money and publication need two pairs of eyes."""
    desk.programme()
    other = desk.account("facilitator")

    refused = approve(desk, "facilitator")
    done = approve(desk, other)

    assert (refused.status_code, refused.get_json()["type"]) == (409, "/api/#same-person")
    assert done.status_code == 200


@pytest.mark.usefixtures("two_persons")
def test_who_changed_the_proposal_meanwhile_cannot_approve_it_either(desk):
    """Otherwise a second person could write the sum and approve it."""
    desk.programme()
    other, third = desk.account("facilitator"), desk.account("facilitator")
    assert approve(desk, other).status_code == 200

    again = [approve(desk, role).status_code for role in ("facilitator", other, third)]

    assert again == [409, 409, 200]


@pytest.mark.usefixtures("two_persons")
def test_new_state_begins_the_count_anew(desk):
    """Who approved one step long ago is not barred from the next one for ever."""
    desk.programme()
    with desk.store.write(at="2028-12-20T03:00:00Z", by="board:a-99") as unit:
        unit.change(unit.get(Key("pks-2027", "member", "bengkulu")), state="proposed")

    assert approve(desk, "facilitator").status_code == 200


@pytest.mark.usefixtures("two_persons")
def test_second_role_of_one_account_is_no_second_person(desk):
    """Two persons are two accounts, whatever roles one of them holds."""
    desk.programme()

    refused = approve(desk, "facilitator")

    assert "two persons" not in refused.text
    assert refused.get_json()["detail"].startswith("You brought it where it stands")
