"""Kills the service with SIGKILL while clients write, and counts what became of what it had acknowledged.

Run ``python -m benchmarks.kill [KILLS] [DATABASE]``; without a database a SQLite file of its own is used.
"""

import contextlib
import datetime as dt
import http.client
import json
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.acts import LINES, Act, Ledger, Report, programme, story
from benchmarks.doors import Door, open_doors
from service.store import Store, rebuild, verify

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "kill" * 10
WRITERS = 4
# Acknowledgements after which a service is killed, least and most; seconds that it then still has, at most.
LIFE, LAST = (0, 120), 0.03
# The service's clock: where it begins, and how far it goes on at every start, beyond what slows down wrong tries.
NOW, MINUTES = dt.datetime(2027, 6, 1, tzinfo=dt.UTC), 16
# Seconds after which an answer is missed and a service is killed whatever it did; entries of the longest journal.
PATIENCE, LONGEST, MOST_ENTRIES = 20, 300, 10**7


def nursery(address: str, *, doors: int) -> None:
    """Load the service once, then bear a serving process for every line on standard input; it says pid and port."""
    import waitress

    from data import load_book
    from data.country import load_country
    from service.app import create_app
    from service.settings import Settings

    load_book(), load_country()
    logging.getLogger("waitress").setLevel(logging.ERROR)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    settings = Settings(database=address)
    open_account(address, doors=doors)
    for life, _ in enumerate(sys.stdin):
        if os.fork():
            continue
        now = at(life)
        server = waitress.create_server(
            create_app(settings, year_source=lambda _: None, now=lambda now=now: now), port=0, threads=WRITERS
        )
        print(os.getpid(), server.effective_port, flush=True)
        server.run()


def at(life: int) -> dt.datetime:
    """Return what the clock of a service shows in its life of that number."""
    return NOW + dt.timedelta(minutes=MINUTES * life)


def open_account(address: str, *, doors: int) -> None:
    """Make the account under which the clients write; its token lives for this run only."""
    from service.accounts.people import add_account, change_grant, make_token
    from service.records.caller import SCOPES, Grant

    store = Store(address)
    with store.write(at="2027-06-01T00:00:00Z", by="command") as unit:
        account = add_account(unit, email="kill@contoh.example", name="Kill").key.id
        change_grant(unit, account, Grant(role="facilitator"))
        make_token(unit, account, scopes=frozenset(SCOPES), days=7, now=NOW, make=lambda: TOKEN)
        open_doors(unit, doors)
    store.close()


def ask(port: int, act: Act) -> tuple[int, bytes]:
    """Ask once; raise OSError or HTTPException when the service dies under it."""
    is_lines = isinstance(act.body, str)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": LINES if is_lines else "application/json"}
    headers |= {"Idempotency-Key": act.key} if act.method == "POST" else {}
    headers |= {"If-Match": f'"{act.version}"'} if act.version else {}
    body = act.body if is_lines or act.body is None else json.dumps(act.body)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request(act.method, act.path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()


class Writer:
    """One client, which tells story after story; what a kill left without an answer it asks again afterwards."""

    def __init__(self, number: int, ledger: Ledger) -> None:
        self.number, self.ledger, self.told = number, ledger, 0
        self.open: Act | None = None
        self.last: tuple[Act, bytes] | None = None
        self._begin()

    def _begin(self) -> None:
        self.told += 1
        self.story = story(f"{self.number}-{self.told}")
        self.next = next(self.story)

    def write(self, port: int, stop: threading.Event) -> None:
        """Go on until the service dies or ``stop`` is set."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            while not stop.is_set():
                self.step(port)

    def step(self, port: int) -> None:
        """Ask for the next act, or once more for the one that stayed open."""
        act, is_again = self.next, self.open is not None
        if is_again and act.once:
            self._begin()
            act, is_again = self.next, False
        self.open = act
        if not is_again:
            self.ledger.send(act)
        status, answer = ask(port, act)
        done = {200, 201} | ({404, 412} if is_again and act.method != "POST" else set())
        if status not in done:
            raise AssertionError((act, status, answer))
        self.ledger.take(act)
        self.open = None
        if act.method == "POST":
            self.last = act, answer
        try:
            self.next = self.story.send(json.loads(answer))
        except StopIteration:
            self._begin()

    def repeat(self, port: int) -> None:
        """Ask once more for what was answered last: the same bytes have to come back."""
        if self.last and ask(port, self.last[0])[1] != self.last[1]:
            self.ledger.unlike.append(self.last[0].key)

    def finish(self, port: int) -> None:
        """Ask for what stayed open, if it may be asked again."""
        if self.open and not self.open.once:
            self.step(port)


@contextlib.contextmanager
def born(command: list[str]) -> Iterator[Any]:
    """Give a function that starts a service and returns its process and port; all of them end with the block."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:  # noqa: S603  # our own command

        def start() -> tuple[int, int]:
            assert parent.stdin is not None
            assert parent.stdout is not None
            parent.stdin.write("serve\n")
            parent.stdin.flush()
            pid, port = map(int, parent.stdout.readline().split())
            return pid, port

        yield start


def run(address: str, *, kills: int, seed: int, acts: tuple[int, int] = LIFE) -> Report:
    """Kill ``kills`` times, each after so many acts, and return what became of the record at ``address``."""
    chance, ledger = random.Random(seed), Ledger()  # noqa: S311  # when to kill is no secret
    writers = [Writer(number, ledger) for number in range(WRITERS)]
    doors = [Door(number=life, at=int(at(life).timestamp())) for life in range(kills)]
    with born([sys.executable, "-m", "benchmarks.kill", "nursery", address, str(kills)]) as start:
        for life in range(kills + 1):
            pid, port = start()
            try:
                if life == 0:
                    begin(port, ledger)
                for writer in writers:
                    writer.repeat(port)
                    writer.finish(port) if life == kills else None
                if life < kills:
                    live(port, writers, doors[life], acts=chance.randint(*acts), last=chance.uniform(0, LAST), pid=pid)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    report = judged(address, ledger, doors)
    report.cuts = kills
    return report


def begin(port: int, ledger: Ledger) -> None:
    """Make the programme in which everything happens."""
    act = programme()
    ledger.send(act)
    status, answer = ask(port, act)
    if status != http.HTTPStatus.CREATED:
        raise AssertionError(answer)
    ledger.take(act)


def live(port: int, writers: list[Writer], door: Door, *, acts: int, last: float, pid: int) -> None:
    """Let everybody write until ``acts`` were acknowledged and ``last`` seconds more, then kill the service."""
    stop, known = threading.Event(), writers[0].ledger.known
    enough, missed = len(known) + acts, time.monotonic() + LONGEST

    def enter() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            door.go(port)

    threads = [threading.Thread(target=writer.write, args=(port, stop)) for writer in writers]
    threads.append(threading.Thread(target=enter))
    for thread in threads:
        thread.start()
    while len(known) < enough and time.monotonic() < missed:
        time.sleep(1 / 1000)
    time.sleep(last)
    os.kill(pid, signal.SIGKILL)
    stop.set()
    for thread in threads:
        thread.join()


def judged(address: str, ledger: Ledger, doors: list[Door]) -> Report:
    """Compare the record with what was sent and acknowledged, and check it by its own checkers."""
    store = Store(address)
    with store.read() as view:
        entries = view.newest(None, limit=MOST_ENTRIES)
        at_doors = [fault for door in doors for fault in door.faults(view)]
    places = ((f"{'/'.join(one.key)}@{one.version}", one.body) for one in entries if one.key.kind != "account")
    report = ledger.judged(places)
    report.acknowledged += sum(len(door.known) for door in doors)
    report.operations.update(step for door in doors for step in door.known)
    report.lost += at_doors
    report.findings = [f"{one.where}: {one.said.en}" for one in verify(store.engine)]
    report.findings += ["/".join(key) for key in rebuild(store).different]
    store.close()
    return report


def main(arguments: list[str]) -> int:
    """Serve as the nursery, or run and print the report."""
    if arguments[:1] == ["nursery"]:
        nursery(arguments[1], doors=int(arguments[2]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        address = arguments[1] if len(arguments) > 1 else str(Path(folder) / "kill.db")
        report = run(address, kills=int(arguments[0]) if arguments else 200, seed=1)
    print(report)
    return 0 if report.is_clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
