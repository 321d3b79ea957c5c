"""Do the words of the letter sound like the practice (3.1.1-A6: subject and expected results)."""

from data.text import Text
from matcher.criteria.base import Part
from matcher.nouns import Need, Practice
from matcher.policy import portion
from matcher.problem import Problem

NEAR = Text(
    en="Your words and this practice agree by {} per cent.",
    id="Kata-kata Anda dan praktik ini cocok {} persen.",
)
NONE = Text(
    en="Your letter has no words on it to compare; a neutral share is given.",
    id="Surat Anda tidak memuat uraian untuk dibandingkan; diberi nilai netral.",
)


class WordFit:
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
