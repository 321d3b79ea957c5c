"""Sends the reminders of a day: each once, again only when nobody knows whether it arrived."""

import datetime as dt
import smtplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from data.book import Book
from data.text import Language
from service.accounts.people import OPEN, accounts
from service.errors import ServiceError
from service.insight import Holdings
from service.notices.letters import Receiver, letter
from service.notices.reminders import ESCALATE, FACILITATOR, Reminder, reminders
from service.records.caller import Grant, grants_of
from service.records.kept import Record
from service.store import Store, View
from service.store.notices import FAILED, SENT, NoticeBook
from service.walks.insight import gather

# Technical: seconds that a mail server may take; the usual ports of the two schemes; programmes read at a time.
WAIT_SECONDS, PORTS, BATCH = 20, {"smtp": 587, "smtps": 465}, 1000
# Technical: minutes after which a letter that was begun and neither sent nor failed was lost with its worker.
LOST_MINUTES = 10

# The role that is told of what others leave undone.
FACILITATORS = "facilitator"

INSTANT = "%Y-%m-%dT%H:%M:%SZ"

Send = Callable[[EmailMessage], None]


class NoMail(ServiceError, ValueError):
    """The address of the mail server cannot be used."""


class NotSent(ServiceError, OSError):
    """The mail server did not take a letter; it is tried again in the next round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What became of a reminder: ``sent``, ``failed``, ``nowhere`` (no address on record), or ``would`` be sent."""

    reminder: Reminder
    who: str
    subject: str
    outcome: str


def remind(
    store: Store,
    *,
    today: dt.date,
    now: dt.datetime,
    zone: dt.tzinfo,
    book_of: Callable[[str], Book],
    sender: str,
    send: Send | None,
) -> list[Posted]:
    """Send every reminder of a day that was not sent yet.

    Parameters
    ----------
    store
        The record.
    today, now, zone
        The day that is asked about, the instant of the letters, and where midnight is.
    book_of
        Returns the book that a programme names.
    sender
        The address from which letters come; what is very late is told to it where no facilitator has an account.
    send
        Sends a letter or raises ``NotSent``; None to see what would be sent.
    """
    done = []
    for programme, holdings, receivers in _programmes(store, zone=zone, book_of=book_of, sender=sender):
        names = {member.key.id: str(member.data.get("name", member.key.id)) for member in holdings.members}
        for whole in reminders(holdings, programme.key.id, today=today):
            known = NoticeBook(store).sent([one.id for one in whole.told])
            fresh = replace(whole, told=tuple(one for one in whole.told if one.id not in known))
            if fresh.told:
                receiver = receivers[fresh.to]
                mail = letter(
                    fresh,
                    receiver,
                    programme=str(programme.data["name"]),
                    names=names,
                    sender=sender,
                    after_days=holdings.book.number(ESCALATE),
                    now=now,
                )
                outcome = _posted(store, fresh, mail, receiver=receiver, send=send, now=now)
                who = names.get(fresh.to, "")
                done.append(Posted(reminder=fresh, who=who, subject=str(mail["Subject"]), outcome=outcome))
    return done


def _posted(
    store: Store, reminder: Reminder, mail: EmailMessage, *, receiver: Receiver, send: Send | None, now: dt.datetime
) -> str:
    if not receiver.address:
        return "nowhere"
    if send is None:
        return "would"
    book, at = NoticeBook(store), _said(now)
    ids = [one.id for one in reminder.told]
    stale = _said(now - dt.timedelta(minutes=LOST_MINUTES))
    mine = book.claim(ids, programme=reminder.programme, member=reminder.to, at=at, stale=stale)
    if not mine:
        return SENT  # another worker is at it
    try:
        send(mail)
    except NotSent:
        book.settle(mine, state=FAILED, at=at)
        return FAILED
    book.settle(mine, state=SENT, at=at)
    return SENT


def _programmes(
    store: Store, *, zone: dt.tzinfo, book_of: Callable[[str], Book], sender: str
) -> Iterator[tuple[Record, Holdings, dict[str, Receiver]]]:
    """Yield every programme with what it holds and whom its reminders reach."""
    with store.read() as view:
        found = view.find("", "programme", limit=BATCH)
    for programme in found:
        with store.read() as view:
            holdings = gather(view, programme.key.id, book=book_of(str(programme.data["book"])), zone=zone)
            receivers = {member.key.id: receiver_of(view, member) for member in holdings.members}
            facilitator = facilitator_of(view, programme.key.id) or Receiver(name="", address=sender)
        yield programme, holdings, {**receivers, FACILITATOR: facilitator}


def facilitator_of(view: View, programme: str) -> Receiver | None:
    """Return whom reminders of what stays undone reach: the programme's own facilitators, else those of all; or None.

    Several are told by one letter, in Indonesian unless all of them read English.
    """
    open_ = [record for record in accounts(view) if record.state == OPEN]
    for where in (programme, ""):
        wanted = Grant(role=FACILITATORS, programme=where)
        told = [(record, view.plain(record)) for record in open_ if wanted in grants_of(record.data)]
        reached = [(record, plain) for record, plain in told if plain.get("email")]
        if reached:
            english = all(record.data.get("language") == "en" for record, _ in reached)
            names, addresses = ([str(plain[name]) for _, plain in reached] for name in ("name", "email"))
            return Receiver(
                name=", ".join(names),
                address=addresses[0],
                language="en" if english else "id",
                beside=tuple(addresses[1:]),
            )
    return None


def receiver_of(view: View, member: Record) -> Receiver:
    """Return whom a member's reminders reach; what was erased reaches nobody."""
    contact = view.plain(member).get("contact") or {}
    language: Language = "en" if contact.get("language") == "en" else "id"
    return Receiver(name=contact.get("name", ""), address=contact.get("email", ""), language=language)


def sender_by(address: str) -> Send:
    """Return what sends letters by the mail server at ``smtp://user:password@host:port``.

    Raises
    ------
    NoMail
        If the address is of another form.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        msg = "the mail server's address has no port that can be"
        raise NoMail(msg) from error
    if parts.scheme not in PORTS or not parts.hostname:
        msg = "give the mail server as smtp://host:port or smtps://user:password@host"
        raise NoMail(msg)
    host, user, password = parts.hostname, unquote(parts.username or ""), unquote(parts.password or "")

    def send(mail: EmailMessage) -> None:
        try:
            with _opened(parts.scheme, host, port) as server:
                if parts.scheme == "smtp" and server.has_extn("starttls"):
                    server.starttls(context=ssl.create_default_context())
                if user:
                    server.login(user, password)
                server.send_message(mail)
        except (OSError, smtplib.SMTPException) as error:
            msg = f"{host} did not take the letter: {type(error).__name__}"
            raise NotSent(msg) from error

    return send


def _opened(scheme: str, host: str, port: int) -> smtplib.SMTP:
    if scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=WAIT_SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=WAIT_SECONDS)
    server.ehlo()
    return server


def _said(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).strftime(INSTANT)
