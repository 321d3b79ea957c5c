"""Two answers for one year on the screen: aims, pairs, days and rupiah that differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text as Line

import planner
from data.answer import Level
from data.coded import unit_said
from service.cli.layout import figure, heading, table, under, whole, wrap
from service.records.compared import Scenario
from service.words import Names, Words, month_name, number, rupiah, span


@dataclass(frozen=True, slots=True)
class Side:
    """Both sides and what differs, with the reader's words and names."""

    first: Scenario
    second: Scenario
    found: planner.Comparison
    names: Names
    words: Words

    def called(self, key: str) -> str:
        """Return a partnership by its utilities, mentor first; the programme by its word."""
        if not key:
            return self.words("replan.programme")
        parties = self.second.parties.get(key) or self.first.parties.get(key, "")
        return " ".join([key, *(self.names.short(party) for party in parties.split())])

    def signed(self, amount: int) -> str:
        """Return rupiah with a sign."""
        return ("+" if amount > 0 else "") + rupiah(amount, self.words.language, self.first.currency)


def compared_report(side: Side) -> Iterator[RenderableType]:
    """Yield everything that differs, what concerns people first."""
    words, found = side.words, side.found
    yield heading(1, words("compare.title", first=side.first.name, second=side.second.name))
    if side.first.fictional or side.second.fictional:
        yield Line(words("year.fictional"), style="italic")
    yield Line(
        words("compare.summary", moved=len(found.moved), gone=len(found.gone), new=len(found.new),
              rupiah=side.signed(found.total))
    )  # fmt: skip
    yield from _aims(side)
    yield from _pairs(side)
    yield from _moved(side)
    yield from _only(side, words("compare.gone", name=side.first.name), found.gone)
    yield from _only(side, words("compare.new", name=side.second.name), found.new)
    for title, sums, named in (
        ("compare.payers", found.payers, side.names.payer),
        ("compare.heads", found.heads, lambda key: side.names.head(key) if key else words("compare.no_head")),
        ("compare.partnerships", found.partnerships, side.called),
        ("compare.months", found.months, lambda key: _month(key, words)),
    ):
        if sums:
            yield under(words(title))
            rows = [(named(key), side.signed(amount)) for key, amount in sums.items()]
            yield table([wrap(""), figure(words("compare.more"))], rows)


def other_pairs(one: Scenario, two: Scenario) -> tuple[tuple[str, str, str], ...]:
    """Return the letters with another mentor, with both mentors; an empty text where a side has none."""
    keys = sorted({*one.known.pairs, *two.known.pairs})
    both = ((key, one.known.pairs.get(key, ""), two.known.pairs.get(key, "")) for key in keys)
    return tuple(row for row in both if row[1] != row[2])


def _month(key: str, words: Words) -> str:
    year, _, month = key.partition("-")
    return f"{month_name(int(month), words.language)} {year}"


def _aims(side: Side) -> Iterator[RenderableType]:
    """Yield what each side reached; aims that only one has stay empty on the other."""
    words = side.words
    sides: list[Mapping[str, Level]] = [{one.id: one for one in each.levels} for each in (side.first, side.second)]

    def shown(level: Level | None) -> str:
        if level is None:
            return ""
        if level.unit == "rupiah":
            return rupiah(level.value, words.language, side.first.currency)
        return f"{number(level.value, words.language)} {words.say(unit_said(level.unit))}"

    rows = []
    for key in dict.fromkeys([*sides[0], *sides[1]]):
        here, there = sides[0].get(key), sides[1].get(key)
        either = here or there
        if either is not None:
            same = here is not None and there is not None and here.value == there.value
            rows.append((words.say(either.name), shown(here), words("compare.same") if same else shown(there)))
    if rows:
        yield under(words("compare.aims"))
        yield table([wrap(words("levels.aim")), figure(side.first.name), figure(side.second.name)], rows)


def _pairs(side: Side) -> Iterator[RenderableType]:
    rows = [
        (letter, *(side.names.short(key) if key else words_none for key in (was, now)))
        for words_none in (side.words("compare.nobody"),)
        for letter, was, now in other_pairs(side.first, side.second)
    ]
    if rows:
        yield under(side.words("compare.pairs"))
        yield table([whole(side.words("compare.letter")), wrap(side.first.name), wrap(side.second.name)], rows)


def _moved(side: Side) -> Iterator[RenderableType]:
    words, found = side.words, side.found
    if not found.moved:
        return
    yield under(words("compare.moved"))
    columns = (whole(words("replan.event")), whole(side.first.name), whole(side.second.name))
    for key in dict.fromkeys(one.partnership for one in found.moved):
        yield Line(f"\n{side.called(key)}", style="bold")
        rows = [
            (_called(side, one.event, one.activity), span(*one.was, words.language), span(*one.now, words.language))
            for one in found.moved if one.partnership == key
        ]  # fmt: skip
        yield table(columns, rows)


def _only(side: Side, title: str, events: Iterable[planner.Event]) -> Iterator[RenderableType]:
    rows = [
        (side.called(event.partnership), _called(side, event.id, event.activity),
         span(event.first, event.last, side.words.language))
        for event in events
    ]  # fmt: skip
    if rows:
        yield under(title)
        columns = (
            wrap(side.words("compare.partnership")),
            wrap(side.words("replan.event")),
            whole(side.words("compare.days")),
        )
        yield table(columns, rows)


def _called(side: Side, event: str, activity: str) -> str:
    occurrence = event.rpartition("/")[2]
    name = side.names.activity(activity)
    return name if occurrence == "1" else f"{name} {occurrence}"
