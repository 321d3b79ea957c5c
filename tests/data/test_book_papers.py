"""Who writes, signs, witnesses and receives each paper, paper by paper as the guideline says."""

import pytest

from data import load_book

BOOK = load_book()
BOTH_AND_CHAIR = {"mentor_director", "mentee_director", "chair"}

# Document: owner, signers, receivers, section; the guideline's list of documents and their owners.
PAPERS = {
    "request_letter": ("mentee", {"mentee_director"}, {"chair"}, "3.1.1-A6"),
    "mentor_profile": ("mentor", set(), {"facilitator"}, "3.1-chart"),
    "needs_survey": ("facilitator", set(), {"members"}, "3.1-chart"),
    "invitation": ("facilitator", set(), {"mentor", "mentee"}, "3.1"),
    "mentee_presentation": ("mentee", set(), {"facilitator", "mentor"}, "3.1.2"),
    "mentor_presentation": ("mentor", set(), {"facilitator", "mentee"}, "3.1.2"),
    "minutes": ("facilitator", set(), {"mentor", "mentee"}, "3.1.2"),
    "confirmation_letter": ("facilitator", set(), {"mentor"}, "3.1.2"),
    "mentor_confirmation": ("mentor", {"mentor_director"}, {"facilitator"}, "3.1.2"),
    "mentoring_guideline": ("facilitator", set(), {"mentor"}, "3.1.3"),
    "team_decree_mentor": ("mentor", {"mentor_director"}, set(), "3.1.1-B3"),
    "team_decree_mentee": ("mentee", {"mentee_director"}, set(), "3.1.1-A5"),
    "letter_of_intent": ("facilitator", BOTH_AND_CHAIR, {"mentor", "mentee"}, "3.1.4"),
    "data_request": ("mentor", set(), {"mentee"}, "3.1.5"),
    "diagnostic_report": ("mentor", set(), {"mentee", "facilitator"}, "3.1.5"),
    "work_plan": ("mentor", set(), {"mentee", "facilitator"}, "3.1.6"),
    "memorandum_of_agreement": ("facilitator", BOTH_AND_CHAIR, {"mentor", "mentee"}, "3.1.7"),
    "study_visit_report": ("mentee", set(), {"mentor", "facilitator"}, "3.2.1"),
    "monthly_report": ("mentee", set(), {"mentor", "facilitator"}, "3.2.2"),
    "training_modules": ("mentor", set(), {"mentee", "facilitator"}, "3.1-chart"),
    "draft_sop": ("mentee", set(), {"mentor", "facilitator"}, "3.1-chart"),
    "monitoring_report": ("mentor", set(), {"mentee", "facilitator"}, "3.2.3"),
    "recommendation_report": ("mentor", set(), {"mentee", "facilitator"}, "5.2.2"),
    "final_report_mentee": ("mentee", set(), {"mentor", "facilitator"}, "3.3.1"),
    "final_report_mentor": ("mentor", set(), {"facilitator", "mentee"}, "3.3.1"),
    "joint_presentation": ("mentor", set(), {"facilitator"}, "3.3.1"),
    "sop": ("mentee", set(), {"mentor", "facilitator"}, "5.3.3"),
    "master_plan": ("mentee", set(), {"facilitator"}, "3.1-chart"),
    "road_map": ("facilitator", set(), {"members", "stakeholders"}, "3.3.2"),
    "recommendation_letter": ("facilitator", {"chair"}, {"mentee"}, "3.3.3"),
    "compilation": ("facilitator", set(), {"members"}, "2.4"),
}

OUTPUTS = {
    "identification": {"mentor_profile"},
    "establishment": {"mentor_confirmation", "letter_of_intent", "diagnostic_report"},
    "agreement": {"work_plan", "memorandum_of_agreement", "mentoring_guideline"},
    "implementation": {"study_visit_report", "monthly_report", "monitoring_report", "training_modules", "draft_sop"},
    "expansion": {"final_report_mentee", "final_report_mentor", "sop", "master_plan"},
}


def test_documents_are_exactly_those_of_the_guideline():
    """A paper lost from the table would be asked of nobody; one too many would be asked in vain."""
    assert set(BOOK.documents) == set(PAPERS)


@pytest.mark.parametrize("paper", PAPERS)
def test_document_has_owner_signers_receivers_and_section(paper):
    """Who writes, who signs and who gets it is what the guideline says of a paper."""
    document = BOOK.documents[paper]

    owner, signers, receivers, section = PAPERS[paper]

    assert document.owner == owner
    assert set(document.signers) == signers
    assert set(document.receivers) == receivers
    assert document.section == section


@pytest.mark.guards("3.1-chart")
@pytest.mark.parametrize("phase", OUTPUTS)
def test_chart_outputs_of_a_phase_are_those_of_the_chart(phase):
    """A phase closes on its outputs, so the list must be the chart's own."""
    found = {row.id for row in BOOK.documents.values() if row.in_chart and row.phase == phase}

    assert found == OUTPUTS[phase]


@pytest.mark.guards("3.1.4")
def test_letter_of_intent_has_three_signers_and_three_witnesses():
    """Two signatures are not signed, and the ceremony is for the eyes of the authority, the board and the staff."""
    document = BOOK.documents["letter_of_intent"]

    assert len(document.signers) == BOOK.number("signers") == 3
    assert document.witnesses == ("local_government", "supervisory_board", "employees")


@pytest.mark.guards("3.1.7")
def test_memorandum_is_signed_by_the_same_three_as_the_letter_of_intent():
    """3.1.4 and 3.1.7 name the same three signers."""
    intent, agreement = BOOK.documents["letter_of_intent"], BOOK.documents["memorandum_of_agreement"]

    assert set(agreement.signers) == set(intent.signers)


@pytest.mark.guards("3.1.6")
def test_work_plan_is_written_by_all_three_parties():
    """It counts only when mentor, mentee and facilitator agree."""
    document = BOOK.documents["work_plan"]

    assert {document.owner, *document.coauthors} == {"mentor", "mentee", "facilitator"}


@pytest.mark.guards("3.3.1")
def test_joint_presentation_is_by_mentor_and_mentee_in_three_parts():
    """They work together to present process, implementation and achievement."""
    document = BOOK.documents["joint_presentation"]

    assert {document.owner, *document.coauthors} == {"mentor", "mentee"}
    assert [part.en for part in document.parts] == [
        "Partnership process",
        "Pilot project implementation",
        "Achievement",
    ]


@pytest.mark.guards("3.3.3")
def test_recommendation_letter_is_copied_to_the_stakeholders():
    """The follow-up depends on local government and Supervisory Board knowing of it."""
    assert {"stakeholders", "local_government", "supervisory_board"} == set(
        BOOK.documents["recommendation_letter"].copies
    )


@pytest.mark.parametrize(
    ("paper", "number"),
    [
        pytest.param("minutes", "agenda_points", marks=pytest.mark.guards("3.1.2")),
        ("mentee_presentation", "presentation_parts"),
        ("mentor_presentation", "presentation_parts"),
        ("work_plan", "work_plan_parts"),
        ("study_visit_report", "study_purposes"),
        ("monthly_report", "report_parts"),
    ],
)
def test_document_has_as_many_parts_as_the_guideline_counts(paper, number):
    """A part left out of the table is a part left out of every paper made from it."""
    assert len(BOOK.documents[paper].parts) == BOOK.number(number)


@pytest.mark.guards("3.2.2")
def test_monthly_report_has_the_six_parts_in_order():
    """The form is filled in the guideline's order, and the last part may stay empty."""
    parts = [part.id for part in BOOK.documents["monthly_report"].parts]

    assert parts == [
        "Data kemajuan proyek percontohan",
        "Uraian kegiatan bulan berjalan",
        "Tindak lanjut atas saran mentor",
        "Uraian temuan",
        "Kendala yang dihadapi",
        "Permintaan saran bila diperlukan",
    ]


@pytest.mark.guards("3.2.2")
def test_only_the_monthly_report_is_due_every_month():
    """Any other paper due each month would bury the mentee."""
    assert [row.id for row in BOOK.documents.values() if row.monthly] == ["monthly_report"]


@pytest.mark.guards("3.1.1-A6")
def test_request_letter_asks_for_subject_results_and_an_optional_mentor():
    """These three are what the matching starts from, and only the mentor may be missing."""
    parts = [part.en for part in BOOK.documents["request_letter"].parts]

    assert [part for part in parts if "if any" in part] == ["Chosen mentor (if any)"]
    assert {"Specific subject of the learning", "Expected results"} < set(parts)


@pytest.mark.guards("2.7")
@pytest.mark.parametrize("paper", ["study_visit_report", "monthly_report", "final_report_mentee"])
def test_mentee_report_goes_to_mentor_and_facilitator(paper):
    """Duty 4 names both receivers, so one of them is not enough."""
    assert set(BOOK.documents[paper].receivers) == {"mentor", "facilitator"}


@pytest.mark.guards("5.2.2")
def test_mentor_owes_the_four_reports_of_the_indicator():
    """2.7 names three and 5.2.2 four; all four are due (tension 3)."""
    owed = {"diagnostic_report", "monitoring_report", "recommendation_report", "final_report_mentor"}

    assert {BOOK.documents[paper].owner for paper in owed} == {"mentor"}


@pytest.mark.parametrize("paper", ["memorandum_of_agreement", "sop", "training_modules", "master_plan", "draft_sop"])
def test_document_without_a_named_author_says_so(paper):
    """The author was chosen by this project, and a reader must be able to see that (tension 9)."""
    assert "tension 9" in BOOK.documents[paper].note


@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_document_due_number_is_in_working_days_and_assumed(paper):
    """The guideline gives no day for any paper, so no due number may look stated."""
    due = BOOK.documents[paper].due

    assert not due or (BOOK.numbers[due].unit, BOOK.numbers[due].status) == ("working days", "assumed")


def test_programme_papers_are_those_made_once_a_year():
    """Road map, compilation, guideline and survey are the programme's, not a partnership's (tension 6)."""
    found = {row.id for row in BOOK.documents.values() if row.scope == "programme"}

    assert found == {"needs_survey", "mentoring_guideline", "road_map", "compilation"}
