"""Two users at once: their solves take turns, both are answered, and nobody starves the machine."""

import threading

import pytest

from service.api.problems import Problem
from service.api.solves import Turns
from tests.service.web_cases import PLANS_BODY, PROPOSALS_BODY, application


def test_two_clients_solving_at_once_get_the_answers_of_one_at_a_time():
    """Waiting must not change an answer, and no two solves may mix."""
    app = application(solves_at_once=1, wait_seconds=60)
    alone = [app.test_client().post(address, json=body).get_json() for address, body in JOBS]
    together: dict[str, object] = {}

    def ask(address: str, body: dict) -> None:
        together[address] = app.test_client().post(address, json=body).get_json()

    visitors = [threading.Thread(target=ask, args=job) for job in JOBS]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert [together[address] for address, _ in JOBS] == alone


JOBS = (("/api/v1/proposals", PROPOSALS_BODY), ("/api/v1/plans", PLANS_BODY))


def test_turns_never_more_at_once_than_allowed():
    """The number of solves at once is the machine's, not the visitors'."""
    turns = Turns(2, wait_seconds=60, solve_seconds=1)
    lock, inside, most = threading.Lock(), [0], [0]

    def work() -> None:
        with turns.patient_turn():
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            threading.Event().wait(0.01)
            with lock:
                inside[0] -= 1

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert most[0] == 2


def test_turn_that_fails_comes_back():
    """A solve that breaks must not take its turn with it."""
    turns = Turns(1, wait_seconds=0, solve_seconds=1)
    with pytest.raises(ZeroDivisionError), turns.turn():
        _ = 1 // 0

    with turns.turn():
        assert turns.waiting == 0


def test_turn_refused_says_when_to_come_back():
    """Retry-After is the longest that the solve under way can still take."""
    turns = Turns(1, wait_seconds=0, solve_seconds=7)
    with turns.turn(), pytest.raises(Problem) as caught, turns.turn():
        pass

    assert (caught.value.kind, caught.value.headers) == ("busy", {"Retry-After": "7"})


def test_page_is_served_while_a_solve_runs():
    """Reading must not wait for somebody else's solve."""
    app = application(solves_at_once=1, wait_seconds=60)
    with app.extensions["solidaritas.turns"].turn():
        assert app.test_client().get("/api/v1/subjects").status_code == 200
        assert app.test_client().get("/health").status_code == 200


def test_sample_year_waits_for_its_turn():
    """The year of the first page is a solve like any other."""
    app = application(solves_at_once=1)
    desk = app.extensions["solidaritas.desk"]
    with app.extensions["solidaritas.turns"].turn():
        desk.start()
        desk.join(0.05)
        assert desk.state == "working"
    desk.join()

    assert desk.state == "ready"
