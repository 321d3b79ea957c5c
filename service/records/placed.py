"""One letter placed beside a published match, or placed anew because its mentor declined."""

from dataclasses import dataclass

import matcher
from service.records.intake import Pin
from service.records.year import Matched


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Matched):
    """A match with every published pair held, accepted by the matcher's checker.

    Parameters
    ----------
    placement
        Where the letter goes, and what else could be.
    advice
        Whether the place is better kept for letters still to come; None where nobody asked, as after a refusal.
    declined
        The refusal that was noted for this letter, None when it is a new one.
    """

    placement: matcher.Placement
    advice: matcher.Advice | None = None
    declined: Pin | None = None
