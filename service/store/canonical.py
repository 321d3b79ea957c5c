"""One spelling for every value, so that its hash means something; and what changed between two of them."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from service.store.errors import UnstorableValue

# Whole numbers that any JSON reader keeps exact (RFC 8259, section 6).
MOST_WHOLE = 2**53 - 1

ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """Return ``value`` as JSON with sorted keys and no spaces; equal values have equal texts."""
    return ENCODER.encode(value)


def sha256(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf8")).hexdigest()


def check_storable(value: Any, where: str = "") -> None:
    """Raise ``UnstorableValue`` unless ``value`` is text, a whole number, a truth, or lists and mappings of these."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise UnstorableValue(where, f"{name!r} is no text, and names are texts")
            check_storable(name, where)
            check_storable(inner, f"{where}.{name}".lstrip("."))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            check_storable(inner, f"{where}.{place}".lstrip("."))
    elif isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in value):
            raise UnstorableValue(where, "half a letter or a null character")
    elif isinstance(value, int):
        if abs(value) > MOST_WHOLE:
            raise UnstorableValue(where, "a whole number beyond 53 bits")
    else:
        raise UnstorableValue(where, f"{type(value).__name__} is not kept; text, whole numbers, true and false are")


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return what turns ``old`` into ``new``: a merge patch (RFC 7396), in which null takes a name away."""
    patch: dict[str, Any] = dict.fromkeys(old.keys() - new.keys())
    for name, value in new.items():
        if name not in old or not same(old[name], value):
            both = isinstance(value, Mapping) and isinstance(old.get(name), Mapping)
            patch[name] = difference(old[name], value) if both else value
    return patch


def patched(old: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``old`` with a merge patch applied."""
    new = dict(old)
    for name, value in patch.items():
        if value is None:
            new.pop(name, None)
        elif isinstance(value, Mapping):
            below = new.get(name)
            new[name] = patched(below if isinstance(below, Mapping) else {}, value)
        else:
            new[name] = value
    return new


def same(one: Any, other: Any) -> bool:
    """Return whether two values have the same spelling; ``1`` and ``True`` have not."""
    return canonical(one) == canonical(other)
