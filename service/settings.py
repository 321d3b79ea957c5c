"""What the service is told from outside, frozen at start; it refuses to start where that would be unsafe.

The record is for accounts only; the year on the pages and single solves are for whoever reaches the address.
So the service listens to its own machine only, unless somebody says aloud that this is understood.
"""

import difflib
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

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

# Technical bounds of jobs: seconds of one job, megabytes of its process, jobs at once in one worker (0: none here).
JOB_SECONDS = (1, 7200)
JOB_MEGABYTES = (500, 200_000)
WORKERS = (0, 16)

# Of the seconds of a job, so many of a hundred are for solving; the rest is for starting, checking and telling.
SWEEP_PERCENT = 88
WHOLE = 100

# Characters of a token that nobody guesses: 32 random hexadecimal digits hold 128 bits.
TOKEN_LENGTH = 32

# Technical defaults of jobs: a year of the association takes a minute, and its process a tenth of the memory.
DEFAULT_JOB_SECONDS, DEFAULT_JOB_MEGABYTES = 900, 8000

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
    queue
        Where workers are called: a file path, ``postgresql://...`` or ``redis://...``.
        Empty: on the record's PostgreSQL, or in a file beside the record's.
    workers
        Jobs that ``serve`` does at the same time by itself; 0 where ``solidaritas work`` runs elsewhere.
    job_seconds, job_megabytes
        Wall seconds and memory of one job; a policy sandbox solves many times over within these seconds.
    mail, mail_from
        ``smtp://user:password@host:port`` (``smtps://`` for TLS from the start) and the sender; empty: no e-mail.
    hook_networks
        Networks beside the public ones that may be told of events, for example ``10.1.0.0/16``, parted by commas.
    metrics_token
        Whoever brings it may read ``/metrics`` from elsewhere; without one only this machine may.
    oidc_issuer, oidc_client, oidc_secret
        Provider of identities (its ``https://`` address) at which this service is known as a client; empty: none.
    public_address
        The ``https://`` address at which people reach the service; needed for ``oidc_issuer``.

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
    queue: str = field(default="", repr=False)
    workers: int = 1
    job_seconds: int = DEFAULT_JOB_SECONDS
    job_megabytes: int = DEFAULT_JOB_MEGABYTES
    mail: str = field(default="", repr=False)
    mail_from: str = ""
    hook_networks: str = ""
    metrics_token: str = field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: str = field(default="", repr=False)
    public_address: str = ""

    def __post_init__(self) -> None:
        """Refuse what is out of bounds or would open the service to strangers."""
        bounds = {
            "port": PORTS,
            "body_kilobytes": BODY_KILOBYTES,
            "solve_seconds": SOLVE_SECONDS,
            "solves_at_once": SOLVES_AT_ONCE,
            "wait_seconds": WAIT_SECONDS,
            "workers": WORKERS,
            "job_seconds": JOB_SECONDS,
            "job_megabytes": JOB_MEGABYTES,
        }
        faults = [
            f"{PREFIX}{name.upper()}: {getattr(self, name)} is outside {least} to {most}"
            for name, (least, most) in bounds.items()
            if not least <= getattr(self, name) <= most
        ]
        if not is_loopback(self.host) and self.open_to != CONSENT:
            faults.append(
                f"{PREFIX}HOST: {self.host!r} is reached from other machines, and the year asks nobody who they are; "
                f"set {PREFIX}OPEN_TO={CONSENT!r} if a gate of your own stands before it, or use 127.0.0.1"
            )
        faults += _oidc_faults(self)
        faults += _work_faults(self)
        if faults:
            raise BadSettings(tuple(faults))

    @property
    def sweep_seconds(self) -> int:
        """Seconds that all solves of one job may take together, at least one."""
        return max(self.job_seconds * SWEEP_PERCENT // WHOLE, 1)


def _oidc_faults(told: Settings) -> list[str]:
    """Return what is missing or unsafe about the provider of identities; the secret is not repeated."""
    named = ("oidc_issuer", "oidc_client", "oidc_secret", "public_address")
    missing = [name for name in named if not getattr(told, name)]
    if not told.oidc_issuer:
        return []
    faults = [f"{PREFIX}{name.upper()}: is needed with {PREFIX}OIDC_ISSUER" for name in missing]
    if not told.database:
        faults.append(f"{PREFIX}OIDC_ISSUER: is set without {PREFIX}DATABASE, where the accounts are")
    return faults + [
        f"{PREFIX}{name.upper()}: has to begin with https://"
        for name in ("oidc_issuer", "public_address")
        if getattr(told, name) and not _is_safe(getattr(told, name))
    ]


def _is_safe(address: str) -> bool:
    """Whether an address is read over TLS, or stays on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def _work_faults(settings: Settings) -> list[str]:
    """Return what is wrong with mail server, networks and the token of the figures; secrets are not repeated."""
    faults = []
    if settings.mail and not settings.mail.startswith(("smtp://", "smtps://")):
        faults.append(f"{PREFIX}MAIL: give smtp://host:port or smtps://user:password@host")
    if bool(settings.mail) is not bool(settings.mail_from):
        faults.append(f"{PREFIX}MAIL and {PREFIX}MAIL_FROM: set both, or neither")
    try:
        [ipaddress.ip_network(one.strip()) for one in settings.hook_networks.split(",") if one.strip()]
    except ValueError as error:
        faults.append(f"{PREFIX}HOOK_NETWORKS: {error}")
    if settings.metrics_token and len(settings.metrics_token) < TOKEN_LENGTH:
        faults.append(
            f"{PREFIX}METRICS_TOKEN: has fewer than {TOKEN_LENGTH} characters; "
            "make one with: python -c 'import secrets; print(secrets.token_hex())'"
        )
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
