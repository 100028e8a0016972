"""`verify` finds whatever was altered: any cell of any table, any row too few or too many, any byte of the file."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, String, delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from tawthiq.archive import Archive, ArchiveError, IncidentRow, MentionRow, engine, searching, tables
from tawthiq.model import Judgement

from .samples import OLD, TEXTS, some

TABLES = tuple(tables.metadata.tables)


def fold(title: str | None, text: str) -> str:
    """What is searched in the samples: their text as it stands."""
    return text


def furnished(where: str) -> Archive:
    """An archive with rows in every table."""
    archive = Archive(where)
    run = archive.start("ingest", OLD)
    archive.keep(some(4), OLD.coder_id, run)
    archive.finish(run, {"reports": 4})
    event = next(archive.coded()).events[0]
    ids = sorted(each.event_id for coded in archive.coded() for each in coded.events)
    archive.judge([Judgement(ids[0], ids[1], 1.0, "same", "human")], user="ليلى")
    archive.judge_again([Judgement(ids[0], other, 0.3, "possibly_same") for other in ids[1:]], ids, run)
    archive.correct(event.event_id, "casualties.0", {"best": 3}, "ليلى")
    archive.keep_corpus(4, {"قصف": 2})
    rows = [
        MentionRow(each.event_id, str(archive.report(coded.doc_id).report_id), (7, 8))
        for coded in archive.coded()
        for each in coded.events
    ]  # type: ignore[union-attr]
    archive.keep_mentions(rows, run)
    assert archive.keep_incidents([IncidentRow("inc-1", tuple(ids), {"a": 1})], {"inc-2": "inc-1"}, run, 0) == 2
    return archive


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "a.sqlite"
    with furnished(str(path)) as archive:
        assert list(archive.verify(fold)) == []
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def found(path: Path) -> bool:
    """Whether verifying finds anything, refusing to open included."""
    try:
        with Archive(str(path), create=False) as archive:
            return bool(list(archive.verify(fold)))
    except ArchiveError:
        return True


def other(value: Any, draw: int) -> Any:
    """The value with one character changed, or another number."""
    if isinstance(value, str) and value:
        at = draw % len(value)
        return value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]
    return value + 1000 if isinstance(value, int | float) else "x"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(TABLES), cell=st.integers(0), draw=st.integers(0))
def test_one_altered_cell_of_any_table_is_found(
    whole: Path, name: str, cell: int, draw: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("cell") / "a.sqlite"
    shutil.copy(whole, path)
    with sqlite3.connect(path) as raw:
        names = [column.name for column in tables.metadata.tables[name].columns]
        listed = ", ".join(f'"{each}"' for each in names)
        rows = list(raw.execute(f"SELECT {listed} FROM {name}"))
        row = rows[cell % len(rows)]
        column = names[(cell // len(rows)) % len(names)]
        keys = [c.name for c in tables.metadata.tables[name].primary_key]
        raw.execute("PRAGMA ignore_check_constraints = ON")
        where = " AND ".join(f'"{key}" = ?' for key in keys)
        new = other(row[names.index(column)], draw)
        raw.execute(f'UPDATE {name} SET "{column}" = ? WHERE {where}', (new, *(row[names.index(key)] for key in keys)))
    assert found(path), (name, column, new)


@pytest.mark.parametrize("name", TABLES)
def test_a_row_taken_away_or_added_is_found_on_both_databases(where: str, name: str) -> None:
    with furnished(where) as archive:
        table = tables.metadata.tables[name]
        key = next(iter(table.primary_key))
        with archive._engine.connect() as connection:
            # Whoever tampers does not stop at constraints; SQLite lets go of them only outside a transaction.
            off = (
                "PRAGMA foreign_keys = OFF"
                if archive._engine.dialect.name == "sqlite"
                else "SET session_replication_role = replica"
            )
            connection.connection.cursor().execute(off)
            row = connection.execute(select(table).order_by(key)).first()
            assert row is not None
            connection.execute(delete(table).where(*[c == row._mapping[c.name] for c in table.primary_key]))
            connection.commit()
            assert list(archive.verify())
            connection.execute(table.insert().values(dict(row._mapping)))
            connection.commit()
            assert list(archive.verify()) == []
            column = next(
                c for c in table.columns if isinstance(c.type, String) or type(c.type).__name__ == "Untouched"
            )
            changed = {column.name: other(row._mapping[column.name], 0)}
            connection.execute(
                update(table).where(*[c == row._mapping[c.name] for c in table.primary_key]).values(changed)
            )
            connection.commit()
        assert list(archive.verify())


def dump(path: Path) -> Iterator[Any]:
    """All rows of all tables of the archive, and what is found, in which order, by each word of the reports."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as raw:
        for name in TABLES:
            names = ", ".join('"' + column.name + '"' for column in tables.metadata.tables[name].columns)
            yield sorted(raw.execute(f"SELECT {names} FROM {name} NOT INDEXED"), key=repr)
        for word in sorted({word for text in TEXTS for word in re.findall(r"\w+", text)}):
            yield raw.execute(
                "SELECT rowid, rank FROM report_words WHERE report_words MATCH ? ORDER BY rank, rowid", (f'"{word}"',)
            ).fetchall()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
@example(place=0.0001, mask=1)
def test_one_altered_byte_of_the_file_is_found_unless_nothing_stands_there(
    whole: Path, place: float, mask: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(whole.read_bytes())
    before = list(dump(whole))
    data[int(place * len(data))] ^= mask
    path = tmp_path_factory.mktemp("byte") / "a.sqlite"
    path.write_bytes(bytes(data))
    try:
        same = list(dump(path)) == before
    except (sqlite3.Error, UnicodeError):
        same = False
    assert same or found(path)


def test_what_can_be_found_is_held_against_the_reports(where: str) -> None:
    with furnished(where) as archive:
        assert list(archive.verify(fold)) == []
        for change, kind in (
            (lambda c: searching.keep(c, {99: "كلمة"}), "unlogged"),
            (lambda c: spoilt(c, 2, TEXTS[1] + " كلمة"), "altered"),
            (lambda c: spoilt(c, 3, None), "missing"),
        ):
            if where.startswith("postgresql") and kind == "unlogged":
                continue  # its index has a foreign key
            with engine.writing(archive._engine) as connection:
                change(connection)
            faults = [fault for fault in archive.verify(fold) if fault.subject.isdigit()]
            assert [(fault.kind, fault.table) for fault in faults] == [(kind, "report_words")]
            assert archive.index_again(fold) == 4
            assert list(archive.verify(fold)) == []
        assert [each.doc_id for each in archive.search(["سيارة", "مفخخة"])] == ["doc-1"]


def spoilt(connection: Connection, number: int, words: str | None) -> None:
    """Puts other words, or none, in the place of what is searched in a report."""
    if connection.dialect.name == "sqlite":
        said = {"number": number, "words": TEXTS[number - 1]}
        connection.execute(
            text("INSERT INTO report_words(report_words, rowid, folded) VALUES('delete', :number, :words)"), said
        )
    else:
        connection.execute(text("DELETE FROM report_words WHERE number = :number"), {"number": number})
    if words is not None:
        searching.keep(connection, {number: words})


def test_a_log_cut_short_is_found_by_a_head_kept_elsewhere(tmp_path: Path) -> None:
    with furnished(str(tmp_path / "a.sqlite")) as archive:
        head = archive.head()
        assert archive.has_head(head)
        with archive._engine.connect() as connection:
            last = connection.scalar(select(tables.log.c.seq).order_by(tables.log.c.seq.desc()))
            connection.execute(delete(tables.log).where(tables.log.c.seq == last))
            connection.commit()
        assert not archive.has_head(head)


def test_a_fault_names_the_row(tmp_path: Path) -> None:
    with furnished(str(tmp_path / "a.sqlite")) as archive:
        with archive._engine.connect() as connection:
            connection.execute(update(tables.reports).where(tables.reports.c.number == 3).values(text="نص آخر"))
            connection.commit()
        assert [(fault.kind, fault.table, fault.subject) for fault in archive.verify()] == [("altered", "reports", "3")]


def test_a_killed_run_is_no_fault(tmp_path: Path) -> None:
    with Archive(str(tmp_path / "a.sqlite")) as archive:
        archive.start("ingest", OLD)
        assert list(archive.verify()) == []
        with pytest.raises(SQLAlchemyError), archive._engine.connect() as connection:
            connection.execute(
                tables.codings.insert().values(
                    number=1, report_id="r-x", coder_id="c-x", run=9, event_keys=json.dumps([]), coded=""
                )
            )
