"""Log-in through HTTP: the cookie, its CSRF token, the second factor that the policy asks for, tokens of one's own."""

import pytest

from service.accounts.people import set_password
from service.accounts.second_factor import STEP_SECONDS, code_at
from service.api.record.access import COOKIE, CSRF
from service.store import Credentials
from tests.service.record.record_cases import NOW

PASSWORD = "empat kata yang tak berkaitan"  # noqa: S105  # of the tests
NEW, WRONG = "kata sandi yang baru sekali", "wrong password"
SESSION, TOKENS, SECOND = "/api/v1/session", "/api/v1/tokens", "/api/v1/session/second-factor"
ACCOUNTS = {"facilitator": "a-1", "mentor": "a-2", "mentee": "a-3"}


class Browser:
    """A client that logged in, and sends along what the log-in told it."""

    def __init__(self, desk, role):
        self.desk, self.client = desk, desk.app.test_client()
        self.account = ACCOUNTS[role]
        with desk.store.write(at="2028-12-20T03:00:00Z", by="test") as unit:
            set_password(unit, self.account, PASSWORD)
            self.email = Credentials(unit.connection).of(self.account).email
        self.csrf = ""

    def log_in(self, **more):
        """Log in and return the answer."""
        answer = self.client.post(f"{SESSION}?lang=en", json={"email": self.email, "password": PASSWORD, **more})
        self.csrf = (answer.get_json() or {}).get("csrf", "")
        return answer

    def ask(self, method, path, body=None, **headers):
        """Ask with cookie and CSRF token."""
        return self.client.open(path, method=method, json=body, headers={CSRF: self.csrf, **headers})

    def set_up_second(self):
        """Set up the second factor and return its secret and the recovery codes."""
        secret = self.ask("POST", SECOND).get_json()["secret"]
        code = code_at(secret, int(NOW.timestamp()) // STEP_SECONDS)
        return secret, self.ask("PUT", SECOND, {"code": code}).get_json()["recovery"]


def test_log_in_sets_a_cookie_out_of_reach_and_the_record_opens(desk):
    """A page logs in once; no script and no other site gets at the session."""
    browser = Browser(desk, "mentee")

    answer = browser.log_in()

    cookie = answer.headers["Set-Cookie"]
    assert (answer.status_code, cookie.startswith(f"{COOKIE}=sol_")) == (201, True)
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert browser.ask("GET", "/api/v1/programmes").status_code == 200
    assert browser.ask("GET", SESSION).get_json()["grants"][0] == {
        "role": "mentee", "programme": "pks-2027", "member": "bengkulu", "waits": False,
    }  # fmt: skip


def test_cookie_is_for_https_only_where_people_come_by_https(plain_desk):
    """Behind a gate that ends TLS the request itself looks plain."""
    browser = Browser(plain_desk, "mentee")

    answer = browser.client.post(
        SESSION, json={"email": browser.email, "password": PASSWORD}, base_url="https://localhost"
    )  # fmt: skip

    assert "Secure" in answer.headers["Set-Cookie"]


def test_change_without_the_csrf_token_is_refused_and_changes_nothing(plain_desk):
    """Another site may make a browser send its cookie; it cannot read what our answers say."""
    plain_desk.programme()
    browser = Browser(plain_desk, "mentee")
    browser.log_in()
    letter = {"id": "s-1", "member": "bengkulu", "received": "2027-01-04"}
    path, key = "/api/v1/programmes/pks-2027/letters", {"Idempotency-Key": "the-key-1"}

    refused = [browser.ask("POST", path, letter, **{**key, CSRF: wrong}) for wrong in ("", "x", browser.csrf[:-1])]

    assert [one.get_json()["type"] for one in refused] == ["/api/#no-csrf"] * 3
    assert browser.ask("POST", path, letter, **key).status_code == 201


def test_session_is_no_token_and_a_token_no_session(plain_desk):
    """What a cookie protects must not come in by the other door, without it."""
    browser = Browser(plain_desk, "mentee")
    browser.log_in()
    session = browser.client.get_cookie(COOKIE).value
    stranger = plain_desk.app.test_client()

    as_token = stranger.get("/api/v1/programmes", headers={"Authorization": f"Bearer {session}"})
    stranger.set_cookie(COOKIE, plain_desk.tokens["mentee"])
    as_session = stranger.get("/api/v1/programmes")

    assert [one.get_json()["type"] for one in (as_token, as_session)] == ["/api/#wrong-place"] * 2


def test_facilitator_without_second_factor_can_set_one_up_and_nothing_else(desk):
    """Who may change everything comes in with more than a password."""
    desk.programme()
    browser = Browser(desk, "facilitator")
    told = browser.log_in().get_json()

    before = browser.ask("GET", "/api/v1/programmes")
    token = browser.ask("POST", TOKENS, {"scopes": ["read"]})
    secret, recovery = browser.set_up_second()
    after = browser.ask("GET", "/api/v1/programmes")

    assert (told["grants"][0]["waits"], before.get_json()["type"]) == (True, "/api/#no-second-factor")
    assert token.get_json()["type"] == "/api/#no-second-factor"
    assert after.get_json()["items"][0]["id"] == "pks-2027"
    assert browser.log_in().get_json()["type"] == "/api/#second-missing"
    assert browser.log_in(code=recovery[0]).get_json()["second_factor"]
    assert browser.ask("POST", SECOND).get_json()["type"] == "/api/#no-account-change"
    assert secret not in browser.ask("GET", SESSION).text


def test_wrong_first_code_sets_nothing_up(plain_desk):
    """A second factor that was never shown to work would lock its owner out."""
    browser = Browser(plain_desk, "facilitator")
    browser.log_in()
    browser.ask("POST", SECOND)

    refused = browser.ask("PUT", SECOND, {"code": "000000"})

    assert refused.status_code == 401
    assert not browser.log_in().get_json()["second_factor"]


def test_log_out_ends_the_session_for_whoever_copied_it(plain_desk):
    """Forgetting the cookie is not enough."""
    browser = Browser(plain_desk, "mentee")
    browser.log_in()
    copied = browser.client.get_cookie(COOKIE).value

    assert browser.ask("DELETE", SESSION).status_code == 204

    thief = plain_desk.app.test_client()
    thief.set_cookie(COOKIE, copied)
    assert browser.client.get_cookie(COOKIE) is None
    assert thief.get(SESSION).status_code == 401


def test_own_token_is_told_once_works_and_is_revoked(desk):
    """A program gets a token of its own, which its owner can take back."""
    browser = Browser(desk, "mentee")
    browser.log_in()
    made = browser.ask("POST", TOKENS, {"scopes": ["read"], "days": 30}).get_json()
    header = {"Authorization": f"Bearer {made['token']}"}
    program = desk.app.test_client()

    while_good = program.get("/api/v1/programmes", headers=header).status_code
    listed = browser.ask("GET", TOKENS)
    revoked = browser.ask("DELETE", f"{TOKENS}/{made['id']}").status_code

    assert made["token"] not in listed.text
    assert [one["id"] for one in listed.get_json()["items"]] == ["t-1", "t-2"]
    assert (while_good, revoked, program.get("/api/v1/programmes", headers=header).status_code) == (200, 204, 401)
    assert browser.ask("DELETE", f"{TOKENS}/{made['id']}").status_code == 404


def test_token_cannot_make_tokens(plain_desk):
    """A token that leaked must not outlive its own end."""
    header = {"Authorization": f"Bearer {plain_desk.tokens['mentee']}"}

    answer = plain_desk.app.test_client().post(TOKENS, json={"scopes": ["read"]}, headers=header)

    assert answer.get_json()["type"] == "/api/#wrong-place"


def test_database_holds_no_token_no_session_and_no_password(plain_desk, tmp_path):
    """Whoever copies the database cannot come in with what stands there."""
    browser = Browser(plain_desk, "mentee")
    browser.log_in()
    secrets = [PASSWORD, browser.client.get_cookie(COOKIE).value, plain_desk.tokens["mentee"]]

    held = b"".join(path.read_bytes() for path in tmp_path.glob("a.db*"))

    assert [secret for secret in secrets if secret.encode() in held] == []


def test_password_changes_for_who_knows_the_old_one_and_ends_the_session(plain_desk):
    """A browser that was left open must not be enough to take the account over."""
    browser = Browser(plain_desk, "mentee")
    browser.log_in()
    body = {"email": browser.email, "password": WRONG, "new_password": NEW}

    wrong = browser.ask("PUT", f"{SESSION}/password", body)
    weak = browser.ask("PUT", f"{SESSION}/password", {**body, "password": PASSWORD, "new_password": "pendek"})
    done = browser.ask("PUT", f"{SESSION}/password", {**body, "password": PASSWORD})

    assert (wrong.status_code, weak.get_json()["type"], done.status_code) == (401, "/api/#no-account-change", 204)
    assert browser.ask("GET", SESSION).status_code == 401
    assert browser.log_in().status_code == 401
    assert browser.log_in(password=NEW).status_code == 201


def test_locked_account_is_told_when_to_try_again(plain_desk):
    """A person who is locked out wants to know for how long, in the own language."""
    browser = Browser(plain_desk, "mentee")
    for _ in range(5):
        browser.log_in(password=WRONG)

    answer = browser.client.post(f"{SESSION}?lang=id", json={"email": browser.email, "password": PASSWORD})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "15 menit" in answer.get_json()["detail"]


@pytest.mark.parametrize("path", [SESSION, TOKENS])
def test_without_a_session_there_is_nothing_to_see(plain_desk, path):
    """Nobody is told anything of accounts."""
    assert plain_desk.app.test_client().get(path).status_code == 401
