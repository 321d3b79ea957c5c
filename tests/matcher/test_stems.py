"""Forms of one word must meet, and different words must not."""

import pytest

from matcher.stems import SENTENCE, stem, tokens


@pytest.mark.parametrize(
    "forms",
    ["penagihan menagih tagihan ditagih tagih", "menurunkan penurunan diturunkan turun",
     "pengelolaan mengelola kelola dikelola", "pengendalian mengendalikan kendali", "pelayanan melayani layanan",
     "pembentukan membentuk dibentuk bentuk", "kebocoran bocor bocornya", "pemetaan memetakan peta",
     "perluasan memperluas luas", "penyambungan sambungan tersambung", "calibration calibrate calibrating calibrated",
     "meters meter metering metered", "billing bills billed bill", "leak leaks leaking", "losses loss", "energy energi",
     "utility utilities", "accounting acounting"],
)  # fmt: skip
def test_stem_forms_of_one_word_meet(forms) -> None:
    """The same word with and without its affixes, in either language."""
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["tarif tarik", "retail ai", "kota kata", "sambung sambut", "olah oleh", "uang ruang", "bill ball"]
)
def test_stem_different_words_stay_apart(pair) -> None:
    """What is cut off too far would find a subject in any word."""
    assert len({stem(word) for word in pair.split()}) == 2


def test_stem_short_words_and_numbers_stay() -> None:
    """NRW, 24 and 17025 have no affixes."""
    assert [stem(word) for word in ("nrw", "24", "17025", "b2b", "air")] == ["nrw", "24", "17025", "b2b", "air"]


def test_tokens_two_letters_count_in_capitals_only() -> None:
    """IT and TI are departments; `it` and `ti` are not."""
    assert [token.stem for token in tokens("IT it TI ti ME me K3")] == ["IT", "TI", "ME", "k3"]


def test_tokens_know_where_they_are_written() -> None:
    """The words that told a subject are quoted from the letter itself."""
    text = "Audit M&E dan kehilangan-air."

    assert [text[token.start : token.end] for token in tokens(text)] == ["Audit", "M&E", "kehilangan", "air"]


def test_tokens_sentences_lie_apart_and_figures_do_not() -> None:
    """A point between digits ends no sentence."""
    first, second, third = (token.place for token in tokens("biaya 3.100"))
    before, after = (token.place for token in tokens("biaya. tarif"))

    assert (second - first, third - second) == (1, 1)
    assert after - before > SENTENCE
