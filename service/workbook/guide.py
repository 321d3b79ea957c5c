"""The first sheet: how to fill in the workbook, in two languages side by side, and what each sheet is for."""

from collections.abc import Mapping

from openpyxl.cell.cell import Cell
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from data import Language, Text
from service.workbook.format import Guide, Sheet
from service.workbook.looks import (
    AMBER,
    BASE,
    BASE_HEIGHT,
    CENTRED,
    GREY,
    GRID,
    HUGE,
    LARGE,
    LINE_HEIGHT,
    PALE,
    PLAIN_LINE,
    ROW_HEIGHT,
    TITLE_HEIGHT,
    WATER,
    WHITE,
    fill,
    font,
    height_of,
    lines_of,
    mark_band,
    page_cell,
    print_setup,
)

# Widths in characters: number or name of a sheet, the two languages, and whether it must be filled.
NAME_WIDTH, TEXT_WIDTH, DUTY_WIDTH = 26, 62, 22
WIDTHS = (NAME_WIDTH, TEXT_WIDTH, TEXT_WIDTH, DUTY_WIDTH)

LANGUAGES = Text(en="English", id="Bahasa Indonesia")
SHEETS = Text(en="Sheet", id="Lembar")
MUST = Text(en="must be filled", id="wajib diisi")
MAY = Text(en="may stay empty", id="boleh kosong")


def write_guide(
    page: Worksheet,
    guide: Guide,
    sheets: Mapping[str, Sheet],
    *,
    programme: Text,
    year: int,
    language: Language,
    mark: str,
) -> None:
    """Write the guide sheet."""
    other: Language = "en" if language == "id" else "id"
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    row = 1
    if mark:
        mark_band(page, widths=WIDTHS, mark=mark)
        row += 1
    heading = page.cell(row=row, column=1, value=f"{guide.heading.say(language)} {year}")
    heading.font, heading.alignment = font(HUGE, WATER, bold=True), PLAIN_LINE
    page.row_dimensions[row].height = TITLE_HEIGHT + ROW_HEIGHT
    below = page.cell(row=row + 1, column=1, value=f"{programme.say(language)}  ·  {guide.heading.say(other)} {year}")
    below.font, below.alignment = font(BASE, GREY), PLAIN_LINE
    row += 2 + 1
    row = _header(page, row, ("", LANGUAGES.say(language), LANGUAGES.say(other), ""))
    for number, step in enumerate(guide.steps, start=1):
        _line(page, row, (str(number), step.say(language), step.say(other), ""))
        page.cell(row=row, column=1).font = font(LARGE, WATER, bold=True)
        row += 1
    row = _header(
        page,
        row + 1,
        (f"{SHEETS.say(language)} / {SHEETS.say(other)}", LANGUAGES.say(language), LANGUAGES.say(other), ""),
    )
    for sheet in sheets.values():
        duty = MUST if sheet.required else MAY
        _line(page, row, (sheet.title.say(language), sheet.purpose.say(language), sheet.purpose.say(other), ""))
        _link(page_cell(page, row, 1), sheet.title.say(language))
        told = page.cell(row=row, column=2 + 2, value=f"{duty.say(language)}\n{duty.say(other)}")
        told.fill = fill(AMBER if sheet.required else PALE)
        row += 1
    print_setup(page, header_row=0, mark=mark, pages=1)


def _header(page: Worksheet, row: int, titles: tuple[str, ...]) -> int:
    for place, title in enumerate(titles, start=1):
        cell = page.cell(row=row, column=place, value=title or None)
        cell.font, cell.fill, cell.alignment = font(BASE, WHITE, bold=True), fill(WATER), PLAIN_LINE
    page.row_dimensions[row].height = ROW_HEIGHT
    return row + 1


def _line(page: Worksheet, row: int, texts: tuple[str, ...]) -> None:
    for place, text in enumerate(texts, start=1):
        cell = page.cell(row=row, column=place, value=text or None)
        cell.font, cell.alignment, cell.border = font(), CENTRED, GRID
    lines = max(lines_of(text, TEXT_WIDTH) for text in texts)
    page.row_dimensions[row].height = max(height_of(lines, BASE_HEIGHT), TITLE_HEIGHT + LINE_HEIGHT / 2)


def _link(cell: Cell, title: str) -> None:
    """Let the name of a sheet lead there, inside the file."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(title)}!A1", display=title)
    cell.font = font(BASE, WATER, bold=True)
