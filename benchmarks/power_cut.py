"""Cuts the power of the service: its calls to the system are written down, and replayed to any moment.

Run ``python -m benchmarks.power_cut [CUTS] [FAULT]``; it needs ``strace``.  One run of the service, with clients that
do everything that changes the record, gives as many cuts as are wanted.  At each of them the files are made again
twice: with nothing but what was synced, and with a random part of the rest, torn and in any order.  Each time the store
is opened, and everything that had been acknowledged by then has to be there, once, with a whole chain.

A FAULT (``off`` or ``normal``, SQLite's ``synchronous``) is sown into the service to see whether it is found.
"""

import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from benchmarks.acts import Ledger
from benchmarks.disk import TRACER, Call, Disk, calls
from benchmarks.doors import Door
from benchmarks.kill import NOW, WRITERS, Writer, begin, born, judged, live, nursery
from service.errors import ServiceError

NAME = "record.db"
# SQLite's files that hold anything; the fourth, -shm, is made anew after every start.
FILES = (NAME, f"{NAME}-wal", f"{NAME}-journal")
FAULTS = {"": {}, "off": {"synchronous": 0}, "normal": {"synchronous": 1}}
# Acknowledged acts for each cut that is wanted, so that cuts lie apart; the door's person needs some time as well.
EACH, LEAST = 8, 60


@dataclass
class Cuts:
    """What a run of cuts found; ``broken`` names each cut with what was wrong, and has to be empty."""

    cuts: int = 0
    images: int = 0
    acknowledged: int = 0
    calls: int = 0
    syncs: int = 0
    broken: list[str] = field(default_factory=list)


def serve(address: str, fault: str) -> None:
    """Serve as the nursery does, with a fault sown into the store."""
    from service.store import engine

    engine.PRAGMAS.update(FAULTS[fault])
    nursery(address, doors=1)


def traced(folder: Path, *, acts: int, fault: str) -> tuple[Ledger, Door, Path]:
    """Let clients write to a service over a new record in ``folder`` and return what they know, and the trace."""
    ledger, door, trace = Ledger(), Door(number=0, at=int(NOW.timestamp())), folder / "trace"
    data = folder / "data"
    data.mkdir()
    command = [sys.executable, "-m", "benchmarks.power_cut", "serve", str(data / NAME), fault]
    with born([*TRACER, "-o", str(trace), *command]) as start:
        pid, port = start()
        begin(port, ledger)
        writers = [Writer(number, ledger) for number in range(WRITERS)]
        live(port, writers, door, acts=acts, last=0, pid=pid)
    return ledger, door, trace


def followed(trace: Path, disk: Disk) -> Iterator[Call]:
    """Yield each call that concerns the disk, in order."""
    with trace.open(errors="replace") as lines:
        for call in calls(lines):
            if disk.concerns(call):
                yield call


def run(folder: Path, *, cuts: int, seed: int, fault: str = "") -> Cuts:
    """Cut the power ``cuts`` times and return what was found.

    Raises
    ------
    ValueError
        If the service made calls that the model of the disk does not know.
    """
    ledger, door, trace = traced(folder, acts=max(cuts * EACH, LEAST), fault=fault)
    report = Cuts(acknowledged=len(ledger.known) + len(door.known))
    report.calls = sum(1 for _ in followed(trace, Disk(folder / "data", FILES)))
    chance = random.Random(seed)  # noqa: S311  # when the power goes is no secret
    places = set(chance.sample(range(1, report.calls), min(cuts, report.calls - 1)))
    disk = Disk(folder / "data", FILES)
    for number, call in enumerate(followed(trace, disk)):
        if number in places:
            report.cuts += 1
            for torn in (False, True):
                found = looked(
                    folder / "image", disk, ledger.until(call.at), door.until(call.at), chance if torn else None
                )
                report.images += 1
                report.broken += [f"call {number}, {'torn' if torn else 'synced only'}: {one}" for one in found]
        disk.do(call)
    report.syncs = disk.syncs
    return report


def looked(folder: Path, disk: Disk, ledger: Ledger, door: Door, chance: random.Random | None) -> list[str]:
    """Return what is wrong with the record as the disk has it after a cut."""
    folder.mkdir(mode=0o700)
    try:
        disk.image(folder, chance)
        for file in folder.iterdir():
            file.chmod(0o600)
        report = judged(str(folder / NAME), ledger, [door])
    except (ServiceError, sa.exc.SQLAlchemyError, sqlite3.Error) as error:
        return [f"the record cannot be opened: {error}"]
    finally:
        shutil.rmtree(folder)
    kinds = {name: getattr(report, name) for name in ("lost", "doubled", "halved", "invented", "findings")}
    return [f"{len(found)} {name}, first {found[0]}" for name, found in kinds.items() if found]


def main(arguments: list[str]) -> int:
    """Serve under the tracer, or run and print the report."""
    if arguments[:1] == ["serve"]:
        serve(*arguments[1:])
        return 0
    if shutil.which(TRACER[0]) is None:
        print("this needs strace (apt install strace)")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), cuts=int((arguments or ["200"])[0]), seed=1, fault="".join(arguments[1:]))
    print(found)
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
