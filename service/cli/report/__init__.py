"""The terminal report of a year, one file a section."""
