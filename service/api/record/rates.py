"""Own travel rates on record, as a question to the planner takes them (4.1.1, 4.1.2: by its own company's rules)."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.api.record.kinds.shelf import Shelf
from service.store import View

# Kind of record that holds them in every book that asks for them, and the jobs that count journeys.
RATES = "travel_rates"
COUNTING = ("plan", "replan")

# What a question takes of such a record.
TAKEN = ("daily_allowance", "hotel", "source")


def with_rates(view: View, programme: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question with the rates of its parties that are on record; what it says itself stays.

    Parameters
    ----------
    view
        The record at one moment.
    programme
        Id of the programme.
    asked
        A body of ``POST /plans`` that was found good. A party is a member, or the utility that a member is.

    Notes
    -----
    Rates of the asked year hold, else those of the latest year before it.
    """
    said = asked.get("rates", {})
    parties = {party for one in asked["partnerships"] for party in (one["mentor"], *one["mentees"])}
    own = {party: rates for party, rates in _on_record(view, programme, asked["year"]) if party in parties}
    return {**asked, "rates": {**own, **said}} if own else dict(asked)


def _on_record(view: View, programme: str, year: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every party with its rates, a later year behind an earlier one: ids end with the year."""
    shelf = Shelf(view, programme)
    for record in shelf.every(RATES):
        member = shelf.record("member", record.data["member"])
        if record.data["year"] <= year and member is not None:
            rates = {name: record.data[name] for name in TAKEN if name in record.data}
            for party in {member.key.id, member.data.get("utility") or member.key.id}:
                yield party, rates
