"""What a sandbox counts with: the calendar as it is, and what each partnership costs whom (4.1, 4.2)."""

import dataclasses
from collections.abc import Mapping

from planner.money.kinds import Line


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Numbers of one year that hold at every point of a sweep.

    Parameters
    ----------
    worth
        Candidate to its points: the expected gain.
    heads
        Candidate to rupiah per budget head, at most; the facilitator's part without subsidies (decision 0005).
    lines
        Candidate to what it costs all others before any subsidy.
    joined
        Payer key to rupiah for the programme's own events, due once when any of its partnerships is in.
    means
        Payer key to the rupiah that it can spend; who is absent did not say, and is taken to pay whatever is left.
    reckoned
        Candidates without dates, whose costs are the most that any date can make them.
    """

    worth: Mapping[str, int]
    heads: Mapping[str, Mapping[str, int]]
    lines: Mapping[str, tuple[Line, ...]]
    joined: Mapping[str, int]
    means: Mapping[str, int]
    reckoned: frozenset[str]

    def payers(self) -> dict[str, tuple[str, ...]]:
        """Return payer key to the candidates in which it pays, in order of ids."""
        found: dict[str, set[str]] = {}
        for key, lines in self.lines.items():
            for line in lines:
                found.setdefault(line.payer, set()).add(key)
        return {payer: tuple(sorted(keys)) for payer, keys in sorted(found.items())}

    def cost(self, key: str, payer: str) -> int:
        """Return what a payer spends in one candidate before any subsidy."""
        return sum(line.amount for line in self.lines[key] if line.payer == payer)
