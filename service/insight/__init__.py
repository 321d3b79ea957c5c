"""What the record tells when it is read as a whole: indicators, warnings, work lists, outcomes; pure functions."""

from service.insight.folder import Folder, Holdings, Touch
from service.insight.indicators import Measured, Opinion, measure
from service.insight.items import Item, Standing
from service.insight.outcomes import Ended, ended
from service.insight.summary import Pooled, pool, pool_of
from service.insight.warnings import Alarm, Watched, watch
from service.insight.worklists import LISTS, Work, expected, work_lists

__all__ = [
    "LISTS",
    "Alarm",
    "Ended",
    "Folder",
    "Holdings",
    "Item",
    "Measured",
    "Opinion",
    "Pooled",
    "Standing",
    "Touch",
    "Watched",
    "Work",
    "ended",
    "expected",
    "measure",
    "pool",
    "pool_of",
    "watch",
    "work_lists",
]
