"""Team-days: knapsacks against trying everything, published optima, and pay that proves."""

import itertools
import json
import time
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.public import CASES, bids, team_days
from data.answer import Status
from matcher.exact.bundles.check import check_bundles, shown_by_pay
from matcher.exact.bundles.packing import Diving
from matcher.exact.bundles.packs import NEVER, Packing, Packs, best_packs, losses
from matcher.exact.bundles.shape import Bundles
from matcher.exact.bundles.solve import solve_bundles
from tests.matcher.exact.bundle_cases import allowed, random_bundles, worth

OPTIMA = json.loads((CASES / "optima.json").read_text("utf8"))


def random_packing(seed: int) -> Packing:
    """Return three mentors and five mentees, some pairs impossible."""
    dice = np.random.default_rng(seed)
    return Packing(
        value=dice.integers(-3, 20, size=(3, 5)),
        days=dice.integers(0, 6, size=(3, 5)),
        most=dice.integers(0, 10, size=3),
    )


def sums(packing: Packing, pay: np.ndarray, mentor: int) -> dict[tuple[int, ...], int]:
    """Return what every pack that a mentor may take brings it after paying."""
    return {
        some: int((packing.value[mentor, list(some)] - pay[list(some)]).sum())
        for count in range(6)
        for some in itertools.combinations(range(5), count)
        if packing.days[mentor, list(some)].sum() <= packing.most[mentor]
        and (packing.value[mentor, list(some)] > 0).all()
    }


def scarce(seed: int, *, mentees: int = 24, mentors: int = 4) -> Bundles:
    """Return a programme whose days do not reach, the better mentor taking more of them."""
    dice = np.random.default_rng(seed)
    mentee, mentor = (axis.ravel() for axis in np.indices((mentees, mentors)))
    days = dice.integers(3, 20, size=len(mentee))
    return Bundles(
        n_mentees=mentees, need_mentee=np.arange(mentees), option_need=mentee, option_mentor=mentor,
        option_value=40 + 2 * days + dice.integers(0, 9, size=len(mentee)), pair_mentee=mentee, pair_mentor=mentor,
        pair_value=np.zeros_like(mentee), pair_days=days, places=np.full(mentors, mentees),
        days=np.full(mentors, 45), mentors_each=1,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(100))
def test_the_best_pack_is_the_best_of_all_packs(seed) -> None:
    """The bound of every answer with team-days adds up knapsacks, so each must be exact."""
    packing = random_packing(seed)
    pay = np.random.default_rng(seed).integers(0, 9, size=5)

    packs, bound = best_packs(packing, pay)

    most = [max(sums(packing, pay, mentor).values()) for mentor in range(3)]
    assert (packs.worth - packs.taken @ pay).tolist() == most
    assert bound == pay.sum() + sum(most)
    assert ((packs.taken * packing.days).sum(axis=1) <= packing.most).all()


@pytest.mark.parametrize("seed", range(100))
def test_a_loss_is_what_forcing_a_pair_costs_its_mentor(seed) -> None:
    """Pairs are left out by their loss, so one that is too large would cut off the best answer."""
    packing = random_packing(seed)
    pay = np.random.default_rng(seed).integers(0, 9, size=5)

    lost = losses(packing, pay)

    for mentor in range(3):
        every = sums(packing, pay, mentor)
        for mentee in range(5):
            forced = [value for some, value in every.items() if mentee in some]
            assert lost[mentor, mentee] == (max(every.values()) - max(forced) if forced else NEVER)


@pytest.mark.parametrize("seed", range(100))
def test_any_pay_bounds_every_choice(seed) -> None:
    """Pay is a proof for shapes with several needs and mentors too, and asks nothing of who set it."""
    shape = random_bundles(seed, days=True)
    pay = np.random.default_rng(seed).integers(0, 60, size=shape.n_mentees)

    assert shown_by_pay(shape, pay, parts=10) >= max(worth(shape, opened) for opened in allowed(shape))


def test_packs_keep_within_a_part() -> None:
    """A dive goes on with what is left; a pack that reaches outside it would place a mentee twice."""
    packing = random_packing(2)
    taken = np.array([[1, 0, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 0, 1, 0]], dtype=bool)
    packs = Packs.of(packing, np.array([0, 1, 2]), taken)
    mentors, mentees = np.array([True, False, True]), np.array([True, True, True, False, True])

    part = packs.inside(packing.part(mentors, mentees), mentors, mentees)

    assert part.mentor.tolist() == [0]
    assert part.taken.tolist() == [[True, False, False, False]]
    assert part.worth.tolist() == [packing.value[0, 0]]


def test_the_same_pack_stands_once() -> None:
    """Rounds return packs that are known, and a programme with copies only grows."""
    packing = random_packing(1)
    packs, _ = best_packs(packing, np.zeros(5, dtype=np.int64))

    assert len(packs.with_(packs).mentor) == len(packs.mentor)


def test_dives_never_lose_the_answer_they_start_with() -> None:
    """Time that is over, or a part that cannot be bettered, leaves what there was."""
    packing = random_packing(3)
    start = np.full(5, -1)
    diving = Diving(packing, parts=1, mentor_of=start, deadline=time.monotonic() - 1, dice=np.random.default_rng(0))

    paid = diving.start(np.zeros(5, dtype=np.int64))
    diving.run(paid)

    assert diving.mentor_of.tolist() == start.tolist()
    assert paid.bound >= diving.value


@pytest.mark.parametrize("seed", range(4))
def test_pay_proves_what_prices_of_days_leave_open(seed) -> None:
    """Days are lumpy: prices alone leave a gap, and pay closes most of it, so the checker has to recount both."""
    shape = scarce(seed)

    bundled = solve_bundles(shape, time_limit=60, seed=0)

    assert bundled.status is Status.OPTIMAL
    assert bundled.pay is not None
    assert check_bundles(shape, bundled) == []
    assert shown_by_pay(shape, bundled.pay, parts=bundled.parts) == bundled.shown


@pytest.mark.parametrize("kind", ["below zero", "other length", "huge", "nothing", "days do not matter"])
def test_the_check_refuses_pay_that_proves_nothing(kind) -> None:
    """Pay is a second way to lie about the bound."""
    shape = scarce(0, mentees=12)
    true = solve_bundles(shape, time_limit=20, seed=0)
    assert true.pay is not None
    wrong = {
        "below zero": true.pay - true.pay.max() - 1,
        "other length": true.pay[1:],
        "huge": true.pay * 0 + 2**61,
        "nothing": true.pay * 0,
        "days do not matter": true.pay,
    }[kind]

    shape = replace(shape, days=None) if kind == "days do not matter" else shape

    assert check_bundles(
        shape, replace(true, pay=wrong, place_price=true.place_price * 0, day_price=true.day_price * 0)
    )


@pytest.mark.parametrize("name", [name for name in OPTIMA["gap"] if name.startswith("gap1-")])
def test_published_team_days_are_solved_and_proved(name) -> None:
    """The optima of Cattrysse are known since 1994."""
    found = team_days(name, time_limit=20)

    assert found.cost == found.bound == OPTIMA["gap"][name]["optimum"]


@pytest.mark.parametrize("name", ["preflib1", "preflib2"])
def test_real_bids_reach_the_known_total(name) -> None:
    """Several reviewers a paper on real bids, most of which are equal."""
    known = OPTIMA["reviewer_bids"][name]

    assert bids(name, known).total == known["best_total"]
