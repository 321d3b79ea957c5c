"""GET /subjects: what a utility can learn or teach (3.1.1-A4, priority subject)."""

from typing import Any

from marshmallow import Schema, fields

from service.api.fields import Bilingual
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.reference import reference

subjects = OurBlueprint(
    "subjects", __name__, url_prefix=f"{PREFIX}/subjects", description="Subjects that partnerships are about"
)


class SubjectShown(Schema):
    """One subject with the words by which letters name it and the indicators that show it."""

    id = fields.String(required=True)
    group = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    synonyms_en = fields.List(fields.String(), required=True)
    synonyms_id = fields.List(fields.String(), required=True)
    indicators = fields.List(fields.String(), required=True)
    kpis = fields.List(fields.String(), required=True)


class SubjectsShown(Schema):
    """Every subject."""

    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(SubjectShown), required=True)


@operation(subjects, "", answers=SubjectsShown)
def list_subjects(_: dict[str, Any]) -> dict[str, Any]:
    """List every subject of the catalogue."""
    found = tuple(reference().country.subjects.values())
    return {"total": len(found), "items": found}
