"""Checking that everything is as it was written: the chain of the log, and every row that it vouches for."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, select
from sqlalchemy.exc import DatabaseError

from tawthiq.archive import chain, search_checking, tables
from tawthiq.archive.search_checking import Fold
from tawthiq.archive.statements import event_key, statement_id


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written. `kind` is altered, missing, unlogged, broken-chain or damaged-file;
    `subject` names the row or rows of `table`, or says what is wrong with the file."""

    kind: str
    table: str
    subject: str


# By table and first number: the last number, and the digest of the rows between them.
Written = dict[str, dict[int, tuple[int, str]]]
Check = Callable[[Connection], Iterator[Fault]]


def faults(connection: Connection, fold: Fold | None = None) -> Iterator[Fault]:
    """All faults; what is too damaged to be read is one. The full-text index is compared where `fold` says what is searched."""
    written: Written = {name: {} for name in tables.VOUCHED}
    yield from _guarded(_file, connection)
    yield from _guarded(lambda c: _chain(c, written), connection)
    for name in tables.VOUCHED:
        yield from _guarded(_rows_of(tables.metadata.tables[name], written[name]), connection)
    yield from _guarded(_codings, connection)
    yield from _guarded(_statements, connection)
    yield from _guarded(_members, connection)
    if fold is not None:
        yield from _guarded(_searched(fold), connection)


def _searched(fold: Fold) -> Check:
    """A check that what can be found in the reports is what stands in them."""

    def check(connection: Connection) -> Iterator[Fault]:
        return (Fault(kind, "report_words", str(subject)) for kind, subject in search_checking.faulty(connection, fold))

    return check


def _guarded(check: Check, connection: Connection) -> Iterator[Fault]:
    """The faults that a check finds; where it cannot read what it checks, that. The full-text index is read by the driver, past
    SQLAlchemy, so that its errors come as they are."""
    try:
        yield from check(connection)
    except (DatabaseError, sqlite3.Error, ValueError, TypeError, LookupError, AttributeError) as error:
        yield Fault("damaged-file", "", str(getattr(error, "orig", error)))


def _file(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return
    for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if line != "ok":
            yield Fault("damaged-file", "", str(line))
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault("missing", str(row[2]), f"{row[0]} {row[1]}")


def _chain(connection: Connection, written: Written) -> Iterator[Fault]:
    """Walks the log; fills in what it says of each row, the last word holding."""
    previous, expected = chain.FIRST, 1
    for row in _each(connection, select(tables.log).order_by(tables.log.c.seq)):
        good = chain.linked(row.seq, row.at, row.kind, row.subject, row.digest, row.previous) == row.hash
        if not good or row.previous != previous or row.seq != expected:
            yield Fault("broken-chain", "log", str(row.seq))
        first, _, last = row.subject.partition("-")
        written[row.kind][int(first)] = (int(last or first), row.digest)
        previous, expected = row.hash, row.seq + 1


def _rows_of(table: Table, said: dict[int, tuple[int, str]]) -> Check:
    """A check that a table holds the rows that the log vouches for, as they were, and no others."""

    def check(connection: Connection) -> Iterator[Fault]:
        starts = sorted(said)
        found: dict[int, list[str]] = {}
        for row in _each(connection, select(table).order_by(table.c.number)):
            first = starts[at - 1] if (at := bisect_right(starts, row.number)) else None
            if first is None or row.number > said[first][0]:
                yield Fault("unlogged", table.name, str(row.number))
            else:
                found.setdefault(first, []).append(chain.row_digest(table, row._mapping))
        for first, (last, digest) in said.items():
            subject = str(first) if first == last else f"{first}-{last}"
            if first not in found:
                yield Fault("missing", table.name, subject)
            elif chain.joint_digest(found[first]) != digest:
                yield Fault("altered", table.name, subject)

    return check


def _each(connection: Connection, query: Any) -> Iterator[Row[Any]]:
    """The rows, read as they are needed."""
    yield from connection.execution_options(yield_per=1000).execute(query)


def _codings(connection: Connection) -> Iterator[Fault]:
    """The events are those that codings name: no fewer and no more."""
    named = select(tables.codings.c.event_keys)
    wanted = {key for row in _each(connection, named) for key in json.loads(row.event_keys)}
    there = set(connection.scalars(select(tables.events.c.event_key)))
    yield from (Fault("missing", "events", key) for key in wanted - there)
    yield from (Fault("unlogged", "events", key) for key in there - wanted)


def _statements(connection: Connection) -> Iterator[Fault]:
    """Every event's key is made again from its columns and statements."""
    heads = {row.event_key: row for row in _each(connection, select(tables.events))}
    order = (tables.statements.c.event_key, tables.statements.c.field)
    gathered: list[Row[Any]] = []
    seen = set()
    for row in _each(connection, select(tables.statements).order_by(*order)):
        if gathered and gathered[0].event_key != row.event_key:
            yield from _event(heads.get(gathered[0].event_key), gathered)
            gathered = []
        gathered.append(row)
        seen.add(row.event_key)
    if gathered:
        yield from _event(heads.get(gathered[0].event_key), gathered)
    yield from (Fault("missing", "statements", key) for key in heads.keys() - seen)


def _event(head: Row[Any] | None, rows: list[Row[Any]]) -> Iterator[Fault]:
    if head is None:
        yield Fault("unlogged", "statements", rows[0].event_key)
        return
    ids = []
    for row in sorted(rows, key=lambda row: str(row.field)):
        ids.append(statement_id(head.event_id, row.field, row.value, row.start, row.end, row.rule))
        if ids[-1] != row.statement_id:
            yield Fault("altered", "statements", f"{head.event_id} {row.field}")
    values = {row.field: json.loads(row.value) for row in rows if row.field in ("type", "date")}
    told = (values["type"]["value"], values["date"]["start"], values["date"]["end"])
    made = event_key(head.event_id, head.report_id, head.confidence, ids)
    if made != head.event_key or told != (head.type, head.date_start, head.date_end):
        yield Fault("altered", "events", head.event_key)


def _members(connection: Connection) -> Iterator[Fault]:
    """The index of mentions says what the last rows of the incidents say."""
    query = select(tables.incidents).order_by(tables.incidents.c.number)
    last = {row.incident_id: json.loads(row.members) for row in _each(connection, query)}
    wanted = {(member, key) for key, some in last.items() for member in some}
    there = {(row.mention_id, row.incident_id) for row in _each(connection, select(tables.members))}
    yield from (Fault("altered", "members", member) for member, _ in wanted ^ there)
