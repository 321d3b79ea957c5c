"""The matrix of operation, role and relation: a small world that holds every relation, and what each cell should be."""

import json
import re
from dataclasses import dataclass

from service.records.caller import ROLES
from service.records.kept import Key

PREFIX = "/api/v1/programmes"

# For whom each side of the matrix acts; all other roles act for nobody.
ACTS_FOR = {"mentor": "palembang", "mentee": "bengkulu", "partner": "mitra"}
RELATIONS = ("own", "partner", "stranger", "deleted")

# Which record each relation means, by the name in the address: w-01 is everybody's own, bogor is in it too.
WORLD = {
    "partnership": {"own": "w-01", "partner": "w-03", "stranger": "w-02", "deleted": "w-04"},
    "member": {"own": "{member}", "partner": "bogor", "stranger": "serang", "deleted": "gone"},
    "letter": {"own": "s-{member}", "partner": "s-bogor", "stranger": "s-serang", "deleted": "s-gone"},
}

# A name in an address, with the kind of value that it takes.
NAME = re.compile(r"<([a-z]+)[^:>]*:(\w+)>")

# What each level of the table reaches, told a second time on purpose.
REACH = {"own": ("own",), "shared": ("own", "partner"), "all": ("own", "partner", "stranger")}

# How an operation answers that somebody may do: done, or told what is missing or in the way.
LET_IN = {200, 201, 404, 409, 412, 415, 422, 428}
FORBIDDEN, MISSING = 403, 404


@dataclass(frozen=True)
class Route:
    """One operation at its address."""

    operation: str
    method: str
    rule: str
    body: object

    @property
    def kind(self):
        """Return the last name in the address, unless that is the programme's."""
        return NAME.findall(self.rule)[-1][1] if NAME.search(self.rule) else "programme"

    def address(self, relation, role):
        """Return the address with a record of that relation in it."""
        who = ACTS_FOR.get(role, "palembang")

        def filled(found):
            if found[1].startswith("int"):
                return "1"
            ids = WORLD.get(found[2], {})
            return "pks-2027" if found[2] == "programme" else ids.get(relation, f"any-{found[2]}").format(member=who)

        return NAME.sub(filled, self.rule)


def make_world(desk):
    """Make the records that the relations mean; what is deleted was there."""
    desk.programme()
    for member in ("mitra", "gone"):
        desk.made(f"{PREFIX}/pks-2027/members", {"id": member, "name": member})
    for id_, mentor, mentees, partners in (
        ("w-01", "palembang", ["bengkulu", "bogor"], ["mitra"]),
        ("w-02", "ahli", ["serang"], []),
        ("w-03", "ahli", ["bogor"], []),
        ("w-04", "palembang", ["bengkulu"], ["mitra"]),
    ):
        body = {"id": id_, "mentor": mentor, "mentees": mentees, "partners": partners}
        desk.made(f"{PREFIX}/pks-2027/partnerships", body)
    for member in ("palembang", "bengkulu", "mitra", "bogor", "serang", "gone"):
        letter = {"id": f"s-{member}", "member": member, "received": "2027-01-04"}
        desk.made(f"{PREFIX}/pks-2027/letters", letter)
    delete(desk, ("member", "gone"), ("letter", "s-gone"), ("partnership", "w-04"))
    return {role: desk.account(role, *([ACTS_FOR[role]] if role in ACTS_FOR else [])) for role in ROLES}


def delete(desk, *gone):
    """Take records away as an undone entry does."""
    with desk.store.write(at="2028-12-20T03:00:00Z", by="test") as unit:
        for kind, id_ in gone:
            unit.delete(unit.get(Key("pks-2027", kind, id_)))


def routes(app):
    """Return every operation below /programmes with the body that the API's description gives as an example."""
    told = json.loads(app.test_client().get("/api/v1/openapi.json").data)["paths"]
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PREFIX):
            path = NAME.sub(r"{\2}", rule.rule)
            for method in sorted(rule.methods & {"GET", "POST", "PUT", "DELETE"}):
                operation = rule.endpoint.rpartition(".")[2]
                found.append(
                    Route(operation=operation, method=method, rule=rule.rule, body=example(told, path, method.lower()))
                )
    return found


def example(told, path, method):
    """Return the example of a body; that of a change is that of what it changes, without the id."""
    content = told[path].get(method, {}).get("requestBody", {}).get("content", {})
    body = content.get("application/json", {})
    found = body.get("example") or next(iter(body.get("examples", {}).values()), {}).get("value")
    if found is None and method == "put":
        made = example(told, path.rpartition("/")[0], "post") or {}
        return {name: value for name, value in made.items() if name != "id"}
    return found


def wanted(table, route, role, relation):
    """Return the statuses that a cell may answer: read from the table alone, by rules that are told here anew."""
    level = table[route.operation].get(role)
    if level is None:
        return {FORBIDDEN}
    if route.kind not in WORLD:
        return LET_IN | ({FORBIDDEN} if route.kind == "kind" or route.method == "POST" else set())
    if relation == "deleted":
        return {MISSING}
    if relation in REACH[level]:
        return LET_IN - {MISSING, 415}
    looks = REACH.get(table.get(f"show_{route.kind}", {}).get(role), ())
    return {FORBIDDEN if relation in looks else MISSING}
