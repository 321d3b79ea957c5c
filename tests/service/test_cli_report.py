"""The terminal report: what it says, and that it can be read on a narrow screen without colour."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from data.answer import Reason
from data.text import Text
from service.cli.report.cautions import cautions, estimates
from service.cli.report.dates import dates, each
from service.cli.report.letters import by_letter, letters, reasons, shown
from service.cli.report.opening import opening
from service.cli.report.pairs import SHOWN_SENTENCES, grouped, pairs, unmatched
from service.cli.report.strip import strip
from service.cli.report.sums import sums
from service.cli.report.whole import year_report
from service.cli.view import view_of
from tests.service.cli_cases import printed, report
from tests.service.year_cases import nobody_served, small_intake, small_year, year_of


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_line_is_wider_than_the_screen(width, language):
    """A wrapped table cannot be read."""
    assert max(len(line) for line in report(width, language).splitlines()) <= width


def test_report_without_colour_has_no_control_codes():
    """Output goes into files and mails."""
    assert "\x1b" not in report()


def test_colour_adds_nothing_but_colour():
    """Who sees no colours must lose no fact."""
    console = Console(width=80, file=io.StringIO(), force_terminal=True, color_system="standard", highlight=False)

    for part in year_report(view_of(small_year(), console=console, language="en")):
        console.print(part)

    assert re.sub(r"\x1b\[[0-9;]*m", "", console.file.getvalue()) == report()


def test_plain_screen_gets_plain_signs():
    """A terminal without box drawing shows question marks otherwise."""

    class Plain(io.StringIO):
        encoding = "ascii"

    console = Console(width=80, file=Plain(), highlight=False)

    for part in strip(view_of(small_year(), console=console, language="en")):
        console.print(part)

    assert console.file.getvalue().isascii()
    assert "====" in console.file.getvalue()


def test_opening_counts_and_sums_what_came_in():
    """The first line tells whether the right workbook was read."""
    told = printed(opening, arguments=())

    assert "2027" in told
    assert "4 letters, 3 mentors" in told
    assert "Rp 370,000,000" in told


def test_letters_show_three_proposals_at_most_and_mark_the_assigned():
    """More than three is no help on the telephone."""
    told = printed(letters)

    assert told.count("►") == len(small_year().match.proposals) + 1
    for letter in small_intake().letters:
        assert f"\n{letter.id}  " in told


def test_assigned_proposal_is_shown_even_when_it_is_the_fourth():
    """The report must not hide its own choice."""
    found = tuple(replace(small_year().match.proposals[0], mentor=f"m-{number}") for number in range(5))

    assert shown(found, found[4]) == (*found[:3], found[4])
    assert shown(found, found[1]) == found[:3]
    assert shown(found, None) == found[:3]


def test_reasons_are_the_two_that_weigh_most():
    """Two reasons are remembered."""
    proposal = small_year().match.proposals[0]

    told = reasons(proposal)

    assert len(told) == 2
    assert told[0].points >= told[1].points >= max(
        part.points for part in proposal.parts if part not in told
    )  # fmt: skip


def test_letter_with_two_needs_lists_each_mentor_once():
    """One mentor twice in a list of three leaves room for two."""
    for found in by_letter(small_year().match).values():
        mentors = [proposal.mentor for proposal in found]

        assert len(mentors) == len(set(mentors))


def test_pairs_show_levels_with_bound_proof_and_baseline():
    """A number without its bound does not say how good it is."""
    told = printed(pairs)

    assert "proved best" in told
    assert "Baseline" in told
    assert "w-01" in told


def test_unmatched_letter_has_reason_section_and_remedy():
    """A no without a way out is only half an answer."""
    reason = small_year().match.unmatched["s-04"][0]
    told = " ".join(printed(unmatched).split())

    assert "s-04" in told
    assert reason.section in told
    assert reason.remedy.en[:30] in told


def test_calendar_has_a_line_and_a_row_for_each_partnership():
    """Strip and table stand for one another."""
    told = printed(dates)

    for key in small_year().letters:
        assert len(re.findall(rf"^{key} ", told, re.MULTILINE)) == 2


def test_strip_draws_the_pilot_between_study_visit_and_evaluation():
    """The longest thing of a partnership must be seen as the longest."""
    line = next(line for line in printed(strip, arguments=()).splitlines() if line.startswith("w-01"))

    assert line.index("S") < line.index("━") < line.rindex("━")
    assert line.count("━") >= 6 * 4 - 4


def test_strip_is_one_sign_wide_for_each_step_of_a_month():
    """A wider screen shows finer steps."""
    narrow = printed(strip, width=80, arguments=()).splitlines()[1]
    wide = printed(strip, width=140, arguments=()).splitlines()[1]

    assert len(wide) > len(narrow)


def test_wide_table_names_the_mentees():
    """Where there is room, an id alone is no answer."""
    row = next(line for line in printed(dates, width=140).splitlines() if line.startswith("w-01  ") and "Kota" in line)

    assert "-" in row.partition("Kota")[2]


def test_plan_lists_every_event_once():
    """The complete list is for who books rooms and flights."""
    told = " ".join(printed(each).split())

    names = small_year().book.activities
    for event in small_year().plan.events:
        if event.partnership:
            assert names[event.activity].name.en in told


def test_money_adds_up_in_what_is_printed():
    """The printed rows must sum to the printed sum."""
    told = printed(sums, width=140)
    block = told[told.index("Who pays") : told.index("Subsidies\n")]
    rows = [line for line in block.splitlines() if "Rp" in line]

    amounts = [int(re.findall(r"Rp ([\d,]+)", row)[0].replace(",", "")) for row in rows]

    assert sum(amounts[:-1]) == amounts[-1] == small_year().plan.ledger.total


def test_money_marks_the_policy_in_force():
    """The other settings are questions, not facts."""
    told = printed(sums)

    assert "► is the policy in force." in told
    assert "in Rp" in told


def test_money_without_a_decision_says_that_there_is_none():
    """Software never invents a subsidy (4.2)."""
    year = replace(small_year(), intake=replace(small_intake(), decision=None))

    assert "has decided no subsidy" in printed(sums, year=year)


def test_cautions_name_every_warning_and_what_is_estimated():
    """A warning that is not shown was not given."""
    told = " ".join(printed(cautions).split())

    for warning in small_year().warnings:
        assert warning.rule in told
        assert warning.who in told
    assert "rule --assumed" in told


def test_estimates_count_what_rests_on_no_norm():
    """An estimate must be seen as one."""
    console = Console(width=80, file=io.StringIO())
    lines = [line for line in small_year().plan.ledger.lines if line.estimated]

    told = "\n".join(estimates(view_of(small_year(), console=console, language="en")))

    assert f"{len(lines)} cost lines" in told


def reason_of(who: str, figure: int) -> Reason:
    """Return one of several reasons that differ in a figure."""
    return Reason(
        rule="budget_year", section="2.6", who=who,
        sentence=Text(en=f"It lacks {figure} days.", id=f"Kurang {figure}."),
        remedy=Text(en="Begin earlier.", id="Mulai lebih awal."),
    )  # fmt: skip


@pytest.mark.parametrize(("count", "sentences"), [(SHOWN_SENTENCES, SHOWN_SENTENCES), (SHOWN_SENTENCES + 1, 1)])
def test_many_alike_are_told_once(count, sentences):
    """Forty sentences that differ in a figure hide the forty-first that does not."""
    found = [reason_of(f"x-{number}", number) for number in range(count)]

    told = printed(lambda view: grouped(view, found), arguments=())

    assert told.count("It lacks") == sentences
    assert all(f"x-{number}" in told for number in range(count))


def test_same_sentence_of_several_is_told_under_all_their_names():
    """Five utilities without a budget line are one paragraph."""
    found = [reason_of(f"x-{number}", 1) for number in range(9)]

    told = printed(lambda view: grouped(view, found), arguments=())

    assert told.count("It lacks") == 1
    assert told.count("x-") == 9


def test_year_without_pairs_says_so_and_shows_no_empty_table():
    """Headings above nothing look like a report that broke off."""
    year = year_of(nobody_served(small_intake()))

    told = printed(year_report, year=year, arguments=())

    assert "No pair was formed" in told
    assert "Nothing is dated" in told
    assert "Mentor   Subject" not in told
    assert "+ in 2028" not in told


def test_plus_is_explained_only_where_one_stands():
    """A legend for a sign that is not there sends the reader looking for it."""
    plan = small_year().plan
    inside = tuple(event for event in plan.events if event.last.year == small_year().intake.year)
    year = replace(small_year(), plan=replace(plan, events=inside))

    assert "+ in 2028" not in printed(dates, year=year)


def test_letters_left_out_for_the_same_reason_stand_together():
    """Two dozen times the same sentence hides the one that matters."""
    match = small_year().match
    say = Text(en="The pins contradict each other.", id="Penetapan saling bertentangan.")
    no = tuple(Reason(rule="must", section="3.1.2", who=who, sentence=say, remedy=say) for who in ("s-01", "s-02"))
    year = replace(small_year(), match=replace(match, unmatched={each.who: (each,) for each in no}))

    told = " ".join(printed(unmatched, year=year).split())

    assert told.count(f"{say.en} [must") == 1
    assert "s-01" in told
    assert "s-02" in told


@pytest.mark.parametrize("language", ["en", "id"])
def test_report_holds_no_id_of_a_utility_and_no_day_of_a_program(language):
    """The planner's sentences name parties by id and days by number; a reader knows neither."""
    told = report(140, language)

    assert re.findall(r"\b(?:pdam|perumda|pudam)-[a-z-]+", told) == []
    assert re.findall(r"\b20\d\d-\d\d-\d\d\b", told) == []
    assert re.findall(r"\bRp\d", told) == []
