"""The command as a process of its own: exit codes, closed pipes, Ctrl-C, odd terminals, and serving."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from service.cli.serving import free_port
from tests.service.cli_cases import QUICK, command, environment, start, workbook
from tests.service.year_cases import nobody_served, small_intake, small_year

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of Unix")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the small sample as a workbook."""
    return workbook(tmp_path_factory.mktemp("small") / "small.xlsx", small_intake())


def running(*arguments):
    """Start a command and return its process, to be talked to."""
    return subprocess.Popen(
        command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf8",
        env=environment(),
    )  # fmt: skip


def address_of(process):
    """Return the address that a serving process tells, read line by line."""
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        if found:
            return found.group()
    pytest.fail(process.stderr.read())


def test_year_ends_with_nought_and_writes_files(small, tmp_path):
    """What a script sees of a good run."""
    done = start("year", small, "--out", tmp_path / "out", *QUICK)

    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 5
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_nobody_served_ends_with_one(tmp_path):
    """A no is not a failure of the program, but a script must see it."""
    done = start("match", workbook(tmp_path / "nobody.xlsx", nobody_served(small_intake())), *QUICK)

    assert done.returncode == 1


def test_faulty_workbook_ends_with_two(tmp_path):
    """A faulty workbook is the user's to mend."""
    file = tmp_path / "text.xlsx"
    file.write_text("not a workbook")

    done = start("match", file)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_json_survives_a_terminal_without_unicode(small):
    """Old terminals and servers know ASCII only; a question mark is better than an error."""
    done = start("match", small, "--json", *QUICK, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["partnerships"] == dict(small_year().letters)


@UNIX
def test_closed_pipe_is_quiet():
    """`solidaritas rule --assumed | head -1` must not end in a traceback."""
    process = running("rule", "--assumed")
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()

    assert process.wait() == 141
    assert "Traceback" not in told
    assert "BrokenPipe" not in told


@UNIX
def test_stop_while_solving_is_a_sentence(small, tmp_path):
    """Ctrl-C is a wish, not an accident."""
    process = running("year", small, "--out", tmp_path / "out")
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()

    assert first.strip()
    assert process.returncode == 130
    assert "Traceback" not in told


@UNIX
def test_stop_while_a_search_runs_ends_it_and_not_only_its_turn(tmp_path):
    """OR-tools would catch Ctrl-C itself and the program would go on to write files that nobody wants any more."""
    assert start("sample", tmp_path / "year.xlsx").returncode == 0
    process = running("year", tmp_path / "year.xlsx", "--out", tmp_path / "out", "--time-limit", "40", "--lang", "en")
    for sign in ("building the constraint model", "earlier finishes"):
        while sign not in process.stderr.readline():
            assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate()

    assert process.returncode == 130
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


@UNIX
def test_serve_answers_and_stops_cleanly():
    """The page is there until Ctrl-C, and the port is free afterwards."""
    port = free_port("127.0.0.1", 0)
    process = running("serve", "--port", port)
    address = address_of(process)

    with urllib.request.urlopen(f"{address}api/v1/subjects") as answer:  # noqa: S310  # our own address
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    rest, told = process.communicate()

    assert address.endswith(f":{port}/")
    assert process.returncode == 0, told
    assert "Stopped." in rest
    assert "Traceback" not in told


@UNIX
def test_serve_takes_another_port_when_its_own_is_taken_and_says_so():
    """A second window of the same program must not fail."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        process = running("serve", "--port", taken)
        address = address_of(process)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()

    assert not address.endswith(f":{taken}/")
    assert f"Port {taken} is taken" in told
    assert process.returncode == 0


def test_serve_refuses_a_host_that_strangers_can_reach():
    """The year asks nobody who they are."""
    done = start("serve", env={"SOLIDARITAS_HOST": "0.0.0.0"})  # noqa: S104  # exactly what must be refused

    assert done.returncode == 2
    assert "SOLIDARITAS_HOST" in done.stderr
    assert "Traceback" not in done.stderr


def test_free_port_keeps_a_free_one():
    """Who asks for a port gets it."""
    wanted = free_port("127.0.0.1", 0)

    assert free_port("127.0.0.1", wanted) == wanted


def test_free_port_replaces_a_taken_one():
    """Two programs cannot listen at one place."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        assert free_port("127.0.0.1", other.getsockname()[1]) != other.getsockname()[1]
