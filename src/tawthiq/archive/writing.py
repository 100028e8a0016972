"""Keeping reports and their codings: what is there already is left as it is."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, select

from tawthiq.archive import chain, searching, tables
from tawthiq.archive.records import CoderVersion, Row
from tawthiq.archive.statements import anchored, canonical, content_id, key_of, statements_of
from tawthiq.model import CodedReport, Event, Report

# A row of `events` and one of `statements`, in the order of their columns.
Told = tuple[str, str, str, str, str | None, str | None, float]
Said = tuple[str, str, str, str, int, int, str | None]


def report_id(report: Report) -> str:
    """Content hash: who published what, when, under which headline, with which fields beside."""
    day = report.published.isoformat() if report.published else None
    return content_id("r", (report.outlet, day, report.title, report.text, dict(report.extra)))


def keep_reports(connection: Connection, found: Mapping[str, tuple[Report, str]]) -> dict[str, str]:
    """Writes reports, each with its folded text, by report id; gives the doc_id of each new one by report id."""
    r = tables.reports.c
    there = set(connection.scalars(select(r.report_id).where(r.report_id.in_(found))))
    new = {key: report for key, (report, _) in found.items() if key not in there}
    if not new:
        return {}
    earlier = _earlier(connection, [report.doc_id for report in new.values()])
    taken = _taken(connection, new)
    rows: list[Row] = []
    for key, report in new.items():
        row = _report_row(key, report, taken)
        # A new version of a report is one that the input itself calls by the same id, from the same outlet.
        row["version_of"] = earlier.get((report.doc_id, report.outlet)) if report.named else None
        earlier[report.doc_id, report.outlet] = key
        taken.add(row["doc_id"])
        rows.append(row)
    chain.append_rows(connection, tables.reports, rows)
    searching.keep(connection, {row["number"]: found[row["report_id"]][1] for row in rows})
    return {row["report_id"]: row["doc_id"] for row in rows}


def _earlier(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str | None], str]:
    """For given ids the newest report of each outlet that had one of them."""
    r = tables.reports.c
    query = select(r.given_id, r.outlet, r.report_id).where(r.given_id.in_(ids)).order_by(r.number)
    return {(row.given_id, row.outlet): row.report_id for row in connection.execute(query)}


def _taken(connection: Connection, new: Mapping[str, Report]) -> set[str]:
    """The doc_ids, of those that may be given to these reports, that are in use."""
    wanted = {name for key, report in new.items() for name in (report.doc_id, _distinct(report.doc_id, key))}
    return set(connection.scalars(select(tables.reports.c.doc_id).where(tables.reports.c.doc_id.in_(wanted))))


def _distinct(doc_id: str, key: str) -> str:
    """The id of a second report that came under an id already taken."""
    return f"{doc_id}~{key[2:10]}"


def _free(doc_id: str, key: str, taken: set[str]) -> str:
    if doc_id not in taken:
        return doc_id
    short = _distinct(doc_id, key)
    return short if short not in taken else f"{doc_id}~{key[2:]}"


def _report_row(key: str, report: Report, taken: set[str]) -> Row:
    return {
        "report_id": key,
        "doc_id": _free(report.doc_id, key, taken),
        "given_id": report.doc_id,
        "outlet": report.outlet,
        "published": report.published.isoformat() if report.published else None,
        "title": report.title,
        "text": report.text,
        "text_sha256": hashlib.sha256(report.text.encode()).hexdigest(),
        "raw_sha256": report.raw_sha256,
        "fetched": report.fetched.astimezone(dt.UTC).isoformat() if report.fetched else None,
        "added": chain.now(),
        "origin": report.origin,
        "extra": canonical(dict(report.extra)),
    }


def keep_coder(connection: Connection, coder: CoderVersion) -> None:
    """Writes who codes, once."""
    if connection.scalar(select(tables.coders.c.number).where(tables.coders.c.coder_id == coder.coder_id)):
        return
    row = {**asdict(coder), "settings": canonical(dict(coder.settings)), "coder_id": coder.coder_id}
    chain.append_rows(connection, tables.coders, [{**row, "first_used": chain.now()}])


def keep_codings(connection: Connection, coded: Mapping[str, CodedReport], coder_id: str, run: int) -> int:
    """Writes codings by report id; gives how many were new. Events that were read so before are not written again."""
    c = tables.codings.c
    there = set(connection.scalars(select(c.report_id).where(c.report_id.in_(coded), c.coder_id == coder_id)))
    events: dict[str, Told] = {}
    statements: list[Said] = []
    rows: list[Row] = []
    at = chain.now()
    for key, report in coded.items():
        if key not in there:
            keys = [_gather(name, event, key, events, statements) for name, event in anchored(report)]
            made = {"report_id": key, "coder_id": coder_id, "run": run, "event_keys": canonical(keys), "coded": at}
            rows.append(made)
    chain.insert_all(connection, tables.events, list(events.values()))
    chain.insert_all(connection, tables.statements, statements)
    chain.append_rows(connection, tables.codings, rows)
    return len(rows)


def _gather(name: str, event: Event, report: str, events: dict[str, Told], statements: list[Said]) -> str:
    """Takes an event apart into the rows that are to be written; gives its key."""
    said = statements_of(event, name)
    key = key_of(name, report, event.confidence, said)
    if key not in events:
        start, end = (day.isoformat() if day else None for day in (event.date.start, event.date.end))
        events[key] = (key, name, report, event.type.value, start, end, event.confidence)
        statements += [(key, s.field, s.statement_id, s.value, s.start, s.end, s.rule) for s in said]
    return key
