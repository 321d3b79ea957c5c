"""What must hold across cells, rows and sheets before a year may be planned on them."""

from collections.abc import Callable

from service.workbook import check_letters, check_money, check_year
from service.workbook.sheets import Sheets

CHECKS: tuple[Callable[[Sheets], None], ...] = (
    check_year.planning_day,
    check_year.something_to_plan,
    check_year.unique_ids,
    check_letters.mentors,
    check_letters.practices,
    check_letters.practice_years,
    check_letters.readings,
    check_letters.teams,
    check_letters.letter_dates,
    check_letters.letter_needs,
    check_year.past,
    check_year.pins,
    check_year.absences,
    check_year.budget,
    check_year.decision,
    check_money.releases,
    check_money.helps,
    check_money.rates,
    check_money.foreign,
)


def check(sheets: Sheets) -> None:
    """Note every contradiction; each check looks at what could be read and leaves the rest alone."""
    for rule in CHECKS:
        rule(sheets)
