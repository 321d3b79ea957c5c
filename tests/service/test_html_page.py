"""The year as a page: well-formed, self-contained, readable by everybody, and its sums are the ledger's."""

import re
from dataclasses import replace

import pytest

import matcher
from data.answer import Reason
from data.text import Text
from service.documents.page import page_of
from service.documents.page_letters import freedom, letter_cards
from service.documents.year_html import SECTIONS, finished, write_html, year_page
from tests.service.web_cases import Reader, column_sum, rupiah_of, small_year

LANGUAGES = ["id", "en"]


def read(language: str, *, standalone: bool = True) -> Reader:
    """Return the page of the small year, read."""
    return Reader(year_page(small_year(), language=language, standalone=standalone))


@pytest.mark.parametrize("standalone", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_tags_are_balanced_and_ids_unique(language, standalone):
    """A browser forgives a wrong tag and then shows another page than the one that was meant."""
    page = read(language, standalone=standalone)

    assert page.faults == []
    assert page.open == []
    assert [key for key, count in page.ids.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_standalone_asks_nobody_for_anything(language):
    """The file is opened from a stick in an office without a network."""
    text = year_page(small_year(), language=language, standalone=True)
    page = Reader(text)

    addresses = [value for _, name, value in page.attributes if name in {"href", "src", "action", "srcset", "data"}]
    assert all(value.startswith("#") or value == "data:," for value in addresses)
    assert not re.search(r"https?://|@import|url\(", text)
    assert {tag for tag, _, _ in page.attributes}.isdisjoint({"script", "iframe", "object", "img"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_has_no_script_no_inline_style_and_its_own_policy(language):
    """The strictest policy that there is, carried by the file itself."""
    text = year_page(small_year(), language=language, standalone=True)
    page = Reader(text)

    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
    assert [tag for tag, name, _ in page.attributes if name == "style" or name.startswith("on")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_links_within_lead_somewhere(language):
    """A table of contents that leads nowhere is worse than none."""
    page = read(language)

    targets = [value[1:] for _, name, value in page.attributes if name == "href" and value.startswith("#")]
    named = [value for _, name, value in page.attributes if name in {"aria-labelledby", "aria-describedby"}]
    assert {key for key, _ in SECTIONS} - {"changes"} <= set(targets)
    assert [target for target in (*targets, *named) if target not in page.ids] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_tables_have_captions_and_scopes(language):
    """Who hears the page needs to be told what a table is and which heading a cell belongs to."""
    page = read(language)
    scoped = sum(1 for tag, name, _ in page.attributes if tag == "th" and name == "scope")

    assert page.tables
    assert all(caption.strip() for caption in page.captions)
    assert scoped == len(re.findall(r"<th\b", year_page(small_year(), language=language, standalone=True)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_in_one_language(language):
    """A page half in one language is a page in none."""
    page = read(language)
    others = {"id": ["Budget head", "Request letters", "points of", "What would help"],
              "en": ["Pos anggaran", "Surat dan mentor", "Jalan keluar", "Linimasa"]}  # fmt: skip

    assert ("html", "lang", language) in page.attributes
    assert [word for word in others[language] if word in page.text] == []


def test_page_letters_stay_in_the_language_they_were_written_in():
    """A letter is a document; translating it would make it another one."""
    page = read("en")

    assert ("blockquote", "lang", "id") in page.attributes
    assert "Dengan hormat" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_fictional_year_says_so_first_and_in_the_title(language):
    """Nobody may take an invented letter of a real utility for a real one."""
    text = year_page(small_year(), language=language, standalone=True)
    mark = {"id": "FIKTIF", "en": "FICTIONAL"}[language]

    assert mark in re.search(r"<title>(.*)</title>", text).group(1)
    assert text.index(mark, text.index("<body>")) < text.index("<h1")


def test_page_real_year_carries_no_fictional_mark():
    """A real year must not be marked as invented."""
    year = small_year()
    real = replace(year, intake=replace(year.intake, fictional=False))

    assert 'class="fictional"' not in year_page(real, language="id", standalone=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.guards("4.2")
def test_page_budget_heads_are_the_ledgers(language):
    """Decided, planned and left on the page are those of the ledger, and the column adds up."""
    year, page = small_year(), read(language)
    ledger = year.plan.ledger.in_year(year.intake.year)
    caption = next(each for each in page.captions if each.startswith(("The budget is", "Status anggaran")))

    table = page.table(caption)

    heads = ledger.heads(year.intake.budget)
    assert [[rupiah_of(cell) for cell in row[1:4]] for row in table["tbody"]] == [
        [head.decided, head.planned, head.left] for head in heads
    ]
    sums = [column_sum(table["tbody"], place) for place in (1, 2, 3)]
    assert [rupiah_of(cell) for cell in table["tfoot"][0][1:4]] == sums


@pytest.mark.parametrize("view", ["months", "payers", "partnerships"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.guards("4.1")
def test_page_every_view_of_the_money_adds_up_to_the_ledgers_total(language, view):
    """A reader with a pocket calculator must find the sum under each table, and always the same one."""
    page = read(language)
    words = page_of(small_year(), language=language).words

    table = page.table(words(f"money.page_{view}_caption"))

    total = small_year().plan.ledger.total
    assert column_sum(table["tbody"], 1) == rupiah_of(table["tfoot"][0][1]) == total


@pytest.mark.guards("4.2")
def test_page_subsidies_add_up_to_the_allocations():
    """What the board gave stands under its decision number, to the rupiah."""
    page, year = read("en"), small_year()

    table = page.table("What the decision gives to whom")

    assert column_sum(table["tbody"], 2) == sum(each.amount for each in year.plan.allocations)
    assert year.intake.decision.number in page.text


@pytest.mark.guards("4.2")
def test_page_without_a_decision_says_no_rule():
    """Without the National Board's decision the answer is 'no rule', never an amount."""
    year = small_year()
    undecided = replace(year, intake=replace(year.intake, decision=None))

    assert "no decision of the National Board" in Reader(year_page(undecided, language="en", standalone=True)).text


def test_page_policies_side_by_side_keep_the_total():
    """Another rule moves money between payers and makes none."""
    page = read("en")
    caption = next(each for each in page.captions if "rule in force is marked" in each)
    table = page.table(caption)

    assert len(table["tbody"]) == len(small_year().book.travel_policies) == 4
    assert {sum(rupiah_of(cell) for cell in row[1:4]) for row in table["tbody"]} == {small_year().plan.ledger.total}


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_every_letter_stands_there_with_its_mentor_or_its_reason(language):
    """No letter may be lost between the pile and the plan."""
    year, page = small_year(), read(language)

    assert [key for key in page.ids if key.startswith("letter-")] == [
        f"letter-{each.id}" for each in year.intake.letters
    ]
    assert all(
        reason.sentence.say(language) in page.text for found in year.match.unmatched.values() for reason in found
    )
    assert year.match.unmatched


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_points_of_each_proposal_are_told_criterion_by_criterion(language):
    """A proposal competes with a telephone call: it must say why."""
    year, page = small_year(), read(language)
    proposal = year.match.proposals[0]

    for part in proposal.parts:
        assert part.because.say(language) in page.text
        assert f"{part.points}/{part.possible}" in page.text


def test_page_every_event_is_in_the_calendar_once():
    """The months together are the whole plan."""
    page, year = read("en"), small_year()
    rows = sum(len(table["tbody"]) for table, caption in zip(page.tables, page.captions, strict=True)
               if caption.startswith("Calendar of"))  # fmt: skip

    assert rows == len(year.plan.events)


def test_page_every_paper_is_due_once():
    """The months together hold every paper that the plan owes."""
    page, year = read("en"), small_year()
    rows = sum(len(table["tbody"]) for table, caption in zip(page.tables, page.captions, strict=True)
               if caption.startswith("Papers due"))  # fmt: skip

    assert rows == len(year.plan.dues)


def test_page_timeline_has_a_twin_table_with_every_lane():
    """Who cannot see the drawing reads the same dates."""
    page, year = read("en"), small_year()
    planned = {event.partnership for event in year.plan.events if event.partnership}

    assert len(page.table("Dates of every partnership")["tbody"]) == len(planned)


def test_page_assumed_numbers_are_all_listed():
    """What the guideline does not state is said to be assumed, number by number."""
    page, year = read("en"), small_year()
    assumed = [row for row in year.book.numbers.values() if row.status == "assumed"]

    assert len(page.table("Numbers that the guideline does not state")["tbody"]) == len(assumed)


def test_page_names_the_fingerprints_and_the_checkers_word():
    """Whoever doubts the page can make it again and compare."""
    page, year = read("en"), small_year()

    for fingerprint in (year.book.fingerprint, year.match.fingerprint, year.plan.fingerprint):
        assert fingerprint in page.text
    assert "It found no broken rule." in page.text


def test_page_words_of_strangers_cannot_become_markup():
    """A letter comes from outside and may hold anything."""
    year = small_year()
    evil = replace(year.intake.letters[0], text="<script>alert(1)</script> & <b>", expected_result='"><img src=x>')
    told = replace(year, intake=replace(year.intake, letters=(evil, *year.intake.letters[1:])))

    text = year_page(told, language="id", standalone=True)

    assert "<script" not in text
    assert "<img" not in text
    assert "<script>alert(1)</script> & <b>" in Reader(text).text


def test_page_reasons_of_one_wording_are_told_once_with_everybody():
    """Eleven times the same paragraph is read by nobody."""
    year = small_year()
    keys = list(year.letters)[:2]
    reason = Reason(rule="budget_year", section="2.6", who="", sentence=Text(en="Same words.", id="Kata sama."),
                    remedy=Text(en="Same help.", id="Bantuan sama."))  # fmt: skip
    plan = replace(year.plan, unplaced=dict.fromkeys(keys, (reason,)), carried={})

    page = Reader(year_page(replace(year, plan=plan), language="en", standalone=True))

    assert page.text.count("Same words.") == 1


def test_finished_counts_only_what_ends_in_the_year():
    """Officially finished within the budget year (3.3.3), and not carried into the next."""
    year = small_year()
    ended = finished(year)
    late = {key: Reason(rule="budget_year", section="2.6", who=key, sentence=Text(en="x", id="x"),
                        remedy=Text(en="x", id="x")) for key in year.letters}  # fmt: skip

    assert 0 <= ended <= len(year.match.proposals)
    assert finished(replace(year, plan=replace(year.plan, carried=late))) == 0


def test_page_same_year_is_the_same_bytes():
    """A page that changes when nothing changed cannot be compared or signed."""
    first, second = (year_page(small_year(), language="id", standalone=True) for _ in range(2))

    assert first == second


def test_write_html_replaces_an_older_file(tmp_path):
    """The folder holds one year's page, the latest."""
    path = tmp_path / "year.html"
    path.write_text("old")

    write_html(small_year(), path, language="id")

    assert path.read_text("utf8") == year_page(small_year(), language="id", standalone=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_names_parties_and_days_as_people_do(language):
    """The planner's sentences hold ids and days of programs, which a director has never seen."""
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", year_page(small_year(), language=language, standalone=True))

    assert re.findall(r"\b(?:pdam|perumda|pudam)-[a-z-]+", text) == []
    assert re.findall(r"\b20\d\d-\d\d-\d\d\b", text) == []


@pytest.mark.parametrize(
    ("unit", "said"), [("working days", "5 hari kerja"), ("calendar days", "5 hari kalender"), ("km", "5 km")]
)
def test_page_writes_units_in_the_reader_s_language(unit, said):
    """An assumed number is judged by its unit."""
    assert page_of(small_year(), language="id").quantity(5, unit) == said
    assert page_of(small_year(), language="en").quantity(5, unit) == f"5 {unit}"


@pytest.mark.guards("3.1.2")
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_prices_at_most_three_other_mentors_of_each_letter(language):
    """A director who asks why not another mentor is answered on the page; a longer table would not be read."""
    page = page_of(small_year(), language=language)

    for card in letter_cards(page):
        possible = [
            choice
            for choice in matcher.alternates(small_year().match, mentee=card.letter.id)
            if not choice.matched and not choice.against
        ]
        assert [row.mentor for row in card.others] == [page.names.short(choice.mentor) for choice in possible[:3]]
        assert all(row.changes and row.moves for row in card.others)
    assert any(card.others for card in letter_cards(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_says_how_many_pairs_are_settled(language):
    """Pairs that every equally good match has can be announced first."""
    count = len(matcher.settled(small_year().match))

    assert freedom(page_of(small_year(), language=language))[0].startswith(f"{count} ")
    assert freedom(page_of(small_year(), language=language))[0] in year_page(
        small_year(), language=language, standalone=True
    )
