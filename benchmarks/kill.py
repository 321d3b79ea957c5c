"""Kills the service with SIGKILL while clients write, and counts what became of what it had acknowledged.

Run ``python -m benchmarks.kill [KILLS] [DATABASE]``; without a database a SQLite file of its own is used.
"""

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "kill" * 10
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
PROGRAMME = "/api/v1/programmes/pks"
WRITERS = 4
# Seconds that a service lives before it is killed, least and most.
LIFE = (0.05, 0.35)


@dataclass
class Report:
    """What a run of kills found; all but the first two have to be nothing."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled, invented, or broken."""
        return not (self.lost or self.doubled or self.invented or self.unlike or self.findings)


def nursery(address: str) -> None:
    """Load the service once, then bear a serving process for every line on standard input; it says pid and port."""
    import datetime as dt

    import waitress

    from data import load_book
    from data.country import load_country
    from service.app import create_app
    from service.settings import Settings

    load_book(), load_country()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    settings = Settings(database=address)
    now = dt.datetime(2027, 6, 1, tzinfo=dt.UTC)
    open_account(address, now)
    for _ in sys.stdin:
        if os.fork():
            continue
        server = waitress.create_server(
            create_app(settings, year_source=lambda _: None, now=lambda: now), port=0, threads=WRITERS
        )
        print(os.getpid(), server.effective_port, flush=True)
        server.run()


def open_account(address: str, now) -> None:
    """Make the account under which the clients write; its token lives for this run only."""
    from service.accounts.people import add_account, change_grant, make_token
    from service.records.caller import SCOPES, Grant
    from service.store import Store

    store = Store(address)
    with store.write(at="2027-06-01T00:00:00Z", by="command") as unit:
        account = add_account(unit, email="kill@contoh.example", name="Kill").key.id
        change_grant(unit, account, Grant(role="facilitator"))
        make_token(unit, account, scopes=frozenset(SCOPES), days=7, now=now, make=lambda: TOKEN)
    store.close()


@dataclass
class Ledger:
    """What was sent and what was acknowledged, by the mark that each request leaves in the journal."""

    sent: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    open: dict[str, tuple[str, dict[str, object], bytes]] = field(default_factory=dict)
    answers: dict[str, bytes] = field(default_factory=dict)
    unlike: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def ask(port: int, method: str, path: str, body: object, **headers: str) -> tuple[int, bytes, str]:
    """Ask once; raise OSError or HTTPException when the service dies under it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request(method, path, json.dumps(body), {**HEADERS, **headers})
        response = connection.getresponse()
        return response.status, response.read(), response.headers.get("ETag", "")


def post(port: int, ledger: Ledger, mark: str, path: str, body: dict[str, object], *, match: str = "") -> str:
    """POST under a key of its own, remember it until it is acknowledged, and return the ETag."""
    key = f"the-key-{mark}"
    ledger.sent.add(mark)
    ledger.open[mark] = (path, body, match.encode())
    extra = {"If-Match": match} if match else {}
    status, answer, tag = ask(port, "POST", path, body, **{"Idempotency-Key": key, **extra})
    if status not in {200, 201}:
        raise AssertionError(answer)
    with ledger.lock:
        if ledger.answers.setdefault(mark, answer) != answer:
            ledger.unlike.append(mark)
        ledger.known.add(mark)
        ledger.open.pop(mark, None)
    return tag


def write(port: int, ledger: Ledger, name: str, stop: threading.Event) -> None:
    """Make members, letters and partnerships and move them on, until the service dies."""
    number = 0
    with contextlib.suppress(OSError, http.client.HTTPException):
        while not stop.is_set():
            number += 1
            who = f"{name}-{number}"
            contact = {"name": "Budi"}
            tag = post(
                port, ledger, f"m-{who}", f"{PROGRAMME}/members", {"id": f"m-{who}", "name": "A", "contact": contact}
            )
            ledger.sent.add(f"c-{who}")
            status, answer, tag = ask(
                port,
                "PUT",
                f"{PROGRAMME}/members/m-{who}",
                {"name": f"c-{who}", "contact": contact},
                **{"If-Match": tag},
            )
            if status != 200:
                raise AssertionError(answer)
            ledger.known.add(f"c-{who}")
            letter = {"id": f"s-{who}", "member": f"m-{who}", "received": "2027-01-04", "signed": True}
            post(port, ledger, f"s-{who}", f"{PROGRAMME}/letters", letter)
            pair = {"id": f"w-{who}", "mentees": [f"m-{who}"], "letters": [f"s-{who}"]}
            tag = post(port, ledger, f"w-{who}", f"{PROGRAMME}/partnerships", pair)
            step = {"step": "send_request", "day": "2027-01-04", "reason": f"r-{who}"}
            post(port, ledger, f"r-{who}", f"{PROGRAMME}/partnerships/w-{who}/steps", step, match=tag)
            ask(port, "DELETE", f"{PROGRAMME}/members/m-{who}/contact", None, **{"If-Match": '"2"'})


def repeat(port: int, ledger: Ledger) -> None:
    """Ask again, under the same keys, whatever the last kill left unanswered; and some of what was answered."""
    for mark, (path, body, match) in list(ledger.open.items()):
        post(port, ledger, mark, path, body, match=match.decode())


def run(address: str, *, kills: int, seed: int) -> Report:
    """Kill ``kills`` times and return what became of the record at ``address``."""
    chance, ledger = random.Random(seed), Ledger()  # noqa: S311  # when to kill is no secret
    command = [sys.executable, "-m", "benchmarks.kill", "nursery", address]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:  # noqa: S603  # our own command
        for kill in range(kills + 1):
            parent.stdin.write("serve\n")
            parent.stdin.flush()
            pid, port = map(int, parent.stdout.readline().split())
            try:
                if kill == 0:
                    programme = {"id": "pks", "name": "PKS", "book": "perpamsi", "year": 2027}
                    post(port, ledger, "pks", "/api/v1/programmes", programme)
                repeat(port, ledger)
                if kill < kills:
                    write_for(port, ledger, life=chance.uniform(*LIFE), name=str(kill), pid=pid)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    return judged(address, ledger, kills=kills)


def write_for(port: int, ledger: Ledger, *, life: float, name: str, pid: int) -> None:
    """Let every writer write for ``life`` seconds, then kill the service under them."""
    stop = threading.Event()
    writers = [
        threading.Thread(target=write, args=(port, ledger, f"{name}-{writer}", stop)) for writer in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    time.sleep(life)
    os.kill(pid, signal.SIGKILL)
    stop.set()
    for writer in writers:
        writer.join()


def judged(address: str, ledger: Ledger, *, kills: int) -> Report:
    """Compare the journal with what was sent and acknowledged, and check the record by its own checkers."""
    from service.store import Store, rebuild, verify

    store = Store(address)
    with store.read() as view:
        entries = view.newest(None, limit=10**7)
    marks = Counter(mark for entry in entries if (mark := _mark(entry)))
    report = Report(kills=kills, acknowledged=len(ledger.known), unlike=ledger.unlike)
    report.lost = sorted(ledger.known - marks.keys())
    report.doubled = sorted(mark for mark, times in marks.items() if times > 1)
    report.invented = sorted(marks.keys() - ledger.sent)
    report.findings = [f"{one.where}: {one.said.en}" for one in verify(store.engine)]
    report.findings += ["/".join(key) for key in rebuild(store).different]
    store.close()
    return report


def _mark(entry) -> str:
    """Return the mark of the request that made an entry; an erasure and what concerns accounts have none."""
    if entry.key.kind == "account":
        return ""
    if entry.event == "create":
        return entry.key.id
    return entry.told.get("reason", "") or entry.told["change"].get("name", "")


def main(arguments: list[str]) -> int:
    """Serve as the nursery, or run and print the report."""
    if arguments[:1] == ["nursery"]:
        nursery(arguments[1])
        return 0
    with tempfile.TemporaryDirectory() as folder:
        address = arguments[1] if len(arguments) > 1 else str(Path(folder) / "kill.db")
        report = run(address, kills=int(arguments[0]) if arguments else 200, seed=1)
    print(report)
    return 0 if report.is_clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
