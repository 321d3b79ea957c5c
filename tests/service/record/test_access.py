"""Who may do what: every operation times every role, from the one table, and nobody by default."""

import pytest

from service.api.record.access import load_access
from service.settings import ROLES
from tests.service.record.record_cases import TOKENS, Desk, application_on

PREFIX = "/api/v1/programmes"


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory):
    """Give one application with a record for the whole table."""
    app = application_on(str(tmp_path_factory.mktemp("access") / "a.db"))
    desk = Desk(app)
    desk.programme()
    desk.partnership()
    yield desk
    app.extensions["solidaritas.record"].store.close()


def routes(app):
    """Return ``(operation, method, address)`` of everything below /programmes."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PREFIX):
            address = rule.rule.replace("<string:programme>", "pks-2027").replace("<string:member>", "bengkulu")
            address = address.replace("<string:partnership>", "w-01").replace("<string:letter>", "s-bengkulu-w-01")
            found += [
                (rule.endpoint.rpartition(".")[2], method, address)
                for method in rule.methods & {"GET", "POST", "PUT", "DELETE"}
            ]
    return found


def test_every_operation_has_its_row_and_every_row_its_operation(open_desk):
    """A new operation without a row would be for nobody; a row without one is a leftover."""
    assert {operation for operation, _, _ in routes(open_desk.app)} == set(load_access())
    assert {role for roles in load_access().values() for role in roles} <= set(ROLES)


@pytest.mark.parametrize("role", [None, *ROLES])
def test_every_cell_of_operation_and_role_is_as_the_table_says(open_desk, role):
    """Every cell is asserted, so that no right is given by accident."""
    for operation, method, address in routes(open_desk.app):
        # An empty body never changes anything; who may come in gets as far as being told so.
        response = open_desk.ask(method, address, {} if method in {"POST", "PUT"} else None, role=role)

        if role is None:
            assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="record"'), (
                address
            )
        elif role in load_access()[operation]:
            assert response.status_code in {200, 422, 428}, (operation, role, response.text)
        else:
            assert response.status_code == 403, (operation, role, response.text)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer ",
        "Bearer x",
        f"bearer {TOKENS['facilitator']}",
        TOKENS["facilitator"],
        f"Bearer {TOKENS['facilitator']}x",
    ],
)
def test_token_that_is_not_exactly_one_of_ours_is_nobody(open_desk, header):
    """Nearly right is wrong."""
    response = open_desk.client.get(PREFIX, headers={"Authorization": header})

    assert response.status_code == 401


def test_stranger_learns_nothing_about_what_is_there(open_desk):
    """The answer is the same for a record that exists and for one that does not."""
    bodies = []
    for id_ in ("bengkulu", "nobody"):
        answer = open_desk.client.get(f"{PREFIX}/pks-2027/members/{id_}?lang=en").get_json()
        bodies.append({name: value for name, value in answer.items() if name not in {"instance", "request"}})

    assert bodies[0] == bodies[1]


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


def test_without_a_database_there_is_no_record():
    """Nothing is kept unless somebody says where."""
    from service.app import create_app
    from service.settings import Settings

    app = create_app(Settings(), year_source=lambda _: None)

    assert app.test_client().get(PREFIX, headers={"Authorization": "Bearer x"}).status_code == 404
    assert not [rule for rule in app.url_map.iter_rules() if "programmes" in rule.rule]
