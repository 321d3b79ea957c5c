"""What the guideline and the country say, before anyone asks."""

from data.book import Book
from data.errors import BookError, DataError, Fault, UnknownRow
from data.loading import PERPAMSI, WATERLINKS, load_book
from data.text import Language, Text

__all__ = [
    "PERPAMSI",
    "WATERLINKS",
    "Book",
    "BookError",
    "DataError",
    "Fault",
    "Language",
    "Text",
    "UnknownRow",
    "load_book",
]
