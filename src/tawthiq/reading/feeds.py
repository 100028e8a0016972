"""RSS and Atom: one report for each entry, with the text that the feed carries."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from tawthiq.model import Report
from tawthiq.reading import fields
from tawthiq.reading.fields import Origin, iso_day
from tawthiq.reading.problems import Problem, problem

_MARKS = (b"<rss", b"<feed", b"<rdf:rdf")
# Where the day of an entry stands in RSS 2, RSS 1 and Atom, without their namespaces.
_DATES, _NAMES = ("pubDate", "published", "date", "updated"), ("guid", "id", "link")


def is_feed(head: bytes) -> bool:
    """Whether a stream's first bytes are those of a feed and not of a page."""
    start = head[:2048].lower()
    return any(mark in start for mark in _MARKS) and b"<html" not in start


def read_feed(source: Origin) -> Iterator[Report | Problem]:
    """A report for each entry, named by its id or link; an entry without text is named and skipped."""
    # Loaded here because most inputs are no feeds.
    import fastfeedparser

    data = source.stream.read(fields.LIMIT + 1)
    if len(data) > fields.LIMIT:
        yield problem("line-too-long", source.name)
        return
    try:
        feed = fastfeedparser.parse(data)
    except Exception:  # the parser has many errors of its own for what is no feed
        yield problem("bad-feed", source.name)
        return
    days = _days(data)
    if not feed.entries:
        yield problem("empty", source.name)
    for number, entry in enumerate(feed.entries, 1):
        yield from _entry(source.at(number), entry, feed.feed.get("title"), days)


def _entry(
    origin: str, entry: Mapping[str, Any], outlet: str | None, days: Mapping[str, dt.date]
) -> Iterator[Report | Problem]:
    written = _html(entry)
    text = _plain(written)
    name = entry.get("id") or entry.get("link")
    if not text:
        yield problem("no-text", origin)
        return
    given = {key: value for key in ("link", "author") if (value := entry.get(key))}
    yield Report(
        doc_id=name or f"feed-{hashlib.sha256(written.encode()).hexdigest()[:16]}",
        text=text,
        title=entry.get("title") or None,
        outlet=outlet or None,
        published=_published(entry, days),
        extra=given,
        origin=origin,
        named=bool(name),
        raw_sha256=hashlib.sha256(written.encode()).hexdigest(),
    )


def _html(entry: Mapping[str, Any]) -> str:
    """The longest of what the entry carries: many feeds give the first sentence as description, and the whole as content."""
    bodies = [part.get("value") or "" for part in entry.get("content") or ()]
    return max((*bodies, entry.get("description") or "", entry.get("summary") or ""), key=len)


def _plain(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return (
        str(extract_plain_text(html, alt_texts=False, list_bullets=False)).strip()
        if "<" in html or "&" in html
        else html.strip()
    )


def _published(entry: Mapping[str, Any], days: Mapping[str, dt.date]) -> dt.date | None:
    """The day as it was where the entry was published; the parser's own date is in UTC, where the night is another day."""
    local = next((days[name] for key in ("id", "link") if (name := entry.get(key) or "") in days), None)
    return local or iso_day(entry.get("published") or entry.get("updated") or "")


def _days(data: bytes) -> dict[str, dt.date]:
    """The local day of each entry by its id and its link; nothing where the feed is no well-formed XML."""
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    out: dict[str, dt.date] = {}
    for entry in root.iter():
        if entry.tag.rpartition("}")[2] not in ("item", "entry"):
            continue
        parts = {child.tag.rpartition("}")[2]: child for child in entry}
        day = next((found for name in _DATES if name in parts and (found := _day(parts[name].text or ""))), None)
        if day is not None:
            out |= {name: day for key in _NAMES if key in parts and (name := _name(parts[key]))}
    return out


def _name(element: Any) -> str:
    return (element.text or element.get("href") or "").strip()


def _day(written: str) -> dt.date | None:
    """The day of an RFC 822 or ISO date, in the zone that it is written in."""
    try:
        return parsedate_to_datetime(written.strip()).date()
    except (ValueError, TypeError, IndexError):
        return iso_day(written)
