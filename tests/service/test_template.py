"""The empty workbook: it explains itself in two languages, offers every list, and opens in a spreadsheet program."""

import io
import shutil
import subprocess

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from data import load_book
from data.country import load_country
from service.workbook.format import load_format
from service.workbook.template import write_template
from tests.service.workbook_cases import SMALL, faults_of, read, written

SHEETS = load_format().for_book(load_book())
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def template(language="id", year=2027) -> bytes:
    """Return the empty workbook."""
    stream = io.BytesIO()
    write_template(stream, book=load_book(), country=load_country(), year=year, language=language)
    return stream.getvalue()


@pytest.fixture(scope="module", params=["id", "en"])
def book(request):
    """Return the template in each language."""
    return load_workbook(io.BytesIO(template(request.param)))


def texts(page) -> list[str]:
    """Return what the cells of a page say."""
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("language", ["id", "en"])
def test_template_left_empty_is_told_kindly_that_nothing_is_there_to_plan(language) -> None:
    """Whoever tries the template first should read one sentence, not a hundred empty cells."""
    (fault,) = faults_of(template(language))

    assert "nothing to plan yet" in fault.expected.en
    assert "belum ada yang dapat direncanakan" in fault.expected.id


def test_template_has_guide_sheets_and_lists_in_order(book) -> None:
    """The guide comes first, the lists last."""
    titles = [sheet.title for sheet in SHEETS.values()]
    form = load_format()

    assert book.sheetnames in (
        [form.guide.title.id, *(title.id for title in titles), form.guide.lists.id],
        [form.guide.title.en, *(title.en for title in titles), form.guide.lists.en],
    )


def test_template_shows_every_column_in_both_languages(book) -> None:
    """A reader of either language finds every column."""
    for sheet in SHEETS.values():
        page = book[sheet.title.id] if sheet.title.id in book.sheetnames else book[sheet.title.en]
        shown = "\n".join(texts(page))
        for column in sheet.columns.values():
            assert column.title.id in shown
            assert column.title.en in shown


def test_template_explains_every_column_and_marks_what_is_required(book) -> None:
    """Nobody should need another paper to fill it in."""
    for sheet in SHEETS.values():
        page = book[sheet.title.id] if sheet.title.id in book.sheetnames else book[sheet.title.en]
        shown = texts(page)
        for column in sheet.columns.values():
            assert any(column.explain.id in text or column.explain.en in text for text in shown), column.key
            title = next(
                text
                for text in shown
                if (text.startswith((column.title.id, column.title.en)) and "\n" in text)
                or text in {column.title.id, f"{column.title.id} *"}
            )
            assert ("*" in title) == column.required, column.key


def test_template_offers_a_list_wherever_one_is_expected(book) -> None:
    """Choosing is quicker than typing and cannot be misspelt."""
    for sheet in SHEETS.values():
        page = book[sheet.title.id] if sheet.title.id in book.sheetnames else book[sheet.title.en]
        rules = page.data_validations.dataValidation
        lists = [rule for rule in rules if rule.type == "list"]
        wanted = [column for column in sheet.columns.values() for _ in range(column.repeat or 1)]

        assert len(rules) == len(wanted)
        assert len(lists) == sum(column.type in {"choice", "yesno", "words"} for column in wanted)
        assert all(rule.prompt and rule.showInputMessage for rule in rules)
        assert all(len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32 for rule in rules)


def test_lists_of_the_template_hold_what_they_promise(book) -> None:
    """A drop-down that points one row too far offers an empty name."""
    page = book["Surat permohonan"] if "Surat permohonan" in book.sheetnames else book["Request letters"]
    rule = next(rule for rule in page.data_validations.dataValidation if "$475" in (rule.formula1 or ""))
    title, _, area = rule.formula1.rpartition("!")
    left, top, _, bottom = range_boundaries(area.replace("$", ""))
    names = [book[title.strip("'")].cell(row=row, column=left).value for row in range(top, bottom + 1)]

    assert names == [utility.name for utility in load_country().utilities.values()]
    assert book[title.strip("'")].cell(row=bottom + 1, column=left).value is None


@pytest.mark.guards("3.1.1-A5")
def test_template_warns_of_team_sizes_that_the_guideline_does_not_advise(book) -> None:
    """The spreadsheet says 4 to 10 and 15 at most while the number is typed, and lets a letter's own number stand."""
    page = book["Surat permohonan"] if "Surat permohonan" in book.sheetnames else book["Request letters"]
    bounds = [
        (rule.formula1, rule.formula2, rule.errorStyle)
        for rule in page.data_validations.dataValidation
        if rule.promptTitle.startswith(("Tim", "Main team", "Large team"))
    ]

    assert bounds == [("4", "10", "warning"), ("1", "15", "warning")]


def test_drop_down_of_codes_points_at_the_first_record(book) -> None:
    """A need's letter is chosen among the codes of the letters, none above and none left out."""
    page = book["Kebutuhan"] if "Kebutuhan" in book.sheetnames else book["Needs"]
    rule = next(
        rule
        for rule in page.data_validations.dataValidation
        if "A6" not in str(rule.sqref) and "$A$" in (rule.formula1 or "")
    )
    title, _, area = rule.formula1.rpartition("!")
    _, top, _, _ = range_boundaries(area.replace("$", ""))
    header = book[title.strip("'")].cell(row=top - 1, column=1).value

    assert header.startswith(("Kode", "Code"))


def test_template_has_the_year_and_all_budget_heads(book) -> None:
    """What is known is filled in already."""
    page = book["Anggaran"] if "Anggaran" in book.sheetnames else book["Budget"]
    heads = load_book().budget_heads.values()

    assert any(str(2027) in text for text in texts(book.worksheets[0]))
    assert all(head.name.id in texts(page) or head.name.en in texts(page) for head in heads)


def test_template_is_ready_for_paper(book) -> None:
    """Landscape, one page wide, the header on every page, frozen on the screen."""
    for page in book.worksheets[1:-1]:
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToWidth == 1
        assert page.sheet_properties.pageSetUpPr.fitToPage
    assert book.worksheets[2].print_title_rows
    assert book.worksheets[2].freeze_panes == "B5"


def test_template_s_date_cells_are_dates_and_money_cells_money(book) -> None:
    """A typed 2/3/2027 becomes a date only in a cell that expects one."""
    page = book["Surat permohonan"] if "Surat permohonan" in book.sheetnames else book["Request letters"]
    formats = {
        str(page.cell(row=4, column=column).value).split("\n")[0]: page.cell(row=5, column=column).number_format
        for column in range(1, page.max_column + 1)
    }

    dated = [form for title, form in formats.items() if title.startswith(("Diterima", "Received"))]
    money = [form for title, form in formats.items() if title.startswith(("Anggaran", "Budget"))]
    assert "mmmm" in dated[0]
    assert "Rp" in money[0]


def test_template_holds_no_formulas_and_no_links_to_outside(book) -> None:
    """It must pass the reader's own door."""
    cells = [cell for page in book for row in page.iter_rows() for cell in row]

    assert not any(cell.data_type == "f" for cell in cells)
    assert not any(cell.hyperlink and cell.hyperlink.target for cell in cells)


def test_guide_leads_to_every_sheet(book) -> None:
    """A click on the name of a sheet opens it."""
    guide = book.worksheets[0]
    targets = [cell.hyperlink.location for row in guide.iter_rows() for cell in row if cell.hyperlink]

    assert [target.split("!")[0].strip("'") for target in targets] == book.sheetnames[1:-1]


@pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed here: THE WORKBOOK WAS NOT OPENED IN A REAL PROGRAM"
)
def test_workbook_saved_again_by_libreoffice_reads_the_same(tmp_path) -> None:
    """Another program writes the same cells in its own way; nothing may be lost in between."""
    source = tmp_path / "in" / "tahun.xlsx"
    source.parent.mkdir()
    source.write_bytes(written(SMALL))

    subprocess.run(
        [
            SOFFICE,
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert read((tmp_path / "out" / "tahun.xlsx").read_bytes()) == SMALL
