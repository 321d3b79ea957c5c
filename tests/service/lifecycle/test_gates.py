"""Each gate on both sides, by hand, without a database."""

import datetime as dt

import pytest

from data import PERPAMSI, WATERLINKS, load_book
from data.references import GATES as TABLES_OF_GATES
from service.lifecycle import BadFact, StepRefused, allowed, begin, take, told
from service.lifecycle.case import Case
from service.lifecycle.gates import GATES, lack_of
from service.records.facts import Bearer, Event, Facts, GreenLight, Paper

BOOK = load_book(PERPAMSI)
TODAY, DAY = dt.date(2027, 12, 1), dt.date(2027, 2, 1)
NEW = {"mentor": "alfa", "mentees": ["beta", "gama"]}


def known(*papers, events=(), confirmed=(), data=None):
    """Return the case after facts."""
    facts = Facts(papers=papers, events=tuple(events), confirmed=tuple(confirmed))
    return Case(BOOK, told(BOOK, data or NEW, facts, today=TODAY))


def event(activity, day=DAY, until=None, **more):
    """Return an event."""
    return Event(activity=activity, day=day, until=until or day, **more)


def bearers(*roles):
    """Return roles without members."""
    return tuple(Bearer(role=role) for role in roles)


def lacking(case, need):
    """Return the English sentence of what is missing, or an empty text."""
    lack = lack_of(case, need)
    return lack.sentence.en if lack else ""


@pytest.mark.parametrize("folder", [PERPAMSI, WATERLINKS])
def test_every_gate_of_a_book_has_its_predicate_and_its_row(folder):
    """A gate that nobody judges would always be open."""
    book = load_book(folder)

    assert set(GATES) == set(TABLES_OF_GATES) == set(book.gates)
    assert all(need.partition(":")[0] in GATES for step in book.steps.values() for need in step.needs)


@pytest.mark.parametrize("folder", [PERPAMSI, WATERLINKS])
def test_every_need_of_every_step_is_told_in_both_languages(folder):
    """At the beginning everything is missing, and each sentence names what and who."""
    book = load_book(folder)
    case = Case(book, NEW)

    lacks = [lack_of(case, need) for step in book.steps.values() for need in step.needs]

    assert all(
        lack and lack.section in book.sections and "{" not in lack.sentence.en + lack.sentence.id for lack in lacks
    )


def test_filed_needs_each_mentees_own_paper():
    """One mentee's report is not the other's."""
    one = known(Paper(document="study_visit_report", day=DAY, of="beta"))
    both = known(Paper(document="study_visit_report", day=DAY, of="gama"), data=one.data)

    assert lacking(one, "filed:study_visit_report").endswith("missing from Mentee (gama)")
    assert lacking(both, "filed:study_visit_report") == ""


def test_paper_of_the_facilitator_is_missing_from_no_member():
    """The facilitator is one, and the mentor of whom the paper tells does not write it."""
    assert lacking(known(), "filed:minutes").endswith("missing from Facilitator (PERPAMSI)")


@pytest.mark.guards("3.1.4")
def test_signed_needs_every_signer_of_every_mentee():
    """Three signatures, and where two directors of mentees sign, both."""
    some = known(
        Paper(
            document="letter_of_intent", day=DAY,
            signed_by=(*bearers("chair", "mentor_director"), Bearer(role="mentee_director", who="beta")),
        )
    )  # fmt: skip
    rest = Paper(document="letter_of_intent", day=DAY, signed_by=bearers("mentee_director"))

    assert lacking(some, "signed:letter_of_intent").endswith("by Director of the mentee utility (gama)")
    assert lacking(known(rest, data=some.data), "signed:letter_of_intent") == ""


@pytest.mark.guards("3.1.6")
@pytest.mark.parametrize("absent", ["mentor", "mentee", "facilitator"])
def test_approved_needs_all_three(absent):
    """The work plan is everyone's or nobody's."""
    roles = ("mentor", "mentee", "facilitator")
    most = Paper(document="work_plan", day=DAY, approved_by=bearers(*(role for role in roles if role != absent)))
    whole = Paper(document="work_plan", day=DAY, approved_by=bearers(*roles))

    assert BOOK.roles[absent].name.en in lacking(known(most), "approved:work_plan")
    assert lacking(known(whole), "approved:work_plan") == ""


@pytest.mark.guards("3.2.2")
@pytest.mark.parametrize(
    ("until", "months"),
    [(dt.date(2027, 8, 31), 6), (dt.date(2027, 9, 1), 6), (dt.date(2027, 9, 2), 7), (dt.date(2027, 3, 1), 1)],
)
def test_every_month_of_the_pilot_needs_its_report_from_each_mentee(until, months):
    """One report a month, for as many months as the pilot really ran."""
    pilot = event("pilot", dt.date(2027, 3, 1), until)
    case = known(events=[pilot])
    reports = [
        Paper(document="monthly_report", day=dt.date(2027, 10, 1), month=f"2027-{month:02d}")
        for month in range(3, 3 + months)
    ]

    assert len(case.pilot_months()) == months
    assert lacking(known(*reports, events=[pilot]), "every_month:monthly_report") == ""
    assert "gama" in lacking(known(*reports[1:], events=[pilot]), "every_month:monthly_report")
    assert "Pilot project" in lacking(known(*reports), "every_month:monthly_report")


def test_held_needs_every_mentee_and_the_present_mentor():
    """A visit to one mentee is none to the other, and a former mentor's visit is not the new one's."""
    one = known(events=[event("diagnostic_visit", of=("beta",))])
    both = known(events=[event("diagnostic_visit", of=("gama",))], data=one.data)
    other = Case(BOOK, {**both.data, "mentor": "delta"})

    assert "gama" in lacking(one, "held:diagnostic_visit")
    assert lacking(both, "held:diagnostic_visit") == ""
    assert "beta" in lacking(other, "held:diagnostic_visit")


@pytest.mark.guards("3.1.2")
@pytest.mark.parametrize("absent", ["head_of_partnership", "facilitator", "mentor_director", "mentee_director"])
def test_attended_needs_the_whole_quorum(absent):
    """Four roles meet; without one of them it does not count."""
    quorum = BOOK.activities["initial_meeting"].quorum
    most = event("initial_meeting", attended=bearers(*(role for role in quorum if role != absent)))

    assert BOOK.roles[absent].name.en in lacking(known(events=[most]), "attended:initial_meeting")
    assert (
        lacking(known(events=[event("initial_meeting", attended=bearers(*quorum))]), "attended:initial_meeting") == ""
    )


@pytest.mark.guards("3.1.2")
def test_green_light_is_this_mentors_own():
    """Another mentor has to say yes itself, and nobody's yes is no yes."""
    case = known(confirmed=[GreenLight(role="mentor", day=DAY)])
    nobody = known(confirmed=[GreenLight(role="mentor", day=DAY)], data={"mentees": ["beta"]})

    assert lacking(case, "confirmed:mentor") == ""
    assert lacking(Case(BOOK, {**case.data, "mentor": "delta"}), "confirmed:mentor") != ""
    assert lacking(nobody, "confirmed:mentor") != ""


def test_step_before_the_last_one_or_in_the_future_is_refused():
    """A record goes forward, and only as far as today."""
    common = {"state": begin(BOOK), "by": "mentee", "today": TODAY, "facts": Facts()}

    for day in (dt.date(2027, 1, 31), dt.date(2027, 12, 2)):
        with pytest.raises(BadFact) as caught:
            take(BOOK, {**NEW, "since": "2027-02-01"}, "send_request", day=day, **common)
        assert caught.value.field == "day"


def test_agreement_before_its_work_plan_is_no_agreement():
    """What the guideline states to come first may not be dated after it (3.1.7)."""
    case = known(
        Paper(document="work_plan", day=dt.date(2027, 3, 1), approved_by=bearers("mentor", "mentee", "facilitator")),
        Paper(
            document="memorandum_of_agreement",
            day=DAY,
            signed_by=bearers("mentor_director", "mentee_director", "chair"),
        ),
        events=[event("memorandum_of_agreement", DAY)],
    )

    with pytest.raises(StepRefused, match="2027-03-01 and then 2027-02-01"):
        take(
            BOOK, case.data, "sign_agreement", state="planned", by="facilitator", day=TODAY, today=TODAY, facts=Facts()
        )


def test_told_leaves_the_given_data_alone_and_keeps_first_days():
    """What was on record stays as it was, and a paper filed twice was filed the first time."""
    later = Paper(document="minutes", day=DAY)
    once = known(later).data
    twice = told(BOOK, once, Facts(papers=(Paper(document="minutes", day=dt.date(2027, 3, 1)),)), today=TODAY)

    assert NEW == {"mentor": "alfa", "mentees": ["beta", "gama"]}
    assert twice == once


@pytest.mark.parametrize("folder", [PERPAMSI, WATERLINKS])
def test_every_state_but_the_final_ones_offers_a_step(folder):
    """Nobody is left standing where no way leads on."""
    book = load_book(folder)

    for state in book.states.values():
        assert bool(allowed(book, NEW, state=state.id)) == (not state.final)
