"""Days said in a report, over folded token forms, resolved against the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tawthiq.arabic.calendar_names import DAY_PARTS, HIJRI, MONTHS, ORDINALS, WEEKDAYS
from tawthiq.arabic.numbers import find_numbers


@dataclass(frozen=True, slots=True)
class DateMention:
    """Tokens `[first, last)` that name a time, its first and last day (None where nothing resolves them), the rule."""

    first: int
    last: int
    start: dt.date | None
    end: dt.date | None
    rule: str


_NUMERIC = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})")
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})")
_PROCLITICS = ("", "و", "ف", "ب", "ل")
_TODAY = frozenset(("اليوم", "الليله"))
_LAST = frozenset("الماضي الماضيه الفايت الفايته المنصرم المنصرمه السابق الاخير الاخيره".split())
_THIS = frozenset("الجاري الجاريه الحالي الحاليه".split())
_UNITS = {
    "يوم": 1, "يوما": 1, "ايام": 1, "يومين": 2, "اسبوع": 7, "اسبوعا": 7, "اسابيع": 7, "اسبوعين": 14,
    "شهر": 30, "شهرا": 30, "اشهر": 30, "شهور": 30, "شهرين": 60, "عام": 365, "عاما": 365, "سنه": 365, "اعوام": 365,
    "سنوات": 365, "عامين": 730, "سنتين": 730,
}  # fmt: skip
_STARTERS = (
    frozenset(WEEKDAYS) | frozenset(MONTHS) | frozenset(HIJRI) | _TODAY | frozenset(DAY_PARTS)
    | frozenset("امس اول يوم بتاريخ تاريخ قبل منذ خلال الاسبوع الشهر العام عام سنه في مطلع بدايه اواخر اوايل منتصف نهايه بعد الماضي غدا البارحه الاربعاء".split())
)  # fmt: skip


def find_dates(forms: Sequence[str], first: int, last: int, published: dt.date | None) -> list[DateMention]:
    """All days and spells named in tokens `[first, last)`, left to right, not overlapping.

    >>> find_dates(["مساء", "امس", "الاربعاء"], 0, 3, dt.date(2017, 6, 22))[0].start
    datetime.date(2017, 6, 21)
    """
    out: list[DateMention] = []
    i = first
    while i < last:
        mention = _at(forms, i, last, published) if _may_start(forms[i]) else None
        if mention is None:
            i += 1
            continue
        if mention.last > last:
            mention = replace(mention, last=last)
        out.append(mention)
        i = max(mention.last, i + 1)
    return out


def parse_date(text: str, published: dt.date | None = None) -> dt.date | None:
    """The day printed in a line («12 أيار 2019»), or None; a bare year or month is no day."""
    from tawthiq.arabic.words import split_words

    words = split_words(text)
    for mention in find_dates(words.forms, 0, len(words.forms), published):
        if mention.rule.startswith("date.calendar") and mention.start is not None and mention.start == mention.end:
            return mention.start
    return None


def _may_start(form: str) -> bool:
    return form in _STARTERS or form[0].isdigit() or form[1:] in _STARTERS or form in ORDINALS or form[1:] in ORDINALS


def _bare(form: str) -> str:
    """A form without the و ف ب ل that may stand before a time word."""
    if form in _STARTERS or form in ORDINALS:
        return form
    return form[1:] if form[:1] in _PROCLITICS[1:] and (form[1:] in _STARTERS or form[1:] in ORDINALS) else form


def _at(forms: Sequence[str], i: int, last: int, published: dt.date | None) -> DateMention | None:
    for rule in (_numeric, _calendar, _ago, _deictic, _year):
        mention = rule(forms, i, last, published)
        if mention is not None:
            return mention
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _numeric(forms: Sequence[str], i: int, last: int, published: dt.date | None) -> DateMention | None:
    """«26-8-2023», «2025/9/29», after a weekday also «9/4»."""
    match = _NUMERIC.fullmatch(forms[i])
    if match:
        a, b, c = (int(g) for g in match.groups())
        day = _day(a, b, c) if a > 31 else (_day(c, b, a) if c > 99 else None)
        return DateMention(i, i + 1, day, day, "date.calendar.numeric") if day else None
    match = _SHORT.fullmatch(forms[i])
    if match and published and i and (_bare(forms[i - 1]) in WEEKDAYS or forms[i - 1] in ("يوم", "بتاريخ")):
        day = _without_year(int(match[2]), int(match[1]), published)
        return DateMention(i, i + 1, day, day, "date.calendar.short") if day else None
    return None


def _without_year(month: int, day: int, published: dt.date) -> dt.date | None:
    """The latest such day not more than three days after publication."""
    for year in (published.year + 1, published.year, published.year - 1):
        found = _day(year, month, day)
        if found and found <= published + dt.timedelta(3):
            return found
    return None


def _calendar(forms: Sequence[str], i: int, last: int, published: dt.date | None) -> DateMention | None:
    """«15 شباط/فبراير 2017», «الثاني من أيار», «أيلول 2012», «7 رمضان 1438», a weekday or day part in front."""
    k = i
    while k < last and (_bare(forms[k]) in WEEKDAYS or _bare(forms[k]) in DAY_PARTS or _bare(forms[k]) in _TODAY or forms[k] in ("يوم", "بتاريخ", "،", "الموافق", "من", "(")) and k - i < 5:
        k += 1
    number = ORDINALS.get(_bare(forms[k])) if k < last else None
    if number is None and k < last and forms[k].isdigit() and len(forms[k]) <= 2:
        number = int(forms[k])
    m = k + 1 if number is not None else k
    if m < last and forms[m] in ("من", "شهر"):
        m += 1
    if number is not None and m + 1 < last and forms[m] == "الشهر" and published:
        return _this_month(forms, i, m, number, published)
    month, m2, hijri = _month(forms, m, last)
    if month is None:
        return None
    year, end = _year_after(forms, m2, last)
    if number is None:
        return _whole_month(forms, i, k, end, month, year, hijri)
    if hijri:
        return _hijri(i, end, number, month, year, published)
    day = _day(year, month, number) if year else (_without_year(month, number, published) if published else None)
    return DateMention(i, end, day, day, "date.calendar") if day or not year else None


def _this_month(forms: Sequence[str], i: int, m: int, number: int, published: dt.date) -> DateMention | None:
    base = published.replace(day=1)
    if forms[m + 1] in _LAST:
        base = (base - dt.timedelta(1)).replace(day=1)
    day = _day(base.year, base.month, number)
    return DateMention(i, m + 2, day, day, "date.calendar.this-month") if day and forms[m + 1] in _LAST | _THIS else None


def _month(forms: Sequence[str], m: int, last: int) -> tuple[int | None, int, bool]:
    """A month name at token `m` («تشرين الثاني», «شباط/فبراير»): its number, the token behind, whether Hijri."""
    if m >= last:
        return None, m, False
    two = " ".join(forms[m : m + 2])
    one = _bare(forms[m])
    if two in MONTHS or two in HIJRI:
        month, end, hijri = MONTHS.get(two) or HIJRI[two], m + 2, two not in MONTHS
    elif one in MONTHS or one in HIJRI:
        month, end, hijri = MONTHS.get(one) or HIJRI[one], m + 1, one not in MONTHS
    else:
        return None, m, False
    if end + 1 < last and forms[end] in ("/", "-", "("):
        again, behind, _ = _month(forms, end + 1, last)
        if again is not None:
            end = behind + (1 if behind < last and forms[behind] == ")" else 0)
    return month, end, hijri


def _year_after(forms: Sequence[str], m: int, last: int) -> tuple[int | None, int]:
    for k in (m, m + 1):
        if k < last and forms[k].isdigit() and len(forms[k]) == 4 and 1300 < int(forms[k]) < 2100:
            return int(forms[k]), k + 1
        if k < last and forms[k] not in ("من", "عام", "سنه", "،", "/"):
            break
    return None, m


def _whole_month(forms: Sequence[str], i: int, k: int, end: int, month: int, year: int | None, hijri: bool) -> DateMention | None:
    """A month without a day counts only with its year: month names are also common words."""
    if year is None or hijri or k != i:
        return None
    start = _day(year, month, 1)
    following = _day(year + month // 12, month % 12 + 1, 1)
    return DateMention(i, end, start, following - dt.timedelta(1), "date.month") if start and following else None


def _hijri(i: int, end: int, day: int, month: int, year: int | None, published: dt.date | None) -> DateMention | None:
    from hijridate import Gregorian, Hijri

    try:
        if year is None and published is not None:
            year = Gregorian(published.year, published.month, published.day).to_hijri().year
        if year is None:
            return DateMention(i, end, None, None, "date.calendar.hijri")
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    resolved = dt.date(found.year, found.month, found.day)
    return DateMention(i, end, resolved, resolved, "date.calendar.hijri")


def _ago(forms: Sequence[str], i: int, last: int, published: dt.date | None) -> DateMention | None:
    """«قبل يومين», «منذ ثلاثة أيام», «الأسبوع الماضي», «خلال الأيام الماضية»."""
    form = _bare(forms[i])
    if form in ("قبل", "منذ"):
        return _before(forms, i, last, published)
    if form == "خلال" and i + 2 < last:
        return _during(forms, i, last, published)
    if form in ("الاسبوع", "الشهر", "العام") and i + 1 < last and forms[i + 1] in _LAST | _THIS:
        return _period(i, form, forms[i + 1] in _LAST, published)
    return None


def _before(forms: Sequence[str], i: int, last: int, published: dt.date | None) -> DateMention | None:
    numbers = find_numbers(forms, i + 1, min(i + 4, last))
    k, count = (numbers[0].last, numbers[0].best) if numbers and numbers[0].first == i + 1 else (i + 1, 1)
    unit = _UNITS.get(forms[k]) if k < last else None
    if unit is None or count is None or count * unit > 40000:
        return None
    if unit > 2 or published is None:
        start = published - dt.timedelta(count * unit) if published else None
        return DateMention(i, k + 1, start, start, "date.ago")
    day = published - dt.timedelta(count * unit)
    return DateMention(i, k + 1, day, day, "date.ago")


def _during(forms: Sequence[str], i: int, last: int, published: dt.date | None) -> DateMention | None:
    window = list(forms[i + 1 : i + 6])
    past = next((k for k, f in enumerate(window) if f in _LAST), None)
    if past is None:
        return None
    hours = any("ساع" in f for f in window[:past])
    days = any(f in ("الايام", "ايام", "اليومين") for f in window[:past])
    if not hours and not days:
        return None
    back = 1 if hours else 3
    start = published - dt.timedelta(back) if published else None
    return DateMention(i, min(i + 2 + past, last), start, published, "date.during")


def _period(i: int, form: str, past: bool, published: dt.date | None) -> DateMention | None:
    if published is None:
        return DateMention(i, i + 2, None, None, "date.period")
    if form == "الاسبوع":
        start = published - dt.timedelta(7 if past else published.weekday())
        return DateMention(i, i + 2, start, published, "date.week")
    if form == "العام":
        year = published.year - past
        return DateMention(i, i + 2, dt.date(year, 1, 1), dt.date(year, 12, 31), "date.year")
    end = published.replace(day=1) - dt.timedelta(1) if past else published
    return DateMention(i, i + 2, end.replace(day=1), end, "date.this-month")


def _deictic(forms: Sequence[str], i: int, last: int, published: dt.date | None) -> DateMention | None:
    """Today, yesterday, nights and weekdays, with the part of the day in front."""
    k, part, later = i, "", False
    if _bare(forms[k]) == "بعد" and k + 2 < last and forms[k + 1] == "منتصف":
        k, later = k + 2, True
    while k < last and _bare(forms[k]) in DAY_PARTS | {"يوم"} and k - i < 4:
        part = part or (_bare(forms[k]) if _bare(forms[k]) != "يوم" else "")
        k += 1
        while (k < last and forms[k] in ("من", "و")) or (k < last and k > i and forms[k].startswith("و") and forms[k][1:] in DAY_PARTS):
            k += 1
    if k >= last:
        return None
    night = part in ("ليل", "ليله", "الليله")
    form = _bare(forms[k])
    if k > i and forms[k] in _LAST and part in ("الليله",):
        start = published - dt.timedelta(1) if published else None
        return DateMention(i, k + 1, published if later else start, published, "date.last-night")
    if form in _TODAY:
        return _with_weekday(forms, i, k + 1, last, published, 0, "date.today")
    if form in ("امس", "البارحه"):
        return _yesterday(forms, i, k, last, published, night, later)
    if form == "اول" and k + 1 < last and forms[k + 1] in ("امس", "من"):
        end = k + 2 if forms[k + 1] == "امس" else k + 3
        return _with_weekday(forms, i, min(end, last), last, published, 2, "date.before-yesterday")
    if form in WEEKDAYS:
        return _weekday(forms, i, k, last, published, night)
    return None


def _yesterday(forms: Sequence[str], i: int, k: int, last: int, published: dt.date | None, night: bool, later: bool) -> DateMention:
    if k + 1 < last and forms[k + 1] == "الاول":
        return _with_weekday(forms, i, k + 2, last, published, 2, "date.before-yesterday")
    if night and published:
        return DateMention(i, k + 1, published if later else published - dt.timedelta(1), published, "date.last-night")
    return _with_weekday(forms, i, k + 1, last, published, 1, "date.yesterday")


def _with_weekday(forms: Sequence[str], i: int, end: int, last: int, published: dt.date | None, back: int, rule: str) -> DateMention:
    """«أمس الأربعاء», «اليوم (الخميس)»: the weekday belongs to the mention and wins where the two disagree."""
    k = end + (end < last and forms[end] in ("(", "،"))
    day = published - dt.timedelta(back) if published else None
    if k < last and forms[k] in WEEKDAYS:
        close = 1 if k + 1 < last and forms[k + 1] == ")" and k > end else 0
        if published and day and day.weekday() != WEEKDAYS[forms[k]]:
            day = published - dt.timedelta((published.weekday() - WEEKDAYS[forms[k]]) % 7)
        return DateMention(i, k + 1 + close, day, day, rule)
    return DateMention(i, end, day, day, rule)


def _weekday(forms: Sequence[str], i: int, k: int, last: int, published: dt.date | None, night: bool) -> DateMention:
    """The last such day on or before publication; two weekdays of a night span both."""
    end, rule = k + 1, "date.weekday"
    day = published - dt.timedelta((published.weekday() - WEEKDAYS[_bare(forms[k])]) % 7) if published else None
    if end < last and forms[end] in _LAST:
        end += 1
        if day == published and published is not None:
            day = published - dt.timedelta(7)
    second = end + (end < last and forms[end] in ("-", "/", "الي"))
    if night and second < last and forms[second].removeprefix("و") in WEEKDAYS and published:
        close = published - dt.timedelta((published.weekday() - WEEKDAYS[forms[second].removeprefix("و")]) % 7)
        return DateMention(i, second + 1, close - dt.timedelta(1), close, "date.night")
    return DateMention(i, end, day, day, rule)


def _year(forms: Sequence[str], i: int, last: int, published: dt.date | None) -> DateMention | None:
    """«عام 2014», «في 2011»."""
    if _bare(forms[i]) in ("عام", "سنه", "في", "العام") and i + 1 < last and forms[i + 1].isdigit() and len(forms[i + 1]) == 4:
        year = int(forms[i + 1])
        if 1900 <= year <= 2099:
            return DateMention(i, i + 2, dt.date(year, 1, 1), dt.date(year, 12, 31), "date.year")
    return None
