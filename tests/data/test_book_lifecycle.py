"""A partnership walks through the states as the guideline tells it, by gates and no shorter way."""

import pytest

from data import load_book

BOOK = load_book()

MAIN = [
    "send_request",
    "invite",
    "hold_meeting",
    "ask_mentor",
    "confirm",
    "sign_intent",
    "report_diagnosis",
    "agree_plan",
    "sign_agreement",
    "end_pilot",
    "evaluate",
    "recommend",
]


def walk(steps, state="surveyed"):
    """Return the state after the steps, refusing one that does not start where the last ended."""
    for step in steps:
        assert state in BOOK.steps[step].origins, f"{step} does not start from {state}"
        state = BOOK.steps[step].to
    return state


def reachable_without(step):
    """Return every state that can be reached from the first one when ``step`` is not taken."""
    reached = {"surveyed"}
    while True:
        fresh = {row.to for row in BOOK.steps.values() if row.id != step and reached & set(row.origins)} - reached
        if not fresh:
            return reached
        reached |= fresh


@pytest.mark.guards("3.3.3")
def test_main_path_leads_from_the_survey_to_the_official_end():
    """The plain story of the guideline must be possible as it stands."""
    assert walk(MAIN) == "finished"


@pytest.mark.guards("3.3.4")
@pytest.mark.parametrize(
    ("step", "state"),
    [("continue_formally", "continued_formally"), ("continue_informally", "continued_informally"), ("close", "closed")],
)
def test_finished_partnership_continues_or_closes(step, state):
    """After the end it may go on formally, informally, or not."""
    assert walk([*MAIN, step]) == state
    assert BOOK.states[state].final


@pytest.mark.guards("3.1.2")
def test_refused_mentee_is_matched_again_without_a_second_meeting():
    """A mentor's no sends the mentee to another mentor, and the initial meeting is not repeated."""
    before = MAIN[: MAIN.index("confirm")]

    assert walk([*before, "refuse"]) == "rematching"
    assert walk([*before, "refuse", "ask_next_mentor", "confirm"]) == "confirmed"


@pytest.mark.guards("3.1.1-A6")
def test_incomplete_letter_goes_back_and_comes_again():
    """A letter without subject or results is returned, not refused for ever."""
    assert walk(["send_request", "return_letter", "send_request"]) == "requested"


def test_postponed_mentee_may_ask_again_next_year():
    """Too few mentors in one year must not end a utility's hope."""
    assert walk(["send_request", "postpone", "send_request", "invite"]) == "invited"


@pytest.mark.guards("3.1.5")
def test_subject_changed_after_the_diagnosis_is_matched_again():
    """The stated problem is often not the real one, and before the agreement another mentor may fit better."""
    assert walk([*MAIN[: MAIN.index("agree_plan")], "change_subject"]) == "rematching"


@pytest.mark.parametrize(
    ("step", "closed"),
    [
        pytest.param("confirm", "intended", marks=pytest.mark.guards("3.1.2")),
        pytest.param("sign_intent", "diagnosed", marks=pytest.mark.guards("3.1.4")),
        pytest.param("agree_plan", "in_pilot", marks=pytest.mark.guards("3.1.6")),
        pytest.param("sign_agreement", "in_pilot", marks=pytest.mark.guards("3.1.7")),
        pytest.param("recommend", "finished", marks=pytest.mark.guards("3.3.3")),
    ],
)
def test_state_cannot_be_reached_without_its_step(step, closed):
    """No letter of intent without the green light, no pilot without the agreement, no end without the letter."""
    assert closed not in reachable_without(step)


@pytest.mark.parametrize(
    ("step", "gate"),
    [
        ("send_request", "signed:request_letter"),
        ("hold_meeting", "attended:initial_meeting"),
        ("confirm", "confirmed:mentor"),
        ("sign_intent", "signed:letter_of_intent"),
        pytest.param("agree_plan", "filed:diagnostic_report", marks=pytest.mark.guards("3.1.5")),
        ("agree_plan", "approved:work_plan"),
        ("sign_agreement", "signed:memorandum_of_agreement"),
        pytest.param("end_pilot", "every_month:monthly_report", marks=pytest.mark.guards("3.2.2")),
        pytest.param("end_pilot", "held:monitoring_visit", marks=pytest.mark.guards("3.2.3")),
        ("evaluate", "filed:final_report_mentor"),
        ("evaluate", "filed:final_report_mentee"),
        ("recommend", "signed:recommendation_letter"),
    ],
)
def test_step_has_its_gate(step, gate):
    """The guideline's shall is a gate; without it the step would be a mere click."""
    assert gate in BOOK.steps[step].needs


@pytest.mark.parametrize("paper", ["team_decree_mentor", "team_decree_mentee", "data_request"])
def test_suggested_paper_is_no_gate(paper):
    """What the guideline only suggests warns and never blocks."""
    gates = {need.partition(":")[2] for step in BOOK.steps.values() for need in step.needs}

    assert paper not in gates


@pytest.mark.parametrize(
    "state", [state.id for state in BOOK.states.values() if not state.final and state.id != "finished"]
)
def test_open_state_has_a_way_out_of_the_programme(state):
    """A voluntary programme can be left, until it is evaluated."""
    ways = {step.to for step in BOOK.steps.values() if state in step.origins}

    assert "withdrawn" in ways or state == "evaluated"


@pytest.mark.parametrize("state", ["withdrawn", "closed", "continued_formally", "continued_informally"])
def test_final_state_has_no_way_out(state):
    """What has ended is begun anew by a new letter, not by a hidden step."""
    assert not [step.id for step in BOOK.steps.values() if state in step.origins]


def test_mentor_may_step_back_before_the_agreement_and_not_after():
    """Until the agreement nothing was spent on the pilot; afterwards it is broken off by the facilitator."""
    origins = BOOK.steps["release_mentor"].origins

    assert "planned" in origins
    assert "in_pilot" not in origins
