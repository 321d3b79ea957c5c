"""``solidaritas account``: the first account, rights, tokens and passwords, without a default secret."""

import json
import os

import pytest

from service.accounts.entering import known
from service.clock import utc_now
from service.store import Store, verify
from tests.service.cli_cases import run


@pytest.fixture
def path(tmp_path):
    """Give a database with one account, made by the command as the first."""
    found = tmp_path / "a.db"
    made = run("account", "add", "rina@contoh.example", "Rina", "--grant", "facilitator", "--database", found)
    assert made.exit_code == 0, made.output
    return found


def listed(path):
    """Return the accounts as JSON."""
    return json.loads(run("account", "list", "--database", path, "--json").stdout)


def test_first_account_makes_the_record_and_has_no_secret_yet(path):
    """There is nothing to log in with that somebody else could know."""
    [account] = listed(path)

    assert (account["account"], account["email"], account["password"]) == ("a-1", "rina@contoh.example", False)
    assert (account["tokens"], account["second_factor"]) == ([], False)
    assert os.stat(path).st_mode & 0o077 == 0  # noqa: PTH116  # the bits are what counts


def test_token_is_printed_once_works_and_is_revoked(path):
    """A program gets in by it; the list knows its name alone."""
    told = run("account", "token", "a-1", "--scope", "read", "--days", "7", "--database", path, language="en")
    token = told.stdout.splitlines()[0]

    store = Store(str(path))
    found = known(store, token, now=utc_now())
    revoked = run("account", "token", "a-1", "--revoke", "t-1", "--database", path)
    gone = known(store, token, now=utc_now())
    store.close()

    assert (found.account, found.token.scopes, found.is_session) == ("a-1", frozenset({"read"}), False)
    assert (revoked.exit_code, gone) == (0, None)
    assert "not kept anywhere" in told.stdout


def test_rights_are_given_and_taken(path):
    """A right says the role, for whom, and in which programme."""
    run("account", "grant", "a-1", "mentee:bengkulu@pks-2027", "--database", path)
    run("account", "grant", "a-1", "facilitator", "--away", "--database", path)

    assert listed(path)[0]["grants"] == [{"role": "mentee", "member": "bengkulu", "programme": "pks-2027"}]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["grant", "a-1", "mentor@pks-2027"], 2, "act for a member"),
        (["grant", "a-1", "board:bengkulu@pks-2027"], 2, "act for a member"),
        (["grant", "a-1", "mentor:bengkulu"], 2, "say which one"),
        (["grant", "a-1", "board", "--away"], 2, "does not have this right"),
        (["grant", "a-1", "boss"], 2, "facilitator, mentor"),
        (["grant", "a-9", "board"], 2, "there is no account a-9"),
        (["add", "RINA@contoh.example", "Other"], 2, "has an account"),
        (["add", "no address", "Other"], 2, "no e-mail address"),
        (["erase", "a-1"], 2, "--sure"),
        (["token", "a-1", "--days", "367"], 2, "from 1 to 366"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(path, arguments, code, said):
    """A right that means nothing looks like safety."""
    before = listed(path)

    result = run("account", *arguments, "--database", path, language="en")

    assert (result.exit_code, listed(path)) == (code, before)
    assert said in result.output


def test_account_is_closed_opened_erased(path):
    """Who leaves is out at once; who wants to be forgotten is, and the chain stays whole."""
    states = []
    for part in ("disable", "enable"):
        assert run("account", part, "a-1", "--database", path).exit_code == 0
        states.append(listed(path)[0]["state"])
    erased = run("account", "erase", "a-1", "--sure", "--database", path, language="id")

    store = Store(str(path))
    findings = verify(store.engine)
    store.close()
    assert states == ["closed", "open"]
    assert (erased.exit_code, "dilupakan" in erased.stdout, findings) == (0, True, ())
    assert (listed(path)[0]["name"], listed(path)[0]["email"]) == ("", "")


def test_list_of_nobody_says_how_to_make_the_first(tmp_path):
    """A newcomer is not left with an empty screen."""
    Store(str(tmp_path / "b.db")).close()

    result = run("account", "list", "--database", tmp_path / "b.db", language="en")

    assert result.exit_code == 2
    assert "account add" in result.output
