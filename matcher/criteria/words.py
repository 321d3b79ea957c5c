"""Do the words of the letter sound like the practice (3.1.1-A6: subject and expected results)."""

import numpy as np

from data.text import Text
from matcher.block import Block, portions
from matcher.criteria.base import Criterion, Part
from matcher.nouns import Need, Practice
from matcher.policy import portion
from matcher.problem import Ints, Problem, is_silent

NEAR = Text(
    en="Your words and this practice agree by {} per cent.",
    id="Kata-kata Anda dan praktik ini cocok {} persen.",
)
NONE = Text(
    en="Your letter has no words on it to compare; a neutral share is given.",
    id="Surat Anda tidak memuat uraian untuk dibandingkan; diberi nilai netral.",
)


class WordFit(Criterion):
    """Likeness of character n-grams between the need's words and the practice's title or subject."""

    id = "words"
    name = Text(en="words of the letter", id="kata-kata surat")
    section = "3.1.1-A6"
    of_pair = False

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return the likeness in points, full from ``match_words_full_percent`` on."""
        possible = problem.weight(self.id)
        percent = problem.word_percent(need, practice)
        if percent is None:
            return Part(
                criterion=self.id,
                points=problem.neutral(possible),
                possible=possible,
                words=NONE,
                source="request letter",
                missing=True,
            )
        return Part(
            criterion=self.id,
            points=portion(possible, percent, problem.number("words_full_percent")),
            possible=possible,
            words=NEAR,
            figures=(percent,),
            source="request letter; practice on offer",
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return the likeness of every need's words to every practice."""
        possible = problem.weight(self.id)
        percents = problem.word_percents(block.subject)[block.of_needs(_place), block.columns].astype(np.int64)
        points = portions(possible, percents, problem.number("words_full_percent"))
        return np.where(block.of_needs(_is_silent), problem.neutral(possible), points)


def _place(problem: Problem, need: Need) -> int:
    return problem.need_places[need.id]


def _is_silent(_: Problem, need: Need) -> bool:
    return is_silent(need)
