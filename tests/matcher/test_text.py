"""From words to subjects and practices: Indonesian affixes, both languages, nothing guessed."""

import pytest

from matcher import read_subjects
from matcher.text import word_fit
from tests.matcher.programmes import BOOK, COUNTRY


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("menurunkan tingkat kehilangan air (NRW) di wilayah kota", "NRW"),
        ("penagihan rekening dan penyelesaian tunggakan pelanggan", "BILL"),
        ("optimalisasi instalasi pengolahan air (IPA), koagulasi dan filtrasi", "WTP"),
        ("penyusunan rencana pengamanan air minum (RPAM)", "WSP"),
        ("audit energi dan penghematan listrik pompa", "ENERGY"),
        ("reduce our electricity cost, pump efficiency", "ENERGY"),
        ("customer meter replacement and meter accuracy", "METER"),
        ("pengolahan air limbah domestik dan lumpur tinja", "WW"),
    ],
)
def test_read_subjects_clear_words_find_their_subject(words, subject) -> None:
    """Phrases as letters have them, in both languages."""
    key, percent = read_subjects(words, COUNTRY.subjects)[0]

    assert key == subject
    assert percent >= BOOK.number("match_words_sure_percent")


@pytest.mark.parametrize("words", ["", "   ", "zzz qqq xxx", "???", "12345"])
def test_read_subjects_words_without_meaning_stay_below_the_line(words) -> None:
    """Nothing is better than a guess (3.1.1-A4)."""
    _, percent = read_subjects(words, COUNTRY.subjects)[0]

    assert percent < BOOK.number("match_words_sure_percent")


def test_read_subjects_lists_every_subject_once_best_first() -> None:
    """The caller may show the runners-up."""
    found = read_subjects("kehilangan air", COUNTRY.subjects)

    assert {key for key, _ in found} == set(COUNTRY.subjects)
    assert [percent for _, percent in found] == sorted((percent for _, percent in found), reverse=True)


def test_word_fit_takes_title_or_subject_whichever_is_nearer() -> None:
    """An untitled practice is still found by its subject; a telling title helps beyond it."""
    table = word_fit(
        ["deteksi kebocoran malam hari"],
        ["", "Deteksi kebocoran malam hari dengan tim siaga"],
        offered=["NRW-PHYS", "NRW-PHYS"],
        catalogue=COUNTRY.subjects,
    )

    assert table.shape == (1, 2)
    assert 0 < table[0, 0] < table[0, 1] <= 100


def test_word_fit_is_the_same_every_time_and_whole() -> None:
    """No float leaves this module."""
    words = ["kehilangan air", "penagihan"]
    once, again = (word_fit(words, ["Penurunan NRW"], offered=["NRW"], catalogue=COUNTRY.subjects) for _ in range(2))

    assert once.tolist() == again.tolist()
    assert once.dtype.kind == "i"
