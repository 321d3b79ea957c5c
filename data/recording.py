"""Rows of the table of record kinds: what is kept of a partnership besides its steps, and by whose hand."""

from dataclasses import dataclass, field
from typing import Literal

from data.rows import Row
from data.text import Text

FieldType = Literal[
    "line", "text", "day", "month", "whole", "money", "reading", "truth", "choice", "row", "subject", "record",
    "version", "rows",
]  # fmt: skip

# Nouns of the record that every programme has; a field may name them, and a kind may not be called like one.
NOUNS = ("programme", "member", "letter", "partnership")

# Who has an account, and whose records a right reaches: one's own, also those of one's partners, all.
Seat = Literal["facilitator", "mentor", "mentee", "board", "partner", "auditor"]
Reach = Literal["own", "shared", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One field of a kind of record.

    Parameters
    ----------
    type
        What it holds. ``row`` is a row of one of the book's tables, ``record`` another record of the programme,
        ``version`` another record as it was when it was named, ``rows`` a list of small records with ``fields``.
    required
        True when no record may be without it.
    many
        True when it holds a list of such values.
    unit
        What a whole number counts.
    least, most
        Bounds of a whole number.
    target
        Table of a ``row``, kind of a ``record`` or ``version``.
    choices
        Codes of a ``choice``, each with its name.
    personal
        True when it is about people: kept apart, erasable, shown to the facilitator and to those whose record it is.
    owner
        True when the member that it names is the one whose record it is.
    draws
        What a draft is filled with: ``open:advice`` (records of the partnership that still wait),
        ``each:monthly_report.findings`` (that text of each of them, in order).
    """

    id: str
    name: Text
    type: FieldType
    required: bool = False
    many: bool = False
    unit: str = ""
    least: int = 0
    most: int = 0
    target: str = ""
    choices: dict[str, Text] = field(default_factory=dict)
    fields: tuple["RecordField", ...] = ()
    personal: bool = False
    owner: bool = False
    draws: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMove:
    """What brings a record from one of ``origins`` to ``to``.

    Parameters
    ----------
    by
        Seat to reach: who may do it, with whose records.
    each
        Parties of the partnership that each have to do it before it counts (the work plan's three approvals, 3.1.6).
    second
        Why another account has to do it than the one that brought the record here: money or publication.
    files, holds
        Document that is thereby filed and activity that is thereby held in the partnership's own record; a field's
        id where the record says which.
    confirms
        Party whose green light it is.
    opens
        Kind of record that begins with it, and the field whose text that one takes over; nothing where it is empty.
    """

    id: str
    name: Text
    origins: tuple[str, ...]
    to: str
    by: dict[Seat, Reach]
    each: tuple[str, ...] = ()
    second: Literal["", "money", "publish"] = ""
    files: str = ""
    holds: str = ""
    confirms: str = ""
    opens: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCheck:
    """What has to hold of a record: a named predicate, its sentence, and the section that asks for it.

    Parameters
    ----------
    test
        A predicate of the closed list in ``data.checking.records`` with its arguments.
    at
        Moves that need it; empty where it holds at every change.
    only
        ``field=code``: asked only of records that say so.
    warns
        True when it is told and blocks nothing, because the guideline recommends.
    section
        Empty: the section of the kind.
    """

    id: str
    test: str
    says: Text
    at: tuple[str, ...] = ()
    only: str = ""
    warns: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind(Row):
    """A kind of record.

    Parameters
    ----------
    parent
        The required field that names the record below which it stands; its id begins with that record's.
    key
        Fields that make the rest of the id, so that there is one of each; empty: a name that is given, or a number.
    states
        Code to name, in order; the first is where it begins.
    open
        States in which its fields may change; empty: in all.
    void
        States that count nowhere: withdrawn, refused.
    read, write
        Seat to reach: who sees it, who adds and changes it.
    """

    parent: str = ""
    key: tuple[str, ...] = ()
    states: dict[str, Text]
    open: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    read: dict[Seat, Reach]
    write: dict[Seat, Reach]
    fields: tuple[RecordField, ...]
    moves: tuple[RecordMove, ...] = ()
    checks: tuple[RecordCheck, ...] = ()

    def field(self, name: str) -> RecordField | None:
        """Return a field by its id, or None."""
        return next((each for each in self.fields if each.id == name), None)

    def move(self, name: str) -> RecordMove | None:
        """Return a move by its id, or None."""
        return next((each for each in self.moves if each.id == name), None)

    @property
    def initial(self) -> str:
        """The state in which it begins."""
        return next(iter(self.states))

    @property
    def owner(self) -> str:
        """The field that names the member whose record it is, or empty."""
        return next((each.id for each in self.fields if each.owner), "")
