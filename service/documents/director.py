"""What a year asks of one utility, on one page for its director: staff days, weeks, money, papers (2.2, 4.1)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import planner
from planner.money.kinds import Line, party_of
from planner.problem import Partnership
from service.documents.page import Page

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One journey, or one visit received, of a utility's team.

    Parameters
    ----------
    pair
        Partnership as people call it; empty for what the whole programme shares.
    steps, place
        What takes place, and where.
    first, last
        First and last day that it takes of the team, own travel days included.
    persons
        How many travel; 0 for what is received at home, where the utility itself decides how many take part.
    """

    pair: str
    steps: str
    place: str
    first: dt.date
    last: dt.date
    persons: int

    @property
    def days(self) -> int:
        """Calendar days, both ends included."""
        return (self.last - self.first).days + 1

    @property
    def person_days(self) -> int:
        """Days of all travellers together; 0 at home."""
        return self.days * self.persons


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """What a utility pays for one event: its parts, the section behind it, and what a subsidy takes off."""

    on: dt.date
    steps: str
    parts: str
    section: str
    amount: int
    relieved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One paper or letter that a utility owes on a day."""

    on: dt.date
    what: str
    pair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything on one director's page.

    ``keys`` are its partnerships, ``weeks`` the Mondays of the weeks in which its team is bound.
    """

    party: str
    roles: tuple[str, ...]
    keys: tuple[str, ...]
    pairs: tuple[str, ...]
    stays: tuple[Stay, ...]
    expenses: tuple[Expense, ...]
    others: tuple[tuple[str, int], ...]
    asked: tuple[Asked, ...]

    @property
    def weeks(self) -> tuple[dt.date, ...]:
        """Mondays, in order."""
        days = (stay.first + step * ONE_DAY for stay in self.stays for step in range(stay.days))
        return tuple(sorted({day - day.weekday() * ONE_DAY for day in days}))

    @property
    def away(self) -> int:
        """Days of all travellers together."""
        return sum(stay.person_days for stay in self.stays)

    @property
    def at_home(self) -> int:
        """Days on which it receives others."""
        return sum(stay.days for stay in self.stays if not stay.persons)

    @property
    def total(self) -> int:
        """Rupiah that it pays."""
        return sum(each.amount for each in self.expenses)

    @property
    def relieved(self) -> int:
        """Rupiah that the facilitator pays in its place."""
        return sum(each.relieved for each in self.expenses)


def sheets_of(page: Page) -> tuple[Sheet, ...]:
    """Return one sheet for each utility that has a date in the plan, by name."""
    placed = {event.partnership for event in page.year.plan.events if event.partnership}
    partnerships = [one for key, one in page.year.plan.problem.partnerships.items() if key in placed]
    parties = dict.fromkeys(party for one in partnerships for party in (one.mentor, *one.mentees))
    return tuple(sorted((_sheet(page, party) for party in parties), key=lambda one: page.names.party(one.party)))


def _sheet(page: Page, party: str) -> Sheet:
    plan = page.year.plan
    placed = {event.partnership for event in plan.events}
    mine = {key: one for key, one in plan.problem.partnerships.items()
            if key in placed and party in (one.mentor, *one.mentees)}  # fmt: skip
    roles = [role for role in ("mentor", "mentee") for one in mine.values() if party in one.parties(role)]
    return Sheet(
        party=party, roles=tuple(dict.fromkeys(roles)), keys=tuple(mine), pairs=tuple(page.pair(key) for key in mine),
        stays=tuple(sorted(_stays(page, party), key=lambda stay: (stay.first, stay.last, stay.pair))),
        expenses=tuple(_expenses(page, party)), others=tuple(_others(page, party, set(mine))),
        asked=tuple(sorted(_asked(page, party, mine), key=lambda each: (each.on, each.pair, each.what))),
    )  # fmt: skip


def _stays(page: Page, party: str) -> Iterator[Stay]:
    """Yield the team's journeys and the visits that it receives, events of one journey together."""
    trips: dict[str, list[planner.Event]] = {}
    for event in page.year.plan.events:
        if event.place and party in event.parties:
            trips.setdefault(event.trip or event.id, []).append(event)
    for events in trips.values():
        travel = page.year.plan.problem.route(party, events[0].place).days * ONE_DAY
        yield Stay(
            pair=page.pair(events[0].partnership) if events[0].partnership else "",
            steps=" + ".join(page.event(event) for event in sorted(events, key=lambda each: (each.first, each.id))),
            place=page.names.short(events[0].place),
            first=min(event.first for event in events) - travel, last=max(event.last for event in events) + travel,
            persons=max((one.persons for event in events for one in event.travellers if one.party == party), default=0),
        )  # fmt: skip


def _expenses(page: Page, party: str) -> Iterator[Expense]:
    """Yield one row for each event and section by which the utility pays, in order of the days."""
    groups: dict[tuple[str, str], list[Line]] = {}
    relieved: dict[str, int] = {}
    for line in page.year.plan.ledger.lines:
        if party_of(line.payer) == party:
            groups.setdefault((line.event, line.section), []).append(line)
        elif party_of(line.relieves) == party:
            relieved[line.event] = relieved.get(line.event, 0) + line.amount
            groups.setdefault((line.event, line.section), [])
    events = {event.id: event for event in page.year.plan.events}
    for (key, section), lines in sorted(groups.items(), key=lambda item: (events[item[0][0]].first, item[0])):
        parts: dict[str, int] = {}
        for line in lines:
            parts[line.kind] = parts.get(line.kind, 0) + line.amount
        given = relieved.pop(key, 0)
        if lines or given:
            yield Expense(
                on=min((line.on for line in lines), default=events[key].first), steps=page.event(events[key]),
                parts=", ".join(f"{page.names.kind(kind)} {page.money(amount)}" for kind, amount in parts.items()),
                section=section, amount=sum(parts.values()), relieved=given,
            )  # fmt: skip


def _others(page: Page, party: str, mine: set[str]) -> Iterator[tuple[str, int]]:
    """Yield what everybody else pays in the utility's partnerships, subsidies with the facilitator."""
    paid: dict[str, int] = {}
    for line in page.year.plan.ledger.lines:
        if line.partnership in mine and party_of(line.payer) != party:
            paid[line.payer] = paid.get(line.payer, 0) + line.amount
    for payer, amount in sorted(paid.items()):
        yield page.names.payer(payer), amount


def _asked(page: Page, party: str, mine: dict[str, Partnership]) -> Iterator[Asked]:
    """Yield the papers that the utility owes by its role, and the letters that it writes."""
    book, plan = page.year.book, page.year.plan
    for due in plan.dues:
        if due.partnership in mine and party in mine[due.partnership].parties(due.owner):
            number = f" {due.number}" if book.documents[due.document].monthly else ""
            yield Asked(on=due.on, what=f"{page.names.document(due.document)}{number}", pair=page.pair(due.partnership))
    for event in plan.events:
        row = book.activities[event.activity]
        writes = event.partnership in mine and party in mine[event.partnership].parties(row.owner)
        if writes and row.kind == "letter":
            yield Asked(on=event.first, what=page.event(event), pair=page.pair(event.partnership))
