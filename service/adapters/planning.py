"""An intake and its match as the planner sees them: parties, colleagues, absences, partnerships, money."""

import itertools
import string
from collections.abc import Mapping

import matcher
import planner
from data import Book
from data.country import Country
from service.records.intake import Intake, Letter, MentorOffer


def party_of_mentor(offer: MentorOffer) -> str:
    """Return the party behind a mentor: its utility, or the person or centre itself."""
    return offer.utility or offer.id


def party_of_letter(letter: Letter) -> str:
    """Return the party behind a letter: its utility, so that one utility has one calendar in both roles."""
    return letter.utility


def partnerships(
    intake: Intake, match: matcher.Result, *, known: Mapping[str, str] | None = None
) -> Mapping[str, matcher.Proposal]:
    """Return the assigned pairs by partnership id.

    Parameters
    ----------
    known
        Partnership id to letter id as published: these letters keep their ids wherever they stand in the workbook,
        new ones are numbered behind all.

    Notes
    -----
    ``w-07`` answers the seventh letter of the workbook, so an id keeps its meaning when another
    letter gains or loses its mentor; ids therefore may leave gaps.
    """
    places = {letter.id: place for place, letter in enumerate(intake.letters, start=1)}
    ordered = sorted(match.proposals, key=lambda proposal: places[proposal.mentee])
    if not known:
        return {f"w-{places[proposal.mentee]:02}": proposal for proposal in ordered}
    named = {letter: key for key, letter in known.items()}
    free = (key for number in itertools.count(len(intake.letters) + 1) if (key := f"w-{number:02}") not in known)
    return {named.get(proposal.mentee) or next(free): proposal for proposal in ordered}


def planner_model(
    intake: Intake,
    match: matcher.Result,
    *,
    book: Book,
    country: Country,
    known: Mapping[str, str] | None = None,
    rivals: Mapping[str, matcher.Proposal] | None = None,
) -> planner.Model:
    """Return a model that plans one partnership for every assigned pair, worth its matching points.

    Parameters
    ----------
    known
        As in ``partnerships``.
    rivals
        Partnership id to a pair that competes with those assigned (see ``rival_pairs``); then at most one of a
        letter may enter, and each mentor takes no more than it offered.
    """
    model = planner.Model(
        book,
        year=intake.year,
        today=intake.today,
        budget=intake.budget,
        budget_decided=intake.budget_state == "decided",
        country=country,
        decision=_decision(intake),
        travel_policy=intake.travel_policy,
    )
    pairs = {**partnerships(intake, match, known=known), **(rivals or {})}
    offers = {offer.id: offer for offer in intake.mentors}
    letters = {letter.id: letter for letter in intake.letters}
    for colleague in intake.facilitators:
        model.add_facilitator(colleague.id, days_per_month=colleague.days_per_month, name=colleague.name)
    _add_parties(model, intake, pairs, country)
    _add_absences(model, intake)
    for key, proposal in pairs.items():
        letter = letters[proposal.mentee]
        model.add_partnership(
            key,
            mentor=party_of_mentor(offers[proposal.mentor]),
            mentees=[party_of_letter(letter)],
            ready=letter.ready,
            worth=proposal.points,
            subject=proposal.subject,
            group="" if rivals is None else proposal.mentee,
        )
    if rivals is not None:
        for party, places in _places(intake).items():
            if party in model.parties:
                model.limit_mentor(party, most=places)
    return model


def rival_pairs(intake: Intake, match: matcher.Result, *, most: int) -> Mapping[str, matcher.Proposal]:
    """Return the pairs that could stand in for those assigned, by partnership id.

    Parameters
    ----------
    most
        Mentors of each letter, the assigned one included; the best by points, whatever its needs.

    Notes
    -----
    ``w-07`` stays the assigned pair of the seventh letter; its rivals are ``w-07-b``, ``w-07-c`` and so on.
    """
    assigned = {proposal.mentee: proposal.mentor for proposal in match.proposals}
    fixed = {pin.letter for pin in intake.pins if pin.kind == "must"}
    found: dict[str, matcher.Proposal] = {}
    for place, letter in enumerate(intake.letters, start=1):
        if letter.id in fixed:
            continue
        best: dict[str, matcher.Proposal] = {}
        for need in match.problem.needs.values():
            if need.mentee == letter.id:
                for one in matcher.rank(match.problem, need.id):
                    if one.mentor not in best or one.points > best[one.mentor].points:
                        best[one.mentor] = one
        best.pop(assigned.get(letter.id, ""), None)
        ordered = sorted(best.values(), key=lambda one: (-one.points, one.mentor))
        signs = string.ascii_lowercase[1 if letter.id in assigned else 0 : most]
        found.update({f"w-{place:02}-{sign}": one for sign, one in zip(signs, ordered, strict=False)})
    return found


def _places(intake: Intake) -> Mapping[str, int]:
    """Return the places that each party offers as a mentor."""
    places: dict[str, int] = {}
    for offer in intake.mentors:
        party = party_of_mentor(offer)
        places[party] = places.get(party, 0) + offer.capacity
    return places


def _decision(intake: Intake) -> planner.Decision | None:
    board = intake.decision
    if board is None:
        return None
    return planner.Decision(
        number=board.number, date=board.date, kind=board.kind, amounts=board.amounts, regions=board.regions
    )


def _add_parties(
    model: planner.Model,
    intake: Intake,
    pairs: Mapping[str, matcher.Proposal],
    country: Country,
) -> None:
    """Add each party of a pair once, mentors first."""
    mentors = {proposal.mentor for proposal in pairs.values()}
    mentees = {proposal.mentee for proposal in pairs.values()}
    added: set[str] = set()
    for offer in intake.mentors:
        party = party_of_mentor(offer)
        if offer.id in mentors and party not in added:
            added.add(party)
            region = offer.region or country.utility(offer.utility).region_code
            model.add_party(party, region=region, name=offer.name, connections=offer.connections)
    for letter in intake.letters:
        party = party_of_letter(letter)
        if letter.id in mentees and party not in added:
            added.add(party)
            utility = country.utility(letter.utility)
            model.add_party(party, region=utility.region_code, name=utility.name, connections=utility.connections)


def _add_absences(model: planner.Model, intake: Intake) -> None:
    """Block the days of everyone who takes part, under the ids that the planner knows them by.

    Notes
    -----
    Who is not matched has no calendar, and officers have none yet (see ``service.walks.readiness``).
    """
    parties = {offer.id: party_of_mentor(offer) for offer in intake.mentors}
    parties.update({letter.id: party_of_letter(letter) for letter in intake.letters})
    for absence in intake.absences:
        who = parties.get(absence.who, absence.who)
        if who in model.parties or who in model.facilitators:
            model.block(who, absence.first, absence.last, reason=absence.reason)
