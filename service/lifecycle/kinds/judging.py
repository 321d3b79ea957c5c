"""What a record lacks: every check of its kind that does not hold, those that block apart from those that are told."""

from dataclasses import dataclass

from data.recording import RecordCheck, RecordKind
from data.text import Text
from service.lifecycle.kinds.predicates import PREDICATES, Missing
from service.lifecycle.kinds.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A check that does not hold: its id, the section that asks for it, and the sentence."""

    check: str
    section: str
    sentence: Text


def judge(here: Situation, *, at: str = "") -> tuple[Judged, ...]:
    """Return what blocks: the checks of every change, and those of the move ``at``."""
    return tuple(_found(here, warns=False, at=at))


def warnings(here: Situation, *, at: str = "") -> tuple[Judged, ...]:
    """Return what should be looked at and blocks nothing, by every check that only warns.

    With an empty ``at`` those of moves that were taken to get here are told too: a meeting stays short of its quorum.
    """
    return tuple(_found(here, warns=True, at=at))


def _found(here: Situation, *, warns: bool, at: str) -> list[Judged]:
    found = []
    for check in here.kind.checks:
        if check.warns != warns or not _asked(here, check, at=at) or not _concerned(here, check):
            continue
        predicate, _, argument = check.test.partition(":")
        missing = PREDICATES[predicate](here, argument)
        if missing:
            section = check.section or here.kind.section
            found.append(Judged(check=check.id, section=section, sentence=_said(check.says, missing)))
    return found


def _asked(here: Situation, check: RecordCheck, *, at: str) -> bool:
    if not check.at or at in check.at:
        return True
    moves = (here.kind.move(name) for name in check.at)
    return check.warns and not at and any(move and here.state in behind(here.kind, move.to) for move in moves)


def behind(kind: RecordKind, state: str) -> set[str]:
    """Return ``state`` and every state that can be reached from it."""
    reached = {state}
    for _ in kind.states:
        reached |= {move.to for move in kind.moves if reached & set(move.origins)}
    return reached


def _concerned(here: Situation, check: RecordCheck) -> bool:
    """Return whether the check is asked of such a record (``side=mentee``, or a truth that is said)."""
    if not check.only:
        return True
    name, is_, wanted = check.only.partition("=")
    value = here.value(name)
    return str(value) == wanted if is_ else bool(value)


def _said(says: Text, missing: Missing) -> Text:
    named = [one for one in missing if one is not None]
    if not named:
        return says
    english, indonesian = (
        "; ".join(dict.fromkeys(getattr(one, language) for one in named)) for language in ("en", "id")
    )  # fmt: skip
    return Text(en=f"{says.en}: {english}", id=f"{says.id}: {indonesian}")
