"""Every fault that a kind of record can have is found, each put into a copy of the real book."""

import pytest

from data import BookError, load_book
from data.checking.records import PREDICATES
from data.loading import read_row
from data.recording import RecordKind
from service.lifecycle.kinds.predicates import PREDICATES as JUDGED
from tests.data.seeding import copy_book, seed

IMPLEMENTATION, FINANCE = "records/implementation.toml", "records/finance.toml"

# Each: file, what stands there, what it becomes, words of the reason.
ONE_FAULT = {
    "kind called like a noun": (IMPLEMENTATION, 'id = "task"', 'id = "member"', "a noun that every programme has"),
    "open state": (IMPLEMENTATION, 'open = ["draft"]', 'open = ["drafts"]', "no state 'drafts'"),
    "void state": (FINANCE, 'void = ["refused"]', 'void = ["no"]', "no state 'no'"),
    "parent": (FINANCE, 'parent = "subsidy"', 'parent = "amount"', "parent 'amount' has to be a required field"),
    "key": (FINANCE, 'key = ["year"]', 'key = ["heads"]', "key 'heads' has to be a required field of one value"),
    "target of a row": (FINANCE, 'target = "budget_head"', 'target = "heads"', "no table 'heads'"),
    "target of a record": (FINANCE, 'target = "instalment"', 'target = "rate"', "no kind 'rate'"),
    "choice without choices": (IMPLEMENTATION, 'type = "month"', 'type = "choice"', "a choice has choices"),
    "predicate": (FINANCE, 'test = "total:', 'test = "sum:', "no predicate 'sum:"),
    "field of a check": (FINANCE, "total:heads.amount,total", "total:head.amount,total", "no field 'head'"),
    "move of a check": (FINANCE, 'at = ["decide"]', 'at = ["decided"]', "no move 'decided'"),
    "condition": (FINANCE, 'only = "supplier"', 'only = "seller"', "no field 'seller'"),
    "state of a move": (FINANCE, 'origins = ["approved"], to = "paid"', 'origins = ["approved"], to = "x"',
                        "no state 'x'"),
    "state out of reach": (FINANCE, 'origins = ["draft"], to = "proposed"', 'origins = ["draft"], to = "draft"',
                           "state 'proposed' cannot be reached"),
    "paper of a move": (IMPLEMENTATION, 'files = "monthly_report"', 'files = "report"', "no field and no document"),
    "party of a move": ("records/establishment.toml", 'each = ["mentor",', 'each = ["mentors",', "no role 'mentors'"),
    "opened kind": (IMPLEMENTATION, "opens = { advice_request", "opens = { advices", "opens a kind from a field"),
    "draft": (IMPLEMENTATION, 'draws = "open:advice"', 'draws = "all:advice"', "draws open:KIND"),
    "section of a check": (FINANCE, 'section = "2.6"', 'section = "9.9"', "no section '9.9'"),
    "seat": (FINANCE, 'write = { facilitator = "all" }', 'write = { clerk = "all" }', "is 'clerk'; expected one of"),
    "reach": (FINANCE, 'write = { facilitator = "all" }', 'write = { facilitator = "some" }',
              "is 'some'; expected one of"),
    "unknown key of a field": (FINANCE, 'type = "money", required = true', 'type = "money", must = true',
                               ".must no such key here"),
    "field twice": (FINANCE, 'id = "decided", name', 'id = "decision", name', "field 'decision' stands twice"),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_FAULT)
def test_fault_in_a_kind_is_told_with_its_file_and_reason(case, tmp_path):
    """A book is written by people, and a kind that cannot work must not wait for the day it is used."""
    file, old, new, reason = ONE_FAULT[case]
    folder = copy_book(tmp_path)
    seed(folder, file, old, new=new)

    with pytest.raises(BookError) as caught:
        load_book(folder)

    assert any(reason in fault.reason and fault.file == file for fault in caught.value.faults), caught.value


def test_every_predicate_of_the_list_has_its_function_and_no_other():
    """A check that names a predicate nobody judges would hold for ever."""
    assert set(JUDGED) == set(PREDICATES)


def test_every_predicate_but_those_of_money_is_used_by_some_kind():
    """A predicate that no check uses is code that no rule asks for."""
    used = {check.test.partition(":")[0] for kind in load_book().records.values() for check in kind.checks}

    assert used == set(PREDICATES)


def test_part_of_a_row_names_all_its_faults_at_once():
    """Parts of rows are read as strictly as rows, every fault together."""
    row = {"id": "x", "fields": [{"id": "a", "type": "day"}, {"id": "b", "colour": 1}]}

    _, wrong = read_row(RecordKind, row)

    assert dict(wrong)["fields"] == "a.name is missing"
    assert {"name", "section", "states", "read", "write"} <= set(dict(wrong))


def test_indonesian_names_of_kinds_fields_states_and_moves_are_not_the_english_ones():
    """A copied text would pass every other check and fail the reader."""
    same = []
    for kind in load_book().records.values():
        texts = [kind.name, *kind.states.values(), *(move.name for move in kind.moves),
                 *(field.name for field in kind.fields), *(check.says for check in kind.checks)]  # fmt: skip
        same += [text.en for text in texts if text.en == text.id and len(text.en.split()) > 1]

    assert same == []
