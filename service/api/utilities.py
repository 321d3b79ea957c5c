"""GET /utilities: the country's water utilities as public registers show them (3.1.2: who could teach or learn)."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

from data.entries import Utility
from service.api.fields import Choice, Exact, Line, Whole
from service.api.operations import PREFIX, LanguageAsked, OurBlueprint, operation
from service.api.reference import reference

# Technical: rows of one page, and the farthest row that a page may begin at.
MOST_ROWS, MOST_OFFSET, PAGE_ROWS = 200, 10_000, 50
HEALTH = ("sehat", "kurang sehat", "sakit", "unknown")

utilities = OurBlueprint(
    "utilities", __name__, url_prefix=f"{PREFIX}/utilities", description="Water utilities of the country"
)


class UtilitiesAsked(LanguageAsked):
    """Which utilities to list."""

    q = Line(least=1, metadata={"description": "Words of the id, name, brand, region or province."})
    province = Line(metadata={"description": "Name or code of a province."})
    health = Choice(*HEALTH, metadata={"description": "Class of the national evaluation; unknown where it has none."})
    limit = Whole(1, MOST_ROWS, load_default=PAGE_ROWS, metadata={"from_address": True})
    offset = Whole(0, MOST_OFFSET, load_default=0, metadata={"from_address": True})


class ReadingShown(Schema):
    """One value of an indicator; exact, hence as text."""

    value = Exact(required=True)
    year = fields.Integer(required=True, allow_none=True)
    source = fields.String(required=True)


class UtilityShown(Schema):
    """One utility; null means not known, never zero."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    brand = fields.String(required=True)
    operator_type = fields.String(required=True)
    region = fields.String(required=True, metadata={"description": "Region code."})
    region_name = fields.String(required=True)
    province = fields.String(required=True)
    island_group = fields.String(required=True)
    connections = fields.Integer(required=True, allow_none=True)
    health = fields.String(required=True, metadata={"description": "sehat, kurang sehat, sakit, or empty: not known."})
    score = Exact(required=True, allow_none=True)
    score_year = fields.Integer(required=True, allow_none=True)
    readings = fields.Dict(keys=fields.String(), values=fields.Nested(ReadingShown), required=True)
    flags = fields.String(required=True, metadata={"description": "What to doubt about this row."})
    source = fields.String(required=True)


class UtilitiesShown(Schema):
    """One page of utilities."""

    total = fields.Integer(required=True, metadata={"description": "How many match in all."})
    limit = fields.Integer(required=True)
    offset = fields.Integer(required=True)
    items = fields.List(fields.Nested(UtilityShown), required=True)


@operation(utilities, "", answers=UtilitiesShown, query=UtilitiesAsked)
def list_utilities(asked: dict[str, Any]) -> dict[str, Any]:
    """List utilities, filtered and in pages."""
    country = reference().country
    found = country.find_utilities(asked["q"]) if "q" in asked else tuple(country.utilities.values())
    kept = [each for each in found if _in_province(each, asked.get("province", "")) and _has_health(each, asked)]
    first, limit = asked["offset"], asked["limit"]
    shown = [shown_utility(each) for each in kept[first : first + limit]]
    return {"total": len(kept), "limit": limit, "offset": first, "items": shown}


@operation(utilities, "/<string:key>", answers=UtilityShown, refuses=(HTTPStatus.NOT_FOUND,))
def show_utility(_: dict[str, Any], key: str) -> dict[str, Any]:
    """Show one utility by its id."""
    return shown_utility(reference().country.utility(key))


def shown_utility(utility: Utility) -> dict[str, Any]:
    """Return a utility with the names of its region."""
    region = reference().country.regions.get(utility.region_code)
    return {
        **{name: getattr(utility, name) for name in UtilityShown().fields if hasattr(utility, name)},
        "region": utility.region_code,
        "region_name": region.name if region else "",
        "province": region.province if region else "",
        "health": utility.category,
    }


def _in_province(utility: Utility, wanted: str) -> bool:
    region = reference().country.regions.get(utility.region_code)
    name = region.province if region else ""
    return not wanted or wanted == utility.province_code or wanted.casefold() in name.casefold()


def _has_health(utility: Utility, asked: dict[str, Any]) -> bool:
    return "health" not in asked or (utility.category or "unknown") == asked["health"]
