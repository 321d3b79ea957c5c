"""Accounts for tests: one for every role, each with a token, made as a person would make them."""

import datetime as dt

from service.accounts.people import add_account, change_grant, make_token
from service.accounts.tokens import instant
from service.records.caller import SCOPES, Grant
from service.store import Store

# Fictional: for whom the tests' accounts act, by role; a role that is not named acts for nobody.
PROGRAMME = "pks-2027"
SPEAKS_FOR = {
    "mentor": ("palembang", "ahli", "bogor"),
    "mentee": ("bengkulu", "bogor", "serang", "ternate"),
    "partner": ("mitra",),
}


def open_account(store: Store, role: str, members=("",), *, now: dt.datetime, programme="", scopes=SCOPES) -> str:
    """Make an account with one role for some members and return its token."""
    with store.write(at=instant(now), by="command") as unit:
        number = unit.head().seq
        record = add_account(unit, email=f"{role}-{number}@contoh.example", name=f"Contoh {role}")
        for member in members:
            grant = Grant(role=role, member=member, programme=programme or (PROGRAMME if member else ""))
            change_grant(unit, record.key.id, grant)
        return make_token(unit, record.key.id, scopes=frozenset(scopes), days=7, now=now)[1]


def open_accounts(store: Store, roles, *, now: dt.datetime) -> dict[str, str]:
    """Make an account for each role and return the tokens by role."""
    return {role: open_account(store, role, SPEAKS_FOR.get(role, ("",)), now=now) for role in roles}
