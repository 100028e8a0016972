"""Numbers in words and digits, with the words that bound them («ما لا يقل عن خمسة», «بين 5 و7», «عشرات»).

Works on folded forms (see `letters`). Every first word of a number stands in one table with each of its proclitics,
so that a token that starts no number costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

_EXACT = "number.exact"
_AT_LEAST = "number.at-least"
_AT_MOST = "number.at-most"
_MORE = "number.more-than"
_LESS = "number.less-than"
_ABOUT = "number.about"
_RANGE = "number.range"
_VAGUE = "number.vague"
# Years, hours, shares: read, so that their words are passed over, but no counts.
_NO_COUNT = "number.none"


@dataclass(frozen=True, slots=True)
class Number:
    """What the tokens `[first, last)` say of a count; a bound that they do not set is None.

    `best` is the number said, `low` and `high` its bounds: «5» 5/5/5, «5 على الأقل» 5/5/None, «أكثر من 5» 6/None/None,
    «بين 5 و7» 5/None/7, «عشرات» 10/None/None. `rule` names the reading («number.exact»).
    """

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    rule: str


class _Word(NamedTuple):
    kind: str
    value: int
    clitic: str


class _Part(NamedTuple):
    """Part of a number: «خمسة آلاف» has the scale 1000, «خمسة» the scale 1."""

    value: int
    scale: int
    end: int


_UNITS = {
    "واحد": 1, "واحده": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4,
    "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8,
    "تسع": 9, "تسعه": 9,
}  # fmt: skip
_ACCUSATIVES = {
    "واحدا": 1, "ثلاثا": 3, "اربعا": 4, "خمسا": 5, "ستا": 6, "سبعا": 7, "ثمانيا": 8, "تسعا": 9,
}  # fmt: skip
# Numbers only with «عشر» behind them: «أحد» alone is "one of".
_HALVES = {"احد": 1, "احدي": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2}
_TEENS = frozenset(("عشر", "عشره"))
# «الأحد عشرة قتلى» is a Sunday and ten dead: «أحد» takes the masculine only.
_TEEN_OF_ONE = frozenset(("عشر",))
_TENS = {
    stem + ending: value
    for value, stem in ((20, "عشر"), (30, "ثلاث"), (40, "اربع"), (50, "خمس"), (60, "ست"), (70, "سبع"), (80, "ثمان"),
                        (90, "تسع"))
    for ending in ("ون", "ين")
}  # fmt: skip
_HUNDRED = ("مايه", "ميه", "مءه")
_HUNDREDS = {
    **dict.fromkeys((*_HUNDRED, "ماءه"), 100),
    **{f"{stem}ت{ending}": 200 for stem in ("ماي", "مي", "مء") for ending in ("ان", "ين", "ا", "ي")},
    **{
        stem + hundred: value
        for stem, value in (("ثلاث", 300), ("ثلث", 300), ("اربع", 400), ("اربعه", 400), ("خمس", 500), ("خمسه", 500),
                            ("ست", 600), ("سته", 600), ("سبع", 700), ("سبعه", 700), ("ثمان", 800), ("ثماني", 800),
                            ("تسع", 900), ("تسعه", 900))
        for hundred in _HUNDRED
    },
}  # fmt: skip
_ONE_SCALE = {
    "الف": 10**3, "الفا": 10**3, "مليون": 10**6, "مليونا": 10**6, "مليار": 10**9, "مليارا": 10**9,
}  # fmt: skip
_DUAL_SCALE = {
    "الفان": 10**3, "الفين": 10**3, "الفا": 10**3, "الفي": 10**3, "مليونان": 10**6, "مليونين": 10**6,
    "مليوني": 10**6, "ملياران": 10**9, "مليارين": 10**9, "ملياري": 10**9,
}  # fmt: skip
_SCALES = {**_ONE_SCALE, "الاف": 10**3, "ملايين": 10**6, "مليارات": 10**9}
_MANY = {
    "عشرات": 10, "ميات": 100, "مءات": 100, "مايات": 100, "الاف": 10**3, "ملايين": 10**6, "مليارات": 10**9,
}  # fmt: skip
_FEW = {"عده": 3, "بضع": 3, "بضعه": 3, "بعض": 3}
_FRACTIONS = {"نصف": 2, "ربع": 4}

_BOUNDS = {
    _AT_LEAST: (
        "ما لا يقل عن", "ما لا تقل عن", "لا يقل عن", "لا تقل عن", "مالايقل عن", "مالا يقل عن", "ما لايقل عن", "لايقل عن", "لا يقل عددهم عن", "ليس اقل من", "لا اقل من",
        "علي الاقل", "كحد ادني",
    ),
    _AT_MOST: (
        "ما لا يزيد عن", "ما لا يزيد علي", "لا يزيد عن", "لا يزيد علي", "لا يتجاوز", "ما لا يتجاوز", "علي الاكثر",
        "كحد اقصي",
    ),
    _MORE: (
        "اكثر من", "ازيد من", "ما يزيد عن", "ما يزيد علي", "يزيد عن", "يزيد علي", "تزيد عن", "تزيد علي", "ما يفوق",
        "يفوق", "يتجاوز", "تتجاوز", "تجاوز", "ما يربو علي", "ما يربو عن", "فوق",
    ),
    _LESS: ("اقل من", "ما يقل عن"),
    _ABOUT: (
        "حوالي", "نحو", "قرابه", "زهاء", "ما يقارب", "ما يقارب من", "ما يقرب من", "يقارب", "ما يناهز", "يناهز",
    ),
    _RANGE: ("بين", "ما بين", "من"),
}  # fmt: skip
_TRAILING = (("علي", "الاقل"), ("كحد", "ادني"), ("علي", "اقل", "تقدير"))
_TO = frozenset(("الي", "حتي", "او", "-"))
_CLITIC_TOKENS = frozenset(("ال", "ب", "ل", "بال", "لل"))
_STOPS = frozenset('،,؛;:.()"\n؟!?')
_SIZES = frozenset(("من", "كبير", "كبيرا", "كبيره", "اخر", "قليل", "غير", "معروف", "محدد"))

_SIMPLE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب")
_DEFINITE = ("ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وبال")
_LIGHT = ("", "و", "ف", "ب", "ل")
# Other words that a proclitic would make: "I am not", "as one", "after him", "percent".
_OTHER_WORDS = frozenset(("لست", "كواحد", "كواحده", "بعده", "بالمايه", "بالميه"))

_YEAR_HEADS = frozenset(
    clitic + word
    for clitic in ("", "و", "ل", "ب", "ال", "لل", "وال")
    for word in ("عام", "سنه", "عامي", "ساعه")
) - {"ساعه", "وساعه", "لساعه", "بساعه"}  # fmt: skip
_ORDINALS = frozenset(
    clitic + word + ending
    for clitic in ("ال", "وال", "بال", "لل", "فال")
    for word in ("حادي", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع")
    for ending in ("", "ه")
)
_NOT_BEFORE_ONE = frozenset(("كل", "لكل", "وكل", "بكل", "ان"))
_NOT_BEFORE_TENS = frozenset(("القرن", "مجموعه", "قمه"))
_DIGITS = re.compile(r"\d{1,12}(?:\.\d{1,6})?|\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?:\.\d{3}){2,3}", re.ASCII)
_DIGIT_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


def _entries() -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    """Form, kind, value and proclitics of every word that starts a number, most binding meaning first."""
    everything = (*_SIMPLE, *_DEFINITE)
    for form, value in _UNITS.items():
        # «الاثنين» is a weekday, «الواحدة» an hour.
        yield form, "unit", value, _SIMPLE if value == 1 or form == "اثنين" else everything
    tables = (
        ("unit", _ACCUSATIVES, _SIMPLE), ("half", _HALVES, everything), ("ten", {"عشره": 10}, everything),
        ("zero", {"صفر": 0}, ("",)), ("tens", _TENS, everything), ("hundred", _HUNDREDS, everything),
        ("scale", _ONE_SCALE, everything), ("dual", _DUAL_SCALE, everything), ("many", _MANY, everything),
        ("few", _FEW, _LIGHT), ("some", {"عدد": 3, "عددا": 3, "اعداد": 3, "اعدادا": 3, "العديد": 3, "لعديد": 3}, _LIGHT),
        ("fraction", _FRACTIONS, _LIGHT),
    )  # fmt: skip
    for kind, table, clitics in tables:
        for form, value in table.items():
            yield form, kind, value, clitics
    for phrases in _BOUNDS.values():
        for phrase in phrases:
            yield phrase.split()[0], "bound", 0, _LIGHT


def _starts() -> dict[str, _Word]:
    out: dict[str, _Word] = {}
    for clitic in (*_SIMPLE, *_DEFINITE):
        for form, kind, value, clitics in _entries():
            if clitic in clitics and clitic + form not in _OTHER_WORDS:
                out.setdefault(clitic + form, _Word(kind, value, clitic))
    return out


_STARTS = _starts()
# Phrases by their first word, longest first.
_PHRASES: dict[str, list[tuple[list[str], str]]] = {}
for _rule, _texts in _BOUNDS.items():
    for _text in _texts:
        _PHRASES.setdefault(_text.split()[0], []).append((_text.split(), _rule))
for _found in _PHRASES.values():
    _found.sort(key=lambda item: -len(item[0]))


def find_numbers(forms: Sequence[str], first: int, last: int) -> list[Number]:
    """The numbers among the tokens `[first, last)`, in their order, none overlapping another.

    `forms` are folded. Years behind «عام», hours, shares, dates («5/6») and ordinals are left out.

    >>> [(n.low, n.best, n.high) for n in find_numbers(["مقتل", "ما", "لا", "يقل", "عن", "ثلاثه", "وعشرين"], 0, 7)]
    [(23, 23, None)]
    """
    reader = _Reader(forms, max(first, 0), min(last, len(forms)))
    out: list[Number] = []
    free = reader.first
    for i in range(reader.first, reader.last):
        form = forms[i]
        if (form not in _STARTS and not "0" <= form < ":") or i < free:
            continue
        number = reader.read(i)
        if number is None:
            continue
        if number.rule != _NO_COUNT:
            out.append(number)
        free = number.last
    return out


def apply_trailing_bound(forms: Sequence[str], last_of_noun: int, number: Number) -> Number:
    """`number` as a lower bound where «على الأقل» follows what it counts («خمسة مدنيين على الأقل»), else as it is.

    `last_of_noun` is the token behind the noun; the bound begins there or up to two tokens later, before any comma or
    further number. The tokens of the number stay as they are, since the noun stands between.
    """
    if number.rule not in (_EXACT, _ABOUT):
        return number
    for k in range(max(last_of_noun, 0), min(last_of_noun + 3, len(forms))):
        if _trailing(forms, k, len(forms)):
            return replace(number, high=None, rule=_AT_LEAST)
        word = _STARTS.get(forms[k])
        if forms[k] in _STOPS or "0" <= forms[k] < ":" or (word is not None and word.kind != "bound"):
            return number
    return number


def _trailing(forms: Sequence[str], k: int, last: int) -> int:
    """How many tokens a bound behind its number takes at `k`; 0 where there is none."""
    for phrase in _TRAILING:
        if k + len(phrase) <= last and all(forms[k + n] == word for n, word in enumerate(phrase)):
            return len(phrase)
    return 0


def _exact(first: int, last: int, value: int) -> Number:
    return Number(first, last, value, value, value, _EXACT)


def _bound(number: Number, rule: str) -> Number:
    """An exact number under a bound; what is already bounded («أكثر من عشرات») says as much as it did."""
    n = number.best
    if n is None or number.rule != _EXACT:
        return number
    low, best, high = {
        _AT_LEAST: (n, n, None),
        _AT_MOST: (None, None, n),
        _MORE: (n + 1, None, None),
        _LESS: (None, None, max(n - 1, 0)),
    }.get(rule, (n, n, n))
    return Number(number.first, number.last, low, best, high, rule)


def _digits(form: str, scaled: bool) -> Fraction | None:
    """«1,200», «12», and before a scale word «1.5»; phone numbers and magnitudes are none."""
    if not _DIGITS.fullmatch(form) or (form[0] == "0" and len(form) > 3):
        return None
    whole, dot, rest = form.partition(".")
    if dot and not scaled:
        grouped = len(whole) <= 3 and whole != "0" and all(len(group) == 3 for group in rest.split("."))
        return Fraction(form.replace(".", "")) if grouped else None
    return (
        Fraction(int(whole.replace(",", "")))
        if not dot
        else Fraction(form.replace(",", ""))
        if form.count(".") < 2
        else None
    )


def _are_years(low: int, high: int) -> bool:
    return 1900 <= low <= 2100 and 1900 <= high <= 2100


class _Reader:
    """Reads the tokens `[first, last)`; beyond them every token is ""."""

    __slots__ = ("first", "forms", "last")

    def __init__(self, forms: Sequence[str], first: int, last: int) -> None:
        self.forms = forms
        self.first = first
        self.last = last

    def at(self, k: int) -> str:
        return self.forms[k] if self.first <= k < self.last else ""

    def read(self, i: int) -> Number | None:
        """The number, with its bounds, that starts at token `i`."""
        word = _STARTS.get(self.at(i))
        return self.bounded(i, word) if word is not None and word.kind == "bound" else self.amount(i)

    def bounded(self, i: int, word: _Word) -> Number | None:
        """«ما لا يقل عن خمسة», «بين 5 و7»: a phrase in front and its number."""
        for phrase, rule in _PHRASES[self.at(i)[len(word.clitic) :]]:
            end = i + len(phrase)
            if not all(self.at(i + n) == phrase[n] for n in range(1, len(phrase))):
                continue
            if self.at(end) in _CLITIC_TOKENS:
                end += 1
            number = self.between(end, phrase[-1] == "بين") if rule == _RANGE else self.amount(end)
            if number is not None:
                return replace(_bound(number, rule), first=i)
        return None

    def amount(self, i: int) -> Number | None:
        """A number without a bound in front."""
        word = _STARTS.get(self.at(i))
        if word is not None and word.kind in ("many", "few", "some"):
            return self.vague(i, word)
        if word is None and (pair := _DIGIT_RANGE.fullmatch(self.at(i))):
            return self.span_of(i, i + 1, int(pair[1]), int(pair[2]))
        return self.counted(i)

    def vague(self, i: int, word: _Word) -> Number | None:
        """«عشرات الآلاف», «عدة», «عدد من»."""
        low, end = word.value, i + 1
        if word.kind == "some":
            while end < i + 3 and self.at(end) in _SIZES and self.at(end) != "من":
                end += 1
            return Number(i, end + 1, low, None, None, _VAGUE) if self.at(end) == "من" else None
        following = _STARTS.get(self.at(end))
        if following is not None and following.kind == "many" and following.clitic in ("", "ال"):
            low, end = low * following.value, end + 1
        return Number(i, end, low, None, None, _VAGUE)

    def counted(self, i: int) -> Number | None:
        """A cardinal, alone, up to another («5 إلى 7»), or with a bound behind it."""
        found = self.cardinal(i)
        if found is None or self.is_ordinal(i):
            return None
        value, end = found
        if self.is_year(i) or self.is_share(i, end) or (value == 1 and self.at(i - 1) in _NOT_BEFORE_ONE):
            return Number(i, end, None, None, None, _NO_COUNT)
        if self.at(end) in _TO and (upper := self.cardinal(end + 1)) and upper[0] > value:
            return self.span_of(i, upper[1], self.scaled(value, end + 1, upper), upper[0]) or _exact(i, end, value)
        number = _exact(i, end, value)
        if length := _trailing(self.forms, end, self.last):
            return replace(_bound(number, _AT_LEAST), last=end + length)
        return number

    def between(self, i: int, joint: bool) -> Number | None:
        """«5 و7» behind «بين» (`joint`), «5 إلى 7» behind «من»; «بين خمسة وعشرين» is a pair if no other follows."""
        found = self.cardinal(i)
        if found is None:
            return None
        return self.up_to(i, found, joint) or (self.split(i) if joint else None)

    def up_to(self, i: int, found: tuple[int, int], joint: bool) -> Number | None:
        """The second number of a pair whose first is `found` (value, end)."""
        value, end = found
        at = end + 1 if self.at(end) in _TO else (self.joined(end, True) if joint else None)
        upper = self.cardinal(at) if at is not None else None
        if at is None or upper is None:
            return None
        return self.span_of(i, upper[1], self.scaled(value, at, upper), upper[0])

    def split(self, i: int) -> Number | None:
        """«بين خمسة وعشرين»: the pair divided at its first «و»."""
        for k in range(i + 1, min(i + 4, self.last)):
            if self.at(k) == "و" or ((word := _STARTS.get(self.at(k))) is not None and word.clitic.startswith("و")):
                lower = _Reader(self.forms, self.first, k).cardinal(i)
                return self.up_to(i, lower, True) if lower is not None and lower[1] == k else None
        return None

    def scaled(self, low: int, at: int, upper: tuple[int, int]) -> int:
        """«بين 5 و7 آلاف»: the scale word behind the second number counts for the first too."""
        scale = _SCALES.get(self.at(upper[1] - 1), 0) if upper[1] - at > 1 else 0
        return low * scale if scale and low < upper[0] // scale else low

    def span_of(self, i: int, end: int, low: int, high: int) -> Number | None:
        """The range from `low` to `high`; none where they fall («26-8») or are years."""
        if low >= high or _are_years(low, high):
            return None
        rule = _NO_COUNT if self.is_year(i) or self.is_share(i, end) else _RANGE
        return Number(i, end, low, None, high, rule)

    def is_year(self, i: int) -> bool:
        """Behind «عام», «سنة», «الساعة», or the second of two years («عامي 2011 و2012»)."""
        if self.at(i - 1) in _YEAR_HEADS:
            return True
        return self.at(i - 1) in ("و", "-", "الي", "او") and self.at(i - 3) in _YEAR_HEADS

    def is_share(self, i: int, end: int) -> bool:
        """«50 %», «20 بالمئة», «20 في المئة»."""
        after = self.at(end)
        if after in ("%", "٪", "بالميه", "بالمايه") or self.at(i - 1) in ("%", "٪"):
            return True
        return after == "في" and self.at(end + 1) in ("الميه", "المايه")

    def is_ordinal(self, i: int) -> bool:
        """«الحادي والعشرين», «القرن العشرين»."""
        word = _STARTS.get(self.at(i))
        if word is None or word.kind != "tens" or not word.clitic.endswith("ال"):
            return False
        return self.at(i - 1) in _ORDINALS or self.at(i - 1) in _NOT_BEFORE_TENS

    def cardinal(self, i: int) -> tuple[int, int] | None:
        """Value and end of the number at `i`, parts of falling scale joined by «و»."""
        part = self.part(i)
        if part is None:
            return None
        total, scale, end = part
        word = _STARTS.get(self.at(i))
        definite = word is not None and word.clitic.endswith("ال")
        while scale > 1:
            if (rest := self.fraction(end, scale)) is not None:
                return total + rest[0], rest[1]
            at = self.joined(end, definite)
            following = self.part(at) if at is not None else None
            if following is None or following.scale >= scale or following.value >= scale:
                break
            total, scale, end = total + following.value, following.scale, following.end
        return total, end

    def fraction(self, k: int, scale: int) -> tuple[int, int] | None:
        """«ونصف المليون» behind a part of that scale: what it adds, and its end."""
        at = k + 1 if self.at(k) == "و" else k
        share = _FRACTIONS.get(self.at(at).removeprefix("و" if at == k else ""))
        if share is None or (at == k and not self.at(k).startswith("و")):
            return None
        named = _SCALES.get(self.at(at + 1)) or _SCALES.get(self.at(at + 1).removeprefix("ال"))
        if named is not None and named != scale:
            return None
        return scale // share, at + (1 if named is None else 2)

    def joined(self, k: int, definite: bool) -> int | None:
        """Where a number joined by «و» at `k` begins: at `k`, or behind a «و» that stands alone."""
        form = self.at(k)
        if form in ("و", "وال"):
            word = _STARTS.get(self.at(k + 1))
            bare = form == "و" and word is not None and not word.clitic
            return k + 1 if bare or "0" <= self.at(k + 1) < ":" else None
        if form == "واحد" and self.at(k + 1) in _TEEN_OF_ONE:
            # «وأحد عشر» folds to the letters of «واحد».
            return k
        word = _STARTS.get(form)
        return k if word is not None and (word.clitic == "و" or (definite and word.clitic == "وال")) else None

    def part(self, i: int) -> _Part | None:
        """«خمسة آلاف», «ألفان», «مئة وخمسة», «1.5 مليون», «نصف مليون»."""
        word = _STARTS.get(self.at(i))
        scale = _SCALES.get(self.at(i + 1), 1)
        if word is None:
            number = _digits(self.at(i), scale > 1)
            value = number * scale if number is not None else None
            end = i + 2 if scale > 1 else i + 1
            return _Part(int(value), scale, end) if value is not None and value.denominator == 1 else None
        if word.kind in ("scale", "dual"):
            return _Part(word.value * (2 if word.kind == "dual" else 1), word.value, i + 1)
        if word.kind == "fraction":
            return _Part(scale // word.value, 1, i + 2) if scale > 1 else None
        return self.of_words(i)

    def of_words(self, i: int) -> _Part | None:
        group = self.group(i)
        if group is None:
            return None
        value, end = group
        scale = _SCALES.get(self.at(end), 1) if value else 1
        return _Part(value * scale, scale, end if scale == 1 else end + 1)

    def group(self, i: int) -> tuple[int, int] | None:
        """A number under a thousand in words."""
        hundreds = self.hundreds(i)
        if hundreds is None:
            return self.below_hundred(i)
        value, end = hundreds
        at = self.joined(end, False)
        rest = self.below_hundred(at) if at is not None else None
        return (value + rest[0], rest[1]) if rest is not None else hundreds

    def hundreds(self, i: int) -> tuple[int, int] | None:
        """«مئتان», «ثلاثمئة», «ثلاث مئة»."""
        word = _STARTS.get(self.at(i))
        if word is None:
            return None
        if word.kind == "hundred":
            return word.value, i + 1
        apart = word.kind == "unit" and word.value > 2 and self.at(i + 1) in _HUNDRED
        return (word.value * 100, i + 2) if apart else None

    def below_hundred(self, i: int) -> tuple[int, int] | None:
        word = _STARTS.get(self.at(i))
        if word is None:
            return None
        if word.kind in ("ten", "tens", "zero"):
            return word.value, i + 1
        if word.kind not in ("unit", "half"):
            return None
        if self.at(i + 1) in (_TEENS if not self.at(i).endswith("احد") else _TEEN_OF_ONE):
            return word.value + 10, i + 2
        return self.with_tens(i, word) if word.kind == "unit" else None

    def with_tens(self, i: int, word: _Word) -> tuple[int, int]:
        """«خمسة» or «خمسة وعشرون»."""
        at = self.joined(i + 1, word.clitic.endswith("ال"))
        tens = _STARTS.get(self.at(at)) if at is not None else None
        if at is None or tens is None or tens.kind != "tens":
            return word.value, i + 1
        return word.value + tens.value, at + 1
