"""Log-in: wrong tries are slowed down, codes are good once, and nothing tells who has an account."""

import datetime as dt
import threading

import pytest

from service.accounts import entering
from service.accounts.entering import LOCK_MINUTES, MOST_A_MINUTE, MOST_WRONG, enter, known
from service.accounts.passwords import hash_password
from service.accounts.people import (
    CLOSED,
    OPEN,
    account_key,
    add_account,
    change_grant,
    erase_account,
    set_password,
    set_state,
)
from service.accounts.second_factor import STEP_SECONDS, code_at, new_recovery_codes, new_secret, plain_recovery
from service.accounts.tokens import SESSION_HOURS, digest, instant
from service.records.caller import Grant
from service.store import Credentials, verify
from tests.service.record.record_cases import NOW
from tests.service.store.databases import KINDS, store_of

EMAIL, PASSWORD = "rina@contoh.example", "empat kata yang tak berkaitan"
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(scope="module")
def hashed():
    """Hash the password once: it takes its time on purpose."""
    return hash_password(PASSWORD, email="")


@pytest.fixture(params=KINDS)
def store(request, tmp_path, hashed):
    """Give a store with one account that has a password."""
    with store_of(request.param, tmp_path) as found:
        with found.write(at=instant(NOW), by="command") as unit:
            account = add_account(unit, email="Rina@Contoh.example ", name="Rina").key.id
            change_grant(unit, account, Grant(role="facilitator"))
            Credentials(unit.connection).put(account, password=hashed)
        yield found


@pytest.fixture
def quick(monkeypatch):
    """Compare passwords without the time that argon2id takes, where a test tries many."""
    monkeypatch.setattr(entering, "is_password", lambda password, kept: bool(kept) and password == PASSWORD)


def tried(store, password=PASSWORD, *, email=EMAIL, code="", after=dt.timedelta()):
    """Try to come in and return how it ended."""
    return enter(store, email=email, password=password, code=code, now=NOW + after)


def with_second(store):
    """Set up the second factor, and return its secret and a recovery code."""
    secret, codes = new_secret(), new_recovery_codes()
    with store.credentials() as kept:
        kept.put("a-1", secret=secret, is_confirmed=True)
        kept.put_recovery("a-1", [digest(plain_recovery(code)) for code in codes])
    return secret, codes


@pytest.mark.usefixtures("quick")
def test_what_is_remembered_of_a_token_hides_no_change(store):
    """A right that was taken away, a closed account and a token that was dropped count from the next request on."""
    session = tried(store, PASSWORD).session
    before = known(store, session, now=NOW)
    assert known(store, session, now=NOW) is before
    assert [one.role for one in before.grants] == ["facilitator"]

    with store.write(at=instant(NOW), by="command") as unit:
        change_grant(unit, "a-1", Grant(role="facilitator"), is_given=False)
    assert known(store, session, now=NOW).grants == ()
    with store.credentials() as kept:
        kept.show_second(digest(session))
    assert known(store, session, now=NOW).token.is_second
    with store.write(at=instant(NOW), by="command") as unit:
        shut = unit.change(unit.get(account_key("a-1")), state=CLOSED)
    assert known(store, session, now=NOW) is None
    with store.write(at=instant(NOW), by="command") as unit:
        unit.change(shut, state=OPEN)
    assert known(store, session, now=NOW) is not None
    with store.credentials() as kept:
        kept.drop_tokens("a-1")
    assert known(store, session, now=NOW) is None


def test_right_password_opens_a_session_that_ends(store):
    """A session is the account's, until its hour."""
    entered = tried(store)
    before, after = (dt.timedelta(hours=SESSION_HOURS, seconds=one) for one in (-1, 0))

    assert entered.outcome == "in"
    assert known(store, entered.session, now=NOW + before).account == "a-1"
    assert known(store, entered.session, now=NOW + after) is None
    assert known(store, "sol_other", now=NOW) is None


def test_wrong_password_and_unknown_address_end_alike(store, monkeypatch):
    """Whoever tries addresses learns nothing, not even by the time it takes."""
    looked = []
    monkeypatch.setattr(entering, "is_password", lambda *given: bool(looked.append(given)))

    ends = {tried(store, "wrong password").outcome, tried(store, email="nobody@contoh.example").outcome}

    assert ends == {"wrong"}
    assert len(looked) == 2


@pytest.mark.usefixtures("quick")
def test_account_is_locked_after_five_wrong_tries_and_opens_again(store):
    """Guessing is slow; and the owner is not shut out for ever."""
    for number in range(MOST_WRONG):
        assert tried(store, "wrong", after=number * MINUTE).outcome == "wrong"

    last = (MOST_WRONG - 1) * MINUTE
    assert tried(store, after=last).outcome == "locked"
    assert tried(store, email="other@contoh.example", after=last).outcome == "wrong"
    assert tried(store, after=LOCK_MINUTES * MINUTE).outcome == "locked"
    assert tried(store, after=LOCK_MINUTES * MINUTE + dt.timedelta(seconds=1)).outcome == "in"


@pytest.mark.usefixtures("quick")
def test_right_password_wipes_the_wrong_tries_before_it(store):
    """Who mistypes now and then is not locked out by the sum of it."""
    for _ in range(2):
        for _ in range(MOST_WRONG - 1):
            tried(store, "wrong")
        assert tried(store).outcome == "in"


@pytest.mark.usefixtures("quick")
def test_hundred_wrong_tries_a_minute_close_the_door_for_everybody(store):
    """Who tries one password at many addresses is slowed down too."""
    for number in range(MOST_A_MINUTE):
        assert tried(store, "wrong", email=f"{number}@contoh.example").outcome == "wrong"

    assert tried(store).outcome == "busy"
    assert tried(store, after=2 * MINUTE).outcome == "in"


@pytest.mark.usefixtures("quick")
def test_code_of_the_second_factor_is_asked_for_and_good_once(store):
    """A code that somebody read over a shoulder is used up."""
    secret, _ = with_second(store)
    code = code_at(secret, int(NOW.timestamp()) // STEP_SECONDS)

    assert tried(store).outcome == "second-missing"
    assert tried(store, code="000000").outcome == "second-wrong"
    entered = tried(store, code=code)
    assert (entered.outcome, tried(store, code=code).outcome) == ("in", "second-wrong")
    assert known(store, entered.session, now=NOW).token.is_second


@pytest.mark.usefixtures("quick")
def test_recovery_code_is_good_once(store):
    """The telephone is lost; each code opens one time."""
    _, codes = with_second(store)

    assert [tried(store, code=codes[0].upper()).outcome for _ in range(2)] == ["in", "second-wrong"]
    assert tried(store, code=codes[1]).outcome == "in"


@pytest.mark.usefixtures("quick")
def test_wrong_codes_lock_too(store):
    """Who has the password has a million codes to guess, and five tries."""
    with_second(store)

    for _ in range(MOST_WRONG):
        assert tried(store, code="000000").outcome == "second-wrong"
    assert tried(store, code="000000").outcome == "locked"


@pytest.mark.usefixtures("quick")
def test_closed_account_is_nobody_at_once(store):
    """Who was sent away holds sessions that are worth nothing."""
    session = tried(store).session
    with store.write(at=instant(NOW), by="command") as unit:
        set_state(unit, "a-1", is_open=False)

    assert known(store, session, now=NOW) is None
    assert tried(store).outcome == "wrong"


def test_new_password_ends_every_session(store):
    """Who changes a password fears that somebody is in."""
    session = tried(store).session
    with store.write(at=instant(NOW), by="command") as unit:
        set_password(unit, "a-1", "kata sandi yang baru sekali")

    assert known(store, session, now=NOW) is None
    assert tried(store).outcome == "wrong"


@pytest.mark.usefixtures("quick")
def test_erased_account_leaves_nothing_about_the_person(store):
    """A person may be forgotten: address, name, password and tries go, the chain stays whole."""
    tried(store, "wrong")
    tried(store)

    with store.write(at=instant(NOW), by="command") as unit:
        erase_account(unit, "a-1")

    with store.read() as view:
        kept = Credentials(view.connection)
        assert (kept.of("a-1"), kept.by_email(EMAIL), list(kept.tries(limit=10))) == (None, None, [])
        told = "".join(entry.body for entry in view.newest(None, limit=100))
    assert "rina" not in told.casefold()
    assert verify(store.engine) == ()
    assert tried(store).outcome == "wrong"


@pytest.mark.usefixtures("quick")
def test_tries_are_noted_with_account_and_outcome_and_forgotten_in_time(store):
    """Who came in can be asked for half a year, and no longer."""
    tried(store, "wrong")
    tried(store)
    with store.read() as view:
        noted = [(one["account"], one["outcome"]) for one in Credentials(view.connection).tries(limit=10)]

    tried(store, after=dt.timedelta(days=entering.KEPT_DAYS + 1))
    with store.read() as view:
        later = list(Credentials(view.connection).tries(limit=10))

    assert noted == [("a-1", "in"), ("a-1", "wrong")]
    assert len(later) == 1


@pytest.mark.usefixtures("quick")
def test_many_wrong_tries_at_once_count_as_many(store):
    """A try is noted before the password is looked at, so nobody is faster than the count."""
    ends = []
    threads = [threading.Thread(target=lambda: ends.append(tried(store, "wrong").outcome)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ends.count("wrong") == MOST_WRONG
    assert ends.count("locked") == 12 - MOST_WRONG
