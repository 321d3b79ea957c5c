"""/programmes/{programme}/accounts: who may come in, managed by the facilitator of a programme (2.1.4)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from service.accounts.granting import asked_of, give, invite, reset_second_factor, take_away
from service.accounts.people import account_key, accounts, add_account, revoke_token, set_state
from service.api.accounts.door import told
from service.api.accounts.shapes import AccountGranted, AccountSent, AccountShown, InvitedShown, StateSent
from service.api.phrases import noun_text
from service.api.problems import Problem, short
from service.api.record.access import PROGRAMME, acting, caller, candidates, load_policy
from service.api.record.desk import record_desk
from service.api.record.nouns import must_exist, programme_key
from service.api.record.operation import RecordBlueprint, Told, operation, seen
from service.api.record.shapes import PageAsked, page_of
from service.records.caller import Grant, grants_of, told_grants
from service.records.kept import Key, Record
from service.store import Credentials, Unit, UnknownRecord, View

managed = RecordBlueprint("accounts", "Who may come in")

RULE, ONE = "/<string:programme>/accounts", "/<string:programme>/accounts/<string:account>"
EXAMPLE = {"email": "budi@contoh.example", "name": "Budi", "role": "auditor"}
GRANT_EXAMPLE = {"role": "auditor"}

# Who sees whose address it is.
SEES_CONTACT = "facilitator"


def about(path: Mapping[str, str]) -> Key:
    """Return the record that an address below an account is about."""
    return account_key(path["account"])


@operation(managed, "GET", RULE, answers=page_of(AccountShown), query=PageAsked)
def list_accounts(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List the accounts with a right in this programme; whoever acts in all programmes sees all of them."""
    view.get(programme_key(programme))
    found = [one for one in accounts(view) if _is_here(one, programme) and asked["state"] in {"", one.state}]
    names = [one.key.id for one in found]
    start = names.index(asked["after"]) + 1 if asked["after"] in names else 0
    part = found[start : start + asked["limit"]]
    more = part[-1].key.id if part and start + asked["limit"] < len(found) else None
    return Told(body={"items": [_shown(view, one) for one in part], "next": more})


@operation(managed, "POST", RULE, answers=AccountShown, body=AccountSent, example=EXAMPLE)
def add_person(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str) -> Told:
    """Make an account with its first right; a facilitator's or the board's waits for a second account."""
    unit.get(programme_key(programme))
    grant = _grant(unit, programme, sent)
    with told():
        made = add_account(unit, email=sent["email"], name=sent["name"], language=sent["language"])
        record = give(unit, made.key.id, grant, by=acting().id, two=load_policy().two_givers)
    return Told(body=_shown(unit, record), record=record)


@operation(managed, "GET", ONE, answers=AccountShown, about=about)
def show_person(view: View, _: dict[str, Any], programme: str, account: str) -> Told:
    """Show an account: its rights, what waits for a second account, its tokens without what is secret of them."""
    record = _found(view, programme, account)
    return Told(body=_shown(view, record), record=record)


@operation(
    managed, "POST", f"{ONE}/grants", answers=AccountShown, body=AccountGranted, example=GRANT_EXAMPLE,
    versioned=True, about=about,
)  # fmt: skip
def grant_person(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, account: str) -> Told:
    """Give a right in this programme, or take it away; some rights are given once two accounts have given them."""
    seen(unit, _found(unit, programme, account))
    grant = _grant(unit, programme, sent)
    with told():
        if sent["away"]:
            record = take_away(unit, account, grant, by=acting().id)
        else:
            record = give(unit, account, grant, by=acting().id, two=load_policy().two_givers)
    return Told(body=_shown(unit, record), record=record)


@operation(managed, "PUT", f"{ONE}/state", answers=AccountShown, body=StateSent, versioned=True, about=about)
def close_person(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, account: str) -> Told:
    """Close an account, with all its tokens and sessions, or open it again."""
    seen(unit, _whole(unit, programme, account))
    record = set_state(unit, account, is_open=sent["state"] == "open")
    return Told(body=_shown(unit, record), record=record)


@operation(
    managed, "DELETE", f"{ONE}/tokens/<string:token>", answers=AccountShown, versioned=True, about=about
)  # fmt: skip
def end_token_of(unit: Unit, _: dict[str, Any], programme: str, account: str, token: str) -> Told:
    """Revoke a token of an account; whoever holds it is nobody from now on."""
    record = seen(unit, _whole(unit, programme, account))
    if token not in record.data["tokens"] or not revoke_token(unit, account, token):
        raise Problem(status=HTTPStatus.NOT_FOUND, kind="unknown-row", values=(noun_text("token"), short(token)))
    record = unit.get(account_key(account))
    return Told(body=_shown(unit, record), record=record)


@operation(managed, "DELETE", f"{ONE}/second-factor", answers=AccountShown, versioned=True, about=about)
def reset_second(unit: Unit, _: dict[str, Any], programme: str, account: str) -> Told:
    """Take the second factor away when the telephone is lost; a facilitator's or the board's takes two accounts."""
    seen(unit, _whole(unit, programme, account))
    with told():
        record = reset_second_factor(unit, account, by=acting().id, two=load_policy().two_givers)
    return Told(body=_shown(unit, record), record=record)


@operation(managed, "PUT", f"{ONE}/invitation", answers=InvitedShown, versioned=True, about=about)
def invite_person(unit: Unit, _: dict[str, Any], programme: str, account: str) -> Told:
    """Make a code by which the account's owner sets a password; it is told this once, a former one ends."""
    seen(unit, _whole(unit, programme, account))
    with told():
        record, code = invite(
            unit, account, by=acting().id, two=load_policy().two_givers, now=record_desk().now()
        )  # fmt: skip
    return Told(body={**_shown(unit, record), "invitation": code}, record=record)


def _grant(view: View, programme: str, sent: Mapping[str, Any]) -> Grant:
    """Return the right that is meant: always in this programme, and for a member that it has."""
    must_exist(view, programme, [("member", "member", sent["member"])])
    return Grant(role=sent["role"], programme=programme, member=sent["member"])


def _is_everywhere() -> bool:
    """Whether the caller acts in every programme."""
    return any(not one.programme for one in candidates())


def _is_here(record: Record, programme: str) -> bool:
    """Whether the caller may look at an account: it has, or is to have, a right in this programme."""
    rights = {one.programme for one in grants_of(record.data)} | {one[PROGRAMME] for one in asked_of(record.data)}
    return _is_everywhere() or programme in rights


def _found(view: View, programme: str, account: str) -> Record:
    view.get(programme_key(programme))
    record = view.get(account_key(account))
    if not _is_here(record, programme):
        raise UnknownRecord(record.key)
    return record


def _whole(view: View, programme: str, account: str) -> Record:
    """Return an account of which the caller may change what holds everywhere.

    Raises
    ------
    Problem
        403 where it has rights that reach beyond this programme, and the caller's do not.
    """
    record = _found(view, programme, account)
    if not _is_everywhere() and any(one.programme != programme for one in grants_of(record.data)):
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="not-this-one")
    return record


def _shown(view: View, record: Record) -> dict[str, Any]:
    credential = Credentials(view.connection).of(record.key.id)
    plain = view.plain(record) if caller() == SEES_CONTACT else {}
    tokens = record.data["tokens"]
    return {
        "id": record.key.id,
        "version": record.version,
        "state": record.state,
        "name": plain.get("name") or "",
        "email": plain.get("email") or "",
        "grants": told_grants(grants_of(record.data)),
        "waits": [{"what": one["what"], "by": one["by"]} for one in asked_of(record.data)],
        "tokens": [{"id": name, **tokens[name]} for name in sorted(tokens, key=lambda one: (len(one), one))],
        "password": bool(credential and credential.password),
        "second_factor": bool(credential and credential.is_confirmed),
    }
