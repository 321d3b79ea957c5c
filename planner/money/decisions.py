"""Whether the National Board's decision can be carried out, said before any rupiah moves (4.2)."""

from collections.abc import Iterator

from data.answer import Reason
from data.book import Book
from data.text import Text
from planner.money.claims import KINDS, ROLES
from planner.money.kinds import Decision

RULE = "subsidy_decision"
CEILINGS = ("ceiling_per_partnership", "ceiling_mentor", "ceiling_mentee")
WHOLE = 100


def section_of(book: Book, rule: str) -> str:
    """Return the section of a rule of the book; empty when the book has no such rule."""
    return book.rules[rule].section if rule in book.rules else ""


def no_decision(book: Book) -> Reason:
    """Return the answer when the National Board has decided nothing: no rule, so no subsidy."""
    return Reason(
        rule=RULE, section=section_of(book, RULE), who="",
        sentence=Text(
            en="No rule: without a decision of the National Board nobody is subsidised.",
            id="Tidak ada aturan: tanpa keputusan Pengurus Pusat tidak ada pihak yang disubsidi.",
        ),
        remedy=Text(
            en="Enter the decision with its number, date, kind and amounts.",
            id="Masukkan keputusan beserta nomor, tanggal, jenis, dan besarannya.",
        ),
    )  # fmt: skip


def no_budget(decision: Decision, book: Book) -> Reason:
    """Return the answer when the annual meeting has decided no money for subsidies."""
    return Reason(
        rule=RULE, section=section_of(book, RULE), who="",
        sentence=Text(
            en=f"Decision {decision.number} has no decided budget head to be paid from.",
            id=f"Keputusan {decision.number} belum memiliki pos anggaran yang telah diputuskan.",
        ),
        remedy=Text(
            en="Let the annual meeting decide the head 'subsidies'.",
            id="Mintakan keputusan Rapat Kerja Nasional atas pos subsidi.",
        ),
    )  # fmt: skip


def faults_of(decision: Decision, book: Book) -> tuple[Reason, ...]:
    """Return everything for which a decision cannot be carried out, all of it at once."""
    if decision.kind not in book.subsidy_kinds or decision.kind not in KINDS:
        known = ", ".join(kind for kind in book.subsidy_kinds if kind in KINDS)
        return (
            _fault(
                book,
                decision,
                Text(en=f"its kind '{decision.kind}' is unknown", id=f"jenis '{decision.kind}' tidak dikenal"),
                Text(en=f"Choose one of {known}.", id=f"Pilih salah satu dari {known}."),
            ),
        )
    return tuple(_faults(decision, book.subsidy_kinds[decision.kind].needs, book=book))


def _faults(decision: Decision, needs: tuple[str, ...], *, book: Book) -> Iterator[Reason]:
    for name in needs:
        if name not in decision.amounts:
            yield _fault(
                book,
                decision,
                Text(en=f"the amount '{name}' is missing", id=f"besaran '{name}' belum ada"),
                Text(en=f"State '{name}'.", id=f"Nyatakan '{name}'."),
            )
    for name, value in decision.amounts.items():
        if name not in needs and name not in CEILINGS:
            yield _fault(
                book,
                decision,
                Text(en=f"the amount '{name}' means nothing here", id=f"besaran '{name}' tidak berlaku di sini"),
                Text(en=f"Leave it out; known are {', '.join((*needs, *CEILINGS))}.",
                     id=f"Hapus; yang dikenal adalah {', '.join((*needs, *CEILINGS))}."),
            )  # fmt: skip
        if name.endswith("_percent") and value > WHOLE:
            yield _fault(
                book,
                decision,
                Text(
                    en=f"'{name}' is {value}, more than the whole", id=f"'{name}' bernilai {value}, melebihi seluruhnya"
                ),
                Text(en="State at most 100 per cent.", id="Nyatakan paling banyak 100 persen."),
            )
    near, middle = decision.amounts.get("near_up_to_km", 0), decision.amounts.get("middle_up_to_km", 0)
    if near > middle and "middle_up_to_km" in decision.amounts:
        yield _fault(
            book,
            decision,
            Text(en=f"'near' reaches {near} km, farther than 'middle' with {middle} km",
                 id=f"kelas 'near' sampai {near} km, lebih jauh daripada kelas 'middle' {middle} km"),
            Text(en="Order the distance classes.", id="Urutkan kelas jarak."),
        )  # fmt: skip
    yield from _one_sided(decision, needs, book=book)


def _one_sided(decision: Decision, needs: tuple[str, ...], *, book: Book) -> Iterator[Reason]:
    """Yield a role to which every stated amount gives nothing: 4.2 gives to both mentor and mentee."""
    for role in ROLES:
        mine = [name for name in needs if name.startswith(f"{role}_") and name in decision.amounts]
        nothing = bool(mine) and not any(decision.amounts[name] for name in mine)
        limits = (decision.amounts.get(f"ceiling_{role}"), decision.amounts.get("ceiling_per_partnership"))
        if nothing or 0 in limits:
            name = "mentor" if role == "mentor" else "resipien"
            yield _fault(
                book,
                decision,
                Text(en=f"it gives nothing to any {role}", id=f"tidak memberikan apa pun kepada {name}"),
                Text(en="4.2 gives to both mentor and mentee: let the Board state an amount for each.",
                     id="4.2 memberi kepada mentor dan resipien: mintakan besaran bagi keduanya."),
            )  # fmt: skip


def _fault(book: Book, decision: Decision, what: Text, remedy: Text) -> Reason:
    return Reason(
        rule=RULE, section=section_of(book, RULE), who="", remedy=remedy,
        sentence=Text(
            en=f"Decision {decision.number} cannot be carried out: {what.en}.",
            id=f"Keputusan {decision.number} tidak dapat dijalankan: {what.id}.",
        ),
    )  # fmt: skip
