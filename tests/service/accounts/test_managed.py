"""Accounts managed through HTTP: rights per programme, a second account where one could be both persons."""

import datetime as dt

import pytest

from service.accounts.errors import UnknownAccount
from service.accounts.granting import INVITATION_DAYS, accept_invitation
from service.accounts.people import change_grant
from service.records.caller import Grant
from tests.service.record.record_cases import NOW, P

PASSWORD = "empat kata yang tak berkaitan"  # noqa: S105  # of the tests
INVITED, SESSION = "/api/v1/session/invitation", "/api/v1/session"
BUDI = {"email": "budi@contoh.example", "name": "Budi", "role": "mentee", "member": "bengkulu"}
DEWI = {"email": "dewi@contoh.example", "name": "Dewi"}


@pytest.fixture
def house(desk):
    """Give a programme with a second facilitator of it, and one of another programme."""
    desk.programme()
    desk.made("/api/v1/programmes", {"id": "lain", "name": "Lain", "book": "waterlinks", "year": 2027})
    desk.second = desk.account("facilitator", programme="pks-2027")
    desk.other = desk.account("facilitator", programme="lain")
    return desk


def at(account):
    """Return an account's address."""
    return f"{P}/accounts/{account['id']}"


def changed(desk, method, account, below, body=None, *, role="facilitator"):
    """Change an account as it stands now and return the response."""
    version = desk.ask("GET", at(account)).get_json()["version"]
    return desk.ask(method, f"{at(account)}/{below}", body, role=role, version=version)


def told(response):
    """Return what a change that has to work answers."""
    assert response.status_code in {200, 201}, response.text
    return response.get_json()


def invite(desk, account, **more):
    """Invite an account and return the code."""
    return told(changed(desk, "PUT", account, "invitation", **more))["invitation"]


def accept(desk, code, password=PASSWORD):
    """Set a password by the code and return the status."""
    body = {"invitation": code, "new_password": password}
    return desk.app.test_client().put(INVITED, json=body).status_code


def log_in(desk, email=BUDI["email"]):
    """Log in and return the status."""
    return desk.app.test_client().post(SESSION, json={"email": email, "password": PASSWORD}).status_code


def test_person_is_made_invited_and_comes_in(house):
    """From nothing to a mentee that logs in, without anybody at the machine; the code is good once."""
    made = house.made(f"{P}/accounts", BUDI)
    code = invite(house, made)

    assert made["grants"] == [{"role": "mentee", "programme": "pks-2027", "member": "bengkulu"}]
    assert (accept(house, code, "short"), accept(house, code), accept(house, code)) == (409, 204, 409)
    assert log_in(house) == 201
    assert house.ask("GET", f"{P}/members", role=None).status_code == 401
    with house.store.read() as view:
        kept = list(view.entries("@accounts", limit=1000))
    assert kept
    assert code not in str(kept)


def test_newer_invitation_ends_the_former_and_each_ends_by_its_day(house):
    """A code that was sent to the wrong address is taken back by the next one."""
    made = house.made(f"{P}/accounts", BUDI)
    former, newer = invite(house, made), invite(house, made)

    assert (accept(house, former), accept(house, "sol_" + "x" * 43)) == (409, 409)
    with house.store.write(at="2028-12-20T03:00:00Z", by="test") as unit, pytest.raises(UnknownAccount):
        accept_invitation(unit, newer, PASSWORD, now=NOW + dt.timedelta(days=INVITATION_DAYS))
    assert accept(house, newer) == 204


@pytest.mark.parametrize("role", ["facilitator", "board"])
def test_right_over_money_is_given_by_two(house, role):
    """One person with two accounts would be both persons of the two-person rule."""
    made = house.made(f"{P}/accounts", {**DEWI, "role": role})
    right = f"{role}@pks-2027"

    assert (made["grants"], made["waits"]) == ([], [{"what": right, "by": "a-1"}])
    again = told(changed(house, "POST", made, "grants", {"role": role}))
    assert again["grants"] == []
    given = told(changed(house, "POST", made, "grants", {"role": role}, role=house.second))
    assert (given["grants"], given["waits"]) == ([{"role": role, "programme": "pks-2027", "member": ""}], [])


def test_fresh_start_of_such_an_account_takes_two(house):
    """Who could alone reset the board's password and second factor could alone be the board."""
    made = house.made(f"{P}/accounts", {**DEWI, "role": "board"})
    told(changed(house, "POST", made, "grants", {"role": "board"}, role=house.second))
    accept(house, invite(house, made))
    with house.store.credentials() as kept:
        kept.put(made["id"], secret="A" * 32, is_confirmed=True)

    waiting = told(changed(house, "DELETE", made, "second-factor"))
    assert (waiting["second_factor"], waiting["waits"]) == (True, [{"what": "second-factor", "by": "a-1"}])
    assert invite(house, made) == ""
    done = told(changed(house, "DELETE", made, "second-factor", role=house.second))
    assert (done["second_factor"], [one["what"] for one in done["waits"]]) == (False, ["invitation"])
    assert invite(house, made, role=house.second).startswith("sol_")


def test_wish_may_be_taken_back_and_rights_are_taken_away_by_one(house):
    """Taking away is urgent, and takes nobody's agreement."""
    made = house.made(f"{P}/accounts", {**DEWI, "role": "board"})
    away = {"role": "board", "away": True}

    assert told(changed(house, "POST", made, "grants", away, role=house.second))["waits"] == []
    told(changed(house, "POST", made, "grants", {"role": "mentor", "member": "palembang"}))
    gone = {"role": "mentor", "member": "palembang", "away": True}
    assert told(changed(house, "POST", made, "grants", gone))["grants"] == []
    assert changed(house, "POST", made, "grants", gone).status_code == 409


def test_closing_ends_everything_and_a_token_can_be_ended_alone(house):
    """Who leaves the house is out at once."""
    token = house.account("mentee", "bengkulu")
    id_ = f"a-{len(house.tokens)}"
    account = {"id": id_}

    assert house.ask("GET", f"{P}/members", role=token).status_code == 200
    assert changed(house, "DELETE", account, "tokens/t-9").status_code == 404
    assert told(changed(house, "DELETE", account, "tokens/t-1"))["tokens"] == []
    assert house.ask("GET", f"{P}/members", role=token).status_code == 401
    closed = told(changed(house, "PUT", account, "state", {"state": "closed"}))
    assert closed["state"] == "closed"
    assert changed(house, "PUT", account, "invitation").status_code == 409
    assert told(changed(house, "PUT", account, "state", {"state": "open"}))["state"] == "open"


def test_facilitator_of_one_programme_manages_its_accounts_and_no_others(house):
    """A right in one programme must not lead into another."""
    listed = house.ask("GET", f"{P}/accounts?limit=200", role=house.second).get_json()["items"]
    every = house.ask("GET", f"{P}/accounts?limit=200").get_json()["items"]
    stranger = next(one for one in every if one["grants"][0]["programme"] == "lain")
    made = house.made(f"{P}/accounts", BUDI)
    elsewhere = {"role": "mentee", "programme": "lain", "member": "x"}

    assert {grant["programme"] for one in listed for grant in one["grants"]} == {"pks-2027"}
    assert house.ask("GET", at(stranger), role=house.second).status_code == 404
    assert house.ask("GET", f"{P}/accounts", role=house.other).status_code == 403
    with house.store.write(at="2028-12-20T03:00:00Z", by="test") as unit:
        change_grant(unit, made["id"], Grant(**elsewhere))
    closing = changed(house, "PUT", made, "state", {"state": "closed"}, role=house.second)
    assert closing.status_code == 403
    assert told(changed(house, "PUT", made, "state", {"state": "closed"}))["state"] == "closed"


def test_nobody_changes_one_s_own_rights(house):
    """Whoever may give rights asks a colleague for more of them."""
    refused = changed(house, "POST", {"id": "a-1"}, "grants", {"role": "auditor"})

    assert (refused.status_code, refused.get_json()["detail"]) == (409, "somebody else has to do this for you.")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({**DEWI, "role": "mentee"}, 409), ({**BUDI, "member": "nobody"}, 422), ({**BUDI, "email": "budi"}, 422),
        ({**BUDI, "role": "chair"}, 422), ({**BUDI, "role": "auditor"}, 409),
        ({**BUDI, "role": "board"}, 409),
    ],
)  # fmt: skip
def test_account_that_would_mean_nothing_is_refused_and_not_made(plain_desk, body, status):
    """A right without a member, or for one that is not there, would be found out by its owner only."""
    plain_desk.programme()
    before = len(plain_desk.ask("GET", f"{P}/accounts").get_json()["items"])

    assert plain_desk.ask("POST", f"{P}/accounts", body).status_code == status
    assert len(plain_desk.ask("GET", f"{P}/accounts").get_json()["items"]) == before


def test_address_has_one_account_and_auditors_see_no_address(plain_desk):
    """The auditor looks at rights; whose they are is the facilitator's to know."""
    plain_desk.programme()
    plain_desk.made(f"{P}/accounts", BUDI)

    again = plain_desk.ask("POST", f"{P}/accounts", {**BUDI, "email": "BUDI@contoh.example"})
    seen = plain_desk.ask("GET", f"{P}/accounts", role="auditor")

    assert again.status_code == 409
    assert seen.status_code == 200
    assert "budi@" not in seen.text.casefold()
    assert "budi@" in plain_desk.ask("GET", f"{P}/accounts").text
    assert plain_desk.ask("GET", f"{P}/accounts", role="mentor").status_code == 403


def test_list_comes_in_pages(plain_desk):
    """As every other list."""
    plain_desk.programme()
    found, after = [], ""
    while after is not None:
        behind = f"&after={after}" if after else ""
        page = plain_desk.ask("GET", f"{P}/accounts?limit=4{behind}").get_json()
        found += [one["id"] for one in page["items"]]
        after = page["next"]

    assert found == [f"a-{number}" for number in range(1, 7)]
