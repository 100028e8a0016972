"""Judgements: what people and the linker say about pairs of mentions, each beside what it replaces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, or_, select

from tawthiq.archive import chain, engine, tables
from tawthiq.archive.asking import pages
from tawthiq.archive.correcting import know
from tawthiq.model import Judgement

UNDONE = "undone"
Pair = tuple[str, str]


class Judging:
    """The part of the archive that holds judgements. Of several on one pair by one kind of judge the last holds."""

    _engine: Engine

    def judge(self, said: Sequence[Judgement], run: int | None = None, user: str | None = None) -> int:
        """Keeps judgements that say something new about their pair; gives how many. `first` is less than `second`."""
        return self._keep(said, {(j.first, j.second) for j in said}, run, user)

    def undo(self, pairs: Collection[Pair], user: str) -> int:
        """Takes human judgements back; they stay in the archive. Gives how many held."""
        said = [Judgement(min(pair), max(pair), 0.0, UNDONE, "human") for pair in pairs]
        held = {(j.first, j.second) for j in self.judgements_about({j.first for j in said}) if j.by == "human"}
        return self._keep([j for j in said if (j.first, j.second) in held], held, None, user)

    def judge_again(self, said: Sequence[Judgement], about: Collection[str], run: int) -> int:
        """Keeps all that the linker says now about these mentions; what it said before and says no more is undone."""
        pairs = {(j.first, j.second) for j in said}
        before = [j for j in self.judgements_about(about) if j.by == "rule" and (j.first, j.second) not in pairs]
        gone = [Judgement(j.first, j.second, 0.0, UNDONE) for j in before]
        return self._keep([*said, *gone], pairs | {(j.first, j.second) for j in gone}, run, None)

    def _keep(self, said: Iterable[Judgement], pairs: Collection[Pair], run: int | None, user: str | None) -> int:
        with engine.writing(self._engine) as connection:
            know(connection, user)
            before = _held(connection, {first for first, _ in pairs})
            at = chain.now()
            rows = [
                {
                    "first": j.first, "second": j.second, "verdict": j.verdict, "probability": j.probability,
                    "judge": j.by, "user": user, "run": run, "at": at,
                }
                for j in said
                if not _repeats(before.get((j.first, j.second, j.by)), j)
            ]  # fmt: skip
            chain.append_rows(connection, tables.judgements, rows)
        return len(rows)

    def judgements(self, by: str | None = None) -> list[Judgement]:
        """What holds now; what was undone is left out."""
        j = tables.judgements.c
        query = select(tables.judgements).order_by(j.number)
        with self._engine.connect() as connection:
            return list(_holding(connection.execute(query if by is None else query.where(j.judge == by))))

    def judgements_about(self, ids: Collection[str]) -> list[Judgement]:
        """What holds now about pairs of which one, or both, is among these."""
        j = tables.judgements.c
        rows: dict[int, Any] = {}
        with self._engine.connect() as connection:
            for some in pages(sorted(ids)):
                query = select(tables.judgements).where(or_(j.first.in_(some), j.second.in_(some)))
                rows |= {row.number: row for row in connection.execute(query)}
        return list(_holding(rows[number] for number in sorted(rows)))

    def reviewed(self) -> frozenset[str]:
        """The events that a person judged, or corrected, and did not take back."""
        c = tables.corrections.c
        judged = {each for j in self.judgements("human") for each in (j.first, j.second)}
        with self._engine.connect() as connection:
            rows = connection.execute(select(c.event_id, c.field, c.value).order_by(c.number))
            holding = {(row.event_id, row.field): row.value for row in rows}
        return frozenset(judged | {event for (event, _field), value in holding.items() if value is not None})

    def judged_since(self, number: int) -> tuple[set[str], int]:
        """The mentions that people judged after a judgement, and the number of the last judgement there is."""
        j = tables.judgements.c
        with self._engine.connect() as connection:
            last: int = connection.scalar(select(func.max(j.number))) or 0
            query = select(j.first, j.second).where(j.number > number, j.number <= last, j.judge == "human")
            return {each for row in connection.execute(query) for each in row}, last

    def judgement_history(self, first: str, second: str) -> list[dict[str, Any]]:
        """All that was ever said of a pair, the oldest first, by column."""
        j = tables.judgements.c
        pair = sorted((first, second))
        with self._engine.connect() as connection:
            query = select(tables.judgements).where(j.first == pair[0], j.second == pair[1]).order_by(j.number)
            return [dict(row._mapping) for row in connection.execute(query)]


def _held(connection: Connection, firsts: Collection[str]) -> dict[tuple[str, str, str], Any]:
    """The last row about each pair with such a first mention, by judge."""
    j = tables.judgements.c
    out: dict[tuple[str, str, str], Any] = {}
    for some in pages(sorted(firsts)):
        query: Select[Any] = select(tables.judgements).where(j.first.in_(some)).order_by(j.number)
        out |= {(row.first, row.second, row.judge): row for row in connection.execute(query)}
    return out


def _holding(rows: Iterable[Any]) -> Iterator[Judgement]:
    last = {(row.first, row.second, row.judge): row for row in rows}
    for row in last.values():
        if row.verdict != UNDONE:
            yield Judgement(row.first, row.second, row.probability, row.verdict, row.judge)


def _repeats(before: Any, j: Judgement) -> bool:
    if before is None:
        return j.verdict == UNDONE
    return (before.verdict, before.probability) == (j.verdict, j.probability)
