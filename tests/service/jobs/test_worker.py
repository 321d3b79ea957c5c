"""Jobs are done once, told about, ended when asked, and never run for ever."""

import json
import threading

from service.jobs import Queue
from service.store import verify
from service.store.jobs import JobBook
from service.worker.limits import Limits
from tests.service.jobs.job_cases import LIMITS, asked, ended, shown, until, working
from tests.service.store.databases import AT


def test_worker_does_a_job_on_every_queue_and_keeps_its_result(file_store, queue):
    """The same code has to serve a laptop, one PostgreSQL and several machines with Redis."""
    key = asked(file_store, {"values": [3, 7]})
    queue.put(key.programme, key.id)

    with working(file_store, queue):
        job = ended(file_store, key)

    assert (job.state, job.tries, job.reason) == ("done", 1, {})
    assert json.loads(job.result)["echo"] == {"values": [3, 7]}
    assert job.progress["value"] == 7


def test_worker_ends_a_job_with_its_entry_in_the_journal(store, file_queue):
    """Who asked for a calendar, and what came of it, must be as believable as everything else on record."""
    key = asked(store, {})
    file_queue.put(key.programme, key.id)

    with working(store, file_queue):
        ended(store, key)

    with store.read() as view:
        entries = view.newest(key, limit=10)
    assert [(entry.event, entry.by) for entry in entries] == [("create", "facilitator"), ("job:done", "service:jobs")]
    assert set(entries[-1].told["change"]) == {"result_sha256"}
    assert verify(store.engine) == ()


def test_progress_keeps_the_last_sign_of_each_level(file_store, file_queue):
    """Whoever waits wants to know how good each aim is by now, not only the last line."""
    key = asked(file_store, {"values": [1, 2, 3], "for_ever": True})
    file_queue.put(key.programme, key.id)

    with working(file_store, file_queue):
        progress = until(lambda: (found := shown(file_store, key).progress).get("value") == 3 and found)

    assert [(level["stage"]["en"], level["value"], level["bound"]) for level in progress["levels"]] == [
        ("served", 3, 10)
    ]


def test_cancel_ends_a_running_job_and_its_process(store, file_queue):
    """A solve that nobody wants any more must not hold the machine."""
    key = asked(store, {"for_ever": True})
    file_queue.put(key.programme, key.id)

    with working(store, file_queue):
        until(lambda: shown(store, key).state == "running")
        cancel(store, key)
        job = ended(store, key)

    assert (job.state, job.result) == ("cancelled", "")


def test_cancel_of_a_waiting_job_ends_it_at_once_and_no_worker_begins_it(file_store, file_queue):
    """What was taken back before anybody began must never begin."""
    key = asked(file_store, {})
    file_queue.put(key.programme, key.id)
    cancel(file_store, key)
    other = asked(file_store, {}, id_="j-2")
    file_queue.put(other.programme, other.id)

    with working(file_store, file_queue):
        ended(file_store, other)

    job = shown(file_store, key)
    assert (job.state, job.tries) == ("cancelled", 0)


def test_wall_limit_ends_a_job_with_the_reason(file_store, file_queue):
    """A time limit is a limit, whatever the solver thinks of it."""
    key = asked(file_store, {"for_ever": True})
    file_queue.put(key.programme, key.id)

    with working(file_store, file_queue, limits=Limits(wall_seconds=1, solve_seconds=1, megabytes=4000)):
        job = ended(file_store, key)

    assert job.state == "failed"
    assert "1 seconds" in job.reason["en"]
    assert "1 detik" in job.reason["id"]


def test_memory_that_was_not_enough_is_said_as_such(file_store, file_queue):
    """'It broke' would send the facilitator to the wrong place."""
    key = asked(file_store, {"code": 77})
    file_queue.put(key.programme, key.id)

    with working(file_store, file_queue):
        job = ended(file_store, key)

    assert job.state == "failed"
    assert "4000 MB" in job.reason["en"]


def test_child_that_breaks_fails_the_job(file_store, file_queue):
    """A job that ended in a traceback must not look as if it still ran."""
    key = asked(file_store, {"code": 3})
    file_queue.put(key.programme, key.id)

    with working(file_store, file_queue):
        job = ended(file_store, key)

    assert (job.state, job.result) == ("failed", "")


def test_child_that_gives_a_reason_fails_the_job_with_it(file_store, file_queue):
    """The operation's own refusal is what the facilitator can act on."""
    key = asked(file_store, {"reason": {"en": "no such mentor", "id": "mentor tidak ada"}})
    file_queue.put(key.programme, key.id)

    with working(file_store, file_queue):
        job = ended(file_store, key)

    assert (job.state, job.reason) == ("failed", {"en": "no such mentor", "id": "mentor tidak ada"})


def test_stop_gives_a_running_job_back_without_counting_the_try(file_store, file_queue):
    """An update of the service must not cost a job its second chance."""
    key = asked(file_store, {"for_ever": True})
    file_queue.put(key.programme, key.id)
    with working(file_store, file_queue) as worker:
        until(lambda: shown(file_store, key).state == "running")
        worker.stop()

        job = shown(file_store, key)

    assert (job.state, job.tries, job.worker) == ("waiting", 0, "")


def test_claim_of_many_workers_is_given_to_one(store):
    """Two workers on one job would be two calendars for one year."""
    key = asked(store, {})
    books, got = [JobBook(store) for _ in range(8)], []
    start = threading.Barrier(len(books))

    def claim(book, number):
        start.wait()
        got.append(book.claim(key, worker=f"w-{number}", at=AT))

    threads = [threading.Thread(target=claim, args=(book, number)) for number, book in enumerate(books)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([job for job in got if job is not None]) == 1


def test_many_jobs_on_two_threads_are_each_done_once(file_store, queue):
    """A queue that hands one call to two, or loses one, shows with a few dozen."""
    keys = [asked(file_store, {"n": n}, id_=f"j-{n:02d}") for n in range(12)]
    for key in keys:
        queue.put(key.programme, key.id)

    with working(file_store, queue, at_once=2):
        jobs = [ended(file_store, key) for key in keys]

    assert [json.loads(job.result)["echo"]["n"] for job in jobs] == list(range(12))
    assert {job.tries for job in jobs} == {1}


def test_late_answer_of_a_lost_worker_is_not_taken(store):
    """A worker that was given up may come back; by then the job is another's."""
    key = asked(store, {})
    book = JobBook(store)
    lost = book.claim(key, worker="w-1", at=AT)
    book.let_wait(lost)
    book.claim(key, worker="w-2", at=AT)

    assert not book.beat(lost, at=AT, progress={})
    assert not book.end(lost, at=AT, state="done", result="{}")
    assert shown(store, key).state == "running"


def test_queue_that_is_away_costs_nothing_but_time():
    """A job that was acknowledged must not be refused afterwards because Redis was restarted."""
    queue = Queue("redis://127.0.0.1:1/0")

    assert queue.put("pks", "j-1") is False
    assert queue.waits() is None
    queue.close()


def cancel(store, key):
    """Ask for a job's end."""
    from service.store.jobs import cancel_job

    with store.write(at=AT, by="facilitator") as unit:
        cancel_job(unit, key)


def test_limits_reach_the_child(file_store, file_queue):
    """A limit that stays in the parent holds nobody."""
    key = asked(file_store, {})
    file_queue.put(key.programme, key.id)

    with working(file_store, file_queue):
        job = ended(file_store, key)

    assert json.loads(job.result)["megabytes"] == LIMITS.megabytes
