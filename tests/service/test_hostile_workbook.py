"""Files made to harm or to confuse: each is refused with a sentence that says why, before it costs time or memory."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from service.workbook import archive
from tests.service.workbook_cases import SMALL, as_excel_writes, faults_of, read, rezipped, written

LETTERS = "xl/worksheets/sheet6.xml"
NEEDS = "xl/worksheets/sheet7.xml"
BUDGET = "xl/worksheets/sheet11.xml"


def only(data: bytes) -> str:
    """Return the English sentence of the one fault of a file."""
    (fault,) = faults_of(data)
    assert fault.expected.id != fault.expected.en
    return fault.expected.en


def plain(name="catatan.txt", text=b"x") -> bytes:
    """Return a zip that is no workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is empty"),
        (b"\0" * 5000, "the file is empty"),
        (b"utility;budget\r\nA;1\r\n", "is not an Excel workbook"),
        (b"%PDF-1.7\n%...", "is a PDF"),
        (b"{\\rtf1 hello}", "is a text document"),
        (b"MZ\x90\x00" + bytes(range(256)), "is not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has the old format .xls"),
        (b"\xd0\xcf\x11\xe0" + bytes(64) + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"PK\x05\x06" + bytes(18), "is an empty archive"),
        (b"PK\x03\x04garbage", "damaged or incomplete"),
        (plain(), "is not an Excel workbook"),
        (plain("word/document.xml"), "is a Word document"),
    ],
)
def test_file_that_is_no_workbook_is_told_what_it_is(data, sentence) -> None:
    """Whatever its name, the first bytes tell; the user learns what to save it as."""
    assert sentence in only(data)


def test_opendocument_and_word_files_are_told_what_they_are() -> None:
    """LibreOffice saves .ods unless asked otherwise."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", "<x/>")
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as target:
        target.writestr("[Content_Types].xml", "<x/>")
        target.writestr("word/document.xml", "<x/>")

    assert "OpenDocument" in only(stream.getvalue())
    assert "Word document" in only(word.getvalue())


@pytest.mark.parametrize("share", [2, 3, 10, 50])
def test_truncated_file_is_refused(share) -> None:
    """Half an upload is an everyday fault."""
    data = written()

    assert "damaged or incomplete" in only(data[: len(data) // share])


def test_file_with_a_flipped_byte_is_refused_or_read_the_same() -> None:
    """A byte lost on a memory stick must never change what is read."""
    data = written()

    for position in range(200, len(data), len(data) // 40):
        bent = bytearray(data)
        bent[position] ^= 0xFF
        try:
            intake = read(bytes(bent))
        except ValueError:
            continue
        assert intake == SMALL


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("xl/vbaProject.bin", "holds macros"),
        ("xl/macrosheets/sheet1.xml", "holds macros"),
        ("xl/externalLinks/externalLink1.xml", "holds links to other files"),
        ("xl/connections.xml", "holds data connections"),
        ("xl/embeddings/oleObject1.bin", "holds embedded files"),
        ("xl/activeX/activeX1.xml", "holds controls"),
        ("../../../../x/slip.txt", "forbidden names"),
        ("/etc/x", "forbidden names"),
        ("xl\\..\\..\\x", "forbidden names"),
        ("C:/x", "forbidden names"),
    ],
)
def test_part_that_acts_fetches_or_leaves_the_folder_is_refused(name, sentence) -> None:
    """None of these is ever opened; the user is told what to save without."""
    assert sentence in only(rezipped(written(), {}, {name: b"x"}))


def test_part_that_stands_twice_is_refused() -> None:
    """Two readers may see two different workbooks in one file; capital letters do not make it another name."""
    assert "doubled" in only(rezipped(written(), {}, {"XL/WORKBOOK.XML": b"<x/>"}))


def test_member_locked_with_a_password_is_refused() -> None:
    """A locked member cannot be read without asking for a password, which a batch run cannot."""
    data = bytearray(written())
    at = data.rindex(b"PK\x01\x02")
    (flags,) = struct.unpack_from("<H", data, at + 8)
    struct.pack_into("<H", data, at + 8, flags | 1)

    assert "locked with a password" in only(bytes(data))


def test_member_of_an_unknown_packing_is_refused() -> None:
    """Spreadsheet programs only store or deflate."""
    data = bytearray(written())
    struct.pack_into("<H", data, data.rindex(b"PK\x01\x02") + 10, 99)

    assert "damaged" in only(bytes(data))


def test_file_beyond_the_size_limit_is_refused_unread() -> None:
    """The limit stands before anything is parsed."""
    assert "larger than the workbook of a year" in only(b"PK\x03\x04" + bytes(archive.MOST_BYTES))


def test_file_at_the_size_limit_is_not_refused_for_its_size() -> None:
    """The other side of the boundary: what is wrong with it is something else."""
    assert "damaged" in only(b"PK\x03\x04" + bytes(archive.MOST_BYTES - 4))


def test_zip_bomb_is_refused_on_its_index() -> None:
    """Half a megabyte that unpacks to hundreds must cost neither time nor memory."""
    bomb = rezipped(written(), {}, {"xl/media/image1.png": bytes(archive.MOST_UNPACKED_BYTES)})

    tracemalloc.start()
    try:
        assert "larger than the workbook of a year" in only(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < archive.MOST_PART_BYTES


def test_sheet_that_unpacks_to_a_million_rows_is_refused() -> None:
    """80 kilobytes of the same row kept a plain importer busy for 50 seconds."""
    rows = b'<row><c t="n"><v>1</v></c></row>' * 1_000_000
    bomb = rezipped(written(), {LETTERS: lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")})

    assert "larger than the workbook of a year" in only(bomb)


def test_bomb_that_lies_about_its_size_is_refused() -> None:
    """The index may state less than a part unpacks to; no more than stated is ever read, and it then does not fit."""
    data = bytearray(rezipped(written(), {}, {"xl/extra.xml": bytes(1_000_000)}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)

    assert read(bytes(data)) == SMALL  # the part is none of ours, so it is not unpacked at all
    with pytest.raises(ValueError, match="damaged"):
        archive.Archive(bytes(data)).read("xl/extra.xml")


def test_archive_of_many_parts_is_refused() -> None:
    """Twenty thousand members are no workbook."""
    many = rezipped(written(), {}, {f"xl/media/x{number}.png": b"x" for number in range(archive.MOST_PARTS)})

    assert "more than 500 parts" in only(many)


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE l SYSTEM "http://127.0.0.1/x.dtd">',
        b"<!DOCTYPE l>",
    ],
)
@pytest.mark.parametrize("part", [LETTERS, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_entity_trick_is_refused_in_every_part(doctype, part) -> None:
    """Expansion and fetching both need a document type, which no spreadsheet program writes."""

    def change(data: bytes) -> bytes:
        head, _, rest = data.partition(b"?>") if data.startswith(b"<?xml") else (b"<?xml version='1.0'", b"", data)
        return head + b"?>" + doctype + rest

    assert "XML entities" in only(rezipped(as_excel_writes(written()), {part: change}))


def test_endless_nesting_is_refused() -> None:
    """Depth costs memory; sheets are shallow."""
    deep = b"<a>" * 100_000

    assert "nests endlessly" in only(rezipped(written(), {LETTERS: lambda part: part.replace(b"<sheetData>", deep)}))


def test_broken_xml_is_refused() -> None:
    """A part cut in the middle is damage, not an empty sheet."""
    assert "not well formed" in only(rezipped(written(), {LETTERS: lambda part: part[: len(part) // 2]}))


def test_missing_part_is_refused() -> None:
    """A sheet that the index names but the file lacks is damage."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written())) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            if name != LETTERS:
                target.writestr(name, source.read(name))

    assert "damaged" in only(stream.getvalue())
