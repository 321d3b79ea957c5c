"""An intake as the rows of the workbook: the inverse of reading."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from service.records.intake import BoardDecision, Intake, LetterNeed, PracticeOffer
from service.workbook.sheets import AMOUNTS

# One record of a sheet: value by column key and number (0 where a column stands once).
Values = dict[tuple[str, int], object]


def contents_of(intake: Intake) -> dict[str, list[Values]]:
    """Return the records of every sheet, in the order of the intake."""
    return {
        "programme": [_plain(intake)],
        "facilitators": [_plain(each) for each in intake.facilitators],
        "mentors": [_plain(each) for each in intake.mentors],
        "practices": [_practice(each) for each in intake.practices],
        "letters": [_plain(each) for each in intake.letters],
        "needs": [_need(each) for each in intake.needs],
        "past": [_plain(each) for each in intake.past],
        "pins": [_plain(each) for each in intake.pins],
        "absences": [_plain(each) for each in intake.absences],
        "releases": [_plain(each) for each in intake.releases],
        "postings": [_plain(each) for each in intake.postings],
        "helps": [_plain(each) for each in intake.helps],
        "exchange": [_plain(each) for each in intake.exchange],
        "budget": [{("head", 0): head, ("amount", 0): amount} for head, amount in intake.budget.items()],
        "decision": [_decision(intake.decision)] if intake.decision else [],
    }


def blank_contents(year: int, heads: tuple[str, ...]) -> dict[str, list[Values]]:
    """Return what a template holds: the year, and the budget heads without amounts."""
    return {
        "programme": [{("year", 0): year, ("fictional", 0): False}],
        "budget": [{("head", 0): head} for head in heads],
    }


def _plain(record: Any) -> Values:
    """Return the single values of a record; what holds records or mappings has sheets or columns of its own."""
    values = {(item.name, 0): getattr(record, item.name) for item in fields(record)}
    return {key: value for key, value in values.items() if not isinstance(value, Mapping)}


def _practice(offer: PracticeOffer) -> Values:
    values = _plain(offer)
    for number, kpi in enumerate(dict.fromkeys([*offer.before, *offer.after]), start=1):
        values["indicator", number] = kpi
        values["before", number] = offer.before.get(kpi)
        values["after", number] = offer.after.get(kpi)
    return values


def _need(need: LetterNeed) -> Values:
    values = _plain(need)
    for number, (kpi, value) in enumerate(need.today.items(), start=1):
        values["indicator", number] = kpi
        values["today", number] = value
    return values


def _decision(decision: BoardDecision) -> Values:
    return _plain(decision) | {(f"{AMOUNTS}{key}", 0): amount for key, amount in decision.amounts.items()}
