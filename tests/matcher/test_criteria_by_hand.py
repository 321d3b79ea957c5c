"""Each criterion on cases that one can count by hand, on both sides of its limits."""

from dataclasses import replace
from decimal import Decimal

import pytest

from data.text import Text
from matcher import Model, Part
from matcher.criteria.achievement import change_percent
from matcher.proposal import propose
from tests.matcher.programmes import BOOK, COUNTRY, NRW, model, pair


def part(made: Model, criterion: str) -> Part:
    """Return the part of the first need and the first practice."""
    problem = made.freeze()
    need, practice = next(iter(problem.needs.values())), next(iter(problem.practices.values()))
    return next(one for one in propose(problem, need, practice).parts if one.criterion == criterion)


def share(criterion: str, percent: int) -> int:
    """Return so many per cent of a criterion's weight, rounded half up."""
    return (2 * BOOK.number(f"match_weight_{criterion}") * percent + 100) // 200


@pytest.mark.guards("3.1.1-A4")
@pytest.mark.parametrize(
    ("offered", "percent"),
    [("NRW", 100), ("DMA", 75), ("GIS", 45), ("COVER", 20), ("BILL", 0)],
    ids=["same", "same reading", "same indicator", "same group", "nothing shared"],
)
def test_subject_kinship_gives_its_share(offered, percent) -> None:
    """The five steps of kinship, nearest to farthest, against a letter on water loss."""
    made = pair(practice={"subject": offered})

    assert part(made, "subject").points == share("subject", percent)


def test_subject_read_from_the_letter_says_so() -> None:
    """The mentee decides, so it must see that the subject was read and not named."""
    made = model()
    made.add_mentor("alfa")
    made.add_practice("alfa", subject="NRW")
    made.add_mentee("beta")
    need = made.add_need("beta", text="Kami ingin menurunkan tingkat kehilangan air (NRW)")

    assert need.subject == "NRW"
    assert "read from the words" in part(made, "subject").because.en


def test_words_that_name_the_practice_beat_words_that_do_not() -> None:
    """Words refine: the same subject, but one letter describes what is offered."""
    made = pair(text="pembagian zona distribusi dan step test malam hari")
    made.add_practice("alfa", subject="DMA", title="Pembagian zona distribusi dengan step test")
    problem = made.freeze()
    need = problem.needs["beta/1"]

    near, far = (problem.word_percent(need, problem.practices[key]) for key in ("alfa/2", "alfa/1"))

    assert near > far


@pytest.mark.parametrize(("rank", "percent"), [(1, 100), (2, 65), (3, 30), (4, 0), (5, 0)])
def test_priority_loses_a_step_for_each_rank(rank, percent) -> None:
    """A first priority in full, a fourth with nothing, and never below nothing."""
    assert part(pair(rank=rank), "priority").points == share("priority", percent)


def test_achievement_full_improvement_and_full_lead_gives_all() -> None:
    """From 38 to 24 is 36 % better than before (30 is full); 24 is 41 % below 41 (40 is full)."""
    told = part(pair(), "achievement")

    assert told.points == told.possible
    assert told.because.en == "Non-revenue water fell from 38 to 24 % (2023, verified); you stand at 41 %."
    assert told.because.id == (
        "Air tak berekening (NRW) turun dari 38 menjadi 24 % (2023, terverifikasi); Anda kini 41 %."
    )


@pytest.mark.guards("3.1.1-A4")
def test_achievement_not_verified_keeps_three_quarters() -> None:
    """Self-reported figures were often wrong, so they count less until the facilitator confirms them."""
    made = pair(practice={"subject": "NRW", "before": {NRW: 38}, "after": {NRW: 24}, "year": 2023})

    told = part(made, "achievement")

    assert told.points == share("achievement", 75)
    assert "reported, not yet verified" in told.because.en


def test_achievement_half_the_way_gives_half_of_its_half() -> None:
    """Fifteen per cent better is half of thirty; the lead is full: 50 + 100 of 200."""
    slow = {"subject": "NRW", "before": {NRW: 40}, "after": {NRW: 34}, "verified": True}
    made = pair(practice=slow, today={NRW: 100})

    assert part(made, "achievement").points == 150


@pytest.mark.parametrize(("today", "warns"), [(24, True), (23, True), (25, False)])
def test_achievement_mentor_no_better_than_the_mentee_warns(today, warns) -> None:
    """Equal is no lead: a mentor at 24 has nothing to show a mentee at 24."""
    told = part(pair(today={NRW: today}), "achievement")

    assert told.warning is warns
    assert ("no better than you" in told.because.en) is warns


def test_achievement_without_any_figure_is_neutral_for_both_halves() -> None:
    """Nothing known is neither good nor bad: forty per cent of each half."""
    made = pair(practice={"subject": "NRW", "verified": True}, today={})

    told = part(made, "achievement")

    assert (told.points, told.missing) == (share("achievement", 40), True)


def test_achievement_of_a_subject_without_reading_is_neutral() -> None:
    """A water safety plan has no figure; that is said and not held against the mentor."""
    made = pair(subject="WSP", today={})
    made.add_practice("alfa", subject="WSP")

    told = part(made, "achievement")

    assert told.missing
    assert "No figure is kept for Water safety plan" in told.because.en


@pytest.mark.guards("3.1.1-A")
@pytest.mark.parametrize(("target", "warns"), [(23, True), (24, False), (30, False)])
def test_achievement_target_better_than_the_mentor_is_flagged(target, warns) -> None:
    """Expectations are to be realistic and depend on the chosen mentor (checklist 64)."""
    told = part(pair(target={NRW: target}), "achievement")

    assert told.warning is warns
    assert ("better than the mentor's own 24" in told.because.en) is warns


def test_achievement_takes_the_reading_that_is_known_best() -> None:
    """Commercial losses have two readings; the one with figures on both sides decides."""
    made = pair(
        practice={
            "subject": "NRW-COMM",
            "before": {"collection_efficiency_pct": 80},
            "after": {"collection_efficiency_pct": 98},
            "verified": True,
        },
        subject="NRW-COMM",
        today={"collection_efficiency_pct": 70},
    )

    assert "Billing collection effectiveness rose from 80 to 98 %" in part(made, "achievement").because.en


def test_achievement_level_of_the_mentor_comes_from_the_reference_when_not_told() -> None:
    """A mentor of the reference has public figures even when its offer gives none."""
    utility = next(one for one in COUNTRY.utilities.values() if NRW in one.readings)
    made = model()
    made.add_mentor("alfa", utility=utility.id)
    made.add_practice("alfa", subject="NRW")
    made.add_mentee("beta")
    made.add_need("beta", subject="NRW", today={NRW: 99})

    told = part(made, "achievement")

    assert "the mentor stands at" in told.because.en
    assert utility.readings[NRW].source in told.source


@pytest.mark.parametrize(
    ("kpi", "start", "end", "percent"),
    [
        (NRW, 40, 30, 25),
        (NRW, 30, 40, -33),
        ("service_hours", 10, 15, 50),
        (NRW, 0, 5, 0),
        ("service_hours", 0, 5, 100),
    ],
)
def test_change_percent_counts_the_better_direction(kpi, start, end, percent) -> None:
    """Water loss is better when lower, hours when higher; from nothing any gain is full."""
    assert change_percent(COUNTRY.kpi(kpi), Decimal(start), Decimal(end)) == percent


def test_likeness_same_water_problem_and_size_gives_all() -> None:
    """Everything alike: the river, 38 and 38, three times the size."""
    told = part(pair(today={NRW: 38}), "likeness")

    assert told.points == told.possible
    assert "both draw on a river" in told.because.en.lower()
    assert "keduanya memakai sungai" in told.because.id.lower()


def test_likeness_other_water_loses_its_share() -> None:
    """Springs against a river: 45 of 100 are lost, the rest stays."""
    made = pair(today={NRW: 38})
    made.add_mentee("gama", region="35.73", connections=100_000, raw_water="mata air")
    need = made.add_need("gama", subject="NRW", today={NRW: 38})
    problem = made.freeze()

    told = propose(problem, need, problem.practices["alfa/1"]).parts[4]

    assert told.points == told.possible - share("likeness", 45)
    assert "mentor draws on a river, you on springs" in told.because.en


@pytest.mark.parametrize(("size", "points"), [(75_000, 20), (7_500, 0), (7_000, 0), (300_000, 20), (1_200_000, 20)])
def test_likeness_size_is_full_up_to_four_times_and_nothing_from_forty(size, points) -> None:
    """Size counts mildly: 20 of 100 points, full within four times, gone at forty."""
    made = pair(today={NRW: 38})
    made.add_mentee("gama", region="35.73", connections=size, raw_water="river")
    need = made.add_need("gama", subject="NRW", today={NRW: 38})
    problem = made.freeze()

    told = propose(problem, need, problem.practices["alfa/1"]).parts[4]

    assert told.possible - told.points == 20 - points


@pytest.mark.parametrize(("today", "points"), [(38, 35), (76, 0), (77, 0)])
def test_likeness_problem_fades_with_the_difference(today, points) -> None:
    """A mentor that began at 38: the same fate at 38, another one at 76 (half of it apart)."""
    same = part(pair(today={NRW: 38}), "likeness").points

    assert same - part(pair(today={NRW: today}), "likeness").points == 35 - points


def test_nearness_within_a_hundred_kilometres_is_full() -> None:
    """Surabaya and Malang lie under a hundred kilometres apart, by road."""
    told = part(pair(), "nearness")

    assert told.points == told.possible
    assert "by road" in told.because.en
    assert "lewat darat" in told.because.id


def test_nearness_by_air_is_less_than_by_road_and_never_below_nothing() -> None:
    """Surabaya to Ambon flies, Surabaya to Jayapura is beyond all points."""
    points = []
    for region in ("35.73", "81.71", "91.71"):
        made = pair()
        made.add_mentee("far", region=region)
        need = made.add_need("far", subject="NRW")
        problem = made.freeze()
        points.append(propose(problem, need, problem.practices["alfa/1"]).parts[5].points)

    assert points[0] > points[1] > points[2] == 0


def test_nearness_in_one_place_needs_no_journey() -> None:
    """A city and its own second utility do not travel."""
    made = pair()
    made.add_mentee("near", region="35.78")
    need = made.add_need("near", subject="NRW")
    problem = made.freeze()

    told = propose(problem, need, problem.practices["alfa/1"])

    assert told.distance_km == 0
    assert told.parts[5].because.en == "In the same place; no journey."


@pytest.mark.guards("1.2")
def test_health_smaller_mentor_warns_and_is_not_blocked() -> None:
    """Larger and healthy utilities are requested: the guideline asks, so the tool warns (checklist 11)."""
    made = pair()
    made.add_mentee("giant", connections=900_000, region="35.73")
    need = made.add_need("giant", subject="NRW")

    (proposal,) = made.rank(need)

    assert any("not larger than you" in warning.en for warning in proposal.warnings)


@pytest.mark.guards("1.2")
@pytest.mark.parametrize(
    ("category", "points", "warns"), [("sehat", 42, False), ("kurang sehat", 21, True), ("sakit", 0, True)]
)
def test_health_class_gives_its_share_with_its_year(category, points, warns) -> None:
    """All of 42 points when healthy, half when less healthy, none and a warning when sick."""
    problem = pair().freeze()
    mentor = replace(problem.mentors["alfa"], health=category, health_year=2022)
    problem = replace(problem, mentors={"alfa": mentor})

    told = propose(problem, problem.needs["beta/1"], problem.practices["alfa/1"]).parts[6]

    assert told.points == points + 18
    assert told.warning is warns
    assert "(2022)" in told.because.en


def test_health_of_a_person_is_neutral_without_a_warning() -> None:
    """A retired director has no class and no connections."""
    made = pair()
    made.add_mentor("rina", kind="person", name="Rina (fictional)")
    practice = made.add_practice("rina", subject="NRW")
    problem = made.freeze()

    told = propose(problem, problem.needs["beta/1"], practice).parts[6]

    assert (told.points, told.missing, told.warning) == (share("health", 40), False, False)


def test_healthy_mentor_that_is_bad_at_the_subject_does_not_win() -> None:
    """A healthy class must not beat an achievement in the subject itself (domain: 2.99 is healthy with 39 % loss)."""
    healthy = next(one for one in COUNTRY.utilities.values() if one.category == "sehat" and one.connections)
    made = model()
    made.add_mentor("healthy", utility=healthy.id, region="35.78")
    made.add_practice("healthy", subject="NRW", before={NRW: 40}, after={NRW: 39}, verified=True)
    made.add_mentor("able", region="35.78", connections=healthy.connections)
    made.add_practice("able", subject="NRW", before={NRW: 40}, after={NRW: 22}, verified=True)
    made.add_mentee("beta", region="35.73", connections=1_000)
    need = made.add_need("beta", subject="NRW", today={NRW: 38})

    assert [proposal.mentor for proposal in made.rank(need)] == ["able", "healthy"]


@pytest.mark.guards("3.1.1-A6")
def test_wish_gives_all_to_the_named_mentor_and_nothing_to_others() -> None:
    """The wish is seen in the sum, beside the level that honours it."""
    made = pair(chosen="alfa")
    made.add_mentor("gama")
    other = made.add_practice("gama", subject="NRW")
    problem = made.freeze()

    granted = part(made, "wish")
    refused = propose(problem, problem.needs["beta/1"], other).parts[7]

    assert granted.points == granted.possible
    assert refused.points == 0
    assert refused.because == Text(
        en="Your letter names another mentor: Tirta Alfa.", id="Surat Anda menyebut mentor lain: Tirta Alfa."
    )


def test_expectation_that_cannot_be_checked_is_neutral() -> None:
    """The hard rule lets an unknown size pass; here it is said that it could not be checked."""
    made = pair()
    made.expect("alfa", least_connections=10)
    made.add_mentee("gama")
    need = made.add_need("gama", subject="NRW")
    problem = made.freeze()

    unknown = propose(problem, need, problem.practices["alfa/1"]).parts[8]
    known = part(made, "expectation")

    assert (unknown.missing, known.missing) == (True, False)
    assert unknown.points < known.points == known.possible


def test_past_relation_counts_in_both_directions() -> None:
    """Jambi helped Palembang with maps ten years before the roles turned."""
    taught, learned = pair(), pair()
    taught.add_past("alfa", "beta", year=2015, subject="GIS")
    learned.add_past("beta", "alfa", year=2012)

    told = [part(made, "past") for made in (taught, learned)]

    assert [one.points for one in told] == [one.possible for one in told]
    assert told[0].because.en == "It was your mentor before (2015)."
    assert told[1].because.en == "You were its mentor before (2012)."


def test_past_relation_on_the_same_subject_is_said_and_not_rewarded() -> None:
    """No silent repeat: the same lesson again needs a reason."""
    made = pair()
    made.add_past("alfa", "beta", year=2019, subject="NRW")

    told = part(made, "past")

    assert (told.points, told.warning) == (0, True)
    assert "already taught you Non-revenue water reduction (2019)" in told.because.en


@pytest.mark.guards("3.1.2")
def test_achievement_names_year_and_source_of_a_figure_from_the_reference() -> None:
    """A director who doubts the figure is told how old it is and who published it; a letter's own figure needs none."""
    made = model()
    made.add_mentor("alfa")
    made.add_practice("alfa", subject="NRW", before={NRW: 38}, after={NRW: 24}, year=2023)
    made.add_mentee("pdam-kota-bengkulu")
    known = made.add_need("pdam-kota-bengkulu", subject="NRW")
    told = made.add_need("pdam-kota-bengkulu", subject="NRW", rank=2, today={NRW: 41})
    reading = made.freeze().mentees["pdam-kota-bengkulu"].readings[NRW]

    by_reference, by_letter = (
        next(part.because for part in made.rank(need)[0].parts if part.criterion == "achievement")
        for need in (known, told)
    )

    assert f"your figure is of {reading.year} ({reading.source})" in by_reference.en
    assert f"angka Anda dari tahun {reading.year} ({reading.source})" in by_reference.id
    assert "figure is of" not in by_letter.en
