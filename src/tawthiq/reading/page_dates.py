"""The day on which a web page was published, from the surest sign to the weakest.

JSON-LD, then `<meta>`, then `<time>`, then a day in the page's own address, then a date in the lines near the title.
A year alone («جميع الحقوق محفوظة © 2024») is never taken for a date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from tawthiq.reading.fields import iso_day
from tawthiq.reading.json_ld import JsonLd

_META_NAMES = frozenset(
    {"article:published_time", "og:published_time", "date", "pubdate", "publishdate", "dc.date", "datepublished"}
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/.?#-]|$)")
_NOT_A_DATELINE = re.compile("©|حقوق|copyright|تحديث", re.I)
_NEAR = 6
# A dateline is short; a sentence that names a day tells when something happened, not when it was printed.
_DATELINE = 90


def published_on(tree: Any, marked: JsonLd, seen: str, title: str | None) -> dt.date | None:
    """The day of publication, None where the page does not say.

    `tree` is the parsed page, `marked` its JSON-LD, `seen` all its visible text, `title` its title.
    """
    days = (day for value in (*marked.dates, *_metas(tree), *_times(tree)) if (day := iso_day(value)) is not None)
    return next(days, None) or _from_address(tree) or _near_title(seen, title)


def _metas(tree: Any) -> Iterator[str]:
    for element in tree.document.query_selector_all("meta"):
        names = (element.getattr(key, "") or "" for key in ("property", "name", "itemprop"))
        if any(name.lower() in _META_NAMES for name in names):
            yield element.getattr("content", "") or ""


def _times(tree: Any) -> Iterator[str]:
    for element in tree.document.query_selector_all("time[datetime]"):
        yield element.getattr("datetime", "") or ""


def _from_address(tree: Any) -> dt.date | None:
    for selector, key in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        element = tree.document.query_selector(selector)
        match = _IN_ADDRESS.search(element.getattr(key, "") or "") if element else None
        if match:
            return _day(*match.groups())
    return None


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _near_title(seen: str, title: str | None) -> dt.date | None:
    # Loaded here because most pages carry a marked date.
    from tawthiq.arabic.dates import parse_date

    for line in _datelines(seen, title):
        if day := parse_date(line):
            return day
    return None


def _datelines(seen: str, title: str | None) -> Iterator[str]:
    """Short lines with a digit just below the title or just above it."""
    lines = [line.strip() for line in seen.splitlines() if line.strip()]
    at = next((i for i, line in enumerate(lines) if title and (line in title or title in line) and len(line) > 9), 0)
    for line in (*lines[at : at + _NEAR], *lines[max(0, at - 3) : at]):
        if len(line) <= _DATELINE and re.search(r"\d", line) and not _NOT_A_DATELINE.search(line):
            yield line
