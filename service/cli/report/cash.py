"""Money over time: months, instalments, what is promised and paid, partners' help (2.6, 4.2, 4.3)."""

from collections.abc import Iterator, Mapping

from babel.dates import format_date
from rich.console import RenderableType
from rich.text import Text as Line

from planner.money.instalments import Instalment
from planner.money.standing import Standing
from planner.over_time import OverTime
from service.cli.layout import cut, figure, heading, remark, table, under, whole, wrap
from service.cli.report.pairs import grouped
from service.cli.view import View
from service.records.over_time import money_over_time
from service.records.year import Year
from service.words.exchange import given_said


def cash(view: View[Year], place: int) -> Iterator[RenderableType]:
    """Yield the year's money month by month and what hangs on its days."""
    found = money_over_time(view.year)
    yield heading(place, view.words("cash.title"))
    yield from _months(view, found)
    yield from _instalments(view, found)
    for by, groups in found.standings.items():
        yield from _standings(view, by, groups)
    yield from _foreign(view, found)
    yield from _helps(view, found)
    if found.notes:
        yield under(view.words("calendar.notes"))
        yield from grouped(view, list(found.notes))


def _months(view: View[Year], found: OverTime) -> Iterator[RenderableType]:
    words = view.words
    rows = [
        (
            str(format_date(one.month, "LLL y", locale=view.language)),
            *(view.number(one.roles[role]) for role in ("mentor", "mentee")),
            view.number(one.out), view.number(one.out_so_far), view.number(one.left),
        )
        for one in found.months
    ]  # fmt: skip
    titles = (view.names.role("mentor"), view.names.role("mentee"), words("cash.out"), words("cash.so_far"),
              words("cash.left"))  # fmt: skip
    yield under(words("cash.months", facilitator=view.year.book.programme.facilitator))
    yield table([whole(words("cash.month")), *map(figure, titles)], rows)
    yield remark(words("cash.assumed" if found.is_assumed else "cash.told"))


def _instalments(view: View[Year], found: OverTime) -> Iterator[RenderableType]:
    """Yield how much of the subsidies each milestone releases, and when the first and the last of it."""
    words = view.words
    groups: dict[tuple[int, str], list[Instalment]] = {}
    for one in found.instalments:
        groups.setdefault((one.number, view.say(one.because)), []).append(one)
    if not groups:
        return
    rows = []
    for (_, because), parts in sorted(groups.items()):
        days = sorted(part.on for part in parts if part.on is not None)
        rows.append(
            (
                because, view.number(len(parts)), view.day(days[0]) if days else "",
                view.day(days[-1]) if days else "", view.number(sum(part.amount for part in parts)),
            )
        )  # fmt: skip
    yield under(words("cash.instalments"))
    columns = (
        wrap(words("cash.milestone")), figure(words("cash.count")), whole(words("cash.first")),
        whole(words("cash.last")), figure(words("paper.amount")),
    )  # fmt: skip
    yield table(columns, rows)


def _standings(view: View[Year], by: str, groups: Mapping[str, Standing]) -> Iterator[RenderableType]:
    """Yield how every head stands, and of the other groups those with a paper."""
    words = view.words
    named = {
        "head": lambda key: view.names.head(key) if key else words("cash.parties"),
        "partnership": lambda key: view.called(key) if key else words("cash.programme"),
        "payer": view.names.payer,
    }.get(by, str)
    rows = [
        (named(key), *(view.number(value) for value in (one.planned, one.committed, one.spent, one.left)))
        for key, one in groups.items()
        if by == "head" or one.committed
    ]
    if not rows:
        return
    titles = (words("money.planned"), words("cash.committed"), words("cash.spent"), words("money.left"))
    said = {
        "head": words("money.head"), "month": words("cash.month"), "partnership": words("pairs.title"),
        "payer": words("money.payer"),
    }[by]  # fmt: skip
    yield under(words("cash.standing", by=said))
    yield table([cut(said), *map(figure, titles)], rows)


def _foreign(view: View[Year], found: OverTime) -> Iterator[RenderableType]:
    """Yield what was promised and paid in other currencies, as given and in the programme's."""
    foreign = [one for one in found.postings if one.foreign is not None]
    if not foreign:
        return
    yield under(view.words("cash.foreign"))
    for one in foreign:
        state = view.words("cash.spent" if one.state == "spent" else "cash.committed")
        said = given_said(one, words=view.words, currency=view.currency)
        yield Line(f"{view.day(one.on)} {one.paper or one.line}, {state}: {said}")
    yield remark(view.words("cash.foreign_note"))


def _helps(view: View[Year], found: OverTime) -> Iterator[RenderableType]:
    words, book = view.words, view.year.book
    if not found.helps:
        return
    yield under(words("cash.helps"))
    for one in found.helps:
        given = given_said(one, words=words, currency=view.currency) if one.amount else one.goods
        kind = view.say(book.partner_helps[one.kind].name)
        where = view.called(one.partnership) if one.partnership else words("cash.programme")
        yield Line(f"{one.partner}: {kind}, {given} ({where})")
        if one.condition:
            yield Line(f"   {words('cash.condition', said=one.condition)}")
    for head, amount in found.relief.items():
        yield remark(words("cash.relief", head=view.names.head(head), amount=view.money(amount)))
