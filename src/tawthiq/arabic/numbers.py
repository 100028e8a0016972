"""Number words, digits, duals apart, bounds and vague quantities, over folded token forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in tokens `[first, last)`: `best` as said, `low` and `high` its bounds, None where open.

    «ثلاثة» is 3/3/3, «أكثر من خمسة» low 6, «عشرات» low 10, «بين 5 و7» low 5 high 7.
    """

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    rule: str


_UNITS = {
    "صفر": 0, "واحد": 1, "واحده": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "اثنا": 2, "اثني": 2, "اثنتا": 2,
    "اثنتي": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6, "سبع": 7,
    "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9, "عشر": 10, "عشره": 10, "احد": 1, "احدي": 1,
    "ثلاثا": 3, "خمسا": 5, "سبعا": 7, "تسعا": 9,
}  # fmt: skip
_TENS = {
    stem + end: value
    for stem, value in {"عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}.items()
    for end in ("ون", "ين")
}
_HUNDRED = ("ميه", "مايه", "مايه", "ماه", "ميات")
_HUNDREDS = {"ميه": 100, "مايه": 100, "ميتان": 200, "ميتين": 200, "مايتان": 200, "مايتين": 200, "ميتا": 200, "مايتا": 200, "ميتي": 200, "مايتي": 200} | {
    stem + hundred: value
    for stem, value in {"ثلاث": 300, "اربع": 400, "خمس": 500, "ست": 600, "سبع": 700, "ثمان": 800, "ثماني": 800, "تسع": 900}.items()
    for hundred in ("ميه", "مايه")
}
_SCALES = {
    "الف": 1000, "الفا": 1000, "الاف": 1000, "مليون": 1_000_000, "مليونا": 1_000_000, "ملايين": 1_000_000,
}  # fmt: skip
_DOUBLES = {"الفان": 2000, "الفين": 2000, "الفا": 2000, "الفي": 2000, "مليونان": 2_000_000, "مليونين": 2_000_000}
_SINGLES = _UNITS | _TENS | _HUNDREDS
_ALONE_NOT = frozenset(("احد", "احدي", "عشر", "واحد", "واحده", "ست", "اثنا", "اثني", "اثنتا", "اثنتي"))
_VAGUE = {"عشرات": 10, "العشرات": 10, "ميات": 100, "الميات": 100, "الاف": 1000, "الالاف": 1000, "بضعه": 3, "بضع": 3, "عده": 3, "بعض": 3}
_OF = frozenset(("عدد", "عددا", "العديد", "عديد"))
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_RANGE = re.compile(r"(\d+)-(\d+)")
_ORDERED = tuple("وفبلك")


def find_numbers(forms: Sequence[str], first: int, last: int) -> list[Number]:
    """All quantities in tokens `[first, last)`, left to right, not overlapping.

    >>> [(n.low, n.best, n.high) for n in find_numbers(["قتل", "ثمانيه", "عشر", "مدنيا"], 0, 4)]
    [(18, 18, 18)]
    """
    out: list[Number] = []
    i = first
    while i < last:
        number = _number(forms, i, last)
        if number is None:
            i += 1
            continue
        number = _bounded(forms, first, number, out)
        out.append(number)
        i = number.last
    return out


def _number(forms: Sequence[str], i: int, last: int) -> Number | None:
    form = forms[i]
    if form[0].isdigit():
        return _digits(forms, i, last)
    stem = _stem(form)
    if stem is None:
        return None
    if stem in _OF:
        return Number(i, i + 2, 3, None, None, "number.vague") if i + 1 < last and forms[i + 1] == "من" else (
            Number(i, i + 1, 3, None, None, "number.vague") if stem == "عددا" or stem == "عديد" else None)  # fmt: skip
    if stem in _VAGUE and not (stem in _SCALES and i and forms[i - 1][0].isdigit()):
        return _vague(forms, i, last, stem)
    return _words(forms, i, last)


def _stem(form: str) -> str | None:
    """The number word in a form, its proclitic and article off; None where it is none."""
    for candidate in (form, form[1:] if form[0] in _ORDERED else "", form.removeprefix("ال"), form[1:].removeprefix("ال") if form[0] in "وبف" else "", form[2:] if form.startswith("لل") else ""):
        if candidate and (candidate in _SINGLES or candidate in _VAGUE or candidate in _OF or candidate in _SCALES or candidate in _DOUBLES):
            return None if candidate in ("احد", "اثنين") and form.startswith("ال") else candidate
    return None


def _vague(forms: Sequence[str], i: int, last: int, stem: str) -> Number:
    low, end = _VAGUE[stem], i + 1
    if end < last and forms[end] in ("الالاف", "الاف") and low < 1000 and low > 3:
        low, end = low * 1000, end + 1
    return Number(i, end, low, None, None, "number.vague")


def _digits(forms: Sequence[str], i: int, last: int) -> Number | None:
    form = forms[i]
    if (pair := _RANGE.fullmatch(form)) and int(pair[1]) < int(pair[2]):
        return Number(i, i + 1, int(pair[1]), None, int(pair[2]), "number.range")
    if not _DIGITS.fullmatch(form) or len(form) > 12:
        return None
    value, end = float(form.replace(",", "")), i + 1
    if end < last and forms[end] in _SCALES:
        value, end = value * _SCALES[forms[end]], end + 1
    if value != int(value) or (i and forms[i - 1] in ("عام", "سنه", "العام")):
        return None
    return Number(i, end, int(value), int(value), int(value), "number.digits")


def _words(forms: Sequence[str], i: int, last: int) -> Number | None:
    total = group = 0
    k, seen = i, False
    while k < last:
        stem = _stem(forms[k]) if k == i else _next(forms[k], forms[k - 1])
        if stem is None:
            break
        if stem in _SCALES and not (stem == "الفا" and k == i):
            total, group = total + max(group, 1) * _SCALES[stem], 0
        elif stem in _DOUBLES:
            total += _DOUBLES[stem]
        elif stem in ("ميه", "مايه") and 3 <= group % 100 <= 9:
            group = group - group % 100 + (group % 100) * 100
        elif stem in _SINGLES:
            group += _SINGLES[stem]
        else:
            break
        seen, k = True, k + 1
    if not seen or k == i + 1 and _stem(forms[i]) in _ALONE_NOT:
        return None
    value = total + group
    return Number(i, k, value, value, value, "number.words")


def _next(form: str, before: str) -> str | None:
    """A word that goes on a number: with «و», or a ten behind a unit, a hundred or scale behind its count."""
    if form.startswith("و") and form[1:] in (_SINGLES | _SCALES | _DOUBLES):
        return form[1:]
    if form in ("عشر", "عشره", "ميه", "مايه") or form in _SCALES:
        return form
    return None


_LEAST = (("ما", "لا", "يقل", "عن"), ("لا", "يقل", "عن"), ("ما", "لايقل", "عن"), ("علي", "الاقل"))
_MORE = (("اكثر", "من"), ("ازيد", "من"), ("ما", "يزيد", "عن"), ("ما", "يزيد", "علي"), ("يزيد", "عن"), ("فوق",), ("تجاوز",))
_LESS = (("اقل", "من"),)


def _bounded(forms: Sequence[str], first: int, number: Number, before: list[Number]) -> Number:
    """The number with the words in front that bound it."""
    if number.best is None:
        return number
    start, best = number.first, number.best
    if best is not None and (pair := _between(forms, first, number, before)):
        return pair
    for phrase in _LEAST[:3]:
        if _stands(forms, first, start, phrase):
            return replace(number, first=start - len(phrase), high=None, rule="number.at-least")
    for phrase in _MORE:
        if _stands(forms, first, start, phrase):
            return Number(start - len(phrase), number.last, best + 1, None, None, "number.more-than")
    if _stands(forms, first, start, _LESS[0]):
        return Number(start - 2, number.last, None, None, best - 1, "number.less-than")
    return number


def _between(forms: Sequence[str], first: int, number: Number, before: list[Number]) -> Number | None:
    if not before or before[-1].best is None or number.best is None:
        return None
    low = before[-1]
    gap = forms[low.last : number.first]
    linked = list(gap) in (["الي"], ["و"], ["-"]) or not gap and forms[number.first].startswith("و")
    if linked and low.first > first and forms[low.first - 1].endswith("بين") and low.best is not None and low.best < number.best:
        before.pop()
        return Number(low.first, number.last, low.best, None, number.best, "number.range")
    return None


def _stands(forms: Sequence[str], first: int, start: int, phrase: tuple[str, ...]) -> bool:
    at = start - len(phrase)
    if at < first:
        return False
    opening = forms[at]
    return tuple(forms[at + 1 : start]) == phrase[1:] and (opening == phrase[0] or opening[1:] == phrase[0] and opening[0] in _ORDERED)


def apply_trailing_bound(forms: Sequence[str], last_of_noun: int, number: Number) -> Number:
    """«خمسة مدنيين على الأقل»: the bound behind the noun that ends before token `last_of_noun`."""
    for k in range(last_of_noun, min(last_of_noun + 3, len(forms) - 1)):
        if forms[k] == "علي" and forms[k + 1] == "الاقل":
            return replace(number, high=None, rule="number.at-least") if number.best is not None else number
        if not forms[k].isalpha() or forms[k] in ("في", "جراء"):
            return number
    return number
