"""The reference data as a country: entries, lookups, search."""

from decimal import Decimal

import pytest

from data.country import Country, load_country
from data.entries import Kpi
from data.errors import DataError, UnknownRow
from data.text import Text


@pytest.fixture(scope="module")
def country() -> Country:
    """Give the shipped reference data."""
    return load_country()


def test_load_country_twice_gives_the_same_object() -> None:
    """Reading 1,200 rows for every question would make each page slow."""
    assert load_country() is load_country()


@pytest.mark.parametrize(
    ("table", "least"),
    [("regions", 552), ("utilities", 474), ("subjects", 39), ("indicators", 18), ("kpis", 12)],
)
def test_country_tables_hold_as_many_rows_as_their_sources_say(country: Country, table: str, least: int) -> None:
    """A row lost on the way in would be a utility that can never take part."""
    assert len(getattr(country, table)) == least


def test_region_code_ending_in_zero_stays_text(country: Country) -> None:
    """Read as a number, 11.10 becomes 11.1 and joins to nothing."""
    region = country.region("11.10")

    assert region.code == "11.10"
    assert region.name == "Kabupaten Aceh Singkil"


def test_region_of_kabupaten_knows_its_province_and_island(country: Country) -> None:
    """Matching by island and norms by province both start from the region."""
    malang = country.region("35.73")

    assert (malang.level, malang.province_code, malang.province) == ("kota", "35", "Jawa Timur")
    assert malang.island_group == "Jawa"
    assert malang.timezone == "WIB"
    assert malang.capital == ""


def test_region_of_province_names_its_capital(country: Country) -> None:
    """A facilitator's base may be given as a province; one travels to its capital."""
    province = country.region("35")

    assert province.level == "province"
    assert province.capital == "35.78"
    assert country.region(province.capital).name == "Kota Surabaya"


def test_region_without_seat_still_has_coordinates(country: Country) -> None:
    """For 47 regions the source names no seat; the middle of the region stands in."""
    region = country.region("12.04")

    assert region.seat == ""
    assert region.latitude is not None
    assert region.longitude is not None


def test_utility_without_figures_keeps_them_missing(country: Country) -> None:
    """An unknown number of connections is not zero connections."""
    tangerang = country.utility("pdam-kota-tangerang")

    assert tangerang.connections is None
    assert tangerang.score is None
    assert tangerang.score_year is None
    assert tangerang.category == ""
    assert dict(tangerang.readings) == {}
    assert tangerang.flags


def test_utility_missing_reading_is_absent_not_zero(country: Country) -> None:
    """A loss of zero per cent would make the utility the best mentor of the country."""
    oku = country.utility("pdam-kab-ogan-komering-ulu")

    assert "nrw_pct" not in oku.readings
    assert oku.readings["service_hours"].value == Decimal("24.0")


def test_utility_reading_carries_value_year_and_source(country: Country) -> None:
    """An achievement without a year and a source cannot be judged."""
    reading = country.utility("pdam-kota-palembang").readings["nrw_pct"]

    assert reading.value == Decimal("10.8")
    assert reading.year == 2018
    assert reading.source == "NUWSP SAT"


def test_utility_reading_of_the_register_carries_the_register_and_its_year(country: Country) -> None:
    """The register's mean of systems is weaker than a self-assessment, so the source must be told apart."""
    reading = country.utility("pdam-kota-malang").readings["nrw_pct"]

    assert (reading.value, reading.year, reading.source) == (Decimal("21.2"), 2020, "SIMSPAM")


def test_utility_reading_taken_from_an_older_report_keeps_that_year(country: Country) -> None:
    """Semarang's hours come from its report of 2017, not from the last one of 2018."""
    reading = country.utility("pdam-kota-semarang").readings["service_hours"]

    assert (reading.value, reading.year) == (Decimal("22.0"), 2017)


def test_utility_score_and_category_come_together(country: Country) -> None:
    """The category is computed from the score, so one without the other is a slip."""
    for utility in country.utilities.values():
        assert (utility.score is None) == (utility.category == ""), utility.id
        assert (utility.score is None) == (utility.score_year is None), utility.id


def test_utility_keeps_its_brand(country: Country) -> None:
    """People say Tugu Tirta, not the official name."""
    assert country.utility("pdam-kota-malang").brand == "Tugu Tirta"


def test_utility_of_a_province_wide_company_stands_in_the_province(country: Country) -> None:
    """Jakarta's company serves the whole province, whose code is no kabupaten's."""
    assert country.utility("pdam-dki-jakarta").region_code == "31"


def test_subject_has_both_languages_synonyms_and_readings(country: Country) -> None:
    """Letters name a subject in their own words, and its KPI shows need and achievement."""
    subject = country.subject("NRW")

    assert subject.name == Text(en="Non-revenue water reduction", id="Penurunan kehilangan air (NRW)")
    assert "air tak berekening" in subject.synonyms_id
    assert "water loss" in subject.synonyms_en
    assert subject.kpis == ("nrw_pct",)
    assert subject.indicators == ("OPS-2",)


def test_subject_without_kpi_has_an_empty_tuple(country: Country) -> None:
    """GIS and asset management have no reading; an empty text would be taken for a KPI id."""
    assert country.subject("GIS").kpis == ()


def test_indicators_weigh_one_in_all(country: Country) -> None:
    """The 18 weights are shares of one score."""
    assert sum(indicator.weight for indicator in country.indicators.values()) == Decimal(1)


def test_indicator_of_loss_is_better_when_lower(country: Country) -> None:
    """A wrong direction would praise the leakiest network."""
    assert country.indicator("OPS-2").higher_is_better is False
    assert country.indicator("KEU-1").higher_is_better is True


@pytest.mark.parametrize(
    ("kpi", "higher"),
    [
        ("nrw_pct", False), ("energy_kwh_per_m3", False), ("energy_cost_share_pct", False), ("staff_per_1000", False),
        ("collection_efficiency_pct", True), ("service_hours", True), ("production_efficiency_pct", True),
        ("cost_recovery_with_depreciation_pct", True), ("operating_cost_coverage_pct", True),
    ],
)  # fmt: skip
def test_kpi_direction_is_the_field_s(country: Country, kpi: str, higher: bool) -> None:
    """The matcher counts an improvement by the direction given here."""
    assert country.kpi(kpi).higher_is_better is higher


@pytest.mark.parametrize(("value", "plausible"), [("0", True), ("-0.1", False), ("100", True), ("100.1", False)])
def test_kpi_band_includes_both_its_ends(value: str, plausible: bool) -> None:
    """A typed 354 for 35.4 must be caught, a true 100 must not."""
    kpi = Kpi(id="x", name=Text(en="x", id="x"), unit="%", higher_is_better=True, least=Decimal(0), most=Decimal(100))

    assert kpi.is_plausible(Decimal(value)) is plausible


@pytest.mark.parametrize(
    ("table", "method", "key"),
    [
        ("region", "region", "99.99"), ("utility", "utility", "pdam-kota-atlantis"), ("subject", "subject", "nrw"),
        ("kpi", "kpi", "nrw_percent"), ("indicator", "indicator", "OPS-99"),
    ],
)  # fmt: skip
def test_lookup_of_unknown_key_names_table_and_key(country: Country, table: str, method: str, key: str) -> None:
    """The caller must learn which table was asked, or it cannot tell the user what to correct."""
    with pytest.raises(UnknownRow) as caught:
        getattr(country, method)(key)

    assert (caught.value.table, caught.value.key) == (table, key)
    assert isinstance(caught.value, DataError)
    assert isinstance(caught.value, KeyError)


def test_lookup_of_misspelt_utility_offers_the_nearest_ids(country: Country) -> None:
    """Somebody who typed palembng should not have to search 474 names."""
    with pytest.raises(UnknownRow) as caught:
        country.utility("pdam-kota-palembng")

    assert "pdam-kota-palembang" in caught.value.near
    assert "did you mean" in str(caught.value)


def test_lookup_is_by_exact_code(country: Country) -> None:
    """A province code is the start of its regions' codes, yet another thing."""
    with pytest.raises(UnknownRow):
        country.region("35.7")


def test_find_utilities_by_brand_puts_it_first(country: Country) -> None:
    """Users know brands."""
    found = country.find_utilities("tirta musi")

    assert found[0].id == "pdam-kota-palembang"


def test_find_utilities_prefers_whole_words(country: Country) -> None:
    """Who types malang means Malang, although Pemalang comes earlier in the alphabet of ids."""
    ids = [utility.id for utility in country.find_utilities("malang")]

    assert ids.index("pdam-kota-malang") < ids.index("pdam-kab-pemalang")
    assert "pdam-kab-malang" in ids


def test_find_utilities_by_exact_id_puts_it_first(country: Country) -> None:
    """Pdam-kab-lahat is an exact id however many others have its letters."""
    assert country.find_utilities("pdam-kab-lahat")[0].id == "pdam-kab-lahat"


def test_find_utilities_by_province_finds_its_utilities(country: Country) -> None:
    """A desk colleague looks for 'the ones in Bali'."""
    found = country.find_utilities("bali")

    assert {"pdam-kab-buleleng", "pdam-kota-denpasar"} <= {utility.id for utility in found}


def test_find_utilities_ignores_case_and_order_of_words(country: Country) -> None:
    """Typing habits differ."""
    assert country.find_utilities("KOTA Bogor") == country.find_utilities("bogor kota")
    assert country.find_utilities("KOTA Bogor")


def test_find_utilities_needs_every_word(country: Country) -> None:
    """One word that fits is no match when the other does not."""
    assert country.find_utilities("bogor atlantis") == ()


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_find_utilities_with_nothing_finds_nobody(country: Country, text: str) -> None:
    """An empty search box must not list the whole country."""
    assert country.find_utilities(text) == ()


def test_find_utilities_gives_the_same_order_each_time(country: Country) -> None:
    """A list that jumps between two keystrokes is unusable."""
    assert country.find_utilities("tirta") == country.find_utilities("tirta")


def test_tables_cannot_be_changed(country: Country) -> None:
    """The country is shared by all rooms; whoever changed it would change everybody's answers."""
    with pytest.raises(TypeError):
        country.regions["00"] = country.region("35")  # type: ignore[index]  # that is the point
    with pytest.raises(TypeError):
        country.utility("pdam-kota-malang").readings["nrw_pct"] = None  # type: ignore[index]  # that is the point
