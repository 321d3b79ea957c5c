"""How a kind of record is told in words: its fields, its states, who does what, and what has to hold."""

from collections.abc import Iterable, Mapping

from data.recording import Reach, RecordKind, Seat
from data.text import Text

SEATS: Mapping[Seat, Text] = {
    "facilitator": Text(en="facilitator", id="fasilitator"),
    "mentor": Text(en="mentor", id="mentor"),
    "mentee": Text(en="mentee", id="resipien"),
    "board": Text(en="board", id="dewan pengurus"),
    "partner": Text(en="supporting partner", id="mitra pendukung"),
    "auditor": Text(en="auditor", id="auditor"),
}
REACHES: Mapping[Reach, Text] = {
    "own": Text(en="its own", id="miliknya"),
    "shared": Text(en="also its partners'", id="juga milik mitranya"),
    "all": Text(en="all", id="semua"),
}
TOLD = Text(en="told, blocks nothing", id="disampaikan, tidak menghalangi")


def record_lines(kind: RecordKind) -> tuple[Text, ...]:
    """Return what a kind of record says, one labelled fact a line."""
    found = [
        _labelled(Text(en="Fields", id="Isian"), (field.name for field in kind.fields)),
        _labelled(Text(en="States", id="Status"), kind.states.values()),
        _labelled(Text(en="Seen by", id="Dapat dilihat oleh"), _rights(kind.read)),
        _labelled(Text(en="Written by", id="Ditulis oleh"), _rights(kind.write)),
    ]
    for move in kind.moves:
        by = ", ".join(SEATS[seat].en for seat in move.by), ", ".join(SEATS[seat].id for seat in move.by)
        start = _joined([kind.states[state] for state in move.origins], ", ")
        to = kind.states[move.to]
        second = Text(en="; by another account", id="; oleh akun lain") if move.second else None
        found.append(
            Text(
                en=f"{move.name.en}: {start.en} -> {to.en} ({by[0]}{second.en if second else ''})",
                id=f"{move.name.id}: {start.id} -> {to.id} ({by[1]}{second.id if second else ''})",
            )
        )
    for check in kind.checks:
        section = check.section or kind.section
        told = f" ({TOLD.en})" if check.warns else "", f" ({TOLD.id})" if check.warns else ""
        found.append(
            Text(
                en=f"Checked, {section}: {check.says.en}{told[0]}", id=f"Diperiksa, {section}: {check.says.id}{told[1]}"
            )
        )
    return tuple(found)


def _rights(rights: Mapping[Seat, Reach]) -> Iterable[Text]:
    for seat, reach in rights.items():
        yield Text(en=f"{SEATS[seat].en} ({REACHES[reach].en})", id=f"{SEATS[seat].id} ({REACHES[reach].id})")


def _joined(texts: Iterable[Text], mark: str) -> Text:
    listed = list(texts)
    return Text(en=mark.join(one.en for one in listed), id=mark.join(one.id for one in listed))


def _labelled(label: Text, texts: Iterable[Text]) -> Text:
    said = _joined(texts, "; ")
    return Text(en=f"{label.en}: {said.en}", id=f"{label.id}: {said.id}")
