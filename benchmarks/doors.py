"""What one person does at the door: log in, take and end a token, set up a second factor, change the password, leave.

Each step leaves something that can be looked for in what is kept of the account; nothing of it is in the journal but
the account's own entries, so it is judged by itself.
"""

import http.client
import json
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from service.accounts.passwords import hash_password, is_password
from service.accounts.people import add_account, change_grant
from service.accounts.second_factor import STEP_SECONDS, code_at
from service.accounts.tokens import digest
from service.records.caller import Grant
from service.store import Credentials, Unit, View
from service.store.account_tables import token as tokens

API = "/api/v1"
COOKIE = "solidaritas_session"
OLD, NEW = "empat kata yang tak berkaitan", "lima kata lain yang tak berkaitan"
# In the order in which they are done.
STEPS = (
    "log_in",
    "add_token",
    "end_token",
    "begin_second_factor",
    "confirm_second_factor",
    "log_out",
    "change_password",
)


@dataclass
class Door:
    """One account at the door, and when each of its steps was sent and acknowledged.

    Parameters
    ----------
    number, at
        Which account, and the service's clock in seconds since 1970.
    """

    number: int
    at: int
    sent: list[str] = field(default_factory=list)
    known: dict[str, float] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    @property
    def email(self) -> str:
        """Address of the account."""
        return f"door-{self.number}@contoh.example"

    def go(self, port: int) -> None:
        """Do one step after another; raise OSError or HTTPException when the service dies under it."""
        steps = self._steps()
        sent = next(steps)
        for step in STEPS:
            self.sent.append(step)
            method, path, body = sent
            answer, cookie = self._ask(port, method, path, body)
            self.known[step] = time.time()
            if cookie:
                self.told["session"] = cookie
            sent = steps.send(answer)

    def _steps(self) -> Generator[tuple[str, str, Any], Any, None]:
        own = {"email": self.email, "password": OLD}
        self.told["csrf"] = (yield "POST", f"{API}/session", own)["csrf"]
        made = yield "POST", f"{API}/tokens", {"scopes": ["read"], "days": 1}
        self.told["token"] = made["token"]
        yield "DELETE", f"{API}/tokens/{made['id']}", None
        secret = (yield "POST", f"{API}/session/second-factor", None)["secret"]
        self.told["secret"] = secret
        code = code_at(secret, self.at // STEP_SECONDS)
        codes = (yield "PUT", f"{API}/session/second-factor", {"code": code})["recovery"]
        yield "DELETE", f"{API}/session", None
        yield "PUT", f"{API}/session/password", {**own, "new_password": NEW, "code": codes[0]}
        yield "", "", None

    def _ask(self, port: int, method: str, path: str, body: Any) -> tuple[Any, str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self.told.get("csrf", "")}
        if "session" in self.told:
            headers["Cookie"] = f"{COOKIE}={self.told['session']}"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            answer, cookie = response.read(), response.headers.get("Set-Cookie", "")
        finally:
            connection.close()
        if response.status not in {200, 201, 204}:
            raise AssertionError(answer)
        return json.loads(answer or b"null"), cookie.partition("=")[2].partition(";")[0]

    def until(self, moment: float) -> "Door":
        """Return the door as it would be if nothing had been acknowledged after ``moment``."""
        known = {step: at for step, at in self.known.items() if at < moment}
        return Door(number=self.number, at=self.at, sent=self.sent, known=known, told=self.told)

    def faults(self, view: View) -> list[str]:
        """Return what is not as it was acknowledged, or is there and was never asked for."""
        found = self._found(view)
        return [
            f"{self.email}: {step} {'is lost' if step in self.known else 'was never asked for'}"
            for step, there in found.items()
            if there is not None and (step in self.known if not there else step not in self.sent)
        ]

    def _found(self, view: View) -> dict[str, bool | None]:
        """Return whether what each step leaves is there; None where a later step may have taken it away again."""
        kept = Credentials(view.connection).by_email(self.email)
        if kept is None:
            return {"the account": False}
        rows = view.connection.execute(tokens.select().where(tokens.c.account == kept.account)).all()
        digests = {row.digest for row in rows}
        is_in = digest(self.told.get("session", "")) in digests
        has_token = digest(self.told.get("token", "")) in digests
        return {
            "log_in": None if "log_out" in self.sent else is_in,
            "add_token": None if "end_token" in self.sent else has_token,
            "end_token": "end_token" in self.known and not has_token,
            "begin_second_factor": kept.secret != "",
            "confirm_second_factor": kept.is_confirmed,
            "log_out": "log_out" in self.known and not is_in,
            "change_password": _is_new(kept.password),
        }


@cache
def _is_new(password: str) -> bool:
    """Whether the new password holds; one that neither word opens is a fault of its own."""
    if is_password(NEW, password):
        return True
    if not is_password(OLD, password):
        raise AssertionError(password)
    return False


def open_doors(unit: Unit, many: int) -> None:
    """Make accounts with the old password, as many as there are doors."""
    password = hash_password(OLD, email="door@contoh.example")
    for number in range(many):
        account = add_account(unit, email=Door(number=number, at=0).email, name="Door").key.id
        change_grant(unit, account, Grant(role="auditor"))
        Credentials(unit.connection).put(account, password=password)
