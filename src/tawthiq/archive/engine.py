"""Opening a database: its address, its settings, its tables brought up to date."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

# Seconds that a writer waits for another before it gives up.
_PATIENCE = 120
# PostgreSQL's advisory lock under which one process migrates at a time; any number will do.
_MIGRATING = 7_269_317


class ArchiveError(Exception):
    """The archive cannot be opened or read. The message is one of the words below, or what the database says:
    not-an-address, unknown-database, no-archive, not-an-archive, missing-postgresql, backup-sqlite-only, backup-exists.
    """


def address(given: str | None) -> str:
    """The database's URL: `given` as path or URL, else TAWTHIQ_ARCHIVE, else a file in the data folder."""
    given = given or os.environ.get("TAWTHIQ_ARCHIVE")
    if given and "://" in given:
        return given
    return str(URL.create("sqlite", database=str(Path(given) if given else _home() / "archive.sqlite")))


def _home() -> Path:
    home = os.environ.get("TAWTHIQ_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("tawthiq", appauthor=False)


def shown(url: str) -> str:
    """The path of a file, or the address of a server without its password."""
    try:
        parsed = make_url(url)
        return parsed.database or "?" if parsed.get_backend_name() == "sqlite" else parsed.render_as_string()
    except ArgumentError:
        return "?"


def open_engine(url: str, create: bool) -> Engine:
    """An engine whose tables are up to date. Raises ArchiveError."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ArchiveError("not-an-address") from error
    if parsed.get_backend_name() == "sqlite":
        _check_file(Path(parsed.database or ""), create)
        engine = create_engine(parsed, connect_args={"timeout": _PATIENCE})
        _set_up_sqlite(engine)
    elif parsed.get_backend_name() == "postgresql":
        engine = _postgresql(parsed)
    else:
        raise ArchiveError("unknown-database")
    try:
        migrate(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise ArchiveError(f"{type(error).__name__}: {getattr(error, 'orig', error)}") from error
    except Exception as error:
        engine.dispose()
        raise ArchiveError(f"{type(error).__name__}: {error}") from error
    return engine


def _check_file(path: Path, create: bool) -> None:
    if not path.exists() and not create:
        raise ArchiveError("no-archive")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size and path.open("rb").read(16) != b"SQLite format 3\x00":
            raise ArchiveError("not-an-archive")
    except OSError as error:
        raise ArchiveError(error.strerror or "unreadable") from error


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url.set(drivername="postgresql+pg8000"), pool_pre_ping=True)
    except ImportError as error:
        raise ArchiveError("missing-postgresql") from error


def _set_up_sqlite(engine: Engine) -> None:
    """WAL, foreign keys, and transactions that begin when they are asked to (SQLAlchemy's documentation of pysqlite)."""

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        _write_ahead(raw)
        # Pages of the log of writes before they go into the file: 32 MB, since each batch touches many of the same pages again.
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -65536", "wal_autocheckpoint = 8000"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        # A reader that turns writer may find the file changed under it; a writer says so from the start.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _write_ahead(raw: Any) -> None:
    """Readers and one writer side by side. SQLite does not wait by itself where two processes ask for it at once."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes, alone: it is kept whole at its end, or not at all."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            # The log is one chain, so writers go one after the other; readers are not held up.
            connection.exec_driver_sql("LOCK TABLE log IN EXCLUSIVE MODE")
        yield connection


def migrate(engine: Engine, revision: str = "head") -> None:
    """Brings the tables up (or down) to a revision, one process at a time."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if revision == "head" and _revision(engine) == ScriptDirectory.from_config(config).get_current_head():
        return
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        config.attributes["connection"] = connection
        (command.downgrade if revision == "base" else command.upgrade)(config, revision)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
