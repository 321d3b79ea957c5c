"""What the service is told from outside, frozen at start; it refuses to start where that would be unsafe.

There are no accounts yet: whoever reaches the address may read the year and start a solve, and whoever holds a
role's token may read and write the record in that role.
So the service listens to its own machine only, unless somebody says aloud that this is understood.
"""

import difflib
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

# Prefix of every variable that the service reads.
PREFIX = "SOLIDARITAS_"

# The sentence that somebody has to set before the service listens beyond its own machine.
CONSENT = "without accounts"

# Technical bounds: TCP ports; kilobytes of a request body; seconds of one solve; solves and waiting requests at once.
PORTS = (1, 65535)
BODY_KILOBYTES = (16, 16384)
SOLVE_SECONDS = (1, 600)
SOLVES_AT_ONCE = (1, 16)
WAIT_SECONDS = (0, 120)

# Roles that may have a token, until there are accounts.
ROLES = ("facilitator", "mentor", "mentee", "board", "partner", "auditor")

# Characters of a token: 32 random hexadecimal digits hold 128 bits, which nobody guesses.
TOKEN_LENGTH = (32, 200)

# Technical defaults, chosen for a laptop with two cores: port, kilobytes, seconds.
PORT = 8760
DEFAULT_BODY_KILOBYTES = 1024
DEFAULT_SOLVE_SECONDS = 60
DEFAULT_WAIT_SECONDS = 20


class BadSettings(ValueError):
    """The service will not start: ``faults`` names every setting that is wrong or unsafe."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Keep all faults and print one a line."""
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ from machine to machine.

    Parameters
    ----------
    host, port
        Address to listen on.
    open_to
        Empty, or the sentence ``without accounts``, which allows a host beyond this machine.
    body_kilobytes
        Largest request body that is read.
    solve_seconds
        Longest time limit that a client may ask for.
    solves_at_once
        How many solves may run at the same time; the others wait.
    wait_seconds
        How long a request waits for its turn before it is told to come back (503).
    database
        Where the record is kept: a file path (SQLite) or ``postgresql://user@host/name``.
        Empty: nothing is kept, and the record's addresses do not exist.
    token_facilitator, token_mentor, token_mentee, token_board, token_partner, token_auditor
        Bearer token of each role; a role without one cannot come in.

    Raises
    ------
    BadSettings
        With every fault at once.
    """

    host: str = "127.0.0.1"
    port: int = PORT
    open_to: str = ""
    body_kilobytes: int = DEFAULT_BODY_KILOBYTES
    solve_seconds: int = DEFAULT_SOLVE_SECONDS
    solves_at_once: int = 1
    wait_seconds: int = DEFAULT_WAIT_SECONDS
    database: str = field(default="", repr=False)
    token_facilitator: str = field(default="", repr=False)
    token_mentor: str = field(default="", repr=False)
    token_mentee: str = field(default="", repr=False)
    token_board: str = field(default="", repr=False)
    token_partner: str = field(default="", repr=False)
    token_auditor: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse what is out of bounds or would open the service to strangers."""
        bounds = {
            "port": PORTS,
            "body_kilobytes": BODY_KILOBYTES,
            "solve_seconds": SOLVE_SECONDS,
            "solves_at_once": SOLVES_AT_ONCE,
            "wait_seconds": WAIT_SECONDS,
        }
        faults = [
            f"{PREFIX}{name.upper()}: {getattr(self, name)} is outside {least} to {most}"
            for name, (least, most) in bounds.items()
            if not least <= getattr(self, name) <= most
        ]
        if not is_loopback(self.host) and self.open_to != CONSENT:
            faults.append(
                f"{PREFIX}HOST: {self.host!r} can be reached from other machines, and there are no accounts yet; "
                f"set {PREFIX}OPEN_TO={CONSENT!r} if a gate of your own stands before it, or use 127.0.0.1"
            )
        faults += _token_faults(self.tokens, has_database=bool(self.database))
        if faults:
            raise BadSettings(tuple(faults))

    @property
    def tokens(self) -> dict[str, str]:
        """Role to token, those that are set."""
        return {role: token for role in ROLES if (token := getattr(self, f"token_{role}"))}


def _token_faults(tokens: Mapping[str, str], *, has_database: bool) -> list[str]:
    """Return what is unsafe about the tokens; none of them is repeated."""
    least, most = TOKEN_LENGTH
    faults = [
        f"{PREFIX}TOKEN_{role.upper()}: a token has {least} to {most} characters from ! to ~ and no space; "
        "make one with: python -c 'import secrets; print(secrets.token_hex())'"
        for role, token in tokens.items()
        if not least <= len(token) <= most or not all("!" <= letter <= "~" for letter in token)
    ]
    if len(set(tokens.values())) < len(tokens):
        faults.append(f"{PREFIX}TOKEN_...: two roles have the same token, so nobody could tell them apart")
    if has_database and not tokens:
        faults.append(f"{PREFIX}DATABASE: is set without any {PREFIX}TOKEN_..., so nobody could use the record")
    return faults


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this machine only; an unknown name counts as open."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def settings_from(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from ``environment``, by default the process's own.

    Raises
    ------
    BadSettings
        With every fault at once: a misspelt name, text where a whole number belongs, an unsafe host.

    Notes
    -----
    Other names that begin alike belong to other programs (the tests have some) and are left alone.
    """
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in (os.environ if environment is None else environment).items()
        if name.startswith(PREFIX)
    }
    known = {name: type(getattr(DEFAULTS, name)) for name in Settings.__dataclass_fields__}
    faults = [
        f"{PREFIX}{name.upper()}: no such setting; did you mean {PREFIX}{near[0].upper()}?"
        for name in given
        if name not in known and (near := difflib.get_close_matches(name, known))
    ]
    faults += [
        f"{PREFIX}{name.upper()}: {value!r} is not a whole number"
        for name, value in given.items()
        if known.get(name) is int and not (value.isascii() and value.isdigit())
    ]
    if faults:
        raise BadSettings(tuple(faults))
    return Settings(**{name: known[name](value) for name, value in given.items() if name in known})


DEFAULTS = Settings()
