"""The tables. `migrations/` makes them; a test holds the two equal.

What is called content-hashed is SHA-256, cut to 128 bits, of what the row says: the same thing said twice is one row.
Times are ISO 8601 in UTC, days ISO dates. Rows are numbered by the one process that writes, so that the digest of a row
is known before it is written; the log vouches for every row of the tables in `VOUCHED`, and an event's key, which a
coding holds, for the event and its statements.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.types import TypeEngine


class Untouched(TypeDecorator[str]):
    """Text as it was published. PostgreSQL refuses NUL in text, and reports have it: there it is UTF-8 bytes."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of each database."""
        return dialect.type_descriptor(BYTEA() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Bytes for PostgreSQL."""
        return value.encode() if value is not None and dialect.name == "postgresql" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """The text again."""
        return bytes(value).decode() if isinstance(value, bytes | memoryview) else value


_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=_NAMES)
# SQLite's own row number, which the full-text index goes by, is the key only where it is INTEGER.
_Number = BigInteger().with_variant(Integer(), "sqlite")


def _number() -> Column[int]:
    """A row's number, given by the writer in the order of writing."""
    return Column("number", _Number, primary_key=True, autoincrement=False)


reports = Table(
    "reports",
    metadata,
    _number(),
    Column(
        "report_id", String(34), nullable=False, unique=True
    ),  # content-hashed: outlet, day, title, text, other fields
    Column("doc_id", Untouched, nullable=False, unique=True),
    Column("given_id", Untouched, nullable=False, index=True),  # the doc_id as the input had it
    Column("version_of", String(34), ForeignKey("reports.report_id"), index=True),
    Column("outlet", Untouched),
    Column("published", String(10), index=True),
    Column("title", Untouched),
    Column("text", Untouched, nullable=False),
    Column("text_sha256", String(64), nullable=False, index=True),
    Column("raw_sha256", String(64)),
    Column("fetched", String(32)),
    Column("added", String(32), nullable=False),
    Column("origin", Untouched),
    Column("extra", Text, nullable=False),
)
coders = Table(
    "coders",
    metadata,
    _number(),
    Column("coder_id", String(34), nullable=False, unique=True),  # content-hashed: the five columns that follow
    Column("version", Text, nullable=False),
    Column("code_sha256", String(64), nullable=False),
    Column("resources_sha256", String(64), nullable=False),
    Column("gazetteer_sha256", String(64)),
    Column("settings", Text, nullable=False),
    Column("first_used", String(32), nullable=False),
)
runs = Table(
    "runs",
    metadata,
    _number(),
    Column("kind", String(16), nullable=False),  # ingest, recode, link
    Column("coder_id", String(34), ForeignKey("coders.coder_id")),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),
    Column("counts", Text),
)
codings = Table(
    "codings",
    metadata,
    _number(),
    Column("report_id", String(34), ForeignKey("reports.report_id"), nullable=False),
    Column("coder_id", String(34), ForeignKey("coders.coder_id"), nullable=False),
    Column("run", _Number, ForeignKey("runs.number"), nullable=False),
    Column("event_keys", Text, nullable=False),  # JSON list, in the order of the report
    Column("coded", String(32), nullable=False),
    UniqueConstraint("report_id", "coder_id"),
)
events = Table(
    "events",
    metadata,
    Column("event_key", String(34), primary_key=True),  # content-hashed: event id, report, confidence, every statement
    Column("event_id", Untouched, nullable=False, index=True),
    Column("report_id", String(34), ForeignKey("reports.report_id"), nullable=False, index=True),
    Column("type", String(32), nullable=False, index=True),
    Column("date_start", String(10), index=True),
    Column("date_end", String(10)),
    Column("confidence", Float(53), nullable=False),
)
statements = Table(
    "statements",
    metadata,
    Column("event_key", String(34), ForeignKey("events.event_key"), primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("statement_id", String(34), nullable=False),  # content-hashed: event id, field, value, span, rule
    Column("value", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("rule", Text),
    CheckConstraint('"end" >= start', name="span"),
    sqlite_with_rowid=False,
)
users = Table(
    "users",
    metadata,
    _number(),
    Column("name", Untouched, nullable=False, unique=True),
    Column("added", String(32), nullable=False),
)
judgements = Table(
    "judgements",
    metadata,
    _number(),
    Column("first", Untouched, nullable=False, index=True),
    Column("second", Untouched, nullable=False, index=True),
    Column("verdict", String(16), nullable=False),  # same, possibly_same, different; undone takes one back
    Column("probability", Float(53), nullable=False),
    Column("judge", String(8), nullable=False),  # rule or human
    Column("user", Untouched, ForeignKey("users.name")),
    Column("run", _Number, ForeignKey("runs.number")),
    Column("at", String(32), nullable=False),
    CheckConstraint("verdict IN ('same', 'possibly_same', 'different', 'undone')", name="verdict"),
    CheckConstraint("judge IN ('rule', 'human')", name="judge"),
)
corpora = Table(
    "corpora",
    metadata,
    _number(),
    Column("reports", Integer, nullable=False),
    Column("words", Text, nullable=False),  # JSON object: in how many reports each stem stands
    Column("at", String(32), nullable=False),
)
mentions = Table(
    "mentions",
    metadata,
    _number(),
    Column("mention_id", Untouched, nullable=False, index=True),  # an event id, or doc_id#0
    Column("report_id", String(34), ForeignKey("reports.report_id"), nullable=False, index=True),
    Column("run", _Number, ForeignKey("runs.number"), nullable=False),  # a report's last run holds
    Column("first_day", Integer, index=True),  # ordinals, 1 is 0001-01-01; null where no day is known
    Column("last_day", Integer),
    Column("days", Text, nullable=False),  # JSON list of ordinals
)
incidents = Table(
    "incidents",
    metadata,
    _number(),
    Column("incident_id", String(34), nullable=False, index=True),  # the last row of an id holds
    Column("redirect", String(34)),  # the incident that took this one in
    Column("members", Text, nullable=False),  # JSON list of mention ids, sorted; empty where none is left
    Column("record", Text, nullable=False),
    Column("run", _Number, ForeignKey("runs.number"), nullable=False),
    Column("at", String(32), nullable=False),
)
members = Table(
    "members",  # an index, made again from `incidents` where it is lost: where each mention stands now
    metadata,
    Column("mention_id", Untouched, primary_key=True),
    Column("incident_id", String(34), nullable=False, index=True),
)
corrections = Table(
    "corrections",
    metadata,
    _number(),
    Column("event_id", Untouched, nullable=False, index=True),
    Column("field", String(32), nullable=False),
    Column("value", Text),  # JSON; SQL null takes the correction of this field back
    Column("note", Untouched),
    Column("user", Untouched, ForeignKey("users.name"), nullable=False),
    Column("at", String(32), nullable=False),
)
log = Table(
    "log",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(16), nullable=False),  # a table
    Column("subject", String(48), nullable=False),  # the numbers of its rows: 7 or 501-1000
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
# The tables whose rows the log vouches for, and for how many at once: linking writes very many rows at a time.
VOUCHED = {
    "reports": 1, "coders": 1, "runs": 1, "codings": 1, "users": 1, "corrections": 1, "incidents": 1, "corpora": 1,
    "judgements": 500, "mentions": 500,
}  # fmt: skip
