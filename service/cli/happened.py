"""What happened, as a facilitator tells it to ``replan`` on the command line."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import click

from planner.replanning.happenings import Happening
from service.adapters import party_of_letter
from service.adapters.planning import party_of_mentor
from service.records.intake import Intake
from service.words import Words

Function = TypeVar("Function", bound=Callable[..., object])


class Day(click.ParamType[dt.date]):
    """A day written as 2027-05-11."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day, or refuse it."""
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return self.fail(str(value), param, ctx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told: absences, withdrawn partnerships, events on other days, budget heads, and who is to enter."""

    absent: tuple[tuple[str, dt.date, dt.date], ...]
    withdrawn: tuple[str, ...]
    moves: tuple[str, ...]
    budget: tuple[str, ...]
    enter: tuple[str, ...]

    def happenings(self, intake: Intake, words: Words) -> Iterator[Happening]:
        """Yield each as the planner sees it.

        Raises
        ------
        click.UsageError
            If a pair is not written as ``NAME=VALUE``, or its value cannot be read.
        """
        parties = {offer.id: party_of_mentor(offer) for offer in intake.mentors}
        parties.update({letter.id: party_of_letter(letter) for letter in intake.letters})
        colleagues = {person.id for person in intake.facilitators}
        for who, first, last in self.absent:
            kind = "colleague_sick" if who in colleagues else "expert_sick"
            yield Happening(kind=kind, who=parties.get(who, who), first=first, last=last)
        for key in self.withdrawn:
            yield Happening(kind="withdrawn", partnership=key)
        for pair in self.moves:
            event, day = _pair(pair, "--move", words)
            try:
                yield Happening(kind="visit_settled", event=event, day=dt.date.fromisoformat(day))
            except ValueError:
                raise click.UsageError(words("replan.bad_day", value=day)) from None
        for pair in self.budget:
            head, amount = _pair(pair, "--budget", words)
            if not (amount.isascii() and amount.isdecimal()):
                raise click.UsageError(words("replan.bad_amount", value=amount))
            yield Happening(kind="budget_cut", head=head, amount=int(amount))


def _pair(told: str, option: str, words: Words) -> tuple[str, str]:
    name, sign, value = told.partition("=")
    if not (name and sign and value):
        raise click.UsageError(words("replan.bad_pair", option=option, value=told))
    return name, value


def told_options(words: Words) -> Callable[[Function], Function]:
    """Return the options of what happened, handed over as one ``told``."""

    def add(function: Function) -> Function:
        @wraps(function)
        def asked(**given: Any) -> object:
            names = ("absent", "withdrawn", "moves", "budget", "enter")
            told = Told(**{name: tuple(given.pop(name)) for name in names})
            return function(told=told, **given)

        decorated: Any = asked
        for option in reversed(
            (
                click.option("--absent", multiple=True, type=(str, Day(), Day()), metavar=words("option.absence"),
                             help=words("option.absent")),
                click.option("--withdrawn", multiple=True, metavar=words("option.partnership"),
                             help=words("option.withdrawn")),
                click.option("--move", "moves", multiple=True, metavar=words("option.event_day"),
                             help=words("option.move")),
                click.option("--budget", multiple=True, metavar=words("option.head_amount"),
                             help=words("option.budget")),
                click.option("--enter", multiple=True, metavar=words("option.partnership"),
                             help=words("option.enter")),
            )
        ):  # fmt: skip
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]  # the function, wrapped

    return add
