"""Names for the ids of a year."""

import pytest

from data.text import Text
from tests.service.year_cases import small_intake, small_names


def test_letter_and_utility_have_one_name():
    """A letter's id stands for the utility that wrote it."""
    letter = small_intake().letters[0]
    names = small_names()

    assert names.party(letter.id) == names.party(letter.utility)
    assert names.short(letter.id) == names.short(letter.utility)


def test_short_name_is_the_place_and_shorter():
    """Columns have room for a place, not for an official name."""
    letter = small_intake().letters[0]
    names = small_names()

    assert names.short(letter.id).startswith(("Kota ", "Kab. "))
    assert len(names.short(letter.id)) < len(names.party(letter.id))


def test_mentor_is_called_by_its_utility():
    """One utility must not have two names in one report."""
    mentor = next(each for each in small_intake().mentors if each.utility)
    names = small_names()

    assert names.short(mentor.id) == names.short(mentor.utility)


def test_colleague_is_called_by_name():
    """Whoever travels wants to find the own name in the calendar."""
    colleague = small_intake().facilitators[0]

    assert small_names().party(colleague.id) == colleague.name


def test_facilitator_is_the_programme_s_own():
    """The association is a payer without a region."""
    assert small_names().party("facilitator") == "PERPAMSI"


def test_payer_tells_role_and_place():
    """The same utility may pay as mentor here and as mentee there."""
    letter = small_intake().letters[0]

    told = small_names("id").payer(f"mentee:{letter.utility}")

    assert told == f"Resipien {small_names().short(letter.utility)}"
    assert small_names().payer("facilitator") == "PERPAMSI"


@pytest.mark.parametrize(
    "look_up", ["party", "short", "subject", "activity", "document", "head", "kind", "policy", "role"]
)
def test_unknown_id_is_its_own_name(look_up):
    """A report with an odd id in it is better than no report."""
    assert getattr(small_names(), look_up)("nobody-knows") == "nobody-knows"


def test_names_follow_the_language():
    """Both readers get the field's own words."""
    assert small_names("en").activity("study_visit") != small_names("id").activity("study_visit")
    assert small_names("id").document("minutes")
    assert small_names("en").head("subsidies") != "subsidies"
    assert small_names("en").kind("fare") != small_names("id").kind("fare")
    assert small_names("en").policy("traveller-pays") != "traveller-pays"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "{place} ends on 11 May 2027 and gets Rp 8,823,750."),
        ("id", "{place} ends on 11 Mei 2027 and gets Rp 8,823,750."),
    ],
)
def test_sentence_is_told_with_names_days_and_sums_as_in_the_report(language, said):
    """The planner knows ids only; a facilitator knows no ids."""
    letter, names = small_intake().letters[0], small_names(language)
    sentence = f"{letter.utility} ends on 2027-05-11 and gets Rp8,823,750."

    told = names.told(Text(en=sentence, id=sentence))

    assert told == said.format(place=names.short(letter.utility))


def test_sentence_names_the_event_and_not_its_code():
    """A code such as study_visit/1 is the planner's own."""
    told = small_names("id").told(Text(en="-", id="Tidak ada hari untuk study_visit/1 dan monitoring_visit/2."))

    names = small_names("id")
    assert told == (f"Tidak ada hari untuk {names.activity('study_visit')} dan {names.activity('monitoring_visit')} 2.")


@pytest.mark.parametrize("sentence", ["2027-02-30", "surat/2", "a 12027-05-11 b", "http://a/b/3", "pdam-kota-x-2"])
def test_sentence_keeps_what_only_looks_like_a_code(sentence):
    """A wrong replacement is worse than none."""
    assert small_names().told(Text(en=sentence, id=sentence)) == sentence
