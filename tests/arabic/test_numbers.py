"""Numbers: one line a case, and properties over any words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.arabic.numbers import Number, apply_trailing_bound, find_numbers
from tawthiq.arabic.words import split_words

# A line is a text, "=", and the readings as low/best/high; "-" is no bound. A text with no reading ends in "=".
CASES = """
قُتل واحد = 1/1/1
قُتلت واحدة = 1/1/1
قُتل اثنان = 2/2/2
إصابة اثنين من المارة = 2/2/2
أُصيبت اثنتان = 2/2/2
بإصابة اثنتين = 2/2/2
ثلاثة مدنيين = 3/3/3
ثلاث نساء = 3/3/3
أربعة جنود = 4/4/4
أربع طالبات = 4/4/4
خمسة قتلى = 5/5/5
خمس جثث = 5/5/5
ستة عناصر = 6/6/6
ست مدرعات = 6/6/6
سبعة مزارعين = 7/7/7
سبع قذائف = 7/7/7
ثمانية أطفال = 8/8/8
ثماني غارات = 8/8/8
ثمان غارات = 8/8/8
تسعة صيادين = 9/9/9
تسع ممرضات = 9/9/9
عشرة مسلحين = 10/10/10
أحد عشر عاملاً = 11/11/11
إحدى عشرة امرأة = 11/11/11
اثنا عشر جندياً = 12/12/12
اثني عشر جندياً = 12/12/12
اثنتا عشرة جثة = 12/12/12
اثنتي عشرة جثة = 12/12/12
ثلاثة عشر راعياً = 13/13/13
ثلاث عشرة قذيفة = 13/13/13
ثمانية عشر مدنياً = 18/18/18
ثماني عشرة غارة = 18/18/18
تسعة عشر = 19/19/19
عشرون جريحاً = 20/20/20
ثلاثين عنصراً = 30/30/30
تسعون نازحاً = 90/90/90
واحد وعشرون قتيلاً = 21/21/21
اثنين وأربعين معتقلاً = 42/42/42
ثلاثة وعشرين مدنياً = 23/23/23
ثلاثة و عشرين مدنياً = 23/23/23
مئة أسير = 100/100/100
مائة أسير = 100/100/100
مئة وخمسة أسرى = 105/105/105
مئة وأحد عشر أسيراً = 111/111/111
مائة وخمسة وعشرون نازحاً = 125/125/125
مئتان من العائلات = 200/200/200
مئتي عائلة = 200/200/200
مائتين وخمسين عائلة = 250/250/250
ثلاثمئة خيمة = 300/300/300
ثلاثمائة خيمة = 300/300/300
ثلاث مئة خيمة = 300/300/300
ثمانمئة وسبعة = 807/807/807
تسعمائة وتسعة وتسعين = 999/999/999
ألف نازح = 1000/1000/1000
ألفاً = 1000/1000/1000
ألفان = 2000/2000/2000
ألفي شخص = 2000/2000/2000
ثلاثة آلاف لاجئ = 3000/3000/3000
ألف وخمسمئة مقاتل = 1500/1500/1500
ألف وأحد عشر مقاتلاً = 1011/1011/1011
أحد عشر ألفاً = 11000/11000/11000
مئة ألف = 100000/100000/100000
مئة وخمسة وعشرون ألفاً وثلاثمئة = 125300/125300/125300
مليون = 1000000/1000000/1000000
مليونا نازح = 1000000/1000000/1000000
مليونين = 2000000/2000000/2000000
خمسة ملايين = 5000000/5000000/5000000
مليون ومئتي ألف = 1200000/1200000/1200000
مليون ونصف المليون = 1500000/1500000/1500000
مليونين ونصف = 2500000/2500000/2500000
نصف مليون = 500000/500000/500000
12 قتيلاً = 12/12/12
١٢ قتيلاً = 12/12/12
1,200 نازح = 1200/1200/1200
12 ألف نازح = 12000/12000/12000
3 آلاف عائلة = 3000/3000/3000
1.5 مليون = 1500000/1500000/1500000
2 مليون و300 ألف = 2300000/2300000/2300000
الـ12 = 12/12/12
ال12 طفلاً = 12/12/12
و7 جرحى = 7/7/7
الخمسة الباقون = 5/5/5
الخمسة والعشرين = 25/25/25
بثلاثة صواريخ = 3/3/3
لخمسة مدنيين = 5/5/5
وخمسة مدنيين = 5/5/5
وسبعة آخرين = 7/7/7
فثلاثة = 3/3/3
كأربعة = 4/4/4
للعشرة = 10/10/10
والثلاثة = 3/3/3
قتل ثلاثة وأصيب خمسة = 3/3/3 5/5/5
ثلاثة وخمسة = 3/3/3 5/5/5
4 قتلى و6 جرحى = 4/4/4 6/6/6
أربعة آلاف وثلاثة آلاف = 4000/4000/4000 3000/3000/3000
ما لا يقل عن 5 = 5/5/-
ما لا يقل عن خمسة وعشرين = 25/25/-
بما لا يقل عن عشرة = 10/10/-
لا يقل عن ستة = 6/6/-
ما لا يقل عن الـ12 = 12/12/-
5 على الأقل = 5/5/-
خمسة على الأقل = 5/5/-
على الأقل 5 مدنيين = 5/5/-
أكثر من 5 = 6/-/-
أكثر من خمسين = 51/-/-
بأكثر من مئة = 101/-/-
ما يزيد عن 40 = 41/-/-
ما يزيد على أربعين = 41/-/-
فوق 20 = 21/-/-
أزيد من ثلاثين = 31/-/-
أقل من 5 = -/-/4
أقل من عشرة = -/-/9
لا يتجاوز 8 = -/-/8
حوالي 5 = 5/5/5
حوالى عشرين = 20/20/20
نحو ثلاثة آلاف = 3000/3000/3000
قرابة 70 = 70/70/70
زهاء ستين = 60/60/60
ما يقارب 90 = 90/90/90
ما يقارب الـ90 = 90/90/90
بين 5 و7 = 5/-/7
بين خمسة وسبعة = 5/-/7
ما بين 5 و7 = 5/-/7
بين ال5 وال7 = 5/-/7
بين خمسة مدنيين وسبعة = 5/5/5 7/7/7
بين خمسة وعشرين = 5/-/20
بين خمسة وعشرين وثلاثين = 25/-/30
بين 5 و7 آلاف = 5000/-/7000
من 5 إلى 7 = 5/-/7
5 إلى 7 = 5/-/7
خمسة إلى سبعة = 5/-/7
خمسة أو ستة = 5/-/6
5-7 جرحى = 5/-/7
5 - 7 جرحى = 5/-/7
عشرات القتلى = 10/-/-
العشرات = 10/-/-
مئات النازحين = 100/-/-
المئات = 100/-/-
آلاف = 1000/-/-
الآلاف = 1000/-/-
عشرات الآلاف = 10000/-/-
مئات الآلاف = 100000/-/-
أكثر من عشرات = 10/-/-
عدة أشخاص = 3/-/-
عدد من المدنيين = 3/-/-
عدداً من المدنيين = 3/-/-
عدد كبير من المدنيين = 3/-/-
بضعة رجال = 3/-/-
بضع نساء = 3/-/-
العديد من الجرحى = 3/-/-
بعض الجرحى = 3/-/-
بضع مئات = 300/-/-
الأحد عشرة قتلى = 10/10/10
الأحد عشر = 11/11/11
20 بين قتيل وجريح = 20/20/20
ليس أقل من 4 = 4/4/-
صفر = 0/0/0
كل واحد =
عام 2011 =
سنة 2014 =
في العام 2016 =
عامي 2011 و2012 =
5/6/2018 =
10:30 =
الساعة 5 =
26-8-2023 =
26-8 =
الثاني =
الأولى =
الأحد =
يوم الاثنين =
الثلاثاء =
الأربعاء =
الحادي والعشرين =
القرن العشرين =
أحد المارة =
عشر =
عدد القتلى =
أكثر من مدني =
من المدينة =
بينهم نساء =
50% =
20 بالمئة =
لست وحدي =
5.3 درجات =
كلمة بلا عدد =
"""


def _lines() -> list[tuple[str, str]]:
    parted = [line.rpartition("=") for line in CASES.strip().splitlines()]
    assert all(sign and text.strip() for text, sign, _ in parted)
    return [(text.strip(), expected.strip()) for text, _, expected in parted]


def _shown(number: Number) -> str:
    return "/".join("-" if n is None else str(n) for n in (number.low, number.best, number.high))


def _found(text: str) -> list[Number]:
    forms = split_words(text).forms
    return find_numbers(forms, 0, len(forms))


@pytest.mark.parametrize(("text", "expected"), _lines())
def test_case(text: str, expected: str) -> None:
    assert " ".join(_shown(n) for n in _found(text)) == expected


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("وقتل ما لا يقل عن خمسة وعشرين مدنياً", "ما لا يقل عن خمسة وعشرين"),
        ("أصيب بين 5 و7 أشخاص", "بين 5 و7"),
        ("نزوح عشرات الآلاف منها", "عشرات الآلاف"),
        ("مقتل 12 ألفاً هناك", "12 ألفاً"),
        ("جرح عدد كبير من المارة", "عدد كبير من"),
        ("قتل خمسة على الأقل هناك", "خمسة على الأقل"),
        ("تهجير مليون ونصف المليون نسمة", "مليون ونصف المليون"),
    ],
)
def test_the_words_covered(text: str, covered: str) -> None:
    words = split_words(text)
    (number,) = find_numbers(words.forms, 0, len(words.forms))
    assert words.raw(number.first, number.last) == covered


@pytest.mark.parametrize(
    ("text", "noun_end", "expected"),
    [
        ("خمسة مدنيين على الأقل", 2, "5/5/-"),
        ("خمسة مدنيين سوريين على الأقل", 2, "5/5/-"),
        ("خمسة مدنيين كحد أدنى", 2, "5/5/-"),
        ("نحو خمسة مدنيين على الأقل", 3, "5/5/-"),
        ("أكثر من خمسة مدنيين على الأقل", 4, "6/-/-"),
        ("خمسة مدنيين، على الأقل", 2, "5/5/5"),
        ("خمسة مدنيين وثلاثة على الأقل", 2, "5/5/5"),
        ("خمسة مدنيين من أهالي البلدة القديمة على الأقل", 2, "5/5/5"),
        ("خمسة مدنيين على", 2, "5/5/5"),
    ],
)
def test_a_bound_behind_the_noun(text: str, noun_end: int, expected: str) -> None:
    forms = split_words(text).forms
    number = find_numbers(forms, 0, len(forms))[0]
    bounded = apply_trailing_bound(forms, noun_end, number)
    assert (bounded.first, bounded.last) == (number.first, number.last)
    assert _shown(bounded) == expected


def test_each_reading_names_its_rule() -> None:
    texts = ("5", "أكثر من 5", "أقل من 5", "نحو 5", "بين 5 و7", "عشرات", "5 على الأقل")
    rules = [_found(text)[0].rule for text in texts]
    kinds = ("exact", "more-than", "less-than", "about", "range", "vague", "at-least")
    assert rules == [f"number.{kind}" for kind in kinds]


def test_only_the_tokens_asked_for() -> None:
    forms = split_words("ثلاثة قتلوا وخمسة وعشرون جرحوا").forms
    assert [n.best for n in find_numbers(forms, 1, 3)] == [5]
    assert find_numbers(forms, 4, 4) == []


_MASCULINE = ("", "واحد", "اثنان", "ثلاثه", "اربعه", "خمسه", "سته", "سبعه", "ثمانيه", "تسعه", "عشره")
_FEMININE = ("", "واحده", "اثنتان", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشره")
_TENS = ("", "", "عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين")
_HUNDREDS = ("", "ميه", "مايتان", "ثلاثمايه", "اربعميه", "خمسمايه", "ستميه", "سبعمايه", "ثمانميه", "تسعمايه")


def _below_hundred(n: int, feminine: bool) -> str:
    units = _FEMININE if feminine else _MASCULINE
    ten, unit = divmod(n, 10)
    if n <= 10:
        return units[n]
    if ten == 1:
        first = {1: "احدي" if feminine else "احد", 2: "اثنتا" if feminine else "اثنا"}.get(unit, units[unit])
        return f"{first} {'عشره' if feminine else 'عشر'}"
    return f"{units[unit]} و{_TENS[ten]}" if unit else _TENS[ten]


def _below_thousand(n: int, feminine: bool) -> str:
    hundred, rest = divmod(n, 100)
    return " و".join(filter(None, (_HUNDREDS[hundred], _below_hundred(rest, feminine))))


def _thousands(n: int) -> str:
    if n <= 2:
        return ("", "الف", "الفان")[n]
    return f"{_below_thousand(n, False)} {'الاف' if n <= 10 else 'الفا'}"


def spell(n: int, feminine: bool) -> str:
    """Folded words for 0 to 999,999."""
    thousand, rest = divmod(n, 1000)
    return " و".join(filter(None, (_thousands(thousand), _below_thousand(rest, feminine)))) or "صفر"


def _parses_back(n: int, feminine: bool) -> bool:
    forms = spell(n, feminine).split()
    number = Number(0, len(forms), n, n, n, "number.exact")
    return find_numbers(forms, 0, len(forms)) == [number]


@given(st.integers(0, 999_999), st.booleans())
def test_what_is_spelt_is_read_back(n: int, feminine: bool) -> None:
    assert _parses_back(n, feminine), spell(n, feminine)


@pytest.mark.parametrize("feminine", [False, True])
def test_every_number_to_two_thousand_is_read_back(feminine: bool) -> None:
    assert [n for n in range(2000) if not _parses_back(n, feminine)] == []


_WORDS = (
    "خمسه", "وخمسه", "وعشرين", "عشره", "عشر", "الف", "الاف", "الفان", "مليون", "ونصف", "نصف", "المليون", "مايه", "واحد",
    "احد", "و", "ال", "5", "7", "1.5", "5-7", "1,200", "2011", "عام", "بين", "ما", "لا", "يقل", "عن", "اكثر", "اقل",
    "من", "الي", "علي", "الاقل", "عشرات", "الالاف", "عده", "عدد", "كبير", "حوالي", "%", "كل", "قتيل", "،", "", "-",
)  # fmt: skip
_FORMS = st.lists(st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS), st.text(max_size=6)), max_size=24)


@given(_FORMS, st.integers(-2, 26), st.integers(-2, 26))
def test_any_words_give_valid_ranges(forms: list[str], first: int, last: int) -> None:
    end = first
    for number in find_numbers(forms, first, last):
        assert end <= number.first < number.last <= min(last, len(forms))
        end = number.last
        bounds = [n for n in (number.low, number.best, number.high) if n is not None]
        assert bounds
        assert bounds == sorted(bounds)
        assert bounds[0] >= 0
        assert apply_trailing_bound(forms, number.last, number).best == number.best


@given(st.text(alphabet="0123456789.,/:-", max_size=400))
def test_any_digits_are_read_or_left(form: str) -> None:
    assert len(find_numbers([form], 0, 1)) <= 1


def test_the_longest_digits_are_no_count() -> None:
    assert find_numbers(["9" * 5000], 0, 1) == []
