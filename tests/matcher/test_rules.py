"""What every hard rule promises, and each rule on both sides of its line."""

import importlib

import pytest

from matcher import RULES, Model
from matcher.rules import Chosen
from tests.matcher.programmes import BOOK, COUNTRY, NRW, model, pair, random_model

NAMES = [rule.id for rule in RULES]
SEEDS = range(40)


def rule_of(name: str):
    """Return a rule by its id."""
    return next(rule for rule in RULES if rule.id == name)


def allows(made: Model, name: str, *, need: str = "beta/1", mentor: str = "alfa") -> bool:
    """Return what one rule says of one pair."""
    problem = made.freeze()
    return rule_of(name).allows(problem, problem.needs[need], problem.mentors[mentor])


def reason(made: Model, name: str, *, need: str = "beta/1", mentor: str = "alfa"):
    """Return the reason of one rule against one pair."""
    problem = made.freeze()
    return rule_of(name).reason(problem, problem.needs[need], problem.mentors[mentor])


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rule_stands_in_the_book_with_its_module(rule) -> None:
    """The book is where a reader looks a rule up; the module it names must hold it."""
    row = BOOK.rules[rule.id]

    assert row.room == "matcher"
    assert type(rule) in vars(importlib.import_module(row.where)).values()
    assert row.section in BOOK.sections


def test_rules_of_the_book_are_all_registered() -> None:
    """A rule in the book that nobody asks would be a promise not kept."""
    assert {key for key, row in BOOK.rules.items() if row.room == "matcher"} == set(NAMES)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rule_that_says_no_gives_a_reason_with_a_remedy(rule) -> None:
    """A no has a rule, a section, who, a sentence and what would help, in two languages."""
    for seed in SEEDS:
        problem = random_model(seed).freeze()
        for need in problem.needs.values():
            for mentor in problem.mentors.values():
                if rule.allows(problem, need, mentor):
                    continue
                told = rule.reason(problem, need, mentor)
                assert (told.rule, told.section, told.who) == (rule.id, BOOK.rules[rule.id].section, need.mentee)
                assert "{" not in told.sentence.en + told.sentence.id + told.remedy.en + told.remedy.id


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rule_check_of_no_pairs_finds_nothing_unless_a_pair_is_fixed(rule) -> None:
    """An empty match breaks no rule but a pin."""
    problem = pair().freeze()

    assert rule.check(problem, []) == ()


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_rule_check_agrees_with_allows_on_single_pairs(rule) -> None:
    """One pair alone is broken exactly when the rule does not allow it, apart from pins of others."""
    for seed in SEEDS:
        problem = random_model(seed).freeze()
        for need in problem.needs.values():
            for mentor in problem.mentors.values():
                broken = [
                    one
                    for one in rule.check(problem, [Chosen(need.id, mentor.id)])
                    if one.who in {need.mentee, mentor.id}
                ]
                if rule.id != "must":
                    assert bool(broken) is not rule.allows(problem, need, mentor)


@pytest.mark.guards("3.1.1-A4")
@pytest.mark.parametrize(
    ("offered", "ok"), [("NRW", True), ("DMA", True), ("GIS", False), ("COVER", False), ("BILL", False)]
)
def test_subject_is_offered_by_the_same_or_one_that_moves_the_same_reading(offered, ok) -> None:
    """The line lies between the same reading (75) and the same indicator (45); the least is 60."""
    made = model()
    made.add_mentor("alfa")
    made.add_practice("alfa", subject=offered)
    made.add_mentee("beta")
    made.add_need("beta", subject="NRW")

    assert allows(made, "subject") is ok


@pytest.mark.guards("1.2")
def test_willing_needs_a_practice_on_offer() -> None:
    """No match is proposed without willingness on record (checklist 13)."""
    made = pair()
    made.add_mentor("silent", name="Tirta Diam")

    assert allows(made, "willing")
    assert not allows(made, "willing", mentor="silent")
    assert "Tirta Diam offers no practice" in reason(made, "willing", mentor="silent").sentence.en


@pytest.mark.guards("2.1.1")
@pytest.mark.parametrize(("mentor", "mentee"), [(True, True), (True, False), (False, True), (False, False)])
def test_membership_is_asked_of_both(mentor, mentee) -> None:
    """Only members can be mentor or mentee (checklist 20)."""
    made = model()
    made.add_mentor("alfa", name="Alfa", member=mentor)
    made.add_practice("alfa", subject="NRW")
    made.add_mentee("beta", name="Beta", member=mentee)
    made.add_need("beta", subject="NRW")

    assert allows(made, "membership") is (mentor and mentee)
    if not (mentor and mentee):
        named = reason(made, "membership").sentence.en
        assert ("Alfa" in named, "Beta" in named) == (not mentor, not mentee)


def test_not_itself_sees_one_utility_behind_two_names() -> None:
    """A letter has its own id, yet its writer may be the mentor itself."""
    utility = next(iter(COUNTRY.utilities))
    other = list(COUNTRY.utilities)[1]
    made = model()
    made.add_mentor("as-mentor", utility=utility)
    made.add_practice("as-mentor", subject="NRW")
    made.add_mentee("letter-1", utility=utility)
    made.add_need("letter-1", subject="NRW")
    made.add_mentee("letter-2", utility=other)
    made.add_need("letter-2", subject="NRW")

    assert not allows(made, "not_itself", need="letter-1/1", mentor="as-mentor")
    assert allows(made, "not_itself", need="letter-2/1", mentor="as-mentor")


@pytest.mark.guards("3.1.2")
@pytest.mark.parametrize(
    ("wish", "ok"),
    [
        ({"least_connections": 100_000}, True),
        ({"least_connections": 100_001}, False),
        ({"most_connections": 100_000}, True),
        ({"most_connections": 99_999}, False),
        ({"islands": ("Jawa", "Papua")}, True),
        ({"islands": ("Papua",)}, False),
        ({"subjects": ("NRW", "DMA")}, True),
        ({"subjects": ("DMA",)}, False),
        ({}, True),
    ],
)
def test_mentor_wish_holds_at_its_edge_and_not_beyond(wish, ok) -> None:
    """Beta has 100,000 connections in Jawa and asks for water loss (checklist 146)."""
    made = pair()
    made.expect("alfa", **wish)

    assert allows(made, "mentor_wish") is ok
    if not ok:
        assert "Tirta Alfa expects other mentees" in reason(made, "mentor_wish").sentence.en


def test_mentor_wish_names_both_figures() -> None:
    """The mentee must see what is asked and what it has."""
    made = pair()
    made.expect("alfa", least_connections=150_000, islands=("Papua",))

    told = reason(made, "mentor_wish")

    assert "Only from Papua, you are in Jawa; at least 150,000 connections, you have 100,000" in told.sentence.en or (
        "only from Papua, you are in Jawa; at least 150,000 connections, you have 100,000" in told.sentence.en
    )
    assert "paling sedikit 150.000 sambungan, Anda memiliki 100.000" in told.sentence.id


def test_mentor_wish_cannot_exclude_what_is_not_known() -> None:
    """A missing size is said by the criterion, not punished by the rule."""
    made = pair()
    made.expect("alfa", least_connections=150_000, islands=("Papua",))
    made.add_mentee("unknown")
    made.add_need("unknown", subject="NRW")

    assert allows(made, "mentor_wish", need="unknown/1")


@pytest.mark.guards("2.1.4")
def test_never_rules_out_one_pair_and_gives_its_reason() -> None:
    """A veto holds for the pair and nobody else; the sentence ends once."""
    made = pair()
    made.add_mentor("gama")
    made.add_practice("gama", subject="NRW")
    made.forbid("alfa", "beta", reason="same board until 2027.", author="head of partnership")

    assert not allows(made, "never")
    assert allows(made, "never", mentor="gama")
    assert reason(made, "never").sentence.en == (
        "Tirta Alfa was ruled out: same board until 2027 (head of partnership)."
    )


def test_must_lets_a_fixed_mentee_go_to_its_mentor_only() -> None:
    """Being fixed to one rules out all others, and its absence from a match is a violation."""
    made = pair()
    made.add_mentor("gama")
    made.add_practice("gama", subject="NRW", after={NRW: 20})
    made.fix("alfa", "beta", reason="green light")
    problem = made.freeze()

    assert allows(made, "must")
    assert not allows(made, "must", mentor="gama")
    assert [one.rule for one in rule_of("must").check(problem, [])] == ["must"]
    assert rule_of("must").check(problem, [Chosen("beta/1", "alfa")]) == ()


@pytest.mark.guards("3.1.1-B")
@pytest.mark.parametrize(("capacity", "pairs", "broken"), [(0, 1, True), (1, 1, False), (1, 2, True), (2, 2, False)])
def test_capacity_counts_mentees_against_places(capacity, pairs, broken) -> None:
    """Exactly as many as places is fine, one more is not."""
    made = model()
    made.add_mentor("alfa", capacity=capacity)
    made.add_practice("alfa", subject="NRW")
    for number in range(pairs):
        made.add_mentee(f"n{number}")
        made.add_need(f"n{number}", subject="NRW")

    found = rule_of("capacity").check(made.freeze(), [Chosen(f"n{number}/1", "alfa") for number in range(pairs)])

    assert bool(found) is broken


def test_one_mentor_refuses_a_second_pair_of_one_mentee() -> None:
    """Two needs of one letter are still one mentee this year."""
    made = pair()
    made.add_need("beta", subject="DMA", rank=2)
    problem = made.freeze()

    assert rule_of("one_mentor").check(problem, [Chosen("beta/1", "alfa")]) == ()
    assert [
        one.who for one in rule_of("one_mentor").check(problem, [Chosen("beta/1", "alfa"), Chosen("beta/2", "alfa")])
    ] == ["beta"]
