"""The forms in which people have gazetteers, each read row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tawthiq.knowledge.gazetteer import cod_ab, geojson, geonames
from tawthiq.knowledge.gazetteer.cells import names, number, point
from tawthiq.knowledge.gazetteer.rows import Row, known_type
from tawthiq.knowledge.gazetteer.sheets import UnknownFormat, heads, is_workbook, lines_of


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
    if is_workbook(path):
        return _guess_table([name for head in heads(path) for name in head], path)
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        head = [line.rstrip("\n") for _, line in zip(range(3), lines, strict=False)]
    first = head[0] if head else ""
    columns = [c.strip().lower() for c in re.split(r"[\t,;]", first)]
    if "name_ar" in columns or any(cod_ab.PCODE.match(c) for c in columns):
        return _guess_table(columns, path)
    if first.count("\t") >= geonames.COLUMNS - 1:
        return "geonames"
    if first.count("\t") == 2 and "=" in first:
        return "listed"
    if first.lstrip().startswith("{"):
        return "whosonfirst"
    raise UnknownFormat(str(path))


def _guess_table(columns: Iterable[str], path: Path) -> str:
    """The form of a table with a head line, by the names of its columns. Raises UnknownFormat."""
    names_of = [c.strip().lower() for c in columns]
    if "name_ar" in names_of:
        return "plain"
    if any(cod_ab.PCODE.match(c) for c in names_of):
        return "cod-ab"
    raise UnknownFormat(str(path))


def _plain(path: Path, country: str) -> Iterator[Row | str]:
    """A table with a head line: id, name_ar, names_ar, name_en, type, country, admin1–3_ar, lat, lon, population, source."""
    for line in lines_of(path):
        cell = line.cells
        found = names(cell.get("name_ar", ""), cell.get("names_ar", ""))
        if not found:
            yield line.where
            continue
        lat, lon = point(cell.get("lat"), cell.get("lon"))
        admin = tuple(cell.get(f"admin{n}_ar", "") for n in (1, 2, 3))
        people = number(cell.get("population"))
        ids = tuple(i for i in re.split(r"[;|]", cell.get("id", "")) if i) or (
            line.where.replace(path.name, path.stem, 1),
        )
        yield Row(
            ids, found, cell.get("name_en", ""), known_type(cell.get("type", "")), cell.get("country", "") or country,
            tuple(a for a in admin if a), lat, lon, int(people) if people else None,
        )  # fmt: skip


def _listed(path: Path, country: str) -> Iterator[Row | str]:
    """Three columns: a region in English and Arabic, and «English=Arabic;…» of what lies in it. No points."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for line_number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 3 or "=" not in cells[2]:
                yield f"{path.name}:{line_number}"
                continue
            yield Row((f"{path.stem}:{cells[0]}",), names(cells[1]), cells[0], "governorate", country)
            for pair in cells[2].split(";"):
                english, _, arabic = pair.partition("=")
                if names(arabic):
                    yield Row(
                        (f"{path.stem}:{cells[0]}/{english}",), names(arabic), english, "district", country, (cells[1],)
                    )


FORMATS: dict[str, Callable[[Path, str], Iterator[Row | str]]] = {
    "plain": _plain, "geonames": geonames.read, "whosonfirst": geojson.read, "cod-ab": cod_ab.read, "listed": _listed,
}  # fmt: skip
