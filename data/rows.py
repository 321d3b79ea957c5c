"""The shape of a programme's book: the guideline and its policy as rows of tables.

Every row says which section of the guideline it comes from and how sure that is:
``stated`` (the guideline says so), ``read-into`` (it says something that leads here)
or ``assumed`` (it is silent; the note gives the reason taken from practice).
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from data.text import Text

Status = Literal["stated", "read-into", "assumed"]
Scope = Literal["partnership", "programme"]
ActivityKind = Literal["letter", "meeting", "ceremony", "visit", "workshop", "report", "work", "pilot"]
Edge = Literal["start", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row of every table says.

    Parameters
    ----------
    id
        Short name that one can say aloud; unique within its table.
    name
        The field's own word for it.
    section
        Section of the guideline, for example ``3.1.1-A5``.
    status
        ``stated``, ``read-into`` or ``assumed``.
    note
        Why, when the guideline does not simply say so; for assumed rows never empty.
    """

    id: str
    name: Text
    section: str
    status: Status = "stated"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Row):
    """A section of the guideline in brief; ``aliases`` are other numbers under which it is cited."""

    text: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Row):
    """An actor: party, officer, board, authority; ``party`` is the one for which an officer or team acts, or empty."""

    kind: Literal["party", "officer", "board", "authority", "partner"]
    party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Row):
    """One duty of one role (2.7); ``name`` is its wording."""

    role: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Row):
    """A principle, objective, method, output, readiness piece, acknowledgement, benefit or observation."""

    kind: Literal[
        "principle",
        "objective",
        "method",
        "output",
        "readiness",
        "acknowledgement",
        "benefit",
        "observation",
        "fact",
        "actor-criterion",
        "check",
        "purpose",
    ]
    role: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Row):
    """One of the phases of the chart before 3.1.2."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Row):
    """Something that takes place, once per partnership or once per programme year.

    Parameters
    ----------
    phase
        Phase of the chart in which it lies.
    kind
        What it is to a calendar: letters and reports are milestones of no length,
        meetings, ceremonies, visits and workshops take people and days, work takes days,
        the pilot takes calendar months.
    owner
        Role that has to see to it.
    place
        Role at whose place it happens; empty where no place matters.
    travellers
        Roles that travel to ``place``; with their team sizes in ``teams`` (number ids, same order).
    scope
        Per partnership or for the whole programme year.
    length
        Number id of its working days, or empty (a milestone); for the pilot empty, see ``months``.
    months
        Two number ids, least and most calendar months; only for the pilot.
    times
        Number id of how often it is held in a partnership; empty means once.
    trip
        Activities of one partnership with the same trip share one journey; empty means none.
    quorum
        Roles without which it does not count.
    outputs
        Documents that come out of it.
    optional
        True when a plan may leave it out.
    in_chart
        True when the phase chart of 3.1 names it among the phase's major activities.
    scheduled
        True when a planner has to date it for each partnership or each year.
    """

    phase: str
    kind: ActivityKind
    owner: str
    place: str = ""
    travellers: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    scope: Scope = "partnership"
    length: str = ""
    months: tuple[str, ...] = ()
    times: str = ""
    trip: str = ""
    quorum: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    optional: bool = False
    in_chart: bool = False
    scheduled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence(Row):
    """``after`` may begin (or end) only so many working days after ``before`` ends (or begins).

    Parameters
    ----------
    before, after
        Activity ids.
    anchor, target
        Which edge of ``before`` and of ``after`` the lag joins.
    least, most
        Number ids of the lag in working days; ``most`` may be empty.
    """

    before: str
    after: str
    anchor: Edge = "end"
    target: Edge = "start"
    least: str
    most: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Row):
    """A paper: who writes, signs, witnesses and receives it, its parts, and when it is due.

    Parameters
    ----------
    owner
        Role that writes it.
    coauthors
        Roles that write it together with the owner; it counts as approved when all of them agree.
    signers, witnesses, receivers, copies
        Role ids.
    parts
        Headings, in order, in two languages.
    phase
        Phase whose output it is; empty for papers outside the chart.
    after, due
        Activity id after whose end it is due, and the number id of that many working days.
    monthly
        True when one is due for every month of the pilot (3.2.2).
    scope
        Per partnership or for the whole programme year.
    in_chart
        True when the phase chart of 3.1 names it among the outputs.
    """

    owner: str
    coauthors: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    parts: tuple[Text, ...] = ()
    phase: str = ""
    after: str = ""
    due: str = ""
    monthly: bool = False
    scope: Scope = "partnership"
    in_chart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Row):
    """Where a partnership stands; ``final`` states have no way out.

    ``means`` tells who counts that a mentor is looked for, or that it is over: gone through as a whole, or early.
    """

    initial: bool = False
    final: bool = False
    means: Literal["", "unmatched", "whole", "early"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Row):
    """What moves a partnership from one of ``origins`` to ``to``; ``needs`` are gates (``filed:minutes``)."""

    origins: tuple[str, ...]
    to: str
    by: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Row):
    """A predicate that steps may need; ``lacks`` says ``{what}`` is missing and ``{who}`` is waited for."""

    lacks: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Row):
    """One number with its unit, the day from which it holds, and its source.

    Money is in whole units of the programme's currency, points and days are whole.
    """

    value: int
    unit: str
    since: dt.date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRule(Row):
    """Who pays which kinds of cost (4.1): ``traveller``, ``host``, ``mentor``, ``mentee`` or ``facilitator``."""

    payer: Literal["traveller", "host", "mentor", "mentee", "facilitator"]
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostKind(Row):
    """A kind of cost line; ``head`` is the budget head when the facilitator pays it."""

    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelPolicy(Row):
    """How the tension between 4.1.1 and 3.1.1-A3 is settled.

    Parameters
    ----------
    travellers
        Roles whose journeys the policy concerns.
    host_percent
        Cost kind to the whole per cent that the hosting utility pays; the traveller pays the rest.
    default
        True for the one policy in force when nobody chooses.
    """

    travellers: tuple[str, ...]
    host_percent: dict[str, int] = field(default_factory=dict)
    default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetHead(Row):
    """One of the heads of the facilitator's budget (4.2)."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerHelp(Row):
    """One kind of help that supporting partners can give (4.3)."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietWindow(Row):
    """Days on which no ceremony, visit, meeting or workshop is planned (policy).

    Parameters
    ----------
    anchor
        ``ramadan`` (from thirty days before Eid to the day before), ``eid`` (Eid al-Fitr),
        or a month and day such as ``08-17``.
    before, after
        Number ids: calendar days before and after the anchor that are quiet too.
    kinds
        Activity kinds that avoid it.
    """

    anchor: str
    before: str
    after: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension(Row):
    """Where the guideline pulls two ways or falls silent, and the choice made."""

    number: int
    choice: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Row):
    """A named rule that a solver or checker enforces; ``room`` says which one.

    ``hardness`` ranks how hard it is to bend, 1 the softest; ``where`` is the Python module.
    """

    room: Literal["matcher", "planner", "service"]
    hardness: int
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim(Row):
    """One aim of the matcher; they stand in the order of ``number``, and no later one outweighs an earlier.

    ``unit`` is what its value counts; ``where`` is the Python module.
    """

    number: int
    unit: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem(Row):
    """One of the items into which the guideline was cut; ``where`` lists what honours it.

    Each entry is ``table:row`` (``document:minutes``), or ``later:records``, ``later:papers``,
    ``later:pages`` for what is not honoured yet.
    """

    where: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Row):
    """Who runs the book: names old and new, currency, country of the calendar, contact block.

    ``budget_year_binds`` is true when everything paid must fall into the calendar year (2.6).
    """

    facilitator: str
    former_names: tuple[Text, ...] = ()
    currency: str = "IDR"
    country: str = "ID"
    base_region: str = ""
    budget_year_binds: bool = True
    contact: tuple[str, ...] = ()
