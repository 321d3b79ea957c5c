"""Records of any kind as the tests keep, move and read them."""

from tests.service.record.record_cases import P

# A day of the fictional year on which most of it happens.
DAY = "2027-06-08"


def at(record):
    """Return a record's address."""
    return f"{P}/records/{record['kind']}/{record['id']}"


def keep(desk, kind, /, *, role="facilitator", name=None, **data):
    """Add a record that has to be taken and return it."""
    return desk.made(f"{P}/records/{kind}", {"data": data, **({"id": name} if name else {})}, role=role)


def tried(desk, kind, /, *, role="facilitator", name=None, **data):
    """Add a record and return the response, whatever it is."""
    body = {"data": data, **({"id": name} if name else {})}
    return desk.ask("POST", f"{P}/records/{kind}", body, role=role)


def move(desk, record, name, *, role="facilitator", day=DAY, **more):
    """Make a move that has to be taken and return the record."""
    path = at(record)
    return desk.made(f"{path}/moves", {"move": name, "day": day, **more}, role=role, version=desk.version(path))


def moved(desk, record, name, *, role="facilitator", day=DAY, **more):
    """Make a move and return the response, whatever it is."""
    path = at(record)
    body = {"move": name, "day": day, **more}
    return desk.ask("POST", f"{path}/moves", body, role=role, version=desk.version(path))


def change(desk, record, *, role="facilitator", **data):
    """Change a record's fields and return the response."""
    path = at(record)
    now = desk.ask("GET", path).get_json()
    return desk.ask("PUT", path, {"data": {**now["data"], **data}}, role=role, version=now["version"])


def cautions(record):
    """Return the checks that a record is told of."""
    return [one["gate"] for one in record["cautions"]]


def faults(response):
    """Return the fields of a refusal."""
    return [fault["field"] for fault in response.get_json()["faults"]]


def rows(*names):
    """Return rows of roles."""
    return [{"role": name} for name in names]


# The letter, the meeting, the mentor's yes: what stands before the kinds of these tests.
DECIDED = {
    "number": "SK-01/2027",
    "day": "2027-01-20",
    "kind": "fixed_per_partnership",
    "amounts": [
        {"amount_of": "mentor_per_partnership", "amount": 10_000_000},
        {"amount_of": "mentee_per_partnership", "amount": 8_000_000},
    ],
    "total": 40_000_000,
    "per_party": 20_000_000,
}
BUDGET = {
    "year": 2027,
    "heads": [
        {"head": "preparation", "amount": 50_000_000},
        {"head": "facilitator_travel", "amount": 150_000_000},
        {"head": "subsidies", "amount": 30_000_000},
        {"head": "workshops", "amount": 200_000_000},
        {"head": "documents", "amount": 50_000_000},
    ],
    "total": 480_000_000,
}


def decided(desk):
    """Return the board's decision and the year's budget, each brought there by two accounts."""
    other = desk.account("board")
    decision = keep(desk, "board_decision", name="sk-01", **DECIDED)
    move(desk, decision, "decide", role="board", day="2027-01-21")
    budget = keep(desk, "budget", **BUDGET)
    move(desk, budget, "propose", day="2027-01-21")
    move(desk, budget, "discuss", role="board", day="2027-01-22")
    change(desk, budget, decision="Rakernas 2027", decided="2027-01-22")
    move(desk, budget, "decide", role=other, day="2027-01-22")
    return decision, budget


def granted(desk, amount=10_000_000, partnership="w-01", member="palembang"):
    """Return a subsidy that was granted."""
    decision, budget = decided(desk)
    subsidy = keep(
        desk, "subsidy", partnership=partnership, member=member, decision=decision["id"], budget=budget["id"],
        amount=amount,
    )  # fmt: skip
    return move(desk, subsidy, "grant", role="board")
