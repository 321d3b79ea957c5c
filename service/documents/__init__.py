"""Papers made from a record: the year as workbook, calendar and page; nothing is decided here."""
