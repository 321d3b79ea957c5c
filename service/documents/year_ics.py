"""stub"""
def write_calendar(year, path, *, language): pass
