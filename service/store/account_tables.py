"""The tables beside the journal: whose a record is, and what lets an account in; all of it may change or be erased."""

import sqlalchemy as sa

from service.store.tables import DIGITS, ID, INSTANT, metadata, sortable

# Technical: longest e-mail address (RFC 5321), encoded password hash, list of scopes, shared secret of a second factor.
EMAIL, PASSWORD, SCOPES, SECRET, OUTCOME = 254, 200, 80, 64, 20

party = sa.Table(
    "party",
    metadata,
    sa.Column("programme", sortable(ID), primary_key=True),
    sa.Column("kind", sortable(ID), primary_key=True),
    sa.Column("id", sortable(ID), primary_key=True),
    sa.Column("by", sortable(ID), primary_key=True),
    sa.Column("who", sortable(ID), primary_key=True),
    sa.Column("owns", sa.Boolean(), nullable=False),
    sa.Index("ix_party_programme", "programme", "by", "who", "kind", "id"),
)

credential = sa.Table(
    "credential",
    metadata,
    sa.Column("account", sortable(ID), primary_key=True),
    sa.Column("email", sortable(EMAIL), nullable=False, unique=True),
    sa.Column("password", sa.String(PASSWORD), nullable=False),
    sa.Column("secret", sa.String(SECRET), nullable=False),
    sa.Column("is_confirmed", sa.Boolean(), nullable=False),
    sa.Column("last_step", sa.BigInteger(), nullable=False),
)

recovery = sa.Table(
    "recovery",
    metadata,
    sa.Column("account", sa.ForeignKey("credential.account"), primary_key=True),
    sa.Column("digest", sa.String(DIGITS), primary_key=True),
)

token = sa.Table(
    "token",
    metadata,
    sa.Column("digest", sa.String(DIGITS), primary_key=True),
    sa.Column("account", sa.ForeignKey("credential.account"), nullable=False),
    sa.Column("id", sortable(ID), nullable=False),
    sa.Column("scopes", sa.String(SCOPES), nullable=False),
    sa.Column("is_second", sa.Boolean(), nullable=False),
    sa.Column("expires_at", sa.String(INSTANT), nullable=False),
    sa.Index("ix_token_account", "account"),
)

sign_in = sa.Table(
    "sign_in",
    metadata,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
    sa.Column("at", sa.String(INSTANT), nullable=False),
    sa.Column("who", sa.String(DIGITS), nullable=False),
    sa.Column("account", sortable(ID), nullable=False),
    sa.Column("outcome", sa.String(OUTCOME), nullable=False),
    sa.Index("ix_sign_in_who", "who", "at"),
    sa.Index("ix_sign_in_at", "at"),
)
