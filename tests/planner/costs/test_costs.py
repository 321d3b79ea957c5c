"""Cost lines of events, every figure worked out by hand from the printed fares and norms (4.1, 4.2)."""

import dataclasses
import datetime as dt

import pytest

from data import load_book
from data.loading import WATERLINKS
from planner.costs.lines import cost_lines
from planner.costs.verify import verify_money
from planner.money.declared import CompanyRates, Declared
from planner.money.kinds import NotWholeRupiah
from planner.money.ledger import Ledger
from tests.planner.money_cases import DAY, YEAR, book, diagnostic, event, partnership, priced, problem, study, year


def by_kind(lines, payer):
    """Return rupiah per kind of one payer."""
    return Ledger(tuple(line for line in lines if line.payer == payer)).by_kind()


@pytest.mark.guards("4.1.1")
def test_travel_near_visit_costs_mentor_by_hand():
    """4 persons by road: fare 4 x 410 000, hotel 4 x 2 x 861 000, allowance 4 x 3 x 380 000, car 3 x 1 507 000.

    1 640 000 + 6 888 000 + 4 560 000 + 4 521 000 = 17 609 000.
    """
    lines = cost_lines(problem(), [diagnostic()])

    assert by_kind(lines, "mentor:alfa") == {
        "fare": 1_640_000, "lodging": 6_888_000, "allowance": 4_560_000, "local_transport": 4_521_000,
    }  # fmt: skip
    assert {line.rule for line in lines if line.payer == "mentor:alfa"} == {"4.1.1"}


@pytest.mark.guards("4.1.1")
def test_travel_far_visit_adds_travel_days_and_airports():
    """By air a day is lost each way: 4 nights and 5 days for a visit of 3, and both airports cost there and back.

    Fare 4 x 5 220 000 and airports 4 x 2 x (162 000 + 300 000) = 20 880 000 + 3 696 000 = 24 576 000;
    hotel 4 x 4 x 804 000 = 12 864 000; allowance 4 x 5 x 430 000 = 8 600 000; car 3 x 1 100 000 = 3 300 000.
    """
    lines = cost_lines(problem(), [diagnostic(mentee="gama", of="w-2")])

    assert by_kind(lines, "mentor:alfa") == {
        "fare": 24_576_000, "lodging": 12_864_000, "allowance": 8_600_000, "local_transport": 3_300_000,
    }  # fmt: skip


@pytest.mark.guards("4.1.2")
def test_travel_study_visit_costs_mentee():
    """The mentee's team of 6 travels to the mentor, so 4.1.2 applies: 6 x 410 000 is its fare."""
    lines = cost_lines(problem(), [study()])

    assert by_kind(lines, "mentee:beta")["fare"] == 2_460_000
    assert {line.rule for line in lines if line.payer == "mentee:beta"} == {"4.1.2"}


@pytest.mark.guards("4.1.4")
@pytest.mark.parametrize(
    ("visit", "host", "amount"),
    [(diagnostic(), "mentee:beta", 1_800_000), (study(), "mentor:alfa", 2_700_000)],
)
def test_hosting_visit_costs_its_host(visit, host, amount):
    """Venue and meals: 4 x 3 x 150 000 for the mentee as host, 6 x 3 x 150 000 for the mentor as host."""
    lines = cost_lines(problem(), [visit])

    hosting = [line for line in lines if line.kind == "venue_meals"]
    assert [(line.payer, line.amount, line.rule) for line in hosting] == [(host, amount, "4.1.4")]


@pytest.mark.guards("4.2.2")
def test_facilitator_visit_costs_head_facilitator_travel():
    """One colleague by air and road: fare 2 678 000, airports 2 x (250 000 + 162 000), 4 nights, 5 days.

    2 678 000 + 824 000 + 3 444 000 + 1 900 000 + honorarium 3 x 500 000 = 10 346 000; no car, the team's has room.
    """
    lines = cost_lines(problem(), [diagnostic(staff=("rina",))])

    own = by_kind([line for line in lines if line.head == "facilitator_travel"], "facilitator")
    assert own == {"fare": 3_502_000, "lodging": 3_444_000, "allowance": 1_900_000, "honorarium": 1_500_000}
    assert sum(own.values()) == 10_346_000


def test_facilitator_named_and_counted_paid_once():
    """The colleague stands among the travellers and among the names; that is still one person."""
    both = event(
        "diagnostic_visit", dt.date(YEAR, 4, 6), days=3, place="beta",
        who=[("mentor", "alfa", 4), ("facilitator", "facilitator", 1)], staff=("rina",),
    )  # fmt: skip

    assert (
        Ledger(cost_lines(problem(), [both])).total
        == Ledger(cost_lines(problem(), [diagnostic(staff=("rina",))])).total
    )


def test_trip_shared_by_two_events_pays_one_fare():
    """Letter of intent on Monday and diagnostic until Thursday on one trip: one fare, 3 nights, 4 days.

    Apart they would be two journeys: twice the fare, 0 + 2 nights.
    """
    letter = event(
        "letter_of_intent", dt.date(YEAR, 4, 5), place="beta", who=[("mentor", "alfa", 4)], trip="w-1/opening"
    )
    shared = by_kind(cost_lines(problem(), [letter, diagnostic(trip="w-1/opening")]), "mentor:alfa")
    alone = event("letter_of_intent", dt.date(YEAR, 4, 5), place="beta", who=[("mentor", "alfa", 4)])
    apart = by_kind(cost_lines(problem(), [alone, diagnostic()]), "mentor:alfa")

    assert (shared["fare"], shared["lodging"], shared["allowance"]) == (1_640_000, 4 * 3 * 861_000, 4 * 4 * 380_000)
    assert (apart["fare"], apart["lodging"], apart["allowance"]) == (3_280_000, 4 * 2 * 861_000, 4 * 4 * 380_000)


def test_trip_lines_hang_on_its_visit():
    """The journey is made for the visit, not for the signing before it, so the lines name the visit."""
    letter = event(
        "letter_of_intent", dt.date(YEAR, 4, 5), place="beta", who=[("mentor", "alfa", 4)], trip="w-1/opening"
    )

    lines = cost_lines(problem(), [letter, diagnostic(trip="w-1/opening")])

    fare = next(line for line in lines if line.kind == "fare")
    assert (fare.event, fare.on) == ("w-1/diagnostic_visit/1", dt.date(YEAR, 4, 5))


@pytest.mark.parametrize(("persons", "cars"), [(6, 1), (7, 2), (12, 2), (13, 3)])
def test_cars_at_seat_boundary_counted(persons, cars):
    """Six visitors fill one car; the seventh needs a second one."""
    visit = event("study_visit", dt.date(YEAR, 5, 4), place="alfa", who=[("mentee", "beta", persons)])

    assert by_kind(cost_lines(problem(), [visit]), "mentee:beta")["local_transport"] == cars * 1_507_000


@pytest.mark.parametrize(("days", "nights"), [(1, 0), (2, 1), (3, 2)])
def test_lodging_without_travel_days_counts_nights_between(days, nights):
    """A day trip by road needs no bed; every further day needs one more."""
    visit = event("study_visit", dt.date(YEAR, 5, 4), days=days, place="alfa", who=[("mentee", "beta", 1)])

    assert by_kind(cost_lines(problem(), [visit]), "mentee:beta").get("lodging", 0) == nights * 861_000


def test_lodging_over_weekend_counts_calendar_nights():
    """Friday to Monday is three nights although only two of the days are working days."""
    visit = event("study_visit", dt.date(YEAR, 5, 7), days=4, place="alfa", who=[("mentee", "beta", 1)])

    assert by_kind(cost_lines(problem(), [visit]), "mentee:beta")["lodging"] == 3 * 861_000


def test_travel_within_one_place_costs_nothing():
    """Two utilities in one town pay for no journey; the meals of the host remain."""
    visit = event("diagnostic_visit", dt.date(YEAR, 4, 6), place="delta", who=[("mentee", "beta", 4)], of="w-9")
    given = problem(partnerships=[partnership("w-9", "delta", "beta")])

    lines = cost_lines(given, [visit])

    assert [(line.kind, line.payer) for line in lines if line.kind != "documents"] == [("venue_meals", "mentee:delta")]


@pytest.mark.guards("4.2.1")
def test_meeting_before_pilot_is_preparation():
    """Initial meeting: (4 guests + 1 colleague) x 400 000 + 1 000 000 = 3 000 000 under head preparation."""
    meeting = event(
        "initial_meeting", dt.date(YEAR, 2, 1), place="facilitator",
        who=[("mentor", "alfa", 2), ("mentee", "beta", 2)], staff=("rina",),
    )  # fmt: skip

    lines = cost_lines(problem(), [meeting])

    assert Ledger(lines).by_head()["preparation"] == 3_000_000
    assert {line.rule for line in lines if line.head == "preparation"} == {"4.2.1"}


def test_meeting_after_pilot_is_booked_like_a_workshop():
    """The evaluation meeting is no preparation; of the five heads of 4.2 the workshops are the nearest."""
    meeting = event("evaluation_meeting", dt.date(YEAR, 11, 15), place="facilitator", who=[("mentor", "alfa", 2)])

    heads = Ledger(cost_lines(problem(), [meeting])).by_head()

    assert heads["workshops"] == 2 * 400_000 + 1_000_000
    assert "preparation" not in heads


@pytest.mark.guards("4.1.5")
def test_workshop_costs_facilitator_and_travel_its_guests():
    """3 people for 2 days: 3 x 2 x 400 000 + 15 000 000; the guests' journey stays with the mentor (4.1.1)."""
    workshop = event(
        "mentor_workshop", dt.date(YEAR, 4, 20), days=2, place="facilitator", who=[("mentor", "alfa", 2)],
        staff=("rina",), of="",
    )  # fmt: skip

    lines = cost_lines(problem(), [workshop])

    ledger = Ledger(lines)
    assert ledger.by_head()["workshops"] == 17_400_000
    assert {line.rule for line in lines if line.head == "workshops"} == {"4.1.5"}
    assert by_kind(lines, "mentor:alfa")["fare"] == 2 * 2_268_000 + 2 * 2 * (162_000 + 250_000)


@pytest.mark.guards("4.2.5")
def test_documents_once_per_partnership_and_workshop():
    """Two partnerships and two workshops: 2 x 2 500 000 + 2 x 10 000 000."""
    assert Ledger(cost_lines(problem(), year())).by_head()["documents"] == 25_000_000


def test_documents_due_on_last_day_of_partnership():
    """The pilot lasts longest of the two events, so the papers are booked on its last day."""
    pilot = event("pilot", dt.date(YEAR, 5, 3), days=185)

    lines = cost_lines(problem(), [pilot, diagnostic()])

    assert [line.on for line in lines if line.kind == "documents"] == [dt.date(YEAR, 5, 3) + 184 * DAY]


@pytest.mark.guards("4.1.3")
def test_pilot_without_declared_budget_has_no_line():
    """An investment is never made up: what the mentee has not put into its plan is not in ours."""
    lines = cost_lines(problem(), [event("pilot", dt.date(YEAR, 5, 3), days=185)])

    assert "pilot_investment" not in Ledger(lines).by_kind()


@pytest.mark.guards("4.1.3", "3.1.1-A3")
def test_pilot_with_declared_budget_costs_mentee():
    """The mentee's own figure is its own line, by 4.1.3, and nobody else's."""
    declared = Declared(pilots={"beta": 125_000_000, "gama": 1})

    lines = cost_lines(problem(), [event("pilot", dt.date(YEAR, 5, 3), days=185)], declared=declared)

    pilots = [(line.payer, line.amount, line.rule) for line in lines if line.kind == "pilot_investment"]
    assert pilots == [("mentee:beta", 125_000_000, "4.1.3")]


def test_pilot_float_budget_refused():
    """A pilot budget typed as a float is refused where it enters."""
    with pytest.raises(NotWholeRupiah, match="pilot budget of beta"):
        Declared(pilots={"beta": 1.5})


@pytest.mark.guards("4.1.1")
def test_rates_of_company_used_before_state_norm():
    """4.1.1 says 'according to their company's rules': alfa sleeps for 500 000 and eats for 300 000, others by norm."""
    declared = Declared(rates={"alfa": CompanyRates(daily_allowance=300_000, hotel=500_000, source="SK alfa 3/2026")})

    lines = cost_lines(problem(), [diagnostic(), study()], declared=declared)

    assert by_kind(lines, "mentor:alfa")["lodging"] == 4 * 2 * 500_000
    assert by_kind(lines, "mentor:alfa")["allowance"] == 4 * 3 * 300_000
    assert by_kind(lines, "mentee:beta")["lodging"] == 6 * 2 * 861_000
    assert "SK alfa 3/2026" in next(line.basis for line in lines if line.kind == "lodging")


def test_rates_of_company_zero_hotel_kept():
    """A company that puts its people up for nothing has said zero, which is not 'unknown'."""
    declared = Declared(rates={"alfa": CompanyRates(hotel=0)})

    lines = cost_lines(problem(), [diagnostic()], declared=declared)

    assert "lodging" not in by_kind(lines, "mentor:alfa")
    assert by_kind(lines, "mentor:alfa")["allowance"] == 4_560_000


def test_basis_of_every_line_gives_its_amount():
    """A reader can redo each sum: the product of the factors is what stands behind the equals sign and in the line."""
    for line in cost_lines(problem(), year()):
        counted, _, _ = line.basis.partition(";")
        factors, _, product = counted.partition(" = ")
        worked = 1
        for factor in factors.split(" x "):
            worked *= int(factor.replace(" ", ""))

        assert worked == line.amount == int(product.replace(" ", "")), line.id


def test_basis_of_every_line_names_a_source():
    """No number without a source: after the sum comes where its price was found."""
    sources = {line.basis.partition("; ")[2].partition(";")[0] for line in cost_lines(problem(), year())}

    assert sources == {"PMK 32/2025", "policy/costs.toml"}


def test_estimated_marks_assumed_prices_only():
    """Hosting is an assumed price and says so; a printed fare does not."""
    lines = {line.kind: line.estimated for line in cost_lines(problem(), [diagnostic()])}

    assert lines["venue_meals"]
    assert not lines["fare"]


def test_estimated_marks_fare_that_no_table_prints():
    """Jakarta to Bandung is estimated by distance, so whoever reads the line is told."""
    given = problem()
    bandung = dataclasses.replace(given.parties["alfa"], region="32.73")
    moved = dataclasses.replace(given, parties={**given.parties, "alfa": bandung})
    meeting = event("initial_meeting", dt.date(YEAR, 2, 1), place="facilitator", who=[("mentor", "alfa", 2)])

    lines = cost_lines(moved, [meeting])

    assert [line.estimated for line in lines if line.kind == "fare"] == [True]


def test_lines_in_any_order_of_events_same():
    """Ids and sums must not depend on the order in which a solver lists its events."""
    there, back = cost_lines(problem(), year()), cost_lines(problem(), tuple(reversed(year())))

    assert there == back
    assert len({line.id for line in there}) == len(there)


def test_lines_every_kind_is_in_the_book():
    """Whatever is charged has a name in two languages in the table of cost kinds."""
    kinds = {line.kind for line in cost_lines(problem(), year(), declared=Declared(pilots={"beta": 1}))}

    assert kinds == set(book().cost_kinds)


def test_lines_several_mentees_travel_to_the_first():
    """In a partnership of one mentor and two mentees the second comes to the first one's place at its own cost."""
    given = problem(partnerships=[partnership("w-3", "beta", "gama")])
    visit = event("diagnostic_visit", dt.date(YEAR, 4, 6), days=3, place="beta", of="w-3",
                  who=[("mentor", "alfa", 4), ("mentee", "gama", 2)])  # fmt: skip

    payers = Ledger(cost_lines(given, [visit])).by_payer()

    assert set(payers) == {"mentor:alfa", "mentee:gama", "mentee:beta", "facilitator"}
    assert payers["mentee:beta"] == 6 * 3 * 150_000


def test_lines_of_another_book_have_its_own_rules():
    """The second book names other rules and heads; nothing of chapter IV's numbering hides in the code."""
    other = load_book(WATERLINKS)
    heads = dict.fromkeys(other.budget_heads, 10**9)
    given = dataclasses.replace(problem(budget=heads), book=other)
    visit = event(
        "diagnostic_visit", dt.date(YEAR, 4, 6), days=3, place="beta", who=[("mentor", "alfa", 4)], staff=("rina",)
    )

    ledger, allocations = priced(given, [visit])

    assert {line.rule for line in ledger.lines} <= {*other.cost_rules, *other.travel_policies}
    assert set(ledger.by_head()) - {""} <= set(other.budget_heads)
    assert verify_money(given, [visit], ledger, allocations) == ()
