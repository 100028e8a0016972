"""What the formats share: a source, and the checks of a record's named fields."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from tawthiq.model import Report
from tawthiq.reading.encodings import decode
from tawthiq.reading.problems import Problem, problem

# Longer than any report; keeps one endless line from filling the memory.
LIMIT = 64 * 1024 * 1024
KNOWN = frozenset({"doc_id", "outlet", "published", "title", "text"})
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?=$|[T ])")


@dataclass(frozen=True, slots=True)
class Origin:
    """An opened input: its bytes, its name for messages and the stem from which default ids are made."""

    stream: BinaryIO
    name: str
    stem: str

    def at(self, line: int) -> str:
        """«reports.jsonl:3»."""
        return f"{self.name}:{line}"


def iso_day(value: str) -> dt.date | None:
    """The day of an ISO date or date and time, else None.

    >>> iso_day("2023-04-09T10:00:00Z")
    datetime.date(2023, 4, 9)
    """
    match = _DAY.match(value.strip())
    if match is None:
        return None
    try:
        return dt.date.fromisoformat(match[1])
    except ValueError:
        return None


def whole(source: Origin) -> Iterator[tuple[str, str] | Problem]:
    """The whole input as one text with the SHA-256 of its bytes, a warning before it where there is one; or the problem
    that hides it."""
    data = source.stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield problem("line-too-long", source.name)
        return
    try:
        text, warning = decode(data)
    except UnicodeError:
        yield problem("not-utf8", source.name)
        return
    if warning:
        yield problem(warning, source.name)
    yield text, hashlib.sha256(data).hexdigest()


def record(
    raw: Mapping[str, Any], default_id: str, origin: str, data: bytes | None = None
) -> Iterator[Report | Problem]:
    """The report in a record's named fields, other fields beside it; `events` of an earlier run are left out.

    `data` is the record as it was read, before it was parsed.
    """
    text = raw.get("text")
    if not isinstance(text, str):
        yield problem("no-text", origin)
        return
    written = _string(raw.get("published"))
    published = iso_day(written) if written else None
    if written and published is None:
        yield problem("bad-date", origin)
    name = _string(raw.get("doc_id"))
    yield Report(
        doc_id=name or default_id,
        text=text,
        title=_string(raw.get("title")),
        outlet=_string(raw.get("outlet")),
        published=published,
        extra={name: value for name, value in raw.items() if name not in KNOWN and name != "events"},
        origin=origin,
        named=name is not None,
        raw_sha256=hashlib.sha256(data).hexdigest() if data is not None else None,
    )


def _string(value: Any) -> str | None:
    """A field as text; None where it is empty."""
    return None if value is None or value == "" else str(value)
