"""Every no, and every second choice, has a reason with numbers in it."""

import pytest

from data.answer import Status
from tests.matcher.programmes import NRW, crowd, model, pair


def solved(made):
    """Return the proved match of a model."""
    result = made.solve(time_limit=5, seed=0)
    assert result.status is Status.OPTIMAL
    assert result.verify() == ()
    return result


def test_why_unmatched_nobody_offers_names_what_is_on_offer() -> None:
    """A mentee that hears only no cannot choose again."""
    made = pair(subject="BOTTLE", today={})

    (reason,) = solved(made).unmatched["beta"]

    assert (reason.rule, reason.section) == ("subject", "3.1.1-A4")
    assert reason.sentence.en == "No mentor offers Bottled water and side businesses."
    assert "or choose among: Non-revenue water reduction" in reason.remedy.en


def test_why_unmatched_names_a_few_subjects_and_counts_the_others() -> None:
    """Nobody chooses from two dozen subjects in one sentence."""
    made = pair(subject="BOTTLE", today={})
    for subject in ("NRW", "DMA", "BILL", "GIS", "SCADA", "ENERGY", "ASSET"):
        made.add_practice("alfa", subject=subject)

    (reason,) = solved(made).unmatched["beta"]

    assert "Asset management" not in reason.remedy.en
    assert reason.remedy.en.endswith("other subjects.")
    assert reason.remedy.id.endswith("bidang lain.")


def test_why_unmatched_without_a_need_asks_for_a_subject() -> None:
    """The matcher never invents a subject (checklist 73)."""
    made = pair()
    made.add_mentee("silent")

    (reason,) = solved(made).unmatched["silent"]

    assert reason.rule == "willing"
    assert "names no subject" in reason.sentence.en


def test_why_unmatched_all_full_names_mentors_letters_and_places() -> None:
    """Three letters for two places: the statement of Hall, in the user's words."""
    result = solved(crowd(mentees=3, capacities=(1, 1)))
    ((mentee, (reason,)),) = result.unmatched.items()

    assert (reason.rule, reason.who) == ("capacity", mentee)
    assert reason.sentence.en == (
        "All mentors that may teach you are full: m0, m1. 3 letters can only go to them, and they have 2 free places."
    )


def test_why_unmatched_counts_only_letters_that_are_bound_to_the_full_mentors() -> None:
    """n3 could also go to the roomy m2, so it is not part of the squeeze."""
    made = crowd(mentees=2, capacities=(1,))
    made.add_mentor("m2", capacity=5)
    made.add_practice("m2", subject="BILL")
    made.add_mentee("n3")
    made.add_need("n3", subject="BILL")

    ((_, (reason,)),) = solved(made).unmatched.items()

    assert "full: m0. 2 letters can only go to them, and they have 1 free places" in reason.sentence.en


def test_why_unmatched_one_more_place_has_the_price_that_a_new_run_confirms() -> None:
    """The remedy is computed, not guessed: adding the place gives exactly the change that was told."""
    before = solved(crowd(mentees=3, capacities=(1, 1)))
    ((mentee, (reason,)),) = before.unmatched.items()
    named = next(key for key in ("m0", "m1") if f"at {key} would serve" in reason.remedy.en)

    after = solved(crowd(mentees=3, capacities=(2, 1) if named == "m0" else (1, 2)))

    change = after.level("points").value - before.level("points").value
    assert after.unmatched == {}
    assert f"points by +{change:,}." in reason.remedy.en
    assert mentee in {proposal.mentee for proposal in after.proposals}


def test_why_unmatched_tells_the_better_of_two_places() -> None:
    """m1 shows a better practice than m0, so a place there is worth more."""
    made = crowd(mentees=3, capacities=(1, 1))

    ((_, (reason,)),) = solved(made).unmatched.items()

    assert "One more place at m1 would serve you" in reason.remedy.en


def test_why_unmatched_excluded_by_every_mentor_gives_each_rule_once() -> None:
    """One mentor has criteria, one is ruled out, one has no place: three reasons, three remedies."""
    made = crowd(mentees=0, capacities=(1, 1, 0))
    made.expect("m0", least_connections=5_000)
    made.add_mentee("n0", connections=10)
    made.add_need("n0", subject="NRW")
    made.forbid("m1", "n0", reason="same board")

    reasons = solved(made).unmatched["n0"]

    assert [reason.rule for reason in reasons] == ["mentor_wish", "never", "capacity"]
    assert reasons[2].remedy.en == "Ask m2 for one place."


def test_why_unmatched_a_wish_for_a_mentor_without_the_subject_is_told_first() -> None:
    """3.1.1-A6: if the named mentor is not granted, the reason is stated."""
    made = pair()
    made.add_mentor("gama", name="Tirta Gama")
    made.add_practice("gama", subject="BILL")
    made.add_mentee("delta")
    made.add_need("delta", subject="WW", chosen="gama")

    reasons = solved(made).unmatched["delta"]

    assert [reason.rule for reason in reasons] == ["subject", "subject"]
    assert reasons[0].sentence.en == "Tirta Gama offers nothing on Wastewater and septage services."


@pytest.mark.guards("3.1.1-A6")
def test_why_instead_named_mentor_that_is_full_names_who_took_the_place() -> None:
    """Two letters name m1, which has one place: the loser is told to whom it went."""
    made = crowd(mentees=0, capacities=(1, 1))
    for key in ("n0", "n1"):
        made.add_mentee(key)
        made.add_need(key, subject="NRW", chosen="m1")

    result = solved(made)
    loser = next(proposal for proposal in result.proposals if proposal.mentor == "m0")
    winner = next(proposal for proposal in result.proposals if proposal.mentor == "m1")

    assert winner.instead == ()
    (reason,) = loser.instead
    assert reason.sentence.en == (
        f"m1, named in your letter, has no place left; its places (1) went to {winner.mentee}."
    )


def test_why_instead_of_the_first_by_points_names_who_took_the_place() -> None:
    """Without a wish the list is by points; the one that gets its second choice is told why."""
    result = solved(crowd(mentees=2, capacities=(1, 1)))
    second = next(proposal for proposal in result.proposals if proposal.mentor == "m0")

    (reason,) = second.instead

    assert "m1, first of your list with" in reason.sentence.en
    assert reason.rule == "capacity"


def test_why_instead_is_silent_for_a_fixed_pair_and_a_first_choice() -> None:
    """A pair that the facilitator fixed has its own reason, and a first choice needs none."""
    made = crowd(mentees=1, capacities=(1, 1))
    first = solved(made).proposals[0]
    made.fix("m0", "n0", reason="agreed")

    assert first.instead == ()
    assert solved(made).proposals[0].instead == ()


def test_why_instead_of_a_refused_wish_gives_the_rule() -> None:
    """A wish against a veto: the mentee is matched elsewhere and told which rule stood against it."""
    made = crowd(mentees=0, capacities=(1, 1))
    made.add_mentee("n0")
    made.add_need("n0", subject="NRW", today={NRW: 50}, chosen="m1")
    made.forbid("m1", "n0", reason="same board")

    (proposal,) = solved(made).proposals

    assert proposal.mentor == "m0"
    assert [reason.rule for reason in proposal.instead] == ["never"]


def test_why_unmatched_on_an_empty_programme_of_mentors_says_nothing_is_on_offer() -> None:
    """Mentors without a place offer nothing, so nothing of theirs is recommended."""
    made = model()
    made.add_mentor("m0", capacity=0)
    made.add_practice("m0", subject="BILL")
    made.add_mentee("n0")
    made.add_need("n0", subject="NRW")

    (reason,) = solved(made).unmatched["n0"]

    assert "nothing is on offer" in reason.remedy.en
    assert "belum ada yang ditawarkan" in reason.remedy.id
