"""A folder of tables becomes one frozen book, or every fault of it is told at once."""

import dataclasses

import pytest

from data import PERPAMSI, WATERLINKS, BookError, UnknownRow, load_book
from data.loading import read_book
from tests.data.seeding import add, copy_book, seed

ROLE = '[[role]]\nid = "{id}"\nname = {{ en = "A", id = "A" }}\nsection = "2.1"\nkind = "{kind}"\n'
NUMBER = '[[number]]\nid = "x"\nname = {{ en = "A", id = "A" }}\nsection = "2.1"\n{rest}\n'


def refused(folder):
    """Return the faults with which a folder is refused."""
    with pytest.raises(BookError) as caught:
        load_book(folder)
    return caught.value.faults


@pytest.mark.parametrize("folder", [PERPAMSI, WATERLINKS], ids=["perpamsi", "waterlinks"])
def test_load_book_shipped_folder_passes_every_check(folder):
    """Both shipped books must be usable as they are, or nothing else runs."""
    book = load_book(folder)

    assert book.folder == folder
    assert book.programme.name.en


def test_load_book_without_argument_is_the_solidarity_partnership():
    """The programme this software was made for is the one that needs no naming."""
    assert load_book().programme.facilitator == "PERPAMSI"


def test_load_book_twice_returns_the_same_object():
    """Solvers and pages share one book, so it is read once."""
    assert load_book() is load_book(str(PERPAMSI))


def test_book_is_frozen():
    """Nobody may change the guideline while a plan is being made."""
    book = load_book()

    with pytest.raises(dataclasses.FrozenInstanceError):
        book.fingerprint = ""
    with pytest.raises(TypeError):
        book.roles["mentor"] = None


def test_fingerprint_of_a_changed_book_differs(tmp_path):
    """A result cites the book by fingerprint, so one changed value must show."""
    folder = copy_book(tmp_path)
    before = read_book(folder).fingerprint

    seed(folder, "guideline/numbers.toml", "value = 8", new="value = 9")

    assert read_book(folder).fingerprint != before


def test_fingerprint_of_a_copy_is_the_same(tmp_path):
    """The fingerprint is of the words, not of the place where they lie."""
    assert read_book(copy_book(tmp_path)).fingerprint == load_book().fingerprint


def test_files_names_the_file_of_every_row():
    """`solidaritas rule` tells in which file a row stands, so every row has one."""
    book = load_book()

    missing = [f"{table}:{row.id}" for table, row in book.all_rows() if f"{table}:{row.id}" not in book.files]

    assert missing == []
    assert book.files["document:minutes"] == "guideline/documents.toml"


def test_unreadable_toml_is_told_with_its_file(tmp_path):
    """A typing error in one file must not look like a fault of another."""
    folder = copy_book(tmp_path)
    add(folder, "guideline/roles.toml", "[[role\n")

    assert refused(folder)[0].file == "guideline/roles.toml"


def test_bytes_that_are_not_utf8_are_told(tmp_path):
    """An editor with another encoding is a fault of the file, not a crash."""
    folder = copy_book(tmp_path)
    (folder / "guideline" / "odd.toml").write_bytes(b'x = "\xff"')

    assert [fault.file for fault in refused(folder)] == ["guideline/odd.toml"]


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[[paper]]\nid = 'x'\n", "paper", "no such table"),
        ("[extra]\nid = 'x'\n", "extra", "no such table"),
        (ROLE.format(id="x", kind="king"), "role.x.kind", "expected one of"),
        (ROLE.format(id="mentor", kind="party"), "role.mentor", "stands twice"),
        (ROLE.format(id="x", kind="party") + "colour = 'red'\n", "role.x.colour", "no such key"),
        ("[[role]]\nid = 'x'\nsection = '2.1'\nkind = 'party'\n", "role.x.name", "is missing"),
        ("[[role]]\nid = 'x'\nname = { en = 'A' }\nsection = ''\nkind = 'party'\n", "role.x.name", "write a text as"),
        (
            "[[role]]\nid = 'x'\nname = { en = 'A', id = ' ' }\nsection = ''\nkind = 'party'\n",
            "role.x.name",
            "needs both languages",
        ),
        (
            NUMBER.format(rest="value = 6.5\nunit = 'days'\nsince = 2026-01-01\nsource = 's'"),
            "number.x.value",
            "expected int",
        ),
        (
            NUMBER.format(rest="value = true\nunit = 'days'\nsince = 2026-01-01\nsource = 's'"),
            "number.x.value",
            "expected int",
        ),
        (
            NUMBER.format(rest="value = 6\nunit = 'days'\nsince = '2026-01-01'\nsource = 's'"),
            "number.x.since",
            "expected date",
        ),
        (
            "[[state]]\nid = 'x'\nname = { en = 'A', id = 'A' }\nsection = '2.1'\ninitial = 'yes'\n",
            "state.x.initial",
            "expected bool",
        ),
        (
            "[[cost_rule]]\nid = 'x'\nname = {en='A', id='A'}\nsection = '4.1'\npayer = 'host'\ncovers = 'fare'\n",
            "cost_rule.x.covers",
            "expected a list",
        ),
        (
            "[[travel_policy]]\nid = 'x'\nname = {en='A', id='A'}\nsection = '4.1'\ntravellers=[]\nhost_percent=5\n",
            "travel_policy.x.host_percent",
            "expected a table",
        ),
    ],
)
def test_faulty_row_is_told_with_key_and_expectation(tmp_path, text, key, reason):
    """Whoever edits a table has to see which key of which row is wrong and what was expected."""
    folder = copy_book(tmp_path)
    (folder / "z.toml").write_text(text, encoding="utf8")

    (fault,) = refused(folder)

    assert (fault.file, fault.key) == ("z.toml", key)
    assert reason in fault.reason


def test_table_written_as_one_section_is_told(tmp_path):
    """`[role]` instead of `[[role]]` is the commonest slip in TOML."""
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "a.toml").write_text("[role]\nid = 'x'\n", encoding="utf8")

    assert "write rows as [[role]]" in {fault.reason for fault in refused(folder)}


@pytest.mark.parametrize("text", ["role = [1, 2]\n", "role = 'mentor'\n"])
def test_rows_that_are_no_tables_are_told(tmp_path, text):
    """A list of bare values is no row, and must not crash the reader."""
    folder = copy_book(tmp_path)
    (folder / "z.toml").write_text(text, encoding="utf8")

    assert [(fault.key, fault.reason) for fault in refused(folder)] == [("role", "write rows as [[role]]")]


def test_text_that_is_a_number_is_told(tmp_path):
    """A text is words; a bare number is a slip of the editor."""
    folder = copy_book(tmp_path)
    (folder / "z.toml").write_text(
        "[[role]]\nid = 'x'\nname = {en = 1, id = 2}\nsection = ''\nkind = 'party'\n", "utf8"
    )

    assert [fault.key for fault in refused(folder)] == ["role.x.name"]


def test_row_without_id_is_told_by_its_place(tmp_path):
    """A row that has no name yet can only be found by counting."""
    folder = copy_book(tmp_path)
    (folder / "extra.toml").write_text("[[role]]\nkind = 'party'\n", encoding="utf8")

    assert "role.row 1.id" in {fault.key for fault in refused(folder)}


@pytest.mark.parametrize("count", [0, 2])
def test_book_needs_exactly_one_programme(tmp_path, count):
    """A book without a programme is nobody's, one with two is contradictory."""
    folder = copy_book(tmp_path)
    text = (folder / "programme.toml").read_text(encoding="utf8")
    (folder / "programme.toml").write_text(
        "\n".join(text.replace('"pks"', f'"pks{number}"') for number in range(count)), encoding="utf8"
    )

    assert "exactly one programme row" in refused(folder)[0].reason


def test_faults_of_several_files_are_told_together(tmp_path):
    """Mending one fault per run would take a morning."""
    folder = copy_book(tmp_path)
    seed(folder, "guideline/roles.toml", 'kind = "party"', new='kind = "king"')
    seed(folder, "guideline/phases.toml", "number = 1", new='number = "one"')
    add(folder, "guideline/finance.toml", "[[unknown]]\n")

    assert {fault.file for fault in refused(folder)} == {
        "guideline/roles.toml",
        "guideline/phases.toml",
        "guideline/finance.toml",
    }


def test_book_error_prints_one_fault_a_line(tmp_path):
    """The message is read in a terminal, so each fault has a line with file, key and reason."""
    folder = copy_book(tmp_path)
    seed(folder, "guideline/documents.toml", 'owner = "facilitator"', new='owner = "fasilitator"')
    seed(folder, "guideline/documents.toml", 'owner = "mentor"', new='owner = "mentr"')

    with pytest.raises(BookError) as caught:
        load_book(folder)

    assert len(str(caught.value).splitlines()) == 2
    assert "did you mean mentor?" in str(caught.value)


def test_book_number_returns_the_value():
    """Solvers ask for values by name only."""
    assert load_book().number("report_parts") == 6


def test_book_number_unknown_is_an_unknown_row():
    """A misspelt number must stop the run, not read as zero."""
    with pytest.raises(UnknownRow, match="no number named 'pilot_weeks'"):
        load_book().number("pilot_weeks")


def test_book_table_unknown_is_an_unknown_row():
    """A misspelt table is the same mistake one level higher."""
    with pytest.raises(UnknownRow):
        load_book().table("papers")


def test_book_table_programme_holds_the_one_programme():
    """The programme answers like any other table, so that nothing treats it apart."""
    book = load_book()

    assert book.table("programme") == {book.programme.id: book.programme}
