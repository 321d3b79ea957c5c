"""The planner's named rules, one file each; every file says what breaks it and knows no solver."""

from collections.abc import Callable, Iterator, Mapping

from data.answer import Violation
from planner.rules import (
    budget_year,
    facilitator_days,
    fixed_days,
    mentor_team,
    mentor_workshop_before_study,
    monitoring_visits,
    monthly_reports,
    order,
    party_absence,
    pilot_from_agreement,
    pilot_months,
    quiet_days,
    study_visit_early,
    visit_direction,
    working_days,
)
from planner.rules.evidence import Evidence

Check = Callable[[Evidence], Iterator[Violation]]

CHECKS: Mapping[str, Check] = {
    "order": order.check,
    "pilot_months": pilot_months.check,
    "pilot_from_agreement": pilot_from_agreement.check,
    "budget_year": budget_year.check,
    "quiet_days": quiet_days.check,
    "working_days": working_days.check,
    "mentor_team": mentor_team.check,
    "facilitator_days": facilitator_days.check,
    "party_absence": party_absence.check,
    "monthly_reports": monthly_reports.check,
    "monitoring_visits": monitoring_visits.check,
    "study_visit_early": study_visit_early.check,
    "mentor_workshop_before_study": mentor_workshop_before_study.check,
    "visit_direction": visit_direction.check,
    "fixed_days": fixed_days.check,
}
