"""What came before what: the book's precedences over days that are on record, and the pilot's length (2.6)."""

import datetime as dt
from collections.abc import Iterator, Mapping

from data.answer import Reason
from data.rows import Precedence
from data.text import Text
from service.lifecycle.case import Case
from service.lifecycle.gates import Lack
from service.words.reasons import reason


def span(case: Case, activity: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of an activity; where no event is on record, the day its papers were filed."""
    days = [dt.date.fromisoformat(event[edge]) for event in case.events(activity) for edge in ("day", "until")]
    if not days:
        outputs = [case.book.documents[key] for key in case.book.activities[activity].outputs]
        copies = [case.paper(document.id, of) for document in outputs for of in case.holders(document)]
        days = [dt.date.fromisoformat(copy["filed"]) for copy in copies if "filed" in copy]
    return (min(days), max(days)) if days else None


def _on_record(case: Case) -> set[str]:
    """Return the activities of which an event or an output is on record; the others have no day."""
    papers: Mapping[str, object] = case.data.get("papers", {})
    found = {str(event["activity"]) for event in case.data.get("events", ())}
    return found | {one.id for one in case.book.activities.values() if not papers.keys().isdisjoint(one.outputs)}


def reversed_order(case: Case) -> Iterator[tuple[Precedence, dt.date, dt.date]]:
    """Yield every precedence whose later activity has the earlier day, with both days."""
    spans = {name: span(case, name) for name in _on_record(case)}
    if len(spans) < 2:  # what happened alone is in no wrong order
        return
    for row in case.book.precedences.values():
        before, after = spans.get(row.before), spans.get(row.after)
        if row.before == row.after or before is None or after is None:
            continue
        earlier = before[0] if row.anchor == "start" else before[1]
        later = after[0] if row.target == "start" else after[1]
        if later < earlier:
            yield row, earlier, later


def order_lacks(case: Case, activity: str) -> tuple[Lack, ...]:
    """Return the stated precedences into ``activity`` that its day breaks."""
    return tuple(
        Lack(gate=f"order:{row.id}", section=row.section, sentence=_said(row, earlier, later))
        for row, earlier, later in reversed_order(case)
        if row.after == activity and row.status == "stated"
    )


def cautions(case: Case) -> tuple[Reason, ...]:
    """Return what should be looked at and blocks nothing: an order against the plan, a pilot too short or too long."""
    found = [
        Reason(rule=f"order:{row.id}", section=row.section, who=row.after, sentence=_said(row, *days), remedy=row.name)
        for row, *days in reversed_order(case)
    ]
    months, activity = (
        len(case.pilot_months()),
        next((each for each in case.book.activities.values() if each.kind == "pilot"), None),
    )
    if months and activity is not None:
        least, most = (case.book.number(key) for key in activity.months)
        if not least <= months <= most:
            section = case.book.numbers[activity.months[0]].section
            found.append(
                reason("pilot_length", section=section, who=activity.id, months=months, least=least, most=most)
            )
    return tuple(found)


def _said(row: Precedence, earlier: dt.date, later: dt.date) -> Text:
    return Text(
        en=f"{row.name.en}; on record are {earlier} and then {later}",
        id=f"{row.name.id}; tercatat {earlier}, lalu {later}",
    )
