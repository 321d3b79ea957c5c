"""A partnership walked day by day with the lifecycle alone, so that what is read from it can be counted by hand."""

import datetime as dt

from data import PERPAMSI, load_book
from service.insight import Folder
from service.lifecycle import begin, take, told
from service.records.facts import Bearer, Event, Facts, GreenLight, Paper
from service.records.kept import Key, Record

BOOK = load_book(PERPAMSI)
DIRECTORS = ("mentor_director", "mentee_director", "chair")
MEETING = ("head_of_partnership", "facilitator", "mentor_director", "mentee_director")
NAMES = {"palembang": "Tirta Musi", "bengkulu": "Tirta Hidayah", "bogor": "Tirta Pakuan"}


def day(said):
    """Return a day of the story."""
    return dt.date.fromisoformat(said)


def paper(document, on, *, signed=(), approved=(), **more):
    """Return a paper as a fact."""
    bearers = {"signed_by": signed, "approved_by": approved}
    named = {name: tuple(Bearer(role=role) for role in roles) for name, roles in bearers.items()}
    return Paper(document=document, day=day(on), **named, **more)


def event(activity, first, last="", *, attended=()):
    """Return an event as a fact."""
    there = tuple(Bearer(role=role) for role in attended)
    return Event(activity=activity, day=day(first), until=day(last or first), attended=there)


class Story:
    """A partnership that goes on; every step has to be possible."""

    def __init__(self, *, mentees=("bengkulu",), mentor="palembang", id_="w-01", points=None):
        self.state = begin(BOOK)
        self.data = {"mentor": mentor, "mentees": list(mentees), "subject": "NRW", "letters": []}
        if points:
            self.data["points"] = points
        self.id = id_
        self.others = {}

    def step(self, name, on, *, papers=(), events=(), confirmed=()):
        """Take a step on a day, by whoever's step it is."""
        facts = Facts(papers=tuple(papers), events=tuple(events), confirmed=tuple(confirmed))
        by = BOOK.steps[name].by
        taken = take(BOOK, self.data, name, state=self.state, by=by, day=day(on), today=day(on), facts=facts)
        self.state, self.data = taken.state, dict(taken.data)
        return self

    def facts(self, on, *, papers=(), events=()):
        """Put facts on record on a day."""
        self.data = told(BOOK, self.data, Facts(papers=tuple(papers), events=tuple(events)), today=day(on))
        return self

    def add(self, kind, id_, state, /, **data):
        """Put another record beside it; it belongs to the partnership unless it says whose it is."""
        belongs = {} if BOOK.records[kind].parent == "member" else {"partnership": self.id}
        record = Record(key=Key("pks", kind, id_), version=1, state=state, data={**belongs, **data})
        self.others.setdefault(kind, []).append(record)
        return self

    @property
    def record(self):
        """The partnership as the store would give it."""
        return Record(key=Key("pks", "partnership", self.id), version=1, state=self.state, data=self.data)

    @property
    def folder(self):
        """The partnership with everything beside it."""
        others = {kind: tuple(records) for kind, records in self.others.items()}
        return Folder(book=BOOK, record=self.record, others=others, names=NAMES, kept=frozenset(others))


def to_awaiting(story):
    """Walk from the letter to the question to the mentor."""
    signed = paper("request_letter", "2027-01-04", signed=["mentee_director"])
    story.step("send_request", "2027-01-04", papers=[signed])
    story.step("invite", "2027-01-06", papers=[paper("invitation", "2027-01-06")])
    story.step(
        "hold_meeting",
        "2027-01-21",
        events=[event("initial_meeting", "2027-01-20", attended=MEETING)],
        papers=[paper("minutes", "2027-01-21")],
    )
    return story.step("ask_mentor", "2027-01-22", papers=[paper("confirmation_letter", "2027-01-22")])


def to_confirmed(story):
    """Walk to the mentor's green light."""
    to_awaiting(story)
    return story.step(
        "confirm",
        "2027-01-25",
        papers=[paper("mentor_confirmation", "2027-01-25", signed=["mentor_director"])],
        confirmed=[GreenLight(role="mentor", day=day("2027-01-25"))],
    )


def to_pilot(story):
    """Walk to the agreement."""
    to_confirmed(story)
    story.step(
        "sign_intent",
        "2027-02-08",
        events=[event("letter_of_intent", "2027-02-08")],
        papers=[paper("letter_of_intent", "2027-02-08", signed=DIRECTORS)],
    )
    story.step(
        "report_diagnosis",
        "2027-02-22",
        events=[event("diagnostic_visit", "2027-02-09", "2027-02-11")],
        papers=[paper("diagnostic_report", "2027-02-22")],
    )
    plan = paper("work_plan", "2027-03-01", approved=["mentor", "mentee", "facilitator"])
    story.step("agree_plan", "2027-03-01", papers=[plan])
    return story.step(
        "sign_agreement",
        "2027-03-15",
        events=[event("memorandum_of_agreement", "2027-03-15")],
        papers=[paper("memorandum_of_agreement", "2027-03-15", signed=DIRECTORS)],
    )


# What happens on time in the pilot: day, papers, events.
PILOT = (
    ("2027-03-25", ["study_visit_report"], [("study_visit", "2027-03-16", "2027-03-18")]),
    ("2027-04-05", ["monthly_report 2027-03"], []),
    ("2027-05-05", ["monthly_report 2027-04"], []),
    ("2027-06-05", ["monthly_report 2027-05"], []),
    ("2027-06-14", ["monitoring_report"], [("monitoring_visit", "2027-06-07", "2027-06-09")]),
    ("2027-07-05", ["monthly_report 2027-06"], []),
    ("2027-08-05", ["monthly_report 2027-07"], []),
    ("2027-09-05", ["monthly_report 2027-08"], []),
)


def pilot_day(story, on, papers, events):
    """Put one day of the pilot on record."""
    told_papers = [
        paper(name, on, month=month) if month else paper(name, on)
        for name, _, month in (one.partition(" ") for one in papers)
    ]
    return story.facts(on, papers=told_papers, events=[event(*one) for one in events])


def to_piloted(story):
    """Walk to the end of the pilot, everything on time."""
    to_pilot(story)
    for on, papers, events in PILOT:
        pilot_day(story, on, papers, events)
    return story.step("end_pilot", "2027-09-15", events=[event("pilot", "2027-03-15", "2027-09-15")])


def to_finished(story):
    """Walk to the letter of recommendation."""
    to_piloted(story)
    finals = ("recommendation_report", "final_report_mentor", "final_report_mentee")
    story.facts("2027-09-28", papers=[paper(name, "2027-09-28") for name in finals])
    meeting = event("evaluation_meeting", "2027-10-12", attended=["mentor", "mentee", "facilitator"])
    story.step("evaluate", "2027-10-12", events=[meeting])
    story.facts("2027-10-20", papers=[paper("sop", "2027-10-20")])
    return story.step(
        "recommend", "2027-11-20", papers=[paper("recommendation_letter", "2027-11-20", signed=["chair"])]
    )
