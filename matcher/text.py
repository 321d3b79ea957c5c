"""How near the words of a need are to a practice or a subject (3.1.1-A6: the letter names its subject).

Character n-grams, so that Indonesian affixes (``menurunkan``, ``penurunan``) still meet.
The weights come from the catalogue of subjects alone: adding a mentor never changes another mentor's words.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from data.country import Subject

# Lengths of the character n-grams: two letters hold abbreviations, five hold a word's stem.
NGRAMS = (2, 5)
# Cosines worked out together, about 30 megabytes on their way to whole per cent.
CELLS_AT_ONCE = 1_000_000
Percents = npt.NDArray[np.signedinteger[Any]]
# A sparse matrix of scikit-learn, which ships no types.
Vectors = Any
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


def _of_catalogue(catalogue: Catalogue) -> _Lexicon:
    return _lexicon(tuple(_document(subject) for subject in catalogue.values()))


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
        (n_needs, n_practices), whole per cent from 0 to 100, in one byte each.
    """
    asked, shown = (word_vectors(texts, catalogue) for texts in (needs, titles))
    return vector_fit(asked, shown, offered=offered, catalogue=catalogue)


def word_vectors(texts: Sequence[str], catalogue: Catalogue) -> Vectors:
    """Return the vector of each text, (n_texts, n_grams); equal texts are read once."""
    place = {text: position for position, text in enumerate(dict.fromkeys(texts))}
    distinct = _of_catalogue(catalogue).vectorizer.transform([text.casefold() for text in place])
    return distinct[[place[text] for text in texts]]


def vector_fit(asked: Vectors, shown: Vectors, *, offered: Sequence[str], catalogue: Catalogue) -> Percents:
    """Return ``word_fit`` for vectors of needs and titles, some rows at a time.

    The products are sparse: each sum runs over the grams of the need in their order, so that it is the same
    whoever else stands in the table.
    """
    place = {key: position for position, key in enumerate(catalogue)}
    to_subjects = (asked @ _of_catalogue(catalogue).subjects.T).toarray()
    columns = [place[subject] for subject in offered]
    titles = shown.T.tocsr()
    found = np.empty((asked.shape[0], shown.shape[0]), dtype=np.int8)
    step = max(1, CELLS_AT_ONCE // max(1, shown.shape[0]))
    for start in range(0, asked.shape[0], step):
        rows = slice(start, start + step)
        found[rows] = _percent(np.maximum((asked[rows] @ titles).toarray(), to_subjects[rows][:, columns]))
    return found


def likeness(words: str, documents: tuple[str, ...]) -> tuple[int, ...]:
    """Return the per cent of likeness of ``words`` to each document; the weights come from the documents alone."""
    lexicon = _lexicon(documents)
    asked = lexicon.vectorizer.transform([words.casefold()])
    return tuple(_percent((asked @ lexicon.subjects.T).toarray())[0].tolist())
