"""What a member says of its own money and its own achievement reaches the plan and the target (3.1.1-A, 4.1)."""

import json
from copy import deepcopy

import pytest

from service.records.kept import Key
from service.store.jobs import job_of
from tests.service.record.kind_cases import cautions, keep
from tests.service.record.record_cases import P
from tests.service.web_cases import PLANS_BODY

OWN = {"member": "palembang", "year": 2026, "daily_allowance": 700_000, "hotel": 900_000, "source": "SK Direksi 3"}
ASKED = {"daily_allowance": 700_000, "hotel": 900_000, "source": "SK Direksi 3"}
TARGET = {"partnership": "w-01", "member": "bengkulu", "title": "NRW", "of": "pilot", "indicator": "NRW",
          "baseline": 54, "baseline_day": "2027-01-04", "confidence": "audited", "unit": "per cent"}  # fmt: skip
FIGURES = {"member": "palembang", "source": "BPPSPAM", "confidence": "audited"}


@pytest.fixture
def running(desk):
    """Give a programme with one partnership."""
    desk.programme()
    desk.partnership(mentees=("bengkulu",))
    return desk


def asked_of(desk, id_, **changes):
    """Ask for a plan as a job and return the question that the worker will read."""
    question = deepcopy(PLANS_BODY)
    question["partnerships"][0] |= {"mentor": "palembang", "mentees": ["bengkulu"]}
    question["parties"] = [{"id": "palembang", "region": "16.71"}, {"id": "bengkulu", "region": "17.71"}]
    question["blocks"] = []
    desk.made(f"{P}/jobs", {"id": id_, "kind": "plan", "asked": {**question, "year": 2027, **changes}})
    with desk.store.read() as view:
        return json.loads(job_of(view, Key("pks-2027", "job", id_)).asked)


@pytest.mark.guards("4.1.1")
def test_rates_on_record_go_into_the_job_and_the_question_s_own_win(running):
    """What a company's own rules say is asked of it once, and counts in every plan from then on."""
    before = asked_of(running, "j-1")
    keep(running, "travel_rates", role="mentor", **{**OWN, "year": 2025, "hotel": 1})
    keep(running, "travel_rates", role="mentor", **OWN)
    keep(running, "travel_rates", **{**OWN, "year": 2028, "hotel": 2})
    keep(running, "travel_rates", **{**OWN, "member": "serang"})

    assert "rates" not in before
    assert asked_of(running, "j-2")["rates"] == {"palembang": ASKED}
    said = {"palembang": {"hotel": 5, "source": "here"}}
    assert asked_of(running, "j-3", rates=said)["rates"] == said


@pytest.mark.guards("3.1.1-A")
@pytest.mark.parametrize(
    ("wanted", "indicator", "unit", "told"),
    [
        (31, "nrw ", "per cent", True), (32, "NRW", "per cent", False), (31, "Coverage", "per cent", False),
        (31, "NRW", "litre", False),
    ],
)  # fmt: skip
def test_target_beyond_the_mentor_s_own_best_is_told_and_kept(running, wanted, indicator, unit, told):
    """Expectations are realistic where the chosen mentor has been there itself, in any year and the same unit."""
    for year, value in ((2024, 32), (2025, 35)):
        rows = [{"indicator": "NRW", "value": value, "unit": "per cent"}]
        keep(running, "profile", role="mentor", **FIGURES, year=year, indicators=rows)

    made = keep(running, "target", **{**TARGET, "wanted": wanted, "indicator": indicator, "unit": unit})

    assert ("realistic" in cautions(made)) is told


def test_target_that_rises_is_held_against_the_highest_figure(running):
    """Less is better for losses and more for coverage: the way from the baseline says which."""
    keep(running, "profile", **FIGURES, year=2025, indicators=[{"indicator": "Coverage", "value": 90}])
    rising = {**TARGET, "indicator": "Coverage", "baseline": 60}

    assert [
        "realistic" in cautions(keep(running, "target", **{**rising, "wanted": wanted})) for wanted in (90, 90.5)
    ] == [False, True]
