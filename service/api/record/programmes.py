"""/programmes: each with its own book and year; everything else of the record stands below one."""

from typing import Any

from service.api.record.nouns import page, programme_key
from service.api.record.operation import RecordBlueprint, Told, operation, seen
from service.api.record.shapes import PageAsked, ProgrammeSent, ProgrammeShown, created, page_of
from service.records.kept import Record
from service.store import Unit, View

programmes = RecordBlueprint("programmes", "Programmes on record")

# A year as any client would send it.
EXAMPLE = {"id": "pks-2027", "name": "Program Kemitraan Solidaritas 2027", "book": "perpamsi", "year": 2027}


@operation(programmes, "GET", "", answers=page_of(ProgrammeShown), query=PageAsked)
def list_programmes(view: View, asked: dict[str, Any]) -> Told:
    """List programmes."""
    return page(view, "", "programme", asked=asked, shown=shown_programme)


@operation(programmes, "POST", "", answers=ProgrammeShown, body=created(ProgrammeSent), example=EXAMPLE)
def add_programme(unit: Unit, _: dict[str, Any], sent: dict[str, Any]) -> Told:
    """Begin a programme."""
    record = unit.create(programme_key(sent.pop("id")), sent)
    return Told(body=shown_programme(record), record=record)


@operation(programmes, "GET", "/<string:programme>", answers=ProgrammeShown)
def show_programme(view: View, _: dict[str, Any], programme: str) -> Told:
    """Show a programme."""
    record = view.get(programme_key(programme))
    return Told(body=shown_programme(record), record=record)


@operation(programmes, "PUT", "/<string:programme>", answers=ProgrammeShown, body=ProgrammeSent, versioned=True)
def change_programme(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str) -> Told:
    """Change a programme; its book stays, since partnerships stand in its states."""
    old = seen(unit, unit.get(programme_key(programme)))
    record = unit.change(old, {**sent, "book": old.data["book"]})
    return Told(body=shown_programme(record), record=record)


def shown_programme(record: Record) -> dict[str, Any]:
    """Return a programme as it is shown."""
    return {"id": record.key.id, "version": record.version, **record.data}
