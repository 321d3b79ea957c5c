"""What holds for several letters at once is told once, and one rule alone is not told twice."""

from matcher import shortages
from tests.matcher.programmes import crowd


def solved(made):
    """Return the match of a model."""
    return made.solve(time_limit=60, seed=0)


def test_shortage_of_places_names_letters_mentors_and_the_remedy() -> None:
    """The whole set has one sentence and one remedy with its figure."""
    (one,) = shortages(solved(crowd(mentees=4, capacities=(1, 1))))

    assert set(one.letters) == {"n0", "n1", "n2", "n3"}
    assert (one.reason.rule, one.reason.section) == ("capacity", "3.1.1-B")
    assert one.reason.remedy.en == "m0: each further place serves one more letter, up to 2."


def test_rules_that_say_no_together_are_told_softest_first() -> None:
    """A veto and a wish leave nobody; the veto bends before the wish."""
    made = crowd(mentees=0, capacities=(1, 1))
    made.add_mentee("small", connections=10)
    made.add_need("small", subject="NRW")
    made.forbid("m0", "small", reason="same board")
    made.expect("m1", least_connections=5_000)

    (one,) = shortages(solved(made))

    assert one.letters == ("small",)
    assert one.reason.rule == "never"
    assert one.reason.sentence.en.endswith(
        "m0 is ruled out for small (same board); the criteria of m1 for its mentees."
    )
    assert one.reason.remedy.en == "Softest to bend (hardness 3 in all): allow m0 for small again."
    assert one.reason.remedy.id == "Paling mudah dilonggarkan (bobot 3): izinkan kembali m0 bagi small."


def test_one_rule_alone_is_left_to_the_reasons_of_the_letter() -> None:
    """Saying it twice makes one fault look like two."""
    made = crowd(mentees=1, capacities=(1,))
    made.forbid("m0", "n0", reason="same board")

    assert shortages(solved(made)) == ()


def test_pins_that_contradict_each_other_concern_no_single_letter() -> None:
    """Two mentors for one letter: both pins are told, and one has to go."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.fix("m0", "n0", reason="agreed")
    made.fix("m1", "n0", reason="agreed twice")

    (one,) = shortages(solved(made))

    assert one.letters == ()
    assert "n0 is fixed to m0 (agreed); n0 is fixed to m1 (agreed twice)" in one.reason.sentence.en.replace(
        "n0 is fixed to m1 (agreed twice); n0 is fixed to m0 (agreed)",
        "n0 is fixed to m0 (agreed); n0 is fixed to m1 (agreed twice)",
    )
