"""Who may do what to which record: operation times role times relation, from the one table, and nobody by default."""

import random

import pytest

from service.api.record.access import load_access, load_policy
from service.records.caller import ROLES, SCOPES
from tests.service.record.matrix import (
    ACTS_FOR,
    PREFIX,
    REACH,
    RELATIONS,
    WORLD,
    make_world,
    routes,
    wanted,
)
from tests.service.record.record_cases import Desk, application_on, close
from tests.service.store.databases import KINDS, address_of

P = f"{PREFIX}/pks-2027"
LETTER = {"id": "s-new", "member": "bengkulu", "received": "2027-01-04"}
OTHER = {**LETTER, "id": "s-new-2", "member": "bogor"}

# Cells of the sample on PostgreSQL: the whole matrix runs on SQLite, the rights are decided by the same code.
SAMPLE = 60

# What has to hold whatever the table says: who, as which role, does what, and what the answer is.
BY_HAND = [
    ("mentee", "GET", "letters/s-bengkulu", None, 200),
    ("mentee", "GET", "letters/s-bogor", None, 404),
    ("mentee", "GET", "letters/s-serang", None, 404),
    ("mentee", "GET", "letters/s-gone", None, 404),
    ("mentee", "PUT", "letters/s-bogor", {"member": "bogor", "received": "2027-01-04"}, 404),
    ("mentee", "PUT", "letters/s-bengkulu", {"member": "bengkulu", "received": "2027-01-04"}, 200),
    ("mentee", "PUT", "letters/s-bengkulu", {"member": "bogor", "received": "2027-01-04"}, 403),
    ("mentee", "POST", "letters", LETTER, 201),
    ("mentee", "POST", "letters", OTHER, 403),
    ("mentor", "GET", "letters/s-bogor", None, 200),
    ("mentor", "GET", "letters/s-serang", None, 404),
    ("mentor", "PUT", "letters/s-bogor", {"member": "bogor", "received": "2027-01-04"}, 403),
    ("mentor", "GET", "partnerships/w-01", None, 200),
    ("mentor", "GET", "partnerships/w-02", None, 404),
    ("mentor", "GET", "partnerships/w-03", None, 404),
    ("mentee", "GET", "partnerships/w-02", None, 404),
    ("mentee", "GET", "members/bogor", None, 200),
    ("mentee", "GET", "members/serang", None, 404),
    ("mentee", "PUT", "members/bengkulu", {"name": "X"}, 403),
    ("mentor", "POST", "partnerships", {"id": "w-09", "mentees": ["bengkulu"]}, 403),
    ("mentor", "POST", "partnerships/w-02/steps", {"step": "withdraw", "day": "2027-02-01"}, 404),
    ("mentee", "POST", "partnerships/w-02/facts", {}, 404),
    ("partner", "GET", "partnerships/w-01", None, 200),
    ("partner", "GET", "partnerships/w-02", None, 404),
    ("partner", "GET", "letters/s-bengkulu", None, 403),
    ("partner", "POST", "partnerships/w-01/facts", {}, 403),
    ("board", "GET", "partnerships/w-02", None, 200),
    ("board", "PUT", "letters/s-serang", {"member": "serang", "received": "2027-01-04"}, 403),
    ("auditor", "GET", "journal", None, 200),
    ("auditor", "DELETE", "members/ahli/contact", None, 403),
    ("mentee", "GET", "journal", None, 403),
    ("facilitator", "GET", "letters/s-serang", None, 200),
    ("facilitator", "GET", "letters/s-gone", None, 404),
    ("facilitator", "DELETE", "members/gone/contact", None, 404),
]


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory):
    """Give one application with the world of the matrix, and the account of each role in it."""
    app = application_on(str(tmp_path_factory.mktemp("access") / "a.db"))
    desk = Desk(app)
    desk.who = make_world(desk)
    yield desk
    close(app)


def cells(app):
    """Return every cell of the matrix."""
    return [(route, role, relation) for route in routes(app) for role in ROLES for relation in RELATIONS]


def asked(desk, cell):
    """Ask for one cell and return the answer."""
    route, role, relation = cell
    return desk.ask(route.method, route.address(relation, role), route.body, role=desk.who[role])


def is_as_wanted(desk, cell):
    """Say what is wrong with a cell, or nothing."""
    route, role, relation = cell
    response = asked(desk, cell)
    right = wanted(load_access(), route, role, relation)
    return "" if response.status_code in right else f"{route.operation} {role} {relation}: {response.text} not {right}"


def test_every_operation_has_its_row_and_every_row_its_operation(open_desk):
    """A new operation without a row would be for nobody; a row without one is a leftover."""
    policy = load_policy()

    assert {route.operation for route in routes(open_desk.app)} == set(load_access())
    assert {role for row in load_access().values() for role in row} <= set(ROLES)
    assert {level for row in load_access().values() for level in row.values()} <= set(REACH)
    assert set(policy.scope) | set(policy.two_persons) <= set(load_access())
    assert set(policy.scope.values()) <= set(SCOPES)


def test_kinds_with_rights_of_their_own_are_in_the_world_of_the_matrix(open_desk):
    """A cell that is not all or nothing has to be tried on records of every relation."""
    for route in routes(open_desk.app):
        levels = set(load_access()[route.operation].values())
        assert levels <= {"all"} or route.kind in {*WORLD, "programme"}, route


def test_every_cell_of_operation_role_and_relation_is_as_the_table_says(open_desk):
    """Every cell is asserted, so that no right is given by accident."""
    faults = [fault for cell in cells(open_desk.app) if (fault := is_as_wanted(open_desk, cell))]

    assert faults == []


def test_versions_and_exports_of_the_nouns_are_no_second_door(open_desk):
    """What one may not see one may not read as it was either, nor in a file."""
    table, faults = load_access(), []
    for kind, ids in WORLD.items():
        for role in ROLES:
            level = table[f"show_{kind}"].get(role)
            for relation in RELATIONS:
                id_ = ids[relation].format(member=ACTS_FOR.get(role, "palembang"))
                sees = level is not None and relation != "deleted" and relation in REACH[level]
                for below in ("", "/1/1"):
                    asked = open_desk.ask("GET", f"{P}/versions/{kind}/{id_}{below}", role=open_desk.who[role])
                    faults += [(kind, role, relation, asked.status_code)] if (asked.status_code == 200) != sees else []
                exported = open_desk.ask("GET", f"{P}/exports/{kind}?format=json", role=open_desk.who[role])
                listed = {one["id"] for one in exported.get_json()} if exported.status_code == 200 else set()
                reach = REACH.get(table[f"list_{kind}s"].get(role), ())
                faults += [(kind, role, relation, "export")] if (id_ in listed) != (relation in reach) else []

    assert faults == []


def test_matrix_notices_a_right_that_is_too_wide(open_desk, monkeypatch):
    """A matrix that every table passes would show nothing."""
    wide = {**load_access(), "show_letter": {**load_access()["show_letter"], "mentee": "all"}}
    route = next(route for route in routes(open_desk.app) if route.operation == "show_letter")

    monkeypatch.setattr("tests.service.record.test_access.load_access", lambda: wide)

    assert is_as_wanted(open_desk, (route, "mentee", "stranger"))
    assert not is_as_wanted(open_desk, (route, "mentee", "own"))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "sqlite"])
def test_sample_of_the_matrix_holds_on_the_other_database(kind, tmp_path):
    """The relation of a record is asked in SQL, which two databases may read differently."""
    with address_of(kind, tmp_path) as address:
        app = application_on(address)
        desk = Desk(app)
        desk.who = make_world(desk)
        some = random.Random(1).sample([cell for cell in cells(app) if cell[0].kind in WORLD], SAMPLE)  # noqa: S311  # a sample is no secret
        faults = [fault for cell in some if (fault := is_as_wanted(desk, cell))]
        close(app)

    assert faults == []


@pytest.mark.parametrize("cell", BY_HAND, ids=lambda cell: " ".join(map(str, cell[:3])))
def test_cell_that_matters_is_as_people_expect(open_desk, cell):
    """The table itself may be wrong; these were written from what the guideline gives to whom."""
    role, method, path, body, status = cell
    version = open_desk.version(f"{P}/{path}") if method == "PUT" and status in {200, 403} else None

    response = open_desk.ask(method, f"{P}/{path}", body, role=open_desk.who[role], version=version)

    assert response.status_code == status, response.text


@pytest.mark.parametrize(
    ("role", "kind", "seen"),
    [
        ("facilitator", "partnerships", {"w-01", "w-02", "w-03"}),
        ("mentor", "partnerships", {"w-01"}),
        ("mentee", "partnerships", {"w-01"}),
        ("partner", "partnerships", {"w-01"}),
        ("mentor", "letters", {"s-palembang", "s-bengkulu", "s-bogor", "s-mitra"}),
        ("mentee", "members", {"palembang", "bengkulu", "bogor", "mitra"}),
    ],
)
def test_list_shows_what_one_may_see_and_pages_are_full(open_desk, role, kind, seen):
    """A list cut after it was read would have short pages, and would tell by them how much is hidden."""
    found, after = [], ""
    while after is not None:
        behind = f"&after={after}" if after else ""
        told = open_desk.ask("GET", f"{P}/{kind}?limit=1{behind}", role=open_desk.who[role]).get_json()
        assert len(told["items"]) == 1
        found.append(told["items"][0]["id"])
        after = told["next"]

    assert seen <= set(found) <= seen | {"s-new", "w-09", "s-01"}


def test_account_of_one_programme_learns_nothing_of_another(open_desk):
    """Programmes are strangers to each other, also in the list of programmes."""
    other = {"id": "lain", "name": "Lain", "book": "waterlinks", "year": 2027}
    open_desk.ask("POST", PREFIX, other)

    for role in ROLES:
        listed = open_desk.ask("GET", PREFIX, role=open_desk.who[role]).get_json()["items"]
        assert [one["id"] for one in listed] == ["pks-2027"], role
        answers = [open_desk.ask("GET", f"{PREFIX}/{id_}", role=open_desk.who[role]) for id_ in ("lain", "no")]
        assert [answer.status_code for answer in answers] == [403, 403]


def test_stranger_learns_nothing_about_what_is_there(open_desk):
    """The answer is the same for another's record and for one that never was, byte for byte but for the name."""
    for role, id_ in (("mentee", "s-serang"), ("mentee", "s-never"), ("mentor", "s-gone")):
        answer = open_desk.ask("GET", f"{P}/letters/{id_}", role=open_desk.who[role])
        told = {name: value for name, value in answer.get_json().items() if name not in {"instance", "request"}}
        assert told == {
            "type": "/api/#unknown-row", "title": "Unknown name", "status": 404, "section": "", "faults": [],
            "allowed": [], "detail": f"There is no letter named {id_}.",
        }  # fmt: skip


def test_without_a_token_every_operation_is_401(open_desk):
    """Nobody comes in without saying who they are."""
    for route in routes(open_desk.app):
        response = open_desk.ask(route.method, route.address("own", "mentee"), route.body, role=None)
        assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="record"')


@pytest.mark.parametrize("form", ["", "Bearer ", "Bearer x", "bearer {}", "{}", "Bearer {}x", "Basic {}"])
def test_token_that_is_not_exactly_one_of_ours_is_nobody(open_desk, form):
    """Nearly right is wrong."""
    header = form.format(open_desk.tokens["facilitator"])

    response = open_desk.client.get(PREFIX, headers={"Authorization": header} if header else {})

    assert response.status_code == 401


def test_token_may_do_what_its_scopes_say_and_no_more(open_desk):
    """A program that only reads gets a token that only reads."""
    reader = open_desk.account("facilitator", scopes=("read",))
    writer = open_desk.account("facilitator", scopes=("write",))
    body = {"id": "baru", "name": "Baru"}

    assert open_desk.ask("GET", f"{P}/members", role=reader).status_code == 200
    assert open_desk.ask("POST", f"{P}/members", body, role=reader).get_json()["type"] == "/api/#no-scope"
    assert open_desk.ask("GET", f"{P}/members", role=writer).get_json()["type"] == "/api/#no-scope"


def test_journal_names_account_and_role(open_desk):
    """Who did it is an account in a role, and no name that would stand there for ever."""
    made = open_desk.ask("GET", f"{P}/journal?kind=partnership&id=w-01", role=open_desk.who["auditor"]).get_json()

    assert [entry["by"] for entry in made["items"]] == ["facilitator:a-1"]


def test_account_with_several_rights_acts_in_the_one_that_reaches_the_record(open_desk):
    """Whoever is mentor here and mentee there need not say as which of both they come."""
    path = f"{P}/letters/s-ternate"
    open_desk.made(f"{P}/letters", {"id": "s-ternate", "member": "ternate", "received": "2027-01-04"})
    body = {"member": "ternate", "received": "2027-01-05"}

    changed = open_desk.ask("PUT", path, body, role="mentee", version=open_desk.version(path))
    newest = open_desk.ask("GET", f"{P}/journal?kind=letter&id=s-ternate").get_json()["items"][-1]

    assert (changed.status_code, newest["by"]) == (200, "mentee:a-3")


def test_contact_is_shown_to_the_facilitator_only_and_can_be_erased(open_desk):
    """Names and telephone numbers are for who has to call; and a person may be forgotten."""
    path = f"{PREFIX}/pks-2027/members/ahli"

    seen = {
        role: open_desk.ask("GET", path, role=role).get_json()["contact"]
        for role in ("facilitator", "mentor", "auditor")
    }
    erased = open_desk.ask("DELETE", f"{path}/contact", version=open_desk.version(path))

    assert seen["facilitator"]["phone"] == "+62 812 0000"
    assert (seen["mentor"], seen["auditor"]) == (None, None)
    assert erased.get_json()["contact"] is None
    assert erased.get_json()["erased"] == "2028-12-20T03:00:00Z"
    journal = open_desk.ask("GET", f"{PREFIX}/pks-2027/journal?limit=200", role="auditor").text
    assert "Sari Dewi" not in journal


def test_party_records_its_own_part_only(open_desk):
    """A mentee cannot sign for the Chair, nor a mentor report for the mentee."""
    path = f"{PREFIX}/pks-2027/partnerships/w-01"
    day = "2027-02-01"
    wrong = [
        ("mentee", {"papers": [{"document": "letter_of_intent", "day": day, "signed_by": [{"role": "chair"}]}]}),
        ("mentor", {"papers": [{"document": "monthly_report", "day": day, "month": "2027-01"}]}),
        ("mentee", {"events": [{"activity": "initial_meeting", "day": day}]}),
        ("mentee", {"confirmed": [{"role": "mentor", "day": day}]}),
    ]
    for role, facts in wrong:
        response = open_desk.ask("POST", f"{path}/facts", facts, role=role, version=open_desk.version(path))
        assert response.status_code == 403, response.text


def test_mentee_tells_its_own_part_and_not_that_of_the_other_mentee(open_desk):
    """Two mentees share a mentor and not their reports."""
    path, mine = f"{P}/partnerships/w-01", open_desk.who["mentee"]
    report = {"document": "monthly_report", "day": "2027-04-05", "month": "2027-03"}
    visit = {"activity": "study_visit", "day": "2027-03-16"}

    answers = [
        open_desk.ask("POST", f"{path}/facts", facts, role=mine, version=open_desk.version(path)).status_code
        for facts in (
            {"papers": [{**report, "of": "bogor"}]},
            {"papers": [report]},
            {"events": [visit]},
            {"events": [{**visit, "of": ["bogor"]}]},
            {"papers": [{**report, "of": "bengkulu"}]},
            {"events": [{**visit, "of": ["bengkulu"]}]},
        )
    ]

    assert answers == [403, 403, 403, 403, 200, 200]


def test_without_a_database_there_is_no_record():
    """Nothing is kept unless somebody says where."""
    from service.app import create_app
    from service.settings import Settings

    app = create_app(Settings(), year_source=lambda _: None)

    assert app.test_client().get(PREFIX, headers={"Authorization": "Bearer x"}).status_code == 404
    assert not [rule for rule in app.url_map.iter_rules() if "programmes" in rule.rule]
