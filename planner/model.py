"""How a programme year is told to the planner: parties, colleagues, partnerships, absences, settled days."""

import datetime as dt
import types
from collections.abc import Mapping, Sequence

from data.answer import OnProgress
from data.book import Book
from data.country import Country, load_country
from data.errors import UnknownRow
from data.travel import Travel
from planner.calendar.horizon import dated, horizon_of
from planner.calendar.network import occurrences
from planner.errors import AddedTwice, FixesClash, TooLarge, UnknownActivity, UnknownParty, WrongValue
from planner.joint.candidates import Candidates
from planner.joint.result import Joint
from planner.joint.solve import choose
from planner.money.declared import NOTHING, Declared
from planner.money.kinds import Decision
from planner.money.rupiah import whole_rupiah
from planner.plan import Plan
from planner.problem import FACILITATOR, Block, FacilitatorPerson, Fix, Partnership, Party, Problem
from planner.solve import solve


class Model:
    """A programme year being told; ``solve`` plans it.

    Parameters
    ----------
    book
        The programme's guideline and policy.
    year
        Budget year.
    today
        Day of planning; nothing that is not fixed is planned before it.
    budget
        Whole rupiah per budget head; a head that is not named has none.
    budget_decided
        False while the annual meeting has not decided the budget (4.2): then nothing is subsidised.
    country
        Reference data; the package's own when None.
    decision
        The National Board's subsidy decision; None pays no subsidy (4.2).
    travel_policy
        Row of the book's travel policies; its default when empty.
    declared
        Company rates and pilot budgets, as the parties state them.

    Raises
    ------
    UnknownRow
        If the book has no such budget head or travel policy, or the country no region that the decision lists.
    NegativeRupiah, NotWholeRupiah
        If an amount is no whole sum of at least zero.
    WrongValue
        If the year is none that a calendar holds.
    """

    def __init__(
        self,
        book: Book,
        *,
        year: int,
        today: dt.date,
        budget: Mapping[str, int],
        budget_decided: bool = True,
        country: Country | None = None,
        decision: Decision | None = None,
        travel_policy: str = "",
        declared: Declared = NOTHING,
    ) -> None:
        if not dt.MINYEAR < year < dt.MAXYEAR - 12:
            raise WrongValue(what="year", value=year, expected=f"a year up to {dt.MAXYEAR - 12}")
        for head, amount in budget.items():
            if head not in book.budget_heads:
                raise UnknownRow(table="budget_head", key=head, near=tuple(book.budget_heads))
            whole_rupiah(f"budget head {head}", amount)
        if travel_policy and travel_policy not in book.travel_policies:
            raise UnknownRow(table="travel_policy", key=travel_policy, near=tuple(book.travel_policies))
        default = next((row.id for row in book.travel_policies.values() if row.default), "")
        self.book, self.year, self.today = book, year, today
        self.budget, self.decision, self.declared = dict(budget), decision, declared
        self.budget_decided = budget_decided
        self.travel_policy = travel_policy or default
        self.country = country or load_country()
        self.travel = Travel(self.country, book)
        for code in decision.regions if decision else ():
            self.country.region(code)
        self.parties: dict[str, Party] = {}
        self.facilitators: dict[str, FacilitatorPerson] = {}
        self.partnerships: dict[str, Partnership] = {}
        self.blocks: list[Block] = []
        self.fixes: dict[tuple[str, str, int], Fix] = {}
        self.groups: dict[str, str] = {}
        self.places: dict[str, int] = {}

    def add_party(self, party: str, *, region: str = "", name: str = "", connections: int | None = None) -> Party:
        """Add a mentor or mentee; what is not told comes from the reference utility of the same id.

        Raises
        ------
        AddedTwice
            If the id is taken.
        UnknownRow
            If neither ``region`` nor a reference utility says where it is, or the region does not exist.
        """
        if party in self.parties or party == FACILITATOR:
            raise AddedTwice(what="party", key=party)
        if not region:
            utility = self.country.utility(party)
            region, name = utility.region_code, name or utility.name
            connections = utility.connections if connections is None else connections
        self.country.region(region)
        self.parties[party] = Party(id=party, name=name or party, region=region, connections=connections)
        return self.parties[party]

    def add_facilitator(self, person: str, *, days_per_month: int, name: str = "") -> FacilitatorPerson:
        """Add a colleague of the facilitator with so many working days a month.

        Raises
        ------
        AddedTwice, WrongValue
            If the id is taken, or the days are below zero.
        """
        if person in self.facilitators:
            raise AddedTwice(what="facilitator", key=person)
        if days_per_month < 0:
            raise WrongValue(what=f"days_per_month of {person}", value=days_per_month, expected="0 or more")
        self.facilitators[person] = FacilitatorPerson(id=person, name=name or person, days_per_month=days_per_month)
        return self.facilitators[person]

    def add_partnership(
        self,
        partnership: str,
        *,
        mentor: str | Party,
        mentees: Sequence[str | Party],
        ready: dt.date,
        worth: int,
        subject: str = "",
        pilot_months: int | None = None,
        group: str = "",
    ) -> Partnership:
        """Add a partnership; its parties are taken from the reference when they were not added.

        Of the partnerships of one ``group`` at most one may enter: ``choose`` decides which.

        Raises
        ------
        AddedTwice
            If the id is taken.
        UnknownParty
            If a party was not added and is no reference utility.
        WrongValue
            If nobody or one party twice takes part, the worth is negative, the pilot shorter or longer
            than the book allows, or ``ready`` is after the last year of the plan.
        """
        if partnership in self.partnerships:
            raise AddedTwice(what="partnership", key=partnership)
        ids = tuple(self._party(party) for party in (mentor, *mentees))
        if len(ids) == 1 or len(set(ids)) < len(ids):
            raise WrongValue(
                what=f"parties of {partnership}",
                value=", ".join(ids),
                expected="one mentor and other mentees",
            )
        if worth < 0:
            raise WrongValue(what=f"worth of {partnership}", value=worth, expected="0 or more")
        self._check_months(partnership, pilot_months)
        added = Partnership(
            id=partnership, mentor=ids[0], mentees=ids[1:], ready=ready, worth=worth, subject=subject,
            pilot_months=pilot_months,
        )  # fmt: skip
        self.partnerships[partnership] = added
        if group:
            self.groups[partnership] = group
        return added

    def limit_mentor(self, mentor: str | Party, *, most: int) -> None:
        """Say that a mentor takes at most so many partnerships; ``choose`` keeps to it.

        Raises
        ------
        UnknownParty, WrongValue
            If nobody has that name, or ``most`` is below zero.
        """
        name = self._party(mentor)
        if most < 0:
            raise WrongValue(what=f"places of {name}", value=most, expected="0 or more")
        self.places[name] = most

    def block(self, who: str | Party, first: dt.date, last: dt.date, *, reason: str) -> Block:
        """Say that a party or a colleague cannot take part from ``first`` to ``last``, both included.

        Raises
        ------
        UnknownParty, WrongValue
            If nobody has that name, or the days run backwards.
        """
        name = who.id if isinstance(who, Party) else who
        if name not in self.parties and name not in self.facilitators:
            raise UnknownParty(name, (*self.parties, *self.facilitators))
        if last < first:
            raise WrongValue(
                what=f"absence of {name}", value=f"{first} to {last}", expected="a last day not before the first"
            )
        self.blocks.append(Block(who=name, first=first, last=last, reason=reason))
        return self.blocks[-1]

    def fix(self, partnership: str | Partnership, activity: str, day: dt.date, *, occurrence: int = 1) -> Fix:
        """Settle the first day of an activity; an empty partnership means an event of the whole programme.

        Raises
        ------
        UnknownParty, UnknownActivity
            If there is no such partnership or activity to be dated.
        WrongValue
            If there is no such occurrence, or the day is no working day of the plan's years.
        FixesClash
            If the activity is already settled on another day.
        """
        name = partnership.id if isinstance(partnership, Partnership) else partnership
        if name and name not in self.partnerships:
            raise UnknownParty(name, tuple(self.partnerships))
        scope = "partnership" if name else "programme"
        known = {key: row for key, row in dated(self.book).items() if row.scope == scope}
        if activity not in known:
            raise UnknownActivity(activity, tuple(known))
        if not 1 <= occurrence <= occurrences(self.book, known[activity]):
            raise WrongValue(
                what=f"occurrence of {activity}", value=occurrence, expected="one that the book counts, from 1"
            )
        axis = horizon_of(self.problem()).workdays
        if not axis.first <= day <= axis.last or not axis.is_working(day):
            raise WrongValue(
                what=f"day of {activity}", value=day, expected=f"a working day from {axis.first} to {axis.last}"
            )
        key = (name, activity, occurrence)
        if key in self.fixes and self.fixes[key].day != day:
            raise FixesClash(where=f"{name}/{activity}", days=(str(self.fixes[key].day), str(day)))
        self.fixes[key] = Fix(partnership=name, activity=activity, occurrence=occurrence, day=day)
        return self.fixes[key]

    def problem(self) -> Problem:
        """Return what has been told so far, frozen.

        Raises
        ------
        TooLarge
            If there are more partnerships or activities than one run plans.
        WrongValue
            If a partnership is ready only after the last year of the plan.
        """
        most = self.book.number("partnerships_most")
        if len(self.partnerships) > most:
            raise TooLarge(what="partnerships", count=len(self.partnerships), most=most)
        each = sum(occurrences(self.book, row) for row in dated(self.book).values())
        most = self.book.number("activities_most")
        if each * max(len(self.partnerships), 1) > most:
            raise TooLarge(what="activities", count=each * max(len(self.partnerships), 1), most=most)
        problem = Problem(
            book=self.book, country=self.country, travel=self.travel, year=self.year, today=self.today,
            budget=types.MappingProxyType(dict(self.budget)), budget_decided=self.budget_decided,
            decision=self.decision, travel_policy=self.travel_policy,
            parties=types.MappingProxyType(dict(self.parties)), facilitators=tuple(self.facilitators.values()),
            partnerships=types.MappingProxyType(dict(self.partnerships)), blocks=tuple(self.blocks),
            fixes=tuple(self.fixes.values()), declared=self.declared,
        )  # fmt: skip
        last = horizon_of(problem).workdays.days[-1]
        for partnership in self.partnerships.values():
            if partnership.ready > last:
                raise WrongValue(
                    what=f"ready day of {partnership.id}", value=partnership.ready, expected=f"a day up to {last}"
                )
        return problem

    def solve(self, *, time_limit: float, seed: int, on_progress: OnProgress | None = None) -> Plan:
        """Plan the year within ``time_limit`` seconds of wall time; see ``planner.solve.solve``.

        Raises
        ------
        WrongValue
            If partnerships exclude each other, which only ``choose`` decides.
        """
        seen: dict[str, str] = {}
        for key, group in self.groups.items():
            if group in seen:
                both = f"{seen[group]}, {key}"
                raise WrongValue(what=f"group {group}", value=both, expected="one partnership; ask choose")
            seen[group] = key
        return solve(self.problem(), time_limit=time_limit, seed=seed, on_progress=on_progress)

    def choose(self, *, time_limit: float, seed: int, on_progress: OnProgress | None = None) -> Joint:
        """Decide at once who enters and when; see ``planner.joint.solve.choose``."""
        candidates = Candidates(problem=self.problem(), groups=dict(self.groups), places=dict(self.places))
        return choose(candidates, time_limit=time_limit, seed=seed, on_progress=on_progress)

    def _party(self, party: str | Party) -> str:
        name = party.id if isinstance(party, Party) else party
        if name not in self.parties:
            if name not in self.country.utilities:
                raise UnknownParty(name, tuple(self.parties))
            self.add_party(name)
        return name

    def _check_months(self, partnership: str, months: int | None) -> None:
        if months is None:
            return
        for row in self.book.activities.values():
            if row.months:
                least, most = self.book.number(row.months[0]), self.book.number(row.months[-1])
                if not least <= months <= most:
                    raise WrongValue(
                        what=f"pilot_months of {partnership}", value=months, expected=f"{least} to {most} (2.6)"
                    )
