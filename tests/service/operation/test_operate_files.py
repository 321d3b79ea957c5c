"""The files that an operator copies: what they name is there, and what they start answers."""

import configparser
import json
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from service.cli.serving import free_port
from service.settings import PREFIX, Settings, settings_from
from tests.service.cli_cases import ROOT, environment
from tests.service.jobs.job_cases import USUAL, VARIABLE, until
from tests.service.operation.operation_cases import asked, until_answers

FOLDER = ROOT / "docs" / "operate"
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text())
UNITS = sorted(FOLDER.glob("*.service"))
BIN = Path(sys.executable).parent

# Settings that the environment of the tests has in place of those of compose.yaml.
OURS = {"SOLIDARITAS_DATABASE", "SOLIDARITAS_QUEUE", "SOLIDARITAS_HOST"}


def test_compose_file_names_services_volumes_and_settings_that_are_there():
    """A misspelt setting would be found by whoever runs it first, on the day on which everything is to begin."""
    services = COMPOSE["services"]

    assert set(services) == {"web", "work", "database", "queue"}
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert (FOLDER / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]
    told = settings_from({name: str(value) for name, value in services["web"]["environment"].items()})
    assert {name.removeprefix(PREFIX).lower() for name in services["web"]["environment"]} <= set(
        Settings.__dataclass_fields__
    )
    assert (told.workers, told.host) == (0, "0.0.0.0")  # noqa: S104  # within the container


@contextmanager
def running(command, settings):
    """Run a command of compose.yaml outside a container, with our addresses in place of its own."""
    program, *arguments = shlex.split(command)
    process = subprocess.Popen(
        [str(BIN / program), *arguments],
        env=environment(settings),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        assert process.wait(60) == 0


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
@pytest.mark.skipif(not (BIN / "gunicorn").exists(), reason="gunicorn is not installed (the extra 'several')")
def test_what_compose_starts_answers_and_works(address):
    """gunicorn, a worker, PostgreSQL and Redis together, by the very commands and settings of the file."""
    redis = pytest.importorskip("redis")
    queue = os.environ.get(VARIABLE, USUAL)
    try:
        redis.Redis.from_url(queue, socket_connect_timeout=2).ping()
    except redis.exceptions.ConnectionError as error:
        pytest.skip(f"no Redis at {queue} (set {VARIABLE}): compose.yaml is not tried: {error}")
    web, work = COMPOSE["services"]["web"], COMPOSE["services"]["work"]
    told = {name: str(value) for name, value in web["environment"].items() if name not in OURS}
    told |= {"SOLIDARITAS_DATABASE": address, "SOLIDARITAS_QUEUE": queue}
    port = free_port("127.0.0.1", 0)
    command = web["command"].replace("/etc/gunicorn.conf.py", str(FOLDER / "gunicorn.conf.py"))
    command = command.replace("0.0.0.0:8760", f"127.0.0.1:{port}")  # the file's
    base = f"http://127.0.0.1:{port}"

    with running(command, told), running(work["command"], told):
        until_answers(base)
        until(lambda: json.loads(asked(base, "/ready")[2])["worker"])
        status, _, body = asked(base, "/ready")

    assert status == 200
    assert json.loads(body)["head"] == 0


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_unit_starts_a_command_that_is_there_and_keeps_the_record_to_itself(unit):
    """A unit that names a command of last year fails at the next start of the machine."""
    told = configparser.ConfigParser(strict=False, interpolation=None)
    told.optionxform = str
    told.read_string(unit.read_text())
    program, *arguments = shlex.split(told["Service"]["ExecStart"])

    assert program == "/opt/solidaritas/.venv/bin/solidaritas"
    asked_help = subprocess.run(
        [str(BIN / "solidaritas"), arguments[0], "--help"], capture_output=True, text=True, check=True
    )
    assert all(one in asked_help.stdout for one in arguments if one.startswith("--"))
    assert (told["Service"]["UMask"], told["Service"]["StateDirectoryMode"]) == ("0077", "0700")
    assert told["Service"]["Environment"] == "SOLIDARITAS_DATABASE=/var/lib/solidaritas/catatan.db"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze (apt install systemd)")
def test_units_are_what_systemd_understands(tmp_path):
    """Systemd passes over a line that it does not know, and the protection that it meant is not there."""
    for unit in UNITS:
        text = unit.read_text().replace("/opt/solidaritas/.venv/bin/solidaritas", str(shutil.which("true")))
        (tmp_path / unit.name).write_text(text)

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
