"""/tokens: the tokens of one's own account, made and revoked within a session."""

from http import HTTPStatus
from typing import Any

from service.accounts.people import account, make_token, revoke_token
from service.api.accounts.door import door, doors, in_session, told
from service.api.accounts.shapes import NewTokenShown, TokenSent, TokensShown
from service.api.phrases import noun_text
from service.api.problems import Problem, short
from service.api.record.desk import record_desk

own_tokens = doors("tokens", "Tokens of one's own")

# A month of reading, as any client would ask for it.
EXAMPLE = {"scopes": ["read"], "days": 30}
SELF = "self"


@door(own_tokens, "GET", "/tokens", answers=TokensShown)
def list_tokens(_: dict[str, Any]) -> dict[str, Any]:
    """List the account's tokens, without what is secret of them."""
    with told():
        found = in_session()
        with record_desk().store.read() as view:
            tokens = account(view, found.account).data["tokens"]
    return {"items": [{"id": name, **tokens[name]} for name in sorted(tokens, key=lambda one: (len(one), one))]}


@door(own_tokens, "POST", "/tokens", answers=NewTokenShown, body=TokenSent, example=EXAMPLE, status=HTTPStatus.CREATED)
def add_token(_: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """Make a token for a program; it is told this once and kept as a digest."""
    desk = record_desk()
    with told():
        found = in_session(is_whole=True)
        with desk.store.write(at=desk.at(), by=f"{SELF}:{found.account}") as unit:
            scopes = frozenset(sent["scopes"])
            name, token = make_token(unit, found.account, scopes=scopes, days=sent["days"], now=desk.now())
            made = account(unit, found.account).data["tokens"][name]
    return {"id": name, "token": token, **made}


@door(own_tokens, "DELETE", "/tokens/<string:token>", answers=None)
def end_token(_: dict[str, Any], token: str) -> None:
    """Revoke a token; whoever holds it is nobody from now on."""
    desk = record_desk()
    with told():
        found = in_session()
        with desk.store.write(at=desk.at(), by=f"{SELF}:{found.account}") as unit:
            if not token or not revoke_token(unit, found.account, token):
                values = (noun_text("token"), short(token))
                raise Problem(status=HTTPStatus.NOT_FOUND, kind="unknown-row", values=values)
