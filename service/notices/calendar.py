"""What is due as a calendar file: one all-day entry for each thing, under an id that it keeps."""

import datetime as dt
from collections.abc import Iterable, Mapping

import icalendar

from data.text import Language
from service.documents.year_ics import DOMAIN, PRODUCT
from service.notices.reminders import Told
from service.words import Words


def calendar_of(
    told: Iterable[Told], *, name: str, language: Language, stamp: dt.datetime, names: Mapping[str, str] | None = None
) -> bytes:
    """Return a calendar.

    Parameters
    ----------
    told
        What stands in it.
    name
        How the reader's program calls it.
    language
        Of the entries.
    stamp
        When it was made; the sequence of every entry is made of it, so that the newer file counts.
    names
        Member to name, where entries of several members stand side by side.
    """
    words = Words(language)
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for one in told:
        entry = icalendar.Event()
        entry.add("uid", f"{one.uid}@{DOMAIN}")
        entry.add("dtstamp", stamp)
        entry.add("sequence", stamp.date().toordinal())
        entry.add("dtstart", one.day)
        entry.add("dtend", one.day + dt.timedelta(days=1))
        who = f" - {names[one.member]}" if names and one.member in names else ""
        entry.add("summary", f"{words.say(one.sentence)} - {one.partnership}{who}")
        entry.add("description", words("entry.section", section=one.section))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    whole: bytes = calendar.to_ical()
    return whole
