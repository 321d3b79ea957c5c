"""The second factor: codes of six digits that an app counts from a shared secret and the clock (RFC 6238)."""

import base64
import hashlib
import hmac
import secrets
import struct
from collections.abc import Iterator
from urllib.parse import quote, urlencode

# RFC 6238 and every app: steps of 30 seconds, 6 digits, SHA-1 (RFC 4226), a secret of 160 bits.
STEP_SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20

# RFC 4226, 5.3: the low half of the last byte says where four bytes are taken, whose first bit is dropped.
LOW_HALF, LOW_31_BITS = 0x0F, 0x7FFFFFFF

# RFC 6238, 5.2: one step back and forth for clocks that differ.
SKEW = 1

# Recovery codes of an account, and their bytes: 80 bits each, far beyond guessing.
RECOVERY_CODES, RECOVERY_BYTES, RECOVERY_GROUP = 10, 10, 4

ISSUER = "Solidaritas"


def new_secret() -> str:
    """Return a shared secret that nobody can guess, in base 32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address_of(secret: str, email: str) -> str:
    """Return the ``otpauth://`` address that an app reads from a picture or takes typed."""
    asked = {"secret": secret, "issuer": ISSUER, "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{quote(f'{ISSUER}:{email}')}?{urlencode(asked)}"


def code_at(secret: str, step: int) -> str:
    """Return the code of a time step (seconds since 1970 by 30)."""
    told = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    place = told[-1] & LOW_HALF
    number = struct.unpack(">I", told[place : place + struct.calcsize(">I")])[0] & LOW_31_BITS
    return str(number)[-DIGITS:].zfill(DIGITS)


def step_of(secret: str, code: str, *, seconds: int) -> int | None:
    """Return the time step whose code it is at ``seconds`` since 1970, or None; all steps are compared."""
    found = None
    for step in _steps(seconds):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode("utf8", "replace")):
            found = step
    return found


def _steps(seconds: int) -> Iterator[int]:
    now = seconds // STEP_SECONDS
    yield from range(max(0, now - SKEW), now + SKEW + 1)


def new_recovery_codes() -> tuple[str, ...]:
    """Return ten codes for the day on which the telephone is lost, each good once."""
    made = (base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES))
    return tuple(_grouped(code) for code in made)


def _grouped(code: str) -> str:
    return "-".join(code[place : place + RECOVERY_GROUP] for place in range(0, len(code), RECOVERY_GROUP)).lower()


def plain_recovery(code: str) -> str:
    """Return a recovery code as it is kept, however it was typed."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
