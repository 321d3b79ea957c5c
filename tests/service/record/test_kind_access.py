"""Whose records of every kind who sees and writes: each cell, against a count that does not know the code."""

import json

import pytest

from data import load_book
from service.records.caller import ROLES
from service.records.kept import Key
from tests.service.record.kind_cases import DAY, keep, move, moved, tried
from tests.service.record.record_cases import Desk, P, application_on

BOOK = load_book()
HERE, ELSEWHERE = "w-01", "w-02"

# Whose the three records of each kind are, as far as a kind says so: the mentee's, its mentor's, a stranger's.
RECORDS = {"r1": ("bengkulu", HERE), "r2": ("palembang", HERE), "r3": ("serang", ELSEWHERE)}

# One of each kind that was taken away.
GONE = "r4"
SPEAKS = {"mentor": "palembang", "mentee": "bengkulu", "partner": "mitra"}


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory):
    """Give one application with two partnerships, three records of every kind, and an account for each role."""
    app = application_on(str(tmp_path_factory.mktemp("kinds") / "a.db"))
    desk = Desk(app)
    desk.programme()
    desk.made(f"{P}/members", {"id": "mitra", "name": "PT Mitra (fiktif)", "kind": "supporting_partner"})
    desk.partnership(HERE, "palembang", ("bengkulu",))
    desk.partnership(ELSEWHERE, "bogor", ("serang",))
    with desk.store.write(at="2028-12-20T03:00:00Z", by="test") as unit:
        for kind in BOOK.records.values():
            for id_, (member, partnership) in RECORDS.items():
                unit.create(Key("pks-2027", kind.id, id_), said(kind, member, partnership), state=kind.initial)
            gone = unit.create(Key("pks-2027", kind.id, GONE), said(kind, *RECORDS["r1"]), state=kind.initial)
            unit.delete(gone)
    desk.names = {role: desk.account(role, SPEAKS.get(role, "")) for role in ROLES}
    yield desk
    app.extensions["solidaritas.record"].store.close()


def said(kind, member, partnership):
    """Return what a record says of whose it is."""
    found = {kind.owner: member} if kind.owner else {}
    if kind.field("partnership"):
        found["partnership"] = partnership
    elif kind.field("partnerships"):
        found["partnerships"] = [partnership]
    return found


def relation(kind, role, id_):
    """Return what a record is to a role's member, counted by hand."""
    member, partnership = RECORDS[id_]
    mine = SPEAKS.get(role, "")
    named = kind.field("partnership") or kind.field("partnerships")
    inside = mine in {"palembang", "bengkulu"} and partnership == HERE
    if kind.owner:
        return "own" if member == mine else "shared" if inside else "stranger"
    return "own" if named and inside else "stranger"


def reaches(level, found):
    """Return whether a level of the book reaches such a record."""
    return level in {"all", found} or (level == "shared" and found == "own")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", BOOK.records)
def test_every_cell_of_kind_role_and_relation_is_as_the_book_says(open_desk, kind, role):
    """Every cell is asserted, so that no right is given by accident and none is lost."""
    row, name = BOOK.records[kind], open_desk.names[role]
    sees = {id_ for id_ in RECORDS if reaches(row.read.get(role), relation(row, role, id_))}

    listed = open_desk.ask("GET", f"{P}/records/{kind}", role=name)
    if role not in row.read:
        assert listed.status_code == 403
    else:
        assert {one["id"] for one in listed.get_json()["items"]} == sees
    for id_ in RECORDS:
        path = f"{P}/records/{kind}/{id_}"
        shown = open_desk.ask("GET", path, role=name).status_code
        put = open_desk.ask("PUT", path, {"data": {}}, role=name, version=1).status_code
        assert shown == (403 if role not in row.read else 200 if id_ in sees else 404), id_
        may = id_ in sees and may_write(row, row.write, role, id_)
        assert (put in {200, 409, 422}) is may, (id_, put)


def may_write(kind, rights, role, id_):
    """Return whether rights reach a record, and the role is borne in its partnership."""
    inside = not kind.field("partnership") or role not in {"mentor", "mentee"} or id_ != "r3"
    return reaches(rights.get(role), relation(kind, role, id_)) and inside


def looks(row, role, id_):
    """Return what every operation that looks has to answer."""
    if role not in row.read:
        return {403}
    return {200} if id_ != GONE and reaches(row.read[role], relation(row, role, id_)) else {404}


@pytest.mark.parametrize("kind", BOOK.records)
def test_every_other_way_to_look_shows_what_the_record_itself_shows(open_desk, kind):
    """Moves, versions, differences and exports would be a second door to what is closed."""
    row = BOOK.records[kind]
    faults = []
    for role, name in open_desk.names.items():
        for id_ in (*RECORDS, GONE):
            right = looks(row, role, id_)
            for address in (
                f"records/{kind}/{id_}/moves", f"versions/{kind}/{id_}", f"versions/{kind}/{id_}/1/1",
                f"records/{kind}/{id_}",
            ):  # fmt: skip
                found = open_desk.ask("GET", f"{P}/{address}", role=name).status_code
                faults += [(role, address, found)] if found not in right else []
        exported = open_desk.ask("GET", f"{P}/exports/{kind}?format=json", role=name)
        sees = {id_ for id_ in RECORDS if looks(row, role, id_) == {200}}
        told = {one["id"] for one in exported.get_json()} if exported.status_code == 200 else exported.status_code
        faults += [(role, "exports", told)] if told != (sees if role in row.read else 403) else []

    assert faults == []


@pytest.mark.parametrize("kind", BOOK.records)
def test_every_way_to_touch_a_record_is_as_the_book_says(open_desk, kind):
    """Each move and the taking away, by every role, on the own, the partner's, a stranger's and a deleted record."""
    row = BOOK.records[kind]
    faults = []
    for role, name in open_desk.names.items():
        for id_ in (*RECORDS, GONE):
            tries = [(f"{id_}/moves", move.by, {"move": move.id, "day": DAY}) for move in row.moves]
            for below, rights, body in (*tries, (id_, row.write, None)):
                path = f"{P}/records/{kind}/{below}"
                found = touched(open_desk, path, body, role=name)
                sees = looks(row, role, id_) == {200}
                may = sees and may_write(row, rights, role, id_)
                right = {409, 412, 422} if may else {403} if sees else {403, 404}
                faults += [(role, below, body, found)] if found not in right else []

    assert faults == []


def touched(desk, path, body, *, role):
    """Make a move on, or take away, what is put back at once; return the status, that of what was let in as 409."""
    version = desk.ask("GET", path.removesuffix("/moves")).get_json().get("version", 1)
    with desk.store.write(at="2028-12-20T03:00:00Z", by="test") as unit:
        head = unit.head().seq
    response = desk.ask("POST" if body else "DELETE", path, body, role=role, version=version)
    if response.status_code != 200:
        return response.status_code
    with desk.store.write(at="2028-12-20T03:00:00Z", by="test") as unit:
        for entry in reversed(unit.entries("pks-2027", limit=10, after=head)):
            if entry.event == "delete":
                unit.restore(entry.key)
            elif entry.version == 1:
                unit.delete(unit.get(entry.key))
            else:
                before = unit.version(entry.key, entry.version - 1)
                unit.change(unit.get(entry.key), before.data, state=before.state)
    return 409


# Cells that matter, written by hand: kind, role, how far it sees, how far it writes.
BY_HAND = [
    ("claim", "mentee", "own", "own"),
    ("claim", "mentor", "own", "own"),
    ("claim", "partner", None, None),
    ("budget", "mentor", None, None),
    ("budget", "board", "all", None),
    ("board_decision", "board", "all", "all"),
    ("subsidy", "mentee", "own", None),
    ("monthly_report", "mentor", "shared", None),
    ("monthly_report", "mentee", "shared", "own"),
    ("advice", "mentee", "shared", None),
    ("advice", "mentor", "shared", "own"),
    ("contribution", "partner", "own", "own"),
    ("contribution", "mentee", "shared", None),
    ("partner_agreement", "partner", "own", None),
    ("partner_agreement", "mentee", None, None),
    ("practice", "partner", "all", None),
    ("practice", "auditor", "all", None),
    ("stakeholder", "mentor", "own", "own"),
    ("recommendation", "mentee", "shared", None),
    ("road_map", "partner", "all", None),
    ("evaluation", "auditor", "all", None),
    ("team", "auditor", "all", None),
]


@pytest.mark.parametrize(("kind", "role", "read", "write"), BY_HAND)
def test_right_that_matters_is_what_the_guideline_gives(kind, role, read, write):
    """A wrong row of the book would pass the count above, which reads the same row."""
    row = BOOK.records[kind]

    assert (row.read.get(role), row.write.get(role)) == (read, write)


def test_auditor_and_board_write_nothing_of_a_partnership():
    """Who looks may not be able to touch."""
    writers = {kind.id for kind in BOOK.records.values() if {"auditor", "board"} & set(kind.write)}
    movers = {kind.id for kind in BOOK.records.values() for one in kind.moves if "auditor" in one.by}

    assert (writers, movers) == ({"board_decision"}, set())


def test_every_payment_and_publication_takes_a_second_account():
    """Money that one account can both ask for and release is no control."""
    moves = {(kind.id, one.id): one.second for kind in BOOK.records.values() for one in kind.moves if one.second}

    assert {kind for (kind, _), why in moves.items() if why == "money"} == {
        "budget", "board_decision", "subsidy", "instalment", "claim", "partner_agreement", "contribution",
    }  # fmt: skip
    assert {kind for (kind, _), why in moves.items() if why == "publish"} == {
        "road_map", "recommendation", "lesson", "mentoring_guideline", "public_profile",
    }  # fmt: skip


def test_name_of_an_expert_is_for_the_facilitator_and_its_own_member(open_desk):
    """The directory tells what somebody knows; whom to call is asked of the facilitator."""
    data = {"member": "palembang", "person": "Ir. Sari (fiktif)", "subjects": ["NRW"]}
    made = keep(open_desk, "expert", name="sari", **data)
    path = f"{P}/records/expert/{made['id']}"

    seen = {role: open_desk.ask("GET", path, role=name).get_json()["data"] for role, name in open_desk.names.items()}
    journal = json.dumps(open_desk.ask("GET", f"{P}/journal?kind=expert", role="auditor").get_json())

    assert {role for role, found in seen.items() if "person" in found} == {"facilitator", "mentor"}
    assert all(found["subjects"] == ["NRW"] for found in seen.values())
    assert "Sari" not in journal


def test_mentor_writes_no_advice_where_its_member_is_the_mentee(open_desk):
    """A role is borne in a partnership, not for ever (2.1.2)."""
    name = open_desk.account("mentor", "bengkulu")

    refused = tried(open_desk, "advice", role=name, partnership=HERE, kind="lesson", day="2027-06-08", text="x")

    assert refused.status_code == 403


def test_token_without_money_grants_nothing(open_desk):
    """A token that was made to read and write must not be able to spend."""
    poor = open_desk.account("board", scopes=("read", "write"))
    decision = keep(
        open_desk, "board_decision", name="sk-77", number="SK-77", day="2027-01-20", kind="fixed_per_partnership",
        total=1, amounts=[{"amount_of": f"{who}_per_partnership", "amount": 1} for who in ("mentor", "mentee")],
    )  # fmt: skip

    assert moved(open_desk, decision, "decide", role=poor).get_json()["type"] == "/api/#no-scope"
    assert move(open_desk, decision, "decide", role="board")["state"] == "decided"


def test_reference_to_what_one_may_not_see_is_to_nothing(open_desk):
    """Who may not see a claim learns nothing by naming it either."""
    name = open_desk.account("mentee", "bengkulu")

    refused = tried(open_desk, "claim", role=name, subsidy="r3", member="bengkulu", day="2027-06-08",
                    cost_kind="fare", amount=1)  # fmt: skip

    assert refused.get_json()["faults"] == [{"field": "data.subsidy", "expected": "there is no Subsidy named r3"}]
