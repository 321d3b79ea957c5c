"""The application with a record, a client for each role, and a small programme to begin with."""

import datetime as dt
import itertools

from flask import Flask

from service.app import create_app
from service.records.caller import ROLES, SCOPES
from service.settings import Settings
from tests.service.accounts.account_cases import PROGRAMME, open_account, open_accounts

NOW = dt.datetime(2028, 12, 20, 3, tzinfo=dt.UTC)
P = "/api/v1/programmes/pks-2027"

MEMBERS = {
    "palembang": {"name": "Tirta Musi", "utility": "pdam-kota-palembang"},
    "ahli": {"name": "Ahli NRW", "kind": "person", "contact": {"name": "Ir. Sari Dewi", "phone": "+62 812 0000"}},
    "bengkulu": {"name": "Tirta Hidayah"},
    "bogor": {"name": "Tirta Pakuan"},
    "serang": {"name": "Tirta Al Bantani"},
    "ternate": {"name": "Ake Gaale"},
}


def application_on(address: str, *, now=NOW) -> Flask:
    """Return the application with its record at ``address``; the clock stands still."""
    return create_app(Settings(database=address), year_source=lambda _: None, now=lambda: now)


def close(app: Flask) -> None:
    """Let go of everything that the application holds open."""
    app.extensions["solidaritas.running"].queue.close()
    app.extensions["solidaritas.record"].store.close()


class Desk:
    """Asks the application as one account or another; keys are numbered, versions are read just before."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        desk = app.extensions["solidaritas.record"]
        self.store, self.now = desk.store, desk.now()
        self.tokens = open_accounts(self.store, ROLES, now=self.now)
        self._numbers = itertools.count(1)

    def ask(self, method, path, body=None, *, role="facilitator", version=None, key=None, lang="en"):
        """Ask once and return the response."""
        headers = {"Authorization": f"Bearer {self.tokens[role]}", "Accept-Language": lang} if role else {}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if method == "POST" and key != "":
            headers["Idempotency-Key"] = key or f"key-{next(self._numbers):06d}"
        return self.client.open(path, method=method, json=body, headers=headers)

    def account(self, role, *members, programme=PROGRAMME, scopes=SCOPES):
        """Make another account with this role for these members, and return its name for ``role=``."""
        name = f"{role}-{len(self.tokens)}"
        self.tokens[name] = open_account(
            self.store, role, members or ("",), now=self.now, programme=programme, scopes=scopes
        )
        return name

    def made(self, path, body, *, role="facilitator", version=None):
        """POST what has to work and return the answer."""
        response = self.ask("POST", path, body, role=role, version=version)
        assert response.status_code in {200, 201}, response.text
        return response.get_json()

    def version(self, path):
        """Return the version that stands."""
        return self.ask("GET", path).get_json()["version"]

    def step(self, path, name, day, *, role="facilitator", **facts):
        """Take a step that has to work and return the partnership."""
        body = {"step": name, "day": day, **facts}
        return self.made(f"{path}/steps", body, role=role, version=self.version(path))

    def facts(self, path, *, role="facilitator", **facts):
        """Put facts on record and return the partnership."""
        return self.made(f"{path}/facts", facts, role=role, version=self.version(path))

    def programme(self, book="perpamsi"):
        """Begin the programme with its members."""
        self.made("/api/v1/programmes", {"id": "pks-2027", "name": "PKS 2027", "book": book, "year": 2027})
        for id_, member in MEMBERS.items():
            self.made(f"{P}/members", {"id": id_, **member})

    def partnership(self, id_="w-01", mentor="palembang", mentees=("bengkulu", "bogor"), **more):
        """Begin a partnership with a complete letter of each mentee, and return its address."""
        letters = []
        for mentee in mentees:
            letters.append(f"s-{mentee}-{id_}")
            letter = {"id": letters[-1], "member": mentee, "received": "2027-01-04", "subject": "NRW"}
            self.made(f"{P}/letters", {**letter, "expected_result": "turun 14 persen", "signed": True})
        self.made(
            f"{P}/partnerships",
            {"id": id_, "mentor": mentor, "mentees": list(mentees), "subject": "NRW", "letters": letters, **more},
        )
        return f"{P}/partnerships/{id_}"


def roles(*names):
    """Return roles as the body names them."""
    return [{"role": name} for name in names]


def paper(document, day, *, signed=(), approved=(), **more):
    """Return a paper as the body names it."""
    return {"document": document, "day": day, "signed_by": roles(*signed), "approved_by": roles(*approved), **more}


def event(activity, day, *, attended=(), **more):
    """Return an event as the body names it."""
    return {"activity": activity, "day": day, "attended": roles(*attended), **more}
