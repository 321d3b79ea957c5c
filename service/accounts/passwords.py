"""Passwords: which ones are taken, and how they are kept (argon2id, RFC 9106)."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.text import Text
from service.accounts.errors import WeakPassword

# NIST SP 800-63B-4, 3.1.1.2: at least 15 characters where a password stands alone; at least 64 have to be taken.
LEAST, MOST = 15, 200

# A name of fewer letters stands in many words by chance.
LEAST_NAME = 4

# The second recommended choice of RFC 9106 (64 MiB, three passes, four lanes) is the library's default.
HASHER = PasswordHasher()


@cache
def nobody() -> str:
    """Return what stands in for the hash of an account that there is not, so that the answer takes as long."""
    return HASHER.hash("nobody has this password")


def spelt(password: str) -> str:
    """Return a password in the one spelling that Unicode gives equal looks (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str, *, email: str) -> str:
    """Return the encoded hash of a new password.

    Raises
    ------
    WeakPassword
        If it is shorter than 15 or longer than 200 characters, holds few different ones, or says the e-mail address.
    """
    told = spelt(password)
    if not LEAST <= len(told) <= MOST:
        raise WeakPassword(
            Text(
                en=f"a password has {LEAST} to {MOST} characters; four unrelated words are easy to keep in mind",
                id=f"kata sandi berisi {LEAST} sampai {MOST} karakter; empat kata yang tak berkaitan mudah diingat",
            )
        )
    name = email.partition("@")[0].casefold()
    if len(set(told)) < LEAST // 2 or (len(name) >= LEAST_NAME and name in told.casefold()):
        raise WeakPassword(
            Text(
                en="this password is easily guessed: it repeats a few characters or says the e-mail address",
                id="kata sandi ini mudah ditebak: hanya mengulang sedikit karakter atau memuat alamat surel",
            )
        )
    return HASHER.hash(told)


def rehashed(password: str) -> str:
    """Return the hash of a password that was taken before, with today's parameters."""
    return HASHER.hash(spelt(password))


def is_password(password: str, kept: str) -> bool:
    """Whether ``password`` is the one whose hash is ``kept``; without one it takes as long and is wrong."""
    if len(password) > MOST:
        return False
    try:
        HASHER.verify(kept or nobody(), spelt(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return HASHER.check_needs_rehash(kept)
