"""Folding: what becomes of the letters, and that every place leads back."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.arabic.letters import fold, fold_word

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤء"
_TROUBLE = (
    "ـ\u064b\u064e\u0651\u0670\u200f\u200e\u200b\u202b\ufeff\x00\x07\r\t .*_-"
    "،ﷺﻻﻷﷲﭐ١٢۳«»“–12aé\U0001f600\u00a0\n\x0b\x0c\x85\u2028"
)
TEXTS = st.one_of(st.text(max_size=60), st.text(alphabet=_LETTERS + _TROUBLE, max_size=60))


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("أحمد إلى آمن", "احمد الي امن"),
        ("ٱلشام", "الشام"),
        ("مدينة", "مدينه"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسوول"),
        ("مئة", "ميه"),
        ("كیف", "كيف"),
        ("قُتِلَ مدنيٌّ", "قتل مدني"),
        ("الـقـصـف", "القصف"),
        ("الـ12", "ال12"),
        ("١٢ و۳۴", "12 و34"),
        ("«حي» و“دار”", '"حي" و"دار"'),
        ("الأربعاء – الخميس", "الاربعاء - الخميس"),
        ("بقـ.صف", "بقصف"),
        ("شهـ ـيد", "شهيد"),
        ("د. علي", "د. علي"),
        ("عام 1439 هـ وقال", "عام 1439 ه وقال"),
        ("1439هـ. وقال", "1439ه. وقال"),
        ("قصف ـ وقال", "قصف  وقال"),
        ("قصف ـــ وقال", "قصف  وقال"),
        ("هـ ـجوم", "هجوم"),
        ("وجهـ.ها", "وجهها"),
        ("لـ حلب", "لحلب"),
        ("قصف\x0cحي", "قصف\nحي"),
        ("قصف\u2028حي", "قصف\nحي"),
        ("\u200fقصف\u200e", "قصف"),
        ("\u202bقصف\u202c", "قصف"),
        ("ﷺ", "صلي الله عليه وسلم"),
        ("ﻻ ﺑﺄس", "لا باس"),
        ("", ""),
        ("\u064b", ""),
    ],
)
def test_folds(raw: str, folded: str) -> None:
    assert fold_word(raw) == folded


@pytest.mark.parametrize(
    ("raw", "start", "end", "covered"),
    [
        ("قُتِلَ مدنيّ", 0, 3, "قُتِلَ"),
        ("قُتِلَ مدنيّ", 4, 8, "مدنيّ"),
        ("في بقـ.صف جوي", 3, 7, "بقـ.صف"),
        ("ثم شهـ ـيد", 3, 7, "شهـ ـيد"),
        ("\u200fحي\u200f جوبر", 0, 2, "حي"),
        ("ﻻجئ هنا", 0, 4, "ﻻجئ"),
        ("قصف حي", 0, 3, "قصف"),
    ],
)
def test_leads_back(raw: str, start: int, end: int, covered: str) -> None:
    assert fold(raw).span(start, end).of(raw) == covered


def test_nothing_moves_in_plain_text() -> None:
    assert fold("أُ").places is not None
    assert fold("قصف مدينة «حلب» ١٢").places is None


def test_an_empty_stretch_is_empty() -> None:
    folded = fold("قُتل")
    assert folded.span(1, 1).of(folded.raw) == ""
    assert fold("قتل").span(1, 1).of("قتل") == ""


@pytest.mark.parametrize("raw", ["ﷺ", "ﻻ", "مﻻ", "ﻻَ"])
def test_half_a_ligature_covers_the_whole(raw: str) -> None:
    folded = fold(raw)
    for i in range(len(folded.text)):
        assert folded.span(i, i + 1).of(raw).strip(), (raw, i)


@given(TEXTS)
def test_every_folded_character_has_its_place(raw: str) -> None:
    folded = fold(raw)
    places = folded.places
    if places is None:
        assert len(folded.text) == len(raw)
        return
    assert len(places) == len(folded.text) + 1
    assert places[-1] == len(raw)
    assert all(0 <= a <= b for a, b in pairwise(places))


@given(TEXTS)
def test_a_place_holds_the_letter_that_was_folded(raw: str) -> None:
    folded = fold(raw)
    for i, char in enumerate(folded.text):
        origin = raw[folded.at(i)]
        assert char in fold_word(unicodedata.normalize("NFKC", origin)) or char in fold_word(origin)


@given(TEXTS, st.data())
def test_every_stretch_leads_to_a_slice(raw: str, data: st.DataObject) -> None:
    folded = fold(raw)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.span(start, end)
    assert 0 <= span.start <= span.end <= len(raw)
    assert (span.start < span.end) == (start < end)


@given(TEXTS)
def test_folding_twice_changes_nothing(raw: str) -> None:
    once = fold_word(raw)
    assert fold_word(once) == once


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،.\n0123456789", max_size=80))
def test_plain_letters_stay_as_they_are(raw: str) -> None:
    folded = fold(raw)
    assert folded.text == raw
    assert folded.places is None
