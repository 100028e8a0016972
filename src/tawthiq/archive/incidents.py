"""Incidents: ids that are never given twice, and the state of each beside all its earlier ones."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select

from tawthiq.archive import chain, engine, tables
from tawthiq.archive.asking import PAGE, pages
from tawthiq.archive.records import IncidentRow
from tawthiq.archive.statements import canonical


class Incidents:
    """The part of the archive that holds incidents. Of several rows of one id the last holds."""

    _engine: Engine

    def incident(self, incident_id: str) -> IncidentRow | None:
        """One incident, by its id or that of one that it took in."""
        seen: set[str] = set()
        with self._engine.connect() as connection:
            while incident_id not in seen:
                seen.add(incident_id)
                row = _last(connection, [incident_id]).get(incident_id)
                if row is None or row.redirect is None:
                    return _row(row) if row is not None and row.members != "[]" else None
                incident_id = row.redirect
        return None

    def incidents(self) -> list[IncidentRow]:
        """The incidents that stand, by id."""
        return [row for page in self.incident_pages() for row in page]

    def incident_pages(self) -> Iterator[list[IncidentRow]]:
        """The incidents that stand, by id, some hundreds at a time."""
        i = tables.incidents.c
        with self._engine.connect() as connection:
            newest = select(func.max(i.number)).group_by(i.incident_id)
            numbers = list(
                connection.scalars(
                    select(i.number).where(i.number.in_(newest), i.members != "[]").order_by(i.incident_id)
                )
            )
        for start in range(0, len(numbers), PAGE):
            with self._engine.connect() as connection:
                query = (
                    select(tables.incidents).where(i.number.in_(numbers[start : start + PAGE])).order_by(i.incident_id)
                )
                page = [_row(row) for row in connection.execute(query)]
            yield page

    def redirects(self) -> dict[str, str]:
        """Ids of incidents that others took in, with the one that did."""
        i = tables.incidents.c
        with self._engine.connect() as connection:
            newest = select(func.max(i.number)).group_by(i.incident_id)
            rows = connection.execute(
                select(i.incident_id, i.redirect).where(i.number.in_(newest), i.redirect.is_not(None))
            )
            return {row.incident_id: row.redirect for row in rows}

    def incidents_of(self, mentions: Collection[str]) -> dict[str, str]:
        """By mention the incident in which it stands, where it stands in one."""
        m = tables.members.c
        out: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in pages(sorted(mentions)):
                rows = connection.execute(select(tables.members).where(m.mention_id.in_(some)))
                out |= {row.mention_id: row.incident_id for row in rows}
        return out

    def members(self, incidents: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The mentions of incidents that stand, by id."""
        m = tables.members.c
        out: dict[str, list[str]] = {}
        with self._engine.connect() as connection:
            for some in pages(sorted(incidents)):
                query = select(tables.members).where(m.incident_id.in_(some)).order_by(m.mention_id)
                for row in connection.execute(query):
                    out.setdefault(row.incident_id, []).append(row.mention_id)
        return {key: tuple(each) for key, each in out.items()}

    def incident_numbers(self, incidents: Collection[str]) -> dict[str, int]:
        """The number of the first row of each id: the less, the older the incident."""
        i = tables.incidents.c
        out: dict[str, int] = {}
        with self._engine.connect() as connection:
            for some in pages(sorted(incidents)):
                query = select(i.incident_id, func.min(i.number)).where(i.incident_id.in_(some)).group_by(i.incident_id)
                out |= {row[0]: row[1] for row in connection.execute(query)}
        return out

    def taken_in(self, incidents: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The incidents that others of these took in, with the mentions that they last had."""
        i = tables.incidents.c
        with self._engine.connect() as connection:
            ids = set(connection.scalars(select(i.incident_id).where(i.redirect.in_(sorted(incidents)))))
            standing = {key for key, row in _last(connection, ids).items() if row.redirect in incidents}
            out = {}
            for key in sorted(standing):
                query = (
                    select(i.members).where(i.incident_id == key, i.members != "[]").order_by(i.number.desc()).limit(1)
                )
                out[key] = tuple(json.loads(connection.scalar(query) or "[]"))
        return out

    def last_incident_row(self) -> int:
        """The number of the last row there is."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.max(tables.incidents.c.number))) or 0

    def keep_incidents(
        self, states: Iterable[IncidentRow], redirects: Mapping[str, str], run: int, seen: int
    ) -> int | None:  # fmt: skip
        """Keeps the states that are new, and the redirects; gives how many rows. An incident without members is over.

        `seen` is `last_incident_row` as it was when the states were worked out: where another process wrote since, nothing is
        kept, and the answer is None.
        """
        after: dict[str, tuple[str | None, str, str]] = {
            each.incident_id: (None, canonical(sorted(each.members)), canonical(dict(each.record))) for each in states
        }
        after |= {old: (new, "[]", "{}") for old, new in redirects.items()}
        with engine.writing(self._engine) as connection:
            if (connection.scalar(select(func.max(tables.incidents.c.number))) or 0) != seen:
                return None
            before = {k: (row.redirect, row.members, row.record) for k, row in _last(connection, after).items()}
            changed = {key: value for key, value in after.items() if before.get(key) != value}
            at = chain.now()
            rows = [
                {
                    "incident_id": key,
                    "redirect": value[0],
                    "members": value[1],
                    "record": value[2],
                    "run": run,
                    "at": at,
                }
                for key, value in changed.items()
            ]
            chain.append_rows(connection, tables.incidents, rows)
            _index(connection, {key: json.loads(value[1]) for key, value in changed.items()})
        return len(rows)


def _row(row: Any) -> IncidentRow:
    return IncidentRow(row.incident_id, tuple(json.loads(row.members)), json.loads(row.record))


def _last(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """The last row of each id."""
    i = tables.incidents.c
    out: dict[str, Any] = {}
    for some in pages(sorted(ids)):
        newest = select(func.max(i.number)).where(i.incident_id.in_(some)).group_by(i.incident_id)
        rows = connection.execute(select(tables.incidents).where(i.number.in_(newest)))
        out |= {row.incident_id: row for row in rows}
    return out


def _index(connection: Connection, changed: Mapping[str, list[str]]) -> None:
    """Writes down where each mention stands now. Incidents that changed hands must come together."""
    m = tables.members.c
    for some in pages(changed):
        connection.execute(delete(tables.members).where(m.incident_id.in_(some)))
    rows = [{"mention_id": member, "incident_id": key} for key, some in changed.items() for member in some]
    for start in range(0, len(rows), chain.BATCH):
        connection.execute(insert(tables.members), rows[start : start + chain.BATCH])
