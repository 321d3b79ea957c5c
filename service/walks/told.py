"""What the record tells as plain data, the same for the API and for ``--json``."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from data.book import Book
from matcher.learning.hindsight import Choice
from matcher.learning.network import Network
from service.insight import Ended, Folder, Item, Measured, Pooled, Standing, Watched, Work, measure
from service.insight.indicators import results_in_words
from service.insight.warnings import AT_RISK


def told_indicators(folder: Folder, *, today: dt.date) -> dict[str, Any]:
    """Return the indicators of a partnership."""
    return {
        "partnership": folder.id,
        "today": today,
        "indicators": [_measured(one) for one in measure(folder, today=today)],
        "results": results_in_words(folder),
    }


def told_pooled(one: Pooled) -> dict[str, Any]:
    """Return one indicator over many partnerships."""
    sums = {name: getattr(one, name) for name in ("value", "done", "late", "due", "counted", "without")}
    return {"indicator": one.indicator.id, "name": one.indicator.name, "role": one.indicator.role, **sums}


def _measured(one: Measured) -> dict[str, Any]:
    row = one.indicator
    return {
        "indicator": row.id,
        "name": row.name,
        "section": row.section,
        "role": row.role,
        "group": row.group,
        "member": one.member,
        "value": one.value,
        "done": one.done,
        "late": one.late,
        "due": one.due,
        "not_on_record": one.counted(Standing.UNKNOWN),
        "formula": row.formula,
        "worked": one.worked,
        "items": [_item(item) for item in one.items],
        "beside": [_item(item) for item in one.beside],
        "opinions": [
            {"by": said.by, "value": said.value, "words": said.words, "apart": said.apart} for said in one.opinions
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "row": item.row,
        "name": item.name,
        "member": item.who,
        "standing": item.standing.value,
        "due": item.due,
        "day": item.day,
        "section": item.section,
    }


def told_warnings(watched: Iterable[Watched], *, book: Book, today: dt.date) -> dict[str, Any]:
    """Return the partnerships of which something is to be said."""
    return {
        "today": today,
        "at_risk_from": book.number(AT_RISK),
        "items": [
            {
                "partnership": one.folder.id,
                "state": one.folder.record.state,
                "points": one.points,
                "at_risk": one.at_risk,
                "warnings": [
                    {
                        "warning": alarm.sign.id,
                        "name": alarm.sign.name,
                        "section": alarm.sign.section,
                        "points": alarm.points,
                        "days": alarm.days,
                        "day": alarm.day,
                        "sentence": alarm.sentence,
                        "next": alarm.next,
                    }
                    for alarm in one.alarms
                ],
            }
            for one in watched
        ],
    }


def told_work(work: Work) -> dict[str, Any]:
    """Return one thing to do."""
    return {
        "list": work.list,
        "kind": work.kind,
        "record": work.record,
        "partnership": work.partnership,
        "sentence": work.sentence,
        "section": work.section,
        "day": work.day,
    }


def told_network(network: Network, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the learning community; ``names`` may hold more parties than there are."""
    parties = {*network.parties, *(party for asking in network.unserved.values() for party in asking)}
    return {
        "names": {party: names.get(party, party) for party in sorted(parties)},
        "lessons": [_lesson(one) for one in network.lessons],
        "chains": [[_lesson(one) for one in chain] for chain in network.chains],
        "bridges": [
            {"party": one.party, "regions": list(one.regions), "between": one.between, "holds": one.holds}
            for one in network.bridges
        ],
        "unserved": {subject: list(asking) for subject, asking in network.unserved.items()},
        "circles": [list(circle) for circle in network.circles],
        "summary": list(network.summary),
    }


def _lesson(one: Choice) -> dict[str, Any]:
    return {
        "mentee": one.mentee,
        "mentor": one.mentor,
        "subject": one.subject,
        "year": one.year,
        "source": one.source,
    }


def told_outcome(one: Ended) -> dict[str, Any]:
    """Return how one partnership came out."""
    return {
        "partnership": one.id,
        "points": dict(one.points),
        "success": one.success,
        "reached": one.reached,
        "set": one.set,
        "counts": one.counts,
        "why": one.why,
    }
