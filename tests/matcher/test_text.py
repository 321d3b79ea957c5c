"""How near the words of a need are to a practice or a subject."""

from matcher.text import word_fit
from tests.matcher.programmes import COUNTRY


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
