"""What commands on the record share: which database, how it is opened."""

import os
from collections.abc import Callable

import click

from service.cli.options import language_option
from service.settings import PREFIX
from service.store import Store
from service.words import Words


def record_options(words: Words) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return ``--database``, ``--json`` and ``--lang``."""

    def add(function: Callable[..., int]) -> Callable[..., int]:
        function = language_option(words)(function)
        function = click.option("--json", "as_json", is_flag=True, help=words("option.json"))(function)
        return click.option("--database", metavar="DATABASE", default="", help=words("option.database"))(function)

    return add


def database_address(words: Words, database: str) -> str:
    """Return the address that was given or stands in the environment."""
    address = database or os.environ.get(f"{PREFIX}DATABASE", "")
    if not address:
        raise click.UsageError(words("audit.no_database"))
    return address


def opened_store(words: Words, database: str) -> Store:
    """Return the store; a file that is not there is a mistake and no new record."""
    address = database_address(words, database)
    if "://" not in address and not os.path.isfile(address):  # noqa: PTH113  # an address, not yet a path
        raise click.UsageError(words("audit.no_file", path=address))
    return Store(address)
