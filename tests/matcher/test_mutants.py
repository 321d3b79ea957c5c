"""The checker accepts what is so and refuses what is not, on matches spoilt at random."""

from tests.matcher.mutants import judged

# A fair share in every run; ``python -m benchmarks.counts`` does ten thousand matches.
PROGRAMMES, EACH = 80, 4


def test_verify_judges_spoilt_matches_as_counting_does() -> None:
    """A broken rule, a wrong sum, or a best that is not: refused; a modest truth: accepted."""
    accepted, refused, wrong = judged(range(50_000, 50_000 + PROGRAMMES), each=EACH)

    assert wrong == []
    assert accepted > PROGRAMMES
    assert refused > PROGRAMMES
