"""Words and sentences, and that each leads back to its words in the raw text."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.arabic.letters import fold_word
from tawthiq.arabic.words import is_wrapped, split_words

_ALPHABET = 'ابتحدرسعفقكلمنهويأةىئ \u064e\u0651ـ.،؟!\n:;/-12١,\u200f"()«»_*%abﻻﷺ…\u2028\U0001f600é'
TEXTS = st.one_of(st.text(max_size=60), st.text(alphabet=_ALPHABET, max_size=60))


@pytest.mark.parametrize(
    ("raw", "forms"),
    [
        ("قُتل مدنيّان، أمس.", ["قتل", "مدنيان", "،", "امس", "."]),
        ("يوم 26-8-2023 عند 10:30", ["يوم", "26-8-2023", "عند", "10:30"]),
        ("1,200 نازح", ["1,200", "نازح"]),
        ("الـ12 طفلاً", ["ال", "12", "طفلا"]),
        ("و7 جرحى", ["و", "7", "جرحي"]),
        ('"حي جوبر"', ['"', "حي", "جوبر", '"']),
        ("سطر\nآخر", ["سطر", "\n", "اخر"]),
        ("بقـ.صف", ["بقصف"]),
        ("a_b", ["a", "b"]),
        ("", []),
        (" \u200f ", []),
    ],
)
def test_tokens(raw: str, forms: list[str]) -> None:
    assert split_words(raw).forms == forms


@pytest.mark.parametrize(
    ("raw", "sentences"),
    [
        ("قصف جوي. قتل مدني.", ["قصف جوي", "قتل مدني"]),
        ("قصف؟ نعم! انتهى؛ ثم", ["قصف", "نعم", "انتهى", "ثم"]),
        ("عنوان\nنص", ["عنوان", "نص"]),
        ("قال د. علي", ["قال د. علي"]),
        ("وكالة أ.ف.ب هنا", ["وكالة أ.ف.ب هنا"]),
        ("موقع x.com هنا", ["موقع x.com هنا"]),
        ("قصف... ثم", ["قصف", "ثم"]),
        (". قصف", ["قصف"]),
        ("", []),
        (".\n.", []),
    ],
)
def test_sentences(raw: str, sentences: list[str]) -> None:
    words = split_words(raw)
    assert [words.raw(first, last) for first, last in words.sentences] == sentences


def test_the_span_of_several_words() -> None:
    words = split_words("قُتِلَ مدنيّانِ أمس")
    assert words.raw(0, 2) == "قُتِلَ مدنيّانِ"
    assert words.span(2, 3).of(words.folded.raw) == "أمس"


@given(TEXTS)
def test_tokens_follow_one_another(raw: str) -> None:
    words = split_words(raw)
    assert len(words.forms) == len(words.starts) == len(words.ends)
    end = 0
    for form, start, stop in zip(words.forms, words.starts, words.ends, strict=True):
        assert end <= start < stop
        assert words.folded.text[start:stop] == form
        end = stop


@given(TEXTS)
def test_nothing_but_spaces_and_low_lines_is_left_out(raw: str) -> None:
    words = split_words(raw)
    kept = (char for char in words.folded.text if char == "\n" or not (char.isspace() or char == "_"))
    assert "".join(words.forms) == "".join(kept)


@given(st.text(alphabet=_ALPHABET.replace("ـ", "").replace("ﷺ", "").replace("ﻻ", ""), max_size=60))
def test_the_raw_words_fold_to_the_form(raw: str) -> None:
    words = split_words(raw)
    assert [fold_word(words.raw(i, i + 1)) for i in range(len(words.forms))] == words.forms


@given(TEXTS)
def test_sentences_are_ranges_in_order(raw: str) -> None:
    words = split_words(raw)
    end = 0
    for first, last in words.sentences:
        assert end <= first < last <= len(words.forms)
        end = last


_PROSE = (
    "قالت مصادر محلية إن قوات النظام قصفت بالمدفعية الثقيلة بلدة الغدير في ريف المدينة الجنوبي مساء أمس الأربعاء "
    "ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة آخرين بجروح متفاوتة. وأضافت المصادر أن فرق الإسعاف نقلت الجرحى إلى "
    "مستشفى ميداني قريب وأن القصف توقف قبيل منتصف الليل بعد ساعات من التصعيد على محاور القتال في المنطقة كلها."
)


@pytest.mark.parametrize("width", [50, 60, 72, 90])
def test_lines_wrapped_by_hand_end_no_sentence(width: int) -> None:
    wrapped = split_words(textwrap.fill(_PROSE, width))
    assert [[f for f in wrapped.forms[a:b] if f != "\n"] for a, b in wrapped.sentences] == sentences(_PROSE)


def sentences(text: str) -> list[list[str]]:
    words = split_words(text)
    return [words.forms[a:b] for a, b in words.sentences]


@pytest.mark.parametrize(
    "text",
    [
        "قصف على بلدة الغدير\nانفجار في مدينة السهل\nاعتقال ثلاثة شبان في قرية التلال شمال البلاد\nاحتجاج",
        "عاجل\n" + _PROSE,
        _PROSE,
        "سطر واحد فقط",
        "",
    ],
)
def test_headlines_and_paragraphs_are_not_wrapped(text: str) -> None:
    assert not is_wrapped(text)
