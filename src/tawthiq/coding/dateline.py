"""The day on which a report was written, read in the report itself where nobody told its publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from tawthiq.arabic.calendar_names import WEEKDAYS
from tawthiq.arabic.dates import DateMention, find_dates
from tawthiq.arabic.words import Words
from tawthiq.model import EventDate

# A day written with its year dates a report in one of its first sentences, and in a line further on that holds little else («22-01-2023 10:30»).
_HEAD, _PAGE = 4, 12
_LITTLE = 6
# So many such lines are a list of other reports.
_LIST = 3
_BEFORE_OLDER = frozenset("منذ بعد قبل حتي عام ذكري".split())
_YEAR = re.compile(r"(?:^|[/.\-])(20[1-4]\d)(?:$|[/.\-])", re.A)


def dateline(words: Words) -> EventDate | None:
    """The day of the report's own dateline, or None. A weekday said to be today's must be its weekday."""
    today = _today(words)
    for mention in _written(words):
        if mention.start is not None and (today is None or mention.start.weekday() == today):
            return _dated(words, mention)
    return _yearless(words)


def _dated(words: Words, mention: DateMention) -> EventDate:
    span = words.span(mention.first, mention.last)
    return EventDate(mention.start, mention.end, span.of(words.folded.raw), span, "date.dateline")


def _written(words: Words) -> list[DateMention]:
    """Days written with their year where a dateline may stand: of both calendars the common one first, a list of dates left out."""
    head: list[DateMention] = []
    page: list[DateMention] = []
    for number, (first, last) in enumerate(words.sentences[:_PAGE]):
        for date in find_dates(words.forms, first, last, None):
            whole = date.rule.startswith("date.calendar") and date.start is not None and date.start == date.end
            before = words.forms[date.first - 1] if date.first > first else ""
            little = last - first - (date.last - date.first) <= _LITTLE
            if whole and before not in _BEFORE_OLDER and (number < _HEAD or little):
                (head if number < _HEAD else page).append(date)
    return sorted(head + (page if len(page) < _LIST else []), key=lambda date: "hijri" in date.rule)


def _today(words: Words) -> int | None:
    """The weekday of «اليوم الجمعة», from 0 for Monday; None where none is said, or two are."""
    forms = words.forms
    said = set()
    for k, form in enumerate(forms):
        if form == "اليوم":
            behind = k + 1 + (forms[k + 1 : k + 2] == ["،"])
            weekday = WEEKDAYS.get(forms[behind]) if behind < len(forms) else None
            if weekday is not None:
                said.add(weekday)
    return said.pop() if len(said) == 1 else None


def _yearless(words: Words) -> EventDate | None:
    """«اليوم الجمعة 22 تموز»: of the years that the report writes, and the ones after them, the one in which that day is a Friday."""
    years = {int(match[1]) for form in words.forms if (match := _YEAR.search(form))}
    if not years:
        return None
    found: dict[dt.date, DateMention] = {}
    for year in sorted(years | {year + 1 for year in years}):
        for mention in _todays(words, dt.date(year, 12, 31)):
            if mention.start is not None and mention.start.year == year:
                found[mention.start] = mention
    return _dated(words, found.popitem()[1]) if len(found) == 1 else None


def _todays(words: Words, latest: dt.date) -> Iterator[DateMention]:
    """The days of the calendar said to be today's with their weekday, as a reader on `latest` would date them."""
    forms = words.forms
    for first, last in words.sentences:
        if "اليوم" not in forms[first:last]:
            continue
        for date in find_dates(forms, first, last, latest):
            said = forms[date.first : date.last]
            weekday = next((WEEKDAYS[form] for form in said if form in WEEKDAYS), None)
            if (
                "اليوم" in said
                and date.rule.startswith("date.calendar")
                and date.start is not None
                and date.start.weekday() == weekday
            ):
                yield date
