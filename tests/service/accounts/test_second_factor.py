"""The codes of the second factor, against the numbers that the standards print."""

import base64

import pytest

from service.accounts.second_factor import (
    RECOVERY_CODES,
    STEP_SECONDS,
    address_of,
    code_at,
    new_recovery_codes,
    new_secret,
    plain_recovery,
    step_of,
)

# RFC 4226, appendix D: the secret of its examples, and its first ten codes.
SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_4226 = ("755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489")

# RFC 6238, appendix B (SHA-1): seconds since 1970, and the last six of its eight digits.
RFC_6238 = [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
    (20000000000, "353130"),
]  # fmt: skip


def test_codes_are_those_of_rfc_4226():
    """Every app counts like the standard, so we have to."""
    assert tuple(code_at(SECRET, step) for step in range(len(RFC_4226))) == RFC_4226


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_codes_are_those_of_rfc_6238(seconds, code):
    """The clock is counted like the standard, past the year 2038 too."""
    assert code_at(SECRET, seconds // STEP_SECONDS) == code
    assert step_of(SECRET, code, seconds=seconds) == seconds // STEP_SECONDS


@pytest.mark.parametrize(("late", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_is_good_one_step_around_its_own(late, is_good):
    """Clocks differ a little; a code of a minute ago is one that somebody may have read over a shoulder."""
    seconds = 1234567890

    found = step_of(SECRET, code_at(SECRET, seconds // STEP_SECONDS + late), seconds=seconds)

    assert (found is not None) is is_good


@pytest.mark.parametrize("code", ["", "0", "00592", "0059244", " 005924", "005924 ", "٠٠٥٩٢٤", "abcdef"])
def test_code_of_another_form_is_wrong(code):
    """Nearly right is wrong, and what is no number breaks nothing."""
    assert step_of(SECRET, code, seconds=1234567890) is None


def test_secret_and_recovery_codes_are_new_each_time():
    """Two accounts with one secret would be one."""
    codes = new_recovery_codes()

    assert len({new_secret() for _ in range(100)}) == 100
    assert len(set(codes)) == RECOVERY_CODES
    assert plain_recovery(f" {codes[0].upper()} ") == plain_recovery(codes[0].replace("-", " "))


def test_address_holds_what_an_app_reads():
    """Apps take the secret, the name and the form from one address."""
    assert address_of("ABC", "rina@contoh.example") == (
        "otpauth://totp/Solidaritas%3Arina%40contoh.example?secret=ABC&issuer=Solidaritas&digits=6&period=30"
    )
