"""The tables of work under way: jobs, workers, subscribers, notices, feeds; none of them is part of the journal.

What somebody decided (a job was asked for, an address was subscribed) is a record and stands in the journal.
These tables hold what moves by the second beside it, and secrets, which no journal may hold.
"""

import sqlalchemy as sa

from service.store.tables import CALLER, DIGITS, ID, INSTANT, metadata, sortable

# Technical: longest web addresses, and the longest sentence that is kept of what went wrong.
ADDRESS, SENTENCE = 2000, 2000


def _owner() -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("programme", sortable(ID), primary_key=True),
        sa.Column("id", sortable(ID), primary_key=True),
    )


def _instant(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(INSTANT), nullable=False, server_default="")


job = sa.Table(
    "job",
    metadata,
    *_owner(),
    sa.Column("kind", sa.String(ID), nullable=False),
    sa.Column("state", sortable(ID), nullable=False),
    sa.Column("asked", sa.Text(), nullable=False),
    sa.Column("worker", sa.String(ID), nullable=False, server_default=""),
    sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("cancel", sa.Integer(), nullable=False, server_default="0"),
    _instant("made"),
    _instant("put"),
    _instant("started"),
    _instant("beat"),
    _instant("ended"),
    sa.Column("progress", sa.Text(), nullable=False, server_default="{}"),
    sa.Column("result", sa.Text(), nullable=False, server_default=""),
    sa.Column("reason", sa.Text(), nullable=False, server_default=""),
    sa.Index("ix_job_state", "state"),
)

worker = sa.Table(
    "worker",
    metadata,
    sa.Column("id", sortable(ID), primary_key=True),
    _instant("beat"),
)

subscriber = sa.Table(
    "subscriber",
    metadata,
    *_owner(),
    sa.Column("address", sa.String(ADDRESS), nullable=False),
    sa.Column("secret", sa.String(DIGITS * 2), nullable=False),
    sa.Column("kinds", sa.Text(), nullable=False),
    sa.Column("position", sa.BigInteger(), nullable=False),
    sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
    _instant("due"),
    sa.Column("state", sortable(ID), nullable=False),
    sa.Column("said", sa.String(SENTENCE), nullable=False, server_default=""),
)

notice = sa.Table(
    "notice",
    metadata,
    sa.Column("id", sortable(DIGITS), primary_key=True),
    sa.Column("programme", sortable(ID), nullable=False),
    sa.Column("member", sortable(ID), nullable=False),
    sa.Column("state", sortable(ID), nullable=False),
    sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
    _instant("at"),
)

feed = sa.Table(
    "feed",
    metadata,
    *_owner(),
    sa.Column("token", sortable(DIGITS), nullable=False, unique=True),
    sa.Column("member", sortable(ID), nullable=False),
    sa.Column("by", sa.String(CALLER), nullable=False),
)
