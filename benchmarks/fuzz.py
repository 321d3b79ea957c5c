"""Fuzzes the served record by all phases of schemathesis, as every role: by hand, since it takes long.

Run ``python -m benchmarks.fuzz SEED [EXAMPLES] [ROLE ...]``; left out, 5 examples and every role.
Each role gets a small record of its own, and everything in it has to be whole afterwards.
"""

import json
import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import waitress

from service.records.caller import ROLES
from service.store import verify
from tests.service.record.fuzz_cases import RECORD, document, filled
from tests.service.record.record_cases import Desk, application_on, close

PHASES = "examples,coverage,fuzzing,stateful"
# RFC 6585 answers a change without If-Match with 428, which the tool does not count as a refusal.
REFUSALS = "[checks]\nmissing_required_header.expected-statuses = [400, 401, 403, 404, 415, 422, 428]\n"
# A body may be well-formed and still name what is not there, or stand where it may not.
BEYOND_THE_SCHEMA = "positive_data_acceptance"


def fuzzed(role: str, *, seed: str, examples: str) -> bool:
    """Fuzz as one role and return whether nothing failed."""
    with tempfile.TemporaryDirectory() as folder:
        app = application_on(str(Path(folder) / "record.db"))
        desk = filled(Desk(app))
        told = Path(folder) / "openapi.json"
        told.write_text(json.dumps(document(desk, (RECORD,))))
        (Path(folder) / "schemathesis.toml").write_text(REFUSALS)
        logging.getLogger("waitress").setLevel(logging.ERROR)
        server = waitress.create_server(app, port=0, threads=2)
        threading.Thread(target=server.run, daemon=True).start()
        command = [
            "-m", "schemathesis.cli", "run", str(told), "--url", f"http://127.0.0.1:{server.effective_port}",
            "--phases", PHASES, "--seed", seed, "-n", examples, "--no-color", "--exclude-checks", BEYOND_THE_SCHEMA,
            "-H", f"Authorization:Bearer {desk.tokens[role]}",
        ]  # fmt: skip
        done = subprocess.run([sys.executable, *command], cwd=folder, check=False)  # noqa: S603  # our own command
        found = verify(desk.store.engine)
        server.close()
        close(app)
        print(f"seed {seed}, {role}: {'as promised' if done.returncode == 0 and not found else 'FAILED'}", flush=True)
        return done.returncode == 0 and not found


def main(seed: str = "1", examples: str = "5", *roles: str) -> int:
    """Fuzz as every role that is asked for."""
    done = [fuzzed(role, seed=seed, examples=examples) for role in roles or ROLES]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
