"""Random programmes against brute force, and the checker on matches spoilt at random: differences, of how many.

Run it with ``python -m benchmarks.counts``; minutes of CPU time. The tests do a fair share of both in every run.
"""

import argparse

from benchmarks.timing import timed
from tests.matcher.mutants import judged
from tests.matcher.test_solving import differing

PROGRAMMES, MATCHES = 5_000, 10_000
# Programmes that are asked at once for spoilt matches, and matches made from each.
BLOCK, EACH = 100, 4


def main() -> None:
    """Print both counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programmes", type=int, default=PROGRAMMES)
    parser.add_argument("--matches", type=int, default=MATCHES)
    asked, _ = parser.parse_known_args()
    found = timed(lambda: differing(range(asked.programmes)), repeats=1)
    solved, refused, differ = found.value
    print(
        f"brute force: {solved} programmes solved and {refused} refused, {len(differ)} differ {differ[:BLOCK]};"
        f" {found.seconds:.0f} s CPU"
    )
    accepted = rejected = start = 0
    wrong: list[int] = []
    while accepted + rejected < asked.matches:
        yes, no, more = judged(range(start, start + BLOCK), each=EACH)
        accepted, rejected, wrong, start = accepted + yes, rejected + no, wrong + more, start + BLOCK
    print(f"checker: {accepted} matches accepted and {rejected} refused, {len(wrong)} judged wrongly {wrong[:BLOCK]}")


if __name__ == "__main__":
    main()
