"""Sections 2 and 3 of the report: who is paired with whom, how good that is, and who is not (3.1.2)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rich.console import RenderableType
from rich.text import Text as Line

import matcher
from data.answer import Level, Reason
from data.coded import unit_said
from service.cli.layout import BELOW, POINT, cut, figure, hanging, heading, remark, table, under, whole, wrap
from service.cli.view import View
from service.records.year import Matched
from service.words.changes import changes
from service.words.figures import percent

# Sentences of one rule and one remedy that are told one by one; more differ in figures only.
SHOWN_SENTENCES = 3


def pairs(view: View[Matched], number: int) -> Iterator[RenderableType]:
    """Yield the assignment and its levels."""
    words, names, match = view.words, view.names, view.year.match
    yield heading(number, words("pairs.title"))
    found = {key: view.year.proposal(key) for key in view.year.letters}
    rows = [
        (
            key,
            names.short(pair.mentee),
            names.short(pair.mentor),
            names.subject(pair.subject),
            f"{pair.points}/{pair.possible}",
            distance(view, pair.distance_km),
        )
        for key, pair in found.items()
    ]
    columns = (
        whole(words("pairs.id")), cut(words("pairs.mentee")), cut(words("pairs.mentor")), cut(words("pairs.subject")),
        figure(words("pairs.points")), figure(words("pairs.distance")),
    )  # fmt: skip
    if not rows:
        yield Line(words("pairs.nobody"))
        return
    yield table(columns, rows)
    baseline = match.baseline
    beside = {level.id: level.value for level in baseline.levels} if baseline else {}
    yield from levels(view, match.levels, baseline=beside)
    yield remark(words("pairs.baseline"))
    yield from freedom(view)


def freedom(view: View[Matched]) -> Iterator[RenderableType]:
    """Yield how many pairs every match as good would have, and where one more place would help most."""
    match, names = view.year.match, view.names
    count, pairs_ = len(matcher.settled(match)), len(match.proposals)
    yield Line(view.words("choices.settled", count=view.number(count), pairs=view.number(pairs_)))
    names_of = {level.id: view.say(level.name) for level in match.levels}
    after = "; ".join(f"{names_of[key]} {view.number(found)}" for key, found in matcher.decided(match).items())
    yield Line(view.words("choices.decided", levels=after))
    for mentor, change in list(matcher.one_more_place(match).items())[:1]:
        told = changes(change, match.levels, view.words)
        yield Line(view.words("choices.place", mentor=names.short(mentor), changes=told))


def distance(view: View[Matched], kilometres: int | None) -> str:
    """Return a distance, or the word for one that is not known."""
    return view.words("pairs.unknown") if kilometres is None else f"{view.number(kilometres)} km"


def levels(view: View[Matched], found: Iterable[Level], *, baseline: Mapping[str, int]) -> Iterator[RenderableType]:
    """Yield the ordered aims: what was reached, what is possible at best, whether proved, and the baseline."""
    words = view.words
    yield under(words("levels.title"))
    rows = [
        (
            aim(view, level),
            view.amount(level.value, level.unit),
            view.amount(level.bound, level.unit),
            _proof(view, level),
            view.amount(baseline[level.id], level.unit) if level.id in baseline else "",
        )
        for level in found
    ]
    columns = (
        wrap(words("levels.aim")), figure(words("levels.value")), figure(words("levels.bound")),
        whole(words("levels.state")), figure(words("levels.baseline")),
    )  # fmt: skip
    yield table(columns, rows)


def _proof(view: View[Matched], level: Level) -> str:
    if level.proved:
        return view.words("levels.proved")
    return view.words("levels.gap", percent=percent(level.gap_permille, view.language))


def aim(view: View[Matched], level: Level) -> str:
    """Return the name of a level with its unit."""
    unit = view.words.known(f"unit.{level.unit.replace(' ', '_')}", view.say(unit_said(level.unit)))
    return f"{view.say(level.name)} ({unit})"


def unmatched(view: View[Matched], number: int) -> Iterator[RenderableType]:
    """Yield every letter without a mentor with its reasons and remedies, and pins that contradict each other."""
    words, match = view.words, view.year.match
    yield heading(number, words("unmatched.title"))
    if match.conflicts:
        yield under(words("unmatched.conflicts"))
        yield from grouped(view, match.conflicts)
    if not match.unmatched and not match.conflicts:
        yield Line(words("unmatched.none"))
    alike: dict[tuple[Reason, ...], list[str]] = {}
    for letter, found in match.unmatched.items():
        alike.setdefault(tuple(replace(reason, who="") for reason in found), []).append(letter)
    for reasons, letters in alike.items():
        yield Line("\n" + ", ".join(f"{letter}  {view.names.short(letter)}" for letter in letters), style="bold")
        for reason in reasons:
            yield from told(view, reason)


def told(view: View[Matched], reason: Reason) -> Iterator[RenderableType]:
    """Yield a reason with its rule, section and remedy."""
    where = f" [{reason.rule}{', ' + reason.section if reason.section else ''}]"
    yield hanging(view.mark("·"), f"{view.say(reason.sentence)}{where}", indent=POINT)
    yield hanging(view.mark("→"), view.say(reason.remedy), indent=BELOW, style="italic")


def grouped(view: View[Matched], found: Iterable[Reason]) -> Iterator[RenderableType]:
    """Yield reasons; those of one rule with one remedy are told together, under all their names.

    Notes
    -----
    Where many such sentences differ in figures only, the first stands for all; the tables hold every figure.
    """
    same: dict[tuple[str, str], list[Reason]] = {}
    for reason in found:
        same.setdefault((reason.rule, reason.remedy.en), []).append(reason)
    for alike in same.values():
        by_sentence: dict[str, list[Reason]] = {}
        for reason in alike:
            by_sentence.setdefault(reason.sentence.en, []).append(reason)
        if len(by_sentence) > SHOWN_SENTENCES:
            yield from _names(view, alike)
            yield from told(view, alike[0])
            yield remark(f"     {view.words('cautions.alike', count=len(by_sentence) - 1)}")
            continue
        for group in by_sentence.values():
            yield from _names(view, group)
            yield from told(view, group[0])


def _names(view: View[Matched], found: Iterable[Reason]) -> Iterator[RenderableType]:
    names = dict.fromkeys(view.called(reason.who) for reason in found if reason.who)
    yield Line("\n" + ", ".join(names) if names else "", style="bold")
