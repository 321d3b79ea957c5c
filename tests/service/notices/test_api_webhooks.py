"""Webhooks through HTTP: noted by the facilitator, never showing their secret, set back to any number."""

import pytest

from service.notices.hooks import deliver
from tests.service.notices.notice_cases import NOW
from tests.service.record.record_cases import Desk, P, application_on

HOOKS = f"{P}/webhooks"
HOOK = {"id": "dashboard", "address": "https://example.org/hook", "secret": "s" * 40}


@pytest.fixture
def desk(tmp_path):
    """Give a record with a programme, in a file: the database makes no difference here."""
    found = Desk(application_on(str(tmp_path / "a.db")))
    found.programme()
    yield found
    found.store.close()


def told(desk):
    """Deliver what is due and return the numbers that were told."""
    taken = []

    def post(_, __, headers):
        taken.append(int(headers["Solidaritas-Event"].rpartition("/")[2]))

    deliver(desk.store, now=lambda: NOW, post=post)
    return taken


def test_webhook_is_told_from_now_on_and_shows_no_secret(desk):
    """Whoever begins to listen does not want the past, and whoever looks must not find the key."""
    made = desk.made(HOOKS, HOOK)
    desk.made(f"{P}/members", {"id": "new", "name": "Tirta Baru"})

    shown = desk.ask("GET", f"{HOOKS}/dashboard")

    assert len(told(desk)) == 2  # its own entry, and the member's
    assert made["state"] == "active"
    assert HOOK["secret"] not in shown.text + desk.ask("GET", HOOKS).text


def test_webhook_is_set_back_to_a_number(desk):
    """Whoever lost what was told asks for it again."""
    desk.made(HOOKS, {**HOOK, "after": 0})
    first = told(desk)
    body = {"address": HOOK["address"], "after": first[1]}

    changed = desk.ask("PUT", f"{HOOKS}/dashboard", body, version=desk.version(f"{HOOKS}/dashboard"))

    assert changed.status_code == 200
    assert told(desk)[: len(first) - 2] == first[2:]
    assert len(first) > 5


def test_webhook_that_is_paused_is_told_nothing(desk):
    """A receiver that is being rebuilt asks for silence, not for a thousand failures."""
    desk.made(HOOKS, HOOK)
    body = {"address": HOOK["address"], "state": "paused"}

    desk.ask("PUT", f"{HOOKS}/dashboard", body, version=desk.version(f"{HOOKS}/dashboard"))

    assert told(desk) == []


@pytest.mark.parametrize(
    "wrong", [{"address": "ftp://example.org"}, {"address": "https://a:b@example.org/"}, {"secret": "short"}, {"x": 1}]
)
def test_webhook_that_cannot_be_is_refused(wrong, desk):
    """A mistake shows while somebody is looking."""
    response = desk.ask("POST", HOOKS, {**HOOK, **wrong})

    assert response.status_code == 422
    assert response.get_json()["faults"]


@pytest.mark.parametrize("role", ["mentor", "mentee", "partner", "board"])
def test_webhook_is_the_facilitators_alone(role, desk):
    """An address that is told of everything is a door out of the record."""
    assert desk.ask("POST", HOOKS, HOOK, role=role).status_code == 403


def test_webhook_is_not_changed_without_its_version(desk):
    """Two people who set it at once must not undo each other unseen."""
    desk.made(HOOKS, HOOK)

    assert desk.ask("PUT", f"{HOOKS}/dashboard", {"address": HOOK["address"]}).status_code == 428
    assert desk.ask("PUT", f"{HOOKS}/dashboard", {"address": HOOK["address"]}, version=9).status_code == 412
