"""What may go on but should be seen to first: readiness (3.1.1-A, 3.1.1-B) and affordability (2.2)."""

from collections.abc import Iterator

import planner
from data import Book, Text
from data.answer import Reason
from service.adapters import party_of_letter
from service.records.intake import Intake, Letter
from service.words.figures import rupiah
from service.words.reasons import reason


def readiness(intake: Intake, book: Book) -> tuple[Reason, ...]:
    """Return what letters and mentors still lack; the guideline recommends, so nothing here blocks."""
    found = [lack for letter in intake.letters for lack in _letter(letter, book)]
    found += [
        reason("mentor_annual_plan", section="3.1.1-B2", who=offer.id)
        for offer in intake.mentors
        if offer.in_annual_plan is not True
    ]
    found += [
        reason(
            "officer_absent",
            section="3.1.4",
            who=absence.who,
            officer=book.roles[absence.who].name,
            first=absence.first.isoformat(),
            last=absence.last.isoformat(),
        )
        for absence in intake.absences
        if absence.who in book.roles
    ]
    return tuple(found)


def _letter(letter: Letter, book: Book) -> Iterator[Reason]:
    if letter.acknowledges is not True:
        yield reason("acknowledges", section="3.1.1-A", who=letter.id)
    if letter.stakeholders_told is not True:
        yield reason("stakeholders", section="3.1.1-A2", who=letter.id)
    if letter.in_annual_plan is not True:
        yield reason("annual_plan", section="3.1.1-A3", who=letter.id)
    if letter.budget is None:
        yield reason("budget_unknown", section="3.1.1-A3", who=letter.id)
    yield from _teams(letter, book)


def _teams(letter: Letter, book: Book) -> Iterator[Reason]:
    least, most = book.number("main_team_least"), book.number("main_team_most")
    large = book.number("large_team_most")
    if letter.main_team is None:
        yield reason("team_unknown", section="3.1.1-A5", who=letter.id, least=least, most=most)
    elif not least <= letter.main_team <= most:
        yield reason("team_size", section="3.1.1-A5", who=letter.id, size=letter.main_team, least=least, most=most)
    if letter.large_team is not None and letter.large_team > large:
        yield reason("large_team", section="3.1.1-A5", who=letter.id, size=letter.large_team, most=large)


def affordability(intake: Intake, plan: planner.Plan) -> tuple[Reason, ...]:
    """Return every mentee whose own budget is smaller than what the plan charges it, with what is missing.

    Notes
    -----
    Counted over all lines that the mentee pays, subsidies taken off; a mentee that stated no
    budget is in ``readiness`` instead.
    """
    paid = plan.ledger.by_payer()
    found = []
    for party, budget in budgets_of(intake).items():
        cost = paid.get(f"mentee:{party}", 0)
        if cost > budget:
            letter = next(each for each in intake.letters if party_of_letter(each) == party)
            found.append(
                reason(
                    "affordability",
                    section="2.2",
                    who=letter.id,
                    budget=_money(budget),
                    cost=_money(cost),
                    missing=_money(cost - budget),
                )
            )
    return tuple(found)


def _money(amount: int) -> Text:
    return Text(en=rupiah(amount, "en"), id=rupiah(amount, "id"))


def budgets_of(intake: Intake) -> dict[str, int]:
    """Return each mentee's stated budget; several letters of one utility state one sum each."""
    budgets: dict[str, int] = {}
    for letter in intake.letters:
        if letter.budget is not None:
            budgets[party_of_letter(letter)] = budgets.get(party_of_letter(letter), 0) + letter.budget
    return budgets
