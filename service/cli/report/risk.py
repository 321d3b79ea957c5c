"""How sure the dates are: chances, floats, buffers, people's months, journeys, waits, and the year's edge (2.6)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

import planner
from data.text import Text
from service.cli.layout import POINT, cut, figure, hanging, heading, remark, table, under, whole, wrap
from service.cli.report.dates import NAMED
from service.cli.view import View
from service.records.year import Year
from service.words.figures import percent

AGREEMENT = "memorandum_of_agreement"
# Rows of the lists that only name the extremes.
MOST_ROWS = 8


def risk(view: View[Year], number: int) -> Iterator[RenderableType]:
    """Yield how far the plan can be trusted; a year that was not played through says nothing."""
    trust, words = view.year.trust, view.words
    if trust is None or not trust.outlooks:
        return
    yield heading(number, words("risk.title"))
    yield remark(words("risk.lead", runs=view.number(trust.runs)))
    yield Line()
    yield from _chances(view, trust)
    yield from _floats(view)
    yield from _buffers(view, trust)
    yield from _people(view, trust)
    yield from _journeys(view, trust)
    yield from _edges(view, trust)


def _share(view: View[Year], permille: int) -> str:
    return f"{percent(permille, view.language)} %"


def _chances(view: View[Year], trust: planner.Trust) -> Iterator[RenderableType]:
    """Yield one row a partnership, the least sure first."""
    words, rows = view.words, []
    is_named = view.width >= NAMED
    for one in trust.outlooks:
        promise = view.day(one.promise) if one.promise else words("risk.never")
        name = (view.names.short(view.year.letters[one.partnership]),) if is_named else ()
        share = f"{_share(view, one.permille)} ± {percent(one.error, view.language)}"
        rows.append((one.partnership, *name, view.day(one.planned), promise, share))
    named = [cut(words("pairs.mentee"))] if is_named else []
    titles = [whole(words("risk.planned")), whole(words("risk.promise")), figure(words("risk.in_year"))]
    yield table([whole(words("pairs.id")), *named, *titles], rows)


def _floats(view: View[Year]) -> Iterator[RenderableType]:
    """Yield for each partnership how far its agreement may slip, and the steps that may not slip at all."""
    words, rows = view.words, []
    for key in view.year.letters:
        chain = [link for link in view.year.plan.chain(key) if link.because not in {"ready", "programme"}]
        if chain:
            tight = [view.names.activity(link.activity) for link in chain if link.critical]
            days = min((link.float_days for link in chain if link.activity == AGREEMENT), default=0)
            in_year = [link.year_days for link in chain if link.activity == AGREEMENT and link.year_days is not None]
            rows.append((key, str(days), str(in_year[0]) if in_year else "-", ", ".join(tight) or "-"))
    if rows:
        yield under(words("risk.floats"))
        yield remark(words("risk.floats_lead"))
        titles = (figure(words("risk.to_end")), figure(words("risk.to_year")), wrap(words("risk.tight")))
        yield table([whole(words("pairs.id")), *titles], rows)


def _buffers(view: View[Year], trust: planner.Trust) -> Iterator[RenderableType]:
    words = view.words
    found = [(one.partnership, buffer) for one in trust.outlooks for buffer in one.buffers]
    if found:
        best = sorted(found, key=lambda pair: (-pair[1].gain, pair[0]))[:MOST_ROWS]
        yield under(words("risk.buffers", days=best[0][1].days))
        rows = [(key, view.names.activity(buffer.activity), f"+ {_share(view, buffer.gain)}") for key, buffer in best]
        yield table([whole(words("pairs.id")), wrap(words("risk.step")), figure(words("risk.gain"))], rows)


def _people(view: View[Year], trust: planner.Trust) -> Iterator[RenderableType]:
    """Yield everyone's fullest month, and the longest waits."""
    words = view.words
    yield under(words("risk.loads"))
    rows = [
        (view.names.short(load.who), _month(load.month), str(load.days), "-" if load.most is None else str(load.most))
        for load in planner.busiest(trust.loads)[:MOST_ROWS]
    ]
    titles = (whole(words("risk.month")), figure(words("risk.days")), figure(words("risk.most")))
    yield table([cut(words("risk.who")), *titles], rows)
    if trust.waits:
        yield under(words("risk.waits"))
        for wait in trust.waits[:MOST_ROWS]:
            between = {"after": view.names.activity(wait.after), "before": view.names.activity(wait.before)}
            told = words("risk.wait", who=view.called(wait.partnership), days=wait.days, **between)
            yield hanging(view.mark("·"), told, indent=POINT)


def _month(month: str) -> str:
    """Return ``2027-03`` as ``03/2027``."""
    year, _, number = month.partition("-")
    return f"{number}/{year}"


def _journeys(view: View[Year], trust: planner.Trust) -> Iterator[RenderableType]:
    words = view.words
    rows = [
        (
            view.year.country.region(one.region).name, view.number(one.teams), view.number(one.persons),
            view.money(one.rupiah),
        )
        for one in trust.travels[:MOST_ROWS]
    ]  # fmt: skip
    if rows:
        yield under(words("risk.travel"))
        titles = (figure(words("risk.teams")), figure(words("risk.persons")), figure(words("risk.cost")))
        yield table([wrap(words("risk.region")), *titles], rows)


def _edges(view: View[Year], trust: planner.Trust) -> Iterator[RenderableType]:
    """Yield the last day of agreement of each partnership, and the ways on of those that are carried over."""
    words = view.words
    lengths = sorted({edge.months for one in trust.edges for edge in one.edges})
    if lengths:
        rows = []
        for one in trust.edges:
            last = {edge.months: view.short_day(edge.pilot) for edge in one.edges}
            rows.append((one.partnership, *(last.get(months, "-") for months in lengths)))
        yield under(words("risk.edges"))
        titles = [figure(words("calendar.months", months=months)) for months in lengths]
        yield table([whole(words("pairs.id")), *titles], rows)
    for one in trust.edges:
        if one.ways:
            yield under(words("risk.ways", who=view.called(one.partnership)))
            for way in one.ways:
                sentence: Text = way.sentence
                yield hanging(view.mark("·"), view.say(sentence), indent=POINT)
