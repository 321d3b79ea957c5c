"""Who may do what to which record: one table, asked before anything of a request is read, and again at the record."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import g, request

from service.accounts.entering import Known, known
from service.accounts.tokens import csrf_of, is_same
from service.api.fields import ID_LENGTH, ID_PATTERN
from service.api.problems import Problem, short
from service.api.record.desk import record_desk
from service.records.caller import Caller
from service.records.kept import Key, Record
from service.records.parties import Sight
from service.records.policy import REACHES, Level, Policy, read_policy
from service.store import Moment, UnknownRecord, View

TABLE = Path(__file__).with_name("access.toml")
SCHEME = "Bearer "

# The cookie of a session, and the header by which a page shows that a change is its own wish.
COOKIE, CSRF = "solidaritas_session", "X-CSRF-Token"

READS = ("GET", "HEAD")
NAME = re.compile(ID_PATTERN)

# Technical: answers of the policy table that are remembered.
REMEMBERED = 1000

PROGRAMME = "programme"


@cache
def load_policy() -> Policy:
    """Return the policy table."""
    return read_policy(TABLE)


def load_access() -> Mapping[str, Mapping[str, Level]]:
    """Return how far each role reaches, by operation."""
    return load_policy().access


def identify(view: View | None = None) -> Known:
    """Return whose token or session the request carries; looked up in ``view``, or in a moment of its own.

    Raises
    ------
    Problem
        401 without a known one; 403 when a session changes something without its CSRF token.
    """
    header, cookie = request.headers.get("Authorization", ""), request.cookies.get(COOKIE, "")
    given = header.removeprefix(SCHEME) if header.startswith(SCHEME) else "" if header else cookie
    found = known(view or record_desk().store, given, now=record_desk().now()) if given else None
    if found is None:
        raise Problem(
            status=HTTPStatus.UNAUTHORIZED, kind="no-token", headers={"WWW-Authenticate": 'Bearer realm="record"'}
        )
    if found.is_session is not (not header):
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="wrong-place")
    is_change = found.is_session and request.method not in READS
    if is_change and not is_same(request.headers.get(CSRF, ""), csrf_of(given)):
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="no-csrf", values=(CSRF,))
    return found


def admit() -> None:
    """Let the request pass if its account has a role that may do this in this programme.

    What is read then is read at the same moment.

    Raises
    ------
    Problem
        401 without a known token; 403 for another role, scope, or without the second factor; all of them say the same
        whatever the address holds.
    """
    if request.method not in READS:
        _admit(identify())
        return
    g.moment = record_desk().store.read()
    _admit(identify(g.moment.view))


def moment() -> Moment:
    """Return the moment at which the caller was let in; it ends with the block."""
    found: Moment = g.pop("moment")
    return found


def let_go(_: BaseException | None) -> None:
    """End the moment of a request that was refused before it could read."""
    if "moment" in g:
        moment().close()


def _admit(found: Known) -> None:
    asked = request
    operation, path = (asked.endpoint or "").rpartition(".")[2], asked.view_args or {}
    able = _able(found, operation, asked.method, path.get(PROGRAMME, ""))
    g.operation, g.callers, g.caller = operation, able, able[0]
    _check_names(path)


@lru_cache(maxsize=REMEMBERED)
def _able(found: Known, operation: str, method: str, programme: str) -> tuple[Caller, ...]:
    """Return everyone that a known account may act as here; the same each time, for it asks the table only."""
    policy = load_policy()
    needed = policy.scope_of(operation, method)
    if needed not in found.token.scopes:
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="no-scope", values=(needed,))
    row = policy.access.get(operation, {})
    callers = [one for one, held in zip(found.callers, found.grants, strict=True) if held.reaches(programme)]
    if not any(one.role in row for one in callers):
        held = ", ".join(dict.fromkeys(one.role for one in callers)) or "-"
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="not-yours", values=(held, ", ".join(row) or "-"))
    shown = [one for one in callers if found.token.is_second or one.role not in policy.second_factor]
    able = tuple(one for one in shown if one.role in row)
    if not able:
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="no-second-factor")
    return able


def _check_names(path: Mapping[str, Any]) -> None:
    """Raise the 404 for an address with a name that no record can have, which not every database could look for."""
    for name in path.values():
        if isinstance(name, str) and (len(name) > ID_LENGTH or not NAME.fullmatch(name)):
            raise Problem(status=HTTPStatus.NOT_FOUND, kind="not-found", values=(short(request.path),))


def acting() -> Caller:
    """Return who acts: the account in one of its roles."""
    found: Caller = g.caller
    return found


def caller() -> str:
    """Return the role in which the request acts."""
    return acting().role


def candidates() -> tuple[Caller, ...]:
    """Return everyone that the account may act as in this operation, the first right that was given first."""
    found: tuple[Caller, ...] = g.callers
    return found


def act_as(one: Caller) -> None:
    """Act as ``one`` from now on, one of the candidates."""
    g.caller = one


def may(view: View, one: Caller, key: Key, *, operation: str = "") -> bool:
    """Whether ``one`` reaches the record by an operation, the present one unless told otherwise."""
    level = load_policy().level(operation or g.operation, one.role)
    if level is None:
        return False
    if level == "all" or key.kind == PROGRAMME:
        return True
    return view.relation(key, one.member) in REACHES[level]


def demand(view: View, one: Caller, key: Key) -> None:
    """Raise what ``one`` is told of a record that it does not reach.

    Raises
    ------
    UnknownRecord
        If it may not even look: then the answer is that of a record that is not there.
    Problem
        403 if it may look and not do this.
    """
    if may(view, one, key):
        return
    if may(view, one, key, operation=f"show_{key.kind}"):
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="not-this-one")
    raise UnknownRecord(key)


def sees(view: View, record: Record) -> bool:
    """Whether the account reaches a record by the present operation, in any of its roles."""
    return any(may(view, one, record.key) for one in candidates())


def sight() -> Sight | None:
    """Return whose records a list may show; None: everybody's in the programme."""
    by_level: dict[Level, set[str]] = {"own": set(), "shared": set()}
    for one in candidates():
        level = load_policy().level(g.operation, one.role)
        if level == "all":
            act_as(one)
            return None
        if level is not None and one.member:
            by_level[level].add(one.member)
    return Sight(own=frozenset(by_level["own"]), shared=frozenset(by_level["shared"]))


def programmes_seen() -> frozenset[str] | None:
    """Return the programmes in which the account has a right; None: all."""
    seen = {one.programme for one in candidates()}
    return None if "" in seen else frozenset(seen)


def members_spoken_for(role: str) -> frozenset[str]:
    """Return the members for which the account acts in a role."""
    return frozenset(one.member for one in candidates() if one.role == role and one.member)
