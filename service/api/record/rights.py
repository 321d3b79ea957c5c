"""What a party may put on record: its own papers and signatures, its own activities, its own yes."""

from collections.abc import Iterator
from http import HTTPStatus

from data.book import Book
from service.api.problems import Problem
from service.lifecycle.case import NOBODY, Case
from service.records.facts import Facts

# The role that keeps the record for everyone, also for those who signed on paper.
KEEPER = "facilitator"


def check_rights(case: Case, role: str, facts: Facts, *, members: frozenset[str]) -> None:
    """Raise the 403 when ``role`` tells what only another party, or another member, may tell.

    Parameters
    ----------
    case
        The partnership, and the book it is run by.
    members
        For whom the account acts in this role.

    Notes
    -----
    Names that the book does not have are left to the lifecycle, which says what was expected.
    """
    if role == KEEPER:
        return
    for other in _parties(case.book, facts):
        if other != role:
            raise Problem(status=HTTPStatus.FORBIDDEN, kind="not-yours", values=(role, f"{other}, {KEEPER}"))
    if not set(_whose(case, facts)) - {NOBODY, ""} <= members:
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="not-this-one")


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


def _whose(case: Case, facts: Facts) -> Iterator[str]:
    """Yield every member in whose name something is told; what names nobody is told for all who bear the role."""
    book = case.book
    for paper in facts.papers:
        bearers = (*paper.signed_by, *paper.approved_by)
        if paper.document in book.documents and not bearers:
            yield from (paper.of,) if paper.of else case.holders(book.documents[paper.document])
        for bearer in bearers:
            if bearer.role in book.roles:
                yield from (bearer.who,) if bearer.who else case.bearers(bearer.role)
    for event in facts.events:
        if event.activity in book.activities:
            owner = book.activities[event.activity].owner
            yield from (event.of or case.mentees) if owner == "mentee" else (case.mentor,)
    for light in facts.confirmed:
        if light.role in book.roles:
            yield from case.bearers(light.role)


def _party(book: Book, role: str) -> str:
    return (book.roles[role].party or role) if role in book.roles else role
