"""Passwords: what is taken, how it is kept."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from service.accounts.errors import WeakPassword
from service.accounts.passwords import LEAST, MOST, hash_password, is_outdated, is_password, spelt

GOOD = "empat kata yang tak berkaitan"


def test_password_is_kept_as_argon2id_and_known_again():
    """What a thief of the database finds is a hash that takes memory and time to try."""
    kept = hash_password(GOOD, email="rina@contoh.example")

    assert extract_parameters(kept).type is Type.ID
    assert extract_parameters(kept).memory_cost >= 64 * 1024
    assert is_password(GOOD, kept)
    assert not is_password(GOOD + "x", kept)
    assert GOOD not in kept


@pytest.mark.parametrize("password", ["x" * 5 + "abcdefghi", "a" * 20, "ab" * 10, "rina-rina-1234567", "z" * 201])
def test_password_that_is_guessed_is_refused(password):
    """Short, repeated, or the own address: what everybody tries first."""
    with pytest.raises(WeakPassword):
        hash_password(password, email="rina@contoh.example")


@pytest.mark.parametrize(("length", "is_taken"), [(LEAST - 1, False), (LEAST, True), (MOST, True), (MOST + 1, False)])
def test_length_holds_on_both_sides(length, is_taken):
    """The bound is where it says."""
    password = ("abcdefghijklmnopqrstuvwxyz" * 10)[:length]

    if is_taken:
        assert hash_password(password, email="x@contoh.example")
    else:
        with pytest.raises(WeakPassword):
            hash_password(password, email="x@contoh.example")


def test_password_typed_on_another_keyboard_is_the_same():
    """One telephone sends a letter with its accent, another the letter and the accent."""
    assert spelt("cafe\u0301") == spelt("caf\u00e9")


@pytest.mark.parametrize("kept", ["", "no hash at all", "$argon2id$broken"])
def test_account_without_a_password_takes_none(kept):
    """An empty hash must not match an empty wish."""
    assert not is_password("", kept)
    assert not is_password(GOOD, kept)


def test_hash_of_weaker_days_is_told():
    """When the parameters grow, old hashes are made anew at the next log-in."""
    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(GOOD)

    assert is_outdated(weak)
    assert not is_outdated(hash_password(GOOD, email=""))
