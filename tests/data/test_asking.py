"""What `solidaritas rule` answers: by section, by alias, by name in either language, with files and guards."""

import pytest

from data import WATERLINKS, UnknownRow, asking, load_book
from data.asking import about, assumed, entry, subsections

BOOK = load_book()


def found(key):
    """Return ``table:id`` of everything that is answered."""
    return [f"{each.table}:{each.id}" for each in about(BOOK, key)]


@pytest.mark.parametrize("section", BOOK.sections)
def test_about_every_section_begins_with_its_text(section):
    """Whoever reads a citation types it and wants the text in brief first."""
    first = about(BOOK, section)[0]

    assert (first.table, first.id) == ("section", section)
    assert first.lines[0].en.startswith("In brief: ")
    assert first.lines[0].id.startswith("Ringkasnya: ")


@pytest.mark.guards("3.1.7")
def test_about_section_holds_its_rows_of_every_table():
    """A section's activity, document, step and fact are one rule told in four tables."""
    keys = found("3.1.7")

    assert {
        "section:3.1.7",
        "activity:memorandum_of_agreement",
        "document:memorandum_of_agreement",
        "step:sign_agreement",
        "statement:pilot_begins",
    } <= set(keys)
    assert "section:3.1.6" not in keys


def test_about_section_includes_its_subsections_and_not_its_neighbours():
    """3.1.1 is read with its parts A and B, and does not run on into 3.1.2."""
    keys = found("3.1.1")

    assert {"section:3.1.1-A", "section:3.1.1-A5", "section:3.1.1-B4", "number:main_team_most"} <= set(keys)
    assert "section:3.1.2" not in keys


@pytest.mark.parametrize(
    ("section", "below"),
    [
        ("3.1.1-A", ["3.1.1-A", *[f"3.1.1-A{number}" for number in range(1, 7)]]),
        ("2.7", ["2.7", "2.7-mentor", "2.7-mentee", "2.7-facilitator"]),
        ("5.1", ["5.1", "5.1.1", "5.1.2"]),
        ("2.6", ["2.6"]),
        ("title", ["title"]),
    ],
)
def test_subsections_are_those_below_in_order(section, below):
    """Letters and digits are parted differently, and 1 must not swallow 10."""
    assert list(subsections(BOOK, section)) == below


@pytest.mark.guards("contents")
def test_about_2_5_answers_the_duration():
    """The contents list calls it 2.5, the text 2.6; both are cited."""
    assert found("2.5") == [key for key in found("2.6") if key != "section:2.7"]


@pytest.mark.guards("contents")
def test_about_2_6_answers_the_duration_and_points_at_the_duties():
    """In the contents list 2.6 is Duties, so its reader is told where they are."""
    keys = found("2.6")

    assert keys[0] == "section:2.6"
    assert keys[-1] == "section:2.7"
    assert "number:pilot_months_least" in keys


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("minutes", "document:minutes"),
        ("MINUTES", "document:minutes"),
        ("Minutes of the initial meeting", "document:minutes"),
        ("Notulen pertemuan awal", "document:minutes"),
        ("notulen", "document:minutes"),
        ("MoA", "document:memorandum_of_agreement"),
        ("loi", "document:letter_of_intent"),
        ("surat kesepakatan", "document:letter_of_intent"),
        ("surat permohonan", "document:request_letter"),
        ("study_visit", "activity:study_visit"),
        ("study visit", "activity:study_visit"),
        ("in_pilot", "state:in_pilot"),
        ("in pilot", "state:in_pilot"),
        ("resipien", "role:mentee"),
        ("Ketua Umum PERPAMSI", "role:chair"),
        ("pilot_months_most", "number:pilot_months_most"),
        ("split", "travel_policy:split"),
        ("checklist:47", "checklist:47"),
        ("document:minutes", "document:minutes"),
        ("section 3.1.2", "section:3.1.2"),
        ("§ 3.1.2", "section:3.1.2"),
        ("bagian 3.1.2", "section:3.1.2"),
        ("  3.1.2  ", "section:3.1.2"),
        ("3.1.1 a5", "section:3.1.1-A5"),
        ("Pembentukan", "phase:establishment"),
    ],
)
def test_about_name_in_either_language_finds_the_row(key, row):
    """A facilitator types the word at hand, in either language and in any case."""
    assert row in found(key)


def test_about_bare_number_is_a_section_and_never_a_checklist_item():
    """Items are numbered 1 to 239, and chapter 4 must not be confused with item 4."""
    assert "checklist:4" not in found("4")


@pytest.mark.parametrize(
    ("key", "near"),
    [("minuts", "minutes"), ("3.1.77", "3.1.7"), ("kunjungan studii", "Kunjungan studi"), ("mentori", "mentor")],
)
def test_about_misspelt_name_suggests_the_right_one(key, near):
    """A typing error is answered with what was meant, not with an empty page."""
    with pytest.raises(UnknownRow) as caught:
        about(BOOK, key)

    assert near in caught.value.near
    assert "did you mean" in str(caught.value)


@pytest.mark.parametrize("key", ["", "   ", "xyzzy qqq", "9.9.9.9"])
def test_about_nonsense_is_an_unknown_row(key):
    """Nothing found is said as such; an empty answer would look like an empty section."""
    with pytest.raises(UnknownRow):
        about(BOOK, key)


def test_suggestions_are_few():
    """More than five names are a list to read, not a hint."""
    with pytest.raises(UnknownRow) as caught:
        about(BOOK, "laporann")

    assert 1 <= len(caught.value.near) <= asking.NEAR_NAMES


def test_entry_writes_references_out_by_name_in_both_languages():
    """A reader knows the Chair, not the id of its row."""
    (each,) = about(BOOK, "document:letter_of_intent")

    english = "\n".join(line.en for line in each.lines)
    indonesian = "\n".join(line.id for line in each.lines)

    assert "Signed by: Director of the mentee utility; Director of the mentor utility; Chair of PERPAMSI" in english
    assert "Disaksikan oleh: Pemerintah daerah; Dewan Pengawas perusahaan; Karyawan perusahaan resipien" in indonesian


def test_entry_of_a_step_says_what_each_gate_asks():
    """`filed:minutes` is a gate to code and a sentence to people."""
    (each,) = about(BOOK, "step:hold_meeting")

    gates = "Initial meeting (held); Initial meeting (attended by its quorum); Minutes of the initial meeting (filed)"
    assert f"Needs: {gates}" in [line.en for line in each.lines]


def test_entry_of_a_number_says_value_unit_and_who_names_it():
    """Before a board changes a number it wants to know what hangs on it."""
    (each,) = about(BOOK, "pilot_months_least")
    english = [line.en for line in each.lines]

    assert english[:2] == ["Value: 6", "Unit: calendar months"]
    assert "Named by: activity:pilot" in english


def test_entry_of_a_zero_says_zero():
    """Nought is a value; leaving it out would look like a gap."""
    (each,) = about(BOOK, "number:same_day")

    assert each.lines[0].en == "Value: 0"


def test_entry_says_yes_and_shares_in_words():
    """A policy is told by its shares and by whether it is in force."""
    (each,) = about(BOOK, "travel_policy:hosting-only")
    (default,) = about(BOOK, "travel_policy:traveller-pays")

    assert any("local transport 100" in line.en for line in each.lines)
    assert "Berlaku bila tidak dipilih yang lain: ya" in [line.id for line in default.lines]


def test_entry_of_a_referenced_number_shows_its_value():
    """`least: agreement_least` says nothing; three working days do."""
    lines = about(BOOK, "precedence:work_plan-memorandum_of_agreement")[0].lines
    value = BOOK.number("agreement_least")

    assert any(f"= {value} working days (agreement_least)" in line.en for line in lines)


def test_entry_names_the_file_of_the_row():
    """From a rule to its line in a table should take a minute."""
    assert about(BOOK, "document:minutes")[0].file == "guideline/documents.toml"


@pytest.mark.parametrize("folder", [BOOK.folder, WATERLINKS], ids=["perpamsi", "waterlinks"])
def test_every_row_of_every_table_can_be_told(folder):
    """A field without a label would break the page of the one row that has it."""
    book = load_book(folder)

    for table, row in book.all_rows():
        each = entry(book, table, row)
        assert each.lines
        assert all(line.en.partition(": ")[2] for line in each.lines)


def test_every_static_checklist_item_is_reached_by_its_section():
    """Done means that each item of the guideline can be asked for."""
    for item in BOOK.checklist.values():
        assert f"checklist:{item.id}" in found(item.section)


def test_guards_of_a_section_are_read_from_the_generated_file(tmp_path, monkeypatch):
    """The page shows which tests stand behind a rule."""
    file = tmp_path / "guards.csv"
    file.write_text(
        "section,test\n3.1.7,tests/x.py::test_a\n3.1.7,tests/x.py::test_b\n2.5,tests/x.py::test_c\n", "utf8"
    )
    monkeypatch.setattr(asking, "GUARDS", file)

    guards = about(BOOK, "document:memorandum_of_agreement")[0].guards
    others = about(BOOK, "document:minutes")[0].guards

    assert guards == ("tests/x.py::test_a", "tests/x.py::test_b")
    assert others == ()


def test_guards_without_the_file_are_none(tmp_path, monkeypatch):
    """A checkout in which the file was not yet written still answers."""
    monkeypatch.setattr(asking, "GUARDS", tmp_path / "none.csv")

    assert about(BOOK, "document:minutes")[0].guards == ()


def test_guarded_section_shows_its_tests():
    """The shipped file is wired to the answer: this very test guards 3.1.7 somewhere above."""
    guards = about(BOOK, "3.1.7")[0].guards

    assert any("test_about_section_holds_its_rows_of_every_table" in guard for guard in guards)


def test_assumed_lists_every_number_that_is_not_stated_first():
    """`rule --assumed` is the list a board reads before it trusts a plan."""
    entries = assumed(BOOK)
    numbers = [each for each in entries if each.table == "number"]

    assert [each.id for each in numbers] == [row.id for row in BOOK.numbers.values() if row.status != "stated"]
    assert list(entries[: len(numbers)]) == numbers


def test_assumed_leaves_out_what_the_guideline_states():
    """Six months are the guideline's own."""
    assert "pilot_months_least" not in {each.id for each in assumed(BOOK)}


def test_assumed_holds_rows_of_other_tables_too():
    """A split in halves or a state of withdrawal is as much an assumption as a number."""
    assert {("travel_policy", "split"), ("state", "withdrawn")} <= {(each.table, each.id) for each in assumed(BOOK)}


def test_assumed_entry_gives_its_reason():
    """An assumption without a reason is a guess."""
    without = [each.id for each in assumed(BOOK) if not any(line.en.startswith("Note: ") for line in each.lines)]

    assert without == []
