"""Whose a record is: read from what it says about members and partnerships, the same for every kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from service.records.kept import Key

MEMBER, PARTNERSHIP = "member", "partnership"

# Fields that name one member, and fields that name several.
ONE, SEVERAL = ("mentor", "member"), ("mentees", "members", "partners")

# A meeting is held for several partnerships at once, and help is given to several.
PARTNERSHIPS = "partnerships"


class Party(NamedTuple):
    """One party of a record: a member, or everyone in a partnership; ``owns`` False: it may look, it is not its own."""

    by: str
    who: str
    owns: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a caller sees in a list: records of the members ``own``, and those of ``shared`` and of their partners."""

    own: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


def parties_of(key: Key, data: Mapping[str, Any]) -> frozenset[Party]:
    """Return the parties of a record.

    Notes
    -----
    A record that names members is theirs; one that only names a partnership is everyone's in it; one that names both is
    the members' own and the rest of the partnership may look at it.
    """
    members = {key.id} if key.kind == MEMBER else set(_named(data))
    found = {Party(MEMBER, who, owns=True) for who in members}
    named = {data.get(PARTNERSHIP), *_listed(data, PARTNERSHIPS)}
    found |= {Party(PARTNERSHIP, one, owns=not members) for one in named if isinstance(one, str) and one}
    return frozenset(found)


def _listed(data: Mapping[str, Any], name: str) -> list[Any]:
    listed = data.get(name)
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _named(data: Mapping[str, Any]) -> Iterator[str]:
    for name in ONE:
        if isinstance(who := data.get(name), str) and who:
            yield who
    for name in SEVERAL:
        if isinstance(listed := data.get(name), list):
            yield from (who for who in listed if isinstance(who, str) and who)
