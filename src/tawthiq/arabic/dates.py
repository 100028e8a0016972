"""Days said in a report, over folded token forms, resolved against the day of publication.

A small grammar by recursive descent: every rule reads tokens from `k` on and returns a `_Hit` or None. A table by first
word says which rules may start there, so that a token which starts nothing costs one lookup.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tawthiq.arabic.calendar_names import (
    BARE_WEEKDAYS,
    COMPOUND_ONLY,
    DAY_PARTS,
    HIJRI,
    LAST,
    MONTHS,
    NEXT,
    NIGHTS,
    NO_PROCLITIC,
    ORDINALS,
    RECENT,
    TENS,
    THIRDS,
    THIS,
    TODAY,
    TOMORROW,
    UNITS,
    VAGUE_UNITS,
    WEEKDAYS,
    YESTERDAY,
)
from tawthiq.arabic.numbers import find_numbers


@dataclass(frozen=True, slots=True)
class DateMention:
    """Tokens `[first, last)` that name a time, its first and last day (None where nothing resolves them), the rule."""

    first: int
    last: int
    start: dt.date | None
    end: dt.date | None
    rule: str


class _Hit(NamedTuple):
    """What a rule read: the token behind it, first and last day, and the rule's name."""

    end: int
    start: dt.date | None
    stop: dt.date | None
    rule: str


class _Text(NamedTuple):
    """The tokens a rule may read, `[first, last)`, and the day of publication."""

    forms: Sequence[str]
    first: int
    last: int
    published: dt.date | None

    def at(self, k: int) -> str:
        """The form at `k`; empty outside the range."""
        return self.forms[k] if self.first <= k < self.last else ""

    def bare(self, k: int) -> str:
        """The form at `k` without the و ف ب ل in front of a word of time."""
        form = self.at(k)
        return _BARE.get(form, form)

    def ago(self, days: int) -> dt.date | None:
        """The day so many days before publication; None where that is unknown or out of the calendar."""
        return _shift(self.published, -days)


_Rule = Callable[[_Text, int], "_Hit | None"]


def find_dates(forms: Sequence[str], first: int, last: int, published: dt.date | None) -> list[DateMention]:
    """All days and spells named in tokens `[first, last)`, left to right, not overlapping, the longest reading of each.

    `forms` are folded tokens of `split_words`. Where only the day of publication could tell the day and `published` is
    None, the mention has neither start nor end. Never raises.

    >>> find_dates(["مساء", "امس", "الاربعاء"], 0, 3, dt.date(2017, 6, 22))[0].start
    datetime.date(2017, 6, 21)
    """
    first, last = max(first, 0), min(last, len(forms))
    text = _Text(forms, first, last, _usable(published))
    out: list[DateMention] = []
    free = first
    for i in range(first, last):
        form = forms[i]
        rules = _RULES.get(form)
        if rules is None:
            if not "0" <= form < ":":
                continue
            rules = _DIGIT_RULES
        if i >= free and (hit := _longest(text, i, rules)) is not None:
            _append(out, forms, i, hit, free)
            free = hit.end
    return out


def parse_date(text: str, published: dt.date | None = None) -> dt.date | None:
    """The day printed in a line («نُشر في 12 أيار 2019»); None where it names no day of the calendar.

    A date with its year comes before one without, which only `published` can resolve. Never raises.
    """
    from tawthiq.arabic.words import split_words

    forms = split_words(text).forms
    found = [m for m in find_dates(forms, 0, len(forms), published) if m.rule.startswith("date.calendar")]
    days = [m for m in found if m.start is not None and m.start == m.end]
    best = max(days, key=lambda m: any(re.search(r"\d{4}", form) for form in forms[m.first : m.last]), default=None)
    return best.start if best else None


def _usable(published: dt.date | None) -> dt.date | None:
    """No report was printed at the ends of the calendar, where counting days back or forth would leave it."""
    return published if published is not None and 1000 < published.year < 9000 else None


def _longest(text: _Text, k: int, rules: Iterable[_Rule]) -> _Hit | None:
    best: _Hit | None = None
    for rule in rules:
        hit = rule(text, k)
        if hit is not None and (best is None or hit.end > best.end):
            best = hit
    return best


def _append(out: list[DateMention], forms: Sequence[str], i: int, hit: _Hit, free: int) -> None:
    """Adds a mention; «من … حتى …» and «منذ … إلى …» become one with the mention before."""
    first = i - 1 if i > free and forms[i - 1] == "ال" else i
    mention = DateMention(first, hit.end, hit.start, hit.stop, hit.rule)
    before = out[-1] if out else None
    if (
        before is not None
        and before.start
        and mention.end
        and before.start <= mention.end
        and _until(before, first, forms)
    ):
        out[-1] = replace(before, last=mention.last, end=mention.end, rule="date.range")
    else:
        out.append(mention)


def _until(before: DateMention, first: int, forms: Sequence[str]) -> bool:
    gap = list(forms[before.last : first]) or [forms[first]]
    opened = forms[before.first] in _SINCE or (before.first > 0 and forms[before.first - 1] in ("من", "بين"))
    return opened and len(gap) == 1 and gap[0] in ("حتي", "الي", "وحتي")


# Days of the calendar.


def _shift(day: dt.date | None, days: int) -> dt.date | None:
    try:
        return day + dt.timedelta(days) if day else None
    except OverflowError:
        return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _months_back(day: dt.date, months: int) -> dt.date | None:
    """The same day of an earlier month, or that month's last: a month before 31 March is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if not 1 <= year <= 9999:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_of(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _year_of(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _weekday_before(published: dt.date, weekday: int) -> dt.date:
    """The last such day on or before publication."""
    return published - dt.timedelta((published.weekday() - weekday) % 7)


# Numerals: «26-8-2023», «2025/9/29», «26 / 8 / 2023», and behind a weekday «9/4».

_NUMERIC = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})", re.A)
_SHORT = re.compile(r"(\d{1,2})[/\-](\d{1,2})", re.A)
_DATED = frozenset(("يوم", "بتاريخ", "تاريخ", "الموافق"))


def _numeric(text: _Text, k: int) -> _Hit | None:
    form, end = text.at(k), k + 1
    if text.at(k + 1) in ("/", "-") and text.at(k + 1) == text.at(k + 3):
        form, end = "".join(text.forms[k : k + 5]), k + 5
    if end > text.last or len(form) < 3:
        return None
    if match := _NUMERIC.fullmatch(form):
        day = _day_first(int(match[1]), int(match[3]), int(match[4]), _announced(text, k))
        return _Hit(end, day, day, "date.calendar.numeric") if day else None
    match = _SHORT.fullmatch(form)
    if match and _announced(text, k):
        return _yearless(text, end, int(match[2]), int(match[1]), "date.calendar.short")
    return None


def _announced(text: _Text, k: int) -> bool:
    before = text.bare(k - 1) if text.at(k - 1) != "(" else text.bare(k - 2)
    return before in WEEKDAYS or before in _DATED


def _day_first(a: int, b: int, c: int, announced: bool) -> dt.date | None:
    """Year first where it leads; else day first, or month first where only that is a date («9/29/2025»)."""
    if a > 31:
        return _day(a, b, c) if 1900 <= a <= 2099 else None
    if c < 100 and announced:
        c += 2000
    return (_day(c, b, a) or _day(c, a, b)) if 1900 <= c <= 2099 else None


def _yearless(text: _Text, end: int, month: int, day: int, rule: str, weekday: int | None = None) -> _Hit | None:
    """A day and month: the latest such day not more than three days after publication.

    A weekday said with it picks the year where one of the last two agrees. An impossible day («31 شباط») is None.
    """
    if _day(2000, month, day) is None:
        return None
    if text.published is None:
        return _Hit(end, None, None, rule)
    latest = text.published + dt.timedelta(3)
    found = [d for y in range(latest.year, latest.year - 9, -1) if (d := _day(y, month, day)) and d <= latest]
    agreeing = [d for d in found if d.weekday() == weekday and latest.year - d.year <= 2]
    best = next(iter(agreeing or found), None)
    return _Hit(end, best, best, rule) if best else None


# Calendar dates: «15 شباط/فبراير 2017», «الثاني من أيار», «العشرين من الشهر الماضي», «7 رمضان 1438».


def _calendar(text: _Text, k: int, weekday: int | None = None) -> _Hit | None:
    number, m = _day_number(text, k)
    if number is None:
        return _month_day_year(text, k)
    if text.at(m) in THIS and text.at(k).isdigit():
        return _of_month(text, m + 1, number, text.published)
    m = _skip(text, m, "من", "/", "-", "شهر")
    m = _skip(text, m, "شهر") if text.at(m - 1) == "من" else m
    if text.at(m) == "الشهر":
        return _of_this_month(text, m + 1, number)
    month = _month(text, m)
    if month is None:
        return None
    if month.hijri:
        return _hijri(text, month, number, text.at(m - 1) in ("من", "شهر"))
    return _with_year(text, month, number, weekday)


def _skip(text: _Text, k: int, *words: str) -> int:
    return k + 1 if text.at(k) in words else k


def _day_number(text: _Text, k: int) -> tuple[int | None, int]:
    """The day of a month at `k` in digits or as an ordinal, and the token behind it."""
    form = text.at(k)
    if form.isascii() and form.isdigit():
        return (int(form), k + 1) if len(form) <= 2 and 1 <= int(form) <= 31 else (None, k)
    return _ordinal(text, k)


# «النصف الأول من أيار» is no first of May.
_FRACTIONS = frozenset("النصف الثلث الاسبوع الربع العقد الشهر".split())


def _ordinal(text: _Text, k: int) -> tuple[int | None, int]:
    unit, end = text.bare(k), k + 1
    if text.bare(k - 1) in _FRACTIONS:
        return None, k
    number = ORDINALS.get(unit) or COMPOUND_ONLY.get(unit)
    if number is None:
        return None, k
    joint = end + (text.at(end) == "و")
    tens = TENS.get(text.at(joint).removeprefix("و")) if number <= 10 else None
    if tens is not None:
        number, end = number + tens, joint + 1
    elif unit in COMPOUND_ONLY:
        return None, k
    # Behind a bare ordinal a month needs its «من»: «كانون الثاني أيار» are two months.
    return (number, end) if number <= 31 and (text.at(end) == "من" or unit == "اول") else (None, k)


def _of_month(text: _Text, end: int, number: int, base: dt.date | None) -> _Hit | None:
    day = _day(base.year, base.month, number) if base else None
    return _Hit(end, day, day, "date.calendar.this-month") if day or base is None else None


def _of_this_month(text: _Text, m: int, number: int) -> _Hit | None:
    base = text.published
    if text.at(m) in LAST:
        return _of_month(text, m + 1, number, _months_back(base, 1) if base else None)
    return _of_month(text, m + 1, number, base) if text.at(m) in THIS else None


class _Month(NamedTuple):
    """A month's name as read: its number, the token behind, whether Hijri, and its number in a second system or 0."""

    number: int
    end: int
    hijri: bool
    other: int = 0


def _month(text: _Text, m: int) -> _Month | None:
    """The month at `m`: «تشرين الثاني», «شباط/فبراير», «يوليو (تموز)», «مايو أيار»."""
    one = _month_name(text, m)
    if one is None or one.hijri:
        return one
    opened = text.at(one.end) in ("/", "-", "(", "\\")
    again = _month_name(text, one.end + opened)
    if again is None or again.hijri or (not opened and again.number != one.number):
        return one
    end = again.end + (text.at(one.end) == "(" and text.at(again.end) == ")")
    return _Month(one.number, end, False, again.number)


def _month_name(text: _Text, m: int) -> _Month | None:
    form = text.at(m)
    if not form:
        return None
    pair = f"{form} {text.at(m + 1)}"
    for name, end in ((pair, m + 2), (form, m + 1)):
        if name in MONTHS:
            return _Month(MONTHS[name], end, False)
        if name in HIJRI:
            return _Month(HIJRI[name], end, True)
    return None


def _year_number(text: _Text, k: int, low: int = 1900, high: int = 2099) -> int | None:
    form = text.at(k)
    if len(form) != 4 or not (form.isascii() and form.isdigit()):
        return None
    return int(form) if low <= int(form) <= high else None


_YEAR_WORDS = frozenset("عام العام سنه السنه".split())


def _year_behind(text: _Text, k: int) -> tuple[int | None, int]:
    """The year behind a month: «2017», «عام 2017», «من العام 2022», «العام الماضي»; None and `k` where there is none."""
    m = _skip(text, k, "من", "،", ",", "/", "-")
    if text.bare(m) in _YEAR_WORDS:
        if text.published and text.at(m + 1) in LAST | THIS:
            return text.published.year - (text.at(m + 1) in LAST), m + 2
        m += 1
    year = _year_number(text, m)
    return (year, m + 1) if year else (None, k)


def _with_year(text: _Text, month: _Month, number: int, weekday: int | None) -> _Hit | None:
    year, end = _year_behind(text, month.end)
    if year is not None:
        day = _day(year, month.number, number)
        return _Hit(end, day, day, "date.calendar") if day else None
    qualifier = text.at(month.end)
    if qualifier in NEXT:
        return _coming(text, month, number)
    end = month.end + (qualifier in LAST or qualifier in THIS)
    first = _yearless(text, end, month.number, number, "date.calendar", weekday)
    if weekday is None or month.other in (0, month.number):
        return first
    # «الثلاثاء 22 كانون الثاني/نوفمبر»: of two months at odds, the one in which the weekday is right.
    second = _yearless(text, end, month.other, number, "date.calendar", weekday)
    return next((hit for hit in (first, second) if hit and hit.start and hit.start.weekday() == weekday), first)


def _coming(text: _Text, month: _Month, number: int) -> _Hit | None:
    base = text.published
    if base is None or _day(2000, month.number, number) is None:
        return None
    days = [d for y in range(base.year, base.year + 9) if (d := _day(y, month.number, number)) and d > base]
    return _Hit(month.end + 1, days[0], days[0], "date.calendar") if days else None


def _month_day_year(text: _Text, k: int) -> _Hit | None:
    """«يونيو 17, 2023», as some sites print it."""
    month = _month_name(text, k)
    if month is None or month.hijri:
        return None
    number, m = _day_number(text, month.end)
    year = _year_number(text, _skip(text, m, ",", "،")) if number is not None else None
    day = _day(year, month.number, number) if year and number else None
    return _Hit(_skip(text, m, ",", "،") + 1, day, day, "date.calendar") if day else None


_DAYS = re.compile(r"(\d{1,2})-(\d{1,2})", re.A)


def _days_of_month(text: _Text, k: int) -> _Hit | None:
    """«5-7 أيار»."""
    match = _DAYS.fullmatch(text.at(k))
    month = _month(text, _skip(text, k + 1, "من")) if match else None
    if match is None or month is None or month.hijri:
        return None
    a, b = (_with_year(text, month, int(n), None) for n in match.groups())
    if a is None or b is None or (a.start and b.start and a.start > b.start):
        return None
    return _Hit(b.end, a.start, b.stop, "date.calendar")


# The Hijri calendar.


def _hijri(text: _Text, month: _Month, number: int, spelled: bool) -> _Hit | None:
    """«7 رمضان 1438»; without a year the latest such day. «3 صفر» alone is a score, not a day."""
    year = _year_number(text, month.end, 1300, 1500)
    if year is not None:
        end = _skip(text, month.end + 1, "ه", "هجري", "هجريه")
        day = _from_hijri(year, month.number, number)
        return _Hit(end, day, day, "date.calendar.hijri") if day else None
    if (month.number == 2 and not spelled) or number > 30:
        return None
    if text.published is None:
        return _Hit(month.end, None, None, "date.calendar.hijri")
    day = _latest_hijri(month.number, number, text.published)
    return _Hit(month.end, day, day, "date.calendar.hijri") if day else None


def _from_hijri(year: int, month: int, day: int) -> dt.date | None:
    # Loaded at the first Hijri date, which most reports do not have.
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def _latest_hijri(month: int, day: int, published: dt.date) -> dt.date | None:
    # 354 days a Hijri year; three guesses around the right one.
    guess = int((published.toordinal() - dt.date(622, 7, 19).toordinal()) / 354.367) + 1
    days = (_from_hijri(year, month, day) for year in (guess + 1, guess, guess - 1, guess - 2))
    return next((d for d in days if d and d <= published + dt.timedelta(3)), None)


# Months, years, weeks.


def _month_span(text: _Text, k: int) -> _Hit | None:
    """«أيلول 2012», «شهر حزيران», «أيار الماضي», «فبراير/شباط عام 2016»; a month alone may be another word."""
    before = text.at(k - 1)
    return None if before.isdigit() else _whole_month(text, k, loose=False)


def _whole_month(text: _Text, k: int, loose: bool) -> _Hit | None:
    """The month at `k`; `loose` where the words before make sure that it is one («أواخر آذار»)."""
    named = text.bare(k) == "شهر"
    month = _month(_unprefixed(text, k), k) if not named else _month(text, k + 1)
    if month is None or month.hijri:
        return _hijri_month(text, month) if month else None
    year, end = _year_behind(text, month.end)
    if year is not None:
        return _Hit(end, *_month_of(year, month.number), "date.month")
    qualifier = text.at(month.end)
    if qualifier in LAST or qualifier in THIS:
        return _recent_month(text, month.end + 1, month.number, qualifier in LAST)
    if qualifier in NEXT:
        return _coming_month(text, month)
    return _recent_month(text, month.end, month.number, False) if loose or named or month.other else None


def _unprefixed(text: _Text, k: int) -> _Text:
    """The text with the proclitic of token `k` taken off («وشباط 2014»)."""
    form = text.at(k)
    if form == text.bare(k):
        return text
    forms = list(text.forms[: text.last])
    forms[k] = text.bare(k)
    return text._replace(forms=forms)


def _recent_month(text: _Text, end: int, month: int, past: bool) -> _Hit:
    """The latest such month; with `past` («الماضي») not the one in which the report was published."""
    if text.published is None:
        return _Hit(end, None, None, "date.month")
    now = text.published
    year = now.year - (month > now.month or (past and month == now.month))
    start, stop = _month_of(year, month)
    return _Hit(end, start, min(stop, now), "date.month")


def _coming_month(text: _Text, month: _Month) -> _Hit:
    """«أيلول المقبل»."""
    if text.published is None:
        return _Hit(month.end + 1, None, None, "date.month")
    year = text.published.year + (month.number <= text.published.month)
    return _Hit(month.end + 1, *_month_of(year, month.number), "date.month")


def _hijri_month(text: _Text, month: _Month) -> _Hit | None:
    year = _year_number(text, month.end, 1300, 1500)
    start = _from_hijri(year, month.number, 1) if year else None
    if year is None or start is None:
        return None
    after = _from_hijri(year + month.number // 12, month.number % 12 + 1, 1)
    return _Hit(month.end + 1, start, _shift(after, -1) or start, "date.month")


def _period(text: _Text, k: int) -> _Hit | None:
    """«الأسبوع الماضي», «الشهر الجاري», «هذا العام»."""
    here = text.bare(k) == "هذا" or text.bare(k) == "هذه"
    unit = text.bare(k + here)
    # «الأسبوع السابق» counts from the story, not from the publication.
    qualifier = text.at(k + 1)
    if unit not in _SPANS or not (here or qualifier in LAST or qualifier in THIS):
        return None
    rule = f"date.{_SPANS[unit]}"
    if text.published is None:
        return _Hit(k + 2, None, None, rule)
    start, stop = _span_of(_SPANS[unit], text.published, not here and qualifier in LAST)
    return _Hit(k + 2, start, stop, rule)


_SPANS = {"الاسبوع": "week", "الشهر": "this-month", "العام": "year", "السنه": "year"}


def _span_of(unit: str, published: dt.date, past: bool) -> tuple[dt.date, dt.date]:
    """The week (Sunday to Saturday), month or year before that of publication, or this one up to publication."""
    if unit == "week":
        start = _weekday_before(published, 6)
        return (start - dt.timedelta(7), start - dt.timedelta(1)) if past else (start, published)
    if unit == "year":
        return _year_of(published.year - 1) if past else (dt.date(published.year, 1, 1), published)
    first = published.replace(day=1)
    return ((first - dt.timedelta(1)).replace(day=1), first - dt.timedelta(1)) if past else (first, published)


def _year(text: _Text, k: int) -> _Hit | None:
    """«عام 2014», «عام ألفين وأربعة عشر»."""
    year, end = _year_number(text, k + 1), k + 2
    if year is None and text.at(k + 1) in ("الف", "الفين", "الفان"):
        found = find_numbers(text.forms, k + 1, min(k + 7, text.last))
        if found and found[0].first == k + 1 and found[0].best and 1900 <= found[0].best <= 2099:
            year, end = found[0].best, found[0].last
    return _Hit(end, *_year_of(year), "date.year") if year else None


_BEFORE_YEAR = frozenset("في وفي منذ ومنذ خلال مطلع اواخر نهايه بدايه اوايل منتصف لعام".split())


def _lone_year(text: _Text, k: int) -> _Hit | None:
    """«في 2014»; a round thousand is rather a count."""
    year = _year_number(text, k)
    if year is None or year == 2000 or text.at(k - 1) not in _BEFORE_YEAR:
        return None
    return _Hit(k + 1, *_year_of(year), "date.year")


def _third(text: _Text, k: int) -> _Hit | None:
    """«مطلع الشهر الجاري», «منتصف شباط», «أواخر 2013»: ten days of a month, some months of a year."""
    which = THIRDS[text.bare(k)]
    rules: tuple[_Rule, ...] = (_loose_month, _period, _lone_year)
    whole = _longest(text, k + 1, (*rules, _year) if text.bare(k + 1) in _YEAR_WORDS else rules)
    if whole is None or whole.start is None or whole.rule == "date.week":
        return whole
    if whole.rule == "date.year":
        (a, b), year = ((1, 3), (5, 8), (10, 12), (12, 12))[which], whole.start.year
        start, stop = dt.date(year, a, 1), _month_of(year, b)[1]
    else:
        start, stop = _month_of(whole.start.year, whole.start.month)
        ten = min(which, 2)
        start, stop = start.replace(day=1 + 10 * ten), stop if ten == 2 else stop.replace(day=10 + 10 * ten)
    if text.published and start <= text.published:
        stop = min(stop, text.published)
    return _Hit(whole.end, start, stop, "date.part")


def _loose_month(text: _Text, k: int) -> _Hit | None:
    return _whole_month(text, k, loose=True)


# Counted from the publication: «قبل يومين», «خلال الأيام الماضية», «منذ الأحد».

_ABOUT = frozenset("نحو حوالي قرابه زهاء".split())
_SINCE = frozenset(("منذ", "ومنذ", "مذ"))


def _ago(text: _Text, k: int) -> _Hit | None:
    """«قبل 3 أيام», «منذ أسبوع»; «قبل أيام» tells no day; «قبل يومين من الهجوم» counts from elsewhere."""
    m = k + 1 + (text.at(k + 1) in _ABOUT)
    vague = m > k + 1
    if text.at(m) in ("اكثر", "اقل") and text.at(m + 1) == "من":
        m, vague = m + 2, True
    m = m + 1 if text.at(m) in ("عده", "بضعه", "بضع") else m
    count, m = _count(text, m)
    unit = text.at(m)
    if unit not in UNITS or (text.at(m + 1) == "من" and text.bare(k) == "قبل"):
        return None
    days, months = UNITS[unit]
    vague = count is None and (vague or unit in VAGUE_UNITS)
    start = None if vague or text.published is None else _back(text.published, days, months, count or 1)
    return _Hit(m + 1, start, start, "date.ago")


def _count(text: _Text, k: int) -> tuple[int | None, int]:
    """A number at `k` and the token behind it; None and `k` where there is none."""
    if text.at(k) in UNITS:
        return None, k
    found = find_numbers(text.forms, k, min(k + 4, text.last))
    if found and found[0].first == k and found[0].best is not None and found[0].last > k:
        # A number may take its dual noun with it («يومين»); the unit is then the last of its words.
        return found[0].best, found[0].last if text.at(found[0].last) in UNITS else k
    return None, k


def _back(published: dt.date, days: int, months: int, count: int) -> dt.date | None:
    if months:
        return _months_back(published, months * count)
    return _shift(published, -min(days * count, 10**7))


_WINDOWS = {"الايام": 3, "ايام": 3, "اليومين": 2, "يومين": 2, "الساعات": 1, "ساعات": 1, "ساعه": 1, "الساعه": 1}
_LONG_WINDOWS = frozenset("الاسابيع الاشهر الشهور السنوات الاعوام الفتره الاونه".split())


def _window(text: _Text, k: int) -> _Hit | None:
    """«الأيام القليلة الماضية», «الساعات الأخيرة», «24 ساعة الماضية»: up to publication."""
    numeral = text.at(k)
    m = k + 1 if numeral.isascii() and numeral.isdigit() else k
    m = m + 2 if text.bare(m) == "الاربع" and text.at(m + 1) == "والعشرين" else m
    noun = text.bare(m)
    back = _WINDOWS.get(noun)
    m += 1 + (text.at(m + 1) in ("القليله", "القليل", "ال"))
    m += text.at(m).isdigit() and len(text.at(m)) <= 2
    if text.at(m) not in RECENT or (back is None and noun not in _LONG_WINDOWS):
        return None
    if back is None:
        return _Hit(m + 1, None, None, "date.during")
    if numeral.isascii() and numeral.isdigit() and len(numeral) < 4:
        back = int(numeral) if back == 3 else max(1, round(int(numeral) / 24))
    return _Hit(m + 1, text.ago(back), text.published, "date.during")


def _during(text: _Text, k: int) -> _Hit | None:
    """«خلال الأيام الماضية», «خلال أقل من 24 ساعة», «خلال أسبوع»."""
    m = k + 1
    m = m + 2 if text.at(m) in ("اقل", "اكثر") and text.at(m + 1) == "من" else m
    m = _skip(text, m, "ال")
    hit = _window(text, m) or _period(text, m) or _month_span(text, m)
    if hit is not None:
        return hit
    if text.at(m) in ("24", "48", "72") and text.at(m + 1) == "ساعه":
        return _Hit(m + 2, text.ago(int(text.at(m)) // 24), text.published, "date.during")
    if text.at(m) in ("اسبوع", "شهر"):
        start = _back(text.published, *UNITS[text.at(m)], 1) if text.published else None
        return _Hit(_skip(text, m + 1, "واحد"), start, text.published, "date.during")
    return None


def _since(text: _Text, k: int) -> _Hit | None:
    """«منذ الأحد», «منذ مطلع العام الجاري»: up to publication. «منذ ثلاثة أيام» is a day."""
    rules = _RULES.get(text.at(k + 1)) or (_DIGIT_RULES if "0" <= text.at(k + 1) < ":" else ())
    hit = _longest(text, k + 1, rules)
    if hit is None:
        return None
    stop = text.published if text.published and hit.start and text.published >= hit.start else hit.stop
    return hit._replace(stop=stop, rule="date.until" if hit.rule == "date.today" else "date.since")


def _till(text: _Text, k: int) -> _Hit | None:
    """«حتى اليوم», «حتى اليوم الاثنين»."""
    if text.at(k + 1) != "اليوم":
        return None
    hit = _today(text, k + 1)
    return hit._replace(rule="date.until") if hit else None


# Today, yesterday, weekdays, nights.


class _Parts(NamedTuple):
    """The words in front of a day: the token behind them, whether a night, whether past its midnight, «يوم» last."""

    end: int
    night: bool
    later: bool
    day_word: bool


def _parts(text: _Text, k: int) -> _Parts:
    """Reads «بعد منتصف ليل», «مساء وليل», «صباح هذا», «يوم»; nothing of it need be there."""
    later = text.bare(k) == "بعد" and text.at(k + 1) == "منتصف"
    m = (
        k + 2
        if later
        else k + (text.bare(k) == "منتصف" or (text.bare(k) in ("بعد", "قبل") and text.at(k + 1) in DAY_PARTS))
    )
    night, last = False, k + 6
    while m < last:
        form = text.bare(m)
        if form in DAY_PARTS:
            night = night or form in NIGHTS
        elif form != "يوم" and not (m > k and form in ("و", "من", "هذا", "هذه")):
            break
        m += 1
    return _Parts(m, night, later, text.bare(m - 1) == "يوم" and m > k)


def _moment(text: _Text, k: int) -> _Hit | None:
    """A part of the day, then today, yesterday, a weekday or a date, then what says the same day again."""
    parts = _parts(text, k)
    m = parts.end
    form = text.bare(m)
    if parts.night and text.at(m - 1) in _NIGHT_WORDS and (form in LAST or form == "قبل"):
        return _last_night(text, m, parts.later)
    if form in WEEKDAYS or (parts.day_word and form in BARE_WEEKDAYS):
        return _weekday(text, parts)
    if form in TODAY:
        return _today(text, m)
    if form in YESTERDAY or form == "اول":
        return _yesterday(text, parts)
    # «غد» alone is a future without a day («من أجل غد أفضل»).
    if form == "غدا" or (form in TOMORROW and parts.day_word):
        return _again(text, m + 1, text.ago(-1), "date.tomorrow", ahead=True)
    return _dated(text, parts, k) or _this_night(text, parts, k)


_NIGHT_WORDS = frozenset("الليله الليل والليله بالليله لليله فالليله".split())


def _dated(text: _Text, parts: _Parts, k: int) -> _Hit | None:
    """«صباح 13 يوليو 2015», «يوم 9/4»."""
    return _longest(text, parts.end, (_numeric, _calendar)) if parts.end > k else None


def _last_night(text: _Text, m: int, later: bool) -> _Hit | None:
    """«الليلة الماضية» is yesterday and today, behind its midnight today only; «الليلة قبل الماضية» a day earlier."""
    back = int(text.at(m) == "قبل")
    if text.at(m + back) not in LAST:
        return None
    start = text.ago(back if later else back + 1)
    return _Hit(m + back + 1, start, text.ago(back), "date.last-night")


_THAT = frozenset("تلك ذلك ذاك ذات نفس".split())


def _this_night(text: _Text, parts: _Parts, k: int) -> _Hit | None:
    """«الليلة» is today, and so is «بعد منتصف الليل»."""
    end = parts.end
    if parts.later and text.at(end - 1) == "الليل":
        return _Hit(end, text.published, text.published, "date.midnight")
    if end == k + 1 and text.bare(k) == "الليله" and text.at(k - 1) not in _THAT and text.at(end) not in _OTHER_DAY:
        return _Hit(end, text.published, text.published, "date.today")
    return None


# «اليوم التالي», «اليوم العالمي», «اليوم الثاني للهدنة» are not today.
_OTHER_DAY = frozenset(
    "التالي التاليه السابق السابقه نفسه نفسها ذاته ذاتها الواحد الاخير العالمي الوطني الدولي الدراسي المفتوح المذكور ال الذي التي".split()
)


def _today(text: _Text, m: int) -> _Hit | None:
    hit = _again(text, m + 1, text.published, "date.today")
    if hit.end > m + 1:
        return hit
    after = text.at(m + 1)
    # Latin digits behind «اليوم» count days of something, a day of the month was read above.
    if (
        text.at(m - 1) in _THAT
        or after in _OTHER_DAY
        or (after in ORDINALS and after != "اول")
        or after in COMPOUND_ONLY
    ):
        return None
    return hit


def _yesterday(text: _Text, parts: _Parts) -> _Hit | None:
    m = parts.end
    end, back = _two_days(text, m)
    if not end:
        return None
    hit = _again(text, end, text.ago(back), "date.yesterday" if back == 1 else "date.before-yesterday", before=True)
    if not parts.night or hit.end > end:
        return hit
    rule = "date.last-night" if back == 1 else hit.rule
    return _Hit(end, text.ago(back - 1 if parts.later else back), text.ago(back - 1), rule)


def _two_days(text: _Text, m: int) -> tuple[int, int]:
    """Behind «أمس» and 1, or behind «أول من أمس» / «أمس الأول» and 2; 0 where neither stands at `m`."""
    if text.bare(m) == "اول":
        at = m + 1 + (text.at(m + 1) == "من")
        return (at + 1, 2) if text.at(at) in YESTERDAY else (0, 0)
    # «أمس الأول من أيار» is the first of May.
    before = text.at(m + 1) == "الاول" and _calendar(text, m + 1) is None
    return (m + 2, 2) if before else (m + 1, 1)


def _again(text: _Text, k: int, day: dt.date | None, rule: str, before: bool = False, ahead: bool = False) -> _Hit:
    """What says the day again: «أمس الأربعاء», «اليوم (الخميس)», «اليوم، الأحد 11 حزيران».

    A date wins, then a weekday. `before`: the day of publication itself is not meant; `ahead`: nor any before it.
    """
    m = _skip(text, k, "(", "،")
    m = _skip(text, m, "يوم") if text.at(m + 1) in WEEKDAYS else m
    weekday = WEEKDAYS.get(text.at(m))
    if weekday is None or _named_otherwise(text, m):
        return _closing(text, k, _tail(text, k, None) or _Hit(k, day, day, rule))
    if day is not None and text.published is not None and day.weekday() != weekday:
        day = _weekday_before(text.published + dt.timedelta(7 if ahead else -before), weekday)
    return _closing(text, k, _tail(text, m + 1, weekday) or _Hit(m + 1, day, day, rule))


def _closing(text: _Text, k: int, hit: _Hit) -> _Hit:
    """Takes the bracket that closes one opened in the mention."""
    opened = "(" in text.forms[k : hit.end] and ")" not in text.forms[k : hit.end]
    return hit._replace(end=hit.end + 1) if opened and text.at(hit.end) == ")" else hit


def _tail(text: _Text, k: int, weekday: int | None) -> _Hit | None:
    """The date behind a weekday or «اليوم», a comma or bracket between."""
    m = _skip(text, k, "(", "،", ",", "الموافق", "بتاريخ")
    hit = _numeric(text, m) or _calendar(text, m, weekday)
    return _closing(text, k, hit) if hit else None


# «سوق الخميس» and «حي الجمعة» are places; «الاثنين معاً» are two people.
_PLACES = frozenset("سوق بسوق وسوق جسر وادي بلده قريه حي مدينه منطقه".split())


def _named_otherwise(text: _Text, m: int) -> bool:
    return text.at(m - 1) in _PLACES or (text.bare(m) == "الاثنين" and text.at(m + 1) in ("معا", "كليهما", "الاخرين"))


def _weekday(text: _Text, parts: _Parts) -> _Hit | None:
    """The last such day on or before publication; two weekdays of a night span both."""
    m = parts.end
    if _named_otherwise(text, m):
        return None
    name = text.bare(m)
    weekday = WEEKDAYS[name] if name in WEEKDAYS else BARE_WEEKDAYS[name]
    if parts.night and (pair := _two_weekdays(text, m, weekday, parts.later)):
        return pair
    end, day, rule = _which_weekday(text, m + 1, weekday)
    dated = _tail(text, end, weekday)
    if dated is not None:
        return dated
    stop = day
    if parts.later and day and text.published:
        stop = min(day + dt.timedelta(1), max(day, text.published))
    return _Hit(end, day, stop, rule)


def _which_weekday(text: _Text, k: int, weekday: int) -> tuple[int, dt.date | None, str]:
    """Reads «الماضي», «قبل الماضي», «المقبل» behind a weekday: the token behind, the day and the rule."""
    form = text.at(k)
    day = _weekday_before(text.published, weekday) if text.published else None
    if form in LAST:
        return k + 1, _shift(day, -7) if day == text.published else day, "date.weekday"
    if form == "قبل" and text.at(k + 1) in LAST:
        return k + 2, _shift(day, -14 if day == text.published else -7), "date.weekday"
    if form in NEXT:
        return k + 1, _shift(day, 7), "date.next"
    return k, day, "date.weekday"


def _two_weekdays(text: _Text, m: int, weekday: int, later: bool) -> _Hit | None:
    """«ليل الأربعاء - الخميس», «ليلة الأربعاء الخميس»."""
    k = _skip(text, m + 1, "-", "/", "الي", "علي", "و")
    second = WEEKDAYS.get(text.at(k).removeprefix("و"))
    if second is None or second != (weekday + 1) % 7:
        return None
    close = _weekday_before(text.published, second) if text.published else None
    hit = _tail(text, k + 1, second)
    if hit is not None:
        close = hit.start
    start = close if later else _shift(close, -1)
    return _Hit(hit.end if hit else k + 1, start, close, "date.night")


# Which rules may start at which word.


def _surfaces(word: str) -> list[str]:
    """A word with the proclitics that it may carry: «واليوم», «لليوم», «وبالأمس»."""
    if word in NO_PROCLITIC:
        return [word]
    prefixed = [p + word for p in ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")]
    return prefixed + [p + "لل" + word[2:] for p in ("", "و", "ف") if word.startswith("ال")]


def _rules_by_word() -> dict[str, tuple[_Rule, ...]]:
    rules: dict[str, tuple[_Rule, ...]] = {}
    groups: tuple[tuple[Iterable[str], _Rule], ...] = (
        ((*WEEKDAYS, *DAY_PARTS, *TODAY, *YESTERDAY, *TOMORROW, "يوم", "بعد", "قبل", "منتصف", "اول"), _moment),
        ((*ORDINALS, *COMPOUND_ONLY), _calendar),
        ((name.split()[0] for name in (*MONTHS, *HIJRI)), _calendar),
        ((*(name.split()[0] for name in (*MONTHS, *HIJRI)), "شهر"), _month_span),
        ((*_SPANS, "هذا", "هذه"), _period),
        (("عام", "العام", "سنه", "السنه"), _year),
        (THIRDS, _third),
        (("قبل", "منذ", "مذ"), _ago),
        ((*_LONG_WINDOWS, "الايام", "اليومين", "الساعات"), _window),
        (("خلال",), _during),
        (("منذ", "مذ"), _since),
        (("حتي",), _till),
    )
    for words, rule in groups:
        for word in words:
            if rule not in rules.get(word, ()):
                rules[word] = (*rules.get(word, ()), rule)
    return rules


def _by_surface(rules: dict[str, tuple[_Rule, ...]]) -> dict[str, str]:
    """Every surface form of a starter, and the starter; a word that is one itself stays so («ليل» is no «ل» + «يل»)."""
    bare = {word: word for word in rules}
    for word in rules:
        for surface in _surfaces(word):
            bare.setdefault(surface, word)
    return bare


_DIGIT_RULES: tuple[_Rule, ...] = (_numeric, _calendar, _days_of_month, _lone_year, _window)
_BY_WORD = _rules_by_word()
_BARE = _by_surface(_BY_WORD)
_RULES = {surface: _BY_WORD[word] for surface, word in _BARE.items()}
