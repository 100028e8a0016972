"""CSV with the columns doc_id, outlet, published, title and text; other columns pass through."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from tawthiq.model import Report
from tawthiq.reading.encodings import UTF16_MARKS, encoding_of
from tawthiq.reading.fields import KNOWN, Origin, record
from tawthiq.reading.problems import Problem, problem

_HEAD = 64 * 1024
# Python's own limit of 131,072 is less than a long report; this is the largest that every platform takes.
_FIELD_LIMIT = 2**31 - 1


def is_csv(head: bytes) -> bool:
    """Whether a stream's first bytes are a header with a column `text` and another one that Tawthiq knows."""
    encoding = "utf-16" if head.startswith(UTF16_MARKS) else "utf-8-sig"
    first = head.decode(encoding, "ignore").partition("\n")[0]
    names = {name.strip().strip('"') for name in first.split(_delimiter(first))}
    return "text" in names and len(names & KNOWN) > 1


def read_csv(source: Origin) -> Iterator[Report | Problem]:
    """A report for each row; a row that does not fit the header is named and skipped."""
    stream = io.BufferedReader(source.stream, _HEAD)  # type: ignore[type-var]
    try:
        encoding, warning = encoding_of(stream.peek(_HEAD))
        if warning:
            yield problem(warning, source.name)
        lines = io.TextIOWrapper(stream, encoding, newline="")
        try:
            yield from _rows(source, lines)
        finally:
            lines.detach()
    except UnicodeError:
        yield problem("not-utf8", source.name)
    finally:
        # Else the collector would close the source, which may be standard input.
        stream.detach()


def _rows(source: Origin, lines: io.TextIOWrapper) -> Iterator[Report | Problem]:
    first = lines.readline()
    names = [name.strip() for name in next(csv.reader([first], delimiter=_delimiter(first)), [])]
    if "text" not in names:
        yield problem("no-text" if first.strip() else "empty", source.name)
        return
    csv.field_size_limit(_FIELD_LIMIT)
    seen: list[str] = []
    rows = csv.reader(_noted(lines, seen), delimiter=_delimiter(first))
    while (row := _next(rows)) is not None:
        if _unclosed(seen):
            # Named where the row begins: its quote took in all that follows.
            yield problem("bad-csv", source.at(rows.line_num + 2 - len(seen)))
        elif row != []:
            yield from _row(source, rows.line_num + 1, names, row, "".join(seen).encode(lines.encoding, "replace"))
        seen.clear()


def _unclosed(row: list[str]) -> bool:
    """Whether a quote is still open where the row's lines end, so that one more line would belong to it."""
    return len(list(csv.reader([*row, "x"]))) == 1


def _noted(lines: Iterable[str], seen: list[str]) -> Iterator[str]:
    """The lines, each noted when the parser takes it: a row may be many lines."""
    for line in lines:
        seen.append(line)
        yield line


def _next(rows: Iterator[list[str]]) -> list[str] | str | None:
    """The next row; a word in place of a broken one; None at the end."""
    try:
        return next(rows, None)
    except csv.Error:
        return "broken"


def _row(source: Origin, line: int, names: list[str], row: list[str] | str, data: bytes) -> Iterator[Report | Problem]:
    # More cells than columns: an unquoted comma has split the text, and what looks like the text is only its beginning.
    if isinstance(row, str) or len(row) > len(names):
        yield problem("bad-csv", source.at(line))
        return
    cells = [*row, *[""] * (len(names) - len(row))]
    yield from record(dict(zip(names, cells, strict=True)), f"{source.stem}#{line}", source.at(line), data)


def _delimiter(header: str) -> str:
    """The mark that parts the names of the header; spreadsheets write a semicolon in many countries."""
    return max(",;\t", key=header.count)
