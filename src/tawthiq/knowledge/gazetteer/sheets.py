"""Tables with a head line, from text files and from the sheets of an Excel workbook, read line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

WORKBOOKS = (".xlsx", ".xlsm")


class UnknownFormat(ValueError):
    """A file whose form none of the readers knows."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: where it stands («adm2.csv:7», «syr.xlsx:ADM2:7»), and its cells by the names of the columns."""

    where: str
    cells: dict[str, str]


def is_workbook(path: Path) -> bool:
    """Whether a file is an Excel workbook, by its name's end."""
    return path.suffix.lower() in WORKBOOKS


def heads(path: Path) -> list[list[str]]:
    """The names of the columns of each table in a file. Raises UnknownFormat, OSError."""
    if is_workbook(path):
        return [values for _, _, values in _rows(path, 1)]
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        first = lines.readline().rstrip("\n")
    return [first.split(_separator(first))]


def lines_of(path: Path) -> Iterator[Line]:
    """The lines of all tables in a file; empty ones of a workbook are passed over. Raises UnknownFormat, OSError."""
    yield from _of_workbook(path) if is_workbook(path) else _of_text(path)


def _of_text(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        separator = _separator(lines.readline())
        lines.seek(0)
        table = csv.DictReader(
            lines, delimiter=separator, quoting=csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL
        )
        for number, raw in enumerate(table, 2):
            cells = {
                key.strip("\ufeff "): value or ""
                for key, value in raw.items()
                if isinstance(key, str) and not isinstance(value, list)
            }
            yield Line(f"{path.name}:{number}", cells)


def _separator(head: str) -> str:
    return max("\t;,", key=head.count)


def _of_workbook(path: Path) -> Iterator[Line]:
    columns: list[str] = []
    for title, number, values in _rows(path):
        if number == 1:
            columns = values
        elif any(values):
            yield Line(f"{path.name}:{title}:{number}", dict(zip(columns, values, strict=False)))


def _rows(path: Path, most: int | None = None) -> Iterator[tuple[str, int, list[str]]]:
    """The rows of all sheets, or the first `most` of each, streamed: sheet, number of the row, values.

    Raises UnknownFormat for a file that is no sound workbook.
    """
    from openpyxl import load_workbook

    try:
        # What a formula gave when the workbook was saved, not the formula.
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                # Some programs write a wrong size, which would cut the sheet short.
                sheet.reset_dimensions()
                for number, row in enumerate(islice(sheet.iter_rows(values_only=True), most), 1):
                    yield sheet.title, number, ["" if value is None else str(value).strip() for value in row]
        finally:
            book.close()
    except OSError:
        raise
    except (
        Exception
    ) as error:  # a broken workbook fails in openpyxl, zipfile, zlib or the XML parser, each in its own way
        raise UnknownFormat(f"{path}: {error}") from error
