"""What is written comes back exactly, whatever the intake holds."""

import datetime as dt
import io
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from data import load_book
from data.country import load_country
from service.errors import ServiceError
from service.records.intake import (
    Absence,
    BoardDecision,
    Facilitator,
    Intake,
    Letter,
    LetterNeed,
    MentorOffer,
    PastRelation,
    Pin,
    PracticeOffer,
)
from service.workbook.encoding import UnwritableText
from service.workbook.format import load_format
from tests.service.workbook_cases import SMALL, read, written

COUNTRY = load_country()
UTILITIES, SUBJECTS, KPIS = tuple(COUNTRY.utilities), tuple(COUNTRY.subjects), tuple(COUNTRY.kpis.values())
REGIONS, HEADS, KINDS = tuple(COUNTRY.regions), tuple(load_book().budget_heads), load_book().subsidy_kinds
ISLANDS = tuple(dict.fromkeys(region.island_group for region in COUNTRY.regions.values()))

signs = st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n=+-@'_x0041")
words = st.text(signs, min_size=1, max_size=40).map(str.strip).filter(bool)
lines = words.map(lambda text: text.replace("\n", " "))
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 11, 30))
maybe = st.one_of(st.none(), st.booleans())
money = st.integers(0, 10**15 - 1)


def values(draw, most=4):
    """Draw plausible values for some indicators."""
    chosen = draw(st.lists(st.sampled_from(KPIS), max_size=most, unique_by=lambda kpi: kpi.id))
    return {kpi.id: draw(st.decimals(kpi.least, kpi.most, places=3)).normalize() for kpi in chosen}


@st.composite
def mentors(draw, key, utility):
    """Draw one mentor."""
    kind = draw(st.sampled_from(["utility", "person", "training_centre"]))
    sizes = sorted(draw(st.lists(st.integers(1, 900_000), min_size=2, max_size=2)))
    return MentorOffer(
        id=key,
        name=draw(lines),
        kind=kind,
        utility=utility if kind == "utility" else "",
        region=draw(st.sampled_from(REGIONS)) if kind != "utility" else "",
        capacity=draw(st.integers(3, 9)),
        least=draw(st.integers(0, 3)),
        team_days=draw(st.one_of(st.none(), st.integers(0, 1000))),
        connections=draw(st.one_of(st.none(), st.integers(1, 900_000))),
        in_annual_plan=draw(maybe),
        islands=tuple(draw(st.lists(st.sampled_from(ISLANDS), unique=True))),
        subjects=tuple(draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=5))),
        least_connections=draw(st.sampled_from([None, sizes[0]])),
        most_connections=draw(st.sampled_from([None, sizes[1]])),
        raw_water=draw(st.sampled_from(["", "river", "spring, lake", "sumur desa"])),
        note=draw(st.one_of(st.just(""), words)),
    )


@st.composite
def letters(draw, key, mentor_ids):
    """Draw one letter."""
    team = draw(st.integers(4, 10))
    return Letter(
        id=key,
        utility=draw(st.sampled_from(UTILITIES)),
        received=draw(days),
        ready=draw(days),
        text=draw(words),
        expected_result=draw(words),
        wished=draw(st.sampled_from(["", *mentor_ids])),
        raw_water=draw(st.sampled_from(["", "lake"])),
        acknowledges=draw(maybe),
        stakeholders_told=draw(maybe),
        in_annual_plan=draw(maybe),
        budget=draw(st.one_of(st.none(), money)),
        main_team=draw(st.sampled_from([None, team])),
        large_team=draw(st.one_of(st.none(), st.integers(10, 15))),
        waited=draw(st.integers(0, 20)),
    )


@st.composite
def decisions(draw):
    """Draw no decision or one of any form."""
    kind = draw(st.sampled_from([None, *KINDS.values()]))
    if kind is None:
        return None
    amounts = {need: draw(st.integers(0, 100)) for need in kind.needs}
    return BoardDecision(number=draw(lines), date=draw(days), kind=kind.id, amounts=amounts)


@st.composite
def intakes(draw):
    """Draw a whole year without faults."""
    mentor_ids = [f"m-{number:02}" for number in range(1, draw(st.integers(2, 5)))]
    letter_ids = [f"s-{number:02}" for number in range(1, draw(st.integers(2, 5)))]
    utilities = draw(
        st.lists(st.sampled_from(UTILITIES), min_size=len(mentor_ids), max_size=len(mentor_ids), unique=True)
    )
    ranks = {key: draw(st.integers(1, 3)) for key in letter_ids}
    parties = ["rina", "chair", *mentor_ids, *letter_ids, utilities[0]]
    pairs = draw(st.lists(st.tuples(st.sampled_from(mentor_ids), st.sampled_from(letter_ids)), unique=True, max_size=3))
    first = dt.date(2027, 3, 1)
    return Intake(
        year=2027,
        today=dt.date(2026, 12, 1),
        fictional=draw(st.booleans()),
        floor=draw(st.one_of(st.none(), st.integers(0, 1000))),
        facilitators=(Facilitator(id="rina", name=draw(lines), days_per_month=draw(st.integers(1, 31))),),
        mentors=tuple(draw(mentors(key, utility)) for key, utility in zip(mentor_ids, utilities, strict=True)),
        practices=tuple(
            PracticeOffer(
                mentor=key,
                subject=draw(st.sampled_from(SUBJECTS)),
                title=draw(lines),
                before=values(draw),
                after=values(draw),
                year=draw(st.sampled_from([None, 2020])),
                verified=draw(st.booleans()),
            )
            for key in mentor_ids
        ),
        letters=tuple(draw(letters(key, mentor_ids)) for key in letter_ids),
        needs=tuple(
            LetterNeed(
                letter=key,
                rank=rank,
                subject=draw(st.sampled_from(["", *SUBJECTS])),
                words=draw(words),
                today=values(draw),
            )
            for key, most in ranks.items()
            for rank in range(1, most + 1)
        ),
        budget={head: draw(money) for head in HEADS},
        budget_state=draw(st.sampled_from(["proposed", "decided"])),
        decision=draw(decisions()),
        travel_policy=draw(st.sampled_from(["", *load_book().travel_policies])),
        past=tuple(
            PastRelation(
                mentor=mentor,
                mentee=letter,
                year=draw(st.sampled_from([None, 2012])),
                subject=draw(st.sampled_from(["", "GIS"])),
            )
            for mentor, letter in pairs
        ),
        pins=tuple(
            Pin(mentor=mentor, letter=letter, kind="never", reason=draw(words), author=draw(lines))
            for mentor, letter in pairs
        ),
        absences=tuple(
            Absence(who=who, first=first, last=first + dt.timedelta(days=draw(st.integers(0, 20))), reason=draw(lines))
            for who in draw(st.lists(st.sampled_from(parties), max_size=4))
        ),
    )


@settings(max_examples=40)
@given(intakes(), st.sampled_from(["id", "en"]))
def test_random_year_comes_back_exactly(intake, language) -> None:
    """Signs of formulas, escapes, phone numbers, many digits: all must survive the way through a spreadsheet."""
    assert read(written(intake, language)) == intake


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+62 21 8093777",
        "-2+3",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "'kutip",
        "_x0041_ _x005F_",
        "PT A & B <Tirta>",
        "{{7*7}} ${x}",
        "baris\nkedua",
        "a\tb",
        "“kutip” \u2013 é ü 水 🚰",
        "007",
        "1e5",
        "TRUE",
        "2027-01-01",
        "#N/A",
        "1.500",
    ],
)
def test_text_that_a_spreadsheet_would_change_stays_text(text) -> None:
    """What was typed is what comes back; nothing is run, stripped or turned into a number."""
    letter = replace(SMALL.letters[0], text=text, expected_result=text)
    intake = replace(SMALL, letters=(letter, SMALL.letters[1]))

    data = written(intake)

    assert read(data) == intake
    assert not any(
        cell.data_type == "f" for page in load_workbook(io.BytesIO(data)) for row in page.iter_rows() for cell in row
    )


def test_amount_beyond_a_float_s_digits_comes_back() -> None:
    """10^14 + 1 rupiah is more than any budget here, and still exact."""
    assert read(written(SMALL)).budget["documents"] == 10**14 + 1


def test_value_with_more_digits_than_a_spreadsheet_holds_comes_back() -> None:
    """Such a value is written as text with a comma."""
    exact = Decimal("12.3456")
    need = replace(SMALL.needs[0], today={"nrw_pct": exact})

    assert read(written(replace(SMALL, needs=(need, *SMALL.needs[1:])))).needs[0].today == {"nrw_pct": exact}


@pytest.mark.parametrize("sign", ["\0", "\x08", "\x1b", "\ud800"])
def test_text_with_control_characters_is_refused_by_the_writer(sign) -> None:
    """The file would not open; the error names the column."""
    letter = replace(SMALL.letters[0], text=f"a{sign}b")

    with pytest.raises(UnwritableText) as caught:
        written(replace(SMALL, letters=(letter, SMALL.letters[1])))

    assert caught.value.column == "text"
    assert isinstance(caught.value, ServiceError)


@pytest.mark.parametrize("language", ["id", "en"])
def test_fictional_year_says_so_on_every_sheet(language) -> None:
    """A printed page of a sample must never pass for a real letter."""
    book = load_workbook(io.BytesIO(written(language=language)))

    for page in book.worksheets:
        seen = [str(page.cell(row=1, column=1).value), page.HeaderFooter.oddHeader.center.text or ""]
        assert "CONTOH FIKTIF" in seen[1]
        assert "FICTIONAL SAMPLE" in seen[1]
        assert "CONTOH FIKTIF" in seen[0]
        assert "FICTIONAL SAMPLE" in seen[0]


def test_real_year_carries_no_mark() -> None:
    """The mark means something only if it is not everywhere."""
    book = load_workbook(io.BytesIO(written(replace(SMALL, fictional=False))))

    texts = [str(cell.value) for page in book for row in page.iter_rows(max_row=3) for cell in row]
    assert not any("FIKTIF:" in text for text in texts)
    assert all(not page.HeaderFooter.oddHeader.center.text for page in book)


def test_every_field_of_the_intake_has_a_place_in_the_workbook() -> None:
    """A field without a column would be lost on the way through the file."""
    sheets = load_format().sheets
    records = {
        "facilitators": Facilitator,
        "mentors": MentorOffer,
        "practices": PracticeOffer,
        "letters": Letter,
        "needs": LetterNeed,
        "past": PastRelation,
        "pins": Pin,
        "absences": Absence,
    }
    readings = {"before", "after", "today"}

    for key, kind in records.items():
        wanted = {item.name for item in fields(kind)}
        assert wanted <= set(sheets[key].columns), key
        assert set(sheets[key].columns) - wanted <= readings | {"indicator"}, key
    assert {item.name for item in fields(BoardDecision)} - {"amounts"} == set(sheets["decision"].columns)
    assert {item.name for item in fields(Intake)} == set(sheets) - {"programme"} | set(sheets["programme"].columns)
