"""The one clock: where the time comes from outside, so that everything else can be told what time it is."""

import datetime as dt


def utc_now() -> dt.datetime:
    """Return the present instant in UTC."""
    return dt.datetime.now(dt.UTC)
