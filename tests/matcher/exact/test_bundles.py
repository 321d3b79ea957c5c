"""Bundles of mentors against trying everything, their proofs, and answers that lie."""

from dataclasses import replace

import grimp
import numpy as np
import pytest

from data.answer import Status
from matcher.errors import BadValue, TooLarge
from matcher.exact.bundles import search
from matcher.exact.bundles import shape as limits
from matcher.exact.bundles.check import check_bundles, most_of_one, shown_by
from matcher.exact.bundles.menus import menu
from matcher.exact.bundles.shape import Bundles
from matcher.exact.bundles.solve import solve_bundles
from tests.matcher.exact.bundle_cases import allowed, counting_bundles, most_counted, random_bundles, worth
from tests.matcher.exact.networks import ints


def larger(seed: int, *, mentees: int = 40, mentors: int = 10) -> Bundles:
    """Return a shape with mentors that everybody wants, where prices alone do not settle who gets them."""
    dice = np.random.default_rng(seed)
    mentee, mentor = (axis.ravel() for axis in np.indices((mentees, mentors)))
    need_mentee = np.repeat(np.arange(mentees), 2)
    need, other = (axis.ravel() for axis in np.indices((2 * mentees, mentors)))
    skill = dice.integers(0, 60, size=mentors)
    return Bundles(
        n_mentees=mentees, need_mentee=need_mentee, option_need=need, option_mentor=other,
        option_value=skill[other] + dice.integers(0, 40, size=len(need)), pair_mentee=mentee, pair_mentor=mentor,
        pair_value=-dice.integers(5, 40, size=len(mentee)), pair_days=dice.integers(1, 9, size=len(mentee)),
        places=np.full(mentors, 5), days=np.full(mentors, 17), mentors_each=2,
    )  # fmt: skip


@pytest.mark.parametrize("days", [False, True], ids=["places", "places and days"])
@pytest.mark.parametrize("seed", range(200))
def test_the_answer_is_the_best_of_all_and_passes_the_check(seed, days) -> None:
    """One mentor per subject is no network, so only trying everything can say what is best."""
    shape = random_bundles(seed, days=days)

    bundled = solve_bundles(shape, time_limit=60, seed=seed)

    assert bundled.value == max(worth(shape, opened) for opened in allowed(shape))
    assert bundled.status is Status.OPTIMAL
    assert check_bundles(shape, bundled) == []


@pytest.mark.parametrize("seed", range(100))
def test_one_need_and_days_is_generalised_assignment(seed) -> None:
    """Team-days need no module of their own: one need and one mentor each are a case of bundles."""
    shape = random_bundles(seed, days=True, needs=1, mentors_each=1)

    assert solve_bundles(shape, time_limit=60, seed=0).value == max(worth(shape, one) for one in allowed(shape))


@pytest.mark.parametrize("seed", range(60))
def test_counts_with_scarce_days_are_never_called_best_too_soon(seed) -> None:
    """Prices at which nobody gains anything leave a wide gap, and what keeps nothing there may still be the best."""
    shape = counting_bundles(seed)

    bundled = solve_bundles(shape, time_limit=60, seed=0)

    assert (bundled.value, bundled.bound) == (most_counted(shape),) * 2
    assert check_bundles(shape, bundled) == []


@pytest.mark.parametrize("seed", range(100))
def test_few_likely_mentors_still_prove_the_whole(seed, monkeypatch) -> None:
    """Leaving mentors out at first may cost rounds, never the optimum: the prices call them back in."""
    monkeypatch.setattr(search, "LIKELY", 1)
    monkeypatch.setattr(search, "NEW_EACH", 1)
    shape = random_bundles(seed)

    bundled = solve_bundles(shape, time_limit=60, seed=0)

    assert bundled.value == bundled.bound == max(worth(shape, opened) for opened in allowed(shape))


@pytest.mark.parametrize("seed", range(100))
def test_total_counts_like_the_long_way(seed) -> None:
    """The answer and its check share ``total``, so it is recounted need by need here."""
    shape = random_bundles(seed)

    assert all(shape.total(opened) == worth(shape, opened) for opened in allowed(shape))


@pytest.mark.parametrize("seed", range(100))
def test_any_prices_bound_every_choice(seed) -> None:
    """The bound asks nothing of the prices, so a wrong price can only make it weaker, never false."""
    shape = random_bundles(seed, days=True)
    dice = np.random.default_rng(seed)
    place, day = (dice.integers(0, 60, size=shape.n_mentors) for _ in range(2))

    shown = shown_by(shape, place, day, parts=10)

    assert shown >= max(worth(shape, opened) for opened in allowed(shape))


@pytest.mark.parametrize("seed", range(100))
def test_a_menu_holds_what_reaches_the_floor_and_nothing_else(seed) -> None:
    """What is dropped as out of reach must really be out of reach, or a proof would rest on a gap."""
    shape = random_bundles(seed, mentors_each=3)
    dice = np.random.default_rng(seed)
    charge = dice.integers(0, 40, size=len(shape.pair_value))
    floor = dice.integers(-30, 60, size=shape.n_mentees)
    everyone = np.ones(len(charge), dtype=bool)

    found = menu(shape, shape.table(), charge, floor, parts=10, among=everyone)

    rows = {tuple(int(pair) for pair in row if pair >= 0) for row in found.pairs}
    room = replace(shape, places=np.full(shape.n_mentors, 9))
    expected = set()
    for opened in allowed(room):
        pairs = np.flatnonzero(opened)
        owners = set(shape.pair_mentee[pairs].tolist())
        left = 10 * worth(shape, opened) - int(charge[pairs].sum())
        if len(owners) == 1 and left >= floor[owners.pop()]:
            expected.add(tuple(pairs.tolist()))
    assert rows == expected
    assert len(rows) == len(found)


@pytest.mark.parametrize("seed", range(50))
def test_the_checker_finds_what_a_mentee_keeps_by_itself(seed) -> None:
    """The checker's search is another one than the solver's; both must meet what trying everything finds."""
    dice = np.random.default_rng(seed)
    own, cells = dice.integers(-9, 4, size=6), dice.integers(0, 9, size=(6, 3))

    most = max(
        int(own[list(rows)].sum() + cells[list(rows)].max(axis=0).sum()) if rows else 0
        for rows in ([r for r in range(6) if bits >> r & 1] for bits in range(64) if bits.bit_count() <= 2)
    )

    assert most_of_one(own, cells, 2) == most


def test_prices_that_leave_a_gap_are_closed_by_the_solver() -> None:
    """Without cases where prices do not settle it, the integer programme would never be tried."""
    answers = [solve_bundles(larger(seed), time_limit=60, seed=0) for seed in range(4)]

    assert all(answer.status is Status.OPTIMAL for answer in answers)
    assert any(answer.shown > answer.bound for answer in answers)
    assert [check_bundles(larger(seed), answer) for seed, answer in enumerate(answers)] == [[], [], [], []]


def test_seed_decides_only_among_equals() -> None:
    """A facilitator who runs again with another seed may see other pairs, never another value."""
    values = {solve_bundles(larger(3), time_limit=60, seed=seed).value for seed in range(4)}

    assert len(values) == 1


def test_out_of_time_is_an_honest_answer() -> None:
    """A limit that is reached leaves a choice that keeps the rules, and a bound that is true."""
    shape = larger(1)

    bundled = solve_bundles(shape, time_limit=1e-9, seed=0)

    best = solve_bundles(shape, time_limit=60, seed=0).value
    assert check_bundles(shape, bundled) == []
    assert 0 < bundled.value <= best <= bundled.bound
    assert bundled.status is Status.FEASIBLE
    assert bundled.gap > 0


def test_what_is_in_doubt_may_be_too_much_to_decide(monkeypatch) -> None:
    """When the integer programme would be too large, the bound that the prices show stands."""
    monkeypatch.setattr(search, "MOST_DECIDED", 1)
    shape = larger(0)

    bundled = solve_bundles(shape, time_limit=60, seed=0)

    assert bundled.bound == bundled.shown
    assert check_bundles(shape, bundled) == []


def lie(shape: Bundles, seed: int, kind: str):
    """Return an answer with one fault, or the shape under which it has one."""
    true = solve_bundles(shape, time_limit=60, seed=seed)
    first = np.flatnonzero(true.opened)[0]
    tighter = shape.places.copy()
    tighter[shape.pair_mentor[first]] = 0
    return {
        "value": (shape, replace(true, value=true.value + 1, bound=true.bound + 1)),
        "bound": (shape, replace(true, bound=true.value - 1)),
        "status": (shape, replace(true, status=Status.FEASIBLE)),
        "shown": (shape, replace(true, shown=true.value)),
        "prices": (shape, replace(true, place_price=true.place_price * 0 - 1)),
        "huge prices": (shape, replace(true, place_price=true.place_price * 0 + 2**62)),
        "length": (shape, replace(true, place_price=true.place_price[1:])),
        "other shape": (shape, replace(true, opened=true.opened[1:])),
        "mentor": (shape, replace(true, mentor=np.full_like(true.mentor, -1))),
        "places": (replace(shape, places=tighter), true),
        "days": (replace(shape, days=shape.days * 0), true),
        "each": (replace(shape, mentors_each=1), true),
        "day prices": (replace(shape, days=None), replace(true, day_price=true.day_price * 0 + 1)),
    }[kind]


@pytest.mark.parametrize(
    "kind",
    ["value", "bound", "status", "shown", "prices", "huge prices", "length", "other shape", "mentor", "places", "days",
     "each", "day prices"],
)  # fmt: skip
def test_the_check_finds_every_kind_of_lie(kind) -> None:
    """A checker that passes a false answer is worth less than none."""
    shape, bundled = lie(larger(2), 0, kind)

    assert check_bundles(shape, bundled) != []


def test_the_check_knows_no_solver() -> None:
    """What recounts an answer must not share the code that could be wrong."""
    graph = grimp.build_graph("matcher", "data", include_external_packages=True, cache_dir=None)

    known = graph.find_upstream_modules("matcher.exact.bundles.check")

    assert {name.split(".")[0] for name in known} & {"scipy", "ortools"} == set()
    assert not {name for name in known if name.endswith((".menus", ".solve", ".packing", ".packs", ".search"))}


@pytest.mark.parametrize(
    "empty",
    [
        {"pair_mentee": [], "pair_mentor": [], "pair_value": [], "pair_days": []},
        {},
    ],
    ids=["nobody may have anybody", "nobody needs anything"],
)
def test_nothing_to_choose_is_a_proved_answer(empty) -> None:
    """An empty year is an ordinary input, and to give nobody a mentor is its best answer."""
    parts = {name: ints(values) for name, values in empty.items()}
    shape = replace(
        random_bundles(1), need_mentee=ints([]), option_need=ints([]), option_mentor=ints([]), option_value=ints([])
    )
    shape = replace(shape, pair_value=-np.ones_like(shape.pair_value)) if not parts else replace(shape, **parts)

    bundled = solve_bundles(shape, time_limit=60, seed=0)

    assert (bundled.value, bundled.bound, bundled.opened.sum()) == (0, 0, 0)
    assert check_bundles(shape, bundled) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("n_mentees", -1),
        ("mentors_each", 0),
        ("places", [-1] * 10),
        ("days", [5]),
        ("pair_days", [-1] * 400),
        ("pair_value", [0]),
        ("pair_mentor", [0] * 400),
        ("need_mentee", [40] * 80),
        ("option_mentor", [10] * 800),
    ],
)
def test_what_is_no_shape_is_refused_by_name(field, value) -> None:
    """An error that names the array and what it may hold saves the caller a search."""
    with pytest.raises(BadValue) as caught:
        replace(larger(0), **{field: ints(value) if isinstance(value, list) else value})

    assert caught.value.expected
    assert field in str(caught.value) or field == "pair_mentor"


def test_options_of_pairs_that_do_not_stand_are_refused() -> None:
    """An option without its pair would be lost without a word."""
    shape = larger(0)

    with pytest.raises(BadValue, match="option_mentor"):
        replace(
            shape, pair_mentee=shape.pair_mentee[1:], pair_mentor=shape.pair_mentor[1:],
            pair_value=shape.pair_value[1:], pair_days=shape.pair_days[1:],
        )  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "what"),
    [
        ("MOST_BUNDLES", "bundles of mentors"),
        ("MOST_OF_ONE", "bundles of one mentee"),
        ("MOST_CELLS", "needs times pairs"),
        ("MOST_VALUE", "sum of all values"),
    ],
)
def test_size_is_refused_before_memory_is_taken(limit, what, monkeypatch) -> None:
    """A programme that cannot be held is told so at once, with the figure that is too large."""
    shape = larger(0)
    monkeypatch.setattr(limits, limit, 10)

    with pytest.raises(TooLarge, match=what):
        replace(shape)


@pytest.mark.parametrize("wrong", [{"time_limit": 0, "seed": 0}, {"time_limit": 1, "seed": -1}])
def test_limits_and_seeds_out_of_range_are_refused(wrong) -> None:
    """No time or a negative seed is a slip of the caller, not a wish."""
    with pytest.raises(BadValue):
        solve_bundles(larger(0), **wrong)
