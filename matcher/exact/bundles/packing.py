"""Who takes whom when days are scarce and everybody takes another share of them: pay from packs, then dives.

A linear programme over packs (HiGHS) finds what each mentee's place is worth; its bound is far sharper than that of
prices on days, because a pack is whole (Savelsbergh 1997). A dive fixes the pack that the programme likes best, asks
again for the rest, and so on. Then some mentors give their mentees back and a dive tries to place these better.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array

from matcher.exact.bundles.packs import Packing, Packs, best_packs
from matcher.exact.bundles.shape import Flags, Ints

Floats = npt.NDArray[np.float64]

# Rounds of asking for packs: at first until nothing changes as a rule, in a dive enough to go on.
ROUNDS, DIVE_ROUNDS = 400, 40
# How much the pay of a round stays with the best so far; without it pay swings from round to round (Wentges 1997).
STAY = 0.7
# Mentees that an integer programme settles at the end of a dive, and the seconds that one programme may take.
TAIL, TAIL_SECONDS = 30, 3
# Of a dive that is drawn: packs below this share are left out, as long as there are others.
LEAST_SHARE = 0.2
# Shares of the mentors that dives have in turn: few are quick, all may lead elsewhere.
SHARES = (0.4, 0.6, 0.4, 0.8, 1)
# How often a dive among some mentors knows the packs that they have: with them it mostly ends where it began.
OWN_SHARE = 0.3
# How far HiGHS may be off a whole number and still mean it.
SLACK = 1e-6
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """Pay that bounds, and the packs behind it.

    Parameters
    ----------
    packs, share
        Packs, and how much of each the programme takes: (n,).
    pay
        (n_mentees,) what each mentee pays.
    bound
        What nothing can exceed at this pay.
    """

    packs: Packs
    share: Floats
    pay: Ints
    bound: int


class Diving:
    """Dives until the value meets the bound or time is over; make one, ``start``, then ``run``.

    Parameters
    ----------
    packing
        The whole; values in ``1 / parts``.
    parts
        Into how many parts a unit of value is split: two answers differ by a whole unit or not at all.
    mentor_of
        (n_mentees,) the answer to begin with, -1 for none.
    on_better
        Called with every better answer.
    """

    def __init__(
        self,
        packing: Packing,
        *,
        parts: int,
        mentor_of: Ints,
        deadline: float,
        dice: np.random.Generator,
        on_better: Callable[[Ints], None] = lambda _: None,
    ) -> None:
        self.packing, self.parts, self.deadline, self.dice = packing, parts, deadline, dice
        self.mentor_of, self.value = mentor_of, packing.worth(mentor_of)
        self.on_better = on_better

    def left(self) -> float:
        """Return the seconds left."""
        return self.deadline - time.monotonic()

    def start(self, pay: Ints) -> Paid:
        """Return the pay that bounds best, asking from this pay on, after one dive."""
        whole = self.paid(self.packing, _own(self.packing, self.mentor_of), pay, rounds=ROUNDS)
        self.keep(self.dive(self.packing, whole, self.value, drawn=False))
        return whole

    def run(self, whole: Paid) -> None:
        """Dive until the value meets the bound or time is over."""
        mentors = len(self.packing.most)
        dive = 0
        while self.left() > 0 and whole.bound // self.parts > self.value // self.parts:
            share = SHARES[dive % len(SHARES)]
            if share < 1:
                some = np.zeros(mentors, dtype=bool)
                some[self.dice.permutation(mentors)[: max(2, round(share * mentors))]] = True
                self.near(whole, some, drawn=bool(dive // len(SHARES) % 2))
            else:
                self.keep(self.dive(self.packing, whole, self.value, drawn=True))
            dive += 1

    def keep(self, mentor_of: Ints | None) -> None:
        """Keep this answer when it is better."""
        if mentor_of is not None and self.packing.worth(mentor_of) > self.value:
            self.mentor_of, self.value = mentor_of, self.packing.worth(mentor_of)
            self.on_better(mentor_of)

    def near(self, whole: Paid, some: Flags, *, drawn: bool) -> None:
        """Place the mentees of some mentors, and those without any, among these mentors again.

        An answer that is as good is taken too: from there other mentors have other ways on.
        """
        free = (self.mentor_of < 0) | some[self.mentor_of]
        part = self.packing.part(some, free)
        now = np.where(self.mentor_of[free] >= 0, (np.cumsum(some) - 1)[self.mentor_of[free]], -1)
        packs = whole.packs.inside(part, some, free)
        if self.dice.random() < OWN_SHARE or not len(packs.mentor):
            packs = packs.with_(_own(part, now))
        paid = self.paid(part, packs, whole.pay[free], rounds=DIVE_ROUNDS)
        found = self.dive(part, paid, part.worth(now) - self.parts, drawn=drawn)
        if found is not None:
            mentor_of = self.mentor_of.copy()
            mentor_of[free] = np.where(found >= 0, np.flatnonzero(some)[found], -1)
            self.keep(mentor_of)
            if self.packing.worth(mentor_of) == self.value:
                self.mentor_of = mentor_of

    def dive(self, packing: Packing, paid: Paid, least: int, *, drawn: bool) -> Ints | None:
        """Return an answer worth more than ``least``, by fixing one pack after the other; None when none is left."""
        mentors, mentees = (np.arange(size) for size in packing.value.shape)
        mentor_of = np.full(len(mentees), -1)
        fixed = 0
        while len(mentors) and len(mentees):
            if (fixed + paid.bound) // self.parts <= least // self.parts or self.left() <= 0:
                return None
            if np.abs(paid.share - np.rint(paid.share)).max(initial=0) < SLACK:
                for row in np.flatnonzero(paid.share > HALF):
                    mentor_of[mentees[paid.packs.taken[row]]] = mentors[paid.packs.mentor[row]]
                return mentor_of
            if len(mentees) <= TAIL:
                found = self.tail(packing)
                mentor_of[mentees] = np.where(found >= 0, mentors[found], -1)
                return mentor_of
            best = self.drawn(paid.share) if drawn else int(np.argmax(paid.share))
            taken, mentor = paid.packs.taken[best], paid.packs.mentor[best]
            mentor_of[mentees[taken]] = mentors[mentor]
            fixed += int(paid.packs.worth[best])
            others = np.arange(len(mentors)) != mentor
            packing = packing.part(others, ~taken)
            packs = paid.packs.inside(packing, others, ~taken)
            mentors, mentees = mentors[others], mentees[~taken]
            paid = self.paid(packing, packs, paid.pay[~taken], rounds=DIVE_ROUNDS)
        return mentor_of

    def drawn(self, share: Floats) -> int:
        """Return a pack, the likelier the larger its share."""
        weight = np.where(share > LEAST_SHARE, share, 0) if (share > LEAST_SHARE).any() else np.maximum(share, 0)
        return int(self.dice.choice(len(share), p=weight**2 / (weight**2).sum()))

    def tail(self, packing: Packing) -> Ints:
        """Return the best answer that an integer programme finds in little time, -1 for all when it finds none."""
        mentor, mentee = np.nonzero(packing.value > 0)
        mentors, mentees = packing.value.shape
        mentor_of = np.full(mentees, -1)
        # Who stays without a mentor takes a column of no mentor; what is lost against the best is small then.
        most = packing.value.max(axis=0)
        loss = np.concatenate([most[mentee] - packing.value[mentor, mentee], most])
        column = np.arange(len(loss))
        data = np.concatenate([np.ones(len(loss)), packing.days[mentor, mentee]])
        at = (np.concatenate([mentee, np.arange(mentees), mentees + mentor]), np.append(column, column[: len(mentor)]))
        answer: OptimizeResult = milp(
            loss / self.parts,
            constraints=LinearConstraint(
                csr_array((data, at), shape=(mentees + mentors, len(loss))),
                np.repeat([1.0, 0.0], [mentees, mentors]), np.append(np.ones(mentees), packing.most),
            ),
            integrality=np.ones(len(loss), dtype=np.int64), bounds=Bounds(0, 1),
            options={"time_limit": max(min(self.left(), TAIL_SECONDS), SLACK), "mip_rel_gap": 0},
        )  # fmt: skip
        if answer.x is not None:
            rows = answer.x[: len(mentor)] > HALF
            mentor_of[mentee[rows]] = mentor[rows]
        return mentor_of

    def paid(self, packing: Packing, packs: Packs, pay: Ints, *, rounds: int) -> Paid:
        """Return the pay that bounds best after so many rounds, with packs that meet it as far as they can."""
        first, bound = best_packs(packing, pay)
        packs, best = packs.with_(first), pay
        asked: Ints
        share: Floats = np.zeros(len(packs.mentor))
        for _ in range(rounds):
            if self.left() <= 0:
                break
            solved = self.programme(packing, packs)
            if solved is None:
                break
            share, reached, dual, rent = solved
            if bound // self.parts <= reached // self.parts:
                break
            size = len(packs.mentor)
            for asked in (np.rint(STAY * best + (1 - STAY) * dual).astype(np.int64), dual):
                answer, shown = best_packs(packing, asked)
                if shown < bound:
                    bound, best = shown, asked
                gain = answer.worth - answer.taken @ dual - rent
                fresh = gain > 0
                packs = packs.with_(
                    Packs(mentor=answer.mentor[fresh], taken=answer.taken[fresh], worth=answer.worth[fresh])
                )
                if len(packs.mentor) > size:
                    break
            else:
                break
        share = np.concatenate([share, np.zeros(len(packs.mentor) - len(share))])
        return Paid(packs=packs, share=share, pay=best, bound=bound)

    def programme(self, packing: Packing, packs: Packs) -> tuple[Floats, int, Ints, Ints] | None:
        """Return the share of each pack, what they reach, what mentees pay, and what mentors have left.

        None when HiGHS has no answer in time; the pay so far still bounds.
        """
        mentors, mentees = packing.value.shape
        unit = 1000 / max(int(packs.worth.max(initial=0)), 1)
        row, mentee = np.nonzero(packs.taken)
        column = np.arange(len(packs.mentor))
        at = (np.concatenate([mentee, mentees + packs.mentor]), np.concatenate([row, column]))
        # The stubs of scipy do not know that linprog takes sparse rows.
        limits: Any = csr_array((np.ones(len(at[0])), at), shape=(mentees + mentors, len(column)))
        answer: OptimizeResult = linprog(
            -packs.worth * unit, A_ub=limits, b_ub=np.ones(mentees + mentors), method="highs-ds",
            options={"time_limit": max(min(self.left(), TAIL_SECONDS), SLACK)},
        )  # fmt: skip
        if answer.status:
            return None
        dual = np.rint(np.maximum(-answer.ineqlin.marginals, 0) / unit).astype(np.int64)
        return answer.x, int(np.rint(-answer.fun / unit + SLACK * self.parts)), dual[:mentees], dual[mentees:]


def _own(packing: Packing, mentor_of: Ints) -> Packs:
    """Return the packs of an answer."""
    mentors = np.arange(len(packing.most))
    return Packs.of(packing, mentors, mentor_of[None, :] == mentors[:, None])
