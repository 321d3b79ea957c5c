"""The journal with its head, the records, the erasable plain text, and the answers to repeated requests."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Technical: lengths of texts as this step made them; later steps change the tables, never this file.
ID, EVENT, INSTANT, CALLER, DIGITS = 80, 120, 40, 80, 64


def _sortable(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _key(*, primary: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, _sortable(ID), nullable=False, primary_key=primary) for name in ("programme", "kind", "id")]


def upgrade() -> None:
    """Make the tables; the head stands before the first entry."""
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=False),
        sa.Column("at", sa.String(INSTANT), nullable=False),
        sa.Column("by", sa.String(CALLER), nullable=False),
        *_key(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(EVENT), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(DIGITS), nullable=False),
        sa.Column("hash", sa.String(DIGITS), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_journal"),
        sa.UniqueConstraint("programme", "kind", "id", "version", name="uq_journal_programme"),
    )
    op.create_table(
        "record",
        *_key(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(ID), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("programme", "kind", "id", name="pk_record"),
    )
    op.create_table(
        "personal",
        sa.Column("commitment", sa.String(DIGITS), nullable=False),
        *_key(),
        sa.Column("salt", sa.String(DIGITS), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commitment", name="pk_personal"),
    )
    op.create_index("ix_personal_programme", "personal", ["programme", "kind", "id"])
    _make_answers()


def _make_answers() -> None:
    seq = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "answer",
        sa.Column("caller", _sortable(CALLER), nullable=False),
        sa.Column("key", _sortable(ID), nullable=False),
        sa.Column("request", sa.String(DIGITS), nullable=False),
        sa.Column("seq", seq, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name="pk_answer"),
        sa.ForeignKeyConstraint(["seq"], ["journal.seq"], name="fk_answer_seq"),
    )
    head = op.create_table(
        "head",
        sa.Column("one", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(DIGITS), nullable=False),
        sa.PrimaryKeyConstraint("one", name="pk_head"),
        sa.CheckConstraint("one = 1", name="ck_head_one"),
    )
    op.bulk_insert(head, [{"one": 1, "seq": 0, "hash": "0" * DIGITS}])


def downgrade() -> None:
    """Take the tables away with everything in them."""
    for table in ("head", "answer", "personal", "record", "journal"):
        op.drop_table(table)
