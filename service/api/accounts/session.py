"""/session: log in, see who is in, log out, change one's password, set up the second factor."""

from http import HTTPStatus
from typing import Any

from flask import Response, g, request

from data.text import Text
from service.accounts.entering import Entered, Known, enter, known
from service.accounts.errors import AccountError
from service.accounts.granting import accept_invitation
from service.accounts.people import set_password
from service.accounts.second_factor import address_of, new_recovery_codes, new_secret, plain_recovery, step_of
from service.accounts.tokens import csrf_of, digest
from service.api.accounts.door import door, doors, in_session, refuse, told, waits
from service.api.accounts.shapes import (
    CodeSent,
    InvitationSent,
    LogInSent,
    PasswordSent,
    RecoveryShown,
    SecretShown,
    SessionShown,
)
from service.api.record.access import COOKIE, identify
from service.api.record.desk import record_desk

sessions = doors("session", "Log-in")

EXAMPLE = {"email": "rina@contoh.example", "password": "empat kata yang tak berkaitan"}

# Who changes an account, as the journal says it: the account itself.
SELF = "self"


@door(sessions, "POST", "/session", answers=SessionShown, body=LogInSent, example=EXAMPLE, status=HTTPStatus.CREATED)
def log_in(_: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """Log in; the session lives in a cookie, its changes carry what is answered as csrf."""
    with told():
        entered = _entered(sent)
        found = known(record_desk().store, entered.session, now=record_desk().now())
    if found is None:
        raise refuse(Entered(outcome="wrong"))
    g.new_session = entered.session
    return shown_session(found, entered.session)


@door(sessions, "GET", "/session", answers=SessionShown)
def show_session(_: dict[str, Any]) -> dict[str, Any]:
    """Show whose session or token this is, and what that account may be."""
    with told():
        found = identify()
    return shown_session(found, request.cookies.get(COOKIE, "") if found.is_session else "")


@door(sessions, "DELETE", "/session", answers=None)
def log_out(_: dict[str, Any]) -> None:
    """Log out; the session is gone, not only forgotten by the browser."""
    with told():
        found = in_session()
        with record_desk().store.credentials() as kept:
            kept.drop_tokens(found.account, digest=found.token.digest)
    g.new_session = ""


@door(sessions, "PUT", "/session/password", answers=None, body=PasswordSent)
def change_password(_: dict[str, Any], sent: dict[str, Any]) -> None:
    """Change one's password; every session of the account ends."""
    desk = record_desk()
    with told():
        entered = _entered(sent)
        with desk.store.write(at=desk.at(), by=f"{SELF}:{entered.account}") as unit:
            set_password(unit, entered.account, sent["new_password"])
    g.new_session = ""


@door(sessions, "PUT", "/session/invitation", answers=None, body=InvitationSent)
def accept(_: dict[str, Any], sent: dict[str, Any]) -> None:
    """Set the first password by the code of an invitation; then log in with it."""
    desk = record_desk()
    with told(), desk.store.write(at=desk.at(), by=SELF) as unit:
        accept_invitation(unit, sent["invitation"], sent["new_password"], now=desk.now())


@door(sessions, "POST", "/session/second-factor", answers=SecretShown, status=HTTPStatus.CREATED)
def begin_second_factor(_: dict[str, Any]) -> dict[str, Any]:
    """Begin a second factor; it counts once its first code was sent."""
    secret = new_secret()
    with told():
        found = in_session()
        with record_desk().store.credentials() as kept:
            credential = kept.of(found.account)
            if credential is None or credential.is_confirmed:
                raise AccountError(
                    Text(en="there is a second factor already", id="faktor kedua sudah terpasang")
                )  # fmt: skip
            kept.put(found.account, secret=secret)
    return {"secret": secret, "address": address_of(secret, credential.email)}


@door(sessions, "PUT", "/session/second-factor", answers=RecoveryShown, body=CodeSent)
def confirm_second_factor(_: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """Confirm the second factor by a code; the recovery codes are told this once, and this session has shown it."""
    desk, codes = record_desk(), new_recovery_codes()
    with told():
        found = in_session()
        with desk.store.credentials() as kept:
            credential = kept.of(found.account)
            secret = "" if credential is None or credential.is_confirmed else credential.secret
            step = step_of(secret, sent["code"], seconds=int(desk.now().timestamp())) if secret else None
            if step is None or not kept.use_step(found.account, step):
                raise refuse(Entered(outcome="second-wrong"))
            kept.put(found.account, is_confirmed=True)
            kept.put_recovery(found.account, [digest(plain_recovery(code)) for code in codes])
            kept.show_second(found.token.digest)
    return {"recovery": list(codes)}


def keep_cookie(response: Response) -> Response:
    """Set the session's cookie, or take it away, where an operation said so."""
    session = g.pop("new_session", None)
    if session is not None:
        put_cookie(response, session)
    return response


sessions.after_request(keep_cookie)


def put_cookie(response: Response, session: str) -> None:
    """Keep a session in the browser: out of reach for scripts and other sites; empty: take it away."""
    if session:
        is_safe = request.is_secure or record_desk().is_behind_tls
        response.set_cookie(COOKIE, session, secure=is_safe, httponly=True, samesite="Strict", path="/")
    else:
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Strict")


def _entered(sent: dict[str, Any]) -> Entered:
    """Return how the log-in ended, or raise what is wrong with it."""
    desk = record_desk()
    entered = enter(
        desk.store, email=sent["email"], password=sent["password"], code=sent["code"], now=desk.now()
    )  # fmt: skip
    if entered.outcome != "in":
        raise refuse(entered)
    return entered


def shown_session(found: Known, session: str) -> dict[str, Any]:
    """Return who is in as it is shown."""
    waiting = waits(found)
    return {
        "account": found.account,
        "until": found.token.expires_at,
        "grants": [
            {"role": one.role, "programme": one.programme, "member": one.member, "waits": one.role in waiting}
            for one in found.grants
        ],
        "scopes": sorted(found.token.scopes),
        "second_factor": found.token.is_second,
        "csrf": csrf_of(session) if session else "",
    }
