"""What changes the record, operation by operation, as stories of clients; each act knows which entries it leaves.

An act carries a mark that stands in what it leaves in the journal and nowhere else.  So one can tell afterwards what
was lost (acknowledged and not there), doubled (a mark that stands there too often), halved (some entries of one act),
and invented (an entry that nobody asked for).
"""

import json
import re
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

P = "/api/v1/programmes/pks"
MARK = re.compile(r"~[^~]+~")
LINES = "application/x-ndjson"
SECRET = "s" * 40
# Operations that change something and are no part of a story below; they only reckon and keep nothing.
RECKONING = {"make_proposals", "place", "make_plan", "make_joint_plan", "make_replan", "make_budget", "weigh_plan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One request.

    Parameters
    ----------
    operation
        Its function in the API; empty where it only reads.
    method, path, body, version
        The request; a body that is a text is sent as lines of JSON, ``version`` becomes If-Match (0: none).
    leaves
        Places in the journal: ``programme/kind/id@version``.
    mark
        Text that every entry of these holds; empty where the operation takes none.
    once
        Whether it must not be asked again when it stayed without an answer.
    """

    operation: str
    method: str
    path: str
    body: Any = None
    version: int = 0
    leaves: tuple[str, ...] = ()
    mark: str = ""
    once: bool = False

    @property
    def key(self) -> str:
        """Name of the request, the same when it is asked again."""
        return "-".join([self.operation, *re.findall(r"[\w.-]+", "".join(self.leaves[:1]))])[-80:]


Story = Generator[Act, Any, None]


def programme() -> Act:
    """Return the act with which everything begins."""
    return _programme("pks")


def story(who: str) -> Story:
    """Yield what a facilitator does with one partnership, from the member to the erasure of who was asked there."""
    yield _programme(f"p-{who}")
    told = {"name": _mark("change_programme", who), "book": "perpamsi", "year": 2027}
    own = f"/api/v1/programmes/p-{who}"
    yield _act("change_programme", "PUT", own, told, f"p-{who}/programme/p-{who}@2", version=1, mark=told["name"])
    yield from _letter(who)
    yield from _partnership(who)
    yield from _records(who)
    yield from _beside(who)
    member = f"{P}/members/m-{who}"
    yield _act("erase_contact", "DELETE", f"{member}/contact", None, f"pks/member/m-{who}@3", version=2)
    feed = f"pks/feed/m-{who}"
    yield _act("renew_calendar", "PUT", f"{member}/feed", None, f"{feed}@1", once=True)
    yield _act("close_calendar", "DELETE", f"{member}/feed", None, f"{feed}@2", once=True)


def _letter(who: str) -> Story:
    """Tell of a member and its letter; a change of the letter is undone, and two more letters are imported."""
    contact, member, letter = {"name": "Budi"}, f"{P}/members", f"{P}/letters"
    body: dict[str, Any] = {"id": f"m-{who}", "name": _mark("add_member", who), "contact": contact}
    yield _act("add_member", "POST", member, body, f"pks/member/m-{who}@1", mark=body["name"])
    body = {"name": _mark("change_member", who), "contact": contact}
    place = f"pks/member/m-{who}@2"
    yield _act("change_member", "PUT", f"{member}/m-{who}", body, place, version=1, mark=body["name"])
    body = {"member": f"m-{who}", "received": "2027-01-04", "signed": True}
    result = _mark("add_letter", who)
    sent = {**body, "id": f"s-{who}", "expected_result": result}
    yield _act("add_letter", "POST", letter, sent, f"pks/letter/s-{who}@1", mark=result)
    text = _mark("change_letter", who)
    sent = {**body, "text": text, "expected_result": result}
    yield _act("change_letter", "PUT", f"{letter}/s-{who}", sent, f"pks/letter/s-{who}@2", version=1, mark=text)
    found = yield _act("", "GET", f"{P}/journal?kind=letter&id=s-{who}&limit=9", None)
    told = {"seq": found["items"][1]["seq"], "reason": _mark("undo_entry", who)}
    yield _act("undo_entry", "POST", f"{P}/undos", told, f"pks/letter/s-{who}@3", mark=told["reason"])
    mark, ids = _mark("import_records", who), [f"i-{who}-{number}" for number in range(2)]
    lines = "\n".join(json.dumps({**body, "id": id_, "text": mark}) for id_ in ids)
    yield _act(
        "import_records", "POST", f"{P}/imports/letter", lines, *(f"pks/letter/{id_}@1" for id_ in ids), mark=mark
    )


def _partnership(who: str) -> Story:
    """Tell of a partnership that is changed, takes its first step and files a paper."""
    path, place = f"{P}/partnerships", f"pks/partnership/w-{who}"
    body: dict[str, Any] = {"mentees": [f"m-{who}"], "letters": [f"s-{who}"]}
    yield _act("add_partnership", "POST", path, {"id": f"w-{who}", **body}, f"{place}@1")
    path = f"{path}/w-{who}"
    yield _act("change_partnership", "PUT", path, {**body, "subject": "NRW"}, f"{place}@2", version=1)
    body = {"step": "send_request", "day": "2027-01-04", "reason": _mark("take_step", who)}
    yield _act("take_step", "POST", f"{path}/steps", body, f"{place}@3", version=2, mark=body["reason"])
    body = {"papers": [{"document": "invitation", "day": "2027-01-11"}]}
    yield _act("add_facts", "POST", f"{path}/facts", body, f"{place}@4", version=3)


def _records(who: str) -> Story:
    """Tell of a task that is numbered by the service, changed and finished, and one that is taken away."""
    path = f"{P}/records/task"
    body = {"partnership": f"w-{who}", "method": "method_training", "start": "2027-03-01", "end": "2027-04-01"}
    for number, title in ((1, _mark("add_record", who)), (2, _mark("add_record", f"{who}-2"))):
        sent = {"data": {**body, "title": title, "progress": 0}}
        yield _act("add_record", "POST", path, sent, f"pks/task/w-{who}.{number}@1", mark=title)
    note, place = _mark("change_record", who), f"pks/task/w-{who}.1"
    sent = {"data": {**body, "title": _mark("add_record", who), "progress": 7, "note": note}}
    yield _act("change_record", "PUT", f"{path}/w-{who}.1", sent, f"{place}@2", version=1, mark=note)
    told = {"move": "finish", "day": "2027-04-01", "reason": _mark("take_move", who)}
    yield _act("take_move", "POST", f"{path}/w-{who}.1/moves", told, f"{place}@3", version=2, mark=told["reason"])
    yield _act("remove_record", "DELETE", f"{path}/w-{who}.2", None, f"pks/task/w-{who}.2@2", version=1)


def _beside(who: str) -> Story:
    """Tell of a job that is asked for and ended, an address that is told and paused."""
    path, place = f"{P}/jobs", f"pks/job/j-{who}"
    sent = {"id": f"j-{who}", "kind": "import", "asked": {"workbook": "AAAA"}}
    yield _act("add_job", "POST", path, sent, f"{place}@1")
    yield _act("end_job", "DELETE", f"{path}/j-{who}", None, f"{place}@2")
    path, place = f"{P}/webhooks", f"pks/webhook/h-{who}"
    body = {"address": "https://example.org/s"}
    yield _act("add_webhook", "POST", path, {"id": f"h-{who}", **body, "secret": SECRET}, f"{place}@1")
    yield _act("change_webhook", "PUT", f"{path}/h-{who}", {**body, "state": "paused"}, f"{place}@2", version=1)


def _programme(id_: str) -> Act:
    body = {"id": id_, "name": _mark("add_programme", id_), "book": "perpamsi", "year": 2027}
    return _act("add_programme", "POST", "/api/v1/programmes", body, f"{id_}/programme/{id_}@1", mark=body["name"])


def _act(operation: str, method: str, path: str, body: Any, *leaves: str, **more: Any) -> Act:
    return Act(operation=operation, method=method, path=path, body=body, leaves=leaves, **more)


def _mark(operation: str, who: str) -> str:
    return f"~{operation} {who}~"


@dataclass
class Report:
    """What became of what was asked; all but the first three have to be nothing."""

    cuts: int = 0
    acknowledged: int = 0
    operations: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    halved: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled, halved, invented, answered otherwise, or broken."""
        return not (self.lost or self.doubled or self.halved or self.invented or self.unlike or self.findings)


@dataclass
class Ledger:
    """What was sent, and what was acknowledged when; ``moments`` are seconds of the machine's clock."""

    sent: list[Act] = field(default_factory=list)
    known: list[tuple[float, Act]] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, act: Act) -> None:
        """Keep that an act is about to be asked."""
        if act.operation:
            with self.lock:
                self.sent.append(act)

    def take(self, act: Act) -> None:
        """Keep that an act was acknowledged."""
        if act.operation:
            with self.lock:
                self.known.append((time.time(), act))

    def until(self, moment: float) -> "Ledger":
        """Return the ledger as it would be if nothing had been acknowledged after ``moment``."""
        known = [(at, act) for at, act in self.known if at < moment]
        return Ledger(sent=self.sent, known=known, unlike=self.unlike)

    def judged(self, entries: Iterable[tuple[str, str]]) -> Report:
        """Return what became of every act; ``entries`` are pairs of place and body, in the journal's order."""
        report = Report(acknowledged=len(self.known), unlike=list(self.unlike))
        report.operations = Counter(act.operation for _, act in self.known)
        journal = dict(entries)
        marks = Counter(mark for body in journal.values() for mark in set(MARK.findall(body)))
        report.lost = sorted(
            {place for _, act in self.known for place in act.leaves if not _stands(act, place, journal)}
        )
        asked = {act.leaves: act for act in self.sent}
        report.doubled = sorted(act.mark for act in asked.values() if act.mark and marks[act.mark] > len(act.leaves))
        halves = (act for act in asked.values() if len({place in journal for place in act.leaves}) > 1)
        report.halved = sorted(act.operation for act in halves)
        report.invented = sorted(journal.keys() - {place for act in asked.values() for place in act.leaves})
        return report


def _stands(act: Act, place: str, journal: dict[str, str]) -> bool:
    return act.mark in journal.get(place, "") if act.mark else place in journal
