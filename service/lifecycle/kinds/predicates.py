"""The predicates of the checks: each tells what is missing, or nothing; which there are is a closed list."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from data.text import Text
from service.lifecycle.gates import lack_of
from service.lifecycle.kinds.situation import EMPTY, Situation
from service.records.kept import Record

# What is missing; ``PLAIN`` where the check's own sentence says it all.
Missing = tuple[Text | None, ...]
PLAIN: Missing = (None,)


def _unless(held: object) -> Missing:
    return () if held else PLAIN


def _filled(here: Situation, argument: str) -> Missing:
    return tuple(here.names(path) for path in argument.split(",") if not _present(here, path))


def _present(here: Situation, path: str) -> bool:
    found = here.values(path)
    return bool(found) and not any(value in EMPTY for value in found)


def _any(here: Situation, argument: str) -> Missing:
    return _unless(any(_present(here, path) for path in argument.split(",")))


def _ticked(here: Situation, path: str) -> Missing:
    rows, _, tick = path.rpartition(".")
    open_ = [row for row in here.values(rows) if not row.get(tick)]
    return tuple(_first(row) for row in open_)


def _first(row: dict[str, object]) -> Text:
    said = next((value for value in row.values() if isinstance(value, str) and value), "-")
    return Text(en=said, id=said)


def _same(here: Situation, argument: str) -> Missing:
    one, other = (set(map(str, here.values(path))) for path in argument.split(","))
    return _unless(not one or not other or one == other)


def _unlike(here: Situation, argument: str) -> Missing:
    path, value = argument.split(",")
    return _unless(here.value(path) != value)


def _covers(here: Situation, argument: str) -> Missing:
    path, _, wanted = argument.partition("=")
    return _lacking(here, path, tuple(wanted.split(",")))


def _lacking(here: Situation, path: str, roles: tuple[str, ...]) -> Missing:
    """Return the roles of the book that do not stand at ``path``."""
    there = set(here.values(path))
    return tuple(here.book.roles[role].name for role in roles if role in here.book.roles and role not in there)


def _once(here: Situation, path: str) -> Missing:
    found = here.values(path)
    return tuple(Text(en=str(one), id=str(one)) for one in dict.fromkeys(found) if found.count(one) > 1)


def _total(here: Situation, argument: str) -> Missing:
    parts, whole = argument.split(",")
    said = here.value(whole)
    added = sum(value for value in here.values(parts) if value is not None)
    return () if said is None or said == added else (Text(en=f"{added} / {said}", id=f"{added} / {said}"),)


def _count(here: Situation, path: str) -> int | None:
    value = here.value(path)
    if isinstance(value, int):
        return value
    return len(here.values(path)) if value is not None else None


def _least(here: Situation, argument: str) -> Missing:
    path, number = argument.split(",")
    count, least = _count(here, path), here.book.number(number)
    return () if count is None or count >= least else (Text(en=f"{count} < {least}", id=f"{count} < {least}"),)


def _most(here: Situation, argument: str) -> Missing:
    path, number = argument.split(",")
    count, most = _count(here, path), here.book.number(number)
    return () if count is None or count <= most else (Text(en=f"{count} > {most}", id=f"{count} > {most}"),)


def _not_before(here: Situation, argument: str) -> Missing:
    later, earlier = (here.value(path) for path in argument.split(","))
    return _unless(later is None or earlier is None or str(later) >= str(earlier))


def _in_year(here: Situation, path: str) -> Missing:
    day = here.value(path)
    return _unless(day is None or not here.book.programme.budget_year_binds or str(day).startswith(f"{here.year}-"))


def _stands(here: Situation, argument: str) -> Missing:
    name, _, states = argument.partition("=")
    wanted = states.split(",")
    wrong = [record for record in here.referred(name) if record.state not in wanted]
    return tuple(Text(en=record.key.id, id=record.key.id) for record in wrong)


def _within(here: Situation, argument: str) -> Missing:
    """Judge sums of one field over the records that name the same one, for each value of further fields."""
    path, limit, *same = argument.split(",")
    reference = limit.partition(".")[0]
    most = here.value(limit)
    if most is None or not here.data.get(reference):
        return ()
    others = [
        record for record in here.beside(reference)
        if all(record.data.get(name) == here.data.get(name) for name in same)
    ]  # fmt: skip
    added = (here.value(path) or 0) + sum(record.data.get(path) or 0 for record in others)
    return () if added <= most else (Text(en=f"{added} > {most}", id=f"{added} > {most}"),)


def _party(here: Situation, argument: str) -> Missing:
    path, side = argument.split(",")
    sides = ("mentor", "mentee") if side == "either" else (side,)
    who = here.value(path)
    known = [member for case in here.cases() for role in sides for member in case.bearers(role)]
    return _unless(who is None or not here.cases() or who in known)


def _author(here: Situation, argument: str) -> Missing:
    path, document = argument.split(",")
    row = here.book.documents.get(str(here.value(document)))
    who = here.value(path)
    return _unless(
        row is None or not here.cases() or any(who in case.bearers(row.owner) for case in here.cases())
    )  # fmt: skip


def _travels(here: Situation, argument: str) -> Missing:
    path, activity = argument.split(",")
    row = here.book.activities.get(str(here.value(activity)))
    who = here.value(path)
    if row is None or not row.travellers or not here.cases():
        return ()
    return _unless(any(who in case.bearers(role) for case in here.cases() for role in row.travellers))


def _quorum(here: Situation, argument: str) -> Missing:
    path, activity = argument.split(",")
    row = here.book.activities.get(str(here.value(activity)))
    return _lacking(here, path, row.quorum) if row else ()


def _signers(here: Situation, argument: str) -> Missing:
    path, document = argument.split(",")
    row = here.book.documents.get(str(here.value(document)))
    return _lacking(here, path, row.signers) if row else ()


def _witnesses(here: Situation, argument: str) -> Missing:
    path, document = argument.split(",")
    row = here.book.documents.get(str(here.value(document)))
    return _lacking(here, path, row.witnesses) if row else ()


def _seat(here: Situation, argument: str) -> Missing:
    said, _, seat = argument.partition("=")
    path, value = said.split(",")
    return _unless(here.value(path) != value or here.seat == seat)


def _gate(here: Situation, need: str) -> Missing:
    return tuple(lack.sentence for case in here.cases() if (lack := lack_of(case, need)))


def _amounts(here: Situation, argument: str) -> Missing:
    path, form = argument.split(",")
    row = here.book.subsidy_kinds.get(str(here.value(form)))
    there = set(here.values(path))
    return tuple(Text(en=name, id=name) for name in (row.needs if row else ()) if name not in there)


def _answered(here: Situation, argument: str) -> Missing:
    name, reference = argument.split(",")
    kind = here.book.records[name]
    return _unless(any(record.data.get(reference) == here.id for record in _near(here, kind.id)))


def _near(here: Situation, kind: str) -> Iterator[Record]:
    row = here.book.records[kind]
    for above in {here.data.get(row.parent)} - {None}:
        yield from (one for one in here.known.below(row, str(above)) if one.state not in row.void)


def _achieved(here: Situation, argument: str) -> Missing:
    """Judge a wanted figure against the best that the mentor itself has on record of that indicator (3.1.1-A)."""
    aim, start = (here.value(path) for path in argument.split(",")[:2])
    own = [] if aim is None or start is None or aim == start else list(_mentors_own(here, argument))
    if not own:
        return ()
    falls = Decimal(aim) < Decimal(start)
    best = min(own) if falls else max(own)
    if not (Decimal(aim) < best if falls else Decimal(aim) > best):
        return ()
    sign = "<" if falls else ">"
    return (Text(en=f"{aim} {sign} {best}", id=f"{aim} {sign} {best}"),)


def _mentors_own(here: Situation, argument: str) -> Iterator[Decimal]:
    """Yield what the mentor has on record of the indicator, in any year; other units are other figures."""
    *_, name, unit, listed = argument.split(",")
    kind, _, rows = listed.partition(".")
    wanted, measure = (_plainly(here.value(path)) for path in (name, unit))
    for case in here.cases() if wanted else ():
        for record in here.known.below(here.book.records[kind], case.mentor):
            for row in record.data.get(rows, ()):
                same_unit = not measure or _plainly(row.get("unit")) in {"", measure}
                if same_unit and _plainly(row["indicator"]) == wanted:
                    yield Decimal(row["value"])


def _plainly(said: object) -> str:
    return " ".join(str(said or "").casefold().split())


PREDICATES: dict[str, Callable[[Situation, str], Missing]] = {
    "filled": _filled,
    "any": _any,
    "ticked": _ticked,
    "same": _same,
    "unlike": _unlike,
    "covers": _covers,
    "once": _once,
    "total": _total,
    "least": _least,
    "most": _most,
    "not_before": _not_before,
    "in_year": _in_year,
    "stands": _stands,
    "within": _within,
    "party": _party,
    "author": _author,
    "travels": _travels,
    "quorum": _quorum,
    "signers": _signers,
    "witnesses": _witnesses,
    "seat": _seat,
    "gate": _gate,
    "amounts": _amounts,
    "answered": _answered,
    "achieved": _achieved,
}
