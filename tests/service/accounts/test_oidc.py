"""Log-in by a provider of identities: only what it really says of us, now, for this log-in, lets anybody in."""

from urllib.parse import parse_qs, urlsplit

import pytest

from service.accounts.people import set_state
from service.app import create_app
from service.settings import Settings
from tests.service.accounts.provider_cases import KEY, OTHER_KEY, fake_provider
from tests.service.record.record_cases import NOW, Desk, close

PROVIDER = "/api/v1/session/provider"
SECONDS = int(NOW.timestamp())


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Give an application that knows a provider, and the provider."""
    with fake_provider() as provider:
        settings = Settings(
            database=str(tmp_path_factory.mktemp("oidc") / "a.db"), oidc_issuer=provider.issuer,
            oidc_client="solidaritas", oidc_secret="-" * 40, public_address="http://127.0.0.1:8760",
        )  # fmt: skip
        app = create_app(settings, year_source=lambda _: None, now=lambda: NOW)
        desk = Desk(app)
        yield desk, provider
        close(app)


def emails(desk):
    """Return the address of every account."""
    with desk.store.read() as view:
        records = view.find("@accounts", "account", limit=100)
        return {record.key.id: view.plain(record)["email"] for record in records}


def logged_in(world, *, code="good", state=None, key=None, **says):
    """Go to the provider and come back with what it says; return the browser and the answer."""
    desk, provider = world
    client = desk.app.test_client()
    away = client.get(PROVIDER)
    asked = {name: value[0] for name, value in parse_qs(urlsplit(away.location).query).items()}
    provider.challenge, provider.nonce = asked["code_challenge"], asked["nonce"]
    usual = {"email": emails(desk)["a-3"], "email_verified": True, "iat": SECONDS, "exp": SECONDS + 300}
    provider.says, provider.key = {**usual, **says}, key or KEY
    back = client.get(f"{PROVIDER}/back", query_string={"code": code, "state": state or asked["state"]})
    return client, back


def test_reader_goes_to_the_provider_with_state_nonce_and_challenge(world):
    """Without these three somebody else's log-in could be slipped under ours."""
    desk, provider = world

    away = desk.app.test_client().get(PROVIDER)

    asked = parse_qs(urlsplit(away.location).query)
    assert away.status_code == 303
    assert away.location.startswith(f"{provider.issuer}/authorize?")
    assert asked["redirect_uri"] == ["http://127.0.0.1:8760/api/v1/session/provider/back"]
    assert (asked["scope"], asked["code_challenge_method"]) == (["openid email"], ["S256"])
    assert "HttpOnly" in away.headers["Set-Cookie"]


def test_who_the_provider_vouches_for_is_in_as_their_account(world):
    """One log-in for all the programs of the association."""
    client, back = logged_in(world)

    told = client.get("/api/v1/session").get_json()
    assert (back.status_code, back.location) == (303, "/")
    assert (told["account"], told["second_factor"]) == ("a-3", False)


@pytest.mark.parametrize(
    ("ways", "is_second"), [(["pwd"], False), (["pwd", "otp"], True), (["mfa"], True), ("mfa", False)]
)
def test_second_factor_at_the_provider_counts_when_it_says_so(world, ways, is_second):
    """RFC 8176 names the ways; a facilitator needs one that is more than a password."""
    client, _ = logged_in(world, amr=ways)

    assert client.get("/api/v1/session").get_json().get("second_factor", False) is is_second


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "bad"},
        {"state": "another"},
        {"key": OTHER_KEY},
        {"iss": "https://other.example"},
        {"aud": "another-client"},
        {"nonce": "another"},
        {"exp": SECONDS - 3600},
        {"email_verified": False},
        {"email": "stranger@contoh.example"},
        {"email": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_anything_wrong_about_the_answer_lets_nobody_in(world, wrong):
    """Each of these is an attack that has been seen on such log-ins."""
    client, back = logged_in(world, **wrong)

    assert back.get_json()["type"] == "/api/#no-account-change"
    assert client.get("/api/v1/session").status_code == 401


def test_way_back_without_the_way_there_lets_nobody_in(world):
    """Who is sent to the way back by somebody else would be in as somebody else."""
    desk, _ = world

    back = desk.app.test_client().get(f"{PROVIDER}/back?code=good&state=")

    assert back.get_json()["type"] == "/api/#no-account-change"


def test_closed_account_is_not_opened_by_the_provider(world):
    """Who may come in is ours to say."""
    desk, _ = world
    with desk.store.write(at="2028-12-20T03:00:00Z", by="test") as unit:
        set_state(unit, "a-2", is_open=False)

    _, back = logged_in(world, email=emails(desk)["a-2"])

    assert back.get_json()["type"] == "/api/#no-account-change"


def test_without_the_setting_there_is_no_such_address(plain_desk):
    """An extra is off until somebody sets it up."""
    assert plain_desk.app.test_client().get(PROVIDER).status_code == 404
