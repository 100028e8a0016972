"""The append-only log: each row holds the hash of the row before, so that no row can be altered, left out or put in.

A row of the log vouches for one or several rows of one table, by their numbers («7» or «501-1000»), with a digest of all
their columns.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from tawthiq.archive import tables
from tawthiq.archive.statements import digest

FIRST = "0" * 64
# Rows of one INSERT; PostgreSQL takes 65,535 parameters in a statement, and no table has more than 17 columns.
BATCH = 2000
_COLUMNS = tuple(column.name for column in tables.log.columns)


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
    for start in range(0, len(rows), BATCH):
        connection.execute(insert(table), list(rows[start : start + BATCH]))
    _append(connection, table.name, list(_vouched(table, rows)))


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
    rows, at = [], now()
    for seq, (subject, said) in enumerate(entries, first):
        made = linked(seq, at, kind, subject, said, previous)
        rows.append(dict(zip(_COLUMNS, (seq, at, kind, subject, said, previous, made), strict=True)))
        previous = made
    connection.execute(insert(tables.log), rows)
