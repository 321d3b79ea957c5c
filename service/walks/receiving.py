"""From a filled workbook to the record: its mentors and letter writers as members, its letters as letters (3.1.1)."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from data import load_book
from data.country import Country, load_country
from data.text import Text
from service.errors import ServiceError
from service.records.intake import Intake, Letter
from service.records.kept import Key
from service.store import RecordExists, Unit, UnknownRecord
from service.words.reasons import both
from service.workbook.faults import WorkbookFaults
from service.workbook.reading import read_workbook

# What the workbook calls a kind of mentor, and what the record does.
KINDS = {"centre": "training_centre"}

# Faults that a refusal names; the command `solidaritas match` lists them all.
MOST_FAULTS = 20


class CannotReceive(ServiceError, ValueError):
    """The rows cannot all be put on record; ``said`` tells why, and nothing was."""

    def __init__(self, said: Text) -> None:
        """Keep the sentence."""
        self.said = said
        super().__init__(said.en)


def received_rows(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rows of a workbook, ``asked["workbook"]`` being its bytes in base64.

    Raises
    ------
    CannotReceive
        If it is no base64, or the workbook has faults; the first of them are named with sheet, row and column.
    """
    book, country = load_book(), load_country()
    try:
        content = base64.b64decode(asked["workbook"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise CannotReceive(both("job.no_base64")) from error
    try:
        intake = read_workbook(content, book=book, country=country)
    except WorkbookFaults as wrong:
        first = wrong.faults[:MOST_FAULTS]
        en, indonesian = ("\n".join(fault.say(language) for fault in first) for language in ("en", "id"))
        raise CannotReceive(Text(en=en, id=indonesian)) from wrong
    return {"members": _members(intake, country), "letters": [_letter(intake, each) for each in intake.letters]}


def receive(unit: Unit, programme: str, rows: Mapping[str, Any]) -> dict[str, Any]:
    """Put rows on record, all or none; a member that is there already stays as it is.

    Raises
    ------
    CannotReceive
        If a letter of that id is there already.
    """
    known = 0
    for row in rows["members"]:
        key = Key(programme, "member", row["id"])
        try:
            unit.get(key)
        except UnknownRecord:
            unit.create(key, _without_id(row))
        else:
            known += 1
    for row in rows["letters"]:
        try:
            unit.create(Key(programme, "letter", row["id"]), _without_id(row))
        except RecordExists as error:
            raise CannotReceive(both("job.letter_there", letter=row["id"])) from error
    return {"members": len(rows["members"]) - known, "known": known, "letters": len(rows["letters"])}


def _without_id(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def _members(intake: Intake, country: Country) -> list[dict[str, Any]]:
    """Return mentors and letter writers, each once, those of the workbook's own words first."""
    found: dict[str, dict[str, Any]] = {}
    for mentor in intake.mentors:
        row: dict[str, Any] = {"id": mentor.id, "name": mentor.name, "kind": KINDS.get(mentor.kind, mentor.kind)}
        row |= {name: value for name in ("utility", "region", "connections") if (value := getattr(mentor, name))}
        found[mentor.id] = row
    for letter in intake.letters:
        if letter.utility not in found:
            name = country.utilities[letter.utility].name if letter.utility in country.utilities else letter.utility
            found[letter.utility] = {"id": letter.utility, "name": str(name), "kind": "utility"}
            if letter.utility in country.utilities:
                found[letter.utility]["utility"] = letter.utility
    return list(found.values())


def _letter(intake: Intake, letter: Letter) -> dict[str, Any]:
    """Return a letter as the record keeps it; its first priority is its subject, who signed it is not in a workbook."""
    ranked = sorted((need for need in intake.needs if need.letter == letter.id), key=lambda need: need.rank)
    row: dict[str, Any] = {
        "id": letter.id,
        "member": letter.utility,
        "received": letter.received.isoformat(),
        "text": letter.text,
        "expected_result": letter.expected_result,
        "signed": False,
    }
    if ranked and ranked[0].subject:
        row["subject"] = ranked[0].subject
    if letter.wished:
        row["wished"] = letter.wished
    return row
