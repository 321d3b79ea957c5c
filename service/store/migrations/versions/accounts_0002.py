"""Whose each record is, and what lets an account in."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Technical: lengths of texts as this step made them; later steps change the tables, never this file.
ID, INSTANT, DIGITS, EMAIL, PASSWORD, SCOPES, SECRET, OUTCOME = 80, 40, 64, 254, 200, 80, 64, 20


def _sortable(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and say of every record that stands already whose it is."""
    party = op.create_table(
        "party",
        *(sa.Column(name, _sortable(ID), nullable=False) for name in ("programme", "kind", "id", "by", "who")),
        sa.Column("owns", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("programme", "kind", "id", "by", "who", name="pk_party"),
    )
    op.create_index("ix_party_programme", "party", ["programme", "by", "who", "kind", "id"])
    op.create_table(
        "credential",
        sa.Column("account", _sortable(ID), nullable=False),
        sa.Column("email", _sortable(EMAIL), nullable=False),
        sa.Column("password", sa.String(PASSWORD), nullable=False),
        sa.Column("secret", sa.String(SECRET), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_credential"),
        sa.UniqueConstraint("email", name="uq_credential_email"),
    )
    _make_what_hangs_on_accounts()
    record = sa.table("record", *(sa.column(name) for name in ("programme", "kind", "id", "data")))
    rows = [
        {"programme": row.programme, "kind": row.kind, "id": row.id, "by": "member", "who": who, "owns": True}
        for row in op.get_bind().execute(sa.select(record))
        for who in sorted(set(_owners(row.kind, row.id, json.loads(row.data))))
    ]
    op.bulk_insert(party, rows)


def _make_what_hangs_on_accounts() -> None:
    op.create_table(
        "recovery",
        sa.Column("account", _sortable(ID), nullable=False),
        sa.Column("digest", sa.String(DIGITS), nullable=False),
        sa.PrimaryKeyConstraint("account", "digest", name="pk_recovery"),
        sa.ForeignKeyConstraint(["account"], ["credential.account"], name="fk_recovery_account"),
    )
    op.create_table(
        "token",
        sa.Column("digest", sa.String(DIGITS), nullable=False),
        sa.Column("account", _sortable(ID), nullable=False),
        sa.Column("id", _sortable(ID), nullable=False),
        sa.Column("scopes", sa.String(SCOPES), nullable=False),
        sa.Column("is_second", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.String(INSTANT), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_token"),
        sa.ForeignKeyConstraint(["account"], ["credential.account"], name="fk_token_account"),
    )
    op.create_index("ix_token_account", "token", ["account"])
    op.create_table(
        "sign_in",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=True),
        sa.Column("at", sa.String(INSTANT), nullable=False),
        sa.Column("who", sa.String(DIGITS), nullable=False),
        sa.Column("account", _sortable(ID), nullable=False),
        sa.Column("outcome", sa.String(OUTCOME), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_sign_in"),
    )
    op.create_index("ix_sign_in_who", "sign_in", ["who", "at"])
    op.create_index("ix_sign_in_at", "sign_in", ["at"])


def _owners(kind: str, id_: str, data: dict[str, object]) -> Iterator[str]:
    """Yield the members whose a record is, of the kinds that there were before this step."""
    if kind == "member":
        yield id_
    for name in ("member", "mentor", "mentees"):
        told = data.get(name)
        if kind in {"letter", "partnership"} and told:
            yield from (str(one) for one in (told if isinstance(told, list) else [told]))


def downgrade() -> None:
    """Take the tables away; what the journal keeps of accounts stays."""
    for table in ("sign_in", "token", "recovery", "credential", "party"):
        op.drop_table(table)
