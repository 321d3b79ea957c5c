"""Indicators and warnings that name what is not there are refused with the book."""

import shutil

import pytest

from data import PERPAMSI, load_book
from data.errors import BookError

INDICATORS, WARNINGS = "guideline/indicators.toml", "policy/warnings.toml"
FAULTS = {
    "activity": (INDICATORS, 'row = "initial_meeting"', 'row = "tea"', "no activity named 'tea'"),
    "paper": (INDICATORS, 'row = "diagnostic_report"', 'row = "note"', "no document named 'note'"),
    "kind": (INDICATORS, 'row = "task"', 'row = "chore"', "no kind of record named 'chore'"),
    "state": (INDICATORS, 'done = ["reached"]', 'done = ["won"]', "has no state 'won'"),
    "field": (INDICATORS, 'day = "end"', 'day = "finis"', "has no field 'finis'"),
    "grace": (INDICATORS, 'grace = "advice_answer_days"', 'grace = "soon"', "no number named 'soon'"),
    "no state": (INDICATORS, 'done = ["done"], day = "end"', 'day = "end"', "name the states"),
    "brace": (INDICATORS, "100 x {done} (reports delivered)", "100 x {made} (reports)", "puts in made"),
    "warned kind": (WARNINGS, 'record = "instalment"', 'record = "part"', "no kind of record named 'part'"),
    "warned state": (WARNINGS, 'states = ["planned"]', 'states = ["later"]', "has no state 'later'"),
    "days": (WARNINGS, 'after = "warning_silent_days"\n', "", "needs a number of days"),
    "weight": (WARNINGS, "weight = 3", "weight = 0", "warns of nothing"),
    "record": (WARNINGS, 'record = "task"\nfield = "end"\nstates = ["open"]\n', "", "needs a kind of record"),
    "sentence": (WARNINGS, "for {days} days, since {day}", "for {weeks} weeks", "puts in weeks"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_named_with_the_row_that_has_it(tmp_path, name):
    """A wrong name would count nothing and look like a good answer."""
    file, right, wrong, said = FAULTS[name]
    folder = tmp_path / "book"
    shutil.copytree(PERPAMSI, folder)
    text = (folder / file).read_text("utf8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), "utf8")

    with pytest.raises(BookError, match=said):
        load_book(folder)
