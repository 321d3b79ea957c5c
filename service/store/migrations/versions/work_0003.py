"""Work under way: jobs, workers, subscribers, notices, feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Technical: lengths of texts as this step made them; later steps change the tables, never this file.
ID, INSTANT, CALLER, DIGITS, ADDRESS = 80, 40, 80, 64, 2000


def _sortable(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _owner() -> list[sa.Column[str]]:
    return [sa.Column(name, _sortable(ID), nullable=False, primary_key=True) for name in ("programme", "id")]


def _instant(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(INSTANT), nullable=False, server_default="")


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "job",
        *_owner(),
        sa.Column("kind", sa.String(ID), nullable=False),
        sa.Column("state", _sortable(ID), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("worker", sa.String(ID), nullable=False, server_default=""),
        _count("tries"),
        _count("cancel"),
        *[_instant(name) for name in ("made", "put", "started", "beat", "ended")],
        sa.Column("progress", sa.Text(), nullable=False, server_default="{}"),
        sa.Column("result", sa.Text(), nullable=False, server_default=""),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("programme", "id", name="pk_job"),
    )
    op.create_index("ix_job_state", "job", ["state"])
    op.create_table(
        "worker",
        sa.Column("id", _sortable(ID), nullable=False, primary_key=True),
        _instant("beat"),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
    )
    op.create_table(
        "subscriber",
        *_owner(),
        sa.Column("address", sa.String(ADDRESS), nullable=False),
        sa.Column("secret", sa.String(DIGITS * 2), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        _count("failures"),
        _instant("due"),
        sa.Column("state", _sortable(ID), nullable=False),
        sa.Column("said", sa.String(ADDRESS), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("programme", "id", name="pk_subscriber"),
    )
    _make_notices()


def _make_notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", _sortable(DIGITS), nullable=False, primary_key=True),
        sa.Column("programme", _sortable(ID), nullable=False),
        sa.Column("member", _sortable(ID), nullable=False),
        sa.Column("state", _sortable(ID), nullable=False),
        _count("tries"),
        _instant("at"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_table(
        "feed",
        *_owner(),
        sa.Column("token", _sortable(DIGITS), nullable=False),
        sa.Column("member", _sortable(ID), nullable=False),
        sa.Column("by", sa.String(CALLER), nullable=False),
        sa.PrimaryKeyConstraint("programme", "id", name="pk_feed"),
        sa.UniqueConstraint("token", name="uq_feed_token"),
    )


def downgrade() -> None:
    """Take the tables away with everything in them."""
    for table in ("feed", "notice", "subscriber", "worker", "job"):
        op.drop_table(table)
