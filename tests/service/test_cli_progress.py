"""Signs of life while something runs."""

import io
import threading

import pytest
from rich.console import Console

from data.answer import Progress
from data.text import Text
from service.cli.progress import Signs
from service.words import Words

READING = Text(en="reading", id="membaca")


def logged(*progress: Progress, language: str = "en") -> list[str]:
    """Return the lines of a plain log."""
    console = Console(file=io.StringIO(), force_terminal=False)
    with Signs(console, Words(language)) as signs:
        for each in progress:
            signs(each)
    return console.file.getvalue().splitlines()


def test_stage_is_one_plain_line_without_a_terminal():
    """A log file holds no control codes."""
    assert logged(Progress(stage=READING)) == ["reading"]
    assert logged(Progress(stage=READING), language="id") == ["membaca"]


def test_value_and_bound_are_told():
    """Whoever waits may stop when it is good enough."""
    lines = logged(Progress(stage=READING, value=1500, bound=2000), Progress(stage=READING, value=1600))

    assert lines == ["reading: 1,500 so far, limit 2,000", "reading: 1,600 so far"]


def test_same_news_is_told_once():
    """A log of a thousand equal lines hides the others."""
    assert len(logged(*[Progress(stage=READING, value=3)] * 50)) == 1


def test_value_of_zero_is_news():
    """Nothing found yet is something else than nothing known."""
    assert logged(Progress(stage=READING, value=0)) == ["reading: 0 so far"]


def test_signs_stop_when_the_work_fails():
    """A thread left behind would keep the process alive."""
    before = threading.active_count()

    with pytest.raises(ZeroDivisionError), Signs(Console(file=io.StringIO(), force_terminal=False), Words("en")):
        divmod(before, 0)

    assert threading.active_count() == before


def test_silence_is_broken_before_three_seconds():
    """A reader doubts after three seconds; the beat says again what goes on."""
    console = Console(file=io.StringIO(), force_terminal=False)
    signs = Signs(console, Words("en"), heartbeat=0.01)

    with signs:
        signs(Progress(stage=READING))
        signs.beaten.wait(timeout=30)

    lines = console.file.getvalue().splitlines()
    assert lines[0] == "reading"
    assert lines[1].startswith("reading ... ")
    assert Signs(console, Words("en")).heartbeat < 3


def test_terminal_gets_a_moving_line_and_is_left_clean():
    """The report that follows must not begin behind a half-drawn bar."""
    console = Console(file=io.StringIO(), force_terminal=True, width=80)

    with Signs(console, Words("en")) as signs:
        signs(Progress(stage=READING, value=4, bound=5))

    written = console.file.getvalue()
    assert "reading: 4 so far, limit 5" in written
    assert written.rstrip("\n").endswith(("\x1b[2K", "\x1b[?25h", "\r\x1b[1A\x1b[2K"))
