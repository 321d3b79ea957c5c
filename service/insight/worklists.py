"""Who has to do what now: the facilitator's lists, and what is expected of a mentor or mentee (2.7)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.recording import RecordKind
from data.text import Text
from service.insight.folder import Folder, Holdings
from service.insight.items import Standing, items_of, paper_items
from service.insight.warnings import Watched, watch
from service.lifecycle.case import NOBODY
from service.lifecycle.gates import Lack
from service.lifecycle.steps import Offer, allowed
from service.records.kept import Record
from service.words.reasons import both

# The facilitator's lists, in the order in which they are looked at.
LISTS = ("to_match", "to_move_on", "to_sign", "to_approve", "overdue", "silent", "at_risk")

# Which tests of the warnings stand in which list.
IN_LIST = {"paper": "overdue", "step": "overdue", "waiting": "overdue", "passed": "overdue", "silent": "silent"}

# Number id of the days ahead from which a paper is expected by its writer.
SOON = "worklist_soon_days"

# Who keeps these lists.
KEEPER = "facilitator"

# The letter of request in every book.
REQUEST = "request_letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing to do.

    Parameters
    ----------
    list
        One of ``LISTS``, or ``step``, ``paper``, ``part``, ``record`` for what is expected of a party.
    record
        Id of the letter, partnership or other record that it is about; ``kind`` says which.
    partnership
        Id of the partnership, empty where there is none yet.
    sentence
        What is to be done and who is waited for.
    section
        Of the guideline.
    day
        By when, or since when; None where nothing says so.
    """

    list: str
    kind: str
    record: str
    partnership: str
    sentence: Text
    section: str
    day: dt.date | None = None


def work_lists(holdings: Holdings, folders: Iterable[Folder], *, today: dt.date) -> dict[str, tuple[Work, ...]]:
    """Return the facilitator's lists by name; each partnership once in a list, with everything that it is there for."""
    open_ = [folder for folder in folders if not folder.ending]
    found: dict[str, list[Work]] = {name: [] for name in LISTS}
    found["to_match"] += _to_match(holdings, open_)
    for folder in open_:
        found["to_move_on"] += _to_move_on(folder)
        found["to_sign"] += _lacking(folder, "to_sign", "signed")
        found["to_approve"] += [*_lacking(folder, "to_approve", "approved"), *_second(folder)]
    for watched in watch(open_, today=today):
        for alarm in watched.alarms:
            if name := IN_LIST.get(alarm.sign.test):
                found[name].append(_of_alarm(watched, name, alarm.sentence, alarm.sign.section, alarm.day))
        if watched.at_risk:
            said = both("insight.at_risk", points=watched.points, why=_signs(watched))
            found["at_risk"].append(_of_alarm(watched, "at_risk", said, watched.alarms[0].sign.section, None))
    return {name: tuple(works) for name, works in found.items()}


def expected(folders: Iterable[Folder], member: str, *, today: dt.date) -> tuple[Work, ...]:
    """Return what is expected of a member now, in all its partnerships: steps, parts of steps, papers, records."""
    found: list[Work] = []
    for folder in folders:
        if folder.ending or member not in folder.members:
            continue
        role = "mentor" if member == folder.case.mentor else "mentee"
        found += _steps(folder, role, member)
        found += _papers(folder, role, member, today=today)
        found += _asked(folder, role, member, today=today)
    return tuple(sorted(found, key=lambda one: (one.day or dt.date.max, one.partnership, one.list, one.sentence.en)))


def _to_match(holdings: Holdings, folders: Iterable[Folder]) -> Iterator[Work]:
    """Yield letters that no partnership answers, and partnerships that look for a mentor."""
    answered = {letter for record in holdings.partnerships for letter in record.data.get("letters", ())}
    for letter in holdings.letters:
        if letter.key.id not in answered:
            day = dt.date.fromisoformat(letter.data["received"])
            said = both("insight.letter", who=_name(holdings, letter.data["member"]))
            yield Work(
                list="to_match", kind="letter", record=letter.key.id, partnership="", sentence=said,
                section=holdings.book.documents[REQUEST].section, day=day,
            )  # fmt: skip
    for folder in folders:
        state = folder.book.states[folder.record.state]
        if state.means == "unmatched" or not folder.record.data.get("mentor"):
            who = ", ".join(folder.name(mentee) for mentee in folder.case.mentees)
            yield _work(folder, "to_match", both("insight.no_mentor", who=who, state=state.name), state.section)


def _to_move_on(folder: Folder) -> Iterator[Work]:
    """Yield the facilitator's own next steps: each with what is the facilitator's to do for it, or all being there."""
    if folder.book.states[folder.record.state].means == "unmatched" or not folder.record.data.get("mentor"):
        return
    for offer in _onward(folder):
        if folder.case.party(offer.step.by) != KEEPER:
            continue
        mine = [lack.sentence for lack in offer.lacks if _is_the_keepers(folder, lack)]
        if mine:
            said = both("insight.move_on", step=offer.step.name, lacks=_joined(mine))
            yield _work(folder, "to_move_on", said, offer.step.section)
        elif not offer.lacks:
            yield _work(folder, "to_move_on", both("insight.step", step=offer.step.name), offer.step.section)


def _is_the_keepers(folder: Folder, lack: Lack) -> bool:
    """Whether a gate waits for the facilitator; signatures and approvals have lists of their own."""
    if lack.gate.partition(":")[0] in {"signed", "approved"}:
        return False
    return any(one.role and folder.case.party(one.role) == KEEPER for one in lack.waits)


def _lacking(folder: Folder, name: str, predicate: str) -> Iterator[Work]:
    """Yield signatures or approvals that are all that a step still lacks, besides that it took place."""
    for lack in _near(folder, predicate):
        yield _work(folder, name, lack.sentence, lack.section)


def _near(folder: Folder, predicate: str) -> Iterator[Lack]:
    seen = set()
    for offer in _onward(folder):
        mine = [lack for lack in offer.lacks if lack.gate.startswith(f"{predicate}:")]
        others = [lack for lack in offer.lacks if lack not in mine and not lack.gate.startswith("held:")]
        for lack in mine if not others else ():
            if lack.gate not in seen:
                seen.add(lack.gate)
                yield lack


def _onward(folder: Folder) -> Iterator[Offer]:
    """Yield the steps that lead on: those that need something; leaving and postponing need nothing."""
    for offer in allowed(folder.book, folder.record.data, state=folder.record.state):
        if offer.step.needs:
            yield offer


def _second(folder: Folder) -> Iterator[Work]:
    """Yield records that wait for a second person (money, publication), or for one of several approvals."""
    for kind in folder.book.records.values():
        for record in folder.of(kind.id):
            if record.data.get("partnership", folder.id) != folder.id:
                continue
            for move in kind.moves:
                if record.state in move.origins and (move.second or move.each):
                    said = both("insight.second", move=move.name, what=kind.name, id=record.key.id)
                    yield _of_record(folder, "to_approve", kind, record, said)


def _steps(folder: Folder, role: str, member: str) -> Iterator[Work]:
    for offer in _onward(folder):
        if not offer.lacks and offer.step.by == role:
            yield _work(folder, "step", both("insight.step", step=offer.step.name), offer.step.section)
        for lack in offer.lacks:
            if _waits_for(folder, lack, role=role, member=member):
                yield _work(folder, "part", lack.sentence, lack.section)


def _waits_for(folder: Folder, lack: Lack, *, role: str, member: str) -> bool:
    """Whether a gate waits for this member: it bears the role, or the activity is its party's to hold."""
    mine = [one for one in lack.waits if one.role and folder.case.party(one.role) == role]
    return any(lack.gate.startswith("held:") or one.who in {member, NOBODY} for one in mine)


def _papers(folder: Folder, role: str, member: str, *, today: dt.date) -> Iterator[Work]:
    """Yield papers of this member that are late or due soon."""
    for document in folder.book.documents.values():
        if document.scope != "partnership" or not document.after or folder.case.party(document.owner) != role:
            continue
        if not document.due and folder.case.events(document.after):
            continue  # it was for an activity that has taken place
        for item in paper_items(folder, document.id, today=today):
            if item.who != member or item.due is None or item.standing not in {Standing.MISSING, Standing.AHEAD}:
                continue
            if (item.due - today).days <= folder.book.number(SOON):
                key = "insight.paper_late" if item.standing is Standing.MISSING else "insight.paper"
                said = both(key, what=item.name, day=item.due.isoformat())
                yield _work(folder, "paper", said, item.section, day=item.due)


def _asked(folder: Folder, role: str, member: str, *, today: dt.date) -> Iterator[Work]:
    """Yield records that an indicator of this party counts and that are not done yet."""
    for indicator in folder.book.indicators.values():
        for counted in indicator.counts:
            if indicator.role != role or counted.of != "record":
                continue
            for item in items_of(folder, counted, today=today):
                mine = role == "mentor" or item.who in {"", member}
                if mine and item.standing in {Standing.MISSING, Standing.AHEAD}:
                    said = both("insight.record", what=item.name)
                    yield _work(folder, "record", said, item.section, day=item.due)


def _of_alarm(watched: Watched, name: str, sentence: Text, section: str, day: dt.date | None) -> Work:
    return _work(watched.folder, name, sentence, section, day=day)


def _work(folder: Folder, name: str, sentence: Text, section: str, *, day: dt.date | None = None) -> Work:
    return Work(
        list=name,
        kind="partnership",
        record=folder.id,
        partnership=folder.id,
        sentence=sentence,
        section=section,
        day=day,
    )


def _of_record(folder: Folder, name: str, kind: RecordKind, record: Record, sentence: Text) -> Work:
    return Work(
        list=name,
        kind=kind.id,
        record=record.key.id,
        partnership=folder.id,
        sentence=sentence,
        section=kind.section,
    )


def _joined(sentences: Iterable[Text]) -> Text:
    every = tuple(sentences)
    return Text(en="; ".join(one.en for one in every), id="; ".join(one.id for one in every))


def _signs(watched: Watched) -> Text:
    """Return the names of the signs that hold, each once, the heaviest first."""
    return _joined({alarm.sign.id: alarm.sign.name for alarm in watched.alarms}.values())


def _name(holdings: Holdings, member: str) -> str:
    return next((str(one.data.get("name", member)) for one in holdings.members if one.key.id == member), member)
