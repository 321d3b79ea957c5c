"""The table of words: both languages say the same, and nothing in it is dead."""

import re
import string
from pathlib import Path

import pytest

import service
from data.book import TABLES
from data.text import Text
from service.cli import main
from service.cli.report.strip import PILOT, SIGNED
from service.words import UnknownWord, Words, language_of, load_words
from service.words.reasons import both, reason

ROOM = Path(service.__file__).parent
# The page has words of its own (``page_words.toml``) and a test of its own.
SOURCES = "\n".join(
    path.read_text("utf8")
    for folder in (
        "accounts",
        "adapters",
        "api",
        "cli",
        "documents",
        "insight",
        "jobs",
        "lifecycle",
        "notices",
        "walks",
        "worker",
        "words",
    )
    for path in sorted((ROOM / folder).rglob("*.py"))
    if not path.name.startswith("page")
)
NAMED_BY_DATA = {"help", "table", "status", "unit", "state", "short", "sign", "reason", "remedy"}


def braces(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def keys_of(section: str) -> set[str]:
    """Return the names of the words of one section."""
    return {key.partition(".")[2] for key in load_words() if key.startswith(f"{section}.")}


@pytest.mark.parametrize("key", sorted(load_words()))
def test_word_fills_the_same_braces_in_both_languages(key):
    """A figure that only one reader sees makes two papers out of one."""
    text = load_words()[key]

    assert braces(text.en) == braces(text.id)


@pytest.mark.parametrize("key", sorted(key for key in load_words() if key.partition(".")[0] not in NAMED_BY_DATA))
def test_word_is_said_somewhere(key):
    """A word that nobody says is a word that nobody mends."""
    assert f'"{key}"' in SOURCES or f"'{key}'" in SOURCES


def test_words_asked_for_exist():
    """A misspelled key would end in an error in front of the reader."""
    sections = "|".join({key.partition(".")[0] for key in load_words()})
    quoted = SOURCES.replace("'", '"')
    asked = set(re.findall(rf'words\(\s*"((?:{sections})\.\w+)"', quoted))
    asked |= set(re.findall(r'both\("(\w+\.\w+)"', SOURCES))

    assert asked - set(load_words()) == set()
    assert len(asked) > 50


def test_help_speaks_of_every_command_and_of_nothing_else():
    """A command without help, or help without a command, misleads."""
    assert keys_of("help") == {*main.commands, "main", "codes"}


def test_table_names_cover_the_book():
    """`solidaritas rule` names the table of each row."""
    assert keys_of("table") == set(TABLES)


def test_signs_and_short_names_cover_the_milestones():
    """A milestone without a sign would be lost from the strip of the year."""
    assert keys_of("sign") == set(SIGNED)
    assert keys_of("short") == {*SIGNED, PILOT}


def test_signs_of_one_language_differ():
    """Two milestones with one sign cannot be told apart."""
    for language in ("en", "id"):
        signs = [Words(language)(f"sign.{activity}") for activity in SIGNED]

        assert len(set(signs)) == len(signs)
        assert {len(sign) for sign in signs} == {1}


def test_reasons_and_remedies_go_together():
    """A no without a way out is only half an answer."""
    assert keys_of("reason") == keys_of("remedy")
    assert [key for key in keys_of("reason") if f'"{key}"' not in SOURCES] == []


def test_unknown_word_is_an_error_and_not_an_empty_place():
    """A missing word must be found by a test, not by a reader."""
    with pytest.raises(UnknownWord):
        Words("en")("year.nonsense")


def test_known_falls_back_only_where_the_table_is_silent():
    """A book may add states or units that the table does not know."""
    words = Words("en")

    assert words.known("state.decided", "otherwise") == "decided"
    assert words.known("state.unheard", "otherwise") == "otherwise"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en_GB.UTF-8", "en"), ("en", "en"), ("EN_us", "en"), ("id_ID.UTF-8", "id"), ("", "id"), ("C", "id"),
        ("POSIX", "id"), ("de_DE", "id"),
    ],
)  # fmt: skip
def test_language_is_english_only_where_it_is_asked_for(locale, language):
    """The programme is Indonesian, so silence means Indonesian."""
    assert language_of(locale) == language


def test_other_language_is_the_other_one():
    """Headings in both languages need the second one."""
    assert Words("en").other == "id"
    assert Words("id").other == "en"


def test_both_says_a_text_in_each_language():
    """A role's name inside a sentence must follow the sentence's language."""
    chair = Text(en="the Chair", id="Ketua Umum")

    told = both("reason.officer_absent", officer=chair, first="a", last="b")

    assert told.en.startswith("the Chair")
    assert told.id.startswith("Ketua Umum")


def test_reason_carries_its_rule_section_and_remedy():
    """Whoever reads a warning must be able to look its section up."""
    told = reason("team_size", section="3.1.1-A5", who="s-01", size=3, least=4, most=10)

    assert (told.rule, told.section, told.who) == ("team_size", "3.1.1-A5", "s-01")
    assert "3" in told.sentence.en
    assert "4" in told.sentence.id
    assert told.remedy.en
