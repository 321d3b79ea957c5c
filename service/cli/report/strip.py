"""A year as one line of signs a partnership: the visits, the pilot, the quiet weeks."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Line

import planner
from service.cli.layout import joined
from service.cli.view import View
from service.records.year import Year
from service.words import month_name

# Columns of the screen that the pair's name takes, and the signs of one month at least and at most.
NAME_COLUMNS = 26
LEAST_SIGNS, MOST_SIGNS = 4, 8

# The activities that get a sign, the later one winning where two fall on the same place.
SIGNED = (
    "initial_meeting",
    "letter_of_intent",
    "diagnostic_visit",
    "memorandum_of_agreement",
    "study_visit",
    "monitoring_visit",
    "evaluation_meeting",
    "recommendation_letter",
)
PILOT = "pilot"


def strip(view: View[Year]) -> Iterator[RenderableType]:
    """Yield the months, one line a partnership, and what the signs mean."""
    signs = min(max((view.width - NAME_COLUMNS - 1) // 12, LEAST_SIGNS), MOST_SIGNS)
    made = Table.grid(padding=(0, 1, 0, 0))
    made.add_column(no_wrap=True, width=NAME_COLUMNS - 1, overflow="ellipsis")
    made.add_column(no_wrap=True)
    names = (month_name(month, view.language) for month in range(1, 12 + 1))
    months = "".join(name[: signs - 1].ljust(signs) for name in names)
    made.add_row(Line(), Line(months, style="bold"))
    quiet = _quiet(view, signs)
    for key, letter in view.year.letters.items():
        events = [event for event in view.year.plan.events if event.partnership == key]
        if events:
            made.add_row(Line(f"{key} {view.names.short(letter)}"), _signs(view, events, quiet=quiet, signs=signs))
    yield made
    yield Line(_legend(view), style="italic")


def _place(date: dt.date, *, year: int, signs: int) -> int:
    """Return the place of ``date`` in the line; days outside the year fall on its edges."""
    if date.year != year:
        return 0 if date.year < year else 12 * signs
    days = calendar.monthrange(date.year, date.month)[1]
    return (date.month - 1) * signs + (date.day - 1) * signs // days


def _quiet(view: View[Year], signs: int) -> list[str]:
    line = [" "] * (12 * signs)
    for quiet in view.year.plan.quiet:
        first = _place(quiet.first, year=view.year.intake.year, signs=signs)
        last = _place(quiet.last, year=view.year.intake.year, signs=signs)
        for place in range(first, min(last + 1, len(line))):
            line[place] = view.mark("░")
    return line


def _signs(view: View[Year], events: Sequence[planner.Event], *, quiet: list[str], signs: int) -> Line:
    year, line = view.year.intake.year, list(quiet)
    for event in events:
        if event.activity == PILOT:
            first = _place(event.first, year=year, signs=signs)
            last = _place(event.last, year=year, signs=signs)
            for place in range(first, min(last + 1, len(line))):
                line[place] = view.mark("━")
    for activity in SIGNED:
        for event in events:
            place = _place(event.first, year=year, signs=signs)
            if event.activity == activity and place < len(line):
                line[place] = view.words(f"sign.{activity}")
    later = any(event.last.year > year for event in events)
    return Line("".join(line) + (">" if later else ""))


def _legend(view: View[Year]) -> str:
    told = [f"{view.words(f'sign.{activity}')} {view.names.activity(activity)}" for activity in SIGNED]
    told += [f"{view.mark('━')} {view.names.activity(PILOT)}", f"{view.mark('░')} {view.words('calendar.quiet')}"]
    return joined(told, width=view.width, between="  ")
