"""GeoNames: a country dump, its Arabic names in an alternateNames table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tawthiq.knowledge.gazetteer.cells import names, point
from tawthiq.knowledge.gazetteer.rows import Row

COLUMNS, _ALTERNATE_COLUMNS = 19, 10
_CLASSES = {
    "A": "district",
    "P": "town",
    "S": "facility",
    "T": "feature",
    "H": "feature",
    "L": "feature",
    "R": "feature",
    "V": "feature",
}
_CODES = {
    "PPLC": "city", "PPLA": "city", "PPLX": "quarter", "ADM1": "governorate", "ADM2": "district", "ADM3": "subdistrict", "PCLI": "country",
    "STM": "line", "STMI": "line", "RD": "line", "RDJCT": "facility", "RR": "line", "CNL": "line", "WAD": "line",
}  # fmt: skip
# Divisions by how many of the codes admin1 to admin4 name them.
_LEVELS = {"ADM1": 1, "ADM2": 2, "ADM3": 3}
_Divisions = dict[tuple[str, ...], str]


def read(path: Path, country: str) -> Iterator[Row | str]:
    """The places with an Arabic name, each with the divisions it lies in where the dump names those in Arabic.

    A line with too few columns is named. A place without an Arabic name is passed over: most dumps have many.
    """
    more = _alternates(path.parent)
    divisions = _divisions(path, more)
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line_number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < COLUMNS:
                yield f"{path.name}:{line_number}"
            elif found := _names(cells, more):
                lat, lon = point(cells[4], cells[5])
                kind = _CODES.get(cells[7], _CLASSES.get(cells[6], "town"))
                people = int(cells[14]) if cells[14].isdigit() and int(cells[14]) else None
                yield Row(
                    (f"gn:{cells[0]}",),
                    found,
                    cells[2],
                    kind,
                    cells[8] or country,
                    _lies_in(cells, divisions),
                    lat,
                    lon,
                    people,
                )


def _names(cells: list[str], more: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return names("|".join(more.get(cells[0], ())), cells[3].replace(",", "|"), cells[1])


def _divisions(path: Path, more: dict[str, tuple[str, ...]]) -> _Divisions:
    """Arabic names of the divisions in the dump, by country and the codes that lead to each."""
    out: _Divisions = {}
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= COLUMNS and (depth := _LEVELS.get(cells[7])) and (found := _names(cells, more)):
                out[(cells[8], *cells[10 : 10 + depth])] = found[0]
    return out


def _lies_in(cells: list[str], divisions: _Divisions) -> tuple[str, ...]:
    """The divisions above a place, the widest first; a division does not lie in itself."""
    depth = _LEVELS.get(cells[7], 4) - 1
    above = (divisions.get((cells[8], *cells[10 : 10 + k])) for k in range(1, depth + 1) if cells[9 + k])
    return tuple(name for name in above if name)


def _alternates(folder: Path) -> dict[str, tuple[str, ...]]:
    """Arabic names by GeoNames id, from `alternateNames*.txt` in the same folder, if there is one; a preferred name stands first."""
    out: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("alternateNames*.txt")):
        with path.open(encoding="utf-8", errors="replace") as lines:
            # The table of all the world has 16 million lines; few of them are Arabic.
            for line in (each for each in lines if "\tar\t" in each):
                cells = line.rstrip("\n").split("\t")
                if 4 <= len(cells) <= _ALTERNATE_COLUMNS and cells[2] == "ar":
                    known = out.get(cells[1], ())
                    out[cells[1]] = (cells[3], *known) if len(cells) > 4 and cells[4] == "1" else (*known, cells[3])
    return out
