"""Fields that take what they say and nothing that merely looks like it, each with a bound that shows in OpenAPI.

marshmallow reads ``"12"`` as 12, ``"yes"`` as true and ``20270105`` as a date; a plan built on a guess is worse
than a refusal, so these fields do not guess. Error messages are ids of ``phrases.toml`` with their values.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

# Longest texts: ids and names on one line, a letter of two pages.
ID_LENGTH, NAME_LENGTH, TEXT_LENGTH = 80, 200, 8000

# Ids are short, sayable and safe in an address, a file name and a fingerprint.
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"

# No control characters but line breaks and tabs.
TEXT_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

# Rupiah of one sum: a thousand billion, well inside 64 bits; whole numbers of people, connections, points.
MOST_RUPIAH = 1_000_000_000_000_000
MOST_COUNT = 100_000_000

# Readings of indicators: magnitude and decimal places that any utility's report stays within.
MOST_READING = Decimal(1_000_000_000)
READING_PLACES = 6

# Years that a plan can be made for: the holidays and the Hijri tables reach no further.
FIRST_YEAR, LAST_YEAR = 2020, 2040

# marshmallow's name for the message of a value of the wrong kind.
INVALID = "invalid"


def said(kind: str) -> dict[str, Any]:
    """Return marshmallow's messages for a field that expects ``kind``, as ids of ``phrases.toml``."""
    keys = (INVALID, "invalid_utf8", "special", "too_large", "format", "type")
    return {**dict.fromkeys(keys, kind), "required": "required", "null": "null"}


class Whole(fields.Integer):
    """A whole number of JSON; in an address, its digits."""

    def __init__(self, least: int, most: int, **kwargs: Any) -> None:
        """Take ``least`` to ``most``."""
        bound = validate.Range(least, most, error="range|{min}|{max}")
        super().__init__(strict=True, validate=bound, error_messages=said("whole"), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if self.metadata.get("from_address") and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error(INVALID, input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Reading(fields.Decimal):
    """A measured value, exact: a JSON number, never NaN, at most six decimal places."""

    def __init__(self, **kwargs: Any) -> None:
        """Take any reading within the bounds."""
        bound = validate.Range(-MOST_READING, MOST_READING, error="range|{min}|{max}")
        super().__init__(validate=bound, error_messages=said("number"), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.make_error(INVALID, input=value)
        number = super()._deserialize(value, attr, data, **kwargs)
        if abs(number) > MOST_READING:
            return number
        return number.quantize(Decimal(1).scaleb(-READING_PLACES))

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else float(value)


class Exact(fields.String):
    """A decimal that is shown as its digits, so that no reader rounds it."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else format(value, "f")


class Pattern(validate.Regexp):
    """A pattern that holds for the whole text; the plain one forgives a line break at the end.

    Half of a surrogate pair, which JSON can spell and no file can hold, is refused too.
    """

    def __call__(self, value: Any) -> Any:
        """Return ``value`` if all of it is as the pattern says."""
        if self.regex.fullmatch(value) is None or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValidationError(self.error or "")
        return value


def said_something(value: str) -> None:
    """Raise for text that has to say something and is blank."""
    if value and not value.strip():
        msg = "required"
        raise ValidationError(msg)


class Line(fields.String):
    """Text of bounded length without control characters."""

    def __init__(self, most: int = NAME_LENGTH, *, least: int = 0, pattern: str = TEXT_PATTERN, **kwargs: Any) -> None:
        """Take ``least`` to ``most`` characters that ``pattern`` allows."""
        checks: list[Callable[[Any], Any]] = [
            validate.Length(least, most, error="length|{min}|{max}"),
            Pattern(pattern, error="id" if pattern == ID_PATTERN else "characters"),
            *([said_something] if least else []),
        ]
        super().__init__(validate=checks, error_messages=said("text"), **kwargs)


class Id(Line):
    """The id of something: letters, digits, dot, dash, underscore."""

    def __init__(self, **kwargs: Any) -> None:
        """Take one id."""
        super().__init__(ID_LENGTH, least=1, pattern=ID_PATTERN, **kwargs)


class Choice(fields.String):
    """One of a closed list."""

    def __init__(self, *choices: str, **kwargs: Any) -> None:
        """Take one of ``choices``."""
        bound = validate.OneOf(choices, error="choice|{choices}")
        super().__init__(validate=bound, error_messages=said("text"), **kwargs)


class Truth(fields.Boolean):
    """True or false of JSON; in an address, ``true`` or ``false``."""

    def __init__(self, **kwargs: Any) -> None:
        """Take true or false."""
        super().__init__(error_messages=said("truth"), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if self.metadata.get("from_address") and value in {"true", "false"}:
            value = value == "true"
        if not isinstance(value, bool):
            raise self.make_error(INVALID, input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Day(fields.Date):
    """A calendar day, ``2027-01-26``, within the years that can be planned."""

    def __init__(self, **kwargs: Any) -> None:
        """Take one day."""
        super().__init__(error_messages=said("day"), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.date:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise self.make_error(INVALID, input=value, obj_type="date")
        day = super()._deserialize(value, attr, data, **kwargs)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise self.make_error(INVALID, input=value, obj_type="date")
        return day


class Bilingual(Schema):
    """One sentence in both languages."""

    en = fields.String(required=True)
    id = fields.String(required=True)


OF_SCHEMA = {"unknown": "unknown", "type": "object"}


class Strict(Schema):
    """Base of everything a client may send: unknown fields are refused."""

    error_messages = OF_SCHEMA


class Listed(fields.List[Any]):
    """A list whose length is looked at before its entries, so that a hostile one costs nothing."""

    def __init__(self, inner: type[Schema] | fields.Field[Any], most: int, **kwargs: Any) -> None:
        """Take at most ``most`` entries, each an object of a schema or a value of a field."""
        self.most = most
        entry = inner if isinstance(inner, fields.Field) else one(inner)
        bound = validate.Length(0, most, error="many|{max}")
        super().__init__(entry, validate=bound, error_messages=said("list"), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, list) and len(value) > self.most:
            raise ValidationError("|".join(("many", str(self.most))))
        return super()._deserialize(value, attr, data, **kwargs)


class Mapped(fields.Dict):
    """An object of free keys whose number is looked at before its values."""

    def __init__(self, keys: fields.Field[Any], values: fields.Field[Any], *, most: int, **kwargs: Any) -> None:
        """Take at most ``most`` keys."""
        self.most = most
        about = {**kwargs.pop("metadata", {}), "maxProperties": most}
        super().__init__(keys=keys, values=values, error_messages=said("object"), metadata=about, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, dict) and len(value) > self.most:
            raise ValidationError("|".join(("many", str(self.most))))
        return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]  # theirs is


def one(nested: type[Schema], **kwargs: Any) -> fields.Nested:
    """Return a field that holds one object of the schema ``nested``."""
    return fields.Nested(nested, error_messages=said("object"), **kwargs)
