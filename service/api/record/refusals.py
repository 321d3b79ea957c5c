"""What the store and the lifecycle refuse, as problems with their status."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from data.book import Book
from data.text import Text
from service.api.phrases import fault_text, noun_text
from service.api.problems import FieldFault, Problem, invalid, short
from service.lifecycle import BadFact, Lack, Offer, StepRefused
from service.store import KeyReused, RecordExists, StaleVersion, StoreUnavailable, UnknownRecord, UnstorableValue

# Seconds after which a database that did not answer is worth asking again.
AGAIN = 5


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the store and the lifecycle raise into problems."""
    try:
        yield
    except UnknownRecord as error:
        values = (noun_text(error.key.kind), short(error.key.id))
        raise Problem(status=HTTPStatus.NOT_FOUND, kind="unknown-row", values=values) from error
    except RecordExists as error:
        values = (noun_text(error.key.kind), short(error.key.id))
        raise Problem(status=HTTPStatus.CONFLICT, kind="exists", values=values) from error
    except StaleVersion as error:
        stale = (error.found, short(error.expected))
        raise Problem(status=HTTPStatus.PRECONDITION_FAILED, kind="stale", values=stale) from error
    except KeyReused as error:
        raise Problem(status=HTTPStatus.UNPROCESSABLE_ENTITY, kind="key-reused") from error
    except UnstorableValue as error:
        raise invalid(FieldFault(field=error.where or "body", expected=fault_text("characters"))) from error
    except BadFact as error:
        raise invalid(FieldFault(field=error.field, expected=error.expected)) from error
    except StoreUnavailable as error:
        raise Problem(
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            kind="no-record-now",
            values=(AGAIN,),
            headers={"Retry-After": str(AGAIN)},
        ) from error


def refused_step(error: StepRefused, book: Book, offers: tuple[Offer, ...]) -> Problem:
    """Return the 409 for a step that cannot be taken: what it lacks, and what can be done from here."""
    state, step = book.states[error.state].name, book.steps[error.step].name
    told = [lack.sentence for lack in error.lacks] or [
        Text(en=f"it does not start from '{state.en}'", id=f"tidak dimulai dari '{state.id}'")
    ]
    why = Text(en="; ".join(one.en for one in told), id="; ".join(one.id for one in told))
    return Problem(
        status=HTTPStatus.CONFLICT,
        kind="step-refused",
        values=(step, why),
        section=error.section,
        faults=tuple(FieldFault(field=lack.gate, expected=lack.sentence) for lack in error.lacks),
        allowed=tuple(offer.step.id for offer in offers if not offer.lacks),
        steps=tuple(shown_offer(offer) for offer in offers),
    )


def shown_offer(offer: Offer) -> dict[str, Any]:
    """Return a step and what it lacks, in both languages."""
    step = offer.step
    return {
        "id": step.id,
        "name": shown_text(step.name),
        "section": step.section,
        "by": step.by,
        "to": step.to,
        "lacks": [shown_lack(lack) for lack in offer.lacks],
    }


def shown_lack(lack: Lack) -> dict[str, Any]:
    """Return one thing that is missing, in both languages."""
    return {"gate": lack.gate, "section": lack.section, "sentence": shown_text(lack.sentence)}


def shown_text(text: Text) -> Mapping[str, str]:
    """Return a text as the answer shows it."""
    return {"en": text.en, "id": text.id}
