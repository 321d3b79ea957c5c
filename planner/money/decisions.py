"""Whether the National Board's decision can be carried out, said before any rupiah moves (4.2)."""

from collections.abc import Iterator

from data.answer import Reason
from data.book import Book
from data.text import Text
from planner.money.kinds import FORMS, Decision

RULE = "subsidy_decision"
ROLES = ("mentor", "mentee")
# Limits that a decision of any kind may state: of a role, of a partnership, of a party in all its partnerships, of all.
CEILINGS = ("ceiling_mentor", "ceiling_mentee", "ceiling_per_partnership", "ceiling_per_party", "ceiling_per_year")
WHOLE = 100
# Bounds of classes: the first may not reach farther than the second.
CLASSES = (("near_up_to_km", "middle_up_to_km"), ("small_up_to_connections", "medium_up_to_connections"))


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
    if decision.kind not in book.subsidy_kinds or decision.kind not in FORMS:
        known = ", ".join(kind for kind in book.subsidy_kinds if kind in FORMS)
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
    yield from _classes(decision, book=book)
    yield from _regions(decision, book=book)
    yield from _one_sided(decision, needs, book=book)


def _classes(decision: Decision, *, book: Book) -> Iterator[Reason]:
    """Yield classes of distance or size that overlap."""
    for first, second in CLASSES:
        low, high = decision.amounts.get(first), decision.amounts.get(second)
        if low is not None and high is not None and low > high:
            yield _fault(
                book,
                decision,
                Text(en=f"'{first}' is {low}, more than '{second}' with {high}",
                     id=f"'{first}' bernilai {low}, melebihi '{second}' yang bernilai {high}"),
                Text(en="Order the classes.", id="Urutkan kelasnya."),
            )  # fmt: skip


def _regions(decision: Decision, *, book: Book) -> Iterator[Reason]:
    """Yield a list of regions that is missing, or that this kind does not ask for."""
    asked = book.subsidy_kinds[decision.kind].by_region
    if asked and not decision.regions:
        yield _fault(
            book, decision, Text(en="its regions are missing", id="daftar wilayahnya belum ada"),
            Text(en="List the regions that come first.", id="Sebutkan wilayah yang didahulukan."),
        )  # fmt: skip
    if decision.regions and not asked:
        yield _fault(
            book, decision,
            Text(en="a list of regions means nothing here", id="daftar wilayah tidak berlaku di sini"),
            Text(en="Leave the regions out, or choose a kind that asks for them.",
                 id="Hapus daftar wilayah, atau pilih jenis yang memerlukannya."),
        )  # fmt: skip


def _one_sided(decision: Decision, needs: tuple[str, ...], *, book: Book) -> Iterator[Reason]:
    """Yield a role to which every stated amount gives nothing: 4.2 gives to both mentor and mentee."""
    for role in ROLES:
        mine = [name for name in needs if name.startswith(f"{role}_") and name in decision.amounts]
        nothing = bool(mine) and not any(decision.amounts[name] for name in mine)
        limits = {name: decision.amounts[name] for name in CEILINGS if name in decision.amounts}
        others = {f"ceiling_{other}" for other in ROLES if other != role}
        if nothing or any(not limit for name, limit in limits.items() if name not in others) or _spent(decision):
            name = "mentor" if role == "mentor" else "resipien"
            yield _fault(
                book,
                decision,
                Text(en=f"it gives nothing to any {role}", id=f"tidak memberikan apa pun kepada {name}"),
                Text(en="4.2 gives to both mentor and mentee: let the Board state an amount for each.",
                     id="4.2 memberi kepada mentor dan resipien: mintakan besaran bagi keduanya."),
            )  # fmt: skip


def _spent(decision: Decision) -> bool:
    """Whether a quota leaves no visit at all."""
    return any(decision.amounts.get(f"visits_per_{name}") == 0 for name in ("partnership", "year"))


def _fault(book: Book, decision: Decision, what: Text, remedy: Text) -> Reason:
    return Reason(
        rule=RULE, section=section_of(book, RULE), who="", remedy=remedy,
        sentence=Text(
            en=f"Decision {decision.number} cannot be carried out: {what.en}.",
            id=f"Keputusan {decision.number} tidak dapat dijalankan: {what.id}.",
        ),
    )  # fmt: skip
