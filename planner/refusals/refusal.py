"""A no in words: what together leaves no day, the chain against the year's end, and the cheapest repairs (2.6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.answer import Reason
from data.text import Text
from planner.assemble import assemble, dues
from planner.calendar.groundwork import Groundwork, Schedule
from planner.levels import deadline
from planner.refusals import facts as named
from planner.refusals.case import Case
from planner.refusals.conflict import Repair, conflict, repairs
from planner.refusals.facts import Fact
from planner.verify import verify

# Repairs that are told, and facts of a conflict that one sentence names.
TOLD, NAMED = 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One activity of the chain with its earliest day."""

    activity: str
    first: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One fact as it stands in the way: its rule, section, hardness, and what it asks."""

    fact: str
    rule: str
    section: str
    hardness: int
    says: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that gives way in a repair: by ``amount`` of ``unit``, None where it is lifted altogether."""

    fact: str
    rule: str
    section: str
    hardness: int
    amount: int | None
    unit: Text | None
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A smallest change that leaves a place; ``ends`` is when each partnership then ends.

    ``checked`` says that the rules, recounted without the search, refuse nothing but what gives way.
    """

    changes: tuple[Change, ...]
    ends: Mapping[str, dt.date]
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why some partnerships have no place.

    Parameters
    ----------
    who
        Partnerships that were to find one, together.
    facts
        A smallest set of facts that leaves no day; empty when the guideline alone leaves none.
    chain
        Where the year's end is among them: every activity with its earliest day.
    options
        The cheapest repairs, the softest rules first.
    """

    who: tuple[str, ...]
    facts: tuple[Standing, ...]
    chain: tuple[Step, ...]
    options: tuple[Option, ...]
    last: dt.date

    @property
    def reason(self) -> Reason:
        """Return it as one reason: the softest fact's rule, the set in a sentence, the cheapest repairs."""
        who = ", ".join(self.who)
        if not self.facts:
            return Reason(rule=named.ORDER, section="", who=who, sentence=_none(self.last), remedy=NEXT_YEAR)
        lead = min(self.facts, key=lambda one: (one.hardness, one.fact))
        return Reason(rule=lead.rule, section=lead.section, who=who, sentence=self._sentence(), remedy=self._remedy())

    def _sentence(self) -> Text:
        told, more = self.facts[:NAMED], len(self.facts) - NAMED
        en, idn = " ".join(fact.says.en for fact in told), " ".join(fact.says.id for fact in told)
        if more > 0:
            en, idn = f"{en} And {more} more.", f"{idn} Dan {more} lagi."
        if self.chain:
            first, last = self.chain[0].first, self.chain[-1].first
            return Text(
                en=f"From {first} the chain reaches {last} at the earliest, after the budget year. {en}",
                id=f"Mulai {first}, rangkaiannya paling cepat selesai {last}, setelah tahun anggaran. {idn}",
            )
        if len(self.facts) == 1:
            return Text(en=f"No day is left: {en}", id=f"Tidak ada hari tersisa: {idn}")
        return Text(en=f"These together leave no day: {en}", id=f"Gabungan ini tidak menyisakan hari: {idn}")

    def _remedy(self) -> Text:
        if not self.options:
            return NEXT_YEAR
        told = [[change.sentence for change in option.changes] for option in self.options]
        en = " Or: ".join(" ".join(text.en for text in texts) for texts in told)
        idn = " Atau: ".join(" ".join(text.id for text in texts) for texts in told)
        return Text(en=en, id=idn)


NEXT_YEAR = Text(en="Take it into the next year.", id="Masukkan ke tahun berikutnya.")


def _none(last: dt.date) -> Text:
    return Text(
        en=f"The guideline's own order leaves no day up to {last}.",
        id=f"Urutan dalam pedoman tidak menyisakan hari sampai {last}.",
    )


def refusal(
    ground: Groundwork, keys: tuple[str, ...], *, in_year: bool = False, kept: Schedule | None = None, most: int = TOLD
) -> Refusal | None:
    """Return why partnerships have no place, together; None when they have one.

    Parameters
    ----------
    in_year
        Whether they have to end in the budget year.
    kept
        Days of the others, which then count as facts too.
    most
        Repairs that are looked for.

    Raises
    ------
    OutOfSteps
        If the question is too large to be settled.
    """
    case = Case(ground, keys, in_year=in_year, kept=kept)
    against = conflict(case)
    if against is None:
        return None
    found = repairs(case, against, most=most) if against else ()
    return Refusal(
        who=keys, facts=tuple(_standing(case.facts[key]) for key in against), chain=_chain(case, against, found),
        options=tuple(_option(case, repair) for repair in found), last=ground.horizon.workdays.last,
    )  # fmt: skip


def _standing(fact: Fact) -> Standing:
    return Standing(fact=fact.id, rule=fact.rule, section=fact.section, hardness=fact.hardness, says=fact.says)


def _chain(case: Case, against: tuple[str, ...], found: tuple[Repair, ...]) -> tuple[Step, ...]:
    """Return the earliest days of a partnership that would have to be carried over."""
    carried = [
        repair for repair in found if len(case.keys) == 1 and {bend.fact.kind for bend in repair.bends} == {named.YEAR}
    ]
    if not carried or not any(case.facts[key].kind == named.YEAR for key in against):
        return ()
    schedule, network = carried[0].schedule, case.ground.networks[case.keys[0]]
    steps = [(schedule.starts[unit.key] + part.offset, part.activity) for unit in network.units for part in unit.parts]
    return tuple(Step(activity=activity, first=case.horizon.day(at)) for at, activity in sorted(steps))


def _option(case: Case, repair: Repair) -> Option:
    changes = tuple(
        Change(
            fact=bend.fact.id, rule=bend.fact.rule, section=bend.fact.section, hardness=bend.fact.hardness,
            amount=bend.amount, unit=bend.fact.unit, sentence=bend.fact.bent(bend.amount),
        )
        for bend in repair.bends
    )  # fmt: skip
    ends = {
        key: case.horizon.day(min(repair.schedule.finish(case.ground.networks[key]), case.horizon.last))
        for key in case.keys
    }
    return Option(changes=changes, ends=ends, checked=is_kept(case, repair))


def is_kept(case: Case, repair: Repair) -> bool:
    """Whether the rules, recounted from the dated events, refuse nothing but what the repair lets give way."""
    ground = case.ground.only(frozenset(case.keys))
    schedule = replace(repair.schedule, stuck={})
    events = assemble(ground, schedule)
    over = [key for key, network in ground.networks.items() if schedule.finish(network) > deadline(ground)]
    papers = dues(ground.problem, ground.horizon, events)
    broken = {violation.rule for violation in verify(ground.problem, events, carried=over, dues=papers)}
    return broken <= {bend.fact.rule for bend in repair.bends}
