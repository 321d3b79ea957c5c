"""What every event costs, before anyone is named to pay: journeys, hosting, the facilitator's own work (4.1, 4.2)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from data.fares import Norms
from data.text import Text
from planner.costs.journeys import Journey, colleagues, days_of, gathers, guests, journeys, key_of
from planner.money.declared import CompanyRates
from planner.money.kinds import FACILITATOR, HOSTING, PILOT, Charge, payer_key
from planner.money.rupiah import spaced
from planner.problem import Problem
from planner.result import Event

POLICY = "policy/costs.toml"


def charges(problem: Problem, events: Iterable[Event]) -> tuple[Charge, ...]:
    """Return every charge of the events, those of amount 0 left out.

    Parameters
    ----------
    problem
        Its book holds the assumed prices, its travel tables the fares and norms; ``declared`` the company rates
        and pilot budgets.
    events
        In any order; the ids of the charges do not depend on it.
    """
    ordered = sorted(events, key=lambda event: (event.first, event.id))
    found = [charge for journey in journeys(problem, ordered) for charge in _travel(problem, journey)]
    for event in ordered:
        if gathers(event):
            found.extend(_gathering(problem, event))
    found.extend(_documents(problem, ordered))
    found.extend(_pilots(problem, ordered, problem.declared.pilots))
    return tuple(charge for charge in found if charge.amount)


def formula(*factors: int) -> str:
    """Return ``4 x 3 x 861 000 = 10 332 000``: the same in both languages, thousands apart by a space."""
    product = 1
    for factor in factors:
        product *= factor
    return f"{' x '.join(spaced(factor) for factor in factors)} = {spaced(product)}"


def _travel(problem: Problem, journey: Journey) -> Iterator[Charge]:
    """Yield fare, airport transfers, lodging, allowance and cars of one journey."""
    norms = problem.travel.norms(problem.region(journey.place))
    own = problem.declared.rates.get(journey.party, CompanyRates())
    persons, route = journey.persons, journey.route
    yield _journeyed(
        journey, "fare", formula(persons, route.fare), amount=persons * route.fare, estimated=route.estimated,
        text=_counted(persons, en="return fare", id="ongkos pulang pergi"),
        source=f"{route.source}; {', '.join(route.legs)}",
    )  # fmt: skip
    yield from _transfers(problem, journey, norms)
    nightly = norms.hotel if own.hotel is None else own.hotel
    yield _journeyed(
        journey, "lodging", formula(persons, journey.nights, nightly), amount=persons * journey.nights * nightly,
        text=_counted(persons, journey.nights, en="lodging", id="penginapan", unit=("night", "malam")),
        source=norms.source if own.hotel is None else own.source,
    )  # fmt: skip
    daily = norms.daily_allowance if own.daily_allowance is None else own.daily_allowance
    yield _journeyed(
        journey, "allowance", formula(persons, journey.days, daily), amount=persons * journey.days * daily,
        text=_counted(persons, journey.days, en="daily allowance", id="uang harian", unit=("day", "hari")),
        source=norms.source if own.daily_allowance is None else own.source,
    )  # fmt: skip
    if journey.party != FACILITATOR:
        cars = -(-persons // problem.book.number("car_seats"))
        yield _journeyed(
            journey, "local_transport", formula(cars, journey.on_site_days, norms.car_day),
            amount=cars * journey.on_site_days * norms.car_day, source=norms.source,
            text=_counted(cars, journey.on_site_days, en="hired car with driver", id="sewa mobil dengan pengemudi",
                          noun=("car", "mobil"), unit=("day", "hari")),
        )  # fmt: skip


def _transfers(problem: Problem, journey: Journey, norms: Norms) -> Iterator[Charge]:
    """Yield the way between airport and town at both ends, there and back; where no norm is printed, nothing."""
    if journey.route.mode != "air":
        return
    home = problem.travel.norms(problem.region(journey.party))
    both = (home.terminal_transfer or 0) + (norms.terminal_transfer or 0)
    yield _journeyed(
        journey, "fare", formula(journey.persons, 2, both), amount=journey.persons * 2 * both, suffix="transfer",
        text=_counted(journey.persons, en="airport transfers", id="transportasi bandara"), source=norms.source,
        estimated=home.terminal_transfer is None or norms.terminal_transfer is None,
    )  # fmt: skip


def _gathering(problem: Problem, event: Event) -> Iterator[Charge]:
    """Yield what is spent at the place itself: hosting, or the facilitator's meeting; and the honorarium."""
    days, staff, book = days_of(event), colleagues(event), problem.book
    people = guests(event) + staff
    if event.place == FACILITATOR:
        yield from _meeting(problem, event, people=people)
    else:
        price = book.number("hosting_person_day")
        yield _spent(
            event, HOSTING, "hosting", formula(people, days, price), amount=people * days * price,
            host=key_of(problem, event, event.place, role=book.activities[event.activity].place),
            text=_counted(people, days, en="venue and meals", id="tempat dan konsumsi", unit=("day", "hari")),
        )  # fmt: skip
    price = book.number("honorarium_day")
    yield _spent(
        event, "honorarium", "honorarium", formula(staff, days, price), amount=staff * days * price,
        bearer=FACILITATOR,
        text=_counted(staff, days, en="honorarium", id="honorarium", noun=("facilitator", "fasilitator"),
                      unit=("day", "hari")),
    )  # fmt: skip


def _meeting(problem: Problem, event: Event, *, people: int) -> Iterator[Charge]:
    """Yield the package and the fixed cost of what the facilitator organises.

    Notes
    -----
    A workshop is 4.1.5 and 4.2.4. A meeting up to the agreement is 'preparation and the initial process' (4.2.1);
    a later one is booked like a workshop, the nearest of the five heads.
    """
    book, days = problem.book, days_of(event)
    workshop = book.activities[event.activity].kind == "workshop"
    kind = "preparation" if not workshop and _is_before_pilot(problem, event) else "workshop_organisation"
    package, fixed = book.number("meeting_person_day"), book.number("workshop_fixed" if workshop else "meeting_fixed")
    yield _spent(
        event, kind, "package", formula(people, days, package), amount=people * days * package, bearer=FACILITATOR,
        text=_counted(people, days, en="meeting package", id="paket pertemuan", unit=("day", "hari")),
    )  # fmt: skip
    yield _spent(
        event, kind, "fixed", formula(1, fixed), amount=fixed, bearer=FACILITATOR,
        text=Text(en="hall, speakers and material", id="aula, narasumber, dan bahan") if workshop
        else Text(en="invitations and room", id="undangan dan ruang"),
    )  # fmt: skip


def _is_before_pilot(problem: Problem, event: Event) -> bool:
    book = problem.book
    starts = [book.phases[row.phase].number for row in book.activities.values() if row.kind == "pilot"]
    return all(book.phases[book.activities[event.activity].phase].number < number for number in starts)


def _documents(problem: Problem, events: Iterable[Event]) -> Iterator[Charge]:
    """Yield papers and publications (4.2.5): for each partnership on its last day, for each workshop on its first."""
    last: dict[str, Event] = {}
    each, printed = problem.book.number("documents_partnership"), problem.book.number("documents_workshop")
    for event in events:
        if event.partnership:
            last[event.partnership] = max(event, last.get(event.partnership, event), key=lambda one: (one.last, one.id))
        elif problem.book.activities[event.activity].kind == "workshop":
            yield _spent(
                event, "documents", "documents", formula(1, printed), amount=printed, bearer=FACILITATOR,
                text=Text(en="guidelines and publications of a workshop", id="pedoman dan publikasi lokakarya"),
            )  # fmt: skip
    for event in last.values():
        yield _spent(
            event, "documents", "documents", formula(1, each), amount=each, bearer=FACILITATOR, on=event.last,
            text=Text(en="documents of a partnership", id="dokumen satu kemitraan"),
        )  # fmt: skip


def _pilots(problem: Problem, events: Iterable[Event], pilots: Mapping[str, int]) -> Iterator[Charge]:
    """Yield what each mentee put into its own annual plan for the pilot (4.1.3); without a figure no line."""
    for event in events:
        if event.partnership and problem.book.activities[event.activity].kind == "pilot":
            for mentee in problem.partnerships[event.partnership].mentees:
                if mentee in pilots:
                    amount = pilots[mentee]
                    yield _spent(
                        event, PILOT, f"{mentee}/pilot", formula(1, amount), amount=amount,
                        bearer=payer_key("mentee", mentee), source="the mentee's own annual plan (3.1.1-A3)",
                        text=Text(en="pilot operation and investment", id="operasional dan investasi percontohan"),
                    )  # fmt: skip


def _journeyed(
    journey: Journey, kind: str, counted: str, *, amount: int, text: Text, source: str,
    estimated: bool = False, suffix: str = "",
) -> Charge:  # fmt: skip
    return Charge(
        id=f"{journey.id}/{suffix or kind}", partnership=journey.event.partnership, activity=journey.event.activity,
        event=journey.event.id, kind=kind, text=text, amount=amount, traveller=journey.traveller, host=journey.host,
        on=journey.depart, basis=f"{counted}; {source}", estimated=estimated, distance_km=journey.route.distance_km,
    )  # fmt: skip


def _spent(
    event: Event, kind: str, name: str, counted: str, *, amount: int, text: Text, host: str = "", bearer: str = "",
    on: dt.date | None = None, source: str = POLICY,
) -> Charge:  # fmt: skip
    return Charge(
        id=f"{event.id}/{name}", partnership=event.partnership, activity=event.activity, event=event.id, kind=kind,
        text=text, amount=amount, host=host, bearer=bearer, on=on or event.first, basis=f"{counted}; {source}",
        estimated=source == POLICY,
    )  # fmt: skip


def _counted(
    count: int, units: int | None = None, *, en: str, id: str, noun: tuple[str, str] = ("person", "orang"),
    unit: tuple[str, str] = ("", ""),
) -> Text:  # fmt: skip
    """Return ``lodging, 4 persons, 3 nights`` in both languages; Indonesian nouns have no plural after a number."""
    english, indonesian = f"{en}, {count} {noun[0]}{_s(count)}", f"{id}, {count} {noun[1]}"
    if units is None:
        return Text(en=english, id=indonesian)
    return Text(en=f"{english}, {units} {unit[0]}{_s(units)}", id=f"{indonesian}, {units} {unit[1]}")


def _s(count: int) -> str:
    return "" if count == 1 else "s"
