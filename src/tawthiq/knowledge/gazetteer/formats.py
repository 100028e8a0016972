"""The forms in which people have gazetteers, each read row by row."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tawthiq.knowledge.gazetteer.rows import Row, known_type

_ARABIC = re.compile("[\u0621-\u064a]")
_GEONAMES_COLUMNS, _ALTERNATE_COLUMNS = 19, 10
_PCODE = re.compile(r"^adm(\d)_?pcode$", re.IGNORECASE)


class UnknownFormat(ValueError):
    """A file whose form none of the readers knows."""


def read_gazetteer(path: Path, layout: str | None = None, country: str = "") -> Iterator[Row | str]:
    """The rows of a file; for a line that cannot be read, a string that names it and says why.

    `layout` is one of `FORMATS`, guessed from the content where None. `country` (ISO 3166-1) fills rows that say none.
    Raises UnknownFormat, OSError.
    """
    chosen = layout or guess(path)
    return FORMATS[chosen](path, country)


def guess(path: Path) -> str:
    """The form of a file, by its name's end and its first lines. Raises UnknownFormat, OSError."""
    if path.is_dir() or path.suffix.lower() in (".geojson", ".json"):
        return "whosonfirst"
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        head = [line.rstrip("\n") for _, line in zip(range(3), lines, strict=False)]
    first = head[0] if head else ""
    columns = [c.strip().lower() for c in re.split(r"[\t,;]", first)]
    if "name_ar" in columns:
        return "plain"
    if any(_PCODE.match(c) for c in columns):
        return "cod-ab"
    if first.count("\t") >= _GEONAMES_COLUMNS - 1:
        return "geonames"
    if first.count("\t") == 2 and "=" in first:
        return "listed"
    if first.lstrip().startswith("{"):
        return "whosonfirst"
    raise UnknownFormat(str(path))


def _number(text: object) -> float | None:
    try:
        return float(str(text)) if str(text).strip() else None
    except ValueError:
        return None


def _point(lat: object, lon: object) -> tuple[float | None, float | None]:
    """A point in degrees; no point where either half is missing or out of range."""
    a, b = _number(lat), _number(lon)
    sound = a is not None and b is not None and -90 <= a <= 90 and -180 <= b <= 180
    return (a, b) if sound else (None, None)


def _names(*cells: str) -> tuple[str, ...]:
    each = (name.strip() for cell in cells for name in re.split(r"[|،]", cell or ""))
    return tuple(dict.fromkeys(name for name in each if _ARABIC.search(name)))


def _plain(path: Path, country: str) -> Iterator[Row | str]:
    """A table with a head line: id, name_ar, names_ar, name_en, type, country, admin1–3_ar, lat, lon, population, source."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        first = lines.readline()
        lines.seek(0)
        separator = "\t" if "\t" in first else ","
        plain = separator == "\t"
        table = csv.DictReader(lines, delimiter=separator, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
        for number, raw in enumerate(table, 2):
            cell = {key.strip("\ufeff"): value or "" for key, value in raw.items() if isinstance(key, str) and not isinstance(value, list)}
            names = _names(cell.get("name_ar", ""), cell.get("names_ar", ""))
            if not names:
                yield f"{path.name}:{number}"
                continue
            lat, lon = _point(cell.get("lat"), cell.get("lon"))
            admin = tuple(cell.get(f"admin{n}_ar", "") for n in (1, 2, 3))
            people = _number(cell.get("population"))
            ids = tuple(i for i in re.split(r"[;|]", cell.get("id", "")) if i) or (f"{path.stem}:{number}",)
            yield Row(
                ids, names, cell.get("name_en", ""), known_type(cell.get("type", "")), cell.get("country", "") or country,
                tuple(a for a in admin if a), lat, lon, int(people) if people else None,
            )  # fmt: skip


_CLASSES = {"A": "district", "P": "town", "S": "facility", "T": "feature", "H": "feature", "L": "feature", "R": "feature", "V": "feature"}
_CODES = {"PPLC": "city", "PPLA": "city", "PPLX": "quarter", "ADM1": "governorate", "ADM2": "district", "ADM3": "subdistrict", "PCLI": "country"}


def _geonames(path: Path, country: str) -> Iterator[Row | str]:
    """A country dump; Arabic names from its own column and from an alternateNames(V2) file beside it."""
    more = _alternates(path.parent)
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < _GEONAMES_COLUMNS:
                yield f"{path.name}:{number}"
                continue
            names = _names("|".join(more.get(cells[0], ())), cells[3].replace(",", "|"), cells[1])
            if not names:
                continue
            lat, lon = _point(cells[4], cells[5])
            kind = _CODES.get(cells[7], _CLASSES.get(cells[6], "town"))
            people = int(cells[14]) if cells[14].isdigit() and int(cells[14]) else None
            yield Row((f"gn:{cells[0]}",), names, cells[2], kind, cells[8] or country, (), lat, lon, people)


def _alternates(folder: Path) -> dict[str, tuple[str, ...]]:
    """Arabic names by GeoNames id, from `alternateNames*.txt` in the same folder, if there is one."""
    out: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("alternateNames*.txt")):
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                if 4 <= len(cells) <= _ALTERNATE_COLUMNS and cells[2] == "ar":
                    out[cells[1]] = (*out.get(cells[1], ()), cells[3])
    return out


def _whosonfirst(path: Path, country: str) -> Iterator[Row | str]:
    """GeoJSON: one feature, a collection, a folder of features, or one feature a line."""
    files = sorted(path.rglob("*.geojson")) if path.is_dir() else [path]
    for file in files:
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        try:
            found = json.loads(text)
            features = found.get("features", [found])
        except (ValueError, AttributeError):
            yield from _feature_lines(file, text, country)
            continue
        for number, feature in enumerate(features, 1):
            yield _feature(feature, country) or f"{file.name}:{number}"


def _feature_lines(file: Path, text: str, country: str) -> Iterator[Row | str]:
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = _feature(json.loads(line), country) if line.strip() else None
        except (ValueError, AttributeError):
            row = None
        yield row or f"{file.name}:{number}"


def _feature(feature: dict[str, Any], country: str) -> Row | None:
    told = feature.get("properties") or {}
    arabic = [name for key, each in told.items() if key.startswith("name:ara") for name in (each if isinstance(each, list) else [each])]
    names = _names("|".join(str(name) for name in arabic), str(told.get("wof:name", "")))
    if not names:
        return None
    lat, lon = _point(told.get("lbl:latitude", told.get("geom:latitude", "")), told.get("lbl:longitude", told.get("geom:longitude", "")))
    people = _number(told.get("wof:population", told.get("gn:population", "")))
    ids = (f"wof:{told.get('wof:id', feature.get('id', ''))}",)
    kind = known_type(str(told.get("wof:placetype", "")))
    return Row(ids, names, str(told.get("wof:name", "")), kind, str(told.get("wof:country", "") or country), (), lat, lon, int(people) if people else None)


def _cod_ab(path: Path, country: str) -> Iterator[Row | str]:
    """OCHA's administrative tables: columns ADM0–4 with Arabic names and p-codes; the deepest level is the row's place."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        separator = "\t" if "\t" in lines.readline() else ","
        lines.seek(0)
        for number, raw in enumerate(csv.DictReader(lines, delimiter=separator), 2):
            cell = {re.sub(r"[^a-z0-9]", "", k.lower()): v or "" for k, v in raw.items() if isinstance(k, str) and not isinstance(v, list)}
            levels = [n for n in range(5) if cell.get(f"adm{n}pcode") and _names(cell.get(f"adm{n}ar", cell.get(f"adm{n}namear", "")))]
            if not levels:
                yield f"{path.name}:{number}"
                continue
            names = [_names(cell.get(f"adm{n}ar", cell.get(f"adm{n}namear", ""))) for n in levels]
            lat, lon = _point(cell.get("lat", cell.get("latitude", cell.get("y", ""))), cell.get("lon", cell.get("longitude", cell.get("x", ""))))
            kind = ("country", "governorate", "district", "subdistrict", "town")[levels[-1]]
            admin = tuple(each[0] for n, each in zip(levels[:-1], names[:-1], strict=True) if n)
            code = cell[f"adm{levels[-1]}pcode"]
            yield Row((f"pcode:{code}",), names[-1], cell.get(f"adm{levels[-1]}en", ""), kind, cell.get("adm0pcode", "")[:2] or country or code[:2], admin, lat, lon)


def _listed(path: Path, country: str) -> Iterator[Row | str]:
    """Three columns: a region in English and Arabic, and «English=Arabic;…» of what lies in it. No points."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 3 or "=" not in cells[2]:
                yield f"{path.name}:{number}"
                continue
            yield Row((f"{path.stem}:{cells[0]}",), _names(cells[1]), cells[0], "governorate", country)
            for pair in cells[2].split(";"):
                english, _, arabic = pair.partition("=")
                if _names(arabic):
                    yield Row((f"{path.stem}:{cells[0]}/{english}",), _names(arabic), english, "district", country, (cells[1],))


FORMATS: dict[str, Callable[[Path, str], Iterator[Row | str]]] = {
    "plain": _plain, "geonames": _geonames, "whosonfirst": _whosonfirst, "cod-ab": _cod_ab, "listed": _listed,
}  # fmt: skip
