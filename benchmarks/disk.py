"""A folder as a disk keeps it that loses its power: made from the calls that a program really made to the system.

``strace`` writes every call down; from that, the folder is made again as it may stand at any moment.  The model: bytes,
sizes, new names and removed names are sure once the file, or for names the folder, was synced.  Until then each
512-byte sector, each new size and each name is there or not, whatever the others do.
"""

import ast
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# A disk writes whole sectors; the oldest and smallest have 512 bytes.
SECTOR = 512
CALLS = "pwrite64,write,writev,pwritev,ftruncate,fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat2"
# Bytes of a call that are written down: more than any page or frame has.
LONGEST = 1_048_576
# Letters at the end of a call in which its outcome stands.
MOST = 200
TRACER = [
    "strace",
    "-f",
    "--seccomp-bpf",
    "-ttt",
    "-y",
    "-s",
    str(LONGEST),
    "-e",
    f"trace={CALLS}",
    "-e",
    "signal=none",
]

LINE = re.compile(r"(\d+)\s+(\d+\.\d+)\s+(?:<\.\.\. (\w+) resumed>)?(.*)", re.DOTALL)
BEGUN = re.compile(r"(\w+)\((.*)", re.DOTALL)
UNFINISHED = "<unfinished ...>"
# A call that failed answers -1, and one under which the program was killed a question mark.
DONE = re.compile(r"\)\s*= \d")
ON_FILE = re.compile(r"\d+<([^>]*)>")
DATA = re.compile(r'("(?:[^"\\]|\\.)*"), (\d+), (\d+)\s*\) += (\d+)', re.DOTALL)
SIZE = re.compile(r"\d+<[^>]*>, (\d+)\s*\)")
NAMED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: who made it, when (seconds), what, and whether it begins, ends, or does both at once."""

    thread: str
    at: float
    name: str
    told: str
    begins: bool = True
    ends: bool = True


def calls(lines: Iterable[str]) -> Iterator[Call]:
    """Yield every call that succeeded, in the order of the trace; a sync also where it begins."""
    begun: dict[str, str] = {}
    for line in lines:
        found = LINE.match(line.rstrip("\n"))
        if found is None:
            continue
        thread, at, resumed, told = found[1], float(found[2]), found[3], found[4]
        if resumed:
            name, told = resumed, begun.pop(thread, "") + told
        elif (start := BEGUN.match(told)) is None:
            continue
        else:
            name, told = start[1], start[2]
        is_sync = name in {"fsync", "fdatasync"}
        if told.endswith(UNFINISHED):
            begun[thread] = told.removesuffix(UNFINISHED)
            if is_sync:
                yield Call(thread=thread, at=at, name=name, told=told, ends=False)
        elif DONE.search(told[-MOST:]):
            yield Call(thread=thread, at=at, name=name, told=told, begins=not (is_sync and resumed))


@dataclass
class File:
    """Bytes that are sure, and what was written since: a place with bytes, or a new size."""

    sure: bytearray = field(default_factory=bytearray)
    loose: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self, many: int) -> None:
        """Make the first ``many`` loose writes sure."""
        for place, data in self.loose[:many]:
            _put(self.sure, place, data)
        del self.loose[:many]

    def torn(self, chance: random.Random) -> bytes:
        """Return the file with some of what is loose."""
        found = bytearray(self.sure)
        for place, data in self.loose:
            if data is None:
                if chance.random() < 1 / 2:
                    _put(found, place, None)
                continue
            for first in range(0, len(data), SECTOR):
                if chance.random() < 1 / 2:
                    _put(found, place + first, data[first : first + SECTOR])
        return bytes(found)


def _put(found: bytearray, place: int, data: bytes | None) -> None:
    end = place + len(data or b"")
    if len(found) < end:
        found.extend(bytes(end - len(found)))
    if data is None:
        del found[place:]
    else:
        found[place:end] = data


class Disk:
    """The files of some ``names`` in one folder; a file is there from its first write on."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self.folder, self.names = str(folder.resolve()), frozenset(names)
        self.now: dict[str, File] = {}
        self.sure: dict[str, File] = {}
        self.syncs = 0
        self._syncing: dict[str, tuple[File, int] | dict[str, File]] = {}

    def concerns(self, call: Call) -> bool:
        """Whether a call is about one of the files, or syncs the folder with their names."""
        path = self._path(call)
        if path == self.folder:
            return call.name in {"fsync", "fdatasync"}
        folder, _, name = path.rpartition("/")
        return folder == self.folder and name in self.names

    def _path(self, call: Call) -> str:
        found = NAMED.search(call.told) if call.name in {"unlink", "unlinkat"} else ON_FILE.match(call.told)
        return found[1] if found else ""

    def do(self, call: Call) -> None:
        """Do a call that concerns the disk.

        Raises
        ------
        ValueError
            For one that the model does not know.
        """
        path = self._path(call)
        if path == self.folder:
            self._sync(call, dict(self.now))
            return
        name = path.rpartition("/")[2]
        if call.name in {"unlink", "unlinkat"}:
            self.now.pop(name, None)
            return
        file = self.now.setdefault(name, File())
        if call.name == "pwrite64" and (told := DATA.search(call.told)):
            file.loose.append((int(told[3]), written(told[1])[: int(told[4])]))
        elif call.name == "ftruncate" and (told := SIZE.match(call.told)):
            file.loose.append((int(told[1]), None))
        elif call.name in {"fsync", "fdatasync"}:
            self._sync(call, (file, len(file.loose)))
        else:
            msg = f"the model does not know {call.name} on {name}: {call.told[-MOST:]}"
            raise ValueError(msg)

    def _sync(self, call: Call, what: tuple[File, int] | dict[str, File]) -> None:
        """Keep what stood there when a sync began, once it ends."""
        if call.begins:
            self._syncing[call.thread] = what
        if not call.ends:
            return
        self.syncs += 1
        done = self._syncing.pop(call.thread)
        if isinstance(done, dict):
            self.sure = done
        else:
            done[0].sync(done[1])

    def image(self, folder: Path, chance: random.Random | None = None) -> None:
        """Write the folder as it stands after a cut: what is sure, and with ``chance`` some of what is not."""
        for name in sorted(self.now.keys() | self.sure.keys()):
            entries = self.now if chance and chance.random() < 1 / 2 else self.sure
            if name in entries:
                file = entries[name]
                (folder / name).write_bytes(file.torn(chance) if chance else bytes(file.sure))


def written(told: str) -> bytes:
    """Return the bytes that a quoted text of strace stands for; its escapes are those of C and of Python."""
    found = ast.literal_eval(f"b{told}")
    assert isinstance(found, bytes)
    return found
