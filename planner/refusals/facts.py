"""The named rules of one year that could be otherwise, each with its words, its section and how hard it is to bend."""

import datetime as dt
from dataclasses import dataclass, replace

from data.book import Book
from data.rows import Precedence
from data.text import Text
from data.workdays import Quiet
from planner.problem import Block, Fix, Partnership, Problem

ASSUMED = "assumed"
READY, LEAST, MOST, PILOT, KEPT = "ready", "least", "most", "pilot", "kept"
FIXED, ABSENCE, QUIET, WEEKEND = "fixed_days", "party_absence", "quiet_days", "working_days"
PEOPLE, TEAM, YEAR, ORDER, HEAD = "facilitator_days", "mentor_team", "budget_year", "order", "budget_head"

DAYS = Text(en="working days", id="hari kerja")
CALENDAR_DAYS = Text(en="calendar days", id="hari kalender")
MONTHS = Text(en="months", id="bulan")
MONEY = Text(en="rupiah", id="rupiah")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One named thing that stands in a plan's way, or could.

    Parameters
    ----------
    id
        ``kind:what``, unique within a year.
    rule, section
        Row of the book's rules, and its section.
    hardness
        1 is the softest; the book's, or that of its own number row for what is assumed or only planned.
    says
        What it asks, with its numbers.
    gives
        How it would give way, ``{k}`` standing for the amount and ``{rest}`` for what is left of ``size``.
    size
        The number that it asks, where it asks one.
    unit
        What an amount of bending counts; None where it can only be lifted.
    """

    id: str
    rule: str
    section: str
    hardness: int
    says: Text
    gives: Text
    size: int = 0
    unit: Text | None = None

    @property
    def kind(self) -> str:
        """What kind of thing it is."""
        return self.id.partition(":")[0]

    def bent(self, amount: int | None) -> Text:
        """Return in words that it gives way by an amount."""
        by = amount or 0
        rest = self.size + by if self.kind == MOST else self.size - by
        return Text(en=self.gives.en.format(k=by, rest=rest), id=self.gives.id.format(k=by, rest=rest))

    @property
    def what(self) -> str:
        """The partnership, row or person that it is about."""
        return self.id.partition(":")[-1].partition(":")[0]


def _fact(
    problem: Problem, kind: str, what: str, *, rule: str, says: Text, gives: Text, unit: Text | None = None
) -> Fact:
    row = problem.book.rules[rule]
    own = f"{kind}_hardness"
    hardness = problem.book.number(own) if own in problem.book.numbers else row.hardness
    return Fact(
        id=f"{kind}:{what}", rule=rule, section=row.section, hardness=hardness, says=says, gives=gives, unit=unit
    )


def _quoted(text: str) -> str:
    """Return words that stand inside a template as they are."""
    return text.replace("{", "{{").replace("}", "}}")


def ready_fact(problem: Problem, partnership: Partnership, day: dt.date) -> Fact:
    """Return that nothing of a partnership lies before its letter is taken up."""
    says = Text(
        en=f"The letter of {partnership.id} is taken up on {day}.",
        id=f"Surat {partnership.id} mulai diproses pada {day}.",
    )
    name = _quoted(partnership.id)
    gives = Text(
        en=f"Take the letter of {name} up {{k}} working days earlier.",
        id=f"Proses surat {name} {{k}} hari kerja lebih awal.",
    )
    return _fact(problem, READY, partnership.id, rule=FIXED, says=says, gives=gives, unit=DAYS)


def fixed_fact(problem: Problem, fix: Fix) -> Fact:
    """Return that a settled day stays."""
    name = problem.book.activities[fix.activity].name
    says = Text(en=f"'{name.en}' is settled for {fix.day}.", id=f"'{name.id}' sudah ditetapkan pada {fix.day}.")
    gives = Text(
        en=f"Move '{_quoted(name.en)}' by {{k}} working days from {fix.day}.",
        id=f"Geser '{_quoted(name.id)}' {{k}} hari kerja dari {fix.day}.",
    )
    what = f"{fix.partnership}/{fix.activity}/{fix.occurrence}/{fix.day.year}"
    return _fact(problem, FIXED, what, rule=FIXED, says=says, gives=gives, unit=DAYS)


def absence_fact(problem: Problem, block: Block) -> Fact:
    """Return that somebody is away."""
    told = f" ({block.reason})" if block.reason else ""
    says = Text(
        en=f"{block.who} is away from {block.first} to {block.last}{told}.",
        id=f"{block.who} berhalangan dari {block.first} sampai {block.last}{told}.",
    )
    colleague = any(person.id == block.who for person in problem.facilitators)
    who = _quoted(block.who)
    gives = Text(
        en=f"Have {who} back for days between {block.first} and {block.last}.",
        id=f"Minta {who} hadir pada hari-hari antara {block.first} dan {block.last}.",
    ) if colleague else Text(
        en=f"Have {who} back for {{k}} of the days between {block.first} and {block.last}.",
        id=f"Minta {who} hadir {{k}} hari antara {block.first} dan {block.last}.",
    )  # fmt: skip
    what = f"{block.who}:{block.first}:{block.last}"
    unit = None if colleague else CALENDAR_DAYS
    return _fact(problem, ABSENCE, what, rule=ABSENCE, says=says, gives=gives, unit=unit)


def quiet_fact(problem: Problem, quiet: Quiet) -> Fact:
    """Return that the policy keeps some days quiet."""
    name = quiet.window.name
    says = Text(
        en=f"'{name.en}' is kept quiet, {quiet.first} to {quiet.last}.",
        id=f"'{name.id}' adalah masa tenang, {quiet.first} sampai {quiet.last}.",
    )
    gives = Text(
        en=f"Use {{k}} of the quiet days '{_quoted(name.en)}' ({quiet.first} to {quiet.last}).",
        id=f"Pakai {{k}} hari tenang '{_quoted(name.id)}' ({quiet.first} sampai {quiet.last}).",
    )
    return _fact(problem, QUIET, f"{quiet.window.id}:{quiet.first}", rule=QUIET, says=says, gives=gives, unit=DAYS)


def least_fact(problem: Problem, row: Precedence) -> Fact:
    """Return that a lag has a least length."""
    days, name = problem.book.number(row.least), row.name
    says = Text(en=f"'{name.en}': at least {days} working days.", id=f"'{name.id}': paling cepat {days} hari kerja.")
    gives = Text(
        en=f"Shorten the wait of '{_quoted(name.en)}' from {days} to {{rest}} working days.",
        id=f"Perpendek jeda '{_quoted(name.id)}' dari {days} menjadi {{rest}} hari kerja.",
    )
    fact = _fact(problem, LEAST, row.id, rule=ORDER, says=says, gives=gives, unit=DAYS)
    return replace(fact, section=row.section, size=days)


def most_fact(problem: Problem, row: Precedence) -> Fact:
    """Return that a lag has a most length."""
    days, name = problem.book.number(row.most), row.name
    says = Text(en=f"'{name.en}': at most {days} working days.", id=f"'{name.id}': paling lama {days} hari kerja.")
    gives = Text(
        en=f"Lengthen the longest wait of '{_quoted(name.en)}' from {days} to {{rest}} working days.",
        id=f"Perpanjang batas jeda '{_quoted(name.id)}' dari {days} menjadi {{rest}} hari kerja.",
    )
    fact = _fact(problem, MOST, row.id, rule=ORDER, says=says, gives=gives, unit=DAYS)
    return replace(fact, section=row.section, size=days)


def weekend_fact(problem: Problem) -> Fact:
    """Return that a visit lies within one working week."""
    says = Text(en="A visit lies within one working week.", id="Kunjungan berlangsung dalam satu pekan kerja.")
    gives = Text(en="Let a visit run over days off.", id="Izinkan kunjungan melewati hari libur.")
    return _fact(problem, WEEKEND, "week", rule=WEEKEND, says=says, gives=gives)


def people_fact(problem: Problem) -> Fact:
    """Return that the facilitator has only so many colleagues and days."""
    days, count = sum(person.days_per_month for person in problem.facilitators), len(problem.facilitators)
    says = Text(
        en=f"The facilitator's people ({count}) have {days} working days a month.",
        id=f"Petugas fasilitator ({count} orang) punya {days} hari kerja sebulan.",
    )
    gives = Text(en="Add a further colleague for {k} days a month.", id="Tambah satu petugas untuk {k} hari sebulan.")
    return _fact(problem, PEOPLE, "people", rule=PEOPLE, says=says, gives=gives, unit=DAYS)


def pilot_fact(problem: Problem, partnership: Partnership) -> Fact:
    """Return that the partners chose a length of the pilot."""
    months, name = partnership.pilot_months, _quoted(partnership.id)
    says = Text(
        en=f"{partnership.id} asks for a pilot of {months} months.",
        id=f"{partnership.id} meminta percontohan {months} bulan.",
    )
    gives = Text(
        en=f"Change the pilot of {name} by {{k}} months.", id=f"Ubah lama percontohan {name} sebanyak {{k}} bulan."
    )
    return _fact(problem, PILOT, partnership.id, rule="pilot_months", says=says, gives=gives, unit=MONTHS)


def year_fact(problem: Problem, partnership: Partnership) -> Fact:
    """Return that a partnership ends in the budget year."""
    name = _quoted(partnership.id)
    says = Text(
        en=f"{partnership.id} ends by {problem.year}-12-31, the end of the budget year.",
        id=f"{partnership.id} selesai paling lambat {problem.year}-12-31, akhir tahun anggaran.",
    )
    gives = Text(
        en=f"Carry {name} over: it ends {{k}} working days after the budget year.",
        id=f"Alihkan {name}: selesai {{k}} hari kerja setelah tahun anggaran.",
    )
    return _fact(problem, YEAR, partnership.id, rule=YEAR, says=says, gives=gives, unit=DAYS)


def kept_fact(problem: Problem, partnership: str) -> Fact:
    """Return that another partnership keeps its days."""
    says = Text(en=f"{partnership} keeps its dates.", id=f"Jadwal {partnership} tetap.")
    name = _quoted(partnership)
    gives = Text(en=f"Move the dates of {name}.", id=f"Pindahkan jadwal {name}.")
    return _fact(problem, KEPT, partnership, rule=TEAM, says=says, gives=gives)


def event_fact(problem: Problem, key: str, activity: str, day: dt.date) -> Fact:
    """Return that an event of the whole programme keeps its day."""
    name = problem.book.activities[activity].name
    says = Text(en=f"'{name.en}' is held on {day}.", id=f"'{name.id}' diadakan pada {day}.")
    gives = Text(en=f"Move '{_quoted(name.en)}' away from {day}.", id=f"Pindahkan '{_quoted(name.id)}' dari {day}.")
    return _fact(problem, KEPT, key, rule=FIXED, says=says, gives=gives)


def is_assumed(book: Book, number: str) -> bool:
    """Whether a number is the programme's own assumption, so that the programme may change it."""
    return bool(number) and book.numbers[number].status == ASSUMED
