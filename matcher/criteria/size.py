"""How many connections somebody has, with the year and the source of the number (3.1.2: what was compared is told)."""

from data.text import Text
from matcher.nouns import Party
from matcher.problem import Problem
from matcher.sentences import Figure, Phrase

OF = Text(en="({}, {})", id="({}, {})")
OWN = Text(en="(own statement, year not known)", id="(pernyataan sendiri, tahun tidak diketahui)")
UNDATED = Text(en="year not known", id="tahun tidak diketahui")
# Who says what the reference does not: the form of the mentor or the letter of the mentee.
OWN_STATEMENT = "own statement"


def connections(_: Problem, party: Party) -> int:
    """Return the connections, 0 when not known."""
    return party.connections or 0


def sized(problem: Problem, party: Party) -> tuple[Figure, ...]:
    """Return the number of connections, not None, and what tells its year and source."""
    known = problem.country.utilities.get(party.utility)
    number = connections(problem, party)
    if known is None or known.connections != number:
        return number, Phrase(OWN)
    year: Figure = UNDATED if known.connections_year is None else str(known.connections_year)
    return number, Phrase(OF, (year, who_says(problem, party)))


def who_says(problem: Problem, party: Party) -> str:
    """Return the source of the number of connections: the register that has this number, else the party itself."""
    known = problem.country.utilities.get(party.utility)
    is_known = known is not None and known.connections == party.connections
    return (known.connections_source or known.source) if known is not None and is_known else OWN_STATEMENT
