"""How partnerships that are over came out, for whoever counts them (``matcher/learning/outcome.py``, 3.1.2).

A case needs two things: the points of each criterion from the day on which it was matched, and whether its pilot
succeeded.  What the record cannot tell is said and not guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.text import Text
from service.insight.folder import Folder
from service.lifecycle.order import span
from service.words.reasons import both

# Group of the indicators that tells whether targets were reached (5.3.3).
SUBSTANCE, MENTEE = "substance", "mentee"

# Name under which a partnership keeps the points of each criterion.
POINTS = "points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A partnership that is over.

    Parameters
    ----------
    id
        Of the partnership.
    points
        Points of each criterion when it was matched; empty where they were not kept.
    success
        Whether its pilot succeeded; None where the record cannot tell.
    reached, set
        Targets reached, and targets on record.
    why
        Why it counts as it does, or why it does not count.
    """

    id: str
    points: Mapping[str, int]
    success: bool | None
    reached: int
    set: int
    why: Text

    @property
    def counts(self) -> bool:
        """Whether the outcome model can read it."""
        return self.success is not None and bool(self.points)


def ended(folders: Iterable[Folder], *, least_percent: int) -> tuple[Ended, ...]:
    """Return every partnership that is over, in order.

    Parameters
    ----------
    folders
        Of a programme.
    least_percent
        Per cent of the targets that a successful pilot has reached.

    Notes
    -----
    One that was broken off after its pilot began did not succeed; one that ended before had no pilot and does not
    count.  One that was gone through to the letter of recommendation succeeded when enough of its targets were
    reached; without targets on record nobody can tell.
    """
    return tuple(_ended(folder, least_percent) for folder in folders if folder.ending)


def _ended(folder: Folder, least_percent: int) -> Ended:
    reached, every = _targets(folder)
    if folder.ending == "early":
        success, why = (False, both("insight.broken_off")) if learned_in(folder) else (None, both("insight.no_pilot"))
    elif not every:
        success, why = None, both("insight.no_targets")
    else:
        success = 100 * reached >= least_percent * every
        why = both("insight.targets", reached=reached, set=every, least=least_percent)
    points = dict(folder.record.data.get(POINTS, {}))
    if success is not None and not points:
        why = both("insight.no_points")
    return Ended(id=folder.id, points=points, success=success, reached=reached, set=every, why=why)


def _targets(folder: Folder) -> tuple[int, int]:
    """Return how many targets were reached, and how many are on record."""
    rows = [
        counted
        for indicator in folder.book.indicators.values()
        if (indicator.role, indicator.group) == (MENTEE, SUBSTANCE)
        for counted in indicator.counts
        if counted.of == "record"
    ]
    found = [(record.state in counted.done) for counted in rows for record in folder.of(counted.row)]
    return sum(found), len(found)


def learned_in(folder: Folder) -> int | None:
    """Return the year in which the pilot of a partnership began; None where none did, so that nobody learned yet."""
    days = [found[0] for activity in _opening(folder) if (found := span(folder.case, activity))]
    return min(days).year if days else None


def _opening(folder: Folder) -> tuple[str, ...]:
    """Return the pilot, and what the book puts directly before its start: when one is on record, the pilot began."""
    pilots = [each.id for each in folder.book.activities.values() if each.kind == "pilot"]
    rows = [row for row in folder.book.precedences.values() if row.after in pilots and row.target == "start"]
    return (*pilots, *(row.before for row in rows if row.before not in pilots))
