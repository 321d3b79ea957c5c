"""``match --why``: what every other mentor for one letter would cost, in both languages."""

import pytest

from tests.service.cli_cases import QUICK, start, workbook
from tests.service.year_cases import small_intake


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the small sample as a workbook, and its first letter."""
    intake = small_intake()
    return workbook(tmp_path_factory.mktemp("small") / "small.xlsx", intake), intake.letters[0].id


@pytest.mark.guards("3.1.2")
@pytest.mark.parametrize(("language", "assigned"), [("en", "Assigned."), ("id", "Ditetapkan.")])
def test_why_names_every_mentor_with_its_price_or_its_reason(small, language, assigned):
    """A director who asks why not another mentor is answered on the telephone, for each of them."""
    file, letter = small

    told = start("match", file, "--why", letter, "--lang", language, *QUICK)

    assert told.returncode == 0
    assert letter in told.stdout
    assert told.stdout.count(assigned) == 1


def test_why_an_unknown_letter_lists_the_known_ones(small):
    """A slip of the pen costs no second look at the workbook."""
    file, letter = small

    told = start("match", file, "--why", "nobody", "--lang", "en", *QUICK)

    assert told.returncode == 2
    assert "There is no letter 'nobody'" in told.stderr
    assert letter in told.stderr


def test_match_says_how_free_the_facilitator_still_is(small):
    """Pairs that every equally good match has can be announced first."""
    told = start("match", small[0], "--lang", "en", *QUICK)

    assert "pairs are the same in every match as good as this one." in " ".join(told.stdout.split())
