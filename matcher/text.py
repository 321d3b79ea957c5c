"""How near the words of a need are to a practice or a subject (3.1.1-A6: the letter names its subject).

Character n-grams, so that Indonesian affixes (``menurunkan``, ``penurunan``) still meet.
The weights come from the catalogue of subjects alone: adding a mentor never changes another mentor's words.
"""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from data.country import Subject

# Lengths of the character n-grams: two letters hold abbreviations, five hold a word's stem.
NGRAMS = (2, 5)
Percents = npt.NDArray[np.int64]
Catalogue = Mapping[str, Subject]


class _Lexicon:
    """The vectorizer fitted on the catalogue, and the subjects' own vectors."""

    def __init__(self, documents: tuple[str, ...]) -> None:
        # Loaded when words are first compared: commands that compare none need not wait for it.
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=NGRAMS, sublinear_tf=True, lowercase=False)
        self.subjects = self.vectorizer.fit_transform(documents)


@cache
def _lexicon(documents: tuple[str, ...]) -> _Lexicon:
    return _Lexicon(documents)


def _document(subject: Subject) -> str:
    return "; ".join((subject.name.en, subject.name.id, *subject.synonyms_en, *subject.synonyms_id)).casefold()


def _percent(cosines: npt.NDArray[np.float64]) -> Percents:
    """Round once, at the edge: nothing behind it adds or compares floats."""
    return np.rint(cosines * 100).astype(np.int64)


def word_fit(needs: Sequence[str], titles: Sequence[str], *, offered: Sequence[str], catalogue: Catalogue) -> Percents:
    """Return the cosine of each need's words with the nearer of a practice's title and its subject.

    Parameters
    ----------
    needs
        Words of each need; empty words give 0.
    titles, offered
        Title and subject id of each practice.
    catalogue
        Subject id to subject.

    Returns
    -------
    ndarray
        (n_needs, n_practices), whole per cent from 0 to 100.
    """
    lexicon = _lexicon(tuple(_document(subject) for subject in catalogue.values()))
    place = {key: position for position, key in enumerate(catalogue)}
    asked = lexicon.vectorizer.transform([text.casefold() for text in needs])
    shown = lexicon.vectorizer.transform([title.casefold() for title in titles])
    to_title = (asked @ shown.T).toarray()
    to_subject = (asked @ lexicon.subjects.T).toarray()[:, [place[subject] for subject in offered]]
    return _percent(np.maximum(to_title, to_subject))


def read_subjects(words: str, catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """Return every subject with the per cent of its nearness to ``words``, the nearest first.

    Ties stand in the order of the catalogue.
    """
    lexicon = _lexicon(tuple(_document(subject) for subject in catalogue.values()))
    asked = lexicon.vectorizer.transform([words.casefold()])
    percents = _percent((asked @ lexicon.subjects.T).toarray())[0]
    order = np.argsort(-percents, kind="stable")
    keys = tuple(catalogue)
    return tuple((keys[position], int(percents[position])) for position in order)
