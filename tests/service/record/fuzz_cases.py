"""The API's own OpenAPI document, narrowed to names that the record holds, so that requests get past the 404."""

from collections.abc import Iterator
from copy import deepcopy

from service.accounts.entering import open_session
from service.accounts.tokens import csrf_of
from tests.service.record.kind_cases import keep
from tests.service.record.record_cases import MEMBERS, Desk, P

PREFIX = "/api/v1"
COOKIE = "solidaritas_session"

# Rooms of the API that are fuzzed here; those that solve are fuzzed by test_api_schemathesis.
RECORD, ACCOUNTS = f"{PREFIX}/programmes", (f"{PREFIX}/session", f"{PREFIX}/tokens")

# Names in addresses; the record holds all of them but those that begin with no-.
NAMES = {
    "programme": ["pks-2027"],
    "member": ["bengkulu", "palembang"],
    "letter": ["s-bengkulu-w-01", "no-letter"],
    "partnership": ["w-01"],
    "job": ["no-job"],
    "webhook": ["hook", "no-hook"],
    "token": ["1", "2"],
    "account": ["no-account"],
    "first": [1, 2],
    "last": [1, 2],
}

# A record of each of these kinds is there: one by its key, one by its name, one that is numbered.
KINDS = {"profile": "bengkulu.2026", "meeting": "rapat-1", "task": "w-01.1"}
VERSIONS, STALE = ['"1"', '"2"', '"7"'], ['"7"', '"9"']

# Fields of bodies that only ever name what is there; anything else is refused, as the narrowed document says.
FIELDS = {
    "member": [*MEMBERS],
    "mentor": [*MEMBERS],
    "step": ["send_request", "invite", "hold_meeting", "withdraw", "sign_intent"],
    "document": ["invitation", "minutes", "monthly_report", "letter_of_intent"],
    "activity": ["initial_meeting", "pilot", "monitoring_visit", "letter_of_intent"],
    "role": ["facilitator", "mentor_director", "mentee_director", "chair", "mentor", "mentee"],
}
LISTS = {"mentees": [*MEMBERS], "partners": [*MEMBERS], "letters": ["s-bengkulu-w-01"]}
METHODS = ("get", "post", "put", "delete")

# Bodies of POST /records/{kind} by the kind's own schema: those kinds whose fields differ most from one another.
WRITTEN = ("visit", "monthly_report", "assessment", "budget", "target", "agreement", "survey_answer", "subsidy")


def filled(desk: Desk) -> Desk:
    """Put on record what the names above stand for."""
    desk.programme()
    desk.partnership(mentees=("bengkulu",))
    keep(desk, "meeting", name="rapat-1", partnerships=["w-01"], activity="initial_meeting", day="2027-01-20")
    keep(desk, "profile", member="bengkulu", year=2026, source="Buku", confidence="reported", services="water")
    keep(desk, "task", partnership="w-01", title="Peta", method="method_training", start="2027-03-01", end="2027-04-01",
         progress=0)  # fmt: skip
    hook = {"id": "hook", "address": "https://example.org/s", "secret": "s" * 40}
    desk.made(f"{P}/webhooks", hook)
    return desk


def document(desk: Desk, rooms: tuple[str, ...], *, written: tuple[str, ...] = WRITTEN) -> dict:
    """Return the document as the application gives it, narrowed to some rooms and to names that are there."""
    whole = desk.client.get(f"{PREFIX}/openapi.json").get_json()
    forms = {one["id"]: one["schema"] for one in desk.ask("GET", f"{P}/kinds").get_json()["items"]}
    paths = {}
    for path, item in whole["paths"].items():
        if path.startswith(rooms):
            paths |= dict(_of_each_kind(path, item, {name: forms[name] for name in written}))
    for schema in whole["components"]["schemas"].values():
        _narrow(schema)
    return {**whole, "paths": paths}


def _of_each_kind(path: str, item: dict, forms: dict) -> Iterator[tuple[str, dict]]:
    """Yield an address of the document, and where it stands for a kind of record, those of some kinds."""
    if "{kind}" not in path:
        yield path, _named(item, NAMES)
        return
    for kind, record in KINDS.items():
        yield path.replace("{kind}", kind), _named(item, {**NAMES, "record": [record, "no-record"]})
    for kind, form in forms.items() if path.endswith("/records/{kind}") else ():
        one = _named({name: item[name] for name in ("parameters", "post")}, NAMES)
        one["post"]["requestBody"]["content"]["application/json"] = {"schema": _body(form)}
        yield path.replace("{kind}", kind), one


def _named(item: dict, names: dict) -> dict:
    """Return an address's operations with the names in it that are there."""
    new = deepcopy(item)
    shared = [one for one in new.get("parameters", ()) if one["name"] != "kind"]
    for one in shared:
        one["schema"] = {"enum": names[one["name"]]}
    new["parameters"] = shared
    for method in METHODS:
        for one in new.get(method, {}).get("parameters", ()):
            if one["name"] == "If-Match":
                one["schema"] = {"type": "string", "enum": STALE if method == "delete" else VERSIONS}
    return new


def _body(form: dict) -> dict:
    """Return the schema of a new record's body."""
    data = deepcopy(form)
    _point(data)
    return {"type": "object", "required": ["data"], "additionalProperties": False, "properties": {"data": data}}


def _point(schema: dict) -> None:
    """Let every field that names a record name one that is there."""
    for one in schema.get("properties", {}).values():
        inner = one.get("items", one)
        if inner.get("type") == "object":
            _point(inner)
        elif one.get("x-target") in NAMES:
            inner["enum"] = NAMES[one["x-target"]]


def _narrow(schema: dict) -> None:
    for name, one in schema.get("properties", {}).items():
        if name in FIELDS and one.get("pattern"):
            one["enum"] = FIELDS[name]
        elif name in LISTS and "pattern" in one.get("items", {}):
            one["items"]["enum"] = LISTS[name]


def bearer(desk: Desk, role: str) -> dict:
    """Return how a program asks that acts for an account of this role."""
    return {"headers": {"Authorization": f"Bearer {desk.tokens[role]}"}}


def session(desk: Desk, role: str) -> dict:
    """Return how a browser asks in which somebody of this role has just logged in."""
    account = desk.ask("GET", f"{PREFIX}/session", role=role).get_json()["account"]
    with desk.store.credentials() as kept:
        entered = open_session(kept, account, is_second=True, now=desk.now)
    return {"cookies": {COOKIE: entered.session}, "headers": {"X-CSRF-Token": csrf_of(entered.session)}}
