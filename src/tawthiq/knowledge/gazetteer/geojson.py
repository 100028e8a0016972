"""Who's On First: GeoJSON features, in one file, a file a feature, or a feature a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tawthiq.knowledge.gazetteer.cells import names, number, point
from tawthiq.knowledge.gazetteer.rows import Row, known_type

Properties = dict[str, Any]
# What a place lies in, the widest first, as Who's On First calls it.
_ABOVE = ("region_id", "county_id", "localadmin_id", "locality_id")


def read(path: Path, country: str) -> Iterator[Row | str]:
    """The features with an Arabic name; what each lies in is named where that is a feature of the same import.

    A feature without an Arabic name, and one that cannot be read, is named by its file and number.
    """
    above = {str(told.get("wof:id")): found[0] for _, told in _features(path) if told and (found := _names(told))}
    for where, told in _features(path):
        yield (_row(told, above, country) if told else None) or where


def _features(path: Path) -> Iterator[tuple[str, Properties | None]]:
    """Where each feature stands, and its properties; None for what is no feature."""
    for file in sorted(path.rglob("*.geojson")) if path.is_dir() else [path]:
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        try:
            found = json.loads(text)
        except ValueError:
            found = [_line(line) for line in text.splitlines()]
        features = (
            found.get("features", [found]) if isinstance(found, dict) else found if isinstance(found, list) else [None]
        )
        for place, feature in enumerate(features, 1):
            told = feature.get("properties") if isinstance(feature, dict) else None
            yield f"{file.name}:{place}", told if isinstance(told, dict) else None


def _line(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _names(told: Properties) -> tuple[str, ...]:
    arabic = [
        name
        for key, each in told.items()
        if key.startswith("name:ara")
        for name in (each if isinstance(each, list) else [each])
    ]
    return names("|".join(str(name) for name in arabic), str(told.get("wof:name", "")))


def _row(told: Properties, above: dict[str, str], country: str) -> Row | None:
    if not (found := _names(told)):
        return None
    own = str(told.get("wof:id", ""))
    lat, lon = point(
        told.get("lbl:latitude", told.get("geom:latitude", "")),
        told.get("lbl:longitude", told.get("geom:longitude", "")),
    )
    people = number(told.get("wof:population", told.get("gn:population", "")))
    ids = (f"wof:{own}", *(f"{short}:{key}" for short, key in _concordances(told)))
    kind = known_type(str(told.get("wof:placetype", "")))
    where = str(told.get("wof:country", "") or country)
    return Row(
        ids,
        found,
        str(told.get("wof:name", "")),
        kind,
        where,
        _lies_in(told, own, above),
        lat,
        lon,
        int(people) if people else None,
    )


def _lies_in(told: Properties, own: str, above: dict[str, str]) -> tuple[str, ...]:
    each = told.get("wof:hierarchy")
    first = each[0] if isinstance(each, list) and each and isinstance(each[0], dict) else {}
    ids = [str(first.get(level, "")) for level in _ABOVE]
    return tuple(above[key] for key in ids if key != own and key in above)


def _concordances(told: Properties) -> list[tuple[str, str]]:
    """The same place elsewhere: its GeoNames number."""
    other = told.get("wof:concordances")
    key = other.get("gn:id") if isinstance(other, dict) else None
    return [("gn", str(key))] if key else []
