"""One description of the workbook serves template, reader and the two pages; it must be whole and consistent."""

from pathlib import Path

import pytest

from data import PERPAMSI, WATERLINKS, load_book
from data.country import load_country
from service.workbook.describe import columns_table
from service.workbook.format import load_format
from service.workbook.names import fixed_names
from service.workbook.values import normal

FORM = load_format()
DOCS = Path(__file__).resolve().parents[2] / "docs"
COLUMNS = [(sheet, column) for sheet in FORM.for_book(load_book()).values() for column in sheet.columns.values()]
OWN = {"mentors", "letters", "facilitators", "parties"}


def names(pairs) -> list[str]:
    """Return readable ids for the cases."""
    return [f"{sheet.key}-{column.key}" for sheet, column in pairs]


def test_titles_of_a_sheet_are_told_apart_in_every_language() -> None:
    """A column is found by its title in either language, so no two may share one."""
    for sheet in FORM.for_book(load_book()).values():
        seen: dict[str, str] = {}
        for column in sheet.columns.values():
            for title in {normal(column.title.id), normal(column.title.en), normal(column.key)}:
                assert seen.setdefault(title, column.key) == column.key, title


def test_titles_of_sheets_are_told_apart_and_short_enough_for_a_tab() -> None:
    """Spreadsheet programs cut titles at 31 characters and refuse some signs."""
    titles = [sheet.title for sheet in FORM.sheets.values()] + [FORM.guide.title, FORM.guide.lists]
    seen = [normal(words) for title in titles for words in {title.id, title.en}]

    assert len(seen) == len(set(seen))
    assert all(len(title.id) <= 31 and len(title.en) <= 31 for title in titles)
    assert not any(sign in title.id + title.en for title in titles for sign in "[]:*?/\\")


@pytest.mark.parametrize("column", [column for _, column in COLUMNS], ids=names(COLUMNS))
def test_column_is_described_whole(column) -> None:
    """Choices have a source that exists, bounds resolve in the book, and the section is one of the guideline's."""
    known = set(fixed_names(FORM, book=load_book(), country=load_country())) | OWN
    least, most = column.bounds(load_book())

    assert (column.type in {"choice", "list", "words"}) == bool(column.source)
    assert not column.source or column.source in known
    assert least is None or most is None or least <= most
    assert column.explain.id.endswith((".", ")"))
    assert not column.is_open or column.type == "words"
    assert column.section == "" or column.section[0].isdigit()


def test_sections_of_the_columns_are_sections_of_the_book() -> None:
    """A fault cites the guideline; the citation must exist."""
    book = load_book()
    known = set(book.sections) | {alias for section in book.sections.values() for alias in section.aliases}
    cited = {column.section for _, column in COLUMNS if column.section} | {sheet.section for sheet, _ in COLUMNS}

    assert cited - known == set()


def test_amounts_of_every_subsidy_kind_have_a_row_and_a_title() -> None:
    """A decision of any form can be written down."""
    book = load_book()
    decision = FORM.for_book(book)["decision"]

    for kind in book.subsidy_kinds.values():
        for need in kind.needs:
            assert f"amounts.{need}" in decision.columns
            assert need in FORM.amounts


@pytest.mark.parametrize("folder", [PERPAMSI, WATERLINKS], ids=["perpamsi", "waterlinks"])
def test_workbook_can_be_made_for_any_book(folder) -> None:
    """No programme's rule hides in the workbook."""
    book = load_book(folder)

    assert columns_table("en", book=book)
    assert all(column.bounds(book) for sheet in FORM.for_book(book).values() for column in sheet.columns.values())


@pytest.mark.parametrize(("page", "language"), [("workbook.md", "en"), ("buku-kerja.md", "id")])
def test_page_lists_every_column(page, language) -> None:
    """The page is generated from the format; `columns_table` prints what belongs between its marks."""
    text = (DOCS / page).read_text("utf8")
    between = text.partition("<!-- columns -->")[2].partition("<!-- /columns -->")[0]

    assert between.strip() == columns_table(language, book=load_book()).strip()
