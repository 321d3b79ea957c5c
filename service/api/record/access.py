"""Who may do what: one table of operation and roles, asked before anything of a request is read."""

import hashlib
import hmac
import tomllib
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path

from flask import g, request

from service.api.problems import Problem
from service.api.record.desk import record_desk

TABLE = Path(__file__).with_name("access.toml")
SCHEME = "Bearer "


@cache
def load_access() -> Mapping[str, tuple[str, ...]]:
    """Return the roles of every operation."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf8"))["access"]
    return {operation: tuple(roles) for operation, roles in rows.items()}


def admit() -> None:
    """Let the request pass if its token's role may do what it asks.

    Raises
    ------
    Problem
        401 without a known token; 403 for another role; both say the same whatever the address holds.
    """
    role = _role_of(request.headers.get("Authorization", ""))
    if role is None:
        raise Problem(
            status=HTTPStatus.UNAUTHORIZED, kind="no-token", headers={"WWW-Authenticate": 'Bearer realm="record"'}
        )
    roles = load_access().get((request.endpoint or "").rpartition(".")[2], ())
    if role not in roles:
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="not-yours", values=(role, ", ".join(roles) or "-"))
    g.role = role


def caller() -> str:
    """Return the role of this request."""
    return str(g.role)


def _role_of(header: str) -> str | None:
    """Return the role whose token the header holds; every token is compared, in the same time."""
    given = _digest(header.removeprefix(SCHEME)) if header.startswith(SCHEME) else b""
    found = None
    for role, token in record_desk().tokens.items():
        if hmac.compare_digest(given, _digest(token)):
            found = role
    return found


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf8", "replace")).digest()
