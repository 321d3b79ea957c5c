"""An intake as the matcher sees it: mentors with practices, mentees with needs, pins and the past (3.1.1)."""

import matcher
from data import Book
from data.country import Country
from service.adapters.subjects import read_needs
from service.records.intake import Intake, LetterNeed, MentorOffer

MUST, NEVER = "must", "never"


def matcher_model(
    intake: Intake,
    *,
    book: Book,
    country: Country,
    needs: tuple[LetterNeed, ...] | None = None,
) -> matcher.Model:
    """Return a model that holds all of ``intake`` that matching needs: from mentors and letters to its floor.

    Parameters
    ----------
    intake
        What the facilitator handed in.
    book, country
        The tables of the programme and of the country.
    needs
        The needs that can be read (see ``read_needs``), which is asked when None.
        A letter without any stays in the model and comes back unmatched.

    Notes
    -----
    A mentor keeps its own id, a mentee is called by its letter's id, so two letters of one
    utility stay two requests.
    """
    model = matcher.Model(book, country)
    for offer in intake.mentors:
        _add_mentor(model, offer)
    for practice in intake.practices:
        model.add_practice(
            practice.mentor,
            subject=practice.subject,
            title=practice.title,
            before=practice.before,
            after=practice.after,
            year=practice.year,
            verified=practice.verified,
        )
    _add_letters(model, intake, read_needs(intake, book=book, country=country)[0] if needs is None else needs)
    _add_relations(model, intake)
    if intake.floor is not None:
        model.lift(intake.floor)
    return model


def _add_mentor(model: matcher.Model, offer: MentorOffer) -> None:
    model.add_mentor(
        offer.id,
        name=offer.name,
        region=offer.region,
        connections=offer.connections,
        capacity=offer.capacity,
        least=offer.least,
        team_days=offer.team_days,
        kind=offer.kind,
        raw_water=offer.raw_water,
        utility=offer.utility,
    )
    wishes = (offer.islands, offer.subjects, offer.least_connections, offer.most_connections)
    if any(wish not in ((), None) for wish in wishes):
        model.expect(
            offer.id,
            islands=offer.islands,
            subjects=offer.subjects,
            least_connections=offer.least_connections,
            most_connections=offer.most_connections,
        )


def _add_letters(model: matcher.Model, intake: Intake, needs: tuple[LetterNeed, ...]) -> None:
    for letter in intake.letters:
        model.add_mentee(letter.id, raw_water=letter.raw_water, utility=letter.utility, waited=letter.waited)
        for need in sorted((n for n in needs if n.letter == letter.id), key=lambda n: n.rank):
            model.add_need(
                letter.id,
                subject=need.subject,
                rank=need.rank,
                today=need.today,
                chosen=letter.wished or None,
                text=need.words or letter.text,
                expects=letter.expected_result,
            )


def _add_relations(model: matcher.Model, intake: Intake) -> None:
    for past in intake.past:
        model.add_past(past.mentor, past.mentee, year=past.year, subject=past.subject)
    for pin in intake.pins:
        tie = model.fix if pin.kind == MUST else model.forbid
        tie(pin.mentor, pin.letter, reason=pin.reason, author=pin.author)
