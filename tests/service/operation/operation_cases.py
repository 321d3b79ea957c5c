"""The service in a process of its own, as an operator starts it."""

import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from service.cli.serving import free_port
from tests.service.cli_cases import command, environment

# Seconds after which a start or an end is given up.
PATIENCE = 60


@contextmanager
def served(address, **settings):
    """Serve a record and give the process, its base address and a way to ask it."""
    changes = {"SOLIDARITAS_DATABASE": address, "PYTHONUNBUFFERED": "1"}
    changes |= {f"SOLIDARITAS_{name.upper()}": str(value) for name, value in settings.items()}
    process = subprocess.Popen(
        command("serve", "--port", free_port("127.0.0.1", 0), "--lang", "en"),
        env=environment(changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, (line, process.poll() is not None and process.stderr.read())
        base = found.group(0).rstrip("/")
        until_answers(base)
        yield process, base
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def asked(base, path, *, headers=(), data=None):
    """Ask once; return status, headers and body."""
    request = urllib.request.Request(f"{base}{path}", headers=dict(headers), data=data)  # noqa: S310  # our own address
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  # our own address
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def until_answers(base):
    """Wait until the service answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if asked(base, "/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(base)


def lines_of(text):
    """Return the lines of JSON in a log."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]
