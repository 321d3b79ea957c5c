"""The record's worked example runs word for word, from an empty database to a first partnership."""

import datetime as dt
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from service.cli import main
from tests.docs.test_pages import ROOT, blocks
from tests.service.record.record_cases import application_on, close

# How many fenced blocks the example has: the first terminal, the second, and the steps.
BLOCKS = 3


def said(command: str) -> str:
    """Run one command of the example and return what it prints."""
    result = CliRunner().invoke(main, ["--lang", "en", *shlex.split(command)[1:]])
    assert result.exit_code in {0, 1}, result.output
    return result.stdout


def asked(client: FlaskClient, line: str, token: str) -> int:
    """Ask as the line's curl would and return the status."""
    words = shlex.split(line.replace("$today", dt.datetime.now(dt.UTC).date().isoformat()))[1:]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    headers |= dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    path = words[0].replace("$api", "/api/v1/programmes")
    return client.post(path, json=json.loads(words[words.index("-d") + 1]), headers=headers).status_code


def test_example_leads_from_an_empty_database_to_a_first_partnership(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newcomer copies these lines, so each has to do what the page says of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOLIDARITAS_DATABASE", "catatan.db")
    monkeypatch.setenv("COLUMNS", "200")
    lines = "".join(blocks(ROOT / "docs" / "record.md", "sh")[:BLOCKS]).splitlines()
    token, told, statuses = "", "", []
    app, client = None, None

    for line in lines:
        if line == "solidaritas serve":
            app = application_on("catatan.db", now=dt.datetime.now(dt.UTC))
            client = app.test_client()
        elif line.startswith("token="):
            command = re.fullmatch(r"token=\$\((.+) \| head -1\)", line)
            assert command is not None
            token = said(command[1]).splitlines()[0]
        elif line.startswith("solidaritas "):
            told += said(line)
        elif line.startswith("ask $api"):
            assert client is not None
            statuses.append(asked(client, line, token))

    assert app is not None
    close(app)
    assert statuses == [201, 201, 201, 201, 201, 200, 409, 200]
    assert "Initial meeting" in told
    assert "The record is whole: 10 entries" in told
