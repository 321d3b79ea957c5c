"""/programmes/{programme}/letters: letters of request and what each still lacks (3.1.1-A6)."""

from typing import Any

from data.book import Book
from data.rows import Document
from data.text import Text
from service.api.record.nouns import book_for, must_exist, one_shown, page_shown, storable
from service.api.record.operation import RecordBlueprint, Told, operation, seen
from service.api.record.refusals import shown_text
from service.api.record.shapes import LetterSent, LetterShown, PageAsked, created, page_of
from service.api.record.showing import Showing
from service.records.kept import Key, Record
from service.store import Unit, View
from service.words.reasons import both

letters = RecordBlueprint("letters", "Letters of request")

EXAMPLE = {"id": "s-01", "member": "bengkulu", "received": "2027-01-04", "subject": "NRW", "signed": True,
           "expected_result": "Kehilangan air turun dari 54 menjadi 40 persen"}  # fmt: skip
RULE, ONE = "/<string:programme>/letters", "/<string:programme>/letters/<string:letter>"

# The id of the letter of request in every book.
REQUEST = "request_letter"


@operation(letters, "GET", RULE, answers=page_of(LetterShown), query=PageAsked)
def list_letters(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List letters."""
    return page_shown(view, programme, "letter", asked=asked, showing=SHOWING)


@operation(letters, "POST", RULE, answers=LetterShown, body=created(LetterSent), example=EXAMPLE)
def add_letter(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str) -> Told:
    """Receive a letter; one that lacks something is kept and told what it lacks."""
    book = book_for(unit, programme)
    record = write_letter(unit, programme, sent)
    return Told(body=shown_letter(book, record), record=record)


def write_letter(unit: Unit, programme: str, sent: dict[str, Any]) -> Record:
    """Write a new letter; the members that it names have to be there."""
    _check(unit, programme, sent)
    return unit.create(Key(programme, "letter", sent.pop("id")), storable(sent))


@operation(letters, "GET", ONE, answers=LetterShown)
def show_letter(view: View, _: dict[str, Any], programme: str, letter: str) -> Told:
    """Show a letter."""
    return one_shown(view, Key(programme, "letter", letter), showing=SHOWING)


@operation(letters, "PUT", ONE, answers=LetterShown, body=LetterSent, versioned=True)
def change_letter(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, letter: str) -> Told:
    """Complete or correct a letter."""
    old = seen(unit, unit.get(Key(programme, "letter", letter)))
    _check(unit, programme, sent)
    record = unit.change(old, storable(sent))
    return Told(body=shown_letter(book_for(unit, programme), record), record=record)


def _check(unit: Unit, programme: str, sent: dict[str, Any]) -> None:
    named = (("member", "member", sent["member"]), ("wished", "member", sent.get("wished", "")))
    must_exist(unit, programme, named)


def missing(book: Book, record: Record) -> tuple[Text, ...]:
    """Return what a letter lacks before it can be matched: its subject, its results, its signature."""
    document: Document = book.documents[REQUEST]
    asked = {"subject": "letter.subject", "expected_result": "letter.expected_result"}
    lacks = [both(key) for name, key in asked.items() if not record.data.get(name)]
    if document.signers and not record.data["signed"]:
        who = [book.roles[role].name for role in document.signers]
        named = Text(en=", ".join(one.en for one in who), id=", ".join(one.id for one in who))
        lacks.append(both("letter.signature", who=named))
    return tuple(lacks)


def shown_letter(book: Book, record: Record) -> dict[str, Any]:
    """Return a letter as it is shown."""
    lacks = [shown_text(text) for text in missing(book, record)]
    empty = {"subject": "", "wished": ""}
    return {**empty, **record.data, "id": record.key.id, "version": record.version, "missing": lacks}


SHOWING = Showing(LetterShown, shown_letter)
