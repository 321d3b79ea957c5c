"""A reminder as an e-mail in the receiver's language, with its calendar file."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from data.text import Language
from service.documents.year_ics import DOMAIN
from service.notices.calendar import calendar_of
from service.notices.reminders import FACILITATOR, Reminder, Told
from service.words import Words, day


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Whom a reminder reaches: name, address, language, addresses ``beside``; without an address nobody is reached."""

    name: str
    address: str
    language: Language = "id"
    beside: tuple[str, ...] = ()


def letter(
    reminder: Reminder,
    receiver: Receiver,
    *,
    programme: str,
    names: Mapping[str, str],
    sender: str,
    after_days: int,
    now: dt.datetime,
) -> EmailMessage:
    """Return a reminder as an e-mail.

    Parameters
    ----------
    reminder, receiver
        What is told, and whom.
    programme, names
        The programme's name, and every member's.
    sender
        Address from which it comes.
    after_days
        Days late of which the facilitator is told.
    now
        The instant of the letter.

    Notes
    -----
    The same reminder has the same Message-ID, so that a mail program shows one that was sent twice only once.
    """
    words = Words(receiver.language)
    to_facilitator = reminder.to == FACILITATOR
    who = names.get(reminder.to, reminder.to)
    count = len(reminder.told)
    mail = EmailMessage()
    if to_facilitator:
        mail["Subject"] = words("notice.subject_late", programme=programme, count=count, days=after_days)
        opening = words("notice.opening_late", days=after_days)
    else:
        key = "notice.subject_one" if count == 1 else "notice.subject"
        mail["Subject"] = words(key, programme=programme, count=count, who=who)
        opening = words("notice.opening", who=who)
    mail["From"] = formataddr((programme, sender))
    mail["To"] = formataddr((_line(receiver.name), receiver.address))
    if receiver.beside:
        mail["Cc"] = ", ".join(receiver.beside)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{_number(reminder)}@{DOMAIN}>"
    mail["Auto-Submitted"] = "auto-generated"
    lines = [_told(words, one, names if to_facilitator else {}) for one in reminder.told]
    text = [words("notice.greeting", name=receiver.name or who), "", opening, "", *lines, "", words("notice.closing")]
    mail.set_content("\n".join(text) + "\n")
    calendar = calendar_of(
        reminder.told,
        name=words("notice.calendar", programme=programme, who=who or words("notice.facilitator")),
        language=receiver.language,
        stamp=now.replace(microsecond=0),
        names=names if to_facilitator else None,
    )
    mail.add_attachment(calendar, maintype="text", subtype="calendar", filename="solidaritas.ics")
    return mail


def _told(words: Words, one: Told, names: Mapping[str, str]) -> str:
    key = "notice.line_late" if one.late else "notice.line"
    said = words(
        key,
        day=day(one.day, words.language),
        late=one.late,
        what=words.say(one.sentence),
        partnership=one.partnership,
        section=one.section,
    )
    return f"- {words('notice.whose', line=said, who=names[one.member]) if one.member in names else said}"


def _number(reminder: Reminder) -> str:
    told = "|".join([reminder.programme, reminder.to, *sorted(one.id for one in reminder.told)])
    return hashlib.sha256(told.encode()).hexdigest()[: len(reminder.told[0].id) // 2]


def _line(name: str) -> str:
    """Return a name on one line, since a line break would begin another header."""
    return " ".join(name.split())
