"""What a pair of mentions is compared by: a place counts once, and the fuller the day the less it says."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from bench.fit_linking import on_full_days
from tawthiq.linking import model
from tawthiq.linking.comparison import NAMES, compare, explained, probability
from tawthiq.linking.corpus import Corpus
from tawthiq.linking.mentions import Mention, mentions
from tawthiq.model import CodedReport, Report
from tawthiq.pipeline import Coder

_coder = Coder()
DAY = dt.date(2021, 3, 4)
SHELLED = "قُتل ثلاثة مدنيين بقصف مدفعي على بلدة سرمين أمس، بينهم المعلم سامر الحلاق."


def coded(name: str, text: str) -> CodedReport:
    return _coder.code(Report(name, text, None, f"وكالة {name}", DAY))


def pair(one: str, other: str, a_day: int = 10) -> tuple[Mention, Mention]:
    """The first mentions of two texts, among a thousand reports of which so many are of their day."""
    read = [coded("a", one), coded("b", other)]
    among = Corpus(1000, {}, {DAY.toordinal() - 1: a_day})
    found = {m.doc_id: m for m in reversed(mentions(read, among))}
    return found["a"], found["b"]


def value(name: str, a: Mention, b: Mention) -> float:
    return compare(a, b)[NAMES.index(name)]


def test_a_place_in_common_is_not_counted_again_as_a_word() -> None:
    a, b = pair("قُتل ثلاثة مدنيين بقصف مدفعي على بلدة سرمين أمس.", "انفجرت عبوة ناسفة في سرمين وأصيب طفل أمس.")
    assert value("place_same", a, b) == 1
    assert value("rare_words", a, b) == value("strong_words", a, b) == 0


def test_words_beside_the_place_count() -> None:
    a, b = pair(SHELLED, "سقط المعلم سامر الحلاق وآخرون في قصف على سرمين أمس.")
    assert value("rare_words", a, b) > 0
    seen = {feature.name: feature for feature in explained(a, b, model().weights, model().wording)}
    assert "حلاق" in seen["rare_words"].explanation
    assert "سرم" not in seen["rare_words"].explanation


def test_a_kind_of_act_in_common_is_named() -> None:
    a, b = pair(SHELLED, "قصف مدفعي استهدف أطراف بنش أمس.")
    seen = {feature.name: feature.explanation for feature in explained(a, b, model().weights, model().wording)}
    assert seen["type_same"].endswith("shelling")


@pytest.mark.parametrize(("reports", "crowd"), [(0, 0), (1, 0), (10, 0.5), (100, 1), (1000, 1.5)])
def test_a_day_has_no_greatest_fullness(reports: int, crowd: float) -> None:
    assert Corpus(1, {}, {7: reports}).crowd([7, 8]) == pytest.approx(crowd)


def test_on_a_day_of_a_thousand_one_town_is_no_reason() -> None:
    """Place, day and kind of act are enough where ten reports share the day, and are not where a thousand do."""
    texts = ("قُتل ثلاثة مدنيين بقصف مدفعي على بلدة سرمين أمس.", "مدفعية النظام تقصف سرمين أمس وتدمر منازل فيها.")
    quiet, full = (probability(compare(*pair(*texts, a_day)), model().weights) for a_day in (10, 1000))
    assert quiet > model().same > full


def test_days_taken_for_one() -> None:
    a, b = pair(SHELLED, SHELLED)
    moved = on_full_days([a, b], 120)
    assert [m.days for m in moved] == [tuple({day // 120 for day in m.days}) for m in (a, b)]
    assert {m.crowd for m in moved} == {math.log(2, 100)}
