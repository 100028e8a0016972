"""Which reports are one text: the same words, few or many of them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.linking import copies
from tawthiq.linking.copies import copy_groups, jaccard
from tawthiq.linking.words import stems

WIRE = "قُتل مدني وأصيب أربعة آخرون اليوم السبت جراء قصف نفذته قوات النظام على مدينة الأتارب غربي محافظة حلب، وقال الدفاع المدني إن فرقه نقلت المصابين إلى مشفى قريب."
REWORKED = "حلب: قتيل وأربعة جرحى بقصف على الأتارب. قُتل مدني وأصيب أربعة آخرون أمس جراء قصف نفذته قوات النظام على مدينة الأتارب غربي حلب، وذكر الدفاع المدني أن فرقه نقلت المصابين إلى مشفى قريب."
OTHER = "ارتفعت حصيلة الهجوم على الأتارب إلى قتيلين بعد وفاة شاب متأثراً بجراحه، بحسب مصدر طبي تحدث إلى مراسلنا عبر الهاتف مساء الأحد."


@pytest.mark.parametrize("many", [False, True])
def test_a_reworked_wire_is_a_copy_and_another_report_is_none(many: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_FEW", 0 if many else 40)
    assert copy_groups([stems(text) for text in (OTHER, WIRE, REWORKED, WIRE)]) == [0, 1, 1, 1]


def test_nothing_is_a_copy_of_nothing() -> None:
    assert copy_groups([{}, {}, {"x": 1}]) == [0, 1, 2]
    assert copy_groups([]) == []


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_signatures_find_nearly_what_comparing_everything_finds(seed: int) -> None:
    """Of texts clearly above the share, signatures miss none; below it nothing is ever joined."""
    draw = random.Random(seed)
    words = [f"w{n}" for n in range(400)]
    base = dict.fromkeys(draw.sample(words, 80), 1)
    copy = dict.fromkeys([*list(base)[6:], *draw.sample(words, 6)], 1)
    others = [dict.fromkeys(draw.sample(words, 80), 1) for _ in range(50)]
    assert jaccard(base, copy) > 0.75
    groups = copy_groups([base, *others, copy])
    assert groups[-1] == 0
    assert groups[1:-1] == list(range(1, 51))
