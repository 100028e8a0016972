"""An export beside another dataset: which rows tell of one event, which stand alone, and where the tolls differ."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tawthiq.arabic.letters import fold_word
from tawthiq.knowledge.tables import read_table

_DAYS, _KM = 1, 15.0
_VIOLENCE = "violence"


class NotComparable(ValueError):
    """A table that has neither UCDP GED's, nor ACLED's, nor this project's columns."""


@dataclass(frozen=True, slots=True)
class Side:
    """One row of either table: what is compared."""

    key: str
    first: dt.date
    last: dt.date
    place: str
    point: tuple[float, float] | None
    low: int | None
    best: int | None
    high: int | None
    kind: str
    # What sort of act it is, so far as layouts can be compared: of `_VIOLENCE` and the like; empty where that is open.
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A pair, or a row alone. `verdict` is agreed, different_toll, ours_only or theirs_only."""

    verdict: str
    ours: Side | None
    theirs: Side | None
    km: float | None

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"verdict": self.verdict, "km": None if self.km is None else round(self.km, 1)}
        for name, side in (("ours", self.ours), ("theirs", self.theirs)):
            out |= {
                f"{name}_id": side.key if side else None, f"{name}_date": side.first.isoformat() if side else None,
                f"{name}_place": side.place if side else None, f"{name}_type": side.kind if side else None,
                f"{name}_killed": _shown(side) if side else None,
            }  # fmt: skip
        return out


def _shown(side: Side) -> str:
    return "/".join("" if n is None else str(n) for n in (side.low, side.best, side.high))


def read_sides(path: Path) -> Iterator[Side | str]:
    """The rows of a table in one of the three layouts; for a row without a day, a string that names its line.

    Raises NotComparable, OSError.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        table = csv.DictReader(lines)
        columns = set(table.fieldnames or ())
        reader = next((make for needed, make in _READERS if needed <= columns), None)
        if reader is None:
            raise NotComparable(str(path))
        for number, raw in enumerate(table, 2):
            if (raw.get("id") or "").startswith("#"):
                continue
            try:
                yield reader({key: value or "" for key, value in raw.items() if isinstance(key, str)})
            except (ValueError, KeyError):
                yield f"{path.name}:{number}"


def _day(text: str) -> dt.date:
    text = text.strip()[:10] if text[:4].isdigit() else text.strip()
    return dt.date.fromisoformat(text) if text[:4].isdigit() else dt.datetime.strptime(text, "%d %B %Y").date()


def _whole(text: str) -> int | None:
    return int(float(text)) if text.strip() else None


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    return (float(lat), float(lon)) if lat.strip() and lon.strip() else None


def _ucdp(raw: Mapping[str, str]) -> Side:
    toll = [_whole(raw[name]) for name in ("low", "best", "high")]
    place = raw.get("where_coordinates", "")
    point = _point(raw["latitude"], raw["longitude"])
    # Whatever UCDP counts is violence that kills.
    return Side(
        raw["id"],
        _day(raw["date_start"]),
        _day(raw["date_end"]),
        place,
        point,
        toll[0],
        toll[1],
        toll[2],
        raw.get("type_of_violence", ""),
        _VIOLENCE,
    )


def _acled(raw: Mapping[str, str]) -> Side:
    day, dead = _day(raw["event_date"]), _whole(raw["fatalities"])
    return Side(
        raw["event_id_cnty"],
        day,
        day,
        raw["location"],
        _point(raw["latitude"], raw["longitude"]),
        dead,
        dead,
        dead,
        raw["event_type"],
        _sort(raw["event_type"]),
    )


def _own(raw: Mapping[str, str]) -> Side:
    toll = [_whole(raw[name]) for name in ("killed_low", "killed_best", "killed_high")]
    point = _point(raw["lat"], raw["lon"])
    acled = _acled_types().get(raw["type"], "")
    return Side(
        raw["id"],
        _day(raw["date_start"]),
        _day(raw["date_end"]),
        raw["place"],
        point,
        toll[0],
        toll[1],
        toll[2],
        raw["type"],
        _sort(acled),
    )


def _sort(event_type: str) -> str:
    """The sort of one of ACLED's event types: violence, demonstrations, or what is neither."""
    if event_type in ("Battles", "Explosions/Remote violence", "Violence against civilians"):
        return _VIOLENCE
    return "demonstrations" if event_type in ("Protests", "Riots") else "other" if event_type else ""


@cache
def _acled_types() -> dict[str, str]:
    return {cells[0]: cells[1] for cells in read_table("export_types.tsv")}


_READERS = (
    ({"date_start", "date_end", "latitude", "longitude", "best", "high", "low"}, _ucdp),
    ({"event_id_cnty", "event_date", "latitude", "longitude", "fatalities"}, _acled),
    ({"id", "date_start", "date_end", "lat", "lon", "killed_low"}, _own),
)


def compare(ours: Iterable[Side], theirs: Iterable[Side]) -> list[Match]:
    """Pairs rows a day apart at most, within 15 km (or of one name, where a point lacks) and of one sort of act, the closest
    first, of equals those of one type; each row once."""
    left, right = list(ours), list(theirs)
    near: dict[dt.date, list[int]] = {}
    for k, side in enumerate(right):
        near.setdefault(side.first, []).append(k)
    pairs = []
    for i, side in enumerate(left):
        days = {side.first + dt.timedelta(n) for n in range(-_DAYS, _DAYS + 1)} | {side.last}
        for k in {k for day in days for k in near.get(day, ())}:
            gap = _gap(side, right[k])
            if gap is not None and _may_be_one(side, right[k]):
                pairs.append(
                    (
                        abs((side.first - right[k].first).days),
                        gap,
                        side.kind != right[k].kind,
                        _toll_gap(side, right[k]),
                        i,
                        k,
                    )
                )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    out: list[Match] = []
    for _, gap, _kind, _toll, i, k in sorted(pairs):
        if i not in taken_left and k not in taken_right:
            taken_left.add(i)
            taken_right.add(k)
            out.append(Match("agreed" if _same_toll(left[i], right[k]) else "different_toll", left[i], right[k], gap))
    out += [Match("ours_only", side, None, None) for i, side in enumerate(left) if i not in taken_left]
    return out + [Match("theirs_only", None, side, None) for k, side in enumerate(right) if k not in taken_right]


def _may_be_one(a: Side, b: Side) -> bool:
    """Whether both are of one sort of act; where one side says violence that kills, whatever kills on the other will do."""
    if not a.sort or not b.sort or a.sort == b.sort:
        return True
    return _VIOLENCE in (a.sort, b.sort) and all(
        side.sort == _VIOLENCE or (side.high or side.best or side.low or 0) > 0 for side in (a, b)
    )


def _gap(a: Side, b: Side) -> float | None:
    """Kilometres apart; 0 for one name where a point lacks; None where they are not one place."""
    if a.point is not None and b.point is not None:
        (lat1, lon1), (lat2, lon2) = a.point, b.point
        east = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
        km = 111.2 * math.hypot(lat2 - lat1, east)
        return km if km <= _KM else None
    names = [{fold_word(w).removeprefix("ال") for w in side.place.split()} for side in (a, b)]
    return 0.0 if names[0] & names[1] else None


def _same_toll(a: Side, b: Side) -> bool:
    """Whether the ranges of deaths meet; an open end reaches on, no number at all meets any."""
    low = max(a.low or 0, b.low or 0)
    highs = [side.high for side in (a, b) if side.high is not None]
    return not highs or low <= min(highs)


def _toll_gap(a: Side, b: Side) -> int:
    return abs((a.best or a.low or 0) - (b.best or b.low or 0))
