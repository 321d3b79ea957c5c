"""The form of the one policy table: which role reaches which records by which operation."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Level = Literal["own", "shared", "all"]

# What a level reaches: one's own; those of partners too; everything of the programme.
REACHES: Mapping[str, frozenset[str]] = {
    "own": frozenset({"own"}),
    "shared": frozenset({"own", "partner"}),
    "all": frozenset({"own", "partner", "stranger"}),
}

READ, WRITE = "read", "write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Who may do what; whatever is not named is for nobody.

    Parameters
    ----------
    access
        Operation, role: level.
    scope
        Operation: what a token has to be allowed, where that is neither reading nor writing.
    two_persons
        Operation: why it takes a second account.
    second_factor
        Roles that come in with a second factor only.
    two_givers
        Roles whose rights two accounts have to give.
    """

    access: Mapping[str, Mapping[str, Level]]
    scope: Mapping[str, str]
    two_persons: Mapping[str, str]
    second_factor: frozenset[str]
    two_givers: frozenset[str]

    def level(self, operation: str, role: str) -> Level | None:
        """Return how far a role reaches by an operation; None: not at all."""
        return self.access.get(operation, {}).get(role)

    def scope_of(self, operation: str, method: str) -> str:
        """Return what a token needs for an operation."""
        return self.scope.get(operation, READ if method in {"GET", "HEAD"} else WRITE)


def read_policy(file: Path) -> Policy:
    """Return the policy that a file holds."""
    told = tomllib.loads(file.read_text(encoding="utf8"))
    return Policy(
        access=told["access"],
        scope=told["scope"],
        two_persons=told["two_persons"],
        second_factor=frozenset(told["second_factor"]["roles"]),
        two_givers=frozenset(told["two_givers"]["roles"]),
    )
