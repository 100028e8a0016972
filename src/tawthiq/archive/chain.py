"""The append-only log: each row holds the hash of the row before, so that no row can be altered, left out or put in.

A row of the log vouches for one or several rows of one table, by their numbers («7» or «501-1000»), with a digest of all
their columns.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql

from tawthiq.archive import tables
from tawthiq.archive.statements import digest

FIRST = "0" * 64
# Rows of one INSERT; PostgreSQL takes 65,535 parameters in a statement, and no table has more than 17 columns.
BATCH = 2000


def now() -> str:
    """The time, ISO 8601 in UTC, to the microsecond."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def linked(seq: int, at: str, kind: str, subject: str, said: str, previous: str) -> str:
    """The hash of a row of the log."""
    return hashlib.sha256("\x1f".join((str(seq), at, kind, subject, said, previous)).encode()).hexdigest()


def row_digest(table: Table, row: Mapping[Any, Any]) -> str:
    """SHA-256 of every column of a row."""
    return digest([row[column.name] for column in table.columns])


def joint_digest(digests: Sequence[str]) -> str:
    """One digest for several rows; a single row's is its own."""
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def append_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Numbers the rows, inserts them, and has the log vouch for them. The caller holds the only writing transaction."""
    if not rows:
        return
    last: int = connection.scalar(select(func.max(table.c.number))) or 0
    for number, row in enumerate(rows, last + 1):
        row["number"] = number
    names = [column.name for column in table.columns]
    insert_all(connection, table, [tuple(row[name] for name in names) for row in rows], may_be_there=False)
    _append(connection, table.name, list(_vouched(table, rows)))


def insert_all(
    connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]], may_be_there: bool = True
) -> None:
    """Inserts rows with a value for every column, in their order; where they may be there already, only those that are not."""
    if connection.dialect.name == "sqlite":
        # Past SQLAlchemy, which would spend more time on the rows than the database does; all our types are its own there.
        marks = ", ".join("?" * len(table.columns))
        if rows:
            connection.exec_driver_sql(
                f"INSERT {'OR IGNORE ' if may_be_there else ''}INTO {table.name} VALUES ({marks})", list(rows)
            )
        return
    names = [column.name for column in table.columns]
    for start in range(0, len(rows), BATCH):
        some = postgresql.insert(table).values(
            [dict(zip(names, row, strict=True)) for row in rows[start : start + BATCH]]
        )
        connection.execute(some.on_conflict_do_nothing() if may_be_there else some)


def vouch(connection: Connection, table: Table, row: Mapping[Any, Any]) -> None:
    """Has the log vouch for a row that was filled in after it was added: the last word on a row holds."""
    _append(connection, table.name, [(str(row["number"]), row_digest(table, row))])


def _vouched(table: Table, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    size = tables.VOUCHED[table.name]
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        first, last = some[0]["number"], some[-1]["number"]
        subject = str(first) if first == last else f"{first}-{last}"
        yield subject, joint_digest([row_digest(table, row) for row in some])


def _append(connection: Connection, kind: str, entries: Sequence[tuple[str, str]]) -> None:
    log = tables.log.c
    last = connection.execute(select(log.seq, log.hash).order_by(log.seq.desc()).limit(1)).first()
    first, previous = (last.seq + 1, last.hash) if last else (1, FIRST)
    rows: list[tuple[Any, ...]] = []
    at = now()
    for seq, (subject, said) in enumerate(entries, first):
        made = linked(seq, at, kind, subject, said, previous)
        rows.append((seq, at, kind, subject, said, previous, made))
        previous = made
    insert_all(connection, tables.log, rows, may_be_there=False)
