"""The five tables, as SQLAlchemy sees them; ``migrations/`` makes them."""

import sqlalchemy as sa

# Technical: longest ids, names of events, instants, callers, and the digits of a SHA-256.
ID, EVENT, INSTANT, CALLER, DIGITS = 80, 120, 40, 80, 64

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = sa.MetaData(naming_convention=NAMING)


def sortable(length: int) -> sa.types.TypeEngine[str]:
    """Return a text type that sorts by code point on every database, so that pages and replays agree."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


journal = sa.Table(
    "journal",
    metadata,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(INSTANT), nullable=False),
    sa.Column("by", sa.String(CALLER), nullable=False),
    sa.Column("programme", sortable(ID), nullable=False),
    sa.Column("kind", sortable(ID), nullable=False),
    sa.Column("id", sortable(ID), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("event", sa.String(EVENT), nullable=False),
    sa.Column("body", sa.Text(), nullable=False),
    sa.Column("previous", sa.String(DIGITS), nullable=False),
    sa.Column("hash", sa.String(DIGITS), nullable=False),
    sa.UniqueConstraint("programme", "kind", "id", "version"),
    sa.Index("ix_journal_page", "programme", "seq"),
    sa.Index("ix_journal_kind", "programme", "kind", "seq"),
)

record = sa.Table(
    "record",
    metadata,
    sa.Column("programme", sortable(ID), primary_key=True),
    sa.Column("kind", sortable(ID), primary_key=True),
    sa.Column("id", sortable(ID), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("state", sa.String(ID), nullable=False),
    sa.Column("data", sa.Text(), nullable=False),
    sa.Index("ix_record_state", "programme", "kind", "state", "id"),
)

personal = sa.Table(
    "personal",
    metadata,
    sa.Column("commitment", sa.String(DIGITS), primary_key=True),
    sa.Column("programme", sortable(ID), nullable=False),
    sa.Column("kind", sortable(ID), nullable=False),
    sa.Column("id", sortable(ID), nullable=False),
    sa.Column("salt", sa.String(DIGITS), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Index("ix_personal_programme", "programme", "kind", "id"),
)

answer = sa.Table(
    "answer",
    metadata,
    sa.Column("caller", sortable(CALLER), primary_key=True),
    sa.Column("key", sortable(ID), primary_key=True),
    sa.Column("request", sa.String(DIGITS), nullable=False),
    sa.Column("seq", sa.ForeignKey("journal.seq"), nullable=False),
    sa.Column("status", sa.Integer(), nullable=False),
    sa.Column("headers", sa.Text(), nullable=False),
    sa.Column("body", sa.LargeBinary(), nullable=False),
)

head = sa.Table(
    "head",
    metadata,
    sa.Column("one", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("seq", sa.BigInteger(), nullable=False),
    sa.Column("hash", sa.String(DIGITS), nullable=False),
    sa.CheckConstraint("one = 1", name="one"),
)
