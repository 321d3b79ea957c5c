"""A policy sandbox as one page and as one drawing, both of which need nothing else (4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from data.text import Language
from planner.sandbox.point import Frontier, Point
from service.documents.page import Page, page_of
from service.documents.plot import MILLION, Curve, Plot, Scale, Spot, apart, in_millions, marks, rounded
from service.documents.year_html import TEMPLATES, environment, policy_of, style
from service.records.year import Year
from service.words.figures import unit
from service.words.levers import amount_said, lever_said


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """One value as the page shows it; the cells are texts, ``pairs`` the partnerships by name."""

    value: str
    amount: str
    funded: str
    gain: str
    subsidy: str
    proof: str
    is_best: bool
    pairs: tuple[str, ...]


def sandbox_page(year: Year, frontier: Frontier, *, language: Language) -> str:
    """Return a sweep as HTML with its own content security policy."""
    page = page_of(year, language=language)
    currency = year.book.programme.currency
    return environment().get_template("sandbox.html.j2").render(
        page=page, w=page.words, intake=year.intake, programme=year.book.programme, frontier=frontier,
        lever=lever_said(frontier.lever, names=page.names, words=page.words),
        now=amount_said(frontier.lever, frontier.now, words=page.words, currency=currency),
        rows=[_row(page, frontier, point) for point in frontier.points],
        refused=list(
            dict.fromkeys(one for point in frontier.points for one in (*point.refused, *point.unsearched))
        ),
        seed=frontier.points[0].settings.seed, plot=plot_of(page, frontier),
        css=Markup(style()), policy=policy_of(style()),  # noqa: S704 -- our own files, no reader's words in them
    )  # fmt: skip


def write_sandbox_page(year: Year, frontier: Frontier, path: Path, *, language: Language) -> None:
    """Write a sweep as one HTML file; an older one is replaced."""
    path.write_text(sandbox_page(year, frontier, language=language), encoding="utf8")


def write_sandbox_svg(year: Year, frontier: Frontier, path: Path, *, language: Language) -> None:
    """Write the drawing of a sweep as one SVG file; an older one is replaced."""
    css = (TEMPLATES / "plot.css").read_text(encoding="utf8")
    plot = plot_of(page_of(year, language=language), frontier)
    macros = environment().get_template("plot.svg.j2").module
    drawn = macros.draw(plot, "sandbox", alone=True, css=Markup(css))  # type: ignore[attr-defined]  # noqa: S704 -- a macro; our own file
    path.write_text(f"{drawn}".strip() + "\n", encoding="utf8")


def plot_of(page: Page, frontier: Frontier) -> Plot:
    """Return gain against subsidy: a spot for each value, and the way along those that no other beats."""
    words, currency = page.words, unit(page.year.book.programme.currency)
    tried = [point for point in frontier.points if point.is_answered]
    scale = Scale(
        most_x=rounded(max((point.value("subsidy") for point in tried), default=0)),
        most_y=rounded(max((point.value("gain") for point in tried), default=0)),
    )
    best = sorted({(point.value("subsidy"), point.value("gain")) for point in frontier.best})
    return Plot(
        title=words("sandbox.plotted", lever=lever_said(frontier.lever, names=page.names, words=words)),
        across=words("sandbox.million", what=words("sandbox.subsidy"), unit=currency),
        up=words("sandbox.points", what=words("sandbox.gain")),
        curves=(Curve(name=words("sandbox.frontier"), path=scale.line(best, in_steps=True), style="first"),),
        spots=apart(_spots(page, frontier, tried, scale=scale)),
        across_ticks=tuple(Spot(scale.x(value), 0, _millions(page, value)) for value in marks(scale.most_x)),
        up_ticks=tuple(Spot(0, scale.y(value), page.number(value)) for value in marks(scale.most_y)),
    )


def _spots(page: Page, frontier: Frontier, tried: Sequence[Point], *, scale: Scale) -> tuple[Spot, ...]:
    """Return one spot for each place; values that fall on the same place share it."""
    places: dict[tuple[int, int], list[Point]] = {}
    for point in tried:
        places.setdefault((point.value("subsidy"), point.value("gain")), []).append(point)
    return tuple(
        Spot(
            scale.x(subsidy), scale.y(gain), is_marked=same[0] in frontier.best,
            label=page.words(
                "sandbox.spot", value=_values(page, same), count=same[0].value("funded")
            ),
        )
        for (subsidy, gain), same in places.items()
    )  # fmt: skip


def _values(page: Page, same: Sequence[Point]) -> str:
    """Return the values of one place: one of them, or the first and the last."""
    first, last = _short(page, same[0]), _short(page, same[-1])
    return first if len(same) == 1 else f"{first}\u2013{last}"


def _short(page: Page, point: Point) -> str:
    """Return a value as short as it fits beside a spot."""
    value = point.settings.value
    if value.is_percent or value.number < MILLION:
        return str(value)
    return page.words("sandbox.short_million", number=_millions(page, value.number))


def _millions(page: Page, amount: int) -> str:
    """Return millions as the reader writes them."""
    if amount % MILLION == 0:
        return page.number(amount // MILLION)
    return in_millions(amount) if page.language == "en" else in_millions(amount).replace(".", ",")


def _row(page: Page, frontier: Frontier, point: Point) -> PointRow:
    words, currency = page.words, page.year.book.programme.currency
    gain = point.levels[0] if point.levels else None
    proof = words("sandbox.unsearched" if point.unsearched else "sandbox.refused")
    if gain is not None:
        proof = words("sandbox.proved") if gain.proved else words("sandbox.open", bound=page.number(gain.bound))
    return PointRow(
        value=str(point.settings.value) if point.settings.value.is_percent else page.number(point.amount),
        amount=amount_said(frontier.lever, point.amount, words=words, currency=currency),
        funded="" if gain is None else page.number(point.value("funded")),
        gain="" if gain is None else page.number(gain.value),
        subsidy="" if gain is None else page.money(point.value("subsidy")),
        proof=proof, is_best=point in frontier.best, pairs=tuple(page.pair(key) for key in point.funded),
    )  # fmt: skip
