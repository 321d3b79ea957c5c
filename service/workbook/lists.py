"""The sheet of lists, from which the drop-downs of the other sheets are fed."""

from collections.abc import Mapping

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from data import Language, Text
from service.workbook.format import Sheet
from service.workbook.looks import BASE, USUAL_WIDTH, WATER, WHITE, fill, font, print_setup
from service.workbook.names import Names

# Regions are too many for a drop-down that anyone reads to the end; their names are listed all the same.
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
        if column.source and column.source not in SELF and column.type == "choice"
    )
    for place, source in enumerate([*sources, "islands", "yesno"], start=1):
        letter = get_column_letter(place)
        head = sheet.cell(row=1, column=place, value=_title(source, sheets).say(language))
        head.font, head.fill = font(BASE, WHITE, bold=True), fill(WATER)
        lines = names[source].all(language)
        for row, line in enumerate(lines, start=2):
            cell = sheet.cell(row=row, column=place, value=line)
            cell.data_type, cell.font = "s", font()
        sheet.column_dimensions[letter].width = min(max(map(len, ("", *lines)), default=0) + 2, MOST_WIDTH)
        sheet.column_dimensions[letter].width = max(sheet.column_dimensions[letter].width, USUAL_WIDTH)
        ranges[source] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(lines) + 1}"
    sheet.freeze_panes = "A2"
    print_setup(sheet, header_row=1, mark=mark)
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
