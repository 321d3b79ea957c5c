"""What a party may put on record: its own papers and signatures, its own activities, its own yes."""

from collections.abc import Iterator
from http import HTTPStatus

from data.book import Book
from service.api.problems import Problem
from service.records.facts import Facts

# The role that keeps the record for everyone, also for those who signed on paper.
KEEPER = "facilitator"


def check_rights(book: Book, role: str, facts: Facts) -> None:
    """Raise the 403 when ``role`` tells what only another party may tell.

    Names that the book does not have are left to the lifecycle, which says what was expected.
    """
    if role == KEEPER:
        return
    for other in _parties(book, facts):
        if other != role:
            raise Problem(status=HTTPStatus.FORBIDDEN, kind="not-yours", values=(role, f"{other}, {KEEPER}"))


def _parties(book: Book, facts: Facts) -> Iterator[str]:
    for paper in facts.papers:
        bearers = (*paper.signed_by, *paper.approved_by)
        if paper.document in book.documents and not bearers:
            yield _party(book, book.documents[paper.document].owner)
        yield from (_party(book, bearer.role) for bearer in bearers)
    for event in facts.events:
        if event.activity in book.activities:
            yield book.activities[event.activity].owner
    yield from (_party(book, light.role) for light in facts.confirmed)


def _party(book: Book, role: str) -> str:
    return (book.roles[role].party or role) if role in book.roles else role
