"""A programme with a pilot under way, whose monthly reports fall due, and a mail server that keeps what it is given."""

import datetime as dt
import email
import email.policy
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from service.api.record.desk import MIDNIGHT, book_of
from service.notices.sending import remind
from tests.service.record.record_cases import P
from tests.service.record.test_story import to_awaiting, to_pilot

NOW = dt.datetime(2027, 5, 20, 3, tzinfo=dt.UTC)
SENDER = "fasilitator@example.org"

# A week before the first monthly report is due, the day itself, a week late, three weeks late.
SOON, LATE, VERY_LATE = dt.date(2027, 4, 15), dt.date(2027, 4, 25), dt.date(2027, 5, 10)


def pilot_of(desk):
    """Begin a partnership and walk it into its pilot; one mentee reads English, the other Indonesian."""
    desk.programme()
    for member, name, language in (("bengkulu", "Bu Ratna", "en"), ("bogor", "Pak Adi", "id")):
        shown = desk.ask("GET", f"{P}/members/{member}").get_json()
        contact = {"name": name, "email": f"{member}@example.org", "phone": "", "language": language}
        body = {"name": shown["name"], "kind": shown["kind"], "contact": contact}
        changed = desk.ask("PUT", f"{P}/members/{member}", body, version=shown["version"])
        assert changed.status_code == 200, changed.text
    path = desk.partnership()
    to_awaiting(desk, path)
    to_pilot(desk, path)
    return path


def reminded(store, today, *, send=None):
    """Send or show the reminders of a day."""
    return remind(store, today=today, now=NOW, zone=MIDNIGHT, book_of=book_of, sender=SENDER, send=send)


class Sink:
    """Takes every letter that is handed in."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(  # noqa: N802  # the name that aiosmtpd calls
        self, _server, _session, envelope
    ):
        """Keep a letter."""
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@contextmanager
def mail_server():
    """Run a mail server on this machine and give its address and what it took."""
    sink = Sink()
    with socket.socket() as probe:  # aiosmtpd asks for a number that is known before
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}", sink.letters
    finally:
        controller.stop()
