"""What linking remembers from one run to the next: word counts, which mentions there are, and how far it has come."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, Select, func, select

from tawthiq.archive import chain, engine, tables
from tawthiq.archive.asking import pages
from tawthiq.archive.records import MentionRow


class LinkState:
    """The part of the archive that holds what the linker has read."""

    _engine: Engine

    def last_link(self) -> dict[str, int]:
        """The counts of the last run of linking that ended, empty where there was none."""
        r = tables.runs.c
        query = select(r.counts).where(r.kind == "link", r.finished.is_not(None)).order_by(r.number.desc()).limit(1)
        with self._engine.connect() as connection:
            found = connection.scalar(query)
        counts: dict[str, int] = json.loads(found) if found else {}
        return counts

    def changed_since(self, coding: int, correction: int) -> tuple[set[str], int, int]:
        """Ids of reports that were coded or corrected after these numbers, and the last of both numbers there are.

        A report that a newer version replaced is among them.
        """
        c, k, e, r = tables.codings.c, tables.corrections.c, tables.events.c, tables.reports.c
        with self._engine.connect() as connection:
            last: int = connection.scalar(select(func.max(c.number))) or 0
            corrected: int = connection.scalar(select(func.max(k.number))) or 0
            ids = set(connection.scalars(select(c.report_id).where(c.number > coding, c.number <= last)))
            events = select(k.event_id).where(k.number > correction, k.number <= corrected)
            ids |= set(connection.scalars(select(e.report_id).where(e.event_id.in_(events))))
            for some in pages(sorted(ids)):
                ids |= set(
                    connection.scalars(select(r.version_of).where(r.report_id.in_(some), r.version_of.is_not(None)))
                )
        return ids, last, corrected

    def replaced(self, ids: Collection[str]) -> set[str]:
        """Those of these reports that a newer version replaces."""
        r = tables.reports.c
        out: set[str] = set()
        with self._engine.connect() as connection:
            for some in pages(sorted(ids)):
                out |= set(connection.scalars(select(r.version_of).where(r.version_of.in_(some))))
        return out

    def coded_count(self) -> int:
        """How many reports are coded."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.count(tables.codings.c.report_id.distinct()))) or 0

    def corpus(self) -> tuple[int, int, dict[str, int]]:
        """The last word counts: their number, the reports they were counted in, in how many each stem stands; zeros at first."""
        k = tables.corpora.c
        with self._engine.connect() as connection:
            row = connection.execute(select(tables.corpora).order_by(k.number.desc()).limit(1)).first()
        return (row.number, row.reports, json.loads(row.words)) if row else (0, 0, {})

    def keep_corpus(self, reports: int, words: Mapping[str, int]) -> int:
        """Keeps word counts; gives their number."""
        row: dict[str, Any] = {"reports": reports, "words": json.dumps(words, ensure_ascii=False), "at": chain.now()}
        with engine.writing(self._engine) as connection:
            chain.append_rows(connection, tables.corpora, [row])
        return int(row["number"])

    def keep_mentions(self, read: Sequence[MentionRow], run: int) -> None:
        """Keeps the mentions of some reports, all those of a report together; they replace what was read in it before."""
        rows = [
            {
                "mention_id": m.mention_id, "report_id": m.report_id, "run": run,
                "first_day": min(m.days, default=None), "last_day": max(m.days, default=None), "days": json.dumps(m.days),
            }
            for m in read
        ]  # fmt: skip
        with engine.writing(self._engine) as connection:
            chain.append_rows(connection, tables.mentions, rows)

    def mentions_of(self, reports: Collection[str]) -> list[MentionRow]:
        """The mentions that were last read in these reports, replaced or not."""
        m = tables.mentions.c
        return self._some(m.report_id, reports, _latest())

    def mentions(self, ids: Collection[str]) -> list[MentionRow]:
        """Those of these mentions that stand: read last in their report, which no newer version replaces."""
        return self._some(tables.mentions.c.mention_id, ids, _standing())

    def _some(self, column: Any, names: Collection[str], query: Select[Any]) -> list[MentionRow]:
        out: list[MentionRow] = []
        with self._engine.connect() as connection:
            for some in pages(sorted(names)):
                out += map(_mention, connection.execute(query.where(column.in_(some))))
        return out

    def mentions_between(self, first: int, last: int) -> list[MentionRow]:
        """All that stand and may be of a day from `first` to `last`, ordinals."""
        m = tables.mentions.c
        query = _standing().where(m.first_day <= last, m.last_day >= first)
        with self._engine.connect() as connection:
            return [_mention(row) for row in connection.execute(query)]

    def all_mentions(self) -> Iterable[MentionRow]:
        """All that stand."""
        with self._engine.connect() as connection:
            yield from map(_mention, connection.execute(_standing()))


def reports_by_day(mentions: Iterable[MentionRow]) -> Counter[int]:
    """How many reports may be of each day."""
    return Counter(day for day, _ in {(day, m.report_id) for m in mentions for day in m.days})


def _mention(row: Any) -> MentionRow:
    return MentionRow(row.mention_id, row.report_id, tuple(json.loads(row.days)))


def _latest() -> Select[Any]:
    """The mentions of the last run that read each report."""
    newer = tables.mentions.alias()
    last = select(func.max(newer.c.run)).where(newer.c.report_id == tables.mentions.c.report_id).scalar_subquery()
    return select(tables.mentions).where(tables.mentions.c.run == last)


def _standing() -> Select[Any]:
    newer = tables.reports.alias()
    replaced = select(newer.c.number).where(newer.c.version_of == tables.mentions.c.report_id)
    return _latest().where(~replaced.exists())
