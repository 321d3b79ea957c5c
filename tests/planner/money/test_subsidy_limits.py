"""Ceilings, a head that does not suffice, and decisions that cannot be carried out (4.2)."""

import pytest

from data.text import Text
from planner.money.claims import KINDS
from planner.money.kinds import Decision
from planner.money.subsidy import allocate
from tests.planner.money.test_subsidy import DECIDED, decision, given_to, share, two_fares
from tests.planner.money_cases import book, line

THREE = (*two_fares(1000, 1000, "w-1"), *two_fares(1000, 1000, "w-2"), *two_fares(1000, 1000, "w-3"))


@pytest.mark.parametrize(
    ("ceiling", "first", "second"), [(1001, 500, 500), (1000, 500, 500), (999, 500, 499), (0, None, None)]
)
def test_ceiling_per_partnership_at_boundary(ceiling, first, second):
    """Both want 500: at a ceiling of 999 one rupiah is cut, from whoever comes later by id."""
    told, _ = given_to(two_fares(), share(ceiling=ceiling))

    got = sorted(told.values(), reverse=True)
    assert got == ([first, second] if first else [])


@pytest.mark.parametrize(("ceiling", "amount"), [(501, 500), (500, 500), (499, 499), (1, 1)])
def test_ceiling_of_a_role_cuts_that_role_only(ceiling, amount):
    """The mentor's ceiling is no business of the mentee."""
    told, _ = given_to(two_fares(), share(ceiling_mentor=ceiling))

    assert told == {("w-1", "mentor", "alfa"): amount, ("w-1", "mentee", "beta"): 500}


@pytest.mark.guards("4.2")
def test_head_too_small_cuts_everyone_alike():
    """Six claims of 500 and a head of 2000: 333.33 each; two rupiah are left and go to the first two by id."""
    told, _ = given_to(THREE, share(), head=2000)

    assert sum(told.values()) == 2000
    assert sorted(told.values()) == [333, 333, 333, 333, 334, 334]
    assert [key for key, amount in told.items() if amount == 334] == [
        ("w-1", "mentee", "beta"),
        ("w-1", "mentor", "alfa"),
    ]


@pytest.mark.guards("4.2")
@pytest.mark.parametrize(("head", "losers"), [(3001, 0), (3000, 0), (2999, 1), (0, 6)])
def test_head_at_boundary_says_who_lost(head, losers):
    """All six want 3000 together; below that each loser is named with the rupiah that are missing in all."""
    told, reasons = given_to(THREE, share(), head=head)

    assert sum(told.values()) == min(head, 3000)
    assert len(reasons) == losers
    assert all(reason.rule == "subsidy_pro_rata" for reason in reasons)
    if losers:
        assert f"Rp{3000 - head:,}" in reasons[0].remedy.en


def test_head_too_small_names_loss_in_both_languages():
    """'alfa gets 150 instead of 500, 350 less' is what a mentor's director has to hear, in either language."""
    _, reasons = given_to((line("a", 1000),), share(), head=150)

    loss = next(reason for reason in reasons if reason.rule == "subsidy_pro_rata")
    assert loss.who == "w-1"
    assert loss.sentence.en == "The head does not suffice: alfa gets Rp150 instead of Rp500, Rp350 less."
    assert loss.sentence.id == "Pos anggaran tidak mencukupi: alfa menerima Rp150, bukan Rp500, berkurang Rp350."
    assert loss.remedy.id == "Tambahkan Rp350 pada pos 'Subsidi bagi mentor dan resipien'."


def test_head_too_small_same_answer_in_any_order():
    """The order in which lines come from a solver must not decide who gets the odd rupiah."""
    there, _ = given_to(THREE, share(), head=2000)
    back, _ = given_to(tuple(reversed(THREE)), share(), head=2000)

    assert there == back


@pytest.mark.guards("4.2")
@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_decision_giving_nothing_to_one_role_refused(role):
    """4.2: subsidies are given to both mentor and mentee, so a rule may leave neither out."""
    rule = share(**{role: 0})

    told, reasons = given_to(two_fares(), rule)

    assert told == {}
    assert "both mentor and mentee" in reasons[0].remedy.en


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_decision_with_zero_ceiling_for_one_role_refused(role):
    """A ceiling of nothing leaves a role out just as an amount of nothing does."""
    told, reasons = given_to(two_fares(), share(**{f"ceiling_{role}": 0}))

    assert (told, len(reasons)) == ({}, 1)


def test_decision_of_unknown_kind_refused_with_known_kinds():
    """A kind that no row of the book describes cannot be guessed."""
    told, reasons = given_to(two_fares(), decision("by_population", mentor_per_head=3))

    assert told == {}
    assert all(kind in reasons[0].remedy.en for kind in KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_decision_without_its_amounts_names_every_missing_one(kind):
    """All that is missing is said at once, so that one question to the board suffices."""
    told, reasons = given_to(two_fares(), decision(kind))

    assert told == {}
    said = " ".join(reason.sentence.en for reason in reasons)
    assert all(f"'{name}'" in said for name in book().subsidy_kinds[kind].needs)


def test_decision_with_unknown_amount_refused():
    """A misspelt ceiling must not vanish: the limit that the board meant would not hold."""
    told, reasons = given_to(two_fares(), share(celing_mentor=5))

    assert told == {}
    assert "celing_mentor" in reasons[0].sentence.en


@pytest.mark.parametrize(("percent", "is_fine"), [(100, True), (101, False)])
def test_decision_percent_at_whole_boundary(percent, is_fine):
    """More than the whole cost is no subsidy."""
    told, reasons = given_to(two_fares(), share(mentor=percent))

    assert bool(told) == is_fine
    assert bool(reasons) != is_fine


@pytest.mark.parametrize(("near", "is_fine"), [(500, True), (501, False)])
def test_decision_distance_classes_out_of_order_refused(near, is_fine):
    """'Near' may not reach farther than 'middle', or a visit would lie in two classes."""
    amounts = {f"{role}_{size}": 10 for role in ("mentor", "mentee") for size in ("near", "middle", "far")}

    told, _ = given_to(two_fares(), decision("by_distance_class", near_up_to_km=near, middle_up_to_km=500, **amounts))

    assert bool(told) == is_fine


def test_subsidy_kinds_of_the_book_are_all_computed():
    """A row without a function would be an offer that the software cannot keep, and the other way round."""
    assert set(KINDS) == set(book().subsidy_kinds)


def test_subsidy_kinds_name_an_amount_for_both_roles():
    """Each form asks the board for the mentor's and the mentee's amount (4.2)."""
    for row in book().subsidy_kinds.values():
        assert {name.partition("_")[0] for name in row.needs} >= {"mentor", "mentee"}


def test_refusals_speak_both_languages():
    """Every refusal has its sentence and remedy in Indonesian as well, which differ from the English ones."""
    for rule in (None, decision("nonsense"), share(mentor=101), share(mentor=0), decision("per_visit")):
        _, reasons = given_to(two_fares(), rule)

        for reason in reasons:
            assert isinstance(reason.sentence, Text)
            assert reason.sentence.en != reason.sentence.id
            assert reason.remedy.en != reason.remedy.id


def test_allocation_keeps_what_was_due_before_the_head():
    """``due - amount`` is what a party lost to a small head, so the board can see the price of it."""
    rule = Decision(
        number="1", date=DECIDED, kind="per_visit", amounts={"mentor_per_visit": 400, "mentee_per_visit": 1}
    )

    _, allocations, _ = allocate((line("a", 1000),), decision=rule, budget={"subsidies": 100}, book=book())

    assert [(one.due, one.amount) for one in allocations] == [(400, 100)]
