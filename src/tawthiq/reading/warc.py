"""WARC, as web archives keep pages: one report for each page that was answered, read as a stream, gzip included."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tawthiq.model import Report
from tawthiq.reading import fields
from tawthiq.reading.fields import Origin
from tawthiq.reading.problems import Problem, problem

_PAGES = ("text/html", "application/xhtml+xml")
Reader = Callable[[Origin], Iterator[Report | Problem]]


def is_warc(head: bytes) -> bool:
    """Whether a stream's first bytes are those of a WARC file; a gzip is taken for one."""
    return head.startswith((b"WARC/", b"\x1f\x8b"))


def reader_of(read_page: Reader) -> Reader:
    """A reader of WARC files whose pages `read_page` reads."""

    def read_warc(source: Origin) -> Iterator[Report | Problem]:
        # Loaded here because most inputs are no archives.
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        found = False
        try:
            kinds = WarcRecordType.response | WarcRecordType.resource
            for number, record in enumerate(ArchiveIterator(source.stream, record_types=kinds, auto_decode="all"), 1):
                if _is_page(record):
                    found = True
                    yield from _record(source, number, record, read_page)
        except (OSError, ValueError, RuntimeError, EOFError):
            found = True
            yield problem("bad-warc", source.name)
        if not found:
            yield problem("empty", source.name)

    return read_warc


def _is_page(record: Any) -> bool:
    if record.is_http and record.http_headers.status_code != 200:
        return False
    said = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (said or "").partition(";")[0].strip().lower() in _PAGES


def _record(source: Origin, number: int, record: Any, read_page: Reader) -> Iterator[Report | Problem]:
    data = record.reader.read(fields.LIMIT + 1)
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    name = f"{source.at(number)} {address}".strip()
    if len(data) > fields.LIMIT:
        yield problem("line-too-long", name)
        return
    if _cut_off(record, data):
        yield problem("bad-warc", name)
        return
    for item in read_page(Origin(io.BytesIO(_utf8(data, record)), name, address or f"{source.stem}#{number}")):
        yield item if isinstance(item, Problem) else _fetched(item, record, address, data)


def _cut_off(record: Any, data: bytes) -> bool:
    """Whether less stands there than the record says: the reader gives what there is of a file that breaks off."""
    names = ("Content-Encoding", "Transfer-Encoding") if record.is_http else ()
    packed = any(record.http_headers.get(name) for name in names)
    return not data if packed else len(data) < record.content_length


def _utf8(data: bytes, record: Any) -> bytes:
    """The page in UTF-8 where the answer named another encoding; what does not fit stays for the page's own reader."""
    named = (record.http_charset if record.is_http else None) or "utf-8"
    try:
        return data if named.lower() in ("utf-8", "utf8") else data.decode(named).encode()
    except (LookupError, UnicodeError):
        return data


def _fetched(report: Report, record: Any, address: str, data: bytes) -> Report:
    extra = {**report.extra, "link": address} if address else report.extra
    return replace(
        report, named=bool(address), fetched=record.record_date, raw_sha256=hashlib.sha256(data).hexdigest(), extra=extra,
    )  # fmt: skip
