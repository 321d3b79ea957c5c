"""Webhooks arrive at least once, in order, signed, and reach no machine that nobody outside may reach."""

import datetime as dt
import hashlib
import hmac
import http.server
import json
import threading

import pytest

from service.notices import posting
from service.notices.hooks import EVENT, FIRST_SECONDS, MOST_FAILURES, SIGNATURE, deliver
from service.notices.posting import ForbiddenAddress, NotPosted, checked, networks_of, post, reachable
from service.records.kept import Key
from service.store import verify
from service.store.subscribers import change_subscriber, subscribe, subscriber_of
from tests.service.store.databases import AT

KEY = Key("pks", "webhook", "hook")
SECRET = "s" * 40
START = dt.datetime(2027, 1, 4, 3, tzinfo=dt.UTC)
HERE = networks_of("127.0.0.0/8")


class Receiver:
    """Takes what is posted to it, or refuses while it is down."""

    def __init__(self):
        self.taken, self.down, self.now = [], False, START

    def __call__(self, address, body, headers):
        """Take one message."""
        if self.down:
            msg = "down"
            raise NotPosted(msg)
        self.taken.append((address, json.loads(body), headers))

    def round(self, store):
        """Deliver what is due."""
        return deliver(store, now=lambda: self.now, post=self)

    @property
    def numbers(self):
        """The numbers that were told, in order."""
        return [body["seq"] for _, body, _ in self.taken]


@pytest.fixture
def told(store):
    """Give a store with a subscriber of everything from the start on, and its receiver."""
    with store.write(at=AT, by="facilitator:a-1") as unit:
        subscribe(unit, KEY, address="https://example.org/x", secret=SECRET, kinds=[], position=0)
    return store, Receiver()


def happen(store, count=1, kind="letter"):
    """Let something happen."""
    with store.write(at=AT, by="facilitator:a-1") as unit:
        first = unit.head().seq
        for number in range(count):
            unit.create(Key("pks", kind, f"{kind}-{first + number}"), {"name": "Sari", "text": "rahasia"})


def test_every_entry_is_told_once_in_order(told):
    """A dashboard that misses a change or sees it twice shows a partnership that is not."""
    store, receiver = told
    happen(store, 5)

    receiver.round(store)
    receiver.round(store)

    assert receiver.numbers == [1, 2, 3, 4, 5, 6]


def test_message_says_who_did_what_and_nothing_of_the_content(told):
    """What stands in a letter is nobody's whose address was once noted."""
    store, receiver = told
    happen(store)

    receiver.round(store)

    _, body, headers = receiver.taken[-1]
    assert body == {
        "seq": 2, "at": AT, "by": "facilitator", "programme": "pks", "kind": "letter", "id": "letter-1",
        "version": 1, "event": "create", "state": "",
    }  # fmt: skip
    assert headers[EVENT] == "pks/2"


def test_signature_is_that_of_instant_and_body(told):
    """The receiver has to be able to tell us from anybody else, and now from a year ago."""
    store, receiver = told

    receiver.round(store)

    _, body, headers = receiver.taken[0]
    stamp, given = (part.partition("=")[2] for part in headers[SIGNATURE].split(","))
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    assert int(stamp) == START.timestamp()
    assert given == hmac.new(SECRET.encode(), f"{stamp}.{text}".encode(), hashlib.sha256).hexdigest()


def test_receiver_that_was_down_is_told_everything_later(told):
    """Ten minutes without a network must not cost an entry."""
    store, receiver = told
    happen(store, 3)
    receiver.down = True
    receiver.round(store)
    happen(store, 2)
    receiver.down = False
    receiver.round(store)
    early = list(receiver.numbers)

    receiver.now += dt.timedelta(seconds=FIRST_SECONDS)
    receiver.round(store)

    assert early == []
    assert receiver.numbers == [1, 2, 3, 4, 5, 6]


def test_failures_wait_twice_as_long_each_time(told):
    """A receiver that is overloaded is not helped by being asked every five seconds."""
    store, receiver = told
    receiver.down = True
    waits = []
    for _ in range(4):
        receiver.round(store)
        due = dt.datetime.fromisoformat(subscriber(store).due)
        waits.append(int((due - receiver.now).total_seconds()))
        receiver.now = due

    assert waits == [FIRST_SECONDS, 2 * FIRST_SECONDS, 4 * FIRST_SECONDS, 8 * FIRST_SECONDS]


def test_subscriber_that_never_answers_is_disabled_and_can_be_resumed(told):
    """An address that is gone must not be asked for ever; whoever mends it asks for the rest."""
    store, receiver = told
    receiver.down = True
    for _ in range(MOST_FAILURES):
        receiver.round(store)
        receiver.now += dt.timedelta(hours=1)
    disabled = subscriber(store)
    receiver.down = False
    receiver.round(store)
    silent = list(receiver.taken)

    set_anew(store)
    receiver.round(store)

    assert (disabled.state, disabled.failures) == ("disabled", MOST_FAILURES)
    assert silent == []
    assert receiver.numbers == [1, 2]


def test_replay_tells_again_from_a_number(told):
    """Whoever lost a database asks for what it held."""
    store, receiver = told
    happen(store, 3)
    receiver.round(store)
    receiver.taken.clear()

    set_anew(store, position=2)
    receiver.round(store)

    assert receiver.numbers == [3, 4, 5]


def test_kinds_that_nobody_asked_for_are_passed_over(told):
    """Whoever follows letters is not told of members."""
    store, receiver = told
    set_anew(store, kinds=["letter"])
    happen(store, 2, kind="member")
    happen(store, 1, kind="letter")
    happen(store, 1, kind="member")

    receiver.round(store)

    assert [body["kind"] for _, body, _ in receiver.taken] == ["letter"]
    assert subscriber(store).position == 6
    assert verify(store.engine) == ()


def test_paused_subscriber_is_told_nothing(told):
    """A copy of the record that was restored must not speak for the original."""
    store, receiver = told
    set_anew(store, state="paused")

    assert receiver.round(store) == 0


def test_secret_stands_in_no_entry_of_the_journal(told):
    """The journal is read by auditors and copied."""
    store, _ = told

    with store.read() as view:
        assert not any(SECRET in entry.body for entry in view.newest(None, limit=10))


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/x", "https://user:secret@example.org/", "https:///x", "example.org", "https://a:99999/",
     "https://example.org/a b", "https://example.org/\n"],
)  # fmt: skip
def test_address_of_another_form_is_refused(address):
    """What is no plain web address is a mistake or a trick."""
    with pytest.raises(ForbiddenAddress):
        checked(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "::1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "::ffff:127.0.0.1", "fd00::1",
     ".".join("0000"), "224.0.0.1", "2130706433"],
)  # fmt: skip
def test_machine_that_only_we_can_reach_is_refused(host):
    """Whoever may note an address must not be able to look at our own network through us."""
    with pytest.raises(ForbiddenAddress):
        reachable(host, 443, scheme="https", allowed=())


def test_public_machine_is_reached_by_tls_only_and_private_when_allowed():
    """What is signed can still be read on the way, so it goes sealed; one's own network may be trusted aloud."""
    assert reachable("8.8.8.8", 443, scheme="https", allowed=()) == "8.8.8.8"
    assert reachable("127.0.0.1", 80, scheme="http", allowed=HERE) == "127.0.0.1"
    with pytest.raises(ForbiddenAddress):
        reachable("8.8.8.8", 80, scheme="http", allowed=HERE)


def test_name_with_one_private_number_is_refused(monkeypatch):
    """A name may stand for several machines, and the one that is not looked at would be the trick."""
    numbers = [(None, None, None, "", ("8.8.8.8", 443)), (None, None, None, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(posting.socket, "getaddrinfo", lambda *_, **__: numbers)

    with pytest.raises(ForbiddenAddress):
        reachable("two.example.org", 443, scheme="https", allowed=())


@pytest.mark.parametrize(("status", "taken"), [(200, True), (204, True), (302, False), (500, False)])
def test_post_is_taken_by_2xx_alone(status, taken):
    """A redirection may lead anywhere, and an error page is no receipt."""
    got = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_):
            """Stay quiet."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/hook?a=1"
        if taken:
            post(address, b"x", {}, allowed=HERE)
        else:
            with pytest.raises(NotPosted, match=str(status)):
                post(address, b"x", {}, allowed=HERE)
        thread.join()

    assert got == [("/hook?a=1", b"x")]


def subscriber(store):
    """Return the subscriber as it stands."""
    with store.read() as view:
        return subscriber_of(view, KEY)


def set_anew(store, *, position=None, kinds=(), state="active"):
    """Change the subscriber."""
    with store.write(at=AT, by="facilitator:a-1") as unit:
        data = {"address": "https://example.org/x", "kinds": list(kinds)}
        change_subscriber(unit, KEY, data=data, state=state, position=position)
