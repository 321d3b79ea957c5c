"""The sample files as they stand, and ways to look into them."""

import tomllib
from decimal import Decimal
from pathlib import Path

import data
from data import load_book
from data.country import load_country

SAMPLES = Path(data.__file__).parent / "samples"
COUNTRY, BOOK = load_country(), load_book()
ISLANDS = {region.island_group for region in COUNTRY.regions.values()}


def read(name: str) -> dict[str, object]:
    """Return a sample file as it stands, readings as decimals."""
    return tomllib.loads((SAMPLES / f"{name}.toml").read_text("utf8"), parse_float=Decimal)


def letters_of(sample):
    """Return the letters by id."""
    return {letter["id"]: letter for letter in sample["letter"]}


def mentors_of(sample):
    """Return the mentors by id."""
    return {mentor["id"]: mentor for mentor in sample["mentor"]}


def needs_of(sample, letter):
    """Return a letter's needs by rank."""
    return sorted((need for need in sample["need"] if need["letter"] == letter), key=lambda need: need["rank"])


def offered(sample):
    """Return every subject that some practice offers."""
    return {practice["subject"] for practice in sample["practice"]}
