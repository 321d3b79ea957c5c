"""The door: only a plain, small, undamaged .xlsx comes through, whatever its name says.

Everything here is decided on the zip's own index, before a single part is unpacked.
"""

import io
import zipfile
import zlib
from pathlib import Path

from service.workbook.faults import CellFault, WorkbookFaults, file_fault

# Bytes of a file: a year of 500 letters has about 0.3 MB; logos and photographs may come on top.
MOST_BYTES = 8 * 1024 * 1024

# Bytes of one XML part and of all parts unpacked: a year of 500 letters has 3 MB; far beyond it lies a bomb.
MOST_PART_BYTES = 16 * 1024 * 1024
MOST_UNPACKED_BYTES = 48 * 1024 * 1024

# Zip members: a workbook of 12 sheets has about 30, with comments and pictures some 60.
MOST_PARTS = 500

# Bytes read from a part at a time.
CHUNK_BYTES = 65536

# First bytes of what people send instead, and the mark of a member in a zip's index.
ZIP, EMPTY_ZIP, OLE, PDF, RTF = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf"
MEMBER = b"PK\x01\x02"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

# Bit 0 of a zip member's flags: it is locked with a password.
LOCKED = 1

AS_XLSX = ("save it as an Excel workbook (.xlsx)", "simpan sebagai buku kerja Excel (.xlsx)")

# Parts that make a workbook do things or fetch things; what they are called in the two languages.
ACTIVE_PARTS = {
    "xl/vbaproject.bin": ("macros", "makro"),
    "xl/macrosheets/": ("macros", "makro"),
    "xl/dialogsheets/": ("dialog sheets", "lembar dialog"),
    "xl/externallinks/": ("links to other files", "tautan ke berkas lain"),
    "xl/connections.xml": ("data connections", "koneksi data"),
    "xl/querytables/": ("data connections", "koneksi data"),
    "xl/embeddings/": ("embedded files", "berkas tersemat"),
    "xl/activex/": ("controls", "kontrol ActiveX"),
}


class Archive:
    """A zip whose members are few, small and harmless.

    Parameters
    ----------
    source
        A path, or the bytes of a file.

    Raises
    ------
    WorkbookFaults
        When the file is not a plain .xlsx, or is larger than a year can be.
    """

    def __init__(self, source: Path | str | bytes) -> None:
        """Judge the file by its first bytes and its index."""
        data = bytes_of(source)
        _check_kind(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, UnicodeDecodeError) as error:
            raise WorkbookFaults([_damaged()]) from error
        faults = _check_members(self._zip.infolist())
        if faults:
            raise WorkbookFaults(faults)
        self._names = {name.casefold(): name for name in self._zip.namelist()}

    def has(self, name: str) -> bool:
        """Whether there is a part of that name; case does not count."""
        return name.casefold() in self._names

    def read(self, name: str) -> bytes:
        """Return a part unpacked.

        Raises
        ------
        WorkbookFaults
            When the part is missing, damaged, or larger than a part can be.
        """
        if not self.has(name):
            raise WorkbookFaults([_damaged()])
        member = self._zip.getinfo(self._names[name.casefold()])
        if member.file_size > MOST_PART_BYTES:
            raise WorkbookFaults([_too_large()])
        try:
            with self._zip.open(member) as part:
                return b"".join(iter(lambda: part.read(CHUNK_BYTES), b""))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            raise WorkbookFaults([_damaged()]) from error


def bytes_of(source: Path | str | bytes) -> bytes:
    """Return the file's bytes; a file that is too large is not read."""
    if isinstance(source, bytes):
        size, data = len(source), source
    else:
        path = Path(source)
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= MOST_BYTES else b""
        except OSError as error:
            raise WorkbookFaults([_unreadable(path.name, error.strerror or "")]) from error
    if size > MOST_BYTES:
        raise WorkbookFaults([_too_large()])
    return data


def _check_kind(data: bytes) -> None:
    if data.startswith(ZIP):
        if data.count(MEMBER) > MOST_PARTS:
            raise WorkbookFaults([_too_many_parts()])
        return
    if not data.strip(b"\0 \r\n\t"):
        raise WorkbookFaults([file_fault("the file is empty", "berkas ini kosong")])
    if data.startswith(OLE):
        locked = ENCRYPTED_PACKAGE in data
        en = "is locked with a password; remove the password" if locked else "has the old format .xls"
        indonesian = "terkunci dengan kata sandi; hapus kata sandinya" if locked else "berformat lama .xls"
        raise WorkbookFaults([_not_xlsx(en, indonesian)])
    for mark, en, indonesian in (
        (PDF, "is a PDF", "berupa PDF"),
        (RTF, "is a text document", "berupa dokumen teks"),
        (EMPTY_ZIP, "is an empty archive", "berupa arsip kosong"),
    ):
        if data.startswith(mark):
            raise WorkbookFaults([_not_xlsx(en, indonesian)])
    raise WorkbookFaults([_not_xlsx("is not an Excel workbook", "bukan buku kerja Excel")])


def _check_members(members: list[zipfile.ZipInfo]) -> list[CellFault]:
    """Return what is wrong with the zip's index."""
    names = [member.filename.casefold() for member in members]
    if len(members) > MOST_PARTS:
        return [_too_many_parts()]
    if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        return [_too_large()]
    if any(member.flag_bits & LOCKED for member in members):
        return [
            _not_xlsx("is locked with a password; remove the password", "terkunci dengan kata sandi; hapus sandinya")
        ]
    if len(set(names)) < len(names) or any(_leaves(name) for name in names):
        return [_forbidden()]
    if any(member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for member in members):
        return [_damaged()]
    return _check_content(names)


def _check_content(names: list[str]) -> list[CellFault]:
    """Return what is wrong with the kinds of parts: another program's file, or parts that act or fetch."""
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        return [_foreign(names)]
    return _check_active(names)


def _check_active(names: list[str]) -> list[CellFault]:
    found = {words for name in names for mark, words in ACTIVE_PARTS.items() if name == mark or name.startswith(mark)}
    return [
        file_fault(
            f"the file holds {en}, which are never run or followed; {AS_XLSX[0]} without them",
            f"berkas berisi {indonesian}, yang tidak pernah dijalankan atau diikuti; {AS_XLSX[1]} tanpa itu",
        )
        for en, indonesian in sorted(found)
    ]


def _foreign(names: list[str]) -> CellFault:
    if "mimetype" in names and "content.xml" in names:
        return _not_xlsx("is an OpenDocument file (.ods)", "berformat OpenDocument (.ods)")
    if any(name.startswith("word/") for name in names):
        return _not_xlsx("is a Word document", "berupa dokumen Word")
    if any(name.startswith("ppt/") for name in names):
        return _not_xlsx("is a presentation", "berupa presentasi")
    return _not_xlsx("is not an Excel workbook", "bukan buku kerja Excel")


def _leaves(name: str) -> bool:
    """Whether a member's name would leave the folder it is unpacked to."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def _not_xlsx(en: str, indonesian: str) -> CellFault:
    return file_fault(f"the file {en}; {AS_XLSX[0]}", f"berkas ini {indonesian}; {AS_XLSX[1]}")


def _too_large() -> CellFault:
    most, unpacked = MOST_BYTES // 1000 // 1000, MOST_UNPACKED_BYTES // 1000 // 1000
    return file_fault(
        f"the file is larger than the workbook of a year can be (about {most} MB, {unpacked} MB unpacked); "
        "start from a fresh template and copy the values into it",
        f"berkas lebih besar daripada buku kerja satu tahun (sekitar {most} MB, {unpacked} MB setelah dibuka); "
        "mulai dari templat baru dan salin isinya ke sana",
    )


def _too_many_parts() -> CellFault:
    return file_fault(
        f"the file holds more than {MOST_PARTS} parts; start from a fresh template and copy the values into it",
        f"berkas berisi lebih dari {MOST_PARTS} bagian; mulai dari templat baru dan salin isinya ke sana",
    )


def _forbidden() -> CellFault:
    return file_fault(
        "the file holds parts with doubled or forbidden names and is not opened; "
        "open it with Excel or LibreOffice and save it again",
        "berkas berisi bagian bernama ganda atau terlarang dan tidak dibuka; "
        "buka dengan Excel atau LibreOffice lalu simpan ulang",
    )


def _damaged() -> CellFault:
    return file_fault(
        "the file is damaged or incomplete; open it with Excel or LibreOffice and save it again",
        "berkas rusak atau tidak lengkap; buka dengan Excel atau LibreOffice lalu simpan ulang",
    )


def _unreadable(name: str, reason: str) -> CellFault:
    return file_fault(f"{name} cannot be read: {reason}", f"{name} tidak dapat dibaca: {reason}")
