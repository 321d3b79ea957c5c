"""The fictional year is kept as text that people can review, and goes through the workbook unchanged."""

import datetime as dt
from decimal import Decimal

import pytest

from service.errors import ServiceError
from service.workbook.sample import SAMPLES, SampleFault, UnknownSample, sample_intake
from tests.service.workbook_cases import read, written

TINY = """
year = 2027
today = 2026-12-01
budget_state = "decided"

[[facilitator]]
id = "rina"
name = "Rina (fiktif)"
days_per_month = 8

[[mentor]]
id = "m-01"
name = "Mentor"
utility = "pdam-kota-palembang"
islands = ["Sumatera"]

[[practice]]
mentor = "m-01"
subject = "NRW"
title = "DMA"
before = { nrw_percent = 38.5 }
after = { nrw_percent = 24 }

[[letter]]
id = "s-01"
utility = "pdam-kab-aceh-timur"
received = 2026-11-03
ready = 2027-01-19
text = "Surat"
expected_result = "Hasil"

[[need]]
letter = "s-01"
rank = 1
subject = "NRW"

[budget]
preparation = 1

[decision]
number = "1"
date = 2026-11-01
kind = "per_visit"
amounts = { mentor_per_visit = 5000000 }
"""


def tiny(folder, text=TINY):
    """Return the tiny sample after writing it."""
    (folder / "tiny.toml").write_text(text, "utf8")
    return sample_intake("tiny", folder=folder)


def test_sample_is_read_with_all_its_parts_and_marked_fictional(tmp_path) -> None:
    """A sample is fictional even if its file forgets to say so."""
    intake = tiny(tmp_path)

    assert intake.fictional
    assert intake.today == dt.date(2026, 12, 1)
    assert intake.mentors[0].islands == ("Sumatera",)
    assert intake.practices[0].before == {"nrw_percent": Decimal("38.5")}
    assert intake.practices[0].after == {"nrw_percent": Decimal(24)}
    assert intake.decision is not None
    assert intake.decision.amounts == {"mentor_per_visit": 5_000_000}
    assert intake.pins == ()


def test_sample_s_readings_are_exact(tmp_path) -> None:
    """38.5 in the file is the decimal 38.5, not the float next to it."""
    value = tiny(tmp_path).practices[0].before["nrw_percent"]

    assert type(value) is Decimal
    assert str(value) == "38.5"


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("days_per_month = 8", "", "tiny.facilitators[0].days_per_month", "is missing"),
        ("days_per_month = 8", "days_per_week = 8", "tiny.facilitators[0].days_per_week", "no such field"),
        ("days_per_month = 8", 'days_per_month = "8"', "tiny.facilitators[0].days_per_month", "is '8'; expected int"),
        ("rank = 1", "rank = true", "tiny.needs[0].rank", "is True; expected int"),
        ("year = 2027\n", "", "tiny.year", "is missing"),
    ],
)
def test_sample_with_a_slip_names_the_key(tmp_path, old, new, key, reason) -> None:
    """Whoever edits the sample finds the line."""
    with pytest.raises(SampleFault) as caught:
        tiny(tmp_path, TINY.replace(old, new, 1))

    assert (caught.value.key, caught.value.reason) == (key, reason)
    assert isinstance(caught.value, ServiceError)


def test_sample_that_does_not_exist_lists_those_that_do(tmp_path) -> None:
    """A mistyped name costs one glance."""
    (tmp_path / "a.toml").write_text(TINY, "utf8")

    with pytest.raises(UnknownSample, match="no sample named 'b'; there are a"):
        sample_intake("b", folder=tmp_path)


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.toml")))
@pytest.mark.parametrize("language", ["id", "en"])
def test_sample_comes_back_from_its_workbook_exactly(name, language) -> None:
    """What is shipped as a workbook is what was reviewed as text."""
    intake = sample_intake(name)

    assert read(written(intake, language)) == intake
