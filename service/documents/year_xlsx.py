"""stub"""
def write_year_workbook(year, path, *, language): pass
