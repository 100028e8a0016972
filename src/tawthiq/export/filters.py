"""Which units an export holds: the same conditions for all layouts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tawthiq.arabic.letters import fold_word
from tawthiq.export.dataset import Unit


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all hold; an empty one holds for everything. `box` is west, south, east, north in degrees, `review`
    «reviewed» or «unreviewed». A single event has no grade, and meets no condition on it.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    min_sources: int = 0
    min_confidence: float = 0.0
    grades: tuple[str, ...] = ()
    review: str | None = None

    def accepts(self, unit: Unit) -> bool:
        """Whether a unit meets every condition."""
        return (
            self._when(unit)
            and (not self.types or unit.kind in self.types)
            and self._where(unit)
            and (
                not self.actors
                or _any_named(self.actors, [name for a in _sides(unit) for name in (a.actor_id or "", a.text)])
            )
            and (not self.outlets or _any_named(self.outlets, unit.outlets))
            and unit.independent >= self.min_sources
            and unit.confidence >= self.min_confidence
            and (not self.grades or unit.grade in self.grades)
            and (self.review is None or unit.reviewed == (self.review == "reviewed"))
        )

    def __call__(self, units: Iterable[Unit]) -> Iterator[Unit]:
        return (unit for unit in units if self.accepts(unit))

    def _when(self, unit: Unit) -> bool:
        first, last = unit.days
        if self.since is None and self.until is None:
            return True
        if first is None or last is None:
            return False
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)

    def _where(self, unit: Unit) -> bool:
        if self.countries and not any(p.country in self.countries for p in unit.places):
            return False
        if self.places and not _any_named(
            self.places, [name for p in unit.places for name in (p.text, p.within or "")]
        ):
            return False
        if self.box is None:
            return True
        west, south, east, north = self.box
        return any(
            p.lat is not None and p.lon is not None and west <= p.lon <= east and south <= p.lat <= north
            for p in unit.places
        )

    def to_json(self) -> dict[str, Any]:
        """The conditions that are set, as the manifest has them."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            name: v.isoformat() if isinstance(v, dt.date) else list(v) if isinstance(v, tuple) else v
            for name, v in values.items()
            if v
        }


def _sides(unit: Unit) -> list[Any]:
    return [a for role in ("initiator", "target", "party") for a in unit.actors(role)]


def _any_named(asked: Iterable[str], names: Iterable[str]) -> bool:
    """Whether one of the asked stands in one of the names, letters folded."""
    folded = [_fold(name) for name in names if name]
    return any(_fold(each) in name for each in asked for name in folded)


def _fold(text: str) -> str:
    return " ".join(fold_word(word) for word in text.casefold().split())
