"""The record's API against a bare Flask endpoint, and against itself with a hundred times as much on record.

Run ``python -m benchmarks.record [PARTNERSHIPS]``; 5,000 of them make about a million entries of the journal.

The first table: three servers (waitress, four threads, loopback), one client with one open connection to each, rounds
in turn.  ``like`` is what one would write instead: Flask with SQLAlchemy's Core, which reads the same bytes from the
same SQLite settings by a key, or keeps them with one commit on the disk.  ``bare`` has not even that: one connection of
the standard library's ``sqlite3``, shared by all.  Neither knows accounts, rights, versions, journal, keys or a log.
The record's own answers to a GET are remembered by the text of the record as it was read; ``new`` asks for each
partnership once only.  The second table: both records in one process, requests in turn; CPU time of each.
"""

import contextlib
import datetime as dt
import io
import json
import logging
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
import waitress
from flask import Flask, jsonify, request
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.grown import ENTRIES_EACH, SECOND, grow
from service.accounts.people import add_account, change_grant, make_token
from service.app import create_app
from service.records.caller import SCOPES, Grant
from service.settings import Settings
from service.store import Store, verify
from service.web.logs import write_json

ROOT = Path(__file__).resolve().parents[1]
NOW = dt.datetime(2027, 6, 1, tzinfo=dt.UTC)
TOKENS = {"facilitator": "facilitator" * 4, "mentor": "mentor" * 8}
P = "/api/v1/programmes/pks"
# Rounds of the first table, and requests of one round; requests of each kind in the second.
ROUNDS, EACH, SAMPLES = 15, 120, 200
# Partnerships of the first table: those that are new are asked for once each, which makes fewer rounds.
SHOWN = 5 * EACH
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")
SIDES = ("ours", "like", "bare")
# What the issue asks for: share of the bare endpoint's requests per second; growth of the 95th percentile.
BARS = {"one, new": 0.6, "one record": 0.6, "list of 50": 0.6, "durable POST": 0.8}
MOST_GROWTH = 1.5
LETTER = {
    "member": "m-00001",
    "received": "2027-01-04",
    "subject": "NRW",
    "expected_result": "turun 14 persen",
    "signed": True,
}


def opened(address: str, *, partnerships: int) -> Flask:
    """Return the application over a new record with ``partnerships`` in it."""
    store = Store(address)
    with store.write(at="2027-06-01T00:00:00Z", by="command") as unit:
        for role, token in TOKENS.items():
            account = add_account(unit, email=f"{role}@contoh.example", name=role).key.id
            member = "p-00001" if role == "mentor" else ""
            change_grant(unit, account, Grant(role=role, member=member, programme="pks" if member else ""))
            make_token(unit, account, scopes=frozenset(SCOPES), days=7, now=NOW, make=lambda token=token: token)
    grow(store, partnerships=partnerships)
    store.close()
    return application(address)


def application(address: str) -> Flask:
    """Return the application over a record that is there."""
    return create_app(Settings(database=address, workers=0), year_source=lambda _: None, now=lambda: NOW)


def like(file: Path, shown: list[dict[str, object]]) -> Flask:
    """Return what one would write instead: Flask, and SQLAlchemy on SQLite with every commit on the disk."""
    app, engine = Flask("like"), sa.create_engine(f"sqlite:///{file}")
    sa.event.listen(engine, "connect", lambda driver, _: [driver.execute(f"PRAGMA {one}") for one in PRAGMAS])
    table = sa.Table("row", sa.MetaData(), sa.Column("id", sa.Text, primary_key=True), sa.Column("data", sa.Text))
    table.create(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(table), [{"id": one["id"], "data": json.dumps(one)} for one in shown])

    @app.get("/rows/<string:name>")
    def show(name):
        with engine.connect() as connection:
            found = connection.execute(sa.select(table.c.data).where(table.c.id == name)).scalar_one()
        return jsonify(json.loads(found))

    @app.get("/rows")
    def page():
        query = sa.select(table.c.data).where(table.c.id.like("w-%")).order_by(table.c.id).limit(50)
        with engine.connect() as connection:
            found = connection.execute(query).scalars().all()
        return jsonify(items=[json.loads(data) for data in found], next=None)

    @app.post("/rows")
    def add():
        sent = request.get_json()
        if not isinstance(sent.get("id"), str) or not isinstance(sent.get("member"), str):
            return jsonify(error="id, member"), 422
        with engine.begin() as connection:
            connection.execute(sa.insert(table).values(id=sent["id"], data=json.dumps(sent)))
        return jsonify(sent), 201

    return app


def bare(file: Path, shown: list[dict[str, object]]) -> Flask:
    """Return the least that keeps and shows the same: Flask, one connection of ``sqlite3``, and nothing else."""
    app, base = Flask("bare"), sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for one in PRAGMAS:
        base.execute(f"PRAGMA {one}")
    base.execute("CREATE TABLE row(id TEXT PRIMARY KEY, data TEXT NOT NULL)")
    base.executemany("INSERT INTO row VALUES (?, ?)", [(one["id"], json.dumps(one)) for one in shown])

    @app.get("/rows/<string:name>")
    def show(name):
        return jsonify(json.loads(base.execute("SELECT data FROM row WHERE id = ?", (name,)).fetchone()[0]))

    @app.get("/rows")
    def page():
        found = base.execute("SELECT data FROM row WHERE id LIKE 'w-%' ORDER BY id LIMIT 50").fetchall()
        return jsonify(items=[json.loads(data) for (data,) in found], next=None)

    @app.post("/rows")
    def add():
        sent = request.get_json()
        if not isinstance(sent.get("id"), str) or not isinstance(sent.get("member"), str):
            return jsonify(error="id, member"), 422
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO row VALUES (?, ?)", (sent["id"], json.dumps(sent)))
        base.execute("COMMIT")
        return jsonify(sent), 201

    return app


def serve(side: str, folder: Path) -> None:
    """Serve one side until the parent lets go; say the port."""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    if side == "ours":
        write_json(io.StringIO())  # what `serve` writes is written, and seen by nobody
        app = application(str(folder / "ours.db"))
    else:
        app = {"like": like, "bare": bare}[side](folder / f"{side}.db", json.loads((folder / "shown.json").read_text()))
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    print(server.effective_port, flush=True)
    server.run()


class Side:
    """One server, and the one connection to it."""

    def __init__(self, name: str, folder: Path) -> None:
        command = [sys.executable, "-m", "benchmarks.record", "serve", name, str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603  # our own command
        self.socket = socket.create_connection(("127.0.0.1", int(self.process.stdout.readline())))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.is_ours = name == "ours"

    def ask(self, said: bytes) -> None:
        """Send one request and read its answer to the end."""
        self.socket.sendall(said)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self.socket.recv(65536)
        head, _, body = got.partition(b"\r\n\r\n")
        if b" 20" not in head[:12]:
            raise AssertionError(got)
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += self.socket.recv(65536)

    def cpu(self) -> float:
        """Return the CPU seconds of all its threads until now."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in tasks) / 1e9

    def close(self) -> None:
        """End it."""
        self.socket.close()
        self.process.terminate()
        self.process.wait()


def said(side: Side, work: str, number: int) -> bytes:
    """Return the bytes of one request."""
    rows = f"{P}/partnerships" if side.is_ours else "/rows"
    if work in {"one record", "one, new"}:
        return _get(f"{rows}/w-{number % SHOWN + 1:05d}")
    if work == "list of 50":
        return _get(f"{rows}?limit=50" if side.is_ours else rows)
    body = json.dumps({"id": f"x-{number}", **LETTER}).encode()
    path = f"{P}/letters" if side.is_ours else rows
    more = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: key-{number:08d}\r\n"
    return _head("POST", path, more) + body


def _get(path: str) -> bytes:
    return _head("GET", path, "")


def _head(method: str, path: str, more: str) -> bytes:
    token = TOKENS["facilitator"]
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n{more}\r\n".encode()


def compare(folder: Path) -> None:
    """Print the first table."""
    app = opened(str(folder / "ours.db"), partnerships=SHOWN)
    paths = [f"{P}/partnerships/w-{number:05d}" for number in range(1, SHOWN + 1)]
    (folder / "shown.json").write_text(json.dumps([json.loads(asked(app, path)[1]) for path in paths]))
    print(f"{'':14}{'ours/s':>8}{'like/s':>8}{'bare/s':>8}{'by like':>9}{'by bare':>9}{'bar':>5}   CPU ms of each")
    with contextlib.ExitStack() as leaving:
        sides = [Side(name, folder) for name in SIDES]
        for side in sides:
            leaving.callback(side.close)
        for work, bar in BARS.items():
            rates, spent, number = [], [0.0] * len(SIDES), 0
            rounds = SHOWN // EACH if work == "one, new" else ROUNDS
            for _ in range(rounds):
                took = []
                for place, side in enumerate(sides):
                    several = [said(side, work, number + one) for one in range(EACH)]
                    before, start = side.cpu(), time.perf_counter()
                    for one in several:
                        side.ask(one)
                    took.append(EACH / (time.perf_counter() - start))
                    spent[place] += side.cpu() - before
                rates.append(took)
                number += EACH
            by = [statistics.median(ours[0] / ours[place] for ours in rates) for place in (1, -1)]
            told = [statistics.median(each) for each in zip(*rates, strict=True)]
            cpu = ", ".join(f"{1000 * each / rounds / EACH:.2f}" for each in spent)
            print(f"{work:14}{told[0]:8.0f}{told[1]:8.0f}{told[2]:8.0f}{by[0]:9.2f}{by[1]:9.2f}{bar:5.1f}   {cpu}")


def asked(app: Flask, path: str, *, role: str = "facilitator") -> tuple[float, bytes]:
    """Ask once within this process; return CPU seconds and the answer."""
    environ = EnvironBuilder(path, headers={"Authorization": f"Bearer {TOKENS[role]}"}).get_environ()
    start = time.thread_time()
    body, status, _ = run_wsgi_app(app, environ)
    answer = b"".join(body)
    spent = time.thread_time() - start
    if not status.startswith("200"):
        raise AssertionError((path, status, answer))
    return spent, answer


def questions(partnerships: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield what is asked of a record: its name, role and path; each returns as many rows from a small one."""
    one = chance.randrange(1, partnerships - 9)
    yield "partnerships, first page", "facilitator", f"{P}/partnerships?limit=30"
    yield "partnerships, some page", "facilitator", f"{P}/partnerships?limit=10&after=w-{one:05d}"
    yield "partnerships in one state", "facilitator", f"{P}/partnerships?limit=30&state={SECOND}"
    yield "a mentor's partnerships", "mentor", f"{P}/partnerships"
    yield "records of one partnership", "facilitator", f"{P}/records/contact?of=w-{one:05d}"
    yield "a mentor's records", "mentor", f"{P}/records/contact?limit=30"
    yield "journal, some page", "facilitator", f"{P}/journal?after={chance.randrange(partnerships * 150)}"
    yield "journal of one record", "facilitator", f"{P}/journal?kind=partnership&id=w-{one:05d}"
    yield "journal of one kind", "facilitator", f"{P}/journal?kind=letter&limit=30"
    yield "journal of a year's end", "facilitator", "/api/v1/programmes/later/journal"


def growth(folder: Path, *, partnerships: int) -> None:
    """Print the second table."""
    sizes = (partnerships // 100, partnerships)
    apps = []
    for size in sizes:
        start = time.process_time()
        apps.append(opened(str(folder / f"{size}.db"), partnerships=size))
        spent, entries = time.process_time() - start, size * ENTRIES_EACH
        print(f"{size} partnerships, about {entries} entries: {spent:.0f} CPU s to build")
    chance, found = random.Random(1), {}  # noqa: S311  # which page is asked for is no secret
    for sample in range(-5, SAMPLES):
        for place, (app, size) in enumerate(zip(apps, sizes, strict=True)):
            for name, role, path in questions(size, chance):
                spent, _ = asked(app, path, role=role)
                if sample >= 0:
                    found.setdefault(name, ([], []))[place].append(spent)
    print(f"\n{'p95, CPU ms':28} {'small':>7} {'large':>7} {'ratio':>6}   (at most {MOST_GROWTH})")
    for name, both in found.items():
        small, large = (1000 * statistics.quantiles(each, n=20)[-1] for each in both)
        print(f"{name:28} {small:7.2f} {large:7.2f} {large / small:6.2f}")
    with contextlib.closing(Store(str(folder / f"{sizes[0]}.db"))) as store:
        print(f"audit verify of the small one: {len(verify(store.engine))} findings")


def main(arguments: list[str]) -> None:
    """Serve one side, or print both tables."""
    if arguments[:1] == ["serve"]:
        serve(arguments[1], Path(arguments[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder))
        growth(Path(folder), partnerships=int(arguments[0]) if arguments else 5000)


if __name__ == "__main__":
    main(sys.argv[1:])
