"""The sheet of lists, from which the drop-downs of the other sheets are fed."""

from collections.abc import Mapping

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from data import Language, Text
from service.workbook.format import Sheet
from service.workbook.looks import BASE, PLAIN_LINE, USUAL_WIDTH, WATER, WHITE, fill, font, mark_band, print_setup
from service.workbook.names import Names

# Widest column in characters; longer names are seen when the cell is chosen.
MOST_WIDTH = 60

# Sources whose names stand in the workbook itself: the drop-down shows the column of codes there.
SELF = {"mentors": "mentors", "letters": "letters", "facilitators": "facilitators"}


def write_lists(
    sheet: Worksheet,
    sheets: Mapping[str, Sheet],
    *,
    names: Mapping[str, Names],
    language: Language,
    mark: str,
) -> dict[str, str]:
    """Write one column for each list and return source to the range of its names."""
    ranges: dict[str, str] = {}
    sources = dict.fromkeys(
        column.source
        for each in sheets.values()
        for column in each.columns.values()
        if column.source and column.source not in SELF and column.type in {"choice", "words"}
    )
    lines = {source: names[source].all(language) for source in [*sources, "islands", "yesno"]}
    widths = [min(max(*map(len, each), USUAL_WIDTH), MOST_WIDTH) + 2 for each in lines.values()]
    if mark:
        mark_band(sheet, widths=widths, mark=mark)
    header = 1 + int(bool(mark))
    for place, (source, width) in enumerate(zip(lines, widths, strict=True), start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = width
        head = sheet.cell(row=header, column=place, value=_title(source, sheets).say(language))
        head.font, head.fill, head.alignment = font(BASE, WHITE, bold=True), fill(WATER), PLAIN_LINE
        for row, line in enumerate(lines[source], start=header + 1):
            cell = sheet.cell(row=row, column=place, value=line)
            cell.data_type, cell.font, cell.alignment = "s", font(), PLAIN_LINE
        last = header + len(lines[source])
        ranges[source] = f"{quote_sheetname(sheet.title)}!${letter}${header + 1}:${letter}${last}"
    sheet.freeze_panes = f"A{header + 1}"
    print_setup(sheet, header_row=header, mark=mark)
    return ranges


def _title(source: str, sheets: Mapping[str, Sheet]) -> Text:
    """Return the title of the first column that uses a list."""
    if source == "yesno":
        return Text(en="Yes or no", id="Ya atau tidak")
    if source == "parties":
        return Text(en="Who", id="Siapa")
    return next(
        column.title for sheet in sheets.values() for column in sheet.columns.values() if column.source == source
    )
