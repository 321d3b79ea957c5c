"""The request as the application reads it: an address that is ASCII, whatever bytes a client wrote behind ``?``."""

import re
import string
from typing import Any
from urllib.parse import quote

from flask import Request

# What a query may hold as it is; everything else is written as %FF, and is then no name and no value that we know.
PLAIN = string.ascii_letters + string.digits + string.punctuation
ORDINARY = re.compile(f"[{re.escape(PLAIN)}]*")


class PlainRequest(Request):
    """A request whose query can be read: werkzeug takes it for UTF-8 and falls over raw bytes that are not."""

    def __init__(self, environ: dict[str, Any], *more: Any, **told: Any) -> None:
        """Write every byte of the query that is not plain as its percent code."""
        query = environ.get("QUERY_STRING", "")
        if not ORDINARY.fullmatch(query):
            environ["QUERY_STRING"] = quote(query, safe=PLAIN, encoding="latin1")
        super().__init__(environ, *more, **told)
