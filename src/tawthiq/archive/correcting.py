"""Corrections: a person's value for one field of one event, beside the value that it replaces."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, select

from tawthiq.archive import chain, tables
from tawthiq.archive.statements import Statement, canonical, event_of, statements_of
from tawthiq.model import Event


class Correcting:
    """The part of the archive that holds what people correct."""

    _engine: Engine

    def corrections(self, event_id: str) -> list[dict[str, Any]]:
        """All corrections of an event, the oldest first: field, value, note, user, at."""
        c = tables.corrections.c
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.corrections).where(c.event_id == event_id).order_by(c.number))
            return [{**row._mapping, "value": json.loads(row.value) if row.value else None} for row in rows]


def add_correction(
    connection: Connection, event_id: str, field: str, value: Mapping[str, Any] | None, user: str, note: str | None
) -> None:
    """Keeps a correction; see `Archive.correct`."""
    row = {
        "event_id": event_id, "field": field, "value": None if value is None else canonical(dict(value)),
        "note": note, "user": user, "at": chain.now(),
    }  # fmt: skip
    know(connection, user)
    chain.append_rows(connection, tables.corrections, [row])


def check(event: Event, field: str, value: Mapping[str, Any]) -> None:
    """Raises ValueError where a correction would leave an event that cannot be read."""
    try:
        after = _put_right(event, {field: canonical(dict(value))})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{field}: {error}") from error
    if field not in {each.field for each in statements_of(after)}:
        raise ValueError(f"{field}: there is no such field, or numbers before it are missing")


def know(connection: Connection, user: str | None) -> None:
    """Keeps a user's name, once."""
    if user is not None and not connection.scalar(select(tables.users.c.number).where(tables.users.c.name == user)):
        chain.append_rows(connection, tables.users, [{"name": user, "added": chain.now()}])


def corrected(connection: Connection, events: Iterable[Event]) -> dict[str, Event]:
    """The corrected form of those events that were corrected; of several corrections of a field the last holds."""
    c = tables.corrections.c
    rows = connection.execute(select(c.event_id, c.field, c.value).order_by(c.number))
    by_event: dict[str, dict[str, str | None]] = {}
    for row in rows:
        by_event.setdefault(row.event_id, {})[row.field] = row.value
    return {e.event_id: _put_right(e, by_event[e.event_id]) for e in events if e.event_id in by_event}


def _put_right(event: Event, values: Mapping[str, str | None]) -> Event:
    said = {each.field: each for each in statements_of(event)}
    for field, written in values.items():
        if written is not None:
            said[field] = _statement(field, json.loads(written), said.get(field), event)
    return event_of(event.event_id, event.confidence, said.values())


def _statement(field: str, value: dict[str, Any], before: Statement | None, event: Event) -> Statement:
    """A person's value stands on the words given with it, else on those of the value it replaces, else on the act's."""
    kept = (before.start, before.end) if before else (event.type.span.start, event.type.span.end)
    start, end = value.pop("span", kept)
    whole = {**(json.loads(before.value) if before else {}), **value}
    return Statement("", field, canonical(whole), start, end, "human")
