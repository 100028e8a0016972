"""The learned selection: its table, its probabilities, and that it says why."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tawthiq
from tawthiq.coding.selection import needed
from tawthiq.knowledge.models import ClassModel, LinearModel, class_model, linear_model


def test_the_table_has_a_base_and_sound_weights() -> None:
    model = linear_model("selection")
    assert len(model.weights) > 100
    assert all(math.isfinite(value) for value in (*model.weights.values(), model.base))
    assert "base" not in model.weights


@pytest.mark.parametrize(
    ("features", "share"), [({}, 0.5), ({"a": 1.0}, 0.731), ({"a": 2.0, "unknown": 9.0}, 0.881), ({"a": 1000.0}, 1.0)]
)
def test_probabilities(features: dict[str, float], share: float) -> None:
    assert LinearModel({"a": 1.0}, 0.0).probability(features) == pytest.approx(share, abs=0.001)


def test_the_strongest_reasons_come_first() -> None:
    model = LinearModel({"a": 1.0, "b": -3.0, "c": 0.1}, 0.0)
    assert model.reasons({"a": 1.0, "b": 1.0, "c": 1.0}, 2) == [("b", -3.0), ("a", 1.0)]


@given(st.dictionaries(st.sampled_from(sorted(linear_model("selection").weights)), st.floats(0, 1), max_size=40))
def test_every_probability_is_one(features: dict[str, float]) -> None:
    assert 0.0 <= linear_model("selection").probability(features) <= 1.0


@pytest.mark.parametrize(
    ("kind", "features", "share"),
    [
        ("shelling", {"weight": 1.0, "place": 1.0}, 0.3),
        ("shelling", {"weight": 1.0, "place": 1.0, "opinion": 1.0}, 0.42),
        ("shelling", {"weight": 1.0, "place": 1.0, "background": 1.0}, 0.42),
        ("shelling", {"weight": 1.0}, 0.42),
        ("shelling", {"weight": 0.5, "place": 1.0}, 0.42),
        ("shelling", {"weight": 0.6, "place": 1.0, "brief": 1.0}, 0.3),
        ("shelling", {"weight": 0.6, "place": 1.0, "brief": 1.0, "tokens": 0.03}, 0.12),
        ("territory_change", {"weight": 1.0, "place": 1.0}, 0.13),
        ("death_report", {"weight": 0.5, "counted": 1.0, "short": 1.0}, 0.02),
        ("death_report", {"weight": 0.5, "counted": 1.0, "spoken": 1.0, "date": 1.0}, 0.18),
        ("death_report", {"weight": 0.5, "counted": 1.0, "spoken": 1.0}, 0.42),
    ],
)
def test_plain_words_need_less(kind: str, features: dict[str, float], share: float) -> None:
    assert needed(kind, features) == share


def test_classes_share_one_whole_and_unknown_features_count_nothing() -> None:
    model = ClassModel(("a", "b"), {"x": (2.0, 0.0)}, (0.0, 0.0))
    assert model.shares(["x", "unknown"]) == pytest.approx({"a": 0.881, "b": 0.119}, abs=0.001)
    assert model.shares([]) == {"a": 0.5, "b": 0.5}


@pytest.mark.parametrize("name", ["sides", "people", "type"])
def test_the_tables_of_classes_are_sound(name: str) -> None:
    model = class_model(name)
    assert len(model.weights) > 500
    assert all(math.isfinite(value) for row in model.weights.values() for value in row)
    assert {len(row) for row in model.weights.values()} == {len(model.classes)} == {len(model.base)}


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        (
            "قتل ثلاثة مدنيين بقصف مدفعي لقوات النظام على بلدة الغدير صباح اليوم.",
            "قصف إعلامي يسبق مباراة الفريق في الدوري.",
        ),
        (
            "شنت طائرات حربية غارات على بلدة الغدير وقتلت مدنيين.",
            "تحدث المحلل عن هجوم محتمل قد يشن في حال فشل المفاوضات.",
        ),
    ],
)
def test_news_is_surer_than_what_only_sounds_like_war(surer: str, less: str) -> None:
    def best(text: str) -> float:
        return max((event.confidence for event in tawthiq.code(text, published="2020-03-12").events), default=0.0)

    assert best(surer) > best(less)
