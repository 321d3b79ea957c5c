"""Every contradiction between the tables is found, each by a fault put into a copy of the real book."""

import pytest

from data import BookError, load_book
from data.checking import CHECKS, check_book
from tests.data.seeding import add, copy_book, faults, seed

DOCUMENTS = "guideline/documents.toml"
ACTIVITIES = "guideline/activities.toml"
LIFECYCLE = "guideline/lifecycle.toml"
FINANCE = "guideline/finance.toml"
NUMBERS = "guideline/numbers.toml"
PLANNING = "policy/planning.toml"
SECTIONS = "guideline/sections.toml"
CHECKLIST = "guideline/checklist.toml"

# Each: file, what stands there, what it becomes, key of the fault, words of its reason.
ONE_FAULT = {
    "role of a document": (DOCUMENTS, 'receivers = ["chair"]', 'receivers = ["chairs"]', ".receivers", "mean chair?"),
    "coauthor of a document": (
        DOCUMENTS,
        'coauthors = ["mentee"]',
        'coauthors = ["x"]',
        ".coauthors",
        "no role named 'x'",
    ),
    "witness": (DOCUMENTS, '"employees"]', '"staff"]', "letter_of_intent.witnesses", "no role named 'staff'"),
    "copy": (DOCUMENTS, 'copies = ["stakeholders"', 'copies = ["x"', "recommendation_letter.copies", "no role"),
    "phase of a document": (DOCUMENTS, 'phase = "expansion"', 'phase = "end"', ".phase", "no phase named 'end'"),
    "activity of a document": (DOCUMENTS, 'after = "study_visit"', 'after = "visit"', ".after", "no activity"),
    "due number": (DOCUMENTS, 'due = "minutes_due_days"', 'due = "soon"', "minutes.due", "no number named 'soon'"),
    "due without activity": (
        DOCUMENTS,
        'after = "initial_meeting"\ndue',
        "due",
        "minutes.due",
        "counted after an activity",
    ),
    "chart without phase": (
        DOCUMENTS,
        'phase = "identification"\nin_chart',
        "in_chart",
        "mentor_profile.phase",
        "has a phase",
    ),
    "monthly without pilot": (
        DOCUMENTS,
        'monthly = true\nafter = "pilot"',
        'monthly = true\nafter = "study_visit"',
        "monthly_report.monthly",
        "months are those of a pilot",
    ),
    "owner as coauthor": (DOCUMENTS, 'coauthors = ["mentee"]', 'coauthors = ["mentor"]', ".coauthors", "own coauthor"),
    "phase of an activity": (ACTIVITIES, 'phase = "agreement"', 'phase = "x"', ".phase", "no phase"),
    "output of an activity": (ACTIVITIES, 'outputs = ["minutes"]', 'outputs = ["minute"]', ".outputs", "mean minutes?"),
    "place of an activity": (ACTIVITIES, 'place = "mentor"', 'place = "hotel"', ".place", "no role named 'hotel'"),
    "quorum of an activity": (ACTIVITIES, '"mentee_director", "chair"]', '"mayor"]', ".quorum", "no role"),
    "length of an activity": (ACTIVITIES, 'length = "meeting_days"', 'length = "x_days"', ".length", "no number"),
    "times of an activity": (ACTIVITIES, 'times = "monitoring_visits"', 'times = "often"', ".times", "no number"),
    "teams too few": (
        ACTIVITIES,
        'teams = ["meeting_team", "meeting_team"]',
        'teams = ["meeting_team"]',
        "initial_meeting.teams",
        "2 travellers need as many",
    ),
    "travel without a place": (
        ACTIVITIES,
        'place = "facilitator"\ntravellers',
        "travellers",
        "initial_meeting.place",
        "a place to travel to",
    ),
    "host as traveller": (
        ACTIVITIES,
        'place = "mentee"\ntravellers = ["mentor",',
        'place = "mentee"\ntravellers = ["mentee",',
        "letter_of_intent.travellers",
        "cannot travel to itself",
    ),
    "pilot without months": (
        ACTIVITIES,
        'months = ["pilot_months_least", "pilot_months_most"]',
        'months = ["pilot_months_least"]',
        "pilot.months",
        "least and most months",
    ),
    "months outside the pilot": (
        ACTIVITIES,
        'kind = "work"\nowner = "mentor"',
        'kind = "work"\nmonths = ["pilot_months_least"]\nowner = "mentor"',
        "work_plan.months",
        "only a pilot",
    ),
    "activity of a precedence": (ACTIVITIES, 'before = "invitation"', 'before = "invite"', ".before", "no activity"),
    "empty name where one is needed": (ACTIVITIES, 'before = "invitation"', 'before = ""', ".before", "named ''"),
    "lag of a precedence": (ACTIVITIES, 'least = "confirmation_least"', 'least = "x"', ".least", "no number"),
    "state of a step": (LIFECYCLE, 'to = "invited"', 'to = "asked"', "step.invite.to", "no state named 'asked'"),
    "role of a step": (LIFECYCLE, 'by = "mentor"', 'by = "judge"', ".by", "no role named 'judge'"),
    "unknown gate": (LIFECYCLE, '"filed:minutes"', '"written:minutes"', "hold_meeting.needs", "is no gate"),
    "gate without a colon": (LIFECYCLE, '"filed:minutes"', '"filed"', "hold_meeting.needs", "is no gate"),
    "document of a gate": (
        LIFECYCLE,
        '"filed:minutes"',
        '"filed:note"',
        "hold_meeting.needs",
        "no document named 'note'",
    ),
    "activity of a gate": (LIFECYCLE, '"held:initial_meeting"', '"held:tea"', "hold_meeting.needs", "no activity"),
    "role of a gate": (LIFECYCLE, '"confirmed:mentor"', '"confirmed:nobody"', "confirm.needs", "no role"),
    "signature without signers": (LIFECYCLE, '"filed:minutes"', '"signed:minutes"', ".needs", "has no signers"),
    "approval without coauthors": (LIFECYCLE, '"filed:minutes"', '"approved:minutes"', ".needs", "has no coauthors"),
    "monthly gate on one paper": (LIFECYCLE, '"filed:minutes"', '"every_month:minutes"', ".needs", "is not monthly"),
    "attendance without quorum": (LIFECYCLE, '"attended:initial_meeting"', '"attended:pilot"', ".needs", "no quorum"),
    "step from nowhere": (LIFECYCLE, 'origins = ["met"]', "origins = []", "ask_mentor.origins", "at least one state"),
    "two initial states": (
        LIFECYCLE,
        'section = "3.1"\n\n[[state]]\nid = "met"',
        'section = "3.1"\ninitial = true\n\n[[state]]\nid = "met"',
        "state",
        "exactly one state is initial",
    ),
    "way out of a final state": (
        LIFECYCLE,
        'origins = ["met"]',
        'origins = ["met", "closed"]',
        "state.closed.final",
        "no way out",
    ),
    "kind of a cost rule": (
        FINANCE,
        'covers = ["documents"]',
        'covers = ["documents", "x"]',
        ".covers",
        "no cost_kind",
    ),
    "kind paid by nobody": (FINANCE, 'covers = ["preparation"]', "covers = []", "cost_kind.preparation", "has none"),
    "kind paid twice": (
        FINANCE,
        'covers = ["pilot_investment"]',
        'covers = ["pilot_investment", "honorarium"]',
        "cost_kind.honorarium",
        "has 4.1.3, 4.2.2",
    ),
    "journey paid twice by one": (
        FINANCE,
        'covers = ["pilot_investment"]',
        'covers = ["pilot_investment", "fare"]',
        "cost_kind.fare",
        "named by two rules: 4.1.1, 4.1.2, 4.1.3",
    ),
    "no default policy": (FINANCE, "default = true", "default = false", "travel_policy", "found none"),
    "two default policies": (
        FINANCE,
        'section = "3.1.1-A3"\ntravellers',
        'section = "3.1.1-A3"\ndefault = true\ntravellers',
        "travel_policy",
        "found traveller-pays, host-mentee-pays",
    ),
    "share above the whole": (FINANCE, "fare = 100", "fare = 101", "host-mentee-pays.host_percent", "101 per cent"),
    "share below nothing": (FINANCE, "fare = 100", "fare = -1", "host-mentee-pays.host_percent", "-1 per cent"),
    "kind left out of a policy": (FINANCE, "fare = 100\n", "", "host-mentee-pays.host_percent", "the default"),
    "traveller of a policy": (FINANCE, 'travellers = ["mentor"]', 'travellers = ["x"]', ".travellers", "no role"),
    "facilitator's kind without head": (
        "policy/costs.toml",
        'head = "workshops"\n',
        "",
        "cost_kind.workshop_organisation.head",
        "needs a budget head",
    ),
    "unknown head": ("policy/costs.toml", 'head = "documents"', 'head = "paper"', ".head", "no budget_head"),
    "heads misnumbered": (FINANCE, "number = 5", "number = 6", "budget_head", "[1, 2, 3, 4, 6]"),
    "kinds of help misnumbered": (FINANCE, "number = 7", "number = 8", "partner_help", "expected 1 to 7"),
    "phases out of order": ("guideline/phases.toml", "number = 2", "number = 1", "phase", "[1, 1, 3, 4, 5]"),
    "tensions misnumbered": ("guideline/tensions.toml", "number = 11", "number = 12", "tension", "expected 1 to 11"),
    "duties misnumbered": ("guideline/duties.toml", "number = 6", "number = 7", "duty", "the duties of mentor"),
    "role of a duty": ("guideline/duties.toml", 'role = "facilitator"', 'role = "x"', ".role", "no role"),
    "role of a statement": ("guideline/statements.toml", 'role = "ministry"', 'role = "x"', ".role", "no role"),
    "role of an indicator": ("guideline/indicators.toml", 'role = "mentee"', 'role = "x"', ".role", "no role"),
    "unit of a number": (NUMBERS, 'unit = "calendar months"', 'unit = " "', "pilot_months_least.unit", "its unit"),
    "source of a number": (NUMBERS, 'source = "PERPAMSI guideline"', 'source = ""', ".source", "its source"),
    "number below zero": (NUMBERS, "value = 2", "value = -1", "operators_least.value", "below 0"),
    "large team below main team": (NUMBERS, "value = 15", "value = 9", "main_team_most.value", "large_team_most = 9"),
    "main team reversed": (NUMBERS, "value = 4", "value = 11", "main_team_least.value", "main_team_most = 10"),
    "assumed without reason": (
        PLANNING,
        'note = "Six agenda points with two presentations fill a day."',
        'note = " "',
        "meeting_days.note",
        "assumed row has to give its reason",
    ),
    "read-into number without reason": (
        PLANNING,
        'note = "Zero days: the one thing begins with the other."',
        'note = ""',
        "same_day.note",
        "read-into row has to give its reason",
    ),
    "margin of a quiet window": (PLANNING, 'before = "eid_before"', 'before = "x"', "eid.before", "no number"),
    "anchor that is no day": (PLANNING, 'anchor = "08-17"', 'anchor = "08-32"', ".anchor", "neither ramadan, eid nor"),
    "kind that no activity has": (
        PLANNING,
        'kinds = ["meeting", "ceremony"',
        'kinds = ["party", "ceremony"',
        ".kinds",
        "no activity kind 'party'",
    ),
    "section of a row": (DOCUMENTS, 'section = "3.2.3"', 'section = "3.2.33"', ".section", "did you mean 3.2.3?"),
    "stated row without section": (
        DOCUMENTS,
        'section = "3.2.3"',
        'section = ""',
        "monitoring_report.section",
        "has to cite its section",
    ),
    "section that cites another": (
        SECTIONS,
        'section = "1.3"',
        'section = "1.2"',
        "section.1.3.section",
        "cites itself",
    ),
    "alias given twice": (SECTIONS, 'aliases = ["IV"]', 'aliases = ["III"]', "section.4.aliases", "alias of section 3"),
    "place that is no table": (CHECKLIST, '"statement:solidarity"', '"words:x"', "checklist.26.where", "no table"),
    "place that is no row": (CHECKLIST, '"document:compilation"', '"document:x"', "checklist.45.where", "no document"),
    "later part unknown": (CHECKLIST, '"later:papers"', '"later:never"', "checklist.3.where", "no later part"),
    "item honoured nowhere": (CHECKLIST, 'where = ["statement:non_profit"', "where = [] # [", ".where", "or later:"),
}


@pytest.mark.parametrize("case", ONE_FAULT.values(), ids=ONE_FAULT)
def test_seeded_fault_is_found_alone_with_file_key_and_reason(tmp_path, case):
    """A check that misses its fault, or blames innocent rows, would let a wrong guideline into a plan."""
    file, old, new, key, reason = case
    folder = copy_book(tmp_path)
    seed(folder, file, old, new=new)

    found = [fault for fault in faults(folder) if reason in fault.reason]

    assert found, faults(folder)
    assert all(key in fault.key for fault in found)
    assert {fault.file for fault in found} <= {file, "", "policy/costs.toml"}


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(
    ("least", "most", "fine"), [(6, 6, True), (6, 8, True), (7, 6, False), (8, 8, True), (9, 8, False)]
)
def test_pilot_range_is_refused_only_when_least_exceeds_most(tmp_path, least, most, fine):
    """Equal bounds are a fixed length and allowed; one month more is a contradiction."""
    folder = copy_book(tmp_path)
    seed(folder, NUMBERS, 'value = 6\nunit = "calendar', new=f'value = {least}\nunit = "calendar')
    seed(folder, NUMBERS, 'value = 8\nunit = "calendar', new=f'value = {most}\nunit = "calendar')

    reasons = [fault.reason for fault in faults(folder)]

    assert (reasons == []) is fine
    assert fine or any("pilot_months_most" in reason for reason in reasons)


@pytest.mark.parametrize(("percent", "fine"), [(-1, False), (0, True), (100, True), (101, False)])
def test_share_of_the_host_lies_from_nothing_to_the_whole(tmp_path, percent, fine):
    """Both ends are real policies: the traveller pays all, the host pays all."""
    folder = copy_book(tmp_path)
    seed(folder, FINANCE, "lodging = 50", new=f"lodging = {percent}")

    assert (faults(folder) == ()) is fine


@pytest.mark.parametrize(("value", "fine"), [(30, True), (31, False)])
def test_precedence_may_have_equal_lags_but_not_reversed_ones(tmp_path, value, fine):
    """A lag whose least passes its most makes every plan impossible, and the table is to blame."""
    folder = copy_book(tmp_path)
    seed(
        folder,
        PLANNING,
        'value = 5\nunit = "working days"',
        new=f'value = {value}\nunit = "working days"',
    )

    found = [fault.reason for fault in faults(folder)]

    assert (found == []) is fine
    assert fine or any("exceeds invitation_notice_most = 30" in reason for reason in found)


@pytest.mark.guards("3.1")
def test_activities_in_a_circle_are_told_as_the_circle(tmp_path):
    """A circle has no first day, and only the whole circle shows which wait is wrong."""
    folder = copy_book(tmp_path)
    add(
        folder,
        ACTIVITIES,
        '[[precedence]]\nid = "back"\nname = { en = "Back", id = "Balik" }\nsection = "3.1"\n'
        'before = "memorandum_of_agreement"\nafter = "letter_of_intent"\nleast = "next_day"\n',
    )

    (fault,) = faults(folder)

    assert fault.key == "precedence"
    assert "memorandum_of_agreement (end)" in fault.reason
    assert "letter_of_intent (start)" in fault.reason


def test_visits_inside_the_pilot_are_no_circle():
    """The monitoring visit waits for the pilot's start and the pilot's end waits for it: two edges, no circle."""
    book = load_book()
    rows = [row for row in book.precedences.values() if {row.before, row.after} == {"pilot", "monitoring_visit"}]

    assert len(rows) == 2
    assert check_book(book) == ()


def test_state_that_nothing_leads_to_is_told(tmp_path):
    """A state out of reach is a story that can never happen."""
    folder = copy_book(tmp_path)
    add(
        folder,
        LIFECYCLE,
        '[[state]]\nid = "island"\nname = { en = "Island", id = "Pulau" }\nsection = "3.1"\nfinal = true\n',
    )

    assert [(fault.key, fault.reason) for fault in faults(folder)] == [
        ("state.island", "cannot be reached from the initial state"),
    ]


def test_state_that_cannot_finish_is_told(tmp_path):
    """A partnership stuck for ever is worse than one withdrawn."""
    folder = copy_book(tmp_path)
    add(
        folder,
        LIFECYCLE,
        '[[state]]\nid = "stuck"\nname = { en = "Stuck", id = "Macet" }\nsection = "3.1"\n\n'
        '[[step]]\nid = "get_stuck"\nname = { en = "Stick", id = "Macet" }\nsection = "3.1"\n'
        'origins = ["met"]\nto = "stuck"\nby = "mentee"\n',
    )

    assert [(fault.key, fault.reason) for fault in faults(folder)] == [("state.stuck", "cannot reach a final state")]


def test_lifecycle_without_an_end_is_told(tmp_path):
    """Without a final state nothing is ever finished."""
    folder = copy_book(tmp_path)
    path = folder / LIFECYCLE
    path.write_text(path.read_text(encoding="utf8").replace("final = true\n", ""), encoding="utf8")

    assert "at least one state has to be final" in {fault.reason for fault in faults(folder)}


def test_book_without_lifecycle_is_told(tmp_path):
    """A book that says nothing of states cannot run a partnership."""
    folder = copy_book(tmp_path)
    (folder / LIFECYCLE).unlink()

    assert ("state", "a book needs a lifecycle") in {(fault.key, fault.reason) for fault in faults(folder)}


def test_checklist_with_a_gap_is_told(tmp_path):
    """An item lost from the list would be lost from the page as well."""
    folder = copy_book(tmp_path)
    seed(folder, CHECKLIST, '[[checklist]]\nid = "12"', new='[[checklist]]\nid = "1200"')

    assert [fault.key for fault in faults(folder)] == ["checklist"]


def test_faults_of_different_checks_are_told_together(tmp_path):
    """One run must tell everything, so that the table is mended once."""
    folder = copy_book(tmp_path)
    for name in ("role of a duty", "unit of a number", "unknown gate", "no default policy", "phases out of order"):
        file, old, new, *_ = ONE_FAULT[name]
        seed(folder, file, old, new=new)

    with pytest.raises(BookError) as caught:
        load_book(folder)

    keys = {fault.key for fault in caught.value.faults}
    assert keys == {
        "duty.facilitator-1.role",
        "number.pilot_months_least.unit",
        "step.hold_meeting.needs",
        "travel_policy",
        "phase",
        "duty",
    }


def test_every_check_finds_nothing_in_the_shipped_book():
    """The seeded cases prove something only if the untouched book is clean."""
    book = load_book()

    assert {check.__name__: tuple(check(book)) for check in CHECKS} == {check.__name__: () for check in CHECKS}
