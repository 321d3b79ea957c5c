"""A travel desk on the shipped tables, and one on tables that a test may change."""

import dataclasses
import types
from collections.abc import Mapping

from data import load_book
from data.book import Book
from data.country import load_country
from data.fares import FareTables, load_fares
from data.travel import Travel

# Places of the tests, by the name that people call them.
JAKARTA, JAKARTA_CENTRAL, KEPULAUAN_SERIBU = "31", "31.71", "31.01"
BANDUNG, SUKABUMI, CIREBON = "32.73", "32.72", "32.09"
SURABAYA, SIDOARJO, MALANG, BANYUWANGI, SUMENEP, BONDOWOSO = "35.78", "35.15", "35.73", "35.10", "35.29", "35.11"
DENPASAR, MATARAM, KUPANG = "51.71", "52.71", "53.71"
PALEMBANG, JAMBI, MEDAN, BANDA_ACEH, SIMEULUE = "16.71", "15.71", "12.71", "11.71", "11.09"
BALIKPAPAN, BATAM, BINTAN = "64.71", "21.71", "21.01"
PONTIANAK, SINGKAWANG, KAPUAS_HULU = "61.71", "61.72", "61.06"
JAYAPURA, JAYAPURA_KAB, MERAUKE, WAMENA, SORONG, MANOKWARI = "91.71", "91.03", "93.01", "95.01", "96.71", "92.02"
TERNATE, SOFIFI, MANADO, BITUNG = "82.71", "82.72", "71.71", "71.72"


def book_with(values: Mapping[str, int]) -> Book:
    """Return the shipped book with other values for some numbers."""
    book = load_book()
    numbers = {key: dataclasses.replace(book.numbers[key], value=value) for key, value in values.items()}
    return dataclasses.replace(book, numbers=types.MappingProxyType({**book.numbers, **numbers}))


def travel_with(tables: FareTables | None = None, **values: int) -> Travel:
    """Return a desk with other tables or with other numbers; ``road_km_most`` stands for ``travel_road_km_most``."""
    return Travel(load_country(), book_with({f"travel_{key}": value for key, value in values.items()}), tables=tables)


def tables_with(**changes: Mapping[object, object]) -> FareTables:
    """Return the shipped tables with some replaced, for example ``air={...}``."""
    return dataclasses.replace(load_fares(), **changes)
