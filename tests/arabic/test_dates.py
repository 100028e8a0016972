"""Dates: one line a case, read on Thursday 15 August 2019, and properties over any words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.arabic.calendar_names import DAY_PARTS, HIJRI, LAST, MONTHS, ORDINALS, THIRDS, UNITS, WEEKDAYS
from tawthiq.arabic.dates import find_dates, parse_date
from tawthiq.arabic.letters import fold_word
from tawthiq.arabic.words import split_words

PUBLISHED = dt.date(2019, 8, 15)

# A text, "=", then each mention as its words, day or first..last day ("?" where nothing tells), and rule.
CASES = r"""
قصف الحي اليوم = اليوم 2019-08-15 today
واليوم هدأت الجبهة = واليوم 2019-08-15 today
عاد الهدوء هذا اليوم = اليوم 2019-08-15 today
وصلت القافلة اليوم (الخميس) = اليوم (الخميس) 2019-08-15 today
اليوم الأربعاء قصفت القرية = اليوم الأربعاء 2019-08-14 today
اليوم، الخميس 15 من آب، دخلوا = اليوم، الخميس 15 من آب 2019-08-15 calendar
صباح هذا اليوم الخميس = صباح هذا اليوم الخميس 2019-08-15 today
فجر اليوم انفجر لغم = فجر اليوم 2019-08-15 today
بعد ظهر اليوم توقف القتال = بعد ظهر اليوم 2019-08-15 today
الليلة يبدأ الحظر = الليلة 2019-08-15 today
في ذلك اليوم هرب السكان =
في تلك الليلة هرب السكان =
وفي اليوم التالي عادوا =
في اليوم الثاني للهدنة =
بعد ثلاثة أيام عادوا =
أصيب حارس أمس = أمس 2019-08-14 yesterday
فأمس قصفوا الجسر = فأمس 2019-08-14 yesterday
وقع بالأمس انفجار = بالأمس 2019-08-14 yesterday
قصفوا البارحة السوق = البارحة 2019-08-14 yesterday
يوم أمس الأربعاء = يوم أمس الأربعاء 2019-08-14 yesterday
أمس (الأربعاء) نزحوا = أمس (الأربعاء) 2019-08-14 yesterday
أمس الثلاثاء نزحوا = أمس الثلاثاء 2019-08-13 yesterday
مساء أمس اشتبكوا = مساء أمس 2019-08-14 yesterday
ظهر أمس الأربعاء = ظهر أمس الأربعاء 2019-08-14 yesterday
يوم أمس 14 آب = يوم أمس 14 آب 2019-08-14 calendar
أول من أمس = أول من أمس 2019-08-13 before-yesterday
أول أمس = أول أمس 2019-08-13 before-yesterday
أمس الأول = أمس الأول 2019-08-13 before-yesterday
مساء أمس الأول الثلاثاء = مساء أمس الأول الثلاثاء 2019-08-13 before-yesterday
ليل أمس أغاروا = ليل أمس 2019-08-14..2019-08-15 last-night
ليلة أمس أغاروا = ليلة أمس 2019-08-14..2019-08-15 last-night
مساء وليل أمس أغاروا = مساء وليل أمس 2019-08-14..2019-08-15 last-night
الليلة الماضية أغاروا = الليلة الماضية 2019-08-14..2019-08-15 last-night
الليلة قبل الماضية أغاروا = الليلة قبل الماضية 2019-08-13..2019-08-14 last-night
بعد منتصف ليل أمس = بعد منتصف ليل أمس 2019-08-15 last-night
بعد منتصف الليلة الماضية = بعد منتصف الليلة الماضية 2019-08-15 last-night
سقط صاروخ بعد منتصف الليل = بعد منتصف الليل 2019-08-15 midnight
ليل أمس الأربعاء = ليل أمس الأربعاء 2019-08-14 yesterday
ليل الأربعاء - الخميس = ليل الأربعاء - الخميس 2019-08-14..2019-08-15 night
ليل الثلاثاء/الأربعاء = ليل الثلاثاء/الأربعاء 2019-08-13..2019-08-14 night
ليلة الأحد الاثنين = ليلة الأحد الاثنين 2019-08-11..2019-08-12 night
ليل السبت على الأحد = ليل السبت على الأحد 2019-08-10..2019-08-11 night
ليلة الجمعة اشتبكوا = ليلة الجمعة 2019-08-09 weekday
بعد منتصف ليل الأربعاء = بعد منتصف ليل الأربعاء 2019-08-14..2019-08-15 weekday
زار البلدة الخميس = الخميس 2019-08-15 weekday
زار البلدة الجمعة = الجمعة 2019-08-09 weekday
زار البلدة الإثنين = الإثنين 2019-08-12 weekday
وفجر الثلاثاء قصفوها = وفجر الثلاثاء 2019-08-13 weekday
يوم الأحد الماضي = يوم الأحد الماضي 2019-08-11 weekday
الخميس الماضي = الخميس الماضي 2019-08-08 weekday
الخميس الفائت = الخميس الفائت 2019-08-08 weekday
السبت المنصرم = السبت المنصرم 2019-08-10 weekday
الأحد قبل الماضي = الأحد قبل الماضي 2019-08-04 weekday
تبدأ المفاوضات الاثنين المقبل = الاثنين المقبل 2019-08-19 next
يعودون غداً = غداً 2019-08-16 tomorrow
يعودون يوم غد الجمعة = يوم غد الجمعة 2019-08-16 tomorrow
من أجل غد أفضل =
في أيلول (سبتمبر) المقبل = أيلول (سبتمبر) المقبل 2019-09-01..2019-09-30 month
السبت, 10 آب = السبت, 10 آب 2019-08-10 calendar
يوم سبت خرج الناس = يوم سبت 2019-08-10 weekday
قتل أحد الحراس =
أحد عشر حارسا =
قتل الاثنين معا =
انفجار في سوق الخميس =
سلم نفسه للأربعاء = للأربعاء 2019-08-14 weekday
السبت والأحد نزحوا = السبت 2019-08-10 weekday; والأحد 2019-08-11 weekday
قبل يومين = قبل يومين 2019-08-13 ago
منذ ثلاثة أيام = منذ ثلاثة أيام 2019-08-12 ago
قبل 3 أيام = قبل 3 أيام 2019-08-12 ago
وقبل أسبوع هاجموا = وقبل أسبوع 2019-08-08 ago
قبل أسبوعين = قبل أسبوعين 2019-08-01 ago
قبل شهر = قبل شهر 2019-07-15 ago
قبل خمسة أشهر = قبل خمسة أشهر 2019-03-15 ago
قبل ساعات = قبل ساعات 2019-08-15 ago
قبل أيام = قبل أيام ? ago
منذ سنوات = منذ سنوات ? ago
قبل يومين من الهجوم =
الأسبوع الماضي = الأسبوع الماضي 2019-08-04..2019-08-10 week
هذا الأسبوع = هذا الأسبوع 2019-08-11..2019-08-15 week
الشهر الماضي = الشهر الماضي 2019-07-01..2019-07-31 this-month
الشهر الجاري = الشهر الجاري 2019-08-01..2019-08-15 this-month
العام الماضي = العام الماضي 2018-01-01..2018-12-31 year
خلال الأيام القليلة الماضية = خلال الأيام القليلة الماضية 2019-08-12..2019-08-15 during
خلال الـ24 ساعة الماضية = خلال الـ24 ساعة الماضية 2019-08-14..2019-08-15 during
خلال الساعات الماضية = خلال الساعات الماضية 2019-08-14..2019-08-15 during
خلال الـ 48 ساعة الماضية = خلال الـ 48 ساعة الماضية 2019-08-13..2019-08-15 during
خلال الأربع والعشرين ساعة الماضية = خلال الأربع والعشرين ساعة الماضية 2019-08-14..2019-08-15 during
مطلع الشهر الجاري = مطلع الشهر الجاري 2019-08-01..2019-08-10 part
بداية الشهر الحالي = بداية الشهر الحالي 2019-08-01..2019-08-10 part
منتصف الشهر الماضي = منتصف الشهر الماضي 2019-07-11..2019-07-20 part
أواخر الشهر الماضي = أواخر الشهر الماضي 2019-07-21..2019-07-31 part
أواخر شباط الماضي = أواخر شباط الماضي 2019-02-21..2019-02-28 part
مطلع عام 2017 = مطلع عام 2017 2017-01-01..2017-03-31 part
نهاية العام الماضي = نهاية العام الماضي 2018-12-01..2018-12-31 part
منذ الأحد = منذ الأحد 2019-08-11..2019-08-15 since
منذ مطلع العام الجاري = منذ مطلع العام الجاري 2019-01-01..2019-08-15 since
منذ عام 2013 = منذ عام 2013 2013-01-01..2019-08-15 since
منذ صباح أمس الأربعاء = منذ صباح أمس الأربعاء 2019-08-14..2019-08-15 since
حتى اليوم = حتى اليوم 2019-08-15 until
حتى اليوم الخميس 15 آب = حتى اليوم الخميس 15 آب 2019-08-15 until
منذ اليوم = منذ اليوم 2019-08-15 until
من مطلع نيسان حتى 20 حزيران الماضي = مطلع نيسان حتى 20 حزيران الماضي 2019-04-01..2019-06-20 range
15 شباط/فبراير 2017 = 15 شباط/فبراير 2017 2017-02-15 calendar
في 9 يوليو (تموز) 2018 = 9 يوليو (تموز) 2018 2018-07-09 calendar
15 من شباط = 15 من شباط 2019-02-15 calendar
17 آب وصلت البعثة = 17 آب 2019-08-17 calendar
25 كانون الأول = 25 كانون الأول 2018-12-25 calendar
3 تشرين الثاني من عام 2016 = 3 تشرين الثاني من عام 2016 2016-11-03 calendar
الـ19 فيفري الماضي = الـ19 فيفري الماضي 2019-02-19 calendar
4نيسان 2018 = 4نيسان 2018 2018-04-04 calendar
الثاني من أيار = الثاني من أيار 2019-05-02 calendar
الحادي والثلاثين من تموز = الحادي والثلاثين من تموز 2019-07-31 calendar
في الثالث عشر من مارس/آذار الماضي = الثالث عشر من مارس/آذار الماضي 2019-03-13 calendar
في العشرين من الشهر الماضي = العشرين من الشهر الماضي 2019-07-20 calendar.this-month
في 5 الجاري = 5 الجاري 2019-08-05 calendar.this-month
7 غشت = 7 غشت 2019-08-07 calendar
12 دجنبر 2015 = 12 دجنبر 2015 2015-12-12 calendar
5 جويلية 2016 = 5 جويلية 2016 2016-07-05 calendar
20 يوليو \ تموز 2018 = 20 يوليو \ تموز 2018 2018-07-20 calendar
5-7 أيار = 5-7 أيار 2019-05-05..2019-05-07 calendar
مساء الاثنين (12 آب 2019) = مساء الاثنين (12 آب 2019) 2019-08-12 calendar
يوم الأحد الماضي 11 آب = يوم الأحد الماضي 11 آب 2019-08-11 calendar
الثلاثاء 13 كانون الثاني/آب = الثلاثاء 13 كانون الثاني/آب 2019-08-13 calendar
صباح 13 حزيران 2018 = صباح 13 حزيران 2018 2018-06-13 calendar
29 شباط = 29 شباط 2016-02-29 calendar
31 شباط 2017 =
فبراير 2014 = فبراير 2014 2014-02-01..2014-02-28 month
آذار (مارس) 2015 = آذار (مارس) 2015 2015-03-01..2015-03-31 month
خلال أيار الماضي = خلال أيار الماضي 2019-05-01..2019-05-31 month
شهر حزيران 2018 = شهر حزيران 2018 2018-06-01..2018-06-30 month
عام 2014 = عام 2014 2014-01-01..2014-12-31 year
سنة 1998 = سنة 1998 1998-01-01..1998-12-31 year
في 2014 = 2014 2014-01-01..2014-12-31 year
عام ألفين وأربعة عشر = عام ألفين وأربعة عشر 2014-01-01..2014-12-31 year
قتل 2014 شخصا =
مدير عام المشفى =
مارس مهنته سنين =
قال أب لطفلين =
طرق باب الجار =
26-8-2018 = 26-8-2018 2018-08-26 calendar.numeric
2018/9/29 = 2018/9/29 2018-09-29 calendar.numeric
29.09.2018 = 29.09.2018 2018-09-29 calendar.numeric
26 / 8 / 2018 = 26 / 8 / 2018 2018-08-26 calendar.numeric
٢٦/٨/٢٠١٨ = ٢٦/٨/٢٠١٨ 2018-08-26 calendar.numeric
الأربعاء 07-08-2019 = الأربعاء 07-08-2019 2019-08-07 calendar.numeric
يوم 9/4 = يوم 9/4 2019-04-09 calendar.short
بتاريخ 9/4 = 9/4 2019-04-09 calendar.short
أصيب 9/4 من السكان =
31-2-2018 =
7 رمضان 1438 = 7 رمضان 1438 2017-06-02 calendar.hijri
10 ذي الحجة = 10 ذي الحجة 2019-08-11 calendar.hijri
31 رمضان 1438 =
فاز الفريق 3 صفر =
"""
LINES = [line for line in CASES.strip().splitlines() if "=" in line]


def shown(text: str, published: dt.date | None) -> str:
    words = split_words(text)
    out = []
    for m in find_dates(words.forms, 0, len(words.forms), published):
        days = "?" if m.start is None else str(m.start) if m.start == m.end else f"{m.start}..{m.end}"
        out.append(f"{words.raw(m.first, m.last)} {days} {m.rule.removeprefix('date.')}")
    return "; ".join(out)


@pytest.mark.parametrize("line", LINES)
def test_case(line: str) -> None:
    text, _, expected = line.partition("=")
    assert shown(text.strip(), PUBLISHED) == expected.strip()


@pytest.mark.parametrize(
    "text", ["أمس الأربعاء", "اليوم", "ليل أمس", "الشهر الماضي", "خلال الأيام الماضية", "15 شباط", "7 رمضان"]
)
def test_without_publication_a_relative_day_is_named_but_not_known(text: str) -> None:
    mentions = find_dates(split_words(text).forms, 0, 99, None)
    assert [(m.start, m.end) for m in mentions] == [(None, None)]


def test_without_publication_a_full_date_is_known() -> None:
    assert shown("في 15 شباط 2017", None) == "15 شباط 2017 2017-02-15 calendar"


def test_only_the_range_is_read() -> None:
    forms = split_words("أمس الأربعاء اليوم").forms
    assert [(m.first, m.last) for m in find_dates(forms, 1, 2, PUBLISHED)] == [(1, 2)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("نُشر في 12 أيار 2019", dt.date(2019, 5, 12)),
        ("الخميس 15/08/2019 - 10:30", dt.date(2019, 8, 15)),
        ("أكتوبر 5, 2018", dt.date(2018, 10, 5)),
        ("2019-08-15T10:00:00Z", dt.date(2019, 8, 15)),
        ("3 حزيران ثم 4 حزيران 2018", dt.date(2018, 6, 4)),
        ("أيار 2019", None),
        ("© 2019", None),
        ("أمس", None),
        ("12 أيار", None),
        ("", None),
    ],
)
def test_printed_date(text: str, day: dt.date | None) -> None:
    assert parse_date(text) == day


def test_printed_date_without_year_takes_it_from_the_publication() -> None:
    assert parse_date("12 أيار", PUBLISHED) == dt.date(2019, 5, 12)


@pytest.mark.parametrize("name", sorted({*WEEKDAYS, *MONTHS, *HIJRI, *ORDINALS, *THIRDS, *UNITS, *LAST, *DAY_PARTS}))
def test_names_are_folded(name: str) -> None:
    assert fold_word(name) == name


SOME = sorted({*WEEKDAYS, *" ".join([*MONTHS, *HIJRI]).split(), *ORDINALS, *THIRDS, *UNITS, *LAST, *DAY_PARTS})
PIECES = st.sampled_from(
    [*SOME, *"اليوم امس اول من يوم قبل منذ خلال حتي الي بعد عام في ال و هذا المقبل الجاري عشر والعشرين ( ) / - ، 2014 1438 31 30".split()]
)  # fmt: skip
DAYS = st.none() | st.dates()


def check(forms: list[str], first: int, last: int, published: dt.date | None) -> None:
    free = first
    for m in find_dates(forms, first, last, published):
        assert free <= m.first < m.last <= last
        assert (m.start is None or m.end is None) or m.start <= m.end
        free = m.last


@given(st.text(), DAYS)
def test_any_text_is_read(text: str, published: dt.date | None) -> None:
    forms = split_words(text).forms
    check(forms, 0, len(forms), published)
    parse_date(text, published)


@given(st.lists(PIECES | st.from_regex(r"\A\d{1,9}([/.\-]\d{1,4}){0,2}\Z"), max_size=14), st.data(), DAYS)
def test_any_words_of_time_are_read(forms: list[str], data: st.DataObject, published: dt.date | None) -> None:
    first = data.draw(st.integers(0, len(forms)))
    check(forms, first, data.draw(st.integers(first, len(forms))), published)
