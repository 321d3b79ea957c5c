"""A result prints itself, becomes a frame, and becomes plain data in two languages."""

import json

from matcher import CRITERIA, Summary, report
from tests.matcher.programmes import crowd, model, pair


def test_to_frame_has_one_row_a_pair_and_the_columns_it_promises() -> None:
    """Points of the criteria add up to the points of the row."""
    frame = crowd(mentees=3, capacities=(1, 1)).solve(time_limit=5, seed=0).to_frame()

    parts = frame[[f"points_{criterion.id}" for criterion in CRITERIA]]
    assert list(frame["mentee"]) == sorted(frame["mentee"])
    assert len(frame) == 2
    assert (parts.sum(axis="columns") == frame["points"]).all()
    assert frame["distance_km"].isna().all()


def test_to_frame_of_nothing_keeps_its_columns() -> None:
    """An empty year must not break the export."""
    empty, full = (made.solve(time_limit=5, seed=0).to_frame() for made in (model(), pair()))

    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)


def test_to_dict_is_json_with_every_sentence_in_two_languages() -> None:
    """The service hands it on as it is."""
    told = crowd(mentees=3, capacities=(1, 1)).solve(time_limit=5, seed=0).to_dict()

    assert json.loads(json.dumps(told)) == told
    for proposal in told["proposals"]:
        for part in proposal["parts"]:
            assert set(part["because"]) == {"en", "id"}
    assert told["levels"][0] == {
        "id": "served",
        "name": {"en": "mentees with a mentor", "id": "resipien yang mendapat mentor"},
        "value": 2,
        "bound": 2,
        "proved": True,
        "unit": "partnerships",
        "sense": "max",
    }


def test_to_dict_of_an_infeasible_run_is_json_too() -> None:
    """A no is handed on like a yes."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.fix("m0", "n0", reason="one")
    made.fix("m1", "n0", reason="two")

    told = json.loads(json.dumps(made.solve(time_limit=5, seed=0).to_dict()))

    assert told["status"] == "infeasible"
    assert told["conflicts"][0]["rule"] == "must"
    assert told["baseline"] is None


def test_to_dict_keeps_the_mentees_choice_beside_the_proposal() -> None:
    """3.1.2 agenda 5: what the mentee chose and what was selected are stored side by side (checklist 136)."""
    made = pair(chosen="alfa")
    made.forbid("alfa", "beta", reason="same board")

    told = made.solve(time_limit=5, seed=0).to_dict()

    assert told["wishes"] == {"beta": ["alfa"]}
    assert told["proposals"] == []


def test_str_names_pairs_reasons_and_those_left_out() -> None:
    """A facilitator reads it in the terminal from top to bottom."""
    result = crowd(mentees=3, capacities=(1, 1)).solve(time_limit=5, seed=0)

    text = str(result)

    assert text.startswith("Match: proved best (seed 0, problem ")
    assert "mentees with a mentor: 2, at most 2" in text
    assert f"{next(iter(result.unmatched))}: no mentor" in text
    assert "not the first choice" in text


def test_report_in_indonesian_writes_numbers_as_indonesians_do() -> None:
    """Thousands with a point, no English word left among the headings."""
    text = report(pair().solve(time_limit=5, seed=0), language="id")

    assert text.startswith("Hasil pemasangan: terbukti terbaik")
    assert "dari 1.000 poin" in text
    assert "300.000 sambungan" in text


def test_report_of_an_infeasible_run_shows_the_conflict() -> None:
    """The first thing to see is what has to be mended."""
    made = crowd(mentees=1, capacities=(1,))
    made.forbid("m0", "n0", reason="same board")
    made.fix("m0", "n0", reason="agreed")

    text = str(made.solve(time_limit=5, seed=0))

    assert "fixed pairs contradict" in text
    assert "same board" in text


def test_result_keeps_what_the_plain_rule_reaches() -> None:
    """Beat the baseline or say so: it is always told beside the match."""
    result = pair().solve(time_limit=5, seed=0)

    assert result.baseline == Summary(levels=result.levels, pairs={"beta": "alfa"})
