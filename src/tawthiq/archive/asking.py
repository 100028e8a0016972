"""What can be asked of reports and events: by name, by words, as coded last, and every earlier reading."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from tawthiq.archive import searching, tables
from tawthiq.archive.correcting import corrected
from tawthiq.archive.records import CodedEvent, CoderVersion, Stats, StoredReport
from tawthiq.archive.statements import Statement, event_of
from tawthiq.model import CodedReport, Event

# Rows of one page, and names of one question; SQLite takes 32,766 parameters.
PAGE = 500


class Asking:
    """The part of the archive that answers about reports and their events."""

    _engine: Engine

    def known(self, keys: Collection[str], coder_id: str) -> set[str]:
        """Report ids, of these, that are kept and coded by this coder."""
        c = tables.codings.c
        with self._engine.connect() as connection:
            return set(connection.scalars(select(c.report_id).where(c.coder_id == coder_id, c.report_id.in_(keys))))

    def uncoded(self, coder_id: str) -> Iterator[list[StoredReport]]:
        """Reports, in pages, that this coder has not coded, and that no newer version replaces."""
        done = select(tables.codings.c.report_id).where(tables.codings.c.coder_id == coder_id)
        yield from self._pages(_standing().where(tables.reports.c.report_id.not_in(done)))

    def _pages(self, query: Select[Any]) -> Iterator[list[StoredReport]]:
        number, last = tables.reports.c.number, 0
        while True:
            with self._engine.connect() as connection:
                rows = connection.execute(query.where(number > last).order_by(number).limit(PAGE))
                page = [stored(row) for row in rows]
            if not page:
                return
            last = page[-1].number
            yield page

    def coders(self) -> list[CoderVersion]:
        """Who coded reports, the oldest first."""
        c = tables.coders.c
        columns = (c.version, c.code_sha256, c.resources_sha256, c.gazetteer_sha256, c.settings)
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(c.number))
            return [CoderVersion(*row[:-1], json.loads(row.settings)) for row in rows]

    def report(self, name: str) -> StoredReport | None:
        """By doc_id or report id; a report id may be shortened to eight digits and more."""
        r = tables.reports.c
        with self._engine.connect() as connection:
            row = connection.execute(select(tables.reports).where(r.doc_id == name)).first()
            if row is None and name.startswith("r-") and len(name) >= 10:
                row = connection.execute(
                    select(tables.reports).where(r.report_id.startswith(name, autoescape=True))
                ).first()
        return stored(row) if row is not None else None

    def versions(self, key: str) -> list[StoredReport]:
        """The reports that replace this one, the newest last."""
        r = tables.reports.c
        with self._engine.connect() as connection:
            query = select(tables.reports).where(r.version_of == key).order_by(r.number)
            return [stored(row) for row in connection.execute(query)]

    def coded(self) -> Iterator[CodedReport]:
        """Every report that no newer version replaces, as last coded, with corrections, in the order of arrival."""
        for page in self._pages(_standing()):
            with self._engine.connect() as connection:
                events = _current(connection, [each.report_id for each in page])
            yield from (each.coded(tuple(events[each.report_id])) for each in page if each.report_id in events)

    def coded_by_id(self, keys: Sequence[str]) -> dict[str, CodedReport]:
        """These reports, as last coded, with corrections; none for a report that was never coded."""
        out: dict[str, CodedReport] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(keys), PAGE):
                some = keys[start : start + PAGE]
                events = _current(connection, some)
                for row in connection.execute(select(tables.reports).where(tables.reports.c.report_id.in_(some))):
                    if row.report_id in events:
                        out[row.report_id] = stored(row).coded(tuple(events[row.report_id]))
        return out

    def reports_of(self, events: Iterable[str]) -> set[str]:
        """The report ids of events."""
        e = tables.events.c
        with self._engine.connect() as connection:
            return {
                key
                for some in pages(events)
                for key in connection.scalars(select(e.report_id).where(e.event_id.in_(some)))
            }

    def event_versions(self, event_id: str) -> list[CodedEvent]:
        """All readings of one event, the oldest first, each with the coders that read it so; without corrections."""
        e, c = tables.events.c, tables.codings.c
        with self._engine.connect() as connection:
            rows = list(connection.execute(select(e.event_key, e.report_id).where(e.event_id == event_id)))
            if not rows:
                return []
            codings = list(
                connection.execute(select(tables.codings).where(c.report_id == rows[0].report_id).order_by(c.number))
            )
            events = _events(connection, [row.event_key for row in rows])
        readers = {row.event_key: [x for x in codings if row.event_key in json.loads(x.event_keys)] for row in rows}
        order = sorted(rows, key=lambda row: max((x.number for x in readers[row.event_key]), default=0))
        return [
            CodedEvent(
                events[row.event_key], row.event_key, row.report_id, tuple(x.coder_id for x in readers[row.event_key])
            )
            for row in order
        ]

    def search(self, words: Sequence[str], phrase: bool = False, most: int = 20) -> list[StoredReport]:
        """Reports that hold all the folded words, or the phrase, the best first."""
        with self._engine.connect() as connection:
            numbers = searching.find(connection, words, phrase, most)
            rows = connection.execute(select(tables.reports).where(tables.reports.c.number.in_(numbers)))
            found = {row.number: stored(row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def stats(self) -> Stats:
        """Counts of reports, events, statements and the rest; types and outlets the commonest first."""
        r = tables.reports.c
        names = ("reports", "coders", "codings", "events", "statements", "judgements", "corrections", "log")
        with self._engine.connect() as connection:
            counts = {name: _count(connection, select(tables.metadata.tables[name])) for name in names}
            counts["incidents"] = connection.scalar(select(func.count(tables.members.c.incident_id.distinct()))) or 0
            counts["texts"] = connection.scalar(select(func.count(r.text_sha256.distinct()))) or 0
            first, last = connection.execute(select(func.min(r.published), func.max(r.published))).one()
            return Stats(counts, first, last, _by(connection, tables.events.c.type), _by(connection, r.outlet))


def _count(connection: Connection, query: Select[Any]) -> int:
    return connection.scalar(select(func.count()).select_from(query.subquery())) or 0


def _by(connection: Connection, column: Any) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).where(column.is_not(None)).group_by(column))
    return dict(sorted(((row[0], row[1]) for row in rows), key=lambda pair: (-pair[1], pair[0])))


def _standing() -> Select[Any]:
    """Reports that no newer version replaces."""
    newer = tables.reports.alias()
    replaced = select(newer.c.number).where(newer.c.version_of == tables.reports.c.report_id)
    return select(tables.reports).where(~replaced.exists())


def stored(row: Any) -> StoredReport:
    """A row of the table as a value."""
    values = dict(row._mapping)
    values["published"] = dt.date.fromisoformat(values["published"]) if values["published"] else None
    values["extra"] = json.loads(values["extra"])
    return StoredReport(**values)


def _current(connection: Connection, keys: Sequence[str]) -> dict[str, list[Event]]:
    """The events of the last coding of each report, with corrections; no entry for one that was never coded."""
    c = tables.codings.c
    query = select(c.report_id, c.event_keys).where(c.report_id.in_(keys)).order_by(c.number)
    latest = {row.report_id: json.loads(row.event_keys) for row in connection.execute(query)}
    events = _events(connection, [key for each in latest.values() for key in each])
    put_right = corrected(connection, events.values())
    return {key: [put_right.get(e.event_id, e) for e in map(events.__getitem__, each)] for key, each in latest.items()}


def _events(connection: Connection, keys: Sequence[str]) -> dict[str, Event]:
    """Events put together from their statements, by key."""
    e, s = tables.events.c, tables.statements.c
    columns = (s.event_key, s.statement_id, s.field, s.value, s.start, s.end, s.rule)
    out: dict[str, Event] = {}
    for some in pages(keys):
        heads = {row.event_key: row for row in connection.execute(select(tables.events).where(e.event_key.in_(some)))}
        said: dict[str, list[Statement]] = {key: [] for key in heads}
        for key, *values in connection.execute(select(*columns).where(s.event_key.in_(some))):
            said[key].append(Statement(*values))
        out |= {key: event_of(head.event_id, head.confidence, said[key]) for key, head in heads.items()}
    return out


def pages(names: Iterable[str]) -> Iterator[list[str]]:
    """The names, each once, in lists short enough for one question."""
    once = list(dict.fromkeys(names))
    yield from (once[start : start + PAGE] for start in range(0, len(once), PAGE))
