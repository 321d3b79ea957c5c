"""The workbook that a facilitator fills in: one description, a template, a writer, a reader, and faults that help."""
