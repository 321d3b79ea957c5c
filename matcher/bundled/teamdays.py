"""How many working days a pair takes of the mentor's team: its visits by their length, and the journeys (3.1.4-3.2.3).

Counted are ceremonies and visits at either partner's place; meetings and workshops at the facilitator's are not,
nor is work at one's own desk. All subjects of a pair are taught on the same visits.
"""

from collections.abc import Iterable

from data.rows import Activity
from matcher.problem import Problem

PLACES = ("mentor", "mentee")


def team_days(problem: Problem, pairs: Iterable[tuple[str, str]]) -> list[int]:
    """Return the days that each ``(mentee, mentor)`` takes of the mentor's team; an unknown way takes none."""
    stay, journeys = _on_site(problem)
    routes = (problem.route(problem.mentors[mentor], problem.mentees[mentee]) for mentee, mentor in pairs)
    return [stay + 2 * journeys * (route.days if route else 0) for route in routes]


def _on_site(problem: Problem) -> tuple[int, int]:
    """Return the days on site, and how often the mentor's team travels."""
    book, stay, journeys = problem.book, 0, 0
    trips: set[str] = set()
    for activity in book.activities.values():
        if activity.scope != "partnership" or activity.place not in PLACES or not _takes_part(activity):
            continue
        times = book.number(activity.times) if activity.times else 1
        stay += times * (book.number(activity.length) if activity.length else 0)
        if "mentor" in activity.travellers and activity.trip not in trips:
            journeys += times
            trips |= {activity.trip} - {""}
    return stay, journeys


def _takes_part(activity: Activity) -> bool:
    return "mentor" in activity.travellers or activity.place == "mentor"


def stated_days(problem: Problem) -> dict[str, int]:
    """Return mentor id to the days of its team, of those mentors that stated them."""
    return {key: mentor.team_days for key, mentor in problem.mentors.items() if mentor.team_days is not None}
