"""What the record tells as a whole, in the terminal."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text as Line

from data.country import Country
from data.text import Text
from matcher.learning.hindsight import Choice
from matcher.learning.network import Network
from service.cli.layout import BELOW, POINT, cut, figure, hanging, heading, remark, table, under, whole
from service.insight import Ended, Folder, Item, Measured, Pooled, Standing, Watched, Work
from service.words import Words

# What a word of an item's standing is called in the table of words.
SAID = {
    Standing.DONE: "insight.done",
    Standing.LATE: "insight.late",
    Standing.MISSING: "insight.missing",
    Standing.AHEAD: "insight.ahead",
    Standing.UNKNOWN: "insight.unknown",
}

# Titles of the lists.
TITLES = {
    "to_match": "insight.to_match",
    "to_move_on": "insight.to_move_on",
    "to_sign": "insight.to_sign",
    "to_approve": "insight.to_approve",
    "overdue": "insight.overdue",
    "silent": "insight.silent",
    "at_risk": "insight.risky",
    "expected": "insight.expected",
}


def indicators_report(words: Words, folder: Folder, found: Sequence[Measured]) -> Iterator[RenderableType]:
    """Yield the indicators of one partnership: value, formula with its numbers, what is missing, what is said."""
    yield heading(
        1, words("insight.indicators", id=folder.id, state=words.say(folder.book.states[folder.record.state].name))
    )
    for one in found:
        value = words("insight.percent", value=one.value) if one.value is not None else words("insight.none")
        who = folder.name(one.member) if one.member else ""
        yield under(f"{words.say(one.indicator.name)}: {value}   {who}".rstrip())
        yield hanging("=", words.say(one.worked), indent=POINT)
        for item in (*one.items, *one.beside):
            if item.standing is not Standing.DONE or item in one.beside:
                yield hanging("·", _item(words, item), indent=BELOW)
        for said in one.opinions:
            by = words("insight.by_self") if said.by == "self" else words("insight.by_other")
            told = words("insight.percent", value=said.value) if said.value is not None else words("insight.none")
            apart = "" if not said.apart else "  " + words("insight.apart", points=abs(said.apart))
            yield hanging("≠" if said.apart else "·", f"{by}: {told}{apart} {said.words}".rstrip(), indent=BELOW)


def _item(words: Words, item: Item) -> str:
    day = item.day or item.due
    told = f"{words.say(item.name)}: {words(SAID[item.standing])}"
    return f"{told} ({day.isoformat()})" if day else told


def summary_report(words: Words, pooled: Sequence[Pooled], *, count: int) -> Iterator[RenderableType]:
    """Yield the indicators of a programme, with how many values each is made of."""
    yield heading(1, words("insight.summary", count=count))
    columns = (
        cut(words("table.indicator")), figure("%"), figure(words("insight.done")), figure(words("insight.late")),
        figure(words("insight.due")), figure(words("insight.without")),
    )  # fmt: skip
    rows = [
        (words.say(one.indicator.name), "-" if one.value is None else str(one.value), str(one.done), str(one.late),
         str(one.due), str(one.without))
        for one in pooled
    ]  # fmt: skip
    yield table(columns, rows)


def warnings_report(words: Words, watched: Sequence[Watched], *, today: dt.date) -> Iterator[RenderableType]:
    """Yield the partnerships of which something is to be said, with reasons and the next step."""
    yield heading(1, words("insight.warnings", day=today.isoformat()))
    if not watched:
        yield Line(words("insight.quiet"))
    for one in watched:
        risk = f"  {words('insight.is_at_risk')}" if one.at_risk else ""
        state = words.say(one.folder.book.states[one.folder.record.state].name)
        yield under(f"{one.folder.id}  {state}  {words('insight.points', points=one.points)}{risk}")
        for alarm in one.alarms:
            yield hanging(f"{alarm.points}", words.say(alarm.sentence), indent=POINT)
            yield hanging("→", words.say(alarm.next), indent=BELOW, style="italic")
    yield remark(words("insight.assumed"))


def work_report(words: Words, lists: Mapping[str, Sequence[Work]]) -> Iterator[RenderableType]:
    """Yield the lists, empty ones told too."""
    for place, (name, works) in enumerate(lists.items(), start=1):
        yield heading(place, words(TITLES[name]))
        if not works:
            yield Line(words("insight.nobody"))
            continue
        for work in works:
            said, day = words.say(work.sentence), work.day.isoformat() if work.day else ""
            yield hanging(work.record, said if day in said else f"{said} ({day})", indent=POINT)


def network_report(
    words: Words, network: Network, names: Mapping[str, str], *, country: Country
) -> Iterator[RenderableType]:
    """Yield the learning community: lessons, chains, bridges, subjects without a mentor."""
    yield heading(1, words("insight.network_title"))
    for sentence in network.summary:
        yield hanging("·", words.say(sentence), indent=POINT)
    if network.lessons:
        columns = (
            whole(words("past.year")), cut(words("past.mentor")), cut(words("past.mentee")), cut(words("past.subject")),
        )  # fmt: skip
        yield table(columns, [_lesson(words, one, names, country) for one in network.lessons])
    if network.chains:
        yield under(words("insight.chains"))
        for chain in network.chains:
            parties = [chain[0].mentor, *(one.mentee for one in chain)]
            yield hanging("→", " → ".join(names.get(one, one) for one in parties), indent=POINT)
    if network.bridges:
        yield under(words("insight.bridges"))
        for bridge in network.bridges:
            key = "insight.bridge_holds" if bridge.holds else "insight.bridge"
            said = words(
                key, who=names.get(bridge.party, bridge.party), regions=", ".join(bridge.regions), share=bridge.between
            )
            yield hanging("·", said, indent=POINT)
    if network.unserved:
        yield under(words("insight.unserved"))
        for subject, asking in network.unserved.items():
            who = ", ".join(names.get(one, one) for one in asking)
            yield hanging("·", f"{_subject(words, subject, country)}: {who}", indent=POINT)


def _lesson(words: Words, one: Choice, names: Mapping[str, str], country: Country) -> tuple[str, ...]:
    subject = _subject(words, one.subject, country)
    return (str(one.year or "-"), names.get(one.mentor, one.mentor), names.get(one.mentee, one.mentee), subject)


def _subject(words: Words, subject: str, country: Country) -> str:
    return words.say(country.subject(subject).name) if subject in country.subjects else subject or "-"


def outcomes_report(words: Words, found: Sequence[Ended], *, missing: Text) -> Iterator[RenderableType]:
    """Yield how partnerships came out, why each counts or not, and how many are missing."""
    yield heading(1, words("insight.outcomes"))
    if not found:
        yield Line(words("insight.none_over"))
    else:
        columns = (whole(words("insight.about")), figure(words("insight.success")), cut(words("insight.why")))
        answers = {True: words("insight.yes"), False: words("insight.no"), None: "-"}
        yield table(columns, [(one.id, answers[one.success], words.say(one.why)) for one in found])
    yield hanging("·", words.say(missing), indent=POINT)
