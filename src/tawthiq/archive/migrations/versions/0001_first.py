"""The first tables. They stand here as they were made, whatever `archive.tables` says later."""

import sqlalchemy as sa
from alembic import op

from tawthiq.archive import searching, tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """All tables of the first version, and the full-text index."""
    op.create_table(
        "coders",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("coder_id", sa.String(length=34), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("resources_sha256", sa.String(length=64), nullable=False),
        sa.Column("gazetteer_sha256", sa.String(length=64), nullable=True),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("first_used", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_coders")),
        sa.UniqueConstraint("coder_id", name=op.f("uq_coders_coder_id")),
    )
    op.create_table(
        "corpora",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corpora")),
    )
    op.create_table(
        "log",
        sa.Column("seq", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=48), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log")),
    )
    op.create_table(
        "members",
        sa.Column("mention_id", tables.Untouched(), nullable=False),
        sa.Column("incident_id", sa.String(length=34), nullable=False),
        sa.PrimaryKeyConstraint("mention_id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_incident_id"), "members", ["incident_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("report_id", sa.String(length=34), nullable=False),
        sa.Column("doc_id", tables.Untouched(), nullable=False),
        sa.Column("given_id", tables.Untouched(), nullable=False),
        sa.Column("version_of", sa.String(length=34), nullable=True),
        sa.Column("outlet", tables.Untouched(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("title", tables.Untouched(), nullable=True),
        sa.Column("text", tables.Untouched(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("raw_sha256", sa.String(length=64), nullable=True),
        sa.Column("fetched", sa.String(length=32), nullable=True),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("origin", tables.Untouched(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_of"], ["reports.report_id"], name=op.f("fk_reports_version_of")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reports")),
        sa.UniqueConstraint("doc_id", name=op.f("uq_reports_doc_id")),
        sa.UniqueConstraint("report_id", name=op.f("uq_reports_report_id")),
    )
    op.create_index(op.f("ix_reports_given_id"), "reports", ["given_id"], unique=False)
    op.create_index(op.f("ix_reports_published"), "reports", ["published"], unique=False)
    op.create_index(op.f("ix_reports_text_sha256"), "reports", ["text_sha256"], unique=False)
    op.create_index(op.f("ix_reports_version_of"), "reports", ["version_of"], unique=False)
    op.create_table(
        "users",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("name", tables.Untouched(), nullable=False),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )
    op.create_table(
        "corrections",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("event_id", tables.Untouched(), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("note", tables.Untouched(), nullable=True),
        sa.Column("user", tables.Untouched(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name=op.f("fk_corrections_user")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_event_id"), "corrections", ["event_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("event_key", sa.String(length=34), nullable=False),
        sa.Column("event_id", tables.Untouched(), nullable=False),
        sa.Column("report_id", sa.String(length=34), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("date_start", sa.String(length=10), nullable=True),
        sa.Column("date_end", sa.String(length=10), nullable=True),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.report_id"], name=op.f("fk_events_report_id")),
        sa.PrimaryKeyConstraint("event_key", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_date_start"), "events", ["date_start"], unique=False)
    op.create_index(op.f("ix_events_event_id"), "events", ["event_id"], unique=False)
    op.create_index(op.f("ix_events_report_id"), "events", ["report_id"], unique=False)
    op.create_index(op.f("ix_events_type"), "events", ["type"], unique=False)
    op.create_table(
        "runs",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("coder_id", sa.String(length=34), nullable=True),
        sa.Column("started", sa.String(length=32), nullable=False),
        sa.Column("finished", sa.String(length=32), nullable=True),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coders.coder_id"], name=op.f("fk_runs_coder_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_runs")),
    )
    op.create_table(
        "codings",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("report_id", sa.String(length=34), nullable=False),
        sa.Column("coder_id", sa.String(length=34), nullable=False),
        sa.Column("run", _NUMBER, nullable=False),
        sa.Column("event_keys", sa.Text(), nullable=False),
        sa.Column("coded", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coders.coder_id"], name=op.f("fk_codings_coder_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.report_id"], name=op.f("fk_codings_report_id")),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name=op.f("fk_codings_run")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_codings")),
        sa.UniqueConstraint("report_id", "coder_id", name=op.f("uq_codings_report_id")),
    )
    op.create_table(
        "incidents",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("incident_id", sa.String(length=34), nullable=False),
        sa.Column("redirect", sa.String(length=34), nullable=True),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("run", _NUMBER, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name=op.f("fk_incidents_run")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_incident_id"), "incidents", ["incident_id"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("first", tables.Untouched(), nullable=False),
        sa.Column("second", tables.Untouched(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("probability", sa.Float(precision=53), nullable=False),
        sa.Column("judge", sa.String(length=8), nullable=False),
        sa.Column("user", tables.Untouched(), nullable=True),
        sa.Column("run", _NUMBER, nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint("judge IN ('rule', 'human')", name=op.f("ck_judgements_judge")),
        sa.CheckConstraint(
            "verdict IN ('same', 'possibly_same', 'different', 'undone')", name=op.f("ck_judgements_verdict")
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name=op.f("fk_judgements_run")),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name=op.f("fk_judgements_user")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_judgements")),
    )
    op.create_index(op.f("ix_judgements_first"), "judgements", ["first"], unique=False)
    op.create_index(op.f("ix_judgements_second"), "judgements", ["second"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("mention_id", tables.Untouched(), nullable=False),
        sa.Column("report_id", sa.String(length=34), nullable=False),
        sa.Column("run", _NUMBER, nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Integer(), nullable=True),
        sa.Column("days", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.report_id"], name=op.f("fk_mentions_report_id")),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name=op.f("fk_mentions_run")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_first_day"), "mentions", ["first_day"], unique=False)
    op.create_index(op.f("ix_mentions_mention_id"), "mentions", ["mention_id"], unique=False)
    op.create_index(op.f("ix_mentions_report_id"), "mentions", ["report_id"], unique=False)
    op.create_table(
        "statements",
        sa.Column("event_key", sa.String(length=34), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("statement_id", sa.String(length=34), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.CheckConstraint('"end" >= start', name=op.f("ck_statements_span")),
        sa.ForeignKeyConstraint(["event_key"], ["events.event_key"], name=op.f("fk_statements_event_key")),
        sa.PrimaryKeyConstraint("event_key", "field", name=op.f("pk_statements")),
        sqlite_with_rowid=False,
    )
    for statement in searching.MAKE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Nothing is left but the version's own table."""
    op.drop_table("report_words")
    for name in (
        "statements",
        "mentions",
        "judgements",
        "incidents",
        "codings",
        "runs",
        "events",
        "corrections",
        "users",
        "reports",
        "members",
        "log",
        "corpora",
        "coders",
    ):
        op.drop_table(name)
