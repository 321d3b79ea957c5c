"""The state of one search for bundles: the clock, the best choice so far, and the questions that it is asked."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.exact import flow
from matcher.exact.bundles.menus import Menu, menu, rank
from matcher.exact.bundles.packing import Diving, Paid
from matcher.exact.bundles.packs import Packing
from matcher.exact.bundles.shape import MOST_SUM, Bundles, Flags, Ints, bundles_of
from matcher.exact.network import network
from matcher.exact.prices import prices as prices_of

# The likely mentors of a mentee to begin with; the others come in when they price in.
LIKELY = 25
# Bundles to begin with, and bundles that an integer programme may have: half a gigabyte of rows and bounds.
MOST_LIKELY = 1_000_000
MOST_DECIDED = 400_000
# New bundles of a mentee at a time: enough for few rounds, few enough for quick ones (5 to 40 made little difference).
NEW_EACH = 10
# Prices in millionths where 64 bits allow it, so that rounding them costs less than one unit of value.
FINEST = 1_000_000
TENTH = 10
# Steps of the knapsacks of all mentors, a tenth of a second for each round of asking, and a hundred megabytes once.
MOST_STEPS = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prices, what they show in ``1 / parts``, and what each mentee keeps."""

    place: Ints
    day: Ints
    keeps: Ints
    shown: int


class Search:
    """One solve: the shape, the clock, and the best found so far."""

    def __init__(self, shape: Bundles, *, time_limit: float, seed: int) -> None:
        self.shape, self.table = shape, shape.table()
        self.deadline = time.monotonic() + time_limit
        self.dice = np.random.default_rng(seed)
        alone = shape.pair_value + self.table.sum(axis=1)
        self.alone = alone
        self.possible = shape.openable
        self.most = shape.largest
        self.parts = _parts(shape, self.most)
        self.opened = np.zeros(len(alone), dtype=bool)
        self.value = 0
        self.prices = self.unsolved()
        self.paid: Paid | None = None
        # Called whenever the best found so far became better.
        self.on_better: Callable[[], None] = lambda: None

    def left(self) -> float:
        """Return the seconds left."""
        return self.deadline - time.monotonic()

    def offer(self, pairs: Ints) -> None:
        """Open these pairs, the first first, as far as there is room, and keep the choice when it is better."""
        opened = self.filled(pairs)
        value = self.shape.total(opened)
        if value > self.value:
            self.opened, self.value = opened, value
            self.on_better()

    def bounded(self, prices: Prices) -> None:
        """Keep these prices when they show less than those so far."""
        if prices.shown < self.prices.shown:
            self.prices = prices
            self.on_better()

    @property
    def shown_least(self) -> int:
        """What nothing can exceed, as the best prices and the pay so far show."""
        least = self.prices.shown if self.paid is None else min(self.prices.shown, self.paid.bound)
        return least // self.parts

    def filled(self, order: Ints) -> Flags:
        """Return the choice that opens pairs in this order, as long as they bring something and there is room."""
        shape, opened = self.shape, np.zeros(len(self.opened), dtype=bool)
        room, days = shape.places.copy(), None if shape.days is None else shape.days.copy()
        each = np.full(shape.n_mentees, shape.mentors_each)
        best = np.zeros((shape.n_mentees, self.table.shape[1]), dtype=np.int64)
        for pair in order:
            mentee, mentor = shape.pair_mentee[pair], shape.pair_mentor[pair]
            if not (each[mentee] and room[mentor]) or (days is not None and days[mentor] < shape.pair_days[pair]):
                continue
            adds = np.maximum(self.table[pair] - best[mentee], 0).sum() + shape.pair_value[pair]
            if adds <= 0:
                continue
            opened[pair] = True
            each[mentee] -= 1
            room[mentor] -= 1
            best[mentee] = np.maximum(best[mentee], self.table[pair])
            if days is not None:
                days[mentor] -= shape.pair_days[pair]
        return opened

    def fresh(self, charge: Ints, floor: Ints, *, among: Flags) -> Menu:
        """Return the best bundles of each mentee that leave at least ``floor``, see ``menus.menu``."""
        return menu(self.shape, self.table, charge, floor, parts=self.parts, among=among, each=NEW_EACH)

    def within(self, charge: Ints, floor: Ints) -> Menu:
        """Return all bundles that leave at least ``floor``; ``TooLarge`` beyond ``MOST_DECIDED``."""
        return menu(self.shape, self.table, charge, floor, parts=self.parts, among=self.possible, most=MOST_DECIDED)

    def charge(self, place: Ints, day: Ints) -> Ints:
        """Return what each pair pays: (n_pairs,)."""
        return place[self.shape.pair_mentor] + day[self.shape.pair_mentor] * self.shape.pair_days

    def likely(self, charge: Ints) -> Flags:
        """Return the pairs that leave most alone, of each mentee as many as ``MOST_LIKELY`` bundles allow."""
        shape, each = self.shape, LIKELY
        while each > 1 and bundles_of(each, shape.mentors_each) * shape.n_mentees > MOST_LIKELY:
            each -= 1
        left = self.alone * self.parts - charge
        pairs = np.flatnonzero(self.possible & (left > 0))
        order = pairs[np.lexsort((-left[pairs], shape.pair_mentee[pairs]))]
        found: Flags = np.zeros(len(self.possible), dtype=bool)
        found[order[rank(shape.pair_mentee[order]) < each]] = True
        return found

    def shown(self, place: Ints, day: Ints, keeps: Ints) -> Prices:
        """Return the prices with what they show, each mentee keeping so much."""
        paid = _paid(place, self.shape.places) + (0 if self.shape.days is None else _paid(day, self.shape.days))
        return Prices(place=place, day=day, keeps=keeps, shown=paid + int(keeps.sum()))

    def unsolved(self) -> Prices:
        """Return no prices, at which everybody may keep what its best mentors bring alone, or each need its best."""
        shape, pairs = self.shape, np.flatnonzero(self.possible)
        zeros = np.zeros(shape.n_mentors, dtype=np.int64)
        cells = np.zeros((shape.n_mentees, self.table.shape[1]), dtype=np.int64)
        np.maximum.at(cells, shape.pair_mentee[pairs], self.table[pairs])
        by_need = cells.sum(axis=1) + self._best_of_each(pairs, np.maximum(shape.pair_value, 0))
        keeps = np.minimum(self._best_of_each(pairs, self.alone), by_need) * self.parts
        return self.shown(zeros, zeros, keeps)

    def _best_of_each(self, pairs: Ints, brings: Ints) -> Ints:
        """Return what the best pairs of each mentee bring together, as many as it may have: (n_mentees,)."""
        shape = self.shape
        order = pairs[np.lexsort((-brings[pairs], shape.pair_mentee[pairs]))]
        first = order[rank(shape.pair_mentee[order]) < shape.mentors_each]
        found = np.zeros(shape.n_mentees, dtype=np.int64)
        np.add.at(found, shape.pair_mentee[first], brings[first])
        return found

    def packs(self) -> bool:
        """Return whether mentors can be asked for packs: one mentor a mentee, days, and places beyond need."""
        shape = self.shape
        if shape.mentors_each > 1 or shape.days is None:
            return False
        steps = shape.n_mentors * shape.n_mentees * (1 + int(shape.days.max(initial=0)))
        asked = np.bincount(shape.pair_mentor[self.possible], minlength=shape.n_mentors)
        return steps <= MOST_STEPS and bool((shape.places >= asked).all())

    def diving(self) -> Diving:
        """Return dives over this shape, from the best choice so far."""
        shape, rows = self.shape, np.flatnonzero(self.possible)
        value = np.zeros((shape.n_mentors, shape.n_mentees), dtype=np.int64)
        days = np.zeros_like(value)
        value[shape.pair_mentor[rows], shape.pair_mentee[rows]] = self.alone[rows] * self.parts
        days[shape.pair_mentor[rows], shape.pair_mentee[rows]] = shape.pair_days[rows]
        packing = Packing(value=value, days=days, most=np.asarray(shape.days))
        return Diving(
            packing, parts=self.parts, mentor_of=self.placed(), deadline=self.deadline, dice=self.dice,
            on_better=self.place,
        )  # fmt: skip

    def narrow(self, kept: Flags) -> None:
        """Leave out all pairs but these, (n_mentors, n_mentees), when nothing better needs another."""
        self.possible &= kept[self.shape.pair_mentor, self.shape.pair_mentee]

    def placed(self) -> Ints:
        """Return the mentor of each mentee in the best choice so far, -1 for none, where each has one."""
        mentor_of = np.full(self.shape.n_mentees, -1)
        mentor_of[self.shape.pair_mentee[self.opened]] = self.shape.pair_mentor[self.opened]
        return mentor_of

    def place(self, mentor_of: Ints) -> None:
        """Offer a choice given as in ``placed``."""
        self.offer(np.flatnonzero(mentor_of[self.shape.pair_mentee] == self.shape.pair_mentor))

    def flow(self) -> Ints:
        """Return prices of places that would be right if mentors did not overlap and days did not matter."""
        shape, pairs = self.shape, np.flatnonzero(self.possible)
        plain = network(
            demand=np.full(shape.n_mentees, shape.mentors_each), places=shape.places, mentee=shape.pair_mentee[pairs],
            mentor=shape.pair_mentor[pairs], value=self.alone[pairs],
        )  # fmt: skip
        taken = flow.best(plain, seed=int(self.dice.integers(FINEST)))
        return np.asarray(np.maximum(prices_of(plain, taken), 0) * self.parts, dtype=np.int64)


def _parts(shape: Bundles, most: int) -> int:
    """Return into how many parts a unit of value can be split with all sums in 64 bits."""
    days = 1 + int(shape.pair_days.max(initial=0))
    largest = (most + 1) * (shape.mentors_each + 1) * (days + shape.n_mentees)
    parts = FINEST
    while parts > 1 and largest * parts > MOST_SUM:
        parts //= TENTH
    return parts


def _paid(price: Ints, most: Ints) -> int:
    return sum(int(one) * int(many) for one, many in zip(price, most, strict=True) if one)
