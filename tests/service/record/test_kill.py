"""The service is killed while clients write: what it acknowledged is there, once, and the chain is whole."""

import os

import pytest

from benchmarks.acts import RECKONING, Ledger, story
from benchmarks.doors import STEPS
from benchmarks.kill import run
from tests.service.record.record_cases import application_on, close
from tests.service.store.databases import address_of

# More kills are asked for by hand: python -m benchmarks.kill 200
KILLS, ACTS = {"sqlite": 25, "postgresql": 4}, (0, 40)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="serving processes are born by fork")
@pytest.mark.parametrize("kind", KILLS)
def test_kill_loses_doubles_and_invents_nothing(kind, tmp_path):
    """A 2xx answer is a promise, whatever happens to the process the moment after."""
    with address_of(kind, tmp_path) as address:
        report = run(address, kills=KILLS[kind], seed=1, acts=ACTS)

    assert report.is_clean, report
    assert report.acknowledged > 10 * KILLS[kind]


# Not in a story yet: people's accounts changed by somebody else, and what is swept away after its time.
LATER = {
    "accept", "add_person", "close_person", "end_token_of", "grant_person", "invite_person", "reset_second", "sweep",
}  # fmt: skip


def told():
    """Return the acts of one story, each answered as the service would."""
    acts, tale = [], story("a")
    act = next(tale)
    while act is not None:
        acts.append(act)
        try:
            act = tale.send({"items": [{"seq": 1}, {"seq": 2}]})
        except StopIteration:
            act = None
    return [act for act in acts if act.operation]


def test_stories_hold_every_operation_that_changes_something(tmp_path):
    """An operation that nobody kills in the middle of is one whose answer nobody has tried to believe."""
    app = application_on(str(tmp_path / "record.db"))
    changing = {
        rule.endpoint.rpartition(".")[2]
        for rule in app.url_map.iter_rules()
        if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}
    }
    close(app)

    assert {act.operation for act in told()} | {*STEPS} | RECKONING | LATER == changing


def journal(acts):
    """Return the journal that these acts leave."""
    return [(place, f'{{"said":"{act.mark}"}}') for act in acts for place in act.leaves]


def kept(acts):
    """Return a ledger that knows all of these acts."""
    ledger = Ledger()
    for act in acts:
        ledger.send(act)
        ledger.take(act)
    return ledger


WRONG = {
    "lost": lambda rows: rows[1:],
    "halved": lambda rows: [row for row in rows if row[0] != "pks/letter/i-a-1@1"],
    "doubled": lambda rows: [*rows, ("pks/member/m-x@1", rows[2][1])],
    "invented": lambda rows: [*rows, ("pks/member/m-x@1", "{}")],
}


@pytest.mark.parametrize("kind", WRONG)
def test_judge_finds_what_is_wrong_with_a_journal(kind):
    """A judge that finds nothing in a spoilt journal would find nothing in ours."""
    acts = told()

    assert kept(acts).judged(journal(acts)).is_clean
    assert getattr(kept(acts).judged(WRONG[kind](journal(acts))), kind)
