"""Ways to the pages that are asked for: records in one state, the journal of a programme and of one kind."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the indexes; nothing that is kept changes."""
    op.create_index("ix_record_state", "record", ["programme", "kind", "state", "id"])
    op.create_index("ix_journal_page", "journal", ["programme", "seq"])
    op.create_index("ix_journal_kind", "journal", ["programme", "kind", "seq"])


def downgrade() -> None:
    """Take the indexes away."""
    for name, table in (("ix_journal_kind", "journal"), ("ix_journal_page", "journal"), ("ix_record_state", "record")):
        op.drop_index(name, table)
