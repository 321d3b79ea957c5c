"""Does the practice teach the subject that the mentee asks for (3.1.1-A4)."""

from data.text import Text
from matcher.block import Block, portions
from matcher.criteria.base import Criterion, Part
from matcher.nouns import Need, Practice
from matcher.policy import portion
from matcher.problem import Ints, Problem

SAME = Text(en="Offers {}, the subject you ask for.", id="Menawarkan {}, bidang yang Anda minta.")
READ = Text(
    en="Offers {}, the subject read from the words of your letter.",
    id="Menawarkan {}, bidang yang terbaca dari kata-kata surat Anda.",
)
AKIN = Text(
    en="Offers {}, which is related to {} and moves the same figures.",
    id="Menawarkan {}, yang berkaitan dengan {} dan memengaruhi angka yang sama.",
)
FAR = Text(en="Offers {}, another subject than {}.", id="Menawarkan {}, bidang yang berbeda dari {}.")


class SubjectFit(Criterion):
    """The same subject in full; a related one by the kinship of the catalogue."""

    id = "subject"
    name = Text(en="subject", id="bidang")
    section = "3.1.1-A4"
    of_pair = False

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return the kinship of the two subjects in points."""
        possible = problem.weight(self.id)
        percent = problem.kinships[need.subject, practice.subject]
        asked, offered = problem.country.subject(need.subject), problem.country.subject(practice.subject)
        if need.subject == practice.subject:
            words = READ if need.read else SAME
        else:
            words = AKIN if percent >= problem.number("kinship_least_percent") else FAR
        return Part(
            criterion=self.id,
            points=portion(possible, percent, 100),
            possible=possible,
            words=words,
            figures=(offered.name, asked.name),
            source="catalogue of subjects",
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return the kinship of each practice's subject; it is the same for every need of the block."""
        return portions(problem.weight(self.id), block.of_practices(_kinship, block.subject), 100)


def _kinship(problem: Problem, practice: Practice, asked: str) -> int:
    return problem.kinships[asked, practice.subject]
