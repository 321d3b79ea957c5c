"""A partnership as the gates see it: who bears which role, and what happened with the present mentor."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.book import Book
from data.rows import Document
from data.text import Text

# Stands where a role is borne by nobody in particular: a chair, a facilitator, a mentor who is not chosen yet.
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Case:
    """The book, and the data of one partnership.

    Notes
    -----
    ``data`` holds ``mentor``, ``mentees``, and what happened: ``papers`` (document, holder: ``filed``, ``signed``,
    ``approved``, ``months``), ``events`` and ``confirmed`` (role, member: day).  What is common to all is held under
    the mentor's id, so that another mentor begins with a clean sheet.
    """

    book: Book
    data: Mapping[str, Any]

    @property
    def mentor(self) -> str:
        """The mentor's member id."""
        return str(self.data.get("mentor") or NOBODY)

    @property
    def mentees(self) -> tuple[str, ...]:
        """The mentees' member ids."""
        return tuple(self.data["mentees"])

    def party(self, role: str) -> str:
        """Return the party for which a role acts."""
        return self.book.roles[role].party or role

    def bearers(self, role: str) -> tuple[str, ...]:
        """Return the members that bear a role: every mentee, the mentor, or nobody in particular."""
        party = self.party(role)
        if party == "mentee":
            return self.mentees
        return (self.mentor,) if party == "mentor" else (NOBODY,)

    def holders(self, document: Document) -> tuple[str, ...]:
        """Return whose copies of a paper there have to be: each mentee's own, or the one with the mentor."""
        return self.mentees if self.party(document.owner) == "mentee" else (self.mentor,)

    def paper(self, document: str, of: str) -> Mapping[str, Any]:
        """Return what happened to one copy of a paper."""
        found: Mapping[str, Any] = self.data.get("papers", {}).get(document, {}).get(of, {})
        return found

    def events(self, activity: str) -> list[Mapping[str, Any]]:
        """Return the occurrences of an activity with the present mentor, or from before there was one."""
        known = {self.mentor, NOBODY}
        return [
            each for each in self.data.get("events", ()) if each["activity"] == activity and each["mentor"] in known
        ]

    def present(self, event: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the mentees with whom an event took place."""
        return tuple(event.get("of") or self.mentees)

    def pilot_months(self) -> tuple[str, ...]:
        """Return the months of the pilot as it was held (``2027-03``), one for each month begun."""
        pilots = [
            event for each in self.book.activities.values() if each.kind == "pilot" for event in self.events(each.id)
        ]
        if not pilots:
            return ()
        first = min(dt.date.fromisoformat(event["day"]) for event in pilots)
        last = max(dt.date.fromisoformat(event["until"]) for event in pilots)
        whole = (last.year - first.year) * 12 + last.month - first.month
        count = max(1, whole + (last.day > first.day))
        start = first.year * 12 + first.month - 1
        return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, start + count))

    def named(self, role: str, who: str) -> Text:
        """Return a role's name, with the member where several could be meant."""
        name = self.book.roles[role].name
        if who == NOBODY:
            return name
        return Text(en=f"{name.en} ({who})", id=f"{name.id} ({who})")
