"""What may be written into a model, what comes from the reference, and every slip told where it is made."""

from decimal import Decimal

import pytest

import matcher
from data import WATERLINKS, load_book
from matcher import BadValue, DuplicateId, UnclearSubject, UnknownMentee, UnknownMentor, UnknownParty, UnknownSubject
from tests.matcher.programmes import COUNTRY, NRW, crowd, model, pair

KNOWN = next(one for one in COUNTRY.utilities.values() if one.connections and NRW in one.readings and one.region_code)


def test_add_returns_the_noun_which_later_calls_accept() -> None:
    """House style: nouns or their ids, as it suits the caller."""
    made = model()
    alfa = made.add_mentor("alfa")
    practice = made.add_practice(alfa, subject="NRW")
    beta = made.add_mentee("beta")
    need = made.add_need(beta, subject="NRW", chosen=alfa)

    assert (alfa.id, practice.id, beta.id, need.id) == ("alfa", "alfa/1", "beta", "beta/1")
    assert made.rank(need)[0].mentor == "alfa"


@pytest.mark.parametrize("named", [True, False], ids=["by utility", "by id"])
def test_add_mentor_of_the_reference_is_filled_from_it(named) -> None:
    """A facilitator should not type what the country already publishes."""
    mentor = model().add_mentor("m", utility=KNOWN.id) if named else model().add_mentor(KNOWN.id)

    assert (mentor.region, mentor.connections, mentor.name) == (KNOWN.region_code, KNOWN.connections, KNOWN.name)
    assert (mentor.health, mentor.health_year) == (KNOWN.category, KNOWN.score_year)
    assert mentor.readings[NRW] == KNOWN.readings[NRW]


def test_add_mentee_what_is_given_wins_over_the_reference() -> None:
    """The letter is newer than the register."""
    mentee = model().add_mentee("n", utility=KNOWN.id, connections=7, name="Ours", region="35.78")

    assert (mentee.connections, mentee.name, mentee.region, mentee.island) == (7, "Ours", "35.78", "Jawa")


def test_add_mentor_unknown_to_the_reference_stays_missing_never_zero() -> None:
    """Missing is None or empty."""
    mentor = model().add_mentor("nobody-knows")

    assert (mentor.connections, mentor.region, mentor.island, mentor.health) == (None, "", "", "")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [("sungai", ("river",)), ("Mata air, sungai", ("spring", "river")), ("air gambut/payau", ("brackish",)), ("", ())],
)
def test_add_mentor_raw_water_is_understood_in_both_languages(words, kinds) -> None:
    """The workbook may be filled in Indonesian; an unknown word is kept as it is."""
    assert model().add_mentor("m", raw_water=words).raw_water == kinds


def test_add_twice_is_refused_for_every_noun() -> None:
    """Ids are used once; a second rank 1 of a letter would hide the first."""
    made = pair()

    for again in (
        lambda: made.add_mentor("alfa"),
        lambda: made.add_mentee("beta"),
        lambda: made.add_need("beta", subject="DMA", rank=1),
    ):
        with pytest.raises(DuplicateId):
            again()


@pytest.mark.parametrize("capacity", [-1, 1.5, "2", None, True])
def test_add_mentor_capacity_that_is_no_count_is_refused(capacity) -> None:
    """Half a mentee or less than none is a slip."""
    with pytest.raises(BadValue, match="capacity"):
        model().add_mentor("m", capacity=capacity)


@pytest.mark.parametrize(
    "change",
    [{"connections": -1}, {"region": "99.99"}, {"utility": "pdam-nowhere"}],
    ids=["connections", "region", "utility"],
)
def test_add_party_value_out_of_range_is_refused(change) -> None:
    """Both parties are checked alike, and a failed call leaves nothing behind."""
    made = model()
    with pytest.raises(BadValue):
        made.add_mentor("m", **change)
    with pytest.raises(BadValue):
        made.add_mentee("n", **change)

    assert made.add_mentor("m").id == "m"


@pytest.mark.parametrize("key", ["", "  "])
def test_add_mentor_empty_id_is_refused(key) -> None:
    """An id is something that one can say aloud."""
    with pytest.raises(BadValue):
        model().add_mentor(key)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "many", 100.1, -1])
def test_add_need_reading_that_cannot_be_is_refused(value) -> None:
    """More water lost than was distributed is a slip of the pen, as is no number at all."""
    made = model()
    made.add_mentee("beta")

    with pytest.raises(BadValue, match=NRW):
        made.add_need("beta", subject="NRW", today={NRW: value})


@pytest.mark.parametrize("value", [0, 100, "41.5", 41.5, Decimal("41.5")])
def test_add_need_reading_at_its_edges_is_taken_exactly(value) -> None:
    """Readings are decimals: 41.5 is 41.5 and not a neighbour of it."""
    made = model()
    made.add_mentee("beta")

    assert made.add_need("beta", subject="NRW", today={NRW: value}).today[NRW] == Decimal(str(value))


def test_add_need_unknown_kpi_lists_the_known() -> None:
    """A column under another name must not be dropped silently."""
    with pytest.raises(BadValue, match="nrw_pct"):
        pair().add_practice("alfa", subject="NRW", before={"nrw": 38})


def test_add_need_unknown_names_are_told_with_the_nearest() -> None:
    """Whoever mistypes wants to see what was meant."""
    made = pair()

    with pytest.raises(UnknownMentor, match="alfa"):
        made.add_practice("alfaa", subject="NRW")
    with pytest.raises(UnknownMentee, match="beta"):
        made.add_need("betaa", subject="NRW")
    with pytest.raises(UnknownSubject, match="NRW"):
        made.add_practice("alfa", subject="NRV")
    with pytest.raises(UnknownMentor):
        made.add_need("beta", subject="DMA", rank=2, chosen="nobody")
    with pytest.raises(UnknownMentor):
        made.forbid("nobody", "beta", reason="x")
    with pytest.raises(UnknownMentee):
        made.fix("alfa", "nobody", reason="x")
    with pytest.raises(UnknownParty):
        made.add_past("alfa", "nobody")


@pytest.mark.parametrize("rank", [0, -1, 1.0])
def test_add_need_rank_starts_at_one(rank) -> None:
    """There is no priority before the first."""
    made = model()
    made.add_mentee("beta")

    with pytest.raises(BadValue):
        made.add_need("beta", subject="NRW", rank=rank)


def test_add_need_words_that_show_no_subject_are_not_guessed() -> None:
    """3.1.1-A4: the mentee decides, so unclear words are sent back with the nearest subjects."""
    made = model()
    made.add_mentee("beta")

    with pytest.raises(UnclearSubject):
        made.add_need("beta", text="zzz qqq xxx")


@pytest.mark.parametrize(
    "wish", [{"islands": ("Atlantis",)}, {"least_connections": -1}, {"least_connections": 9, "most_connections": 8}]
)
def test_expect_criteria_that_nobody_can_meet_are_refused(wish) -> None:
    """A mentor's criteria are a filter; one that lets nobody through is a slip."""
    with pytest.raises(BadValue):
        pair().expect("alfa", **wish)


def test_expect_again_replaces_the_criteria() -> None:
    """The last word of the mentor counts."""
    made = pair()
    made.expect("alfa", islands=("Papua",))

    assert made.expect("alfa").expects.is_open
    assert made.rank("beta/1")[0].mentor == "alfa"


@pytest.mark.parametrize("reason", ["", "   "])
def test_fix_and_forbid_need_a_reason(reason) -> None:
    """A decision without a reason cannot be discussed next year."""
    made = pair()

    with pytest.raises(BadValue):
        made.fix("alfa", "beta", reason=reason)
    with pytest.raises(BadValue):
        made.forbid("alfa", "beta", reason=reason)


def test_fix_twice_the_same_is_one_pin() -> None:
    """Saying it again changes nothing."""
    made = pair()

    made.fix("alfa", "beta", reason="agreed")
    made.fix("alfa", "beta", reason="agreed")

    assert len(made.freeze().pins) == 1


def test_freeze_later_additions_do_not_reach_the_problem() -> None:
    """A problem is frozen; the model goes on."""
    made = pair()
    problem = made.freeze()

    made.add_mentor("late")

    assert "late" not in problem.mentors
    with pytest.raises(TypeError):
        problem.mentors["late"] = None


def test_freeze_fingerprint_tells_problems_apart_and_knows_them_again() -> None:
    """The same content, the same fingerprint; any change, another."""
    again = pair().freeze().fingerprint
    changes = [
        pair(rank=2),
        pair(today={NRW: 42}),
        pair(text="kehilangan air"),
        crowd(mentees=1, capacities=(1,)),
    ]
    vetoed = pair()
    vetoed.forbid("alfa", "beta", reason="same board")

    prints = [made.freeze().fingerprint for made in [*changes, vetoed]]

    assert pair().freeze().fingerprint == again
    assert len({again, *prints}) == len(prints) + 1


def test_model_with_another_book_ranks_by_its_numbers() -> None:
    """Checklist 16: changing the weights file changes the ranking without code."""
    made = matcher.Model(load_book(WATERLINKS), COUNTRY)
    made.add_mentor("alfa")
    made.add_practice("alfa", subject="NRW", after={NRW: 20})
    made.add_mentee("beta")
    made.add_need("beta", subject="NRW", today={NRW: 40})

    result = made.solve(time_limit=5, seed=0)

    assert result.verify() == ()
    weights = {part.criterion: part.possible for part in result.proposals[0].parts}
    here = {part.criterion: part.possible for part in pair().rank("beta/1")[0].parts}
    assert sum(weights.values()) == sum(here.values())
    assert weights != here


@pytest.mark.parametrize("field", ["capacity", "connections"])
def test_add_mentor_huge_count_is_refused_before_it_is_summed(field) -> None:
    """A slip of a few zeros would leave 64 bits, or fill the memory, much later and without a name."""
    with pytest.raises(BadValue, match=rf"{field} is 1000000000001; expected at most 1,000,000,000,000"):
        model().add_mentor("m", **{field: 1_000_000_000_001})


def test_largest_counts_are_solved_and_proved() -> None:
    """What is not refused must go well: places and years of waiting at their limit."""
    made = model()
    made.add_mentor("m", capacity=1_000_000_000_000, least=1)
    made.add_practice("m", subject="NRW")
    for key in ("n0", "n1"):
        made.add_mentee(key, waited=1_000_000_000_000)
        made.add_need(key, subject="NRW")

    result = made.solve(time_limit=60, seed=1)

    assert result.level("waited").value == 2_000_000_000_000
    assert result.verify() == ()


@pytest.mark.parametrize(("floor", "word"), [(-1, "0 or more"), (1001, "at most 1,000"), (0.5, "a whole number")])
def test_lift_beyond_the_points_of_a_pair_is_refused(floor, word) -> None:
    """A floor that no pair can reach would make a million aims that say nothing."""
    with pytest.raises(BadValue, match=f"floor is {floor}; expected .*{word}"):
        model().lift(floor)
