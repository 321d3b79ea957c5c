"""The first lines of the report: which programme, which year, from how much."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

from data.answer import Status
from service.cli.view import View
from service.records.year import Matched


def opening(
    view: View[Matched], *, is_served: bool | None = None, is_late: bool | None = None
) -> Iterator[RenderableType]:
    """Yield the title, the fictional mark, and what came in; whether any was served is asked of the match if None."""
    intake, words = view.year.intake, view.words
    programme = view.year.book.programme
    yield Line(
        words("year.title", name=view.say(programme.name), facilitator=programme.facilitator, year=intake.year),
        style="bold",
    )
    if intake.fictional:
        yield Line(words("year.fictional"), style="bold yellow")
    if not (view.year.match.proposals if is_served is None else is_served):
        is_late = view.year.match.status is Status.UNKNOWN if is_late is None else is_late
        yield Line(words("year.out_of_time") if is_late else words("year.nobody"), style="bold red")
    yield Line(
        words(
            "year.came_in",
            letters=view.number(len(intake.letters)),
            mentors=view.number(len(intake.mentors)),
            colleagues=view.number(len(intake.facilitators)),
            budget=view.money(sum(intake.budget.values())),
            state=words.known(f"state.{intake.budget_state}", intake.budget_state),
            today=view.day(intake.today),
        )
    )
