"""The door: everything that is kept goes through an `Archive`, and everything that is asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, select, update

from tawthiq.archive import chain, correcting, engine, search_checking, searching, tables, verifying, writing
from tawthiq.archive.asking import Asking
from tawthiq.archive.correcting import Correcting
from tawthiq.archive.engine import ArchiveError
from tawthiq.archive.incidents import Incidents
from tawthiq.archive.judging import Judging
from tawthiq.archive.linkstate import LinkState
from tawthiq.archive.records import CoderVersion, Kept, LogRow
from tawthiq.archive.search_checking import Fold
from tawthiq.archive.statements import canonical
from tawthiq.archive.verifying import Fault
from tawthiq.model import CodedReport, Report


class Archive(Asking, Judging, Correcting, Incidents, LinkState):
    """One database. Each call that writes is one transaction: kept whole when it returns, or not at all.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder, Archive(str(pathlib.Path(folder) / "a.sqlite")) as archive:
    ...     kept = archive.keep_reports([(Report("a", "انفجار في الباب"), "انفجار في الباب")])
    ...     archive.stats().counts["reports"]
    1
    """

    def __init__(self, where: str | None = None, create: bool = True) -> None:
        """`where` is a file or a URL; see `engine.address`. Raises ArchiveError."""
        self.url = engine.address(where)
        self._engine = engine.open_engine(self.url, create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of all connections."""
        self._engine.dispose()

    @property
    def shown(self) -> str:
        """The address, fit to be printed."""
        return engine.shown(self.url)

    def start(self, kind: str, coder: CoderVersion | None = None) -> int:
        """Begins a run (ingest, recode, link), and gives its number."""
        row: dict[str, Any] = {
            "kind": kind, "coder_id": coder.coder_id if coder else None, "started": chain.now(), "finished": None, "counts": None,
        }  # fmt: skip
        with engine.writing(self._engine) as connection:
            if coder is not None:
                writing.keep_coder(connection, coder)
            chain.append_rows(connection, tables.runs, [row])
        return int(row["number"])

    def finish(self, run: int, counts: Mapping[str, int]) -> None:
        """Ends a run, with what it did."""
        r = tables.runs.c
        with engine.writing(self._engine) as connection:
            done = {"finished": chain.now(), "counts": canonical(dict(counts))}
            connection.execute(update(tables.runs).where(r.number == run).values(done))
            row = connection.execute(select(tables.runs).where(r.number == run)).one()
            chain.vouch(connection, tables.runs, row._mapping)

    def keep_reports(self, found: Sequence[tuple[Report, str]]) -> dict[str, str]:
        """Keeps reports, each with its folded text to search in; gives doc_ids of the new ones by report id."""
        by_id = {writing.report_id(report): (report, folded) for report, folded in found}
        with engine.writing(self._engine) as connection:
            return writing.keep_reports(connection, by_id)

    def keep(self, found: Mapping[str, tuple[Report, str, CodedReport]], coder_id: str, run: int) -> Kept:
        """Keeps reports with their folded text and codings, by report id, in one transaction; what is there stays as it is."""
        with engine.writing(self._engine) as connection:
            new = writing.keep_reports(connection, {key: value[:2] for key, value in found.items()})
            names = _names(connection, found)
            coded = {key: _named(value[2], names[key]) for key, value in found.items()}
            return Kept(len(new), writing.keep_codings(connection, coded, coder_id, run))

    def recode(self, coded: Mapping[str, CodedReport], coder_id: str, run: int) -> int:
        """Keeps codings of stored reports by report id; gives how many were new."""
        with engine.writing(self._engine) as connection:
            names = _names(connection, coded)
            named = {key: _named(report, names[key]) for key, report in coded.items()}
            return writing.keep_codings(connection, named, coder_id, run)

    def correct(
        self, event_id: str, field: str, value: Mapping[str, Any] | None, user: str, note: str | None = None
    ) -> None:
        """Keeps a person's value for one field of an event; None takes back what was corrected before.

        `field` is that of a statement («casualties.0»), `value` those parts of its JSON that are otherwise, with `span` where
        other words show it. Raises ValueError where it would leave an event that cannot be read.
        """
        for version in self.event_versions(event_id) if value is not None else ():
            correcting.check(version.event, field, value or {})
        with engine.writing(self._engine) as connection:
            correcting.add_correction(connection, event_id, field, value, user, note)

    def log(self) -> Iterator[LogRow]:
        """The log, in order."""
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=1000).execute(
                select(tables.log).order_by(tables.log.c.seq)
            ):
                yield LogRow(*row)

    def head(self) -> str:
        """The hash of the log's last row: whoever keeps it elsewhere can tell later that no row was taken away."""
        with self._engine.connect() as connection:
            last = connection.scalar(select(tables.log.c.hash).order_by(tables.log.c.seq.desc()).limit(1))
        return last or chain.FIRST

    def has_head(self, head: str) -> bool:
        """Whether the log holds a row with this hash."""
        with self._engine.connect() as connection:
            found = connection.scalar(select(tables.log.c.seq).where(tables.log.c.hash == head))
        return head == chain.FIRST or found is not None

    def verify(self, fold: Fold | None = None) -> Iterator[Fault]:
        """Everything that is not as it was written; nothing where all is whole.

        With `fold`, which says of a title and a text what is searched, the full-text index is compared with the reports.
        """
        if fold is not None:
            with engine.writing(self._engine) as connection:
                wrong = search_checking.sound(connection)
            if wrong is not None:
                yield Fault("damaged-file", "report_words", wrong)
        with self._engine.connect() as connection:
            yield from verifying.faults(connection, fold)

    def index_again(self, fold: Fold) -> int:
        """Makes the full-text index again out of the reports; gives how many. No report, and nothing in the log, changes."""
        done = 0
        with engine.writing(self._engine) as connection:
            searching.make_again(connection)
            for some in search_checking.folded(connection, fold):
                searching.keep(connection, some)
                done += len(some)
        return done

    def backup(self, target: Path) -> None:
        """Copies an SQLite archive, whole, while others read and write. Raises ArchiveError for other databases."""
        if self._engine.dialect.name != "sqlite":
            raise ArchiveError("backup-sqlite-only")
        if target.exists():
            raise ArchiveError("backup-exists")
        whole = target.with_name(f"{target.name}.part")
        raw = self._engine.raw_connection()
        try:
            source: Any = raw.driver_connection
            copy = sqlite3.connect(whole)
            try:
                source.backup(copy)
            finally:
                copy.close()
            whole.replace(target)
        except OSError as error:
            raise ArchiveError(error.strerror or str(error)) from error
        except sqlite3.Error as error:
            raise ArchiveError(str(error)) from error
        finally:
            raw.close()
            whole.unlink(missing_ok=True)


def _names(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    r = tables.reports.c
    rows = connection.execute(select(r.report_id, r.doc_id).where(r.report_id.in_(list(keys))))
    return {row.report_id: row.doc_id for row in rows}


def _named(coded: CodedReport, doc_id: str) -> CodedReport:
    return coded if coded.doc_id == doc_id else replace(coded, doc_id=doc_id)
