"""Aim by aim: each is made as large as can be while those before it are kept, and prices bound it (2.1.3, 2.1.4).

The aims up to the one in question are one weighted sum. At any weights the prices bound that sum, so they bound the
aim too, once what the earlier aims reached is taken off. Weights need only be large enough that the earlier aims are
kept, which is seen afterwards; small weights leave the solver's numbers exact.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from data.answer import Status
from matcher.aims import Row
from matcher.bundled.counting import Sums, sums_of
from matcher.bundled.ground import Ground, answers, bundles_of, weights_of
from matcher.bundled.outcome import Proof
from matcher.errors import TooLarge
from matcher.exact.bundles.shape import Bundled, Bundles
from matcher.exact.bundles.wall import Walled

# How much larger weights get while an earlier aim was not kept; beyond 64 bits the last ones stand.
LARGER = (16, 256, 4096)
# Seconds that every aim gets at least, so that it has prices at all.
LEAST_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best answers of one search, fixed ones included, what every aim reaches, and its bound."""

    rows: tuple[Row, ...]
    sums: Sums
    bounds: Sums
    proofs: tuple[Proof, ...]


def search(
    ground: Ground,
    *,
    known: tuple[tuple[Row, ...], ...],
    deadline: float,
    seed: int,
    walled: Walled,
    on_aim: Callable[[int], None],
) -> Found:
    """Return the best answers found, at least as good as those ``known``; ``on_aim`` gets each aim's place."""
    best = max(((_sums(ground, rows), rows) for rows in known), key=lambda one: one[0])
    proofs = []
    for place in range(len(ground.aims)):
        on_aim(place)
        share = (deadline - time.monotonic()) / (len(ground.aims) - place)
        proof, best = _stage(ground, place, best, seconds=max(share, LEAST_SECONDS), ask=_asker(walled, seed))
        proofs.append(proof)
    held = _sums(ground, ground.held)
    bounds = tuple(bound_of(proof, best[0], held) for proof in proofs)
    return Found(rows=best[1], sums=best[0], bounds=bounds, proofs=tuple(proofs))


def bound_of(proof: Proof, sums: Sums, held: Sums) -> int:
    """Return what a level cannot exceed while those before it are as they are; ``held`` is what fixed pairs bring."""
    place = len(proof.weights) - 1
    before = sum(w * (one - other) for w, one, other in zip(proof.weights[:-1], sums, held, strict=False))
    return proof.found.bound - before + held[place]


# Asks for the best bundles in so many seconds.
_Ask = Callable[[Bundles, float], Bundled]


def _asker(walled: Walled, seed: int) -> _Ask:
    def ask(bundles: Bundles, seconds: float) -> Bundled:
        return walled.solve(bundles, time_limit=seconds, seed=seed)

    return ask


def _stage(
    ground: Ground, place: int, best: tuple[Sums, tuple[Row, ...]], *, seconds: float, ask: _Ask
) -> tuple[Proof, tuple[Sums, tuple[Row, ...]]]:
    """Return a proof for one aim, and the best answers so far."""
    deadline = time.monotonic() + seconds
    proof = _proof(ground, place, factor=1, deadline=deadline, ask=ask)
    for factor in (*LARGER, None):
        rows = (*ground.held, *answers(ground, proof.found.opened))
        sums = _sums(ground, rows)
        best = max(best, (sums, rows), key=lambda one: one[0])
        if factor is None or sums[:place] == best[0][:place] or time.monotonic() > deadline:
            break
        try:
            proof = _proof(ground, place, factor=factor, deadline=deadline, ask=ask)
        except TooLarge:
            break
    return proof, best


def _proof(ground: Ground, place: int, *, factor: int, deadline: float, ask: _Ask) -> Proof:
    weight = weights_of(ground, ground.aims[: place + 1], factor=factor)
    left = max(deadline - time.monotonic(), LEAST_SECONDS)
    return Proof(weights=weight, found=_solved(bundles_of(ground, weight), seconds=left, ask=ask))


def _solved(bundles: Bundles, *, seconds: float, ask: _Ask) -> Bundled:
    """Return the best bundles; where no pair brings anything, nothing at no price."""
    if bundles.openable.any():
        return ask(bundles, seconds)
    none = np.zeros(bundles.n_mentors, dtype=np.int64)
    return Bundled(
        opened=np.zeros(len(bundles.pair_mentee), dtype=bool), mentor=np.full(len(bundles.need_mentee), -1), value=0,
        bound=0, status=Status.OPTIMAL, place_price=none, day_price=none, pay=None, parts=1, shown=0,
    )  # fmt: skip


def _sums(ground: Ground, rows: tuple[Row, ...]) -> Sums:
    return sums_of(ground.problem, ground.aims, rows, price=ground.price)
