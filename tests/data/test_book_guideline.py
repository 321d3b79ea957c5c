"""Sections, roles, statements, phases, numbers, money and tensions stand in the book as the guideline has them."""

import re

import pytest

from data import load_book
from data.references import resolve_section

BOOK = load_book()

NUMBERS_OF_SECTIONS = """
1.1 1.2 1.3 2.1 2.1.1 2.1.2 2.1.3 2.1.4 2.1.5 2.2 2.3 2.3.1 2.3.2 2.3.3 2.4 2.6 2.7 3.1 3.1.1 3.1.1-A 3.1.1-A1
3.1.1-A2 3.1.1-A3 3.1.1-A4 3.1.1-A5 3.1.1-A6 3.1.1-B 3.1.1-B1 3.1.1-B2 3.1.1-B3 3.1.1-B4 3.1-chart 3.1.2 3.1.3
3.1.4 3.1.5 3.1.6 3.1.7 3.2 3.2.1 3.2.2 3.2.3 3.3 3.3.1 3.3.2 3.3.3 3.3.4 4.1 4.1.1 4.1.2 4.1.3 4.1.4 4.1.5
4.2 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.3 5.1 5.1.1 5.1.2 5.2 5.2.1 5.2.2 5.2.3 5.3 5.3.1 5.3.2 5.3.3 5.4
"""
NUMBERED = NUMBERS_OF_SECTIONS.split()

ACTIVITIES = {
    "identification": {"needs_survey", "identify_practices", "offer_participation"},
    "establishment": {"request", "initial_meeting", "mentor_confirmation", "letter_of_intent", "diagnostic_visit"},
    "agreement": {"work_plan", "memorandum_of_agreement", "mentor_workshop"},
    "implementation": {"study_visit", "pilot", "monitoring_visit"},
    "expansion": {"evaluation_meeting", "scale_up_planning", "dissemination_workshop"},
}

STATED = {
    "operators_least": 2,
    "budget_years": 1,
    "pilot_months_least": 6,
    "pilot_months_most": 8,
    "visit_kinds": 3,
    "main_team_least": 4,
    "main_team_most": 10,
    "large_team_most": 15,
    "phases": 5,
    "initial_meeting_roles": 4,
    "signers": 3,
    "report_parts": 6,
    "budget_heads": 5,
    "cost_arrangements": 5,
    "partner_helps": 7,
    "mentor_indicators": 3,
    "mentee_indicators": 3,
    "reports_per_month": 1,
    "work_plan_parts": 6,
    "agenda_points": 6,
}


def of_kind(kind, section=""):
    """Return the statements of one kind, in order, of one section if given."""
    return [row for row in BOOK.statements.values() if row.kind == kind and section in {"", row.section}]


@pytest.mark.parametrize("section", NUMBERED)
def test_section_of_the_guideline_is_in_the_book(section):
    """A citation that leads nowhere cannot be checked by a reader."""
    assert resolve_section(BOOK, section) == section
    assert BOOK.sections[section].text.en
    assert BOOK.sections[section].text.id


@pytest.mark.parametrize("section", BOOK.sections)
def test_section_carries_rows_or_subsections(section):
    """A section with nothing below it would be a title without a rule."""
    below = [key for key in BOOK.sections if key != section and re.match(re.escape(section) + r"[.\dA-Z-]", key)]
    rows = [
        row for table, row in BOOK.all_rows() if table != "section" and resolve_section(BOOK, row.section) == section
    ]

    assert below or rows or section == "contact"


@pytest.mark.guards("contents")
@pytest.mark.parametrize(
    ("cited", "section"),
    [
        ("2.5", "2.6"),
        ("2.6", "2.6"),
        ("2.6 duration", "2.6"),
        ("2.6 duties", "2.7"),
        ("2.7 mentor", "2.7-mentor"),
        ("3.1 chart", "3.1-chart"),
        ("chart", "3.1-chart"),
        ("3.1.1 a5", "3.1.1-A5"),
        ("3.1.1-a5", "3.1.1-A5"),
        ("IV", "4"),
        ("5.2/5.3", "5"),
        ("9.9", ""),
        ("", ""),
        ("2.8", ""),
    ],
)
def test_section_is_found_by_number_alias_and_either_case(cited, section):
    """The contents list and the text number two sections differently; both citations must lead to the same rule."""
    assert resolve_section(BOOK, cited) == section


@pytest.mark.guards("2.1")
@pytest.mark.parametrize(
    ("role", "section"),
    [("mentor", "2.1.2"), ("mentee", "2.1.3"), ("facilitator", "2.1.4"), ("supporting_partner", "2.1.5")],
)
def test_party_is_defined_where_the_guideline_defines_it(role, section):
    """The four parties of 2.1 are the nouns of everything else."""
    assert BOOK.roles[role].section == section


def test_mentee_is_called_resipien_in_indonesian():
    """The field's own word is resipien, and papers in Indonesian use it."""
    assert BOOK.roles["mentee"].name.id == "Resipien"


@pytest.mark.guards("2.7")
@pytest.mark.parametrize(("role", "count"), [("mentor", 6), ("mentee", 4), ("facilitator", 3)])
def test_role_has_as_many_duties_as_the_guideline_lists(role, count):
    """A duty left out would be owed by nobody."""
    duties = [duty for duty in BOOK.duties.values() if duty.role == role]

    assert [duty.number for duty in duties] == list(range(1, count + 1))
    assert {duty.section for duty in duties} == {f"2.7-{role}"}


@pytest.mark.parametrize(
    ("kind", "section", "count"),
    [
        pytest.param("principle", "2.2", 6, marks=pytest.mark.guards("2.2")),
        ("method", "2.4", 8),
        ("output", "2.4", 3),
        ("acknowledgement", "3.1.1-A", 3),
        ("benefit", "3.1.1-B", 3),
        ("purpose", "3.1.4", 3),
        ("purpose", "3.2.1", 5),
        ("check", "3.2.1", 5),
        ("observation", "5.4", 3),
    ],
)
def test_list_of_the_guideline_is_complete(kind, section, count):
    """Each bullet of these lists is asked for somewhere, so none may be missing."""
    assert len(of_kind(kind, section)) == count


@pytest.mark.guards("2.2")
def test_principles_stand_in_the_order_of_the_guideline():
    """They are printed in agreements, where their order is known."""
    assert [row.name.en.split()[0].lower() for row in of_kind("principle", "2.2")] == [
        "solidarity",
        "capacity",
        "non-profit",
        "benefits",
        "flexibility",
        "commitment",
    ]


@pytest.mark.guards("3.1.1-A")
def test_mentee_readiness_covers_all_six_preparations():
    """A candidate is ready only when each of the six is."""
    numbers = {row.number for row in of_kind("readiness") if row.role == "mentee"}

    assert numbers == {1, 2, 3, 4, 5, 6}


@pytest.mark.guards("3.1.1-B")
def test_mentor_readiness_covers_all_four_preparations():
    """The fourth, the materials, is helped by the facilitator's workshop."""
    numbers = {row.number for row in of_kind("readiness") if row.section.startswith("3.1.1-B")}

    assert numbers == {1, 2, 3, 4}


@pytest.mark.guards("1.2")
def test_actor_criteria_name_larger_healthy_practised_and_willing_mentors():
    """These four words of 1.2 are the guideline's only criteria for a mentor."""
    assert {row.id for row in of_kind("actor-criterion") if row.role == "mentor"} == {
        "mentor_larger",
        "mentor_healthy",
        "mentor_has_practice",
        "mentor_willing",
    }


@pytest.mark.guards("3.1-chart")
@pytest.mark.parametrize("phase", ACTIVITIES)
def test_phase_has_the_activities_of_the_chart(phase):
    """The chart's major activities say in which phase something belongs."""
    found = {row.id for row in BOOK.activities.values() if row.in_chart and row.phase == phase}

    assert found == ACTIVITIES[phase]


@pytest.mark.guards("2.4")
@pytest.mark.parametrize(
    ("visit", "traveller", "host"),
    [
        ("diagnostic_visit", "mentor", "mentee"),
        ("study_visit", "mentee", "mentor"),
        ("monitoring_visit", "mentor", "mentee"),
    ],
)
def test_visit_has_the_direction_of_the_guideline(visit, traveller, host):
    """A diagnosis with the mentee travelling would diagnose the wrong utility."""
    activity = BOOK.activities[visit]

    assert activity.kind == "visit"
    assert traveller in activity.travellers
    assert activity.place == host


def test_visits_are_of_the_three_kinds_of_the_guideline():
    """2.4 names diagnostic, study and monitoring visits and no other."""
    assert sum(row.kind == "visit" for row in BOOK.activities.values()) == BOOK.number("visit_kinds")


@pytest.mark.guards("3.1.2")
def test_initial_meeting_has_a_quorum_of_four_roles():
    """Minutes without one of the four are short of quorum."""
    quorum = BOOK.activities["initial_meeting"].quorum

    assert len(quorum) == BOOK.number("initial_meeting_roles")
    assert {"head_of_partnership", "mentor_director", "mentee_director"} < set(quorum)


@pytest.mark.parametrize(("number", "value"), STATED.items())
def test_stated_number_has_the_value_of_the_guideline(number, value):
    """These are the guideline's own numbers, and no policy may change them unseen."""
    row = BOOK.numbers[number]

    assert row.value == value
    assert row.status == "stated"
    assert BOOK.files[f"number:{number}"] == "guideline/numbers.toml"


def test_no_number_outside_the_guideline_file_is_stated():
    """Whatever a board may change must not look as if the guideline had said it."""
    stated = {row.id for row in BOOK.numbers.values() if row.status == "stated"}

    assert {BOOK.files[f"number:{number}"] for number in stated} == {"guideline/numbers.toml"}


@pytest.mark.parametrize(
    ("number", "table"),
    [("phases", "phase"), ("budget_heads", "budget_head"), ("partner_helps", "partner_help")],
)
def test_number_that_counts_a_table_agrees_with_it(number, table):
    """The guideline's count and the rows must be the same fact."""
    assert BOOK.number(number) == len(BOOK.table(table))


@pytest.mark.guards("5")
@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_role_has_three_indicators_in_three_groups(role):
    """Commitment, reports and substance are asked of both sides."""
    found = [row for row in BOOK.indicators.values() if row.role == role]

    assert [row.group for row in found] == ["commitment", "reports", "substance"]
    assert len(found) == BOOK.number(f"{role}_indicators")


@pytest.mark.guards("4.1")
@pytest.mark.parametrize(
    ("rule", "payer", "covers"),
    [
        ("4.1.1", "mentor", {"fare", "lodging", "allowance", "local_transport"}),
        ("4.1.2", "mentee", {"fare", "lodging", "allowance", "local_transport"}),
        ("4.1.3", "mentee", {"pilot_investment"}),
        ("4.1.4", "host", {"venue_meals"}),
        ("4.1.5", "facilitator", {"workshop_organisation"}),
    ],
)
def test_cost_rule_names_the_payer_of_the_guideline(rule, payer, covers):
    """Every rupiah in a plan goes back to one of these."""
    row = BOOK.cost_rules[rule]

    assert (row.payer, set(row.covers), row.section) == (payer, covers, rule)


@pytest.mark.guards("4.2")
def test_budget_heads_are_the_five_of_the_guideline():
    """The annual meeting decides on these five heads."""
    assert list(BOOK.budget_heads) == ["preparation", "facilitator_travel", "subsidies", "workshops", "documents"]
    assert [row.section for row in BOOK.budget_heads.values()] == [f"4.2.{number}" for number in range(1, 6)]


@pytest.mark.guards("3.1.1-A3")
@pytest.mark.parametrize(
    ("policy", "fare", "local", "travellers"),
    [
        ("traveller-pays", 0, 0, {"mentor", "mentee"}),
        ("host-mentee-pays", 100, 100, {"mentor"}),
        ("hosting-only", 0, 100, {"mentor", "mentee"}),
        ("split", 50, 50, {"mentor"}),
    ],
)
def test_travel_policy_says_what_the_host_pays(policy, fare, local, travellers):
    """3.1.1-A3 and 4.1.1 contradict each other; each reading is one policy."""
    row = BOOK.travel_policies[policy]

    assert (row.host_percent["fare"], row.host_percent["local_transport"]) == (fare, local)
    assert set(row.travellers) == travellers
    assert row.host_percent["venue_meals"] == 100


@pytest.mark.guards("4.1.1")
def test_default_travel_policy_is_4_1_as_written():
    """Where nobody chooses, the chapter on finance holds."""
    assert [row.id for row in BOOK.travel_policies.values() if row.default] == ["traveller-pays"]


def test_tensions_are_the_eleven_found_each_with_a_choice():
    """A tension without a choice would be decided by whoever writes the next line of code."""
    assert len(BOOK.tensions) == 11
    assert all(row.choice.en != row.choice.id for row in BOOK.tensions.values())


@pytest.mark.guards("1.2")
def test_programme_keeps_its_former_name():
    """Partnerships before 2013 are shown under the name they had."""
    assert [name.en for name in BOOK.programme.former_names] == ["National Twinning Program"]


@pytest.mark.guards("contact")
def test_programme_has_the_contact_block():
    """Papers carry it, so office, phone, fax, site and mail have to be there."""
    block = "\n".join(BOOK.programme.contact)

    for piece in ("Jl. Dewi Sartika 287", "+62 21 8093777", "+62 21 80881876", "perpamsi.or.id", "kemitraan.perpamsi"):
        assert piece in block


@pytest.mark.parametrize(
    "table", ["role", "phase", "document", "state", "step", "statement", "duty", "activity", "tension"]
)
def test_names_in_one_table_differ_from_each_other(table):
    """Two rows under one name could not be asked for."""
    names = [row.name.en for row in BOOK.table(table).values()]

    assert sorted(names) == sorted(set(names))


def test_no_english_sentence_was_left_in_the_indonesian():
    """A copied text would pass every other check and fail the reader."""
    same = [
        f"{table}:{row.id}"
        for table, row in BOOK.all_rows()
        if row.name.en == row.name.id and len(row.name.en.split()) > 2
    ]

    assert same == []
