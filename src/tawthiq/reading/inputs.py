"""Files, folders, addresses and standard input as one stream of reports and problems."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tawthiq.model import Report
from tawthiq.reading.addresses import Unreachable, fetch, is_address, stem_of
from tawthiq.reading.csv import is_csv, read_csv
from tawthiq.reading.encodings import arabic_share
from tawthiq.reading.feeds import is_feed, read_feed
from tawthiq.reading.fields import Origin
from tawthiq.reading.gauge import Gauge
from tawthiq.reading.html import read_html
from tawthiq.reading.jsonl import read_jsonl
from tawthiq.reading.problems import Problem, problem
from tawthiq.reading.text import read_text
from tawthiq.reading.warc import is_warc, reader_of

Reader = Callable[[Origin], Iterator[Report | Problem]]
read_warc = reader_of(read_html)
READERS: dict[str, Reader] = {
    ".txt": read_text, ".jsonl": read_jsonl, ".html": read_html, ".htm": read_html, ".csv": read_csv,
    ".rss": read_feed, ".atom": read_feed, ".xml": read_feed, ".warc": read_warc, ".warc.gz": read_warc,
}  # fmt: skip
LEAST_ARABIC = 0.2
# In code points, 300 times a usual report: a text beyond is a file of many reports, and comparing all its acts with one
# another would hold up the rest for minutes.
LONGEST_TEXT = 500_000
# Bytes that show the format where no name does.
_HEAD = 2048
# Marks that reorder what is shown. The plain marks U+200E and U+200F stand in many honest texts and do no harm.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BEFORE_CONTENT = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"


def read_inputs(
    paths: Sequence[str], published: dt.date | None, outlet: str | None, gauge: Gauge | None = None
) -> Iterator[Report | Problem]:
    """Reads files, folders (with all below them, in order of name), web addresses and "-", standard input.

    `published` and `outlet` stand in where an input names none. Gives each report as it is read, its warnings just
    before it; ids are made unique. Nothing raises for a bad input: it comes out as a fatal `Problem`.
    `gauge`, where given, is told the bytes of all inputs before the first is read, and follows them.
    """
    seen: dict[str, int] = {}
    gauge = gauge or Gauge()
    for path in paths:
        gauge.expect(_size(path))
    for path in paths:
        for item in _read_path(path, gauge):
            if isinstance(item, Problem):
                yield item
            else:
                yield from _accept(_filled(item, published, outlet), seen)


def shown(path: str | Path) -> str:
    """A path as text that can always be written, whatever bytes its name holds."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _size(path: str) -> int | None:
    """Bytes of a file or of all that is read below a folder; None where that shows only in the reading."""
    if path == "-" or is_address(path):
        return None
    try:
        return sum(file.stat().st_size for file in (_files(Path(path)) if Path(path).is_dir() else [Path(path)]))
    except OSError:
        return None


def _files(folder: Path) -> list[Path]:
    """The files below a folder that can be read, in order of name."""
    return sorted(file for file in folder.rglob("*") if _suffix(file) in READERS and file.is_file())


def _read_path(path: str, gauge: Gauge) -> Iterator[Report | Problem]:
    if path == "-":
        yield from _read_stdin()
    elif is_address(path):
        yield from _read_address(path)
    elif Path(path).is_dir():
        yield from _read_folder(Path(path), gauge)
    else:
        yield from _read_file(Path(path), gauge)


def _read_folder(folder: Path, gauge: Gauge) -> Iterator[Report | Problem]:
    files = _files(folder)
    if not files:
        yield problem("no-reports", shown(folder))
    for file in files:
        yield from _read_file(file, gauge)


def _read_file(file: Path, gauge: Gauge) -> Iterator[Report | Problem]:
    try:
        with file.open("rb") as stream, gauge.reading(stream, os.fstat(stream.fileno()).st_size):
            reader = READERS.get(_suffix(file)) or _sniffed(stream.peek(_HEAD))
            yield from reader(Origin(stream, shown(file), shown(file.stem)))
    except OSError:
        yield problem("unreadable", shown(file))


def _suffix(file: Path) -> str:
    """The end of the name that tells the format, «.warc.gz» in one piece."""
    name = file.name.lower()
    return ".warc.gz" if name.endswith(".warc.gz") else file.suffix.lower()


def _read_address(address: str) -> Iterator[Report | Problem]:
    try:
        stream = fetch(address)
    except Unreachable as error:
        yield problem("unreachable", f"{address} ({error})")
        return
    fetched = dt.datetime.now(dt.UTC)
    for item in _sniffed(stream.getvalue()[:_HEAD])(Origin(stream, address, stem_of(address))):
        yield item if isinstance(item, Problem) else _at(item, address, fetched)


def _at(report: Report, address: str, fetched: dt.datetime) -> Report:
    """A page is named by its address; reports that their input named keep their names."""
    fetched = report.fetched or fetched
    if report.named or report.origin != address:
        return replace(report, fetched=fetched)
    return replace(report, doc_id=address, named=True, fetched=fetched)


def _read_stdin() -> Iterator[Report | Problem]:
    stream = io.BufferedReader(sys.stdin.buffer)  # type: ignore[type-var]
    try:
        yield from _sniffed(stream.peek(_HEAD))(Origin(stream, "-", "stdin"))
    finally:
        # Else the collector would close standard input with the wrapper.
        stream.detach()


def _sniffed(head: bytes) -> Reader:
    """The format that the first sign of content shows."""
    if is_warc(head):
        return read_warc
    if is_feed(head):
        return read_feed
    if is_csv(head):
        return read_csv
    first = head.lstrip(_BEFORE_CONTENT)[:1]
    return {b"{": read_jsonl, b"<": read_html}.get(first, read_text)


def _filled(report: Report, published: dt.date | None, outlet: str | None) -> Report:
    return replace(report, published=report.published or published, outlet=report.outlet or outlet)


def _accept(report: Report, seen: dict[str, int]) -> Iterator[Report | Problem]:
    """The report under an id of its own, its warnings before it; or why it is no report."""
    origin = report.origin or report.doc_id
    if not report.text.strip():
        yield problem("empty", origin)
    elif len(report.text) > LONGEST_TEXT:
        yield problem("text-too-long", origin)
    elif arabic_share(report.text) < LEAST_ARABIC:
        yield problem("not-arabic", origin)
    else:
        yield from (problem(reason, origin) for reason in _warnings(report))
        yield replace(report, doc_id=_unique(report.doc_id, seen))


def _warnings(report: Report) -> Iterator[str]:
    if report.published is None:
        yield "no-date"
    if "\x00" in report.text:
        yield "nul-bytes"
    if _TURNING.search(report.text):
        yield "bidi-controls"


def _unique(doc_id: str, seen: dict[str, int]) -> str:
    """The id, with «-2», «-3» … behind it where it has been given before."""
    name = doc_id
    while name in seen:
        seen[doc_id] += 1
        name = f"{doc_id}-{seen[doc_id]}"
    seen[name] = 1
    return name
