"""The power goes while clients write: what was acknowledged is on the disk, however the rest was torn."""

import random
import shutil
import subprocess

import pytest

from benchmarks.disk import SECTOR, TRACER, Disk, calls
from benchmarks.power_cut import run

# More cuts are asked for by hand: python -m benchmarks.power_cut 200
CUTS, FEW = 12, 3


def traces():
    """Whether strace is there and may look at a process here."""
    if shutil.which(TRACER[0]) is None:
        return False
    return subprocess.run([*TRACER, "true"], capture_output=True, check=False).returncode == 0


needs_strace = pytest.mark.skipif(not traces(), reason="no strace, or it may not trace here (apt install strace)")


@needs_strace
def test_power_cuts_lose_double_and_invent_nothing(tmp_path):
    """A 2xx answer is a promise even when the machine goes dark the moment after."""
    report = run(tmp_path, cuts=CUTS, seed=1)

    assert report.broken == []
    assert (report.cuts, report.images) == (CUTS, 2 * CUTS)
    assert report.syncs > report.acknowledged > 0


@needs_strace
def test_store_that_does_not_sync_every_commit_is_found_out(tmp_path):
    """Many guides advise synchronous=NORMAL; a harness that lets it pass would let anything pass."""
    assert run(tmp_path, cuts=FEW, seed=1, fault="normal").broken


def disk(tmp_path, *told):
    """Return the disk after some calls on a file in a folder; each has its thread before it."""
    found = Disk(tmp_path, ["a"])
    lines = (f"{one.partition(' ')[0]} 1.5 {one.partition(' ')[2]}" for one in told)
    for call in calls(line.replace("FILE", f"3<{tmp_path}/a>").replace("FOLDER", f"4<{tmp_path}>") for line in lines):
        assert found.concerns(call)
        found.do(call)
    return found


def kept(found, tmp_path, chance=None):
    """Return the bytes of the file after a cut, None where it is not there."""
    folder = tmp_path / "image"
    folder.mkdir(exist_ok=True)
    (folder / "a").unlink(missing_ok=True)
    found.image(folder, chance)
    return (folder / "a").read_bytes() if (folder / "a").exists() else None


WRITE, MORE = r'pwrite64(FILE, "a\0\33\"", 4, 0) = 4', 'pwrite64(FILE, "zz", 2, 1) = 2'
SYNC, NAMES, UNLINK = "fdatasync(FILE) = 0", "fsync(FOLDER) = 0", '1 unlink("{}/a") = 0'


@pytest.mark.parametrize(
    ("told", "bytes_"),
    [
        ((f"1 {WRITE}", f"1 {SYNC}", f"1 {NAMES}"), b'a\0\x1b"'),
        ((f"1 {WRITE}", f"1 {SYNC}"), None),
        ((f"1 {WRITE}", f"1 {NAMES}"), b""),
        ((f"1 {WRITE}", f"1 {SYNC}", f"1 {NAMES}", f"1 {MORE}", "1 ftruncate(FILE, 1) = 0"), b'a\0\x1b"'),
        ((f"1 {WRITE}", "1 ftruncate(FILE, 1) = 0", f"1 {SYNC}", f"1 {NAMES}"), b"a"),
        ((f"1 {WRITE}", f"1 {SYNC}", f"1 {NAMES}", UNLINK), b'a\0\x1b"'),
        ((f"1 {WRITE}", f"1 {SYNC}", f"1 {NAMES}", UNLINK, f"1 {NAMES}"), None),
        (("1 fsync(FILE) = -1 EIO (Input/output error)", f"1 {NAMES}"), None),
        ((f"1 {NAMES}", '1 pwrite64(FILE, "a", 1, 0) = ?'), None),
    ],
)
def test_disk_keeps_what_was_synced_and_nothing_else(tmp_path, told, bytes_):
    """The model has to be at least as cruel as a disk, or its verdict is worth nothing."""
    assert kept(disk(tmp_path, *(one.replace("{}", str(tmp_path)) for one in told)), tmp_path) == bytes_


def test_sync_keeps_only_what_was_written_before_it_began(tmp_path):
    """What another thread writes during a sync is not sure when it ends."""
    told = (
        f"1 {NAMES}",
        f"1 {WRITE}",
        "1 fdatasync(FILE <unfinished ...>",
        f"2 {MORE}",
        "1 <... fdatasync resumed>) = 0",
    )
    found = disk(tmp_path, *told, f"1 {NAMES}")

    assert kept(found, tmp_path) == b'a\0\x1b"'


def test_torn_file_holds_some_sectors_of_what_was_not_synced(tmp_path):
    """A write of several sectors may land in part, and a later one without an earlier one."""
    many = 40
    whole = "".join(chr(ord("a") + number % 26) * SECTOR for number in range(many))
    found = disk(tmp_path, f"1 {NAMES}", f'1 pwrite64(FILE, "{whole}", {len(whole)}, 0) = {len(whole)}', f"1 {NAMES}")
    torn = kept(found, tmp_path, random.Random(1))  # noqa: S311  # sectors, no secrets
    sectors = [torn[place : place + SECTOR] for place in range(0, len(torn), SECTOR)]
    right = [whole[place : place + SECTOR].encode() for place in range(0, len(whole), SECTOR)]

    assert {*sectors} <= {*right, bytes(SECTOR)}
    assert 0 < sum(one == two for one, two in zip(sectors, right, strict=False)) < many


def test_call_that_the_model_does_not_know_is_an_error(tmp_path):
    """A service that begins to write in another way must not pass because nobody looked."""
    with pytest.raises(ValueError, match="does not know"):
        disk(tmp_path, '1 pwritev(FILE, [{iov_base="a", iov_len=1}], 1, 0) = 1')
