"""Jobs as the store keeps them: asked for with the record, claimed once, alive by their heartbeat, ended with it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from service.records.kept import Key
from service.store import work_tables
from service.store.canonical import canonical, sha256
from service.store.engine import reading, writing
from service.store.store import Store
from service.store.unit import Unit
from service.store.view import View

# The kind under which a job stands in the record.
KIND = "job"

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OPEN = (WAITING, RUNNING)

# Who writes what a worker did; nobody can log in as this.
BY = "service:jobs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job as it stands.

    Parameters
    ----------
    programme, id, kind
        Whose it is, its name, and what it does (``propose``, ``plan``, ``replan``, ``budget``, ``sandbox``,
        ``import``).
    state
        ``waiting``, ``running``, ``done``, ``failed`` or ``cancelled``.
    asked, result
        The question and the answer as JSON texts; the answer is empty until it is done.
    worker, tries
        Who runs or ran it, and how often it was begun.
    cancel
        Somebody asked for its end.
    made, put, started, beat, ended
        Instants: asked for, last put into the queue, begun, last sign of life, ended; empty until then.
    progress
        Last sign of life: stage, objective, bound and gap, per level.
    reason
        Why it failed, in both languages; empty otherwise.
    """

    programme: str
    id: str
    kind: str
    state: str
    asked: str
    worker: str
    tries: int
    cancel: bool
    made: str
    put: str
    started: str
    beat: str
    ended: str
    progress: Mapping[str, Any]
    result: str
    reason: Mapping[str, str]

    @property
    def key(self) -> Key:
        """Where it stands in the record."""
        return Key(self.programme, KIND, self.id)


def ask_job(unit: Unit, key: Key, *, kind: str, asked: str, data: Mapping[str, Any]) -> None:
    """Put a job on record and among those that wait, in one transaction; ``data`` says who asked for what."""
    unit.create(key, {**data, "kind": kind, "asked_sha256": sha256(asked)}, state=WAITING)
    row = {"programme": key.programme, "id": key.id, "kind": kind, "state": WAITING, "asked": asked, "made": unit.at}
    unit.connection.execute(sa.insert(work_tables.job).values(row))


def job_of(view: View, key: Key) -> Job:
    """Return a job that is on record."""
    view.get(key)
    return _job(view.connection.execute(sa.select(work_tables.job).where(*_at(key))).one())


def jobs_of(view: View, keys: Sequence[Key]) -> list[Job]:
    """Return the jobs of one page of records, in its order."""
    table = work_tables.job.c
    programmes, ids = {key.programme for key in keys}, [key.id for key in keys]
    query = sa.select(work_tables.job).where(table.programme.in_(programmes), table.id.in_(ids))
    found = {(row.programme, row.id): _job(row) for row in view.connection.execute(query)}
    return [found[key.programme, key.id] for key in keys]


def cancel_job(unit: Unit, key: Key) -> Job:
    """Ask for a job's end: one that waits ends now, one that runs is ended by its worker; an ended one stays."""
    job = job_of(unit, key)
    if job.state == WAITING:
        _end(unit, job, state=CANCELLED)
    elif job.state == RUNNING:
        unit.connection.execute(sa.update(work_tables.job).where(*_at(key)).values(cancel=1))
    return job_of(unit, key)


class JobBook:
    """What workers do with jobs: each call is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        """Work on ``store``."""
        self.store = store

    def claim(self, key: Key, *, worker: str, at: str) -> Job | None:
        """Begin a waiting job and return it, or None when it does not wait; of several workers one gets it."""
        table = work_tables.job
        begun = {"state": RUNNING, "worker": worker, "started": at, "beat": at, "tries": table.c.tries + 1}
        with writing(self.store.engine) as connection:
            where = (*_at(key), table.c.state == WAITING)
            if not connection.execute(sa.update(table).where(*where).values(begun)).rowcount:
                return None
            return _job(connection.execute(sa.select(table).where(*_at(key))).one())

    def beat(self, job: Job, *, at: str, progress: Mapping[str, Any]) -> bool:
        """Tell a sign of life; return whether this worker should go on."""
        table = work_tables.job
        mine = (*_at(job.key), table.c.state == RUNNING, table.c.worker == job.worker, table.c.tries == job.tries)
        alive = {"beat": at, "progress": canonical(dict(progress))}
        with writing(self.store.engine) as connection:
            if not connection.execute(sa.update(table).where(*mine).values(alive)).rowcount:
                return False
            return not connection.execute(sa.select(table.c.cancel).where(*_at(job.key))).scalar_one()

    def end(self, job: Job, *, at: str, state: str, result: str = "", reason: Mapping[str, str] | None = None) -> bool:
        """End a job that this worker runs, with its entry in the journal; return whether it was still this one's."""
        with self.store.write(at=at, by=BY) as unit:
            return self.end_in(unit, job, state=state, result=result, reason=reason)

    def end_in(
        self, unit: Unit, job: Job, *, state: str, result: str = "", reason: Mapping[str, str] | None = None
    ) -> bool:
        """End a job inside a unit that does its work; return False, with nothing done, if it is another's by now."""
        now = job_of(unit, job.key)
        if (now.state, now.worker, now.tries) != (RUNNING, job.worker, job.tries):
            return False
        _end(unit, now, state=state, result=result, reason=reason)
        return True

    def release(self, job: Job) -> None:
        """Let a job wait again that a worker had to leave; the try does not count."""
        self._back(job, tries=max(job.tries - 1, 0))

    def let_wait(self, job: Job) -> None:
        """Let a job wait again whose worker was lost; the try counts."""
        self._back(job, tries=job.tries)

    def _back(self, job: Job, *, tries: int) -> None:
        table = work_tables.job
        back = {"state": WAITING, "worker": "", "tries": tries, "put": "", "progress": "{}"}
        mine = (*_at(job.key), table.c.state == RUNNING, table.c.worker == job.worker, table.c.tries == job.tries)
        with writing(self.store.engine) as connection:
            connection.execute(sa.update(table).where(*mine).values(back))

    def silent(self, *, before: str) -> list[Job]:
        """Return the running jobs whose last sign of life is older than ``before``."""
        table = work_tables.job.c
        return self._found(table.state == RUNNING, table.beat < before)

    def forgotten(self, *, before: str) -> list[Job]:
        """Return the waiting jobs that were put into the queue before ``before``, or never."""
        table = work_tables.job.c
        return self._found(table.state == WAITING, table.put < before)

    def note_put(self, key: Key, *, at: str) -> None:
        """Keep that a job was put into the queue."""
        with writing(self.store.engine) as connection:
            connection.execute(sa.update(work_tables.job).where(*_at(key)).values(put=at))

    def count(self) -> dict[str, int]:
        """Return how many jobs stand in each state."""
        table = work_tables.job.c
        with reading(self.store.engine) as connection:
            rows = connection.execute(sa.select(table.state, sa.func.count()).group_by(table.state))
            return {row.state: row[1] for row in rows}

    def tell_worker(self, worker: str, *, at: str) -> None:
        """Keep that a worker lives."""
        table = work_tables.worker
        with writing(self.store.engine) as connection:
            if not connection.execute(sa.update(table).where(table.c.id == worker).values(beat=at)).rowcount:
                connection.execute(sa.insert(table).values(id=worker, beat=at))

    def forget_workers(self, *, before: str) -> None:
        """Drop the workers that have been silent since ``before``."""
        table = work_tables.worker
        with writing(self.store.engine) as connection:
            connection.execute(sa.delete(table).where(table.c.beat < before))

    def newest_beat(self) -> str:
        """Return the instant of the last sign of life of any worker, empty where there never was one."""
        with reading(self.store.engine) as connection:
            return connection.execute(sa.select(sa.func.max(work_tables.worker.c.beat))).scalar_one() or ""

    def _found(self, *where: sa.ColumnElement[bool]) -> list[Job]:
        table = work_tables.job
        with reading(self.store.engine) as connection:
            query = sa.select(table).where(*where).order_by(table.c.made, table.c.id)
            return [_job(row) for row in connection.execute(query)]


def _end(unit: Unit, job: Job, *, state: str, result: str = "", reason: Mapping[str, str] | None = None) -> None:
    record = unit.get(job.key)
    told = {**record.data, **({"result_sha256": sha256(result)} if result else {})}
    unit.change(record, told, state=state, event=f"job:{state}", reason=(reason or {}).get("en", ""))
    ended = {"state": state, "ended": unit.at, "result": result, "reason": canonical(dict(reason)) if reason else ""}
    unit.connection.execute(sa.update(work_tables.job).where(*_at(job.key)).values(ended))


def _at(key: Key) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    table = work_tables.job.c
    return table.programme == key.programme, table.id == key.id


def _job(row: sa.Row[Any]) -> Job:
    told = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's documented name for a row as a mapping
    read = {"progress": json.loads(row.progress), "reason": json.loads(row.reason or "{}"), "cancel": bool(row.cancel)}
    return Job(**{**told, **read})
