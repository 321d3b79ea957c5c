"""What somebody is reminded of today: what is due soon, what is late, and what the facilitator has to hear (2.7)."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from data.book import Book
from data.text import Text
from service.insight import Holdings, Work, expected

# Number ids of the policy: days before, days between, days late of which the facilitator is told.
AHEAD, AGAIN, ESCALATE = "reminder_ahead_days", "reminder_again_days", "reminder_escalate_days"

# Who is told of what others leave undone.
FACILITATOR = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing of which a member is reminded.

    Parameters
    ----------
    id
        Digest of what it says, to whom and how often before; the same reminder has the same id.
    uid
        Name of its entry in a calendar: the same thing keeps it while its day moves.
    day, late
        When it is due, and how many days ago that was; 0 while it is not late.
    sentence, section, partnership
        What is to be done, by which section, in which partnership.
    member
        Whose it is.
    """

    id: str
    uid: str
    day: dt.date
    late: int
    sentence: Text
    section: str
    partnership: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Everything of which one receiver is reminded on one day; ``to`` is a member, empty for the facilitator."""

    programme: str
    to: str
    told: tuple[Told, ...]


def reminders(holdings: Holdings, programme: str, *, today: dt.date) -> Iterator[Reminder]:
    """Yield a reminder for each member that has one, in order of id, then one for the facilitator.

    Parameters
    ----------
    holdings
        What the programme has on record.
    programme
        Its id.
    today
        The day; the same day gives the same reminders.
    """
    folders = holdings.folders()
    late: list[Told] = []
    for member in holdings.members:
        whose = member.key.id
        works = [work for work in expected(folders, whose, today=today) if work.day is not None]
        told = [one for work in works if (one := _told(holdings.book, programme, whose, work, today=today))]
        if told:
            yield Reminder(programme=programme, to=whose, told=tuple(told))
        late += [
            one
            for work in works
            if (one := _told(holdings.book, programme, whose, work, today=today, to=FACILITATOR)) is not None
        ]
    if late:
        yield Reminder(programme=programme, to=FACILITATOR, told=tuple(late))


def dated(holdings: Holdings, programme: str, member: str, *, today: dt.date) -> tuple[Told, ...]:
    """Return everything with a day that is expected of a member, for the calendar that it follows."""
    works = expected(holdings.folders(), member, today=today)
    return tuple(_of(programme, member, work, stage="", today=today) for work in works if work.day is not None)


def _told(book: Book, programme: str, member: str, work: Work, *, today: dt.date, to: str | None = None) -> Told | None:
    """Return what is told of a work today, or None; to the facilitator only what is very late."""
    if work.day is None:
        return None
    late = (today - work.day).days
    after = book.number(ESCALATE) if to == FACILITATOR else 0
    if to == FACILITATOR and late <= after:
        return None
    if late <= 0:
        stage = "ahead" if -late <= book.number(AHEAD) else ""
    else:
        stage = f"late-{(late - after - 1) // book.number(AGAIN)}"
    if not stage:
        return None
    return _of(programme, member, work, stage=f"{'facilitator' if to == FACILITATOR else 'own'}-{stage}", today=today)


def _of(programme: str, member: str, work: Work, *, stage: str, today: dt.date) -> Told:
    day = work.day or today
    what = f"{programme}|{member}|{work.list}|{work.kind}|{work.record}|{work.section}"
    said = f"{what}|{day.isoformat()}|{stage}|{_plain(work)}"
    return Told(
        id=_digest(said),
        uid=_digest(f"{what}|{_plain(work)}"),
        day=day,
        late=max((today - day).days, 0),
        sentence=work.sentence,
        section=work.section,
        partnership=work.partnership,
        member=member,
    )


def _plain(work: Work) -> str:
    """Return what a work is about without its day, which may move while the thing stays the same."""
    return work.sentence.en.replace(work.day.isoformat(), "") if work.day else work.sentence.en


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
