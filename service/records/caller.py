"""Who acts: an account in one of its roles, for one member of one programme, within what its token may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# The roles that the record knows: who keeps it, the two sides, who decides, who helps, who looks.
ROLES = ("facilitator", "mentor", "mentee", "board", "partner", "auditor")

# Roles that act for one member of the programme, and never for nobody.
SIDES = ("mentor", "mentee", "partner")

# What a token may be allowed to do; a session may do all of it.
SCOPES = ("read", "write", "money", "publish")

# Accounts stand beside the programmes, under a name that no programme can have.
HOUSE = "@accounts"
ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One right of an account: a role, in one programme (empty: in every one), for one member (empty: for none)."""

    role: str
    programme: str = ""
    member: str = ""

    def reaches(self, programme: str) -> bool:
        """Whether the grant holds in ``programme``; an empty one asks for any."""
        return not programme or self.programme in {"", programme}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who acts in one request.

    Parameters
    ----------
    id
        The account (``a-1``); it says nothing about the person.
    role, programme, member
        Of the grant that it acts under.
    scopes
        What its token may do.
    """

    id: str
    role: str
    programme: str = ""
    member: str = ""
    scopes: frozenset[str] = frozenset(SCOPES)

    @property
    def by(self) -> str:
        """What the journal keeps: role and account."""
        return f"{self.role}:{self.id}"


def account_of(by: str) -> str:
    """Return the account in what the journal keeps of a caller, empty where a program did it."""
    return by.partition(":")[2]


def grants_of(data: Mapping[str, Any]) -> tuple[Grant, ...]:
    """Return the grants in the data of an account's record."""
    return tuple(Grant(**row) for row in data.get("grants", ()))


def told_grants(grants: Iterable[Grant]) -> list[dict[str, str]]:
    """Return grants as the record of an account keeps them."""
    return [{"role": one.role, "programme": one.programme, "member": one.member} for one in grants]
